"""Hostile pages: none stalls, none loses the text that a reader would see."""

import time

import pytest

from tests.warta.reading.html_layouts import PARAGRAPHS, TITLE
from warta.reading.html import render
from warta.reading.html_limits import simplified
from warta.reading.html_runs import RUNS
from warta.reading.html_tags import TAGS

PROSE = f"<p>{PARAGRAPHS[0]}</p>"
HOSTILE = {
    "ten thousand nested": "<div>" * 10_000 + PROSE + "</div>" * 10_000,
    "half a million nested": "<div>" * 500_000 + PROSE,
    "nested tables": "<table><tr><td>" * 50_000 + PROSE,
    "nested lists with text": "<ul><li>satu dua tiga" * 5_000 + PROSE,
    "misnested": "<font><b><i><a href=1><p>x</font>" * 10_000 + PROSE,
    "nested templates": PROSE + "<template>" * 100_000,
    "nested headlines": f"<title>{TITLE}</title>" + f"<h1><div>{TITLE * 6}" * 9_900 + PROSE,
    "attributes": "<p " + " ".join(f"a{n}" for n in range(200_000)) + ">x</p>" + PROSE,
    "attributes with brackets in them": "<p "
    + " ".join(f"a{n}='>'" for n in range(100_000))
    + ">x</p>"
    + PROSE,
    "a class of megabytes": "<p class='" + "related " * 500_000 + "'>x</p>" + PROSE,
    "a style of megabytes": "<p style='" + "display:" * 500_000 + "'>x</p>" + PROSE,
    "entities in an attribute": "<p title='" + "&amp;&lt" * 500_000 + "'>x</p>" + PROSE,
    "a sea of brackets": PROSE + "<" * 2_000_000,
    "open comments": PROSE + "<!-- " * 200_000,
    "open scripts": PROSE + "<script>" * 100_000,
    "open quotes": PROSE + '<p "' * 200_000,
    "eight megabytes of prose": PROSE * 60_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_page_is_rendered_in_time_with_its_prose(name: str) -> None:
    started = time.process_time()
    text = render(HOSTILE[name]).text
    assert time.process_time() - started < 20  # seconds; as they are, the worst of these take minutes
    assert PARAGRAPHS[0] in text


def test_tags_are_remembered_in_bounds() -> None:
    few = "".join(f"<a rel='{number}'>x</a>" for number in range(20_000))
    long = "".join(f"<a href='/{number}' title='{'x' * 2_500}'>x</a>" for number in range(100))
    render(few + long)
    for known in (TAGS, RUNS):
        assert 0 < len(known) <= 1 << 14
        assert max(map(len, known)) <= 2_000


def test_an_ordinary_page_is_not_touched() -> None:
    page = (
        PROSE * 1_000
        + "<img srcset='"
        + ", ".join(f"https://x.example/{n}.jpg {n}w" for n in range(99))
        + "'>"
    )
    assert simplified(page) is page


def test_a_stray_quote_in_a_tag_takes_none_of_the_page() -> None:
    page = f'<h1 class="judul" "tabindex="0">{TITLE}</h1>' + f'<p class="isi">{PARAGRAPHS[0]}</p>' * 1_000
    assert simplified(page) is page
