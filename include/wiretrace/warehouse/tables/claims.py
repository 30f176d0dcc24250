"""Claims, who states them where, and the origins behind them."""

from wiretrace.warehouse.tables.declaration import METHOD, PARTITION, Column, Table

ORIGINS_LOW = Column(
    "origin_count_low", "INTEGER", "Independent origins that are known and distinct: the number without copies."
)
ORIGINS_HIGH = Column(
    "origin_count_high", "INTEGER", "The same, plus one for each article whose origin could not be told in some place."
)
ORIGINS_EXPECTED = Column(
    "origin_count_expected",
    "DOUBLE",
    "Sum over articles of the probability that none earlier is their source. Never below the low count; it can exceed the"
    " high one, which takes every origin that was told as certain.",
)
PRINCIPALS = Column(
    "principal_count",
    "INTEGER",
    "Distinct persons or bodies who are quoted for it; where nobody is, the origins that state it themselves.",
)
COPY_RATIO = Column(
    "copy_ratio",
    "DOUBLE",
    "1 - origin_count_low / article_count: share of its reach that is copies, 0 to 1; an upper bound where origins could"
    " not be told.",
)

HEADLINE_VERDICTS = (
    "supported, stronger (the text only holds it likely or possible; a plan with `will` is no doubt), opposite (one denies in so"
    " many words what the other says), unclear (one denies, the other does not, and no denied word meets) or not_found."
)

CLAIMS = Table(
    "claims",
    "claims",
    "claim: one proposition in one story",
    ("claim_id",),
    (
        Column("claim_id", "VARCHAR", "Stable hash of the story and the claim's first mention."),
        Column("story_id", "VARCHAR", "overlap.stories."),
        Column("wording", "VARCHAR", "Readable canonical wording: the fullest mention closest to an origin."),
        Column(
            "speaker_id",
            "VARCHAR",
            "claims.speakers: who is quoted most often for it; null for narrator statements.",
            is_required=False,
        ),
        Column("mention_count", "INTEGER", "Mentions."),
        Column("article_count", "INTEGER", "Articles with a mention."),
        Column("outlet_count", "INTEGER", "Outlets with a mention."),
        ORIGINS_LOW,
        ORIGINS_HIGH,
        ORIGINS_EXPECTED,
        PRINCIPALS,
        COPY_RATIO,
        Column("first_seen_at", "TIMESTAMP", "First sight of its first article, UTC."),
        Column("first_article_id", "VARCHAR", "The article of that first sight."),
        PARTITION,
        METHOD,
    ),
    warning="Origins are reporting acts, not truths: two origins can quote the same speaker, see principal_count.",
)

MENTIONS = Table(
    "claims",
    "mentions",
    "span of an article that states a claim",
    ("mention_id",),
    (
        Column("mention_id", "VARCHAR", "Stable hash of article, field and offsets."),
        Column("claim_id", "VARCHAR", "claims.claims."),
        Column("story_id", "VARCHAR", "overlap.stories."),
        Column("article_id", "VARCHAR", "core.articles."),
        Column("field", "VARCHAR", "title or text: what the offsets count in."),
        Column("char_start", "INTEGER", "Offset in that field."),
        Column("char_end", "INTEGER", "End offset, exclusive."),
        Column("text", "VARCHAR", "The span."),
        Column("kind", "VARCHAR", "direct, mixed, indirect, headline or narrator."),
        Column("speaker", "VARCHAR", "Speaker as written: 'he'.", is_required=False),
        Column("speaker_id", "VARCHAR", "claims.speakers: the resolved speaker.", is_required=False),
        Column("cue", "VARCHAR", "Verb or phrase that attributes it: 'said', 'according to'.", is_required=False),
        Column(
            "cue_strength",
            "VARCHAR",
            "How far the reporter goes along: neutral, strong, weak, denying or belief; null without a cue and in headlines.",
            is_required=False,
        ),
        Column(
            "via",
            "VARCHAR",
            "Outlet through which it came, the one nearest to the speaker, as written: 'told ABC News'.",
            is_required=False,
        ),
        Column("modality", "VARCHAR", "asserted, likely, possible or denied."),
        Column("rule_id", "VARCHAR", "Extraction rule that found it."),
        Column("confidence", "DOUBLE", "Probability that the span and speaker are right, 0 to 1."),
        PARTITION,
        METHOD,
    ),
)

