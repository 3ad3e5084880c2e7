"""The tables of a release: for each its model, key, order and partition."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

import pandera.polars as pa
import polars as pl

from schemas.articles import Articles
from schemas.duplicates import Duplicates
from schemas.evidence import Evidence
from schemas.ids import Ids
from schemas.mentions import Mentions
from schemas.near_copies import NearCopies
from schemas.people import People
from schemas.quotes import Quotes
from schemas.redactions import Redactions
from schemas.rejects import Rejects
from schemas.spans import Spans

SCHEMA_VERSION: Final = "4.0.1"
"""Semantic version of all declarations: a column less, of another type or null where it was not, or files
elsewhere, is major; another word in a description is a patch, since releases hold the descriptions too."""


@dataclass(frozen=True, slots=True)
class Table:
    """A published table.

    Attributes:
        name: Folder of its files.
        title: What its rows are, in a few words.
        model: Columns and checks.
        key: Columns that name a row; null is a value like any other.
        sort: Columns that its rows are sorted by within a file, nulls last.
        partition: Hive key in the path of its files, for large tables; null where the table is one file.
        references: Columns that name a row of another table, with the name of that table.
    """

    name: str
    title: str
    model: type[pa.DataFrameModel]
    key: tuple[str, ...]
    sort: tuple[str, ...]
    partition: str | None = None
    references: Mapping[str, str] = field(default_factory=dict)

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns, in order."""
        return tuple(self.schema.columns)

    @property
    def schema(self) -> pa.DataFrameSchema:
        """The model as Pandera schema."""
        return self.model.to_schema()

    @property
    def description(self) -> str:
        """What the model's docstring says."""
        return " ".join((self.model.__doc__ or "").split())


_PAGE: Final = ("source_path", "source_row")
_PLACE: Final = ("article_id", "start")
_ARTICLE: Final = {"article_id": "articles"}
_MONTH: Final = "month"

TABLES: Final[Mapping[str, Table]] = MappingProxyType(
    {
        table.name: table
        for table in (
            Table(
                "articles",
                "Articles",
                Articles,
                key=("article_id",),
                sort=("date", "article_id"),
                partition=_MONTH,
            ),
            Table(
                "spans",
                "Ledger of every page",
                Spans,
                key=("article_id", "start"),
                sort=("article_id", "start"),
                partition=_MONTH,
            ),
            Table(
                "duplicates",
                "Exact copies",
                Duplicates,
                key=_PAGE,
                sort=_PAGE,
                references={"original_id": "articles"},
            ),
            Table("quotes", "Quotations", Quotes, key=_PLACE, sort=_PLACE, references=_ARTICLE),
            Table("people", "Officials", People, key=_PLACE, sort=_PLACE, references=_ARTICLE),
            Table(
                "mentions",
                "Dates, places, units and telephone numbers",
                Mentions,
                key=(*_PLACE, "end", "kind"),
                sort=(*_PLACE, "end", "kind"),
                partition=_MONTH,
                references=_ARTICLE,
            ),
            Table(
                "evidence",
                "Where facts stand",
                Evidence,
                key=(*_PLACE, "end", "fact"),
                sort=(*_PLACE, "end", "fact"),
                references=_ARTICLE,
            ),
            Table(
                "redactions",
                "Private data taken out",
                Redactions,
                key=_PLACE,
                sort=_PLACE,
            ),
            Table(
                "near_copies",
                "Near copies",
                NearCopies,
                key=("article_id",),
                sort=("original_id", "article_id"),
                references={"article_id": "articles", "original_id": "articles", "source_id": "articles"},
            ),
            Table("rejects", "Pages kept out", Rejects, key=_PAGE, sort=_PAGE),
        )
    }
)
"""Every table that a build makes, in the order in which they are listed."""

WITH_PLACES: Final = tuple(
    name for name, table in TABLES.items() if {"start", "end"} <= table.model.__annotations__.keys()
)
"""The tables whose rows stand somewhere in the text of a page."""

IDS: Final = Table("ids", "Articles of all releases", Ids, key=("article_id",), sort=("article_id",))
"""Made from the release before; as it tells versions, it is no part of what the content hash is of."""

PUBLISHED: Final[Mapping[str, Table]] = MappingProxyType({**TABLES, IDS.name: IDS})
"""Every table of a release."""

UNKNOWN_MONTH: Final = "unknown"

_FETCHED_MONTH: Final = r"^([0-9]{4}-(?:0[1-9]|1[0-2]))-"


def partition(date: pl.Expr, fetched_at: pl.Expr) -> pl.Expr:
    """The partition that all rows of a page stand in: the month of its date, `YYYY-MM`.

    New pages are to be in few files, and not in those of full months that are long past. So pages that were
    fetched later than in the month after their own stand in a file beside that of their month
    (`YYYY-MM/late`), and pages without a date in `unknown`, in a file for each month in which they were
    fetched (`unknown/YYYY-MM`). Where that is not known, they stand with the others.

    Args:
        date: Date of the page's article.
        fetched_at: When the page was fetched, as ISO 8601.
    """
    fetched, month = fetched_at.str.extract(_FETCHED_MONTH), date.dt.strftime("%Y-%m")
    following = date.dt.offset_by("1mo").dt.strftime("%Y-%m")
    late = pl.when(fetched > following).then(pl.format("{}/late", month))
    undated = pl.format(f"{UNKNOWN_MONTH}/{{}}", fetched).fill_null(UNKNOWN_MONTH)
    return pl.coalesce(late, month, undated)


def partition_path(key: str, partition: str) -> str:
    """Where the file of a partition stands below its table's folder, without its ending.

    Args:
        key: The table's hive key.
        partition: Its value, and the file after a `/` where it has more than one.
    """
    month, _, file = partition.partition("/")
    return f"{key}={month}/part-{file or 0}"


def partition_at(path: str) -> str | None:
    """The partition whose file stands at a path; null where the table has no hive key."""
    *_, folder, file = path.split("/")
    if "=" not in folder:
        return None
    month = folder.split("=", 1)[1]
    name = file.split(".", 1)[0].removeprefix("part-")
    return month if name == "0" else f"{month}/{name}"
