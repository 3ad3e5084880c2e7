"""What is other in a release than in the one before: rows added, changed and removed, table by table."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import chain, islice, pairwise
from math import ceil
from pathlib import Path
from typing import Final, TypeVar

import polars as pl

from schemas.frames import polars_schema
from schemas.tables import TABLES, Table
from warta.publishing.errors import reading_from
from warta.publishing.manifest import File, Release
from warta.terms import Change

ROWS_AT_ONCE: Final = 200_000
BYTES_AT_ONCE: Final = 8_000_000
"""Bytes of Parquet files, of which long texts take several times as much in memory."""
_AT_ONCE: Final = 2
"""Ranges that are compared at the same time."""

NOT_CONTENT: Final = ("source_fetched_at", "warta_version", "rules_version")
"""Columns that alone do not make a row another: when it was fetched, and what program made it."""


def compare(old: Release, new: Release) -> Iterator[pl.DataFrame]:
    """Compare two releases by the keys of their tables.

    Files whose lines are the same are not read; of the others, a bounded number of rows at once.

    Yields:
        One row a difference, by table and key: `table`, `change`, `key` (struct of the table's key), and
        `fields`, the columns whose values differ, empty but for changed rows.
    """
    asked = chain.from_iterable(_parts(old, new, table) for table in TABLES.values())
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        while some := list(islice(asked, _AT_ONCE)):
            yield from (found for found in pool.map(lambda compared: compared(), some) if found.height)


def _parts(old: Release, new: Release, table: Table) -> Iterator[Callable[[], pl.DataFrame]]:
    """What compares the rows of a table, range after range."""
    lines = _lines(old, table), _lines(new, table)
    same = lines[0].items() & lines[1].items()
    paths = [[path for path in each if (path, each[path]) not in same] for each in lines]
    for low, high in id_ranges(table, *(_files(*each) for each in zip((old, new), paths, strict=True))):
        yield partial(_compared, table, (old, new), paths, low, high)


def _compared(
    table: Table,
    releases: tuple[Release, Release],
    paths: Sequence[Collection[str]],
    low: str | None,
    high: str | None,
) -> pl.DataFrame:
    before, after = (
        read_rows(release.path, table, concerned, low, high)
        for release, concerned in zip(releases, paths, strict=True)
    )
    return _differences(table, *_unlike(table, before, after))


def _lines(release: Release, table: Table) -> Mapping[str, str]:
    """The Parquet files of a table, each with the hash of the same rows as JSON Lines."""
    return {
        file.path.removeprefix("jsonl/").removesuffix(".jsonl.gz") + ".parquet": file.lines_sha256
        for file in release.manifest.files
        if file.table == table.name and file.lines_sha256
    }


def id_ranges(table: Table, *releases: Sequence[File]) -> Iterator[tuple[str | None, str | None]]:
    """Ranges of article ids that each hold a bounded number of rows of a table, and of bytes: ids are hashes.

    A table whose key is not of articles is one range, and so is one of few rows; null is no bound.

    Args:
        table: The table.
        releases: The Parquet files of it that are concerned, of each release.
    """
    parts = 1
    if table.key[0] == "article_id":
        for files in releases:
            rows, size = sum(file.rows or 0 for file in files), sum(file.bytes for file in files)
            parts = max(parts, ceil(rows / ROWS_AT_ONCE), ceil(size / BYTES_AT_ONCE))
    bounds = [None, *(f"{part * 0x10000 // parts:04x}" for part in range(1, parts)), None]
    yield from pairwise(bounds)


def _files(release: Release, paths: Collection[str]) -> list[File]:
    return [file for file in release.manifest.files if file.path in paths]


Rows = TypeVar("Rows", pl.DataFrame, pl.LazyFrame)


def within(rows: Rows, low: str | None, high: str | None) -> Rows:
    """The rows whose article id is at least `low` and less than `high`; null is no bound."""
    if low is not None:
        rows = rows.filter(pl.col("article_id") >= low)
    if high is not None:
        rows = rows.filter(pl.col("article_id") < high)
    return rows


def read_rows(
    folder: Path, table: Table, paths: Collection[str], low: str | None, high: str | None
) -> pl.DataFrame:
    """Rows of a range of ids; a column that the files do not have is null.

    Args:
        folder: Folder of a release.
        table: The table.
        paths: Parquet files of it.
        low: Least article id; null for no bound.
        high: Id that all are less than; null for no bound.

    Raises:
        BrokenReleaseError: A file is damaged or gone.
    """
    schema = polars_schema(table)
    if not paths:
        return pl.DataFrame(schema=schema)
    rows = pl.scan_parquet([folder / path for path in paths], hive_partitioning=False)
    rows = within(rows, low, high)
    with reading_from(f"{folder}: {table.name}"):
        there = rows.collect_schema().names()
        return rows.select(
            (pl.col(name) if name in there else pl.lit(None)).cast(dtype).alias(name)
            for name, dtype in schema.items()
        ).collect()


def _unlike(table: Table, old: pl.DataFrame, new: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Leave out the rows of what both hold, where they are the same in both, as they mostly are."""
    name = table.key[0]
    shared, ours = (
        rows.select(pl.col(name).is_in(others[name].implode())).to_series()
        for rows, others in ((old, new), (new, old))
    )
    if old.filter(shared).equals(new.filter(ours)):
        return old.filter(~shared), new.filter(~ours)
    return old, new


def _differences(table: Table, old: pl.DataFrame, new: pl.DataFrame) -> pl.DataFrame:
    both = old.with_columns(was=True).join(
        new.with_columns(now=True), on=table.key, how="full", coalesce=True, nulls_equal=True, suffix=" now"
    )
    was, now = pl.col("was").is_not_null(), pl.col("now").is_not_null()
    differs = {
        name: pl.col(name).ne_missing(pl.col(f"{name} now"))
        for name in table.columns
        if name not in table.key
    }
    change = (
        pl.when(~was)
        .then(pl.lit(Change.ADDED.value))
        .when(~now)
        .then(pl.lit(Change.REMOVED.value))
        .when(pl.any_horizontal(differs[name] for name in differs if name not in NOT_CONTENT))
        .then(pl.lit(Change.CHANGED.value))
    )
    fields = pl.concat_list(pl.when(differs[name]).then(pl.lit(name)) for name in differs).list.drop_nulls()
    return (
        both.with_columns(change.alias("change"))
        .drop_nulls("change")
        .sort(table.key, nulls_last=True)
        .select(
            pl.lit(table.name).alias("table"),
            "change",
            pl.struct(table.key).alias("key"),
            pl.when(was & now).then(fields).otherwise([]).alias("fields"),
        )
    )
