"""Outlets, articles, their revisions, and what cleaning took out of them."""

from wiretrace.warehouse.tables.declaration import METHOD, PARTITION, Column, Table

_ARTICLE_TEXT = (
    Column(
        "source_id",
        "VARCHAR",
        "Source of include/sources.yaml, or the name of an investigation, that led to the page; in core.revisions `revisit:<source>` where it was looked at again.",
    ),
    Column("outlet_id", "VARCHAR", "Who publishes: the registered domain unless configured otherwise."),
    Column("url", "VARCHAR", "Address the text was fetched from, without credentials; file name for folders."),
    Column(
        "canonical_url",
        "VARCHAR",
        "Identity of the article: the address without tracking parameters, or the page's own canonical link on the same domain.",
    ),
    Column(
        "canonical_claim",
        "VARCHAR",
        "Canonical link the page states, also when it names another outlet: a copy that admits its source.",
        is_required=False,
    ),
    Column("title", "VARCHAR", "Headline without the site's name.", is_required=False),
    Column(
        "title_source",
        "VARCHAR",
        "Where the title stood: json-ld, opengraph, h1, title, feed, first-line.",
        is_required=False,
    ),
    Column(
        "authors",
        "VARCHAR[]",
        "Persons of the byline as printed, without roles, degrees and employers; the newsroom or agency where it names no person.",
    ),
    Column("language", "VARCHAR", "ISO 639-1 code detected from the text.", is_required=False),
    Column("section", "VARCHAR", "Section as the page names it.", is_required=False),
    Column(
        "dateline", "VARCHAR", "Place in front of the first sentence, as printed: 'OSLO, Norway'.", is_required=False
    ),
    Column(
        "agency_credit",
        "VARCHAR",
        "Agency named in dateline, byline or credit line, as printed: 'AP'.",
        is_required=False,
    ),
    Column("published_at", "TIMESTAMP", "Printed publication time in UTC; null if none is printed.", is_required=False),
    Column(
        "published_at_source",
        "VARCHAR",
        "Where that time stood: json-ld, opengraph, meta, time, text, feed, url, script. Empty, like `published_at`, where a page only says when it changed.",
        is_required=False,
    ),
    Column("modified_at", "TIMESTAMP", "Printed modification time in UTC.", is_required=False),
    Column("is_opinion", "BOOLEAN", "The page says so in its section, type, address or headline."),
    Column("is_live", "BOOLEAN", "The page says it is a live blog, in its type, address or headline."),
    Column(
        "is_paywalled",
        "BOOLEAN",
        "The page says it is not accessible for free, or ends a short text with an offer to subscribe.",
    ),
    Column(
        "text",
        "VARCHAR",
        "Main text without the title: paragraphs separated by a blank line. All offsets of other tables count its characters.",
    ),
    Column("text_hash", "VARCHAR", "SHA-256 of the text, hexadecimal."),
    Column(
        "word_count", "INTEGER", "Words of the text; of scripts that set no spaces, an estimate from the characters."
    ),
    Column(
        "correction_note",
        "VARCHAR",
        "The text's paragraph that says that the article was corrected (clean/corrections.yaml).",
        is_required=False,
    ),
    Column("fetched_at", "TIMESTAMP", "When these bytes were fetched, UTC."),
)

OUTLETS = Table(
    "core",
    "outlets",
    "outlet",
    ("outlet_id",),
    (
        Column("outlet_id", "VARCHAR", "Registered domain, or the id of include/sources.yaml."),
        Column("name", "VARCHAR", "Name for readers."),
        Column(
            "kind",
            "VARCHAR",
            "agency, broadcaster, newspaper, tabloid, aggregator, blog, … as configured; unknown otherwise.",
        ),
        Column("country", "VARCHAR", "ISO 3166-1 alpha-2 as configured.", is_required=False),
        Column("language", "VARCHAR", "ISO 639-1 as configured.", is_required=False),
        Column("aliases", "VARCHAR[]", "Other names under which texts name it, as configured.", is_required=False),
    ),
)

ARTICLES = Table(
    "core",
    "articles",
    "article: one document of one outlet at one canonical URL",
    ("article_id",),
    (
        Column("article_id", "VARCHAR", "Stable hash of the canonical URL."),
        Column("partition_key", "VARCHAR", "First date on which the article was fetched, YYYY-MM-DD."),
        *_ARTICLE_TEXT,
        Column("first_seen_at", "TIMESTAMP", "When Wiretrace first fetched it, UTC."),
        Column(
            "is_time_conflicted",
            "BOOLEAN",
            "The printed time cannot be right: it lies more than a day after we fetched the page.",
        ),
        Column("revision_count", "INTEGER", "Different texts seen so far."),
        METHOD,
    ),
    warning="Text and metadata are those of the latest revision; use core.revisions for earlier ones.",
)

REVISIONS = Table(
    "core",
    "revisions",
    "article, date and source: the article as fetched then",
    ("article_id", "partition_key", "source_id"),
    (
        Column("article_id", "VARCHAR", "core.articles."),
        PARTITION,
        *_ARTICLE_TEXT,
        Column(
            "raw_path",
            "VARCHAR",
            "WARC file below the data directory, or the user's file, that holds the fetched bytes.",
        ),
        Column(
            "paragraph_starts",
            "INTEGER[]",
            "For each paragraph of the text, its offset in the visible text: the user's file as it is, or all blocks of a page joined by a line break. With core.removed_blocks the whole of it.",
            is_required=False,
        ),
        Column(
            "page_hash",
            "VARCHAR",
            "SHA-256 of the text that the page alone would give, before what its host repeats was taken out: another one means that the outlet changed the article.",
        ),
        METHOD,
    ),
    warning="An article fetched on three dates has three rows even if its text never changed: compare page_hash.",
)

REMOVED_BLOCKS = Table(
    "core",
    "removed_blocks",
    "block that cleaning took out of a revision",
    ("article_id", "partition_key", "source_id", "block_number"),
    (
        Column("article_id", "VARCHAR", "core.articles."),
        PARTITION,
        Column("source_id", "VARCHAR", "As in core.revisions."),
        Column("block_number", "INTEGER", "Position among all blocks of the page, from 0."),
        Column("text", "VARCHAR", "The removed text."),
        Column(
            "reason", "VARCHAR", "Why it is not part of the article: related_links, caption, newsletter, copyright, …"
        ),
        Column(
            "char_start",
            "INTEGER",
            "Offset in the visible text, see core.revisions.paragraph_starts.",
            is_required=False,
        ),
        Column("char_end", "INTEGER", "End offset in the visible text, exclusive.", is_required=False),
        METHOD,
    ),
)

HOST_BLOCKS = Table(
    "core",
    "host_blocks",
    "host, article, date, source and block that the page alone would keep",
    ("host", "block_hash", "article_id", "partition_key", "source_id"),
    (
        Column("host", "VARCHAR", "Registered domain that printed the block."),
        Column("block_hash", "VARCHAR", "Stable hash of the block in lower case, every number replaced by 0."),
        Column("article_id", "VARCHAR", "core.articles."),
        PARTITION,
        Column("source_id", "VARCHAR", "As in core.revisions."),
        METHOD,
    ),
    warning="Blocks are compared within a host only: the same block on two hosts is syndication. marts.recurring_blocks counts.",
)

TABLES = (OUTLETS, ARTICLES, REVISIONS, REMOVED_BLOCKS, HOST_BLOCKS)
