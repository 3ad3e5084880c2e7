import re
import tomllib
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from warta.facts.statements import Statements, statements
from warta.terms import Role

STORIES = tomllib.loads((Path(__file__).parent / "press.toml").read_text("utf-8"))["stories"]


def told(title: str, body: str) -> Statements:
    text = f"{title}\n\n{body.strip()}"
    pages = pl.DataFrame({"text": [text]})
    spans = [(Role.TITLE, 0, len(title))] if title else []
    spans += [
        (Role.BODY, paragraph.start(), paragraph.end())
        for paragraph in re.finditer(r"[^\n]+", text)
        if paragraph.start() > len(title)
    ]
    kept = pl.DataFrame(
        [(0, number, role, start, end, text[start:end]) for number, (role, start, end) in enumerate(spans)],
        schema=["page", "seq", "role", "start", "end", "text"],
        orient="row",
    )
    return statements(pages, kept)


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story["id"])
def test_units(story: dict[str, Any]) -> None:
    assert set(told(story["title"], story["body"]).units["unit"]) == set(story["units"])


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story["id"])
def test_officials(story: dict[str, Any]) -> None:
    people = told(story["title"], story["body"]).people.filter("is_official")
    assert sorted(zip(people["name"], people["rank"].fill_null(""), strict=True)) == sorted(
        map(tuple, story["officials"])
    )


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story["id"])
def test_quotes(story: dict[str, Any]) -> None:
    quotes = told(story["title"], story["body"]).quotes
    found = list(zip(quotes["text"], quotes["speaker"].fill_null(""), strict=True))
    expected = [tuple(quote) for quote in story["quotes"]]
    assert [
        (text[: len(first)], speaker) for (text, speaker), (first, _) in zip(found, expected, strict=False)
    ] == expected
    assert len(found) == len(expected)
