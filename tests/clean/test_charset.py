from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiretrace.clean.article import clean_page
from wiretrace.clean.charset import decode

TEXT = "<p>Die Prüfer sagten: „Größe schützt nicht.“ — Ein Café an der Grenze, naïveté, façade.</p>" * 5


@pytest.mark.parametrize(
    ("encoding", "content_type", "evidence"),
    [
        ("utf-8", None, "utf-8"),
        ("utf-8", "text/html; charset=iso-8859-1", "utf-8"),
        ("utf-8", "text/html; charset=utf-16", "utf-8"),
        ("utf-8-sig", None, "bom"),
        ("utf-16", "text/html; charset=utf-8", "bom"),
        ("cp1252", "text/html; charset=ISO-8859-1", "header"),
        ("cp1252", "text/html; charset=windows-1252", "header"),
        ("cp1252", "text/html; charset=no-such-charset", "detection"),
    ],
)
def test_evidence_decides_not_the_first_declaration(encoding: str, content_type: str | None, evidence: str) -> None:
    decoded = decode(TEXT.encode(encoding), content_type)
    assert decoded.text == TEXT
    assert decoded.evidence == evidence


def test_the_pages_own_declaration_is_read() -> None:
    page = '<html><head><meta charset="koi8-r"></head><body>Аудит плотины показал двойную цену</body></html>'
    assert decode(page.encode("koi8-r")).text == page


def test_utf16_without_mark_is_noticed() -> None:
    assert decode("<p>plain words</p>".encode("utf-16-le")).text == "<p>plain words</p>"


def test_twice_encoded_text_is_put_right() -> None:
    right = "“Don’t,” she said – and didn’t. Café."
    assert decode(right.encode().decode("cp1252", "ignore").encode()).text.count("’") == 2


def test_one_broken_character_does_not_change_the_charset() -> None:
    assert decode(TEXT.encode() + b"\xff", "text/html; charset=utf-8").text.startswith(TEXT)


PAGES = {
    "shift_jis": "テルン盆地のダム建設費は約二十四億クラウンとなり、着工時に省が約束した額の二倍に達することが公表された監査で分かった。",
    "euc_jp": "テルン盆地のダム建設費は約二十四億クラウンとなり、着工時に省が約束した額の二倍に達することが公表された監査で分かった。",
    "iso2022_jp": "テルン盆地のダム建設費は約二十四億クラウンとなり、着工時に省が約束した額の二倍に達することが公表された監査で分かった。",
    "gb18030": "审计报告周一称，特恩盆地大坝造价约为二十四亿克朗，是开工时该部承诺金额的两倍。该部没有否认这一数字。",
    "euc_kr": "테른 분지의 댐 건설 비용은 약 이십사억 크라운으로 착공 당시 약속한 금액의 두 배에 이른다고 감사 결과가 밝혔다.",
    "koi8-r": "Плотина в бассейне Терна обойдётся примерно в 2,4 миллиарда крон, вдвое дороже обещанного, говорится в отчёте.",
    "cp1251": "Плотина в бассейне Терна обойдётся примерно в 2,4 миллиарда крон, вдвое дороже обещанного, говорится в отчёте.",
    "cp1253": "Το φράγμα θα κοστίσει το διπλάσιο από όσα είχε υποσχεθεί το υπουργείο, σύμφωνα με τον έλεγχο που δημοσιεύθηκε.",
    "cp1250": "Zapora będzie kosztować dwa razy więcej, niż obiecało ministerstwo. Żółć, gęś, źdźbło, łąka, ćma i mąż.",
}


@pytest.mark.parametrize("charset", PAGES)
@pytest.mark.parametrize("content_type", [None, "text/html; charset=utf-8", "text/html; charset=iso-8859-1"])
def test_other_scripts_are_read_whatever_the_server_says(charset: str, content_type: str | None) -> None:
    page = f"<html><body><p>{PAGES[charset]}</p></body></html>" * 2
    assert decode(page.encode(charset), content_type).text == page


@pytest.mark.parametrize("charset", PAGES)
def test_the_page_knows_better_than_a_server_that_was_never_told(charset: str) -> None:
    page = f'<html><head><meta charset="{charset}"></head><body><p>{PAGES[charset]}</p></body></html>'
    assert decode(page.encode(charset), "text/html; charset=ISO-8859-1").text == page


