"""The marts about claims: how far they travelled, what became of them on the way, who corrected them."""

from __future__ import annotations

from wiretrace.warehouse.tables.claims import (
    COPY_RATIO,
    HEADLINE_VERDICTS,
    ORIGINS_EXPECTED,
    ORIGINS_HIGH,
    ORIGINS_LOW,
    PRINCIPALS,
)
from wiretrace.warehouse.tables.declaration import Column, Mart

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
        ORIGINS_LOW,
        ORIGINS_HIGH,
        ORIGINS_EXPECTED,
        PRINCIPALS,
        COPY_RATIO,
        Column("origin_names", "VARCHAR[]", "The known origins."),
        Column("outlet_names", "VARCHAR[]", "The outlets."),
        Column("first_seen_at", "TIMESTAMP", "First sight of its first article, UTC."),
        Column("first_article_id", "VARCHAR", "The article of that first sight."),
        Column("first_outlet_name", "VARCHAR", "Its outlet: where it was first seen.", is_required=False),
        Column("own_mention_count", "BIGINT", "Mentions that report it themselves: `mention_count` without copies."),
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
            "Printed time within the date of first sight (its start if printed before, else its end), UTC.",
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
        Column("origin_names", "VARCHAR[]", "The one origin."),
        COPY_RATIO,
        Column("first_seen_at", "TIMESTAMP", "First sight, UTC."),
    ),
    warning="Claims of which the origin could not be told in some article are left out.",
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
        Column("support", "VARCHAR", HEADLINE_VERDICTS),
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
