from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

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


@given(
    st.binary(max_size=200),
    st.sampled_from(
        [None, "text/html; charset=utf-7", "text/html; charset=\x00", "charset=hz", "charset=rot13", "charset=hex"]
    ),
)
def test_no_bytes_make_it_fail(body: bytes, content_type: str | None) -> None:
    assert isinstance(decode(body, content_type).text, str)
