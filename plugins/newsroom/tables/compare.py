"""What two articles share."""

from newsroom.listing import Column, Table

COMPARE_PASSAGES = Table(
    "compare_passages",
    "Shared passages",
    (
        Column("kind", "Kind", "passage", method="passages"),
        Column("word_count", "Words", "number", method="passages"),
        Column("matched_word_count", "Equal words", "number", method="passages"),
        Column("a_start", "From (left)", "number", method="offsets"),
        Column("a_end", "To (left)", "number", method="offsets"),
        Column("b_start", "From (right)", "number", method="offsets"),
        Column("b_end", "To (right)", "number", method="offsets"),
    ),
    ("a", "b"),
    "They share no passage.",
)
