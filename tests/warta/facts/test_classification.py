from typing import Any

import polars as pl
import pytest

from tests.warta.facts.pages import pages
from warta.facts.classification import activities, elections, story_texts
from warta.facts.kept import kept_spans
from warta.facts.vocabulary import words
from warta.terms import Activity, Election, Role


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


@pytest.mark.parametrize(
    ("text", "activity"),
    [
        ("Polisi keliling kampung.", Activity.PRESS_STATEMENT),  # one hint is no activity yet
        ("Polisi keliling kampung dan menyisir pasar.", Activity.PATROL),
        # One word said again and again is outweighed by several.
        (
            "Polisi patroli, patroli, patroli, patroli, patroli, patroli, lalu bakti sosial, bansos, baksos "
            "dan donor darah.",
            Activity.SOCIAL_ASSISTANCE,
        ),
        # Polling stations are guarded only where something says so; else they are spoken of.
        ("Polisi silaturahmi, bicara soal tps , pemungutan suara dan pencoblosan.", Activity.COMMUNITY_VISIT),
        (
            "Polisi silaturahmi, mengawal tps , pemungutan suara dan pencoblosan.",
            Activity.POLLING_STATION_SECURITY,
        ),
    ],
)
def test_cues_are_weighed_by_how_many_there_are_and_what_they_are_of(text: str, activity: Activity) -> None:
    assert acts([text])["activity"].item() == activity


@pytest.mark.parametrize(
    ("text", "election"),
    [
        ("Warga panen bawang merah. " * 40 + "Ia dulu ikut pemilu.", Election.NONE),
        ("Warga panen bawang merah. " * 40 + "Ia ikut pemilu, lalu pemilu lagi.", Election.PEMILU_2024),
        ("Ia ikut pemilu. " + "Warga panen bawang merah. " * 40, Election.PEMILU_2024),
    ],
)
def test_an_election_named_once_in_passing_is_not_what_a_story_is_about(
    text: str, election: Election
) -> None:
    nothing = pl.Series([None])
    found = elections(stories([text]), nothing.cast(pl.Date), nothing.cast(pl.Date), nothing.cast(pl.Int32))
    assert found["election"].item() == election
