"""The records of all shards to the tables of a release, in one order whatever the shards were.

They are taken part by part, so that memory follows from the largest part, not from the size of the dataset.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Final

import polars as pl

from schemas.frames import conform, polars_schema
from schemas.tables import TABLES, Table
from warta.assembly.fates import Fates, copies_with_sources
from warta.assembly.listing import ARTICLES, LEDGERS, Before
from warta.assembly.parting import parted
from warta.assembly.shards import order_of, scan_records, shards_of
from warta.numbers import as_ids
from warta.rights import withheld

_PAGES_PER_PART: Final = 2_500
"""Pages whose rows are in memory at one time."""
_MOST_NEW: Final = 5_000
"""New pages whose rows are held to be put among those of a file of the release before."""

_OF_LEDGERS: Final = ("spans", "redactions")


@dataclass(frozen=True, slots=True)
class Rows:
    """The next rows of a table, sorted as it is; all are of one partition (`schemas.tables.partition`)."""

    frame: pl.DataFrame
    partition: str | None = None


def merge(
    folders: Sequence[Path],
    fates: Fates,
    table: str,
    scratch: Path,
    kept: Collection[str] = (),
    before: Before | None = None,
) -> Iterator[Rows]:
    """The rows of a table of a release, partition after partition.

    Args:
        folders: The shards' folders, each built.
        fates: What becomes of their pages.
        table: Name of the table.
        scratch: A folder for what is too much for memory.
        kept: Partitions that are not wanted, of a table that has such.
        before: What the release before has of the rows: where few are new, only these are looked for.
    """
    if table == "duplicates":
        yield Rows(_finished(table, copies_with_sources(folders, fates.copies), fates))
        return
    decided = {"near_copies": fates.near_copies, "rejects": fates.rejects}
    if table in decided:
        yield Rows(_finished(table, decided[table], fates))
        return
    pages = _pages(fates, table, kept)
    rows_before = _rows_before(pages, table, before) if before else {}
    continued = pl.DataFrame({"file": list(rows_before)}, {"file": pl.String})
    made_anew = pages.join(continued, on="file", how="anti", nulls_equal=True)
    yield from _records(folders, fates, table, made_anew, scratch)
    if before and rows_before:
        added = pages.join(continued, on="file", how="semi", nulls_equal=True).join(
            _listed(before.added, table), on="page", how="semi"
        )
        gone = as_ids(_listed(before.gone, table)["article_id"])
        yield from _continued(table, rows_before, gone, _records(folders, fates, table, added, scratch))


def _pages(fates: Fates, table: str, kept: Collection[str]) -> pl.DataFrame:
    """The pages that a table has rows of; `file` is their partition where the table has such."""
    pages = fates.ledgers if table in _OF_LEDGERS else fates.articles
    if TABLES[table].partition is None:
        return pages.with_columns(file=pl.lit(None, pl.String))
    return pages.with_columns(file="partition").filter(~pl.col("file").is_in(sorted(kept)))


def _records(
    folders: Sequence[Path], fates: Fates, table: str, pages: pl.DataFrame, scratch: Path
) -> Iterator[Rows]:
    """The rows of pages, from the shards that hold any of them."""
    if pages.is_empty():
        return
    ordered = pages.sort(order_of(table), nulls_last=True)
    in_range, place = _in_range(ordered, table), pl.int_range(pl.len())
    holding = shards_of(folders, pages.select("page"))
    shards = (scan_records([folder], table).filter(in_range).collect() for folder in holding)
    for found in parted(shards, ordered.select("page", part=place // _PAGES_PER_PART), scratch):
        if TABLES[table].partition is None:
            yield Rows(_finished(table, found, fates))
            continue
        for (partition,), rows in sorted(found.partition_by("partition", as_dict=True).items()):
            yield Rows(_finished(table, rows, fates), partition)


def _rows_before(pages: pl.DataFrame, table: str, before: Before) -> dict[str | None, Iterator[pl.DataFrame]]:
    """The rows of the release before, by partition, of the partitions in which few pages are new."""
    is_new = pl.col("page").is_in(_listed(before.added, table)["page"].implode())
    few = is_new.sum() <= pl.min_horizontal(pl.len() // 2, _MOST_NEW)
    files = pages.group_by("file").agg(few.alias("few")).filter("few")["file"].sort()
    rows = {file: before.rows(table, file) for file in files}
    return {file: found for file, found in rows.items() if found is not None}


def _continued(
    table: str,
    rows_before: Mapping[str | None, Iterator[pl.DataFrame]],
    gone: pl.Series,
    fresh: Iterator[Rows],
) -> Iterator[Rows]:
    """Partitions of the release before, without the rows of articles that are gone and with fresh rows.

    Args:
        table: Name of the table.
        rows_before: Its rows in the release before, by partition.
        gone: Ids of the articles whose rows go.
        fresh: Rows to put among them, partition after partition.
    """
    left = dict(rows_before)
    for partition, parts in groupby(fresh, key=lambda rows: rows.partition):
        new = pl.concat(part.frame for part in parts)
        for rows in _sorted_in(TABLES[table], left.pop(partition), gone, new):
            yield Rows(rows, partition)
    nothing = pl.DataFrame(schema=polars_schema(TABLES[table]))
    for partition, before in left.items():
        for rows in _sorted_in(TABLES[table], before, gone, nothing):
            yield Rows(rows, partition)


def _listed(listed: pl.DataFrame, table: str) -> pl.DataFrame:
    return listed.filter(pl.col("list") == (LEDGERS if table in _OF_LEDGERS else ARTICLES))


def _sorted_in(
    table: Table, before: Iterator[pl.DataFrame], gone: pl.Series, new: pl.DataFrame
) -> Iterator[pl.DataFrame]:
    """Sorted rows with new ones sorted in among them, without those of articles that are gone."""
    for rows in before:
        staying = rows.filter(~pl.col("article_id").is_in(gone.implode()))
        if staying.is_empty():
            continue
        both = pl.concat([staying.with_columns(new=False), new.with_columns(new=True)])
        both = both.sort(table.sort, nulls_last=True)
        end = int(both["new"].not_().arg_true()[-1]) + 1  # what comes later may stand among the next rows
        yield both.head(end).drop("new")
        new = both.slice(end).drop("new")
    if new.height:
        yield new.sort(table.sort, nulls_last=True)


def _in_range(pages: pl.DataFrame, table: str) -> pl.Expr:
    """Whether a record is in the range of the shards' order that holds some pages: all else is not read.

    Args:
        pages: `partition`, `date` and `article_id` of the pages, sorted as records are in shards.
        table: Name of the table.
    """
    partitions = pages["partition"].unique().sort()
    here = pl.col("partition").is_in(partitions.implode())
    if TABLES[table].partition is not None and len(partitions) > 1:
        return here
    if table == "articles" and not pages["date"].null_count():
        return here & pl.col("date").is_between(pages["date"][0], pages["date"][-1])
    first, last = as_ids(pages["article_id"].gather([0, -1]))
    return here & pl.col("article_id").is_between(pl.lit(first), pl.lit(last))


def _finished(table: str, frame: pl.DataFrame, fates: Fates) -> pl.DataFrame:
    """Records as a release has them."""
    declared = TABLES[table]
    rows = withheld(table, conform(frame, declared), fates.withholding)
    return rows.sort(declared.sort, nulls_last=True)
