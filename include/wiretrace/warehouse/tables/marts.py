"""The marts: views that answer an analyst's first questions. Their SQL lies in warehouse/marts/."""

from __future__ import annotations

from dataclasses import dataclass

from wiretrace.warehouse.tables.declaration import Column


@dataclass(frozen=True)
class Mart:
    """A view `marts.<name>`; `columns` name and document exactly what its SQL selects, in order."""

    name: str
    grain: str
    columns: tuple[Column, ...]
    warning: str = ""

    @property
    def full_name(self) -> str:
        return f"marts.{self.name}"

    @property
    def comment(self) -> str:
        return f"One row per {self.grain}." + (f" {self.warning}" if self.warning else "")


CLAIM_ORIGINS = Mart(
    "claim_origins",
    "claim: how far it travelled and how many origins stand behind it",
    (
        Column("claim_id", "VARCHAR", "claims.claims."),
        Column("story_id", "VARCHAR", "overlap.stories."),
        Column("story_title", "VARCHAR", "Headline of the story's most central article."),
        Column("wording", "VARCHAR", "The claim in its fullest wording closest to an origin."),
        Column(
            "speaker_name",
            "VARCHAR",
            "Who is quoted for it most often; null for narrator statements.",
            is_required=False,
        ),
        Column("mention_count", "INTEGER", "Places where it is stated."),
        Column("article_count", "INTEGER", "Articles that state it, copies included."),
        Column("outlet_count", "INTEGER", "Outlets that state it, copies included."),
        Column("origin_count_low", "INTEGER", "Independent origins that are known: the number without copies."),
        Column("origin_count_high", "INTEGER", "The same, plus mentions whose origin could not be told."),
        Column(
            "origin_count_expected", "DOUBLE", "Expected number of origins given the confidence of each derivation."
        ),
        Column("principal_count", "INTEGER", "Distinct persons or bodies who vouch for it."),
        Column("copy_ratio", "DOUBLE", "Share of its reach that is copies, 0 to 1."),
        Column("origin_names", "VARCHAR[]", "The known origins."),
        Column("outlet_names", "VARCHAR[]", "The outlets."),
        Column("first_seen_at", "TIMESTAMP", "First sight of its first article, UTC."),
        Column("first_article_id", "VARCHAR", "The article of that first sight."),
        Column("first_outlet_name", "VARCHAR", "Its outlet: where it was first seen.", is_required=False),
        Column(
            "own_article_count",
            "BIGINT",
            "Articles that report it themselves: `article_count` without copies. 0 where only an absent agency did.",
        ),
        Column("own_outlet_count", "BIGINT", "Outlets that report it themselves: `outlet_count` without copies."),
        Column(
            "unnamed_share",
            "DOUBLE",
            "Share of its attributed mentions whose speaker has no name ('officials'), 0 to 1; null if none is attributed.",
            is_required=False,
        ),
    ),
    warning="Independent is not true: origins can quote the same speaker, see principal_count.",
)

CLAIM_CARRIERS = Mart(
    "claim_carriers",
    "claim and article that states it: when, how late, and where it has it from",
    (
        Column("claim_id", "VARCHAR", "claims.claims."),
        Column("story_id", "VARCHAR", "overlap.stories."),
        Column("article_id", "VARCHAR", "core.articles."),
        Column("outlet_id", "VARCHAR", "core.outlets."),
        Column("outlet_name", "VARCHAR", "Its name."),
        Column("url", "VARCHAR", "Address of the article."),
        Column("position", "BIGINT", "1 for the first article that stated it."),
        Column(
            "appeared_at",
            "TIMESTAMP",
            "Printed time where it fits the date of first sight, else the end of that date, UTC: the order of claims.",
        ),
        Column("first_seen_at", "TIMESTAMP", "First sight by Wiretrace, UTC."),
        Column("published_at", "TIMESTAMP", "Time as printed, UTC.", is_required=False),
        Column("lag_seconds", "BIGINT", "Seconds after the first article that stated it, by `appeared_at`."),
        Column("mention_count", "BIGINT", "Places in the article that state it."),
        Column("is_own_report", "BOOLEAN", "The outlet reports it itself; false for a copy."),
        Column(
            "origin_name", "VARCHAR", "Where the article has it from; null if it could not be told.", is_required=False
        ),
        Column("origin_rule", "VARCHAR", "claims.mention_origins.rule_id of the surest mention."),
        Column("origin_evidence", "VARCHAR", "The words or derivation that decided."),
    ),
    warning="The first held article is not the origin: an agency's own text may not be held.",
)

