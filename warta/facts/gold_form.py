"""The facts of pages as JSON objects: one page one object, as `warta facts` prints them.

The keys are those of the hand-made facts that the project is measured with: title, outlet, authors, editors,
syndicated_from, published, dateline_place, region, event_dates, election, units, officials, quotes, activity,
is_exercise, phones. Their officials are of police, election bodies and government: officers of the army, whom
records have too, are none.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from warta.facts.vocabulary import words
from warta.terms import PublishedBasis

if TYPE_CHECKING:
    from warta.facts import Facts

_ARMY_RANKS: Final = [
    entry["rank"].split()[0]
    for entry in words("ranks")["ranks"]
    if entry["force"] == "military" and not entry["rank"].endswith(" TNI")
]
_OF_ARMY: Final = (
    pl.col("rank").str.ends_with(" TNI") | pl.col("rank").str.split(" ").list.first().is_in(_ARMY_RANKS)
).fill_null(False)
_AS_THEY_ARE = (
    "title",
    "outlet",
    "authors",
    "editors",
    "syndicated_from",
    "dateline_place",
    "region",
    "election",
    "activity",
    "is_exercise",
)


def facts_json(pages: pl.DataFrame, found: "Facts") -> Iterator[dict[str, Any]]:
    """Give `{"id", "facts"}` for each page, in order.

    Args:
        pages: Pages (`warta.frames.PAGES`).
        found: Their facts.
    """
    events = _event_dates(found.dates)
    units = _lists(found.units, pl.col("unit"))
    officials = _lists(found.people.filter("is_official", ~_OF_ARMY), pl.struct("name", "rank", "position"))
    quotes = _lists(found.quotes, pl.struct("text", "speaker"))
    phones = _lists(found.phones, pl.struct("number", "kind"))
    for page_id, row in zip(pages["page_id"], found.articles.iter_rows(named=True), strict=True):
        page = row["page"]
        facts = {key: row[key] for key in _AS_THEY_ARE} | {
            "published": _published(row),
            "event_dates": events.get(page, []),
            "units": list(dict.fromkeys(units.get(page, []))),
            "officials": officials.get(page, []),
            "quotes": quotes.get(page, []),
            "phones": phones.get(page, []),
        }
        yield {"id": page_id, "facts": facts}


def _published(row: dict[str, Any]) -> dict[str, str] | None:
    """Give the day that the page prints; one of the metadata or address stands in the record only."""
    if row["published_basis"] != PublishedBasis.PAGE:
        return None
    return {"date": row["published_date"].isoformat(), "precision": row["published_precision"]}


def _event_dates(dates: pl.DataFrame) -> dict[int, list[str]]:
    """Collect the days of speech and events; days to come only with their weekday, as planned acts."""
    reported = pl.col("role").is_in(["event", "statement"])
    planned = (pl.col("role") == "future") & pl.col("weekday").is_not_null()
    days = (
        dates.filter(
            pl.col("date").is_not_null(),
            pl.col("precision").is_in(["day", "minute", "relative"]),
            reported | planned,
        )
        .select("page", day=pl.col("date").dt.to_string("iso"))
        .unique()
        .sort("page", "day")
    )
    return _lists(days, pl.col("day"))


def _lists(frame: pl.DataFrame, value: pl.Expr) -> dict[int, list[Any]]:
    """Collect the values of each page, in order."""
    grouped = frame.select("page", value.alias("value")).group_by("page", maintain_order=True).agg("value")
    return dict(grouped.iter_rows())
