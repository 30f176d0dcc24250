"""The macros: questions an analyst asks by name. Their SQL lies in warehouse/macros/."""

from __future__ import annotations

from dataclasses import dataclass

from wiretrace.warehouse.tables.claims import COPY_RATIO, ORIGINS_HIGH, ORIGINS_LOW, PRINCIPALS
from wiretrace.warehouse.tables.declaration import Column
from wiretrace.warehouse.tables.marts import OUTLET_REUSE, STORY_SUMMARY

STORY = "Id of a story, also a former one, or words of its title; '' for all."
ARTICLE = "Id or address of an article, or words of its outlet's name and headline."


@dataclass(frozen=True)
class Macro:
    """A question `<name>(…)` in the main schema, so that it is asked without a prefix.

    `parameters` pairs each name with its meaning; `columns` name and document exactly what its SQL
    selects, in order. A macro without columns is a value, of use inside other questions.
    """

    name: str
    question: str
    parameters: tuple[tuple[str, str], ...]
    example: str
    columns: tuple[Column, ...] = ()

    @property
    def call(self) -> str:
        return f"{self.name}({', '.join(name for name, _ in self.parameters)})"

    @property
    def comment(self) -> str:
        meanings = "".join(f" {name}: {meaning}" for name, meaning in self.parameters)
        return f"{self.question}{meanings} Example: {self.example}"


_STORY_ID = Column("story_id", "VARCHAR", "overlap.stories.")
_CLAIM_ID = Column("claim_id", "VARCHAR", "claims.claims.")
_ARTICLE_ID = Column("article_id", "VARCHAR", "core.articles.")
_MENTION_ID = Column("mention_id", "VARCHAR", "claims.mentions.")
_OUTLET_NAME = Column("outlet_name", "VARCHAR", "The outlet that prints it.")
_WORDING = Column("wording", "VARCHAR", "The claim in its fullest wording closest to an origin.")
_FIRST_SEEN = Column("first_seen_at", "TIMESTAMP", "When Wiretrace first fetched the article, UTC.")
_URL = Column("url", "VARCHAR", "Its address.")

