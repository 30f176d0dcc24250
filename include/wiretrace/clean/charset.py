"""Which characters the bytes of a page mean, decided by evidence."""

from __future__ import annotations

import codecs
import re
from contextlib import suppress
from dataclasses import dataclass

import charset_normalizer
from charset_normalizer.md import mess_ratio

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
DETECTED = [
    "big5", "cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "cp874", "cp932", "cp949", "euc_jp",
    "gb18030", "iso8859_2", "iso8859_5", "iso8859_6", "iso8859_7", "koi8_r", "koi8_u", "utf_8",
]  # fmt: skip
# of the charsets that the web has, not of all that Python knows
MULTI_BYTE = re.compile(r"^(big5|cp9[34]|euc|gb|hz|johab|shift|utf)", re.IGNORECASE)  # what decodes is what it says
MOST_MESS = 0.15  # of the right one .00 to .05; of a wrong one mostly .2 and more
TAGS = re.compile(r"<(script|style)\b.*?</\1|<[^>]*>", re.IGNORECASE | re.DOTALL)
MESS_CHARACTERS = 20_000
STATEFUL = re.compile(r"^(iso-2022|utf-7|hz)", re.IGNORECASE)
MOJIBAKE = re.compile(r"[ÂÃâÅÄÐÑ][\u0080-\u00bfŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™]{1,2}")
WESTERN = frozenset("éèêëàâäáãåæçíìîïñóòôöõøœúùûüýÿßÉÈÊÀÂÄÁÅÆÇÍÎÑÓÔÖØŒÚÜ“”‘’„‚–—…«»€£°·§©®™•\xa0¿¡")
FOREIGN = re.compile("([^\x00-\x7f]+)")
DETECTION_BYTES = 50_000
WHOLLY = 10  # foreign characters, all of which by chance make no UTF-8
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
    named = [(name, evidence) for name, evidence in dict(reversed(declared)).items() if not name.startswith("utf")]
    readings = [Decoded(text, name, evidence) for name, evidence in named if (text := _strict(body, name)) is not None]
    plausible = [reading for reading in readings if _is_plausible(reading.text, reading.charset)]
    if plausible:  # header and page may disagree
        return min(plausible, key=lambda reading: (round(_mess(reading), 2), reading.evidence == "meta"))
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
    """UTF-16 or UTF-32 without a mark: what its first bracket looks like, and that in Latin text every other byte is zero."""
    start = body[:200].lstrip(b" \t\r\n\0")[:8]
    if start[:1] == b"<" and (zeros := len(start) - len(start[1:].lstrip(b"\0")) - 1):
        width = zeros + 1
        before = len(body[:200]) - len(body[:200].lstrip(b" \t\r\n\0"))
        order = "be" if before % width else "le"
        return {2: f"utf-16-{order}", 4: f"utf-32-{order}"}.get(width)
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
    best = charset_normalizer.from_bytes(body[:DETECTION_BYTES], cp_isolation=DETECTED).best()
    name = _without_controls(best.encoding, body) if best is not None else None
    if name is not None and (text := _strict(body, name)) is not None:
        return Decoded(text, name, "detection")
    return Decoded(body.decode("cp1252", "replace"), "cp1252", "fallback")


def _without_controls(name: str, body: bytes) -> str:
    """Windows' charset of Central Europe has š, ś and ž where the standard's has control characters, which no page has."""
    return "iso8859_2" if name == "cp1250" and not any(0x80 <= byte < 0xA0 for byte in body) else name


def _is_plausible(text: str, name: str) -> bool:
    """Latin-1 is what servers say who were never told: of a page in another script it makes accents without end.
    Another charset of single bytes decodes anything, but not to words."""
    if name == "cp1252":
        return text.isascii() or _reads_western(text)
    return _mess(Decoded(text, name, "")) < MOST_MESS


def _mess(reading: Decoded) -> float:
    """Share of unlikely neighbours among the characters outside the markup."""
    if reading.text.isascii() or MULTI_BYTE.match(reading.charset):
        return 0.0
    return mess_ratio(TAGS.sub(" ", reading.text)[:MESS_CHARACTERS], 1.0)


def _reads_western(text: str) -> bool:
    """Accents are sparse among plain letters, and nearly all other characters are accents or typography."""
    foreign = [c for c in text if c > "\x7f"]
    letters = sum(c.isascii() and c.isalpha() for c in text)
    return bool(foreign) and len(foreign) < letters / 5 and sum(c in WESTERN for c in foreign) >= 0.95 * len(foreign)


def repaired(text: str) -> str:
    """UTF-8 that was read as a charset of single bytes, once or more ('donâ€™t'), put right where it is unmistakable."""
    for _ in range(REPAIRS):
        whole = _repaired_whole(text)
        if whole is None and len(MOJIBAKE.findall(text)) < 3:
            break
        text = whole if whole is not None else MOJIBAKE.sub(_repaired_run, text)
    return text


def _repaired_whole(text: str) -> str | None:
    """Of a page that is wrong throughout, whatever its script."""
    if text.isascii() or sum(c > "\x7f" for c in text) < WHOLLY:
        return None
    for name in ("cp1252", "cp1251"):
        with suppress(UnicodeError):
            return b"".join(_as_read(piece, name) for piece in FOREIGN.split(text)).decode("utf-8")
    return None


def _as_read(piece: str, name: str) -> bytes:
    """The bytes that were read; readers pass the few that a charset leaves undefined through as they are."""
    try:
        return piece.encode(name)
    except UnicodeEncodeError:
        return b"".join(c.encode("latin-1" if c < "\xa0" else name) for c in piece)


def _repaired_run(match: re.Match[str]) -> str:
    run = match.group()
    try:
        return _as_read(run, "cp1252").decode("utf-8")
    except UnicodeError:
        return run
