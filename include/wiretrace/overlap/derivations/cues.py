"""Evidence for the direction of each pair that shares text."""

from __future__ import annotations

from collections.abc import Mapping

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from wiretrace.overlap import METHOD_VERSION
from wiretrace.overlap.articles import NO_TIME, Articles, PrintedCredit
from wiretrace.overlap.credits.reading import WHOLE_TEXT_RULES
from wiretrace.overlap.credits.sources import slugify
from wiretrace.overlap.derivations.direction import CUES, Sides, describe_sides
from wiretrace.overlap.derivations.tracing import Pairs
from wiretrace.overlap.queries import register, run_query
from wiretrace.overlap.text.texts import read_texts
from wiretrace.overlap.text.tokens import tokenize

Credits = Mapping[int, tuple[PrintedCredit, ...]]


def measure_cues(
    con: duckdb.DuckDBPyConnection, pairs: Pairs, articles: Articles, credits: Credits
) -> npt.NDArray[np.float64]:
    """One row a pair, columns as `direction.CUES`; positive speaks for the left article being the derived one."""
    left, right = _sides(con, pairs, articles)
    gap = time_gap(articles, pairs.left, pairs.right)
    columns = {
        "canonical_link": _difference(pairs, lambda a, b: claims_as_original(articles, a, b)),
        "credits_other": _difference(pairs, lambda a, b: credit_of(articles, credits, a, b) is not None),
        "agency_outlet": _difference(pairs, lambda a, b: articles.outlet_kind[b] == "agency"),
        "agency_text": _difference(pairs, lambda a, b: prints_agency_text(articles, credits, b)),
        "time_order": np.sign(gap),
        "time_gap": np.sign(gap) * np.log1p(np.abs(gap) / 3600.0) / 5.0,
        "fit": right.fit - left.fit,
        "title": right.title - left.title,
        "opening": left.opening - right.opening,
        "junk": left.junk - right.junk,
    }
    return np.column_stack([columns[name] for name in CUES]).reshape(len(pairs.left), len(CUES))


def _difference(pairs: Pairs, holds) -> npt.NDArray[np.float64]:  # type: ignore[no-untyped-def]
    sides = zip(pairs.left.tolist(), pairs.right.tolist(), strict=True)
    return np.array([float(holds(a, b)) - float(holds(b, a)) for a, b in sides], float)


def claims_as_original(articles: Articles, derived: int, source: int) -> bool:
    """The derived page's canonical link names the source."""
    claim = articles.canonical_claim[derived]
    return claim is not None and claim in articles.addresses(source) and claim not in articles.addresses(derived)


def prints_agency_text(articles: Articles, credits: Credits, number: int) -> bool:
    """The article's whole text is an agency's, and it says so; who shares it without saying so took it from there."""
    return articles.outlet_kind[number] == "agency" or any(
        c.rule in WHOLE_TEXT_RULES and c.is_agency for c in credits.get(number, ())
    )


def prints_wire(articles: Articles, credits: Credits, number: int) -> bool:
    """The article prints an agency's text in the agency's words: "Source: NPA" may stand under a reworded text, too."""
    is_agency = articles.outlet_kind[number] == "agency"
    return not is_agency and any(c.rule in ("dateline", "byline") and c.is_agency for c in credits.get(number, ()))


def credit_of(articles: Articles, credits: Credits, derived: int, source: int) -> PrintedCredit | None:
    """The place where the derived article names the source's outlet, if there is one."""
    if articles.outlet_id[derived] == articles.outlet_id[source]:
        return None
    found = credits.get(derived)
    if not found:
        return None
    slug = slugify(articles.outlet_name[source].removeprefix("The "))
    label = articles.outlet_id[source].partition(".")[0]  # foxnews.com, where nobody wrote down what it is called
    for credit in found:
        named = credit.origin_id.partition(":")[2]
        if credit.outlet_id == articles.outlet_id[source] or named == slug or named.replace("-", "") == label:
            return credit
    return None


def agency_credit_of(articles: Articles, credits: Credits, derived: int, source: int) -> PrintedCredit | None:
    """The place where the derived article names the agency whose text the source prints; not if it prints it too."""
    if prints_wire(articles, credits, derived):
        return None
    printed = {c.origin_id for c in credits.get(source, ()) if c.rule in WHOLE_TEXT_RULES}
    return next((c for c in credits.get(derived, ()) if c.origin_id in printed), None)


def time_gap(articles: Articles, left: npt.NDArray[np.int64], right: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    """Seconds by which the left article is later, by printed times; 0 if nothing tells.

    Where there are none, or where they contradict the order of the dates of first sight, those dates tell:
    mirrors print times before the text existed.
    """
    printed = articles.published[left] - articles.published[right].astype(float)
    seen = articles.fetched_on[left] - articles.fetched_on[right].astype(float)
    is_printed = (articles.published[left] != NO_TIME) & (articles.published[right] != NO_TIME)
    is_trusted = is_printed & (printed != 0) & (np.sign(printed) * np.sign(seen) >= 0)
    return np.asarray(np.where(is_trusted, printed, seen))


def _sides(con: duckdb.DuckDBPyConnection, pairs: Pairs, articles: Articles) -> tuple[Sides, Sides]:
    numbers = np.unique(np.concatenate([pairs.left, pairs.right]))
    texts = read_texts(con, numbers)
    titles = tokenize(pa.array([articles.title[n] for n in numbers], pa.string()))
    passages = _passages(con, pairs)
    left = describe_sides(texts.tokens, titles, texts.rows(pairs.left), passages[0], passages[1], passages[2])
    right = describe_sides(texts.tokens, titles, texts.rows(pairs.right), passages[0], passages[3], passages[4])
    return left, right


def _passages(con: duckdb.DuckDBPyConnection, pairs: Pairs) -> list[npt.NDArray[np.int64]]:
    numbers = np.arange(len(pairs.left))
    register(con, traced_pairs=pa.table({"pair_no": numbers, "left_no": pairs.left, "right_no": pairs.right}))
    found = run_query(con, "region_passages", method_version=METHOD_VERSION)
    return [
        found[name].to_numpy().astype(np.int64)
        for name in ("pair_no", "left_start", "left_end", "right_start", "right_end")
    ]
