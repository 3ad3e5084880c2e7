"""The dates of pages: what of each page is read for them, and what follows for when it was published."""

from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

import polars as pl

from warta.facts.dates import TRACED, TRACES
from warta.facts.tables import frame_of
from warta.facts.timeline import (
    YEAR_TRACE,
    Dated,
    Line,
    Publication,
    earliest_publication,
    named_year,
    publication,
    read_line,
    timeline,
)
from warta.terms import DateBasis, Precision, Role

DATES: Final = pl.Schema(
    {
        "page": pl.UInt32(),
        "start": pl.UInt32(),
        "end": pl.UInt32(),
        "text": pl.String(),
        "role": pl.String(),  # published, updated, event, statement, photo, history or future
        "date": pl.Date(),  # the first of the month where only the month is printed; null where not resolved
        "precision": pl.String(),  # minute, day, month, weekday or relative (`hari ini`)
        "year_basis": pl.String(),  # printed, published, page or weekday
        "weekday": pl.UInt8(),  # as printed, Monday is 1
        "weekday_ok": pl.Boolean(),  # whether it fits the date; null where none is printed
        "time": pl.String(),  # HH:MM
        "zone": pl.String(),
        "not_before": pl.Date(),  # bounds of a bare weekday
        "not_after": pl.Date(),
    }
)
"""One row a date of the kept text."""

_PUBLISHED: Final = pl.Schema(
    {
        "timestamp": pl.String(),
        "published_date": pl.Date(),
        "published_precision": pl.String(),
        "published_basis": pl.String(),
        "published_time": pl.String(),
        "published_zone": pl.String(),
        "published_not_before": pl.Date(),
        "date": pl.Date(),
        "date_basis": pl.String(),
    }
)
# Western Indonesian Time: Sumatra, Java, West and Central Kalimantan; eastern: the Moluccas and Papua.
_WESTERN: Final = r"^(?:[123]|6[12])"
_EASTERN: Final = r"^[89]"


class Calendar(NamedTuple):
    """What pages say of time, one entry a page."""

    published: list[Publication | None]
    years: list[int | None]  # the one that a page names most
    dates: list[list[Dated]]


def read_calendar(pages: pl.DataFrame, kept: pl.DataFrame) -> Calendar:
    """Find when pages were published and what dates they print.

    Args:
        pages: url, fetched_at and metadata_published of the pages (String).
        kept: Kept spans (`warta.facts.kept.KEPT_SPANS`), datelines apart.
    """
    lines = _lines(kept)
    bodies = dict(kept.filter(role=Role.BODY).group_by("page").agg(pl.col("seq").min()).iter_rows())
    naming = kept.filter(YEAR_TRACE).group_by("page").agg("text")
    texts = dict(zip(naming["page"].to_list(), naming["text"].to_list(), strict=True))
    calendar = Calendar([], [], [])
    sources = pages.select("metadata_published", "url", "fetched_at").iter_rows()
    for page, (metadata, url, fetched_at) in enumerate(sources):
        fetched, printed = _day(fetched_at), lines.get(page, [])
        published = publication(printed, bodies.get(page), metadata, url)
        year = named_year(texts[page], fetched) if page in texts else None
        calendar.published.append(published)
        calendar.years.append(year)
        calendar.dates.append(timeline(printed, published, fetched, year) if printed else [])
    return calendar


def _lines(kept: pl.DataFrame) -> dict[int, list[Line]]:
    """Read the lines that bear a trace of a date, by their page."""
    traced = kept.filter(TRACED).select("page", "seq", "role", "start", "text", traces=TRACES)
    lines: dict[int, list[Line]] = {}
    for page, *span in traced.iter_rows():
        lines.setdefault(page, []).append(read_line(*span))
    return lines


def _day(printed: str | None) -> date | None:
    try:
        return date.fromisoformat(printed[:10]) if printed else None
    except ValueError:
        return None


def published_frame(calendar: Calendar, regions: pl.Series) -> pl.DataFrame:
    """Tabulate when pages were published and of what day they are.

    Args:
        calendar: What the pages say of time.
        regions: Codes of their regions (String), for the time zone where none is printed.

    Returns:
        One row a page: the columns of `warta.facts.articles.ARTICLES` on publication and date.
    """
    rows = (_row(*of_page) for of_page in zip(calendar.published, calendar.dates, strict=True))
    stated = pl.col("published_zone").is_not_null()
    region = pl.lit(regions)
    assumed = (
        pl.when(region.str.contains(_WESTERN))
        .then(pl.lit("WIB"))
        .when(region.str.contains(_EASTERN))
        .then(pl.lit("WIT"))
        .when(region.is_not_null())
        .then(pl.lit("WITA"))
    )
    return frame_of(rows, _PUBLISHED).with_columns(
        published_zone=pl.when(stated)
        .then("published_zone")
        .when(pl.col("published_time").is_not_null())
        .then(assumed),
        published_zone_basis=pl.when(stated)
        .then(pl.lit("stated"))
        .when(pl.col("published_time").is_not_null(), region.is_not_null())
        .then(pl.lit("assumed")),
    )


def _row(published: Publication | None, dates: Sequence[Dated]) -> tuple[object, ...]:
    if published is None:
        day, basis = _reported_day(dates)
        return (None, None, Precision.NONE.value, *[None] * 3, earliest_publication(dates), day, basis)
    return (
        published.line,
        published.value,
        published.precision,
        published.basis,
        published.time,
        published.zone,
        None,
        published.value,
        DateBasis.PUBLISHED.value,
    )


def _reported_day(dates: Sequence[Dated]) -> tuple[date | None, str]:
    """Give the day of an article without date of publication: the last of speech, else of an event."""
    for basis in _REPORTED:
        days = [
            each.value
            for each in dates
            if each.value and each.role == basis and each.precision in ("day", "minute")
        ]
        if days:
            return max(days), basis
    return None, DateBasis.NONE.value


_REPORTED: Final = (DateBasis.STATEMENT.value, DateBasis.EVENT.value)


def dates_frame(calendar: Calendar) -> pl.DataFrame:
    """Tabulate the dates that pages print: DATES."""
    return frame_of(((page, *dated) for page, dates in enumerate(calendar.dates) for dated in dates), DATES)