ECHOES = Mart(
    "echoes",
    "claim that several articles print and one origin stands behind, loudest first",
    (
        Column("claim_id", "VARCHAR", "claims.claims."),
        Column("story_id", "VARCHAR", "overlap.stories."),
        Column("story_title", "VARCHAR", "Headline of the story's most central article."),
        Column("wording", "VARCHAR", "The claim."),
        Column("speaker_name", "VARCHAR", "Who is quoted for it most often.", is_required=False),
        Column("article_count", "INTEGER", "Articles that state it."),
        Column("outlet_count", "INTEGER", "Outlets that state it."),
        Column("origin_names", "VARCHAR[]", "The one origin; empty if it could not be told."),
        Column("copy_ratio", "DOUBLE", "Share of its reach that is copies, 0 to 1."),
        Column("first_seen_at", "TIMESTAMP", "First sight, UTC."),
    ),
)

STORY_SUMMARY = Mart(
    "story_summary",
    "story, counted as printed and with copies folded",
    (
        Column("story_id", "VARCHAR", "overlap.stories."),
        Column("title", "VARCHAR", "Headline of its most central article."),
        Column("first_seen_at", "TIMESTAMP", "First sight of its first article, UTC."),
        Column("last_seen_at", "TIMESTAMP", "First sight of its latest article, UTC."),
        Column("article_count", "INTEGER", "Articles as printed."),
        Column("outlet_count", "INTEGER", "Outlets."),
        Column("own_article_count", "BIGINT", "Articles with mirrors, wire copies and rewrites folded away."),
        Column("origin_count", "BIGINT", "Distinct origins behind its claims."),
        Column("claim_count", "BIGINT", "Claims."),
        Column("shared_claim_count", "BIGINT", "Claims in two or more articles."),
        Column("echo_count", "BIGINT", "Claims in two or more articles that stand on one origin."),
    ),
)

COPY_NETWORK = Mart(
    "copy_network",
    "outlet that took text, source it took it from, and relation",
    (
        Column("outlet_name", "VARCHAR", "The outlet that took the text."),
        Column("source_name", "VARCHAR", "Outlet or absent origin it was taken from."),
        Column("relation", "VARCHAR", "mirror, wire_copy, rewrite or excerpt."),
        Column("article_count", "BIGINT", "Articles."),
        Column("credited_share", "DOUBLE", "Share of them that name the source, 0 to 1."),
        Column(
            "median_lag_seconds",
            "DOUBLE",
            "Median delay behind the source; null for absent origins.",
            is_required=False,
        ),
        Column("outlet_id", "VARCHAR", "core.outlets, the taker."),
        Column("source_outlet_id", "VARCHAR", "core.outlets, the source; null for absent origins.", is_required=False),
        Column("source_origin_id", "VARCHAR", "The absent origin; null if the source is held.", is_required=False),
    ),
)

ARTICLE_REUSE = Mart(
    "article_reuse",
    "article: how much of it is its own, and whose text the rest is",
    (
        Column("article_id", "VARCHAR", "core.articles."),
        Column("seen_on", "VARCHAR", "Date on which Wiretrace first fetched it, YYYY-MM-DD."),
        Column("outlet_id", "VARCHAR", "core.outlets."),
        Column("outlet_name", "VARCHAR", "The outlet's name."),
        Column("outlet_kind", "VARCHAR", "agency, newspaper, …; unknown if not configured."),
        Column("story_id", "VARCHAR", "overlap.stories; null until the article is measured.", is_required=False),
        Column("story_title", "VARCHAR", "Headline of the story's most central article.", is_required=False),
        Column("title", "VARCHAR", "Its own headline.", is_required=False),
        Column("language", "VARCHAR", "ISO 639-1.", is_required=False),
        Column("published_at", "TIMESTAMP", "Printed time, UTC; null if none is printed.", is_required=False),
        Column("first_seen_at", "TIMESTAMP", "When Wiretrace first fetched it, UTC."),
        Column("word_count", "INTEGER", "Words."),
        Column("own_share", "DOUBLE", "Share of its words not found in a source, 0 to 1."),
        Column("relation", "VARCHAR", "mirror, wire_copy, rewrite or excerpt; null: all its own.", is_required=False),
        Column("source_name", "VARCHAR", "Outlet or agency most of the rest is from.", is_required=False),
        Column("is_credited", "BOOLEAN", "It names a source of its text; null: all its own.", is_required=False),
        Column("is_agency_text", "BOOLEAN", "The text, whole or in part, is an agency's."),
        Column("is_later_copy", "BOOLEAN", "It has text from an article that is held, and so was not first."),
        Column("url", "VARCHAR", "Its address."),
    ),
    warning="Only what Wiretrace holds or what is credited can be recognised: own_share is an upper bound.",
)

