"""Metadata: which of the things that a page says of itself is believed."""

from typing import Any

import pytest

from warta.reading.html import render

LINKED_DATA = """<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [
{"@type": "BreadcrumbList", "itemListElement": []},
{"@type": ["NewsArticle"], "headline": "Ronda Malam\nDigelar Lagi",
"datePublished": "2024-11-20T19:30:00+07:00",
"dateModified": "2024-11-20T20:00:00+07:00",
"author": [{"@type": "Person", "name": "Sri Rahayu"}, {"name": "Made Oka"}],
"articleSection": ["Daerah", "Hukum"], "keywords": "ronda, pilkada , ronda",
"publisher": {"@type": "Organization", "name": "Kabar Hulu"}, "mainEntityOfPage": {"@id": "https://kabarhulu.example/ronda"}}]}</script>"""
META = """<meta property="og:title" content="Ronda Digelar">
<meta property="og:site_name" content="KabarHulu.example">
<meta property="article:published_time" content="2024-11-20T12:30:00Z"><meta name="author" content="Admin">
<meta property="article:author" content="https://facebook.example/kabarhulu">
<meta property="article:section" content="Daerah">
<meta property="article:tag" content="ronda"><meta property="article:tag" content="desa">
<link rel="canonical" href="https://kabarhulu.example/ronda-digelar">"""


def metadata(head: str) -> dict[str, Any]:
    return render(f"<html><head>{head}</head><body><p>Isi.</p></body></html>").metadata


def test_linked_data_are_believed_first() -> None:
    assert metadata(META + LINKED_DATA) == {
        "title": "Ronda Malam Digelar Lagi",
        "authors": ["Sri Rahayu", "Made Oka"],
        "published": "2024-11-20T19:30:00+07:00",
        "modified": "2024-11-20T20:00:00+07:00",
        "section": "Daerah",
        "keywords": ["ronda", "pilkada"],
        "url": "https://kabarhulu.example/ronda-digelar",
        "site": "KabarHulu.example",
    }


def test_meta_elements_where_there_are_no_linked_data() -> None:
    assert metadata(META) == {
        "title": "Ronda Digelar",
        "authors": ["Admin"],
        "published": "2024-11-20T12:30:00Z",
        "modified": None,
        "section": "Daerah",
        "keywords": ["ronda", "desa"],
        "url": "https://kabarhulu.example/ronda-digelar",
        "site": "KabarHulu.example",
    }


def test_a_page_that_says_nothing_of_itself_has_its_title() -> None:
    found = metadata("<title> Ronda\n Digelar </title>")
    assert found.pop("title") == "Ronda Digelar"
    assert {key for key, value in found.items() if value} == set()


@pytest.mark.parametrize(
    "broken",
    [
        '{"@type": "NewsArticle", "headline": ',
        '"teks"',
        "[[[[]]]]",
        '{"@type": "NewsArticle", "headline": {"x": 1}, "author": [[["a"]]], "keywords": 5}',
        '{"@graph": [1, null, {"@type": null}]}',
        "[" * 100_000,
    ],
)
def test_broken_linked_data_are_passed_over(broken: str) -> None:
    assert (
        metadata(f'<title>Ronda</title><script type="application/ld+json">{broken}</script>')["title"]
        == "Ronda"
    )


def test_linked_data_of_other_stories_are_not_the_page_s() -> None:
    listed = '{"@type": "ItemList", "itemListElement": [{"@type": "NewsArticle", "headline": "Lain"}]}'
    assert (
        metadata(f'<title>Ronda</title><script type="application/ld+json">{listed}</script>')["title"]
        == "Ronda"
    )


@pytest.mark.parametrize("address", ["/ronda", "javascript:alert(1)", "https://", "ronda.html"])
def test_an_address_is_whole_or_none(address: str) -> None:
    assert metadata(f'<link rel=canonical href="{address}">')["url"] is None


def test_the_time_element_of_the_publication_is_taken_last() -> None:
    named = "<time class='entry-date published' datetime='2024-11-20T07:00:00+07:00'>"
    page = f"<time datetime=2020-01-01>lain</time>{named}"
    assert render(page).metadata["published"] == "2024-11-20T07:00:00+07:00"
