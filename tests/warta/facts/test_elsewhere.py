import tomllib
from pathlib import Path

import polars as pl
import pytest

from tests.warta.facts.quiet import quiet_text
from tests.warta.facts.test_press import told
from warta import cleaning, facts
from warta.frames import PAGES

TEXTS = tomllib.loads((Path(__file__).parent / "elsewhere.toml").read_text("utf-8"))["texts"]
QUIET = 208
"""How many texts are drawn of all topics together; 1,000 and more were counted by hand."""


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text[:40])
def test_no_police_and_no_officials_are_invented(text: str) -> None:
    found = told("", text)
    assert found.units["unit"].to_list() == []
    assert found.people.filter("is_official")["name"].to_list() == []
    assert found.phones.is_empty()


def test_of_news_without_police_fewer_than_1_in_100_is_given_what_the_police_do() -> None:
    texts = [quiet_text(number) for number in range(QUIET)]
    pages = pl.DataFrame(
        {"page_id": [str(number) for number in range(QUIET)], "text": [quiet.text for quiet in texts]}
    )
    pages = pages.match_to_schema(PAGES, missing_columns="insert")
    found = facts.extract(pages, cleaning.clean(pages))
    told_of = [row["facts"] for row in facts.facts_json(pages, found)]
    invented = [
        quiet.text
        for quiet, row, operation in zip(texts, told_of, found.articles["operation"], strict=True)
        if row["units"]
        or not {official["name"] for official in row["officials"]} <= quiet.officials
        or row["activity"] not in (None, "other")
        or row["election"] not in ("none", "other")
        or operation
    ]
    assert len({quiet.text for quiet in texts}) == QUIET
    assert len(invented) * 100 < QUIET, invented
