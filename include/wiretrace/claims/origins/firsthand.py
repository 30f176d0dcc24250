"""Which articles show no reporting of their own: whoever has asked or heard somebody says so, or quotes him."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from wiretrace.claims.articles import Derivation, PlacedMention, StoryArticle
from wiretrace.claims.extraction.spoken import QUOTED_KINDS
from wiretrace.claims.language.ideas import WORD
from wiretrace.claims.language.quotations import quoted_runs
from wiretrace.claims.origins.tracing import CARRIED_CREDIT, COPYING, MentionOrigin, is_presumed

GRAM = 4  # words of a quotation by which it is looked for in other texts
MIN_CREDITED = 3  # quotations from one source, from which an article is a report on a report
CREDITED_SHARE = 0.8  # of all its quotations, then
OWN_SHARE = 1 / 3  # at most, of its quotations that no other text has
COMMON_SHARE = 0.5  # of its grams that another text must have to quote the same
_TAKING = (*COPYING, "shared_quotation")
_Gram = tuple[str, ...]


def find_secondhand(
    mentions: Sequence[PlacedMention], traced: Sequence[MentionOrigin], derivations: Iterable[Derivation]
) -> frozenset[str]:
    """Articles that nowhere say that they asked or saw themselves, and quote hardly anybody whom other texts do not quote.

    An agency reports by trade; the quotations of a collection are those of whom it collects. Texts that were taken from an article do not make its quotations common.
    """
    articles = {m.article.article_id: m.article for m in mentions}
    voiced = {m.article.article_id for m, o in zip(mentions, traced, strict=True) if _is_reported(o)}
    quoted: dict[str, list[frozenset[_Gram]]] = defaultdict(list)
    for m, o in zip(mentions, traced, strict=True):
        if (
            o.rule_id == "own"
            and m.mention.kind in QUOTED_KINDS
            and m.mention.field == "text"
            and not m.article.is_collection
        ):
            quoted[m.article.article_id] += [grams for run in _quoted_runs(m) if (grams := frozenset(_grams(run)))]
    held = _find_holders(articles.values(), frozenset[_Gram]().union(*(g for runs in quoted.values() for g in runs)))
    takers = _list_takers(derivations, mentions, traced)
    return frozenset(
        article_id
        for article_id in articles.keys() - voiced
        if not _quotes_alone(quoted[article_id], held, takers[article_id] | {article_id})
    )


def lean_on_credits(mentions: Sequence[PlacedMention], traced: Sequence[MentionOrigin]) -> list[MentionOrigin]:
    """An article that has all of its quotations from one source, and says so, has the rest from there as well."""
    quoted: dict[str, list[MentionOrigin]] = defaultdict(list)
    voiced = {m.article.article_id for m, o in zip(mentions, traced, strict=True) if _is_reported(o)}
    for m, o in zip(mentions, traced, strict=True):
        if m.mention.kind in QUOTED_KINDS and m.mention.field == "text" and m.article.article_id not in voiced:
            quoted[m.article.article_id].append(o)
    leaning = {a: main for a, found in quoted.items() if (main := _main_credit(found)) is not None}
    return [
        replace(leaning[m.article.article_id], mention_id=o.mention_id, confidence=CARRIED_CREDIT)
        if is_presumed(o) and m.article.article_id in leaning
        else o
        for m, o in zip(mentions, traced, strict=True)
    ]


def _main_credit(found: Sequence[MentionOrigin]) -> MentionOrigin | None:
    """The credit that nearly all of an article's quotations have, if they are several."""
    credited = [o for o in found if o.rule_id == "credit" and o.origin is not None]
    counts = Counter(o.origin.origin_id for o in credited if o.origin)
    main = max(credited, key=lambda o: counts[o.origin.origin_id] if o.origin else 0, default=None)
    count = counts[main.origin.origin_id] if main and main.origin else 0
    return main if count >= MIN_CREDITED and count >= CREDITED_SHARE * len(found) else None


def _is_reported(o: MentionOrigin) -> bool:
    """Reporting that the article itself claims, or an agency's."""
    return o.rule_id == "own" and (o.is_agency or not is_presumed(o))


def _quoted_runs(m: PlacedMention) -> list[str]:
    return [m.mention.text] if m.mention.kind == "direct" else quoted_runs(m.mention.text)


def _grams(text: str) -> Iterator[_Gram]:
    found = [w.lower() for w in WORD.findall(text)]
    return zip(*(found[k:] for k in range(GRAM)), strict=False)


def _find_holders(articles: Iterable[StoryArticle], wanted: frozenset[_Gram]) -> Mapping[_Gram, set[str]]:
    """Gram → articles whose text has it."""
    held: dict[_Gram, set[str]] = defaultdict(set)
    for article in articles if wanted else ():
        for gram in wanted.intersection(_grams(article.text)):
            held[gram].add(article.article_id)
    return held


def _list_takers(
    derivations: Iterable[Derivation], mentions: Sequence[PlacedMention], traced: Sequence[MentionOrigin]
) -> Mapping[str, set[str]]:
    """Article → articles that took from it, by a derivation or by a credit that leads there."""
    takers: dict[str, set[str]] = defaultdict(set)
    for d in derivations:
        if d.relation in _TAKING and d.source_article_id:
            takers[d.source_article_id].add(d.derived_article_id)
    for m, o in zip(mentions, traced, strict=True):
        if o.origin is not None and o.origin.article_id is not None:
            takers[o.origin.article_id].add(m.article.article_id)
    return takers


def _quotes_alone(runs: Sequence[frozenset[_Gram]], held: Mapping[_Gram, set[str]], but: set[str]) -> bool:
    """Whether more than a few of an article's quotations stand nowhere else: one exclusive line does not make a reporter."""
    return sum(_is_alone(run, held, but) for run in runs) > OWN_SHARE * len(runs)


def _is_alone(run: frozenset[_Gram], held: Mapping[_Gram, set[str]], but: set[str]) -> bool:
    """Whether no article besides these quotes the same."""
    counts: dict[str, int] = defaultdict(int)
    for gram in run:
        for article_id in held[gram] - but:
            counts[article_id] += 1
    return max(counts.values(), default=0) < COMMON_SHARE * len(run)
