"""Shared passages, who took what from whom, and stories."""

import pyarrow as pa

from wiretrace.warehouse.tables.declaration import METHOD, PARTITION, Column, Table

CUES = pa.list_(
    pa.struct(
        [
            ("name", pa.string()),
            ("text", pa.string()),
            ("article_id", pa.string()),
            ("char_start", pa.int32()),
            ("char_end", pa.int32()),
        ]
    )
)

FINGERPRINTS = Table(
    "overlap",
    "fingerprints",
    "selected word n-gram of an article",
    ("article_id", "kind", "token_position"),
    (
        Column("fingerprint", "BIGINT", "Winnowed rolling hash of the words; equal on every machine."),
        Column("article_id", "VARCHAR", "core.articles."),
        Column("kind", "VARCHAR", "text: eight words anywhere; quotation: five words inside quotation marks."),
        Column("token_position", "INTEGER", "Position of the first of the words in the article."),
        Column("char_start", "INTEGER", "Offset of the first word in the article's text."),
        Column("char_end", "INTEGER", "End offset of the last word, exclusive."),
        PARTITION,
        METHOD,
    ),
)

COMMON_FINGERPRINTS = Table(
    "overlap",
    "common_fingerprints",
    "fingerprint held by more articles than can be compared, and one of the first that held it",
    ("kind", "fingerprint", "article_id"),
    (
        Column("fingerprint", "BIGINT", "overlap.fingerprints."),
        Column("article_id", "VARCHAR", "core.articles: one of the first holders."),
        Column("kind", "VARCHAR", "text or quotation."),
        Column("partition_key", "VARCHAR", "Date by which it was too common to compare by."),
        METHOD,
    ),
)

TERMS = Table(
    "overlap",
    "terms",
    "article, with the words by which it is compared with those of the days around",
    ("article_id",),
    (
        Column("article_id", "VARCHAR", "core.articles."),
        Column(
            "words",
            "INTEGER[]",
            "Distinct content words, ascending: hash modulo 4,194,304, times four; plus 1 for a name, 2 for a number.",
        ),
        PARTITION,
        METHOD,
    ),
)

CREDITS = Table(
    "overlap",
    "credits",
    "place where an article names an agency or another outlet as its source",
    ("article_id", "origin_id", "rule", "char_start"),
    (
        Column("article_id", "VARCHAR", "core.articles."),
        Column(
            "origin_id",
            "VARCHAR",
            "Whom it names: 'agency:associated-press', 'outlet:abc-news', or the outlet of core.outlets as 'outlet:' and its id.",
            is_reference=False,
        ),
        Column("origin_name", "VARCHAR", "Name for readers: 'Associated Press'."),
        Column("outlet_id", "VARCHAR", "core.outlets, if it is one of ours.", is_required=False),
        Column(
            "rule",
            "VARCHAR",
            "dateline, byline, credit_line, contributed, parenthesis, according_to, told, reported, citing or first_reported.",
        ),
        Column("text", "VARCHAR", "The credit as printed."),
        Column(
            "char_start", "INTEGER", "Offset in the article's text; null for a byline outside it.", is_required=False
        ),
        Column("char_end", "INTEGER", "End offset, exclusive.", is_required=False),
        PARTITION,
        METHOD,
    ),
)

MEASURED_ARTICLES = Table(
    "overlap",
    "measured_articles",
    "article whose overlap was measured",
    ("article_id",),
    (
        Column("article_id", "VARCHAR", "core.articles."),
        Column(
            "text_hash",
            "VARCHAR",
            "core.articles.text_hash of the text that was measured: an article is measured again only when it changes.",
        ),
        Column(
            "facts_hash", "VARCHAR", "Hash of the outlet, title, times, links and credits that were measured with it."
        ),
        Column(
            "overrides_hash",
            "VARCHAR",
            "Hash of the corrections of people that set a direction of its derivations; null if there are none.",
            is_required=False,
        ),
        Column(
            "char_count",
            "INTEGER",
            "Characters of the text that was measured; null where it was measured by an earlier release.",
            is_required=False,
        ),
        PARTITION,
        METHOD,
    ),
)

MEASURED_DATES = Table(
    "overlap",
    "measured_dates",
    "date whose articles were measured",
    ("partition_key",),
    (
        PARTITION,
        Column(
            "names_hash",
            "VARCHAR",
            "Hash of the outlets known by the date: its credits are read again when others become known.",
        ),
        METHOD,
    ),
)

PASSAGES = Table(
    "overlap",
    "passages",
    "run of words shared by two articles",
    ("left_article_id", "right_article_id", "left_start", "right_start"),
    (
        Column("left_article_id", "VARCHAR", "Article with the smaller id."),
        Column("right_article_id", "VARCHAR", "Article with the larger id."),
        Column("left_start", "INTEGER", "Offset in the left article's text."),
        Column("left_end", "INTEGER", "End offset in the left article's text, exclusive."),
        Column("right_start", "INTEGER", "Offset in the right article's text."),
        Column("right_end", "INTEGER", "End offset in the right article's text, exclusive."),
        Column("word_count", "INTEGER", "Words of the passage in the left article."),
        Column(
            "matched_word_count",
            "INTEGER",
            "Words of it that stand in both in equal runs; fewer than word_count where the passage was edited.",
        ),
        Column(
            "kind",
            "VARCHAR",
            "narrative, quotation, furniture (a template recurring in many articles; held only for pairs that share something else) or credit (an agency's credit line).",
        ),
        PARTITION,
        METHOD,
    ),
    warning="Left and right say nothing about direction: see overlap.derivations.",
)