@pytest.mark.parametrize("charset", ["shift_jis", "gb18030", "euc_kr", "koi8-r", "cp1250", "cp1252"])
@pytest.mark.parametrize("wrong", ["windows-1251", "iso-8859-1"])
def test_a_wrong_header_yields_to_the_page_where_it_makes_no_words(charset: str, wrong: str) -> None:
    text = PAGES.get(
        charset,
        "Die Prüfer sagten, dass der Damm doppelt so viel kosten werde, wie das Ministerium zuvor zugesagt hatte.",
    )
    page = f'<html><head><meta charset="{charset}"></head><body>{f"<p>{text}</p>" * 3}</body></html>'
    assert decode(page.encode(charset), f"text/html; charset={wrong}").text == page


CENTRAL = {
    "cs": "Přehrada v povodí řeky bude stát dvakrát víc, než slíbilo ministerstvo, uvedla v pondělí zpráva úřadu. Žádný kůň nešťastně úpěl.",
    "hu": "A gát kétszer annyiba kerül majd, mint amennyit a minisztérium ígért, közölte hétfőn a számvevőszék. Senki sem kérdezte, mit ígértek nekünk.",
    "pl": "Zapora będzie kosztować dwa razy więcej, niż obiecało ministerstwo. Żółć, gęś, źdźbło, łąka, ćma i mąż.",
}


@pytest.mark.parametrize("language", ["cs", "pl"])
@pytest.mark.parametrize(
    "declared", [None, "text/html; charset=utf-8", "text/html; charset=iso-8859-2", "text/html; charset=windows-1251"]
)
def test_the_standards_central_european_is_told_from_windows(language: str, declared: str | None) -> None:
    page = f"<html><body>{f'<p>{CENTRAL[language]}</p>' * 3}</body></html>"
    assert decode(page.encode("iso-8859-2"), declared).text == page


def test_hungarian_needs_the_declaration_to_be_told_from_the_west() -> None:
    page = f"<html><body>{''.join(['<p>', CENTRAL['hu'], '</p>'] * 3)}</body></html>"
    assert decode(page.encode("iso-8859-2"), "text/html; charset=iso-8859-2").text == page


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "utf-16", "utf-32"])
@pytest.mark.parametrize(
    "text", ["Плотина обойдётся вдвое дороже", "سيكلف السد ضعف ما وعدت به الوزارة", "审计报告周一称", "plain words"]
)
def test_wide_characters_are_noticed_by_the_first_bracket(encoding: str, text: str) -> None:
    page = f"\r\n<html><body><p>{text * 20}</p></body></html>"
    for declared in (None, "text/html; charset=utf-8", "text/html; charset=windows-1252"):
        assert decode(page.encode(encoding), declared).text == page


@pytest.mark.parametrize("name", ["shift_jis", "euc_kr", "koi8-r", "cp1253", "cp1250"])
@pytest.mark.parametrize("read_as", ["cp1252", "latin-1", "cp1251"])
def test_a_page_that_is_wrong_throughout_is_put_right_in_any_script(name: str, read_as: str) -> None:
    page = f"<html><body><p>{PAGES[name]}</p></body></html>"
    wrong = "".join(bytes([byte]).decode(read_as, "ignore") or chr(byte) for byte in page.encode())
    assert decode(wrong.encode()).text == page
    assert decode(page.encode()).text == page


def test_typographic_quotes_in_what_calls_itself_latin_1_are_quotes() -> None:
    assert decode(TEXT.encode("cp1252"), "text/html; charset=ISO-8859-1").text.count("„") == 5


@pytest.mark.parametrize("times", [1, 2])
def test_text_encoded_again_and_again_is_put_right_and_plain_text_is_left(times: int) -> None:
    right = "L'été à Zürich était déjà passé: «Größe», café, naïveté."
    wrong = right
    for _ in range(times):
        wrong = wrong.encode().decode("latin-1")
    assert decode(wrong.encode()).text == right
    assert decode("Ã is a letter, and so is Â in Romanian.".encode()).text == "Ã is a letter, and so is Â in Romanian."


def test_composed_and_decomposed_spellings_give_one_text() -> None:
    page = f"<html><head><title>Ärger</title></head><body><h1>Ärger</h1>{TEXT}</body></html>"
    composed, decomposed = (
        clean_page(unicodedata.normalize(form, page).encode(), "text/html", "https://bote.example/a")
        for form in ("NFC", "NFD")
    )
    assert composed.text
    assert (decomposed.text, decomposed.metadata.title) == (composed.text, composed.metadata.title)


@given(
    st.binary(max_size=200),
    st.sampled_from(
        [None, "text/html; charset=utf-7", "text/html; charset=\x00", "charset=hz", "charset=rot13", "charset=hex"]
    ),
)
def test_no_bytes_make_it_fail(body: bytes, content_type: str | None) -> None:
    assert isinstance(decode(body, content_type).text, str)
