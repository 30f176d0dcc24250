"""The evaluation contract: thin functions over the product that any scorer can call.

Run scorers with `PYTHONPATH=include:tests/benchmarks`.
"""

from __future__ import annotations


def extract_text(html: str, url: str) -> str:
    """Main text of one page; text without markup is cleaned as plain text."""
    from wiretrace.clean.batch import page_text

    return page_text(html, url)


def extract_texts(pages: list[tuple[str, str]]) -> list[str]:
    """Main texts of a batch; pages of one host inform each other."""
    from wiretrace.clean.batch import page_texts

    return page_texts(pages)


def extract_metadata(html: str, url: str) -> dict[str, str | list[str] | None]:
    """title, author, published_at (ISO, as printed), site_name, canonical_url, language; also `authors` as a list."""
    from wiretrace.clean.article import clean_html

    cleaned = clean_html(html, url)
    metadata = cleaned.metadata
    return {
        "title": metadata.title,
        "author": ", ".join(metadata.authors) or None,
        "authors": list(metadata.authors),
        "published_at": metadata.published.moment.isoformat() if metadata.published else None,
        "site_name": metadata.site_name,
        "canonical_url": metadata.canonical_claim,
        "language": cleaned.language,
    }


def clean_plain_text(text: str) -> str:
    """Title, standfirst and body of scraped text, one paragraph a line."""
    from wiretrace.clean.plain import clean_plain

    return clean_plain(text).full_text


def analyse_texts(files: dict[str, str]) -> dict[str, list[dict[str, object]]]:
    """Claims, derivations and removed blocks of scraped texts (file name to raw text); offsets count in the raw texts."""
    import analysis
    import chain

    with chain.measured_folder(files) as con:
        return analysis.describe(con, files)


def extract_quotations(text: str) -> list[dict[str, object]]:
    """Attributions: start, end, spans (split by the tag), kind, speaker as written, verb."""
    from wiretrace.claims.extraction.attribution import find_attributions

    return [
        {
            "start": a.spans[0][0],
            "end": a.spans[-1][1],
            "spans": [list(span) for span in a.spans],
            "kind": a.kind,
            "speaker": text[slice(*a.speaker_span)] if a.speaker_span else None,
            "verb": text[slice(*a.cue_span)] if a.cue_span else None,
        }
        for a in find_attributions(text)
    ]


def find_overlaps(documents: list[dict[str, object]]) -> list[dict[str, object]]:
    """Pairs of documents that share text or retell one another, with the shared spans and the likely direction."""
    from documents import describe_overlaps, measure_documents

    return describe_overlaps(measure_documents(documents))
