"""When pages were published and of what day they are, as the columns of articles say it."""

from datetime import date
from typing import Any

import polars as pl
import pytest

from warta.facts.dating import Calendar, published_frame
from warta.facts.timeline import Dated, Publication

NOTHING_MORE = (None, None, None, None, None, None, None)


def dated(role: str, value: date | None, precision: str = "day") -> Dated:
    return Dated(0, 1, "x", role, value, precision, *NOTHING_MORE)


def row(published: Publication | None, *dates: Dated, region: str | None = None) -> dict[str, Any]:
    told = Calendar([published], [None], [list(dates)])
    return published_frame(told, pl.Series([region], dtype=pl.String)).row(0, named=True)


@pytest.mark.parametrize(
    ("region", "zone"),
    [
        *(("11.71", "WIB"), ("35.07", "WIB"), ("61.01", "WIB"), ("62.71", "WIB")),
        *(("51.03", "WITA"), ("63.71", "WITA"), ("65.02", "WITA"), ("73.71", "WITA")),
        *(("81.01", "WIT"), ("91.71", "WIT"), (None, None)),
    ],
)
def test_a_time_without_a_zone_is_in_that_of_the_region(region: str | None, zone: str | None) -> None:
    found = row(Publication(date(2024, 11, 5), "minute", "page", "08:15"), region=region)
    assert (found["published_zone"], found["published_zone_basis"]) == (zone, zone and "assumed")


def test_a_zone_that_is_printed_stays_and_a_page_without_a_time_has_none() -> None:
    printed = row(Publication(date(2024, 11, 5), "minute", "page", "08:15", "WIT"), region="35.07")
    assert (printed["published_zone"], printed["published_zone_basis"]) == ("WIT", "stated")
    timeless = row(Publication(date(2024, 11, 5), "day", "page"), region="35.07")
    assert (timeless["published_zone"], timeless["published_zone_basis"]) == (None, None)


def test_an_article_that_says_not_when_it_was_published_is_of_the_last_day_on_which_somebody_spoke() -> None:
    spoken = [dated("statement", date(2024, 11, day)) for day in (4, 6, 5)]
    found = row(None, dated("event", date(2024, 11, 9)), *spoken)
    assert (found["date"], found["date_basis"]) == (date(2024, 11, 6), "statement")
    assert found["published_date"] is None
    assert found["published_not_before"] == date(2024, 11, 9)


def test_where_nobody_speaks_it_is_of_the_last_day_of_which_it_tells() -> None:
    others = (dated("history", date(2024, 12, 1)), dated("event", date(2024, 12, 1), "month"))
    found = row(None, dated("event", date(2024, 11, 9)), dated("event", date(2024, 11, 8)), *others)
    assert (found["date"], found["date_basis"]) == (date(2024, 11, 9), "event")
    assert row(None, *others)["date_basis"] == "none"


def test_an_article_is_of_the_day_on_which_it_was_published() -> None:
    found = row(Publication(date(2024, 11, 5), "day", "page"), dated("statement", date(2024, 11, 4)))
    assert (found["date"], found["date_basis"]) == (date(2024, 11, 5), "published")
    assert found["published_not_before"] is None
