"""Which characters the bytes of a page mean, decided by evidence."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

import charset_normalizer

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,30})", re.IGNORECASE)
XML = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{2,30})", re.IGNORECASE)
HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]{2,30})", re.IGNORECASE)
WEB_NAMES = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "ascii": "cp1252", "us-ascii": "cp1252",
             "gb2312": "gb18030", "gbk": "gb18030", "ks_c_5601-1987": "cp949", "euc-kr": "cp949", "shift_jis": "cp932",
             "iso-8859-9": "cp1254", "tis-620": "cp874", "utf8": "utf-8"}  # fmt: skip
ESCAPE_JP = b"\x1b$B"  # into Japanese: no other text has it
STATEFUL = re.compile(r"^(iso-2022|utf-7|hz)", re.IGNORECASE)
MOJIBAKE = re.compile(r"[ÂÃâÅÄÐÑ][\u0080-\u00bfŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™]{1,2}")
WESTERN = frozenset("éèêëàâäáãåæçíìîïñóòôöõøœúùûüýÿßÉÈÊÀÂÄÁÅÆÇÍÎÑÓÔÖØŒÚÜ“”‘’„‚–—…«»€£°·§©®™•\xa0¿¡")
DETECTION_BYTES = 50_000
REPAIRS = 3  # content systems that copy from one another encode as often


@dataclass(frozen=True)
class Decoded:
    """`evidence` is what decided: bom, utf-8, header, meta, detection or fallback."""

    text: str
    charset: str
    evidence: str


def decode(body: bytes, content_type: str | None = None) -> Decoded:
    """The text of a page. Valid multi-byte UTF-8 beats any declaration: by chance it hardly ever occurs."""
    for mark, name in BOMS:
        if body.startswith(mark):
            return Decoded(body.decode(name, "replace"), name, "bom")
    declared = _declared(body, content_type)
    stateful = [(name, evidence) for name, evidence in declared if STATEFUL.match(name)]
    stateful += [("iso2022_jp", "detection")] if ESCAPE_JP in body[:DETECTION_BYTES] else []
    for name, evidence in stateful:
        if (text := _strict(body, name)) is not None:
            return Decoded(text, name, evidence)
    wide = _without_bom(body)
    if wide:
        return Decoded(body.decode(wide, "replace"), wide, "detection")
    if (text := _strict(body, "utf-8")) is not None:
        return Decoded(repaired(text), "utf-8", "utf-8")
    for name, evidence in declared:
        if not name.startswith("utf") and (text := _strict(body, name)) is not None and _is_plausible(text, name):
            return Decoded(text, name, evidence)
    return _detected(body, [name for name, _ in declared])


def _declared(body: bytes, content_type: str | None) -> list[tuple[str, str]]:
    header = HEADER.search(content_type or "")
    meta = META.search(body[:4096]) or XML.search(body[:200])
    names = [(header.group(1), "header")] if header else []
    names += [(meta.group(1).decode("ascii"), "meta")] if meta else []
    return [(WEB_NAMES.get(name.lower(), name.lower()), evidence) for name, evidence in names]


def _strict(body: bytes, name: str) -> str | None:
    try:
        return body.decode(name)
    except (LookupError, UnicodeError, ValueError):
        return None


def _without_bom(body: bytes) -> str | None:
    """UTF-16 without a mark: in markup and Latin text every other byte is zero."""
    head = body[:400]
    if head.count(0) < len(head) // 3:
        return None
    return "utf-16-le" if head[1::2].count(0) > head[0::2].count(0) else "utf-16-be"


def _detected(body: bytes, declared: list[str]) -> Decoded:
    if "utf-8" in declared:  # a cut or damaged character in a page that says UTF-8
        damaged = body.decode("utf-8", "replace")
        if damaged.count("\ufffd") <= max(3, len(damaged) // 2000):
            return Decoded(damaged, "utf-8", "header")
    text = _strict(body, "cp1252")
    if text is not None and _reads_western(text):
        return Decoded(text, "cp1252", "detection")
    best = charset_normalizer.from_bytes(body[:DETECTION_BYTES]).best()
    if best is not None and (text := _strict(body, best.encoding)) is not None:
        return Decoded(text, best.encoding, "detection")
    return Decoded(body.decode("cp1252", "replace"), "cp1252", "fallback")


def _is_plausible(text: str, name: str) -> bool:
    """Latin-1 is what servers say who were never told: of a page in another script it makes accents without end."""
    return name != "cp1252" or text.isascii() or _reads_western(text)


def _reads_western(text: str) -> bool:
    """Accents are sparse among plain letters, and nearly all other characters are accents or typography."""
    foreign = [c for c in text if c > "\x7f"]
    letters = sum(c.isascii() and c.isalpha() for c in text)
    return bool(foreign) and len(foreign) < letters / 5 and sum(c in WESTERN for c in foreign) >= 0.95 * len(foreign)


def repaired(text: str) -> str:
    """UTF-8 that was read as Windows-1252 once or more ('donâ€™t'), put right where it is unmistakable."""
    for _ in range(REPAIRS):
        if len(MOJIBAKE.findall(text)) < 3:
            break
        text = MOJIBAKE.sub(_repaired_run, text)
    return text


def _repaired_run(match: re.Match[str]) -> str:
    run = match.group()
    try:
        return run.encode("cp1252").decode("utf-8")
    except UnicodeError:
        try:
            return run.encode("latin-1").decode("utf-8")
        except UnicodeError:
            return run
