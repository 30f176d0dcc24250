"""Articles that say that they were corrected, in the language they are written in."""

from __future__ import annotations

import pytest

from wiretrace.clean.corrections import read_correction

STORY = "The dam will cost twice as much, an audit said.\n\nThe ministry did not dispute the figure."


@pytest.mark.parametrize(
    ("language", "note"),
    [
        ("en", "Correction: The audit was published on Monday, not Tuesday."),
        ("en", "CORRECTION (March 3): The audit was led by Ilse Varga."),
        ("en", "* An earlier version of this article gave the wrong height of the dam."),
        ("en", "This article was amended on 3 March 2026. Ilse Varga led the audit."),
        ("de", "Anmerkung der Redaktion: Der Damm ist 90 Meter hoch."),
        (
            "de",
            "In einer früheren Version dieses Artikels hieß es, der Damm sei 80 Meter hoch. Wir haben das korrigiert.",
        ),
        ("fr", "Rectificatif : le barrage mesure 90 mètres."),
        ("es", "Fe de errores: la presa mide 90 metros."),
        ("sv", "Rättelse: Dammen är 90 meter hög."),
        (None, "Editor’s note: The dam is 90 metres high."),
    ],
)
def test_a_correction_note_is_found(language: str | None, note: str) -> None:
    assert read_correction(f"{STORY}\n\n{note}", language) == note


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", STORY),
        ("en", "The course correction took nine seconds, the captain said."),
        ("en", "The ministry’s correction of its figures came late."),
        ("en", "“An earlier version of this bill was better,” she said."),
        ("en", "He was sent to a house of correction, " + "where the days were long, " * 40),
        ("de", "Correction: in English"),
        ("xx", "Correction: in a language without words here"),
    ],
)
def test_a_story_about_corrections_is_no_note(language: str, text: str) -> None:
    assert read_correction(text, language) is None
