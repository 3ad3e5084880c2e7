"""Invented pages: their spans by construction, their variety, their reproducibility."""

import re
from functools import cache
from itertools import pairwise

import pytest

from warta.terms import Role
from warta.training import FAMILIES, generate
from warta.training.articles import ARTICLES
from warta.training.inside import INSIDE
from warta.training.shown import SHOWN
from warta.training.structured import STRUCTURED

EMPTY = {"nothing", "document"}
WITHOUT_ARTICLE = {name for name, family in FAMILIES.items() if set(family.articles) <= EMPTY}

FEW_SPANS = 8
"""Pages of so few spans, or of one role, may be alike: a few paragraphs are laid out in few ways."""


@cache
def pages_of(family):
    """Some pages of a family."""
    return list(generate(15, 40, [family]))


@cache
def pages_of_all():
    """Some pages of each family."""
    return list(generate(17, 12 * len(FAMILIES)))


@pytest.mark.parametrize("family", FAMILIES)
def test_spans_tile_every_page(family):
    for page in pages_of(family):
        spans, text = page["spans"], page["text"]
        assert spans[0]["start"] == 0
        assert spans[-1]["end"] == len(text)
        assert all(left["end"] == right["start"] for left, right in pairwise(spans))
        for span in spans:
            piece = text[span["start"] : span["end"]]
            assert span["role"] in set(Role)
            assert bool(piece)
            assert (span["role"] == "blank") == (not piece.strip(" \n\t\xa0\u200b\u2009\ufeff"))


@pytest.mark.parametrize("family", FAMILIES)
def test_no_sign_alone_is_the_text_of_an_article(family):
    for page in pages_of(family):
        bodies = [
            page["text"][span["start"] : span["end"]] for span in page["spans"] if span["role"] == "body"
        ]
        assert not any(bodies) or re.search(r"\w", " ".join(bodies)), page["id"]


@pytest.mark.parametrize("family", FAMILIES)
def test_nothing_of_the_templates_is_left_on_a_page(family):
    for page in pages_of(family):
        assert not re.search(r"\{[A-Za-z_]+[:}]|<[^<>\s][^<>\n]*\|[^<>\n]*>", page["text"])


@pytest.mark.parametrize("family", sorted(set(FAMILIES) - WITHOUT_ARTICLE))
def test_most_pages_of_a_family_have_an_article(family):
    bodies = [any(span["role"] in ("body", "caption") for span in page["spans"]) for page in pages_of(family)]
    assert sum(bodies) >= 36


@pytest.mark.parametrize("family", sorted(WITHOUT_ARTICLE))
def test_pages_without_an_article_have_neither_title_nor_body(family):
    for page in pages_of(family):
        assert not {"title", "body", "dateline"} & {span["role"] for span in page["spans"]}


def test_a_page_depends_on_its_seed_and_number_alone():
    assert list(generate(5, 60))[:30] == list(generate(5, 30))
    assert list(generate(5, 30)) != list(generate(6, 30))


@pytest.mark.parametrize("family", FAMILIES)
def test_no_two_pages_of_a_family_share_a_template(family):
    shapes = [
        tuple(
            (span["role"], span["role"] == "blank" and page["text"][span["start"] : span["end"]])
            for span in page["spans"]
        )
        for page in pages_of(family)
        if len(page["spans"]) > FEW_SPANS and len({span["role"] for span in page["spans"]}) > 2
    ]
    assert len(set(shapes)) == len(shapes)


def test_every_role_is_taught():
    roles = {span["role"] for page in pages_of_all() for span in page["spans"]}
    assert roles == set(Role)


def test_all_languages_are_taught():
    assert {page["language"] for page in pages_of_all()} == {"id", "ms", "jv", "su", "en"}


def test_families_name_all_kinds_of_articles_and_interruptions_and_no_others():
    kinds = {kind for family in FAMILIES.values() for kind in family.articles}
    between = {kind for family in FAMILIES.values() for kind in family.inside}
    assert kinds == {*ARTICLES, *STRUCTURED, *SHOWN}
    assert between == {*INSIDE, "contents", "dense"}


@pytest.mark.parametrize(
    "mark",
    [r"\w\]\(https?://", r"^#+ \w", r"!\[.*\]\(\S+\.jpg\)", r"^ *Markdown Content:$", r"^\s*\* \[12\]\w"],
)
def test_links_headings_and_pictures_keep_their_marks_on_some_pages(mark):
    pages = [page["text"] for page in pages_of_all()]
    share = sum(bool(re.search(mark, text, re.MULTILINE)) for text in pages) / len(pages)
    assert 0 < share < 0.2
