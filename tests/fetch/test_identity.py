from __future__ import annotations

import pytest

from wiretrace.fetch.identity import canonical_url, registered_domain, trusted_canonical, without_credentials

ARTICLE = "https://paper.example/news/tern-basin-dam"


@pytest.mark.parametrize(
    "url",
    [
        "http://paper.example/news/tern-basin-dam", "https://www.paper.example/news/tern-basin-dam/", "https://m.paper.example/news/tern-basin-dam",
        "https://amp.paper.example/news/tern-basin-dam", "https://paper.example/news/tern-basin-dam/amp", "https://paper.example/amp/news/tern-basin-dam", "https://paper.example/amp/amp/news/tern-basin-dam.amp/amp",
        "https://paper.example/sport/../news/./tern-basin-dam",
        "https://paper.example/news/tern-basin-dam.amp", "https://PAPER.example:443/news//tern-basin-dam#top", "https://paper.example/news/tern-basin-dam?utm_source=x&fbclid=1",
        "https://user:secret@paper.example/news/tern-basin-dam", "https://paper.example/news/tern-basin-dam?at_medium=RSS&at_campaign=rss",
    ],
)  # fmt: skip
def test_all_ways_to_write_a_link_are_one_article(url: str) -> None:
    assert canonical_url(url) == ARTICLE
    assert canonical_url(canonical_url(url)) == ARTICLE


def test_parameters_that_name_the_article_stay() -> None:
    assert canonical_url("http://paper.example/story?b=2&id=7&utm_medium=x") == "https://paper.example/story?b=2&id=7"
    assert canonical_url("http://paper.example/story?id=7&b=2") == canonical_url("http://paper.example/story?b=2&id=7")


@pytest.mark.parametrize(
    ("claimed", "expected"),
    [
        (None, ARTICLE),
        ("https://www.paper.example/news/dam-story", "https://paper.example/news/dam-story"),
        ("/news/dam-story", "https://paper.example/news/dam-story"),
        ("https://other.example/news/dam-story", ARTICLE),
        ("https://paper.example/", ARTICLE),
        ("https://paper.example/news", ARTICLE),
        ("javascript:void(0)", ARTICLE),
        ("http://[broken", ARTICLE),
    ],
)
def test_a_canonical_link_is_trusted_only_on_its_own_domain_and_never_to_a_front(
    claimed: str | None, expected: str
) -> None:
    assert trusted_canonical(ARTICLE, claimed) == expected


def test_registered_domains_follow_the_public_suffix_list() -> None:
    assert registered_domain("https://news.bbc.co.uk/x") == "bbc.co.uk"
    assert registered_domain("www.paper.example") == "paper.example"
    assert registered_domain("http://127.0.0.1:80/") == "127.0.0.1"


def test_credentials_are_removed() -> None:
    assert without_credentials("https://user:p%40ss@paper.example/a?b=c") == "https://paper.example/a?b=c"
    assert "pass" not in without_credentials("http://user:pass@[broken/")


def test_no_number_of_slashes_saves_credentials() -> None:
    assert without_credentials("https:////user:secret@paper.example/a") == "https://paper.example/a"