DERIVATIONS = Table(
    "overlap",
    "derivations",
    "relation of a derived article to a source article or to an origin whose text is not held",
    ("derivation_id",),
    (
        Column(
            "derivation_id",
            "VARCHAR",
            "Stable hash of the pair and of its evidence: shared text, shared event or a credit.",
        ),
        Column("derived_article_id", "VARCHAR", "The article that took the text."),
        Column(
            "source_article_id",
            "VARCHAR",
            "The article it was taken from; null if the origin's text is not held.",
            is_required=False,
        ),
        Column(
            "source_origin_id",
            "VARCHAR",
            "claims.origins, once a claim goes back to it: the absent origin; null if the source is an article.",
            is_required=False,
            is_reference=False,
        ),
        Column("source_name", "VARCHAR", "Name of the source outlet or of the absent origin: 'Associated Press'."),
        Column(
            "relation",
            "VARCHAR",
            "mirror, wire_copy, rewrite, excerpt, shared_quotation, common_source, citation or same_event.",
        ),
        Column(
            "evidence",
            "VARCHAR",
            "What the row rests on: text (shared passages), event (a rewrite or the same event, without long passages) or credit (the article names its source).",
        ),
        Column(
            "is_direction_known",
            "BOOLEAN",
            "False: undetermined; derived and source are then only in the more likely order.",
        ),
        Column("confidence", "DOUBLE", "Probability that the relation and its direction are right, 0 to 1."),
        Column(
            "derived_containment",
            "DOUBLE",
            "Share of the derived article's words that also stand in the source, 0 to 1; null where no shared text was measured"
            " (evidence event or credit): a rewrite may share no run of words.",
            is_required=False,
        ),
        Column(
            "source_containment",
            "DOUBLE",
            "Share of the source's words that also stand in the derived article, 0 to 1; null likewise.",
            is_required=False,
        ),
        Column(
            "shared_word_count",
            "INTEGER",
            "Words in shared passages, furniture left out; null likewise.",
            is_required=False,
        ),
        Column(
            "lag_seconds",
            "BIGINT",
            "First sight of the derived article minus that of the source; null for absent origins. Of two that were first fetched"
            " in one run it is the order of fetching: printed times stand in marts.article_reuse.",
            is_required=False,
        ),
        Column("is_credited", "BOOLEAN", "The derived article names its source."),
        Column(
            "cues",
            "STRUCT(name VARCHAR, text VARCHAR, article_id VARCHAR, char_start INTEGER, char_end INTEGER)[]",
            "Evidence that decided, each with its text and, where it stands in an article, offsets.",
            arrow=CUES,
        ),
        PARTITION,
        METHOD,
    ),
    warning="same_event, citation and shared_quotation rows are no copies: leave them out when folding.",
)

RESEMBLANCES = Table(
    "overlap",
    "resemblances",
    "pair of articles of near dates that tell of like things",
    ("left_article_id", "right_article_id"),
    (
        Column("left_article_id", "VARCHAR", "Article with the smaller id."),
        Column("right_article_id", "VARCHAR", "Article with the larger id."),
        Column(
            "cosine",
            "DOUBLE",
            "Likeness of their words, the rare ones weighing most, 0 to 1; from 0.04. Stories are grouped by it.",
        ),
        PARTITION,
        METHOD,
    ),
    warning="No relation: two articles on a place or a firm are alike, too. See overlap.story_articles.",
)

STORIES = Table(
    "overlap",
    "stories",
    "story: articles on one event",
    ("story_id",),
    (
        Column(
            "story_id",
            "VARCHAR",
            "Id taken from the story's first article; stories may merge or split in their first three days, later the id stays.",
        ),
        Column("title", "VARCHAR", "Headline of the article most like the others of the story's first days."),
        Column("first_seen_at", "TIMESTAMP", "First sight of its first article, UTC."),
        Column("last_seen_at", "TIMESTAMP", "First sight of its latest article, UTC."),
        Column("article_count", "INTEGER", "Articles."),
        Column("outlet_count", "INTEGER", "Outlets."),
        Column(
            "evidence_hash",
            "VARCHAR",
            "Hash of the member articles' texts and of the derivations among them: changes exactly when claims must be measured again.",
        ),
        PARTITION,
        METHOD,
    ),
)

STORY_ARTICLES = Table(
    "overlap",
    "story_articles",
    "article of a story",
    ("article_id",),
    (
        Column("story_id", "VARCHAR", "overlap.stories."),
        Column("article_id", "VARCHAR", "core.articles."),
        Column("joined_by", "VARCHAR", "What put it there: first, derivation, same_event or investigation."),
        PARTITION,
        METHOD,
    ),
)

STORY_ALIASES = Table(
    "overlap",
    "story_aliases",
    "story id that leads to another: one for each member but the first",
    ("alias_story_id",),
    (
        Column(
            "alias_story_id",
            "VARCHAR",
            "Id the story would have if this member were its first: any id published before a merge is among them.",
            is_reference=False,
        ),
        Column("story_id", "VARCHAR", "Id under which its articles stand now."),
        PARTITION,
        METHOD,
    ),
)

TABLES = (
    FINGERPRINTS,
    COMMON_FINGERPRINTS,
    TERMS,
    CREDITS,
    MEASURED_ARTICLES,
    MEASURED_DATES,
    PASSAGES,
    DERIVATIONS,
    RESEMBLANCES,
    STORIES,
    STORY_ARTICLES,
    STORY_ALIASES,
)