HAS_WORDS = Macro(
    "has_words",
    "Do all the words stand in the text, whatever their order, case and accents?",
    (("haystack", "The text."), ("words", "Words separated by spaces; '' is always true.")),
    "select title from core.articles where has_words(text, 'dam villages');",
)
STORIES_NAMED = Macro(
    "stories_named",
    "Which stories are meant?",
    (("named", STORY),),
    "from stories_named('brennholm dam');",
    (_STORY_ID,),
)
ARTICLES_NAMED = Macro(
    "articles_named",
    "Which articles are meant?",
    (("named", ARTICLE),),
    "from articles_named('halyard dam');",
    (_ARTICLE_ID,),
)
STORY_MACRO = Macro(
    "story",
    "How big is a story as printed, and with its copies folded?",
    (("named", STORY),),
    "from story('brennholm dam');",
    STORY_SUMMARY.columns,
)
ARTICLES_OF = Macro(
    "articles_of",
    "Who printed a story when, and whose text is it?",
    (("named", STORY),),
    "from articles_of('brennholm dam');",
    (
        _STORY_ID,
        _ARTICLE_ID,
        _OUTLET_NAME,
        Column("title", "VARCHAR", "Headline.", is_required=False),
        Column("published_at", "TIMESTAMP", "Printed time, UTC; null if none is printed.", is_required=False),
        _FIRST_SEEN,
        Column("word_count", "INTEGER", "Words."),
        Column("own_share", "DOUBLE", "Share of its words that is nobody else's, 0 to 1; see marts.article_reuse."),
        Column("relation", "VARCHAR", "mirror, wire_copy, rewrite or excerpt; null: all its own.", is_required=False),
        Column("source_name", "VARCHAR", "Outlet or agency that most of the rest is from.", is_required=False),
        Column("is_credited", "BOOLEAN", "It names a source of its text.", is_required=False),
        _URL,
    ),
)
CLAIMS_OF = Macro(
    "claims_of",
    "What does a story claim, how far did each claim travel, and how many origins stand behind it?",
    (("named", STORY),),
    "from claims_of('brennholm dam');",
    (
        _CLAIM_ID,
        _WORDING,
        Column("speaker_name", "VARCHAR", "Who is quoted for it most often.", is_required=False),
        Column("mention_count", "INTEGER", "Places where it is stated."),
        Column("article_count", "INTEGER", "Articles that state it, copies included."),
        Column("outlet_count", "INTEGER", "Outlets that state it, copies included."),
        ORIGINS_LOW,
        ORIGINS_HIGH,
        PRINCIPALS,
        COPY_RATIO,
        Column("origin_names", "VARCHAR[]", "The known origins."),
        Column("outlet_names", "VARCHAR[]", "The outlets."),
        _STORY_ID,
        Column("story_title", "VARCHAR", "Headline of the story's most central article."),
    ),
)
ORIGINS_OF = Macro(
    "origins_of",
    "Who carries a claim, from which origin, and what tells so?",
    (("named", "Id of a claim, or words of any mention of it."),),
    "from origins_of('spring melt');",
    (
        _CLAIM_ID,
        _WORDING,
        Column("origin_name", "VARCHAR", "The origin; null if it could not be told.", is_required=False),
        Column("origin_kind", "VARCHAR", "agency, outlet or document.", is_required=False),
        Column("is_origin_held", "BOOLEAN", "The origin's own text is held, so that it can be read."),
        _OUTLET_NAME,
        Column("kind", "VARCHAR", "direct, mixed, indirect, headline or narrator."),
        Column("text", "VARCHAR", "How this article words it."),
        Column("speaker_name", "VARCHAR", "Who is quoted for it here.", is_required=False),
        Column(
            "rule_id",
            "VARCHAR",
            "Which rule told the origin: credit, agency, derivation, own; override: a person.",
            is_required=False,
        ),
        Column("evidence", "VARCHAR", "The words or the derivation that decided.", is_required=False),
        Column("confidence", "DOUBLE", "Probability that the origin is right, 0 to 1.", is_required=False),
        _FIRST_SEEN,
        _MENTION_ID,
        _ARTICLE_ID,
    ),
)
COMPARE = Macro(
    "compare",
    "Which passages do two articles share, and who took them from whom?",
    (("first_article", ARTICLE), ("second_article", "The other one, in the same way; '' for all.")),
    "from compare('kestrel wire evacuated', 'courier valley');",
    (
        Column("first_outlet_id", "VARCHAR", "Outlet of the first article."),
        Column("second_outlet_id", "VARCHAR", "Outlet of the second article."),
        Column("kind", "VARCHAR", "narrative, quotation, furniture or credit."),
        Column("word_count", "INTEGER", "Words of the passage."),
        Column("first_text", "VARCHAR", "The passage as the first article has it."),
        Column("second_text", "VARCHAR", "The passage as the second article has it."),
        Column("relation", "VARCHAR", "How the two are related; null: not at all.", is_required=False),
        Column("source", "VARCHAR", "Which is the source: first, second or undetermined.", is_required=False),
        Column("confidence", "DOUBLE", "Probability that relation and direction are right.", is_required=False),
        Column("first_start", "INTEGER", "Offset in the first article's text."),
        Column("first_end", "INTEGER", "End offset, exclusive."),
        Column("second_start", "INTEGER", "Offset in the second article's text."),
        Column("second_end", "INTEGER", "End offset, exclusive."),
        Column("first_article_id", "VARCHAR", "core.articles."),
        Column("second_article_id", "VARCHAR", "core.articles."),
    ),
)
_DERIVATION = (
    Column("is_credited", "BOOLEAN", "The taker names the source."),
    Column("derived_containment", "DOUBLE", "Share of its words that stand in the source.", is_required=False),
)
_CERTAINTY = (
    Column("lag_seconds", "BIGINT", "First sight of the taker minus that of the source.", is_required=False),
    Column("is_direction_known", "BOOLEAN", "False: who took from whom is undetermined."),
    Column("confidence", "DOUBLE", "Probability that relation and direction are right, 0 to 1."),
    Column("cues", "VARCHAR[]", "What decided, each with its words."),
)
COPIES_OF = Macro(
    "copies_of",
    "Who took text from an article, an outlet or an agency?",
    (("named", "An article as in compare, or words of the name of an outlet or agency."),),
    "from copies_of('kestrel wire');",
    (
        Column("source_name", "VARCHAR", "Outlet or absent origin it was taken from."),
        Column("source_title", "VARCHAR", "Headline of the source; null if its text is not held.", is_required=False),
        _OUTLET_NAME,
        Column("title", "VARCHAR", "Headline of the taker.", is_required=False),
        Column("relation", "VARCHAR", "mirror, wire_copy, rewrite or excerpt."),
        *_DERIVATION,
        *_CERTAINTY,
        Column("source_article_id", "VARCHAR", "core.articles; null if not held.", is_required=False),
        _ARTICLE_ID,
        _URL,
    ),
)
SOURCES_OF = Macro(
    "sources_of",
    "From whom does an article have its text, and whom does it cite or quote along with others?",
    (("named", ARTICLE),),
    "from sources_of('courier evacuation');",
    (
        _OUTLET_NAME,
        Column("title", "VARCHAR", "Headline.", is_required=False),
        Column(
            "relation",
            "VARCHAR",
            "mirror, wire_copy, rewrite or excerpt (its text); shared_quotation, common_source or citation (not).",
        ),
        Column("source_name", "VARCHAR", "Outlet or absent origin."),
        Column("source_title", "VARCHAR", "Headline of the source; null if its text is not held.", is_required=False),
        *_DERIVATION,
        Column("shared_word_count", "INTEGER", "Words in shared passages.", is_required=False),
        *_CERTAINTY,
        _ARTICLE_ID,
        Column("source_article_id", "VARCHAR", "core.articles; null if not held.", is_required=False),
    ),
)
QUOTES_OF = Macro(
    "quotes_of",
    "What did somebody say, who printed it, and from how many origins is it?",
    (("speaker", "Id of a speaker, or words of a name or of another form in which texts name them."),),
    "from quotes_of('falk');",
    (
        Column("speaker_name", "VARCHAR", "The speaker's fullest name in that story."),
        Column("speaker_kind", "VARCHAR", "person, office, body or unnamed."),
        Column("kind", "VARCHAR", "direct, mixed, indirect, headline or narrator."),
        Column("cue", "VARCHAR", "Verb or phrase that attributes it.", is_required=False),
        Column("text", "VARCHAR", "The words."),
        _OUTLET_NAME,
        Column("origin_name", "VARCHAR", "Where these words were reported first.", is_required=False),
        Column("outlet_count", "INTEGER", "Outlets that print the same claim."),
        Column("origin_count_low", "INTEGER", "Known origins of the same claim."),
        Column("story_title", "VARCHAR", "Headline of the story's most central article."),
        _FIRST_SEEN,
        _CLAIM_ID,
        _MENTION_ID,
        _ARTICLE_ID,
    ),
)
OUTLET = Macro(
    "outlet",
    "How much of what an outlet prints is its own, and how often was it first?",
    (("named", "Id of an outlet, or words of its name; '' for all."),),
    "from outlet('gazette');",
    OUTLET_REUSE.columns,
)
SEARCH = Macro(
    "search",
    "Where do these words stand: in a story, a claim, a speaker's or outlet's name, an article?",
    (("words", "Words separated by spaces; all must stand there."),),
    "from search('dam');",
    (
        Column("kind", "VARCHAR", "story, claim, speaker, outlet or article."),
        Column("id", "VARCHAR", "Its id, for the other questions."),
        Column("label", "VARCHAR", "Title, wording or name.", is_required=False),
        Column("note", "VARCHAR", "How big it is, or where and when it was printed."),
    ),
)
CONTENTS = Macro(
    "contents",
    "What can be asked here, and what is held?",
    (),
    "from contents();",
    (
        Column("name", "VARCHAR", "A macro with its arguments, a mart, or a table."),
        Column("says", "VARCHAR", "The question it answers, or what one row is."),
        Column("try_it", "VARCHAR", "A line to run."),
    ),
)
CITATION = Macro(
    "citation",
    "How is this state of the data cited in a paper?",
    (),
    "from citation();",
    (
        Column("citation", "VARCHAR", "The line."),
        Column("snapshot_id", "VARCHAR", "ops.published_snapshots."),
        Column("published_at", "TIMESTAMP", "When this state was first published, UTC."),
    ),
)

# In the order of their creation: a macro may use those before it.
MACROS: tuple[Macro, ...] = (
    HAS_WORDS, STORIES_NAMED, ARTICLES_NAMED, STORY_MACRO, ARTICLES_OF, CLAIMS_OF, ORIGINS_OF, COMPARE, COPIES_OF,
    SOURCES_OF, QUOTES_OF, OUTLET, SEARCH, CONTENTS, CITATION,
)  # fmt: skip