OUTLET_REUSE = Mart(
    "outlet_reuse",
    "outlet: how much of what it printed is its own",
    (
        Column("outlet_id", "VARCHAR", "core.outlets."),
        Column("outlet_name", "VARCHAR", "Its name."),
        Column("kind", "VARCHAR", "Its kind."),
        Column("article_count", "BIGINT", "Articles."),
        Column("word_count", "BIGINT", "Words."),
        Column("own_share", "DOUBLE", "Share of the words not found in a source, 0 to 1."),
        Column("agency_share", "DOUBLE", "Share of the words from agencies, 0 to 1."),
        Column("credited_copy_share", "DOUBLE", "Share taken from others who are named, 0 to 1."),
        Column("uncredited_copy_share", "DOUBLE", "Share taken from others who are not named, 0 to 1."),
        Column(
            "first_story_count",
            "BIGINT",
            "Stories in which it was the first to print, by the printed time, among articles that copy no held one.",
        ),
    ),
    warning="Only what Wiretrace holds can be recognised: own_share is an upper bound. The four shares add up to 1.",
)

QUOTE_DRIFT = Mart(
    "quote_drift",
    "mention in a derived article beside the mention of the claim in its source that it retells",
    (
        Column("claim_id", "VARCHAR", "claims.claims."),
        Column("story_id", "VARCHAR", "overlap.stories."),
        Column("derived_article_id", "VARCHAR", "core.articles, the copy."),
        Column("source_article_id", "VARCHAR", "core.articles, its surest held source."),
        Column("relation", "VARCHAR", "mirror, wire_copy, rewrite or excerpt."),
        Column("source_text", "VARCHAR", "The span in the source."),
        Column("derived_text", "VARCHAR", "The span in the copy."),
        Column("source_speaker", "VARCHAR", "Speaker as the source writes it.", is_required=False),
        Column("derived_speaker", "VARCHAR", "Speaker as the copy writes it.", is_required=False),
        Column("source_cue", "VARCHAR", "Reporting verb of the source.", is_required=False),
        Column("derived_cue", "VARCHAR", "Reporting verb of the copy.", is_required=False),
        Column(
            "kinds", "VARCHAR[]", "What drifted: the names of the columns below without `is_`; empty if nothing did."
        ),
        Column("differences", "VARCHAR[]", "What differs, a line for each of `kinds`: 'huge → big'."),
        Column("fidelity", "DOUBLE", "1 - edit distance / length of the longer span in characters, 0 to 1."),
        Column("is_cue_changed", "BOOLEAN", "The reporting verb differs; by itself no drift."),
        Column("is_speaker_dropped", "BOOLEAN", "The source names who says it, the copy states it itself."),
        Column("is_speaker_changed", "BOOLEAN", "Both name somebody, and not the same."),
        Column("is_speaker_generalised", "BOOLEAN", "'Global leaders' became 'the international community'."),
        Column(
            "is_verb_strengthened",
            "BOOLEAN",
            "The copy's verb lends it more: a guess ('believes') became speech, or either became a fact ('confirmed').",
        ),
        Column("is_certainty_raised", "BOOLEAN", "Only possible or likely in the source, asserted in the copy."),
        Column("is_scope_widened", "BOOLEAN", "The copy claims for all or everywhere: 'Congress' became 'the public'."),
        Column("is_number_changed", "BOOLEAN", "Both count or measure in one unit, and no amounts are compatible."),
        Column("is_number_rounded", "BOOLEAN", "An amount of the copy is near one of the source and not equal to any."),
        Column("is_polarity_flipped", "BOOLEAN", "One of two like wordings denies what the other states."),
        Column("is_quotation_altered", "BOOLEAN", "Words between quotation marks are not those of the source."),
    ),
    warning="Read from one source for each article; a paraphrase in other words can hide a drift.",
)

