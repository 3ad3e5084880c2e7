"""What classes and ids say: every example of the data file, and what is no word of it."""

import pytest

from warta.reading.html import render
from warta.reading.html_kinds import CONTENT, UNSEEN, WORDS, kinds

NAMED = [(kind, example) for kind, words in WORDS["kind"].items() for example in words["examples"]]
OTHERS = [(kind, other) for kind, words in WORDS["kind"].items() for other in words["others"]]


@pytest.mark.parametrize(("kind", "name"), NAMED)
def test_every_example_of_a_kind(kind: str, name: str) -> None:
    assert kind in kinds("div", {"class": name})
    assert kind in kinds("div", {"id": name})


@pytest.mark.parametrize(("kind", "name"), OTHERS)
def test_other_names_are_not_taken_for_it(kind: str, name: str) -> None:
    assert kind not in kinds("div", {"class": name})


@pytest.mark.parametrize(
    "name",
    [
        "entry-content",
        "td-post-content",
        "detail__body-text detail-text",
        "isi_berita",
        "articleBody",
    ],
)
def test_the_article_s_place_is_known_by_name(name: str) -> None:
    assert CONTENT in kinds("div", {"class": name})


def test_microdata_name_the_article_s_place() -> None:
    assert CONTENT in kinds("section", {"itemprop": "articleBody"})


@pytest.mark.parametrize(
    ("tag", "attributes"),
    [
        ("body", {"class": "comments-open related sidebar"}),
        ("main", {"id": "sidebar-wrap"}),
        ("div", {"class": "has-sidebar comments-open"}),
        ("div", {"class": "elementor-widget elementor-widget-text-editor"}),
        ("div", {"class": "elementor-text-editor elementor-clearfix"}),
        ("div", {"class": "article-contents ql-editor"}),
        ("span", {"class": "ez-toc-section", "id": "Kronologi"}),
        ("h3", {"id": "komentar-penulis-dan-berita-terkait"}),
        ("div", {"class": None, "id": ""}),
    ],
)
def test_names_of_the_layout_of_a_page_say_nothing_of_its_parts(
    tag: str, attributes: dict[str, str | None]
) -> None:
    assert not {"aside", "author", "comment", "nav", "related"} & set(kinds(tag, attributes))


@pytest.mark.parametrize(
    "attributes",
    [
        {"hidden": None},
        {"style": "display:none"},
        {"style": "VISIBILITY : hidden;"},
        {"class": "a sr-only"},
        {"id": "onetrust-banner"},
        {"role": "dialog"},
    ],
)
def test_what_is_not_shown_is_unseen(attributes: dict[str, str | None]) -> None:
    assert UNSEEN in kinds("div", attributes)
    assert UNSEEN not in kinds("div", {"style": "display:block", "class": "d-none d-lg-flex"})


def test_blocks_hidden_from_those_who_listen_are_no_part_of_the_text() -> None:
    hidden: dict[str, str | None] = {"aria-hidden": "true"}
    assert kinds("div", hidden) == ("nav",)
    assert kinds("span", hidden) == ()
    assert kinds("p", hidden) == ("p",)
    assert kinds("div", {"aria-hidden": "false"}) == ()
    assert (0, 5, "nav") in render('<div aria-hidden="true">Bagus</div><p>Polisi berjaga.').markup


@pytest.mark.parametrize(
    ("role", "kind"),
    [
        ("navigation", "nav"),
        ("search", "nav"),
        ("banner", "header"),
        ("contentinfo", "footer"),
        ("complementary", "aside"),
        ("button", "button"),
    ],
)
def test_the_role_of_an_element_says_what_it_is(role: str, kind: str) -> None:
    assert kinds("div", {"role": role, "class": "x1ab"}) == (kind,)
    assert (0, 5, kind) in render(f'<div role="{role}">Bagus</div><p>Polisi berjaga.').markup


@pytest.mark.parametrize("role", ["main", "article", "presentation", "region", ""])
def test_roles_of_the_article_and_of_no_meaning_are_no_furniture(role: str) -> None:
    assert kinds("div", {"role": role}) == ()


@pytest.mark.parametrize("name", ["data-testid", "data-qa-id", "data-component"])
def test_where_styles_have_no_names_the_data_of_tests_name_the_parts(name: str) -> None:
    paragraph = "Warga kampung nelayan menjaga kotak suara sampai pagi bersama dua orang petugas."
    rendered = render(f"<div><p>{paragraph}</p><div class=css-1x2y {name}=related>Pasar malam</div></div>")
    assert (len(paragraph) + 2, len(rendered.text), "related") in rendered.markup
