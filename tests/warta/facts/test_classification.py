from typing import Any

import polars as pl
import pytest

from tests.warta.facts.pages import pages
from warta.facts.classification import activities, elections, story_texts
from warta.facts.kept import kept_spans
from warta.facts.vocabulary import words
from warta.terms import Activity, Role


def acts(texts: list[str]) -> pl.DataFrame:
    told = stories(texts)
    unknown = pl.Series([None] * len(texts))
    voted = elections(told, unknown.cast(pl.Date), unknown.cast(pl.Date), unknown.cast(pl.Int32))
    return activities(told, voted["election"] != "none")


def stories(texts: list[str]) -> pl.DataFrame:
    frame, spans = pages([[(Role.BODY, text)] for text in texts])
    return story_texts(kept_spans(frame, spans), frame.height)


@pytest.mark.parametrize("example", words("activities")["examples"], ids=lambda example: example["text"][:40])
def test_examples_of_activities(example: dict[str, Any]) -> None:
    found = acts([example["text"]]).row(0, named=True)
    assert found["activity"] == example.get("activity")
    assert found["is_exercise"] == example.get("is_exercise", False)


@pytest.mark.parametrize("example", words("elections")["examples"], ids=lambda example: example["text"][:40])
def test_examples_of_elections(example: dict[str, Any]) -> None:
    days = pl.Series([example.get("day")], dtype=pl.Date)
    years = pl.Series([None], dtype=pl.Int32)
    since = pl.Series([example.get("since")], dtype=pl.Date)
    found = elections(stories([example["text"]]), days, since, years).row(0, named=True)
    assert found["election"] == example["election"]
    assert next(iter(found["election_phases"]), None) == example.get("phase")


def test_every_activity_has_an_example_and_is_known_to_the_record() -> None:
    ids = {activity["id"] for activity in words("activities")["activities"]}
    assert ids == {str(activity) for activity in Activity}
    assert ids == {
        example["activity"] for example in words("activities")["examples"] if "activity" in example
    }


def test_a_page_tells_the_same_alone_and_among_others() -> None:
    texts = [example["text"] for example in words("activities")["examples"]]
    together = acts(texts)["activity"].to_list()
    assert together == [acts([text])["activity"].item() for text in texts]