ORPHANS = Mart(
    "orphans",
    "statement of a whole copy or rewrite that no held source supports",
    (
        Column("mention_id", "VARCHAR", "claims.mentions."),
        Column("claim_id", "VARCHAR", "claims.claims."),
        Column("story_id", "VARCHAR", "overlap.stories."),
        Column("derived_article_id", "VARCHAR", "core.articles: where it stands."),
        Column("derived_outlet_name", "VARCHAR", "Its outlet."),
        Column("source_article_id", "VARCHAR", "core.articles: the source with the nearest passage."),
        Column("source_outlet_name", "VARCHAR", "Its outlet."),
        Column("relation", "VARCHAR", "mirror, wire_copy or rewrite."),
        Column("text", "VARCHAR", "The statement."),
        Column("speaker", "VARCHAR", "Who is given for it, as written.", is_required=False),
        Column("char_start", "INTEGER", "Offset in the derived article's text."),
        Column("char_end", "INTEGER", "End offset, exclusive."),
        Column("support", "DOUBLE", "Share of the statement's letters in the source's nearest two sentences, 0 to 1."),
        Column("missing_words", "VARCHAR[]", "Words of the statement that stand in no held source."),
        Column("nearest_text", "VARCHAR", "The sentences of the source that come nearest."),
    ),
    warning="An addition may be own reporting, another source that is not held, or an invention.",
)

HEADLINE_SUPPORT = Mart(
    "headline_support",
    "headline that states a claim beside the mention in its article's text that says the same most surely",
    (
        Column("article_id", "VARCHAR", "core.articles."),
        Column("story_id", "VARCHAR", "overlap.stories."),
        Column("claim_id", "VARCHAR", "claims.claims: what the headline states."),
        Column("headline", "VARCHAR", "The headline's span."),
        Column("headline_modality", "VARCHAR", "asserted, likely, possible or denied."),
        Column("body_text", "VARCHAR", "The span in the text; null if the text does not state it.", is_required=False),
        Column("body_modality", "VARCHAR", "Its modality.", is_required=False),
        Column("support", "VARCHAR", "supported, stronger (than the text), opposite or not_found."),
    ),
    warning="not_found: no mention of the text was matched, which a play on words or a scene can also be the reason for.",
)

SPEAKERS = Mart(
    "speakers",
    "speaker of a story: how often and where somebody is quoted",
    (
        Column("story_id", "VARCHAR", "overlap.stories."),
        Column("speaker_id", "VARCHAR", "claims.speakers."),
        Column("name", "VARCHAR", "Name for readers."),
        Column("kind", "VARCHAR", "person, office, body or unnamed."),
        Column("principal_name", "VARCHAR", "Whom they speak for; the speaker where it is nobody else."),
        Column("mention_count", "BIGINT", "Places where they are quoted, copies included."),
        Column("direct_count", "BIGINT", "Of these, in their own words."),
        Column("claim_count", "BIGINT", "Claims."),
        Column("article_count", "BIGINT", "Articles, copies included."),
        Column("outlet_count", "BIGINT", "Outlets."),
        Column("origin_count", "BIGINT", "Origins that reported their words: the number without copies."),
    ),
)

ARTICLE_REVISIONS = Mart(
    "article_revisions",
    "change of an article's text: what went and what came",
    (
        Column("article_id", "VARCHAR", "core.articles."),
        Column("outlet_id", "VARCHAR", "core.outlets."),
        Column("url", "VARCHAR", "Address the later text was fetched from."),
        Column("title_before", "VARCHAR", "Headline of the earlier text.", is_required=False),
        Column("title_after", "VARCHAR", "Headline of the later text.", is_required=False),
        Column("seen_on_before", "VARCHAR", "Last date on which the earlier text was seen, YYYY-MM-DD."),
        Column("seen_on_after", "VARCHAR", "First date on which the later text was seen."),
        Column("fetched_at", "TIMESTAMP", "When the later text was fetched, UTC."),
        Column("removed_sentences", "VARCHAR[]", "Sentences that only the earlier text has, in order."),
        Column("added_sentences", "VARCHAR[]", "Sentences that only the later text has, in order."),
        Column("difference", "VARCHAR", "Both for readers: lines that begin with - or +, in reading order."),
        Column("word_count_change", "INTEGER", "Words of the later text less those of the earlier."),
        Column("correction_note", "VARCHAR", "Added sentence that admits a correction.", is_required=False),
    ),
    warning="A text that changed without a note may be a silent correction, or an update of a running story.",
)

REMOVED_ARTICLES = Mart(
    "removed_articles",
    "held article that its server no longer has",
    (
        Column("article_id", "VARCHAR", "core.articles: its text stays held."),
        Column("outlet_id", "VARCHAR", "core.outlets."),
        Column("url", "VARCHAR", "Its address."),
        Column("title", "VARCHAR", "Its headline.", is_required=False),
        Column("removed_on", "VARCHAR", "First date on which it was missing since it was last there, YYYY-MM-DD."),
        Column("http_status", "INTEGER", "404 or 410."),
    ),
    warning="Only articles that were looked at again, see revisit_articles.",
)

