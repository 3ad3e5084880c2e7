"""Facts stay where marks, blanks and blank lines of a story change."""

import re
from collections.abc import Iterator
from itertools import cycle
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.warta.facts.test_press import STORIES, told
from warta.facts.statements import Statements

PLAIN = [story for story in STORIES if "nested" not in story["id"] and "sloppy" not in story["id"]]
STYLES = [("“", "”"), ('"', '"'), ('"', "”"), ("«", "»"), ("„", "“"), ("''", "''"), ("â€œ", "â€\u009d")]


def restyled(body: str, opening: str, closing: str) -> str:
    def paragraphs() -> Iterator[str]:
        marks = cycle((opening, closing))
        for paragraph in body.split("\n"):
            yield re.sub(r"[\"“”]", lambda _: next(marks), paragraph)

    return "\n".join(paragraphs())


def folded(found: Statements) -> dict[str, Any]:
    def fold(text: str) -> str:
        return re.sub(r"[\"“”„«»]|''|â€.", "", " ".join(text.split()))

    officials = found.people.filter("is_official")
    return {
        "units": set(found.units["unit"]),
        "officials": sorted(zip(officials["name"], officials["rank"].fill_null(""), strict=True)),
        "quotes": [
            (fold(text), speaker) for text, speaker in found.quotes.select("text", "speaker").iter_rows()
        ],
        "phones": sorted(found.phones["number"]),
    }


@settings(max_examples=60)
@given(st.sampled_from(PLAIN), st.sampled_from(STYLES))
def test_any_style_of_marks_gives_the_same_facts(story: dict[str, Any], style: tuple[str, str]) -> None:
    assert folded(told(story["title"], restyled(story["body"], *style))) == folded(
        told(story["title"], story["body"])
    )


@settings(max_examples=60)
@given(
    st.sampled_from(STORIES), st.randoms(use_true_random=False), st.sampled_from(["\u00a0", "\t", "\u202f"])
)
def test_other_blanks_give_the_same_facts(story: dict[str, Any], random: Any, blank: str) -> None:
    body = re.sub(" ", lambda _: blank if random.random() < 0.2 else " ", story["body"])
    assert folded(told(story["title"], body)) == folded(told(story["title"], story["body"]))


@settings(max_examples=60)
@given(st.sampled_from(STORIES), st.randoms(use_true_random=False))
def test_blank_lines_give_the_same_facts(story: dict[str, Any], random: Any) -> None:
    body = re.sub("\n+", lambda _: "\n" * random.randint(1, 4), story["body"])
    assert folded(told(story["title"], body)) == folded(told(story["title"], story["body"]))


@settings(max_examples=60)
@given(st.lists(st.sampled_from(STORIES), min_size=1, max_size=3), st.text(max_size=30))
def test_evidence_gives_back_its_text(stories: list[dict[str, Any]], noise: str) -> None:
    body = f"\n\n{noise.strip()}\n\n".join(story["body"].strip() for story in stories)
    text = f"\n\n{body.strip()}"
    found = told("", body)
    for frame in (found.units, found.quotes):
        for start, end, printed in frame.select("start", "end", "text").iter_rows():
            assert text[start:end] == printed
    for start, end, number in found.phones.select("start", "end", "number").iter_rows():
        assert text[start:end] == number
    for start, end, name in found.people.select("start", "end", "name").iter_rows():
        assert " ".join(text[start:end].split()).casefold() == name.casefold()
    for start, end, words in (
        found.quotes.drop_nulls().select("attribution_start", "attribution_end", "attribution").iter_rows()
    ):
        assert text[start:end] == words
