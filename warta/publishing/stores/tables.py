"""The tables of a release: their Parquet files, and their rows."""

from collections.abc import Collection, Sequence
from pathlib import Path

import polars as pl

from schemas.tables import PUBLISHED
from warta.publishing.manifest import File, Manifest


def data_files(manifest: Manifest, table: str, months: Collection[str] | None = None) -> list[File]:
    """The Parquet files of a table.

    Args:
        manifest: Of the release.
        table: Name of the table.
        months: Partitions that are wanted, of a table that has such; null for all.

    Raises:
        LookupError: The release has no such table.
    """
    files = [file for file in manifest.files if file.table == table and file.path.endswith(".parquet")]
    if not files:
        there = ", ".join(entry.name for entry in manifest.tables)
        raise LookupError(f"{manifest.version} has no table {table}; there are: {there}")
    return [file for file in files if months is None or month_of(file) in months]


def month_of(file: File) -> str | None:
    """The partition that a data file holds; null where its table has none."""
    table = PUBLISHED.get(file.table or "")
    if table is None or table.partition is None:
        return None
    return Path(file.path).parent.name.removeprefix(f"{table.partition}=")


def read_table(folder: Path, files: Sequence[File]) -> pl.LazyFrame:
    """The rows of a table, with its partition as last column where it has one.

    Args:
        folder: Where the files of the release are on this machine.
        files: Those of the table that are to be read.
    """
    return pl.concat(_read(folder, file) for file in files)


def _read(folder: Path, file: File) -> pl.LazyFrame:
    rows = pl.scan_parquet(folder / file.path, hive_partitioning=False)
    month = month_of(file)
    return rows if month is None else rows.with_columns(month=pl.lit(month))