RECURRING_BLOCKS = Mart(
    "recurring_blocks",
    "block that a host printed in two or more of its articles",
    (
        Column("host", "VARCHAR", "Registered domain."),
        Column("block_hash", "VARCHAR", "core.host_blocks."),
        Column("method_version", "VARCHAR", "Version of the cleaning that hashed it."),
        Column("document_frequency", "BIGINT", "Articles of the host that had it."),
        Column("host_article_count", "BIGINT", "Articles of the host that were looked at."),
        Column("first_seen_on", "VARCHAR", "First date, YYYY-MM-DD."),
        Column("last_seen_on", "VARCHAR", "Last date."),
        Column("example_article_id", "VARCHAR", "One of these articles."),
    ),
    warning="Over all dates; cleaning a date asks only for the month before it.",
)

URL_OUTCOMES = Mart(
    "url_outcomes",
    "date, source, outcome and cause: what became of every address seen",
    (
        Column("partition_key", "VARCHAR", "Date."),
        Column("source_id", "VARCHAR", "Source."),
        Column("outcome", "VARCHAR", "loaded, unchanged, removed, duplicate, discarded, quarantined or failed."),
        Column("cause", "VARCHAR", "Reason, rule or cause.", is_required=False),
        Column("url_count", "BIGINT", "Addresses."),
    ),
)

CORRECTIONS = Mart(
    "corrections",
    "correction by a person and number that it changed; one with nulls where it changed none",
    (
        Column("line_number", "INTEGER", "Line of overrides.csv."),
        Column("recorded_at", "TIMESTAMP", "When it was recorded, UTC.", is_required=False),
        Column("recorded_by", "VARCHAR", "Who recorded it.", is_required=False),
        Column("reason", "VARCHAR", "Why.", is_required=False),
        Column("action", "VARCHAR", "merge, split, speaker, origin or direction.", is_required=False),
        Column("subject", "VARCHAR", "Mention or article that it is about.", is_required=False),
        Column("value", "VARCHAR", "The other mention or article, or the name.", is_required=False),
        Column("state", "VARCHAR", "applied, pending, no effect or refused."),
        Column("detail", "VARCHAR", "Why it is not applied.", is_required=False),
        Column("run_id", "VARCHAR", "ops.runs: the run that first applied it.", is_required=False),
        Column("story_id", "VARCHAR", "overlap.stories.", is_required=False),
        Column("claim_id", "VARCHAR", "claims.claims: the claim as it is now.", is_required=False),
        Column("wording", "VARCHAR", "Its wording.", is_required=False),
        Column("column_name", "VARCHAR", "Column of claims.claims that differs.", is_required=False),
        Column("before", "DOUBLE", "Its value without the story's corrections.", is_required=False),
        Column("after", "DOUBLE", "Its value with them.", is_required=False),
    ),
    warning="Several corrections of one claim share its numbers: before is the value without any of them.",
)

DATA_DICTIONARY = Mart(
    "data_dictionary",
    "column of every table and mart, and macro, with its meaning",
    (
        Column("schema_name", "VARCHAR", "Schema; main for macros, which are called without it."),
        Column("table_name", "VARCHAR", "Table, mart or macro."),
        Column("column_number", "INTEGER", "Position in the table, from 1; 0 for a macro."),
        Column("column_name", "VARCHAR", "Column; of a macro its arguments."),
        Column("data_type", "VARCHAR", "DuckDB type; macro for a macro."),
        Column("meaning", "VARCHAR", "What it says, its unit, how it is computed; of a macro with an example."),
        Column("grain", "VARCHAR", "What one row of the table is; of a macro the question it answers."),
    ),
)

MARTS: tuple[Mart, ...] = (
    CLAIM_ORIGINS, CLAIM_CARRIERS, ECHOES, STORY_SUMMARY, COPY_NETWORK, ARTICLE_REUSE, OUTLET_REUSE, QUOTE_DRIFT, ORPHANS,
    HEADLINE_SUPPORT, SPEAKERS, ARTICLE_REVISIONS, REMOVED_ARTICLES, RECURRING_BLOCKS, URL_OUTCOMES, CORRECTIONS,
    DATA_DICTIONARY,
)  # fmt: skip
