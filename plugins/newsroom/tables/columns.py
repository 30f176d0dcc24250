"""Columns that several tables have: the same name, and the same explanation."""

from newsroom.listing import Column

STORY = {"page": "story", "key": "story_id"}
CLAIM = {"page": "claim", "key": "claim_id"}
ARTICLE = {"page": "article", "key": "article_id"}
OUTLET = {"page": "outlet", "key": "outlet_id"}

ARTICLES_N = Column("article_count", "Articles", "number", method="articles")
OUTLETS_N = Column("outlet_count", "Outlets", "number", method="outlets")
ORIGINS_N = Column(
    "origin_count", "Origins", "origins", method="origins"
)  # a range where `origin_count_high` is higher
RELATION = Column("relation", "Relation", "relation", method="relations")
CONFIDENCE = Column("confidence", "Confidence", "share", method="confidence")
LAG = Column("lag_seconds", "Delay", "lag", method="delay")
CREDITED = Column("is_credited", "Credited", "yesno", method="credited")
OWN = Column("own_share", "Own", "share", method="shares")
DATE = Column("date", "Date")
GATE = Column("gate", "Gate", method="gates")
RULE = Column("rule", "Expectation", "rule")
FIELD = Column("column_name", "Column")
SEVERITY = Column("severity", "Severity", method="gates")
PRINTED = Column("printed_at", "Printed", "time", method="times")
CLAIMS_N = Column("claim_count", "Claims", "number", method="claims")
NEW_N = Column("new_article_count", "New", "number", method="new")
BROKEN_N = Column("unexpected_count", "Rows that broke it", "number", method="gates")
