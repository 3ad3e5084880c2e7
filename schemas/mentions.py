"""The table `mentions`: dates, places, police units and telephone numbers in the text."""

import datetime as dt

import pandera.polars as pa
import polars as pl

from schemas.fields import ARTICLE_ID, Strings, field, has_no_null_items
from warta.terms import MentionKind

_OFFSET = "Unicode code points from the start of the page"


class Mentions(pa.DataFrameModel):
    """Dates, places, police units and official telephone numbers that an article names, where they stand."""

    article_id: str = field(
        "Article that the mention stands in.", "5f0c9a1de2b34c7788990a1b2c3d4e5f", str_matches=ARTICLE_ID
    )
    start: pl.Int32 = field("Where the mention begins.", 60, unit=_OFFSET, ge=0)
    end: pl.Int32 = field("Where it ends, exclusive.", 78, unit=_OFFSET, ge=1)
    kind: str = field("What is named.", "unit", values=MentionKind)
    text: str = field(
        "The mention as printed; null where the text is withheld and this is long.",
        "Polsek Rantau Jaya",
        null=True,
        str_length={"min_value": 1},
    )
    value: str = field(
        "What it means: the unit with its area written out, the level of the place (`province`, "
        "`regency`, `city` or `district`; null where it may be several), the number; null of dates.",
        "Polsek Rantau Jaya",
        null=True,
    )
    role: str = field(
        "Part that it plays: of a date what it is the day of (`published`, `updated`, `event`, "
        "`statement`, `photo`, `history`, `future`), of a place the role of its span, of a number whose "
        "it is (`emergency`, `official_hotline`); null of units.",
        "event",
        null=True,
    )
    basis: str = field(
        "How it was found: of a place by its `name`, behind its `kind`, in the name of a `unit`, as its "
        "`seat`, from the `dateline` or the `context`; of a unit by its `name`, a `post` in it or its "
        "`seat`; a number `printed`; of a date how its year was found: `printed`, from when the page was "
        "`published`, from the `page`, or by the `weekday`.",
        "name",
        null=True,
    )
    region: str = field(
        "Kemendagri code of the region that is meant; null where that is not known.",
        "35.07",
        null=True,
        str_matches=r"^[0-9]{2}(\.[0-9]{2}){0,2}$",
    )
    regions: Strings = field("All regions that a place's name may mean here.", ["35.07", "35.73"])
    parent: str = field("Of a unit, the unit above it.", "Polres Malang", null=True)
    command: pl.Int32 = field(
        "Of a unit, its place in the order of command: 1 headquarters, 2 Polda, 3 Polres, 4 Polsek, "
        "5 Polsubsektor.",
        4,
        null=True,
        ge=1,
        le=5,
    )
    date: pl.Date = field(
        "Of a date, the day; the first of the month where only that is named.", dt.date(2024, 9, 2), null=True
    )
    precision: str = field(
        "Of a date, how exactly it is named: `minute`, `day`, `month`, as a `weekday`, or `relative`.",
        "day",
        null=True,
    )
    weekday_ok: bool = field(
        "Of a date, whether the weekday printed with it is that of the day; null where none is.",
        True,
        null=True,
    )
    time: str = field(
        "Of a date, the time of day as HH:MM.", "09:15", null=True, str_matches=r"^[0-2][0-9]:[0-5][0-9]$"
    )
    zone: str = field("Of a time, its zone as printed.", "WIB", null=True)
    not_before: pl.Date = field(
        "Of a bare weekday, the first day that it can be.", dt.date(2024, 9, 2), null=True
    )
    not_after: pl.Date = field(
        "Of a bare weekday, the last day that it can be.", dt.date(2024, 9, 8), null=True
    )

    @pa.check("regions", error="no_null_items")
    def no_null_items(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """Lists hold values, not gaps."""
        return data.lazyframe.select(has_no_null_items(data.key))

    class Config:
        """Columns are exactly those declared."""

        name = "mentions"
        strict = True
