"""The invented news of the growth benchmark."""

from __future__ import annotations

from generated import FIRST_DAY, generate_articles


def test_the_same_seed_gives_the_same_articles_with_copies_of_earlier_ones() -> None:
    batches, again = (list(generate_articles(400, 200)) for _ in range(2))
    texts = {row["article_id"]: row["text"] for batch in batches for row in batch.articles.to_pylist()}

    assert [batch.articles for batch in batches] == [batch.articles for batch in again]
    assert len(texts) == 400
    assert {batch.articles["partition_key"][0].as_py() for batch in batches} == {
        f"{FIRST_DAY:%Y-%m}-0{n}" for n in (1, 2)
    }
    mirrors = [(a, b) for batch in batches for a, b, kind in batch.copies if kind == "mirror"]
    assert mirrors
    assert all(max(texts[b].split("\n\n"), key=len)[30:-30] in texts[a] for a, b in mirrors)