QUANTITIES = Table(
    "claims",
    "quantities",
    "number in a mention",
    ("mention_id", "char_start"),
    (
        Column("mention_id", "VARCHAR", "claims.mentions."),
        Column("char_start", "INTEGER", "Offset in the mention's field."),
        Column("char_end", "INTEGER", "End offset, exclusive."),
        Column("low", "DOUBLE", "Lower bound in `unit`."),
        Column("high", "DOUBLE", "Upper bound in `unit`; equal to `low` for a plain number."),
        Column(
            "unit", "VARCHAR", "USD, EUR, percent, mm, year, …; year_date for a calendar year; else the counted noun."
        ),
        Column("comparator", "VARCHAR", "exactly, about, at_least, at_most or between."),
        Column("role", "VARCHAR", "What the number does in its clause: 'proposed', 'announced'.", is_required=False),
        Column("story_id", "VARCHAR", "overlap.stories: claims are replaced story by story."),
        PARTITION,
        METHOD,
    ),
)

SPEAKERS = Table(
    "claims",
    "speakers",
    "person, office, body or unnamed group that vouches, within a story",
    ("speaker_id",),
    (
        Column("speaker_id", "VARCHAR", "Stable hash of story and name."),
        Column("story_id", "VARCHAR", "overlap.stories."),
        Column("name", "VARCHAR", "Fullest name."),
        Column("kind", "VARCHAR", "person, office, body or unnamed."),
        Column(
            "principal_id",
            "VARCHAR",
            "Speakers who stand for each other (an office and its holder) share one principal.",
        ),
        PARTITION,
        METHOD,
    ),
)

SPEAKER_ALIASES = Table(
    "claims",
    "speaker_aliases",
    "form in which a speaker is written",
    ("speaker_id", "alias"),
    (
        Column("speaker_id", "VARCHAR", "claims.speakers."),
        Column("alias", "VARCHAR", "The form: 'the general'."),
        Column("story_id", "VARCHAR", "overlap.stories: claims are replaced story by story."),
        PARTITION,
        METHOD,
    ),
)

ORIGINS = Table(
    "claims",
    "origins",
    "place where a reporting act happened, within a story",
    ("story_id", "origin_id"),
    (
        Column(
            "origin_id",
            "VARCHAR",
            "'agency:associated-press', 'outlet:' and the outlet's id, …: all articles of one outlet are one origin.",
        ),
        Column("story_id", "VARCHAR", "overlap.stories."),
        Column("name", "VARCHAR", "Name for readers: the agency or outlet."),
        Column("kind", "VARCHAR", "agency, outlet or document."),
        Column(
            "article_id",
            "VARCHAR",
            "First article of the story that is the origin; null if its text is not held.",
            is_required=False,
        ),
        PARTITION,
        METHOD,
    ),
)

MENTION_ORIGINS = Table(
    "claims",
    "mention_origins",
    "mention: the origin it goes back to",
    ("mention_id",),
    (
        Column("mention_id", "VARCHAR", "claims.mentions."),
        Column("origin_id", "VARCHAR", "claims.origins; null if it could not be told.", is_required=False),
        Column("rule_id", "VARCHAR", "Which rule decided: credit, agency, derivation, own; override: a person."),
        Column("evidence", "VARCHAR", "The words or derivation that decided."),
        Column("confidence", "DOUBLE", "Probability that the origin is right, 0 to 1."),
        Column("story_id", "VARCHAR", "overlap.stories: claims are replaced story by story."),
        PARTITION,
        METHOD,
    ),
)

CLAIM_LINKS = Table(
    "claims",
    "claim_links",
    "relation between two claims of a story",
    ("claim_id", "other_claim_id", "relation"),
    (
        Column("claim_id", "VARCHAR", "claims.claims."),
        Column("other_claim_id", "VARCHAR", "claims.claims."),
        Column(
            "relation",
            "VARCHAR",
            "restates, variant_value, variant_scope, contradicts or supersedes (by a later state: `claim_id` is the later).",
        ),
        Column("evidence", "VARCHAR", "What differs."),
        Column("story_id", "VARCHAR", "overlap.stories: claims are replaced story by story."),
        PARTITION,
        METHOD,
    ),
)

DRIFTS = Table(
    "claims",
    "drifts",
    "mention in a derived article beside a mention of its source that it retells",
    ("mention_id", "source_mention_id"),
    (
        Column("mention_id", "VARCHAR", "claims.mentions: in the derived article."),
        Column("source_mention_id", "VARCHAR", "claims.mentions: of the same claim, in the source."),
        Column("derived_article_id", "VARCHAR", "core.articles."),
        Column(
            "source_article_id",
            "VARCHAR",
            "core.articles: the surest held source; of an absent agency's text the fullest held copy.",
        ),
        Column("relation", "VARCHAR", "mirror, wire_copy, rewrite or excerpt."),
        Column(
            "kinds",
            "VARCHAR[]",
            "speaker_dropped, speaker_changed, speaker_generalised, verb_strengthened, certainty_raised, scope_widened,"
            " number_changed, number_rounded, polarity_flipped, quotation_altered; empty if nothing drifted.",
        ),
        Column("differences", "VARCHAR[]", "What differs, a line for each of `kinds`: 'huge → big'."),
        Column("story_id", "VARCHAR", "overlap.stories: claims are replaced story by story."),
        PARTITION,
        METHOD,
    ),
)

ORPHANS = Table(
    "claims",
    "orphans",
    "mention in a whole copy or rewrite that no held source supports",
    ("mention_id",),
    (
        Column("mention_id", "VARCHAR", "claims.mentions."),
        Column("source_article_id", "VARCHAR", "core.articles: the source with the nearest passage."),
        Column("relation", "VARCHAR", "mirror, wire_copy or rewrite: how the article goes back to it."),
        Column("support", "DOUBLE", "Share of the statement's letters in the source's nearest two sentences, 0 to 1."),
        Column("nearest_text", "VARCHAR", "These sentences."),
        Column("missing_words", "VARCHAR[]", "Words of the statement that stand in no held source."),
        Column("story_id", "VARCHAR", "overlap.stories: claims are replaced story by story."),
        PARTITION,
        METHOD,
    ),
    warning="An addition may be own reporting, another source that is not held, or an invention.",
)

HEADLINES = Table(
    "claims",
    "headlines",
    "mention in a headline beside the one of the same claim in its article's text that says it most surely",
    ("mention_id",),
    (
        Column("mention_id", "VARCHAR", "claims.mentions: in the headline."),
        Column(
            "body_mention_id",
            "VARCHAR",
            "claims.mentions: in the text; null if it does not state it.",
            is_required=False,
        ),
        Column("verdict", "VARCHAR", HEADLINE_VERDICTS),
        Column("story_id", "VARCHAR", "overlap.stories: claims are replaced story by story."),
        PARTITION,
        METHOD,
    ),
)

MEASURED_STORIES = Table(
    "claims",
    "measured_stories",
    "story whose claims were measured",
    ("story_id",),
    (
        Column("story_id", "VARCHAR", "overlap.stories."),
        Column(
            "evidence_hash",
            "VARCHAR",
            "overlap.stories.evidence_hash of the state that was measured: a story is measured again only when it changes.",
        ),
        Column(
            "overrides_hash",
            "VARCHAR",
            "Hash of the corrections of people that were applied to its mentions; null if there are none.",
            is_required=False,
        ),
        PARTITION,
        METHOD,
    ),
)

TABLES = (
    CLAIMS,
    MENTIONS,
    QUANTITIES,
    SPEAKERS,
    SPEAKER_ALIASES,
    ORIGINS,
    MENTION_ORIGINS,
    CLAIM_LINKS,
    DRIFTS,
    ORPHANS,
    HEADLINES,
    MEASURED_STORIES,
)
