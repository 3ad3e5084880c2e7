"""A release written anew without some of its pages: they become rejects, all else stays as it was."""

import gzip
import shutil
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, TypeAlias

import orjson
import polars as pl

from schemas.frames import conform
from schemas.tables import IDS, PUBLISHED, TABLES, Table
from warta.duplicates import near_copies, sign
from warta.publishing.changes import CHANGES, CHANGES_IN_WORDS, TAKEDOWN, in_words, sum_up
from warta.publishing.errors import writing_to
from warta.publishing.keeping import files_of, keep
from warta.publishing.manifest import ChangeCounts, File, Manifest, Purge, Release
from warta.publishing.sealing import reseal
from warta.publishing.verification.lines import frames
from warta.publishing.writing import Part, TableWriter, open_gzip
from warta.takedowns import rejected
from warta.terms import IdStatus

_PAGE: Final = ("source_path", "source_row")


def rewrite(release: Release, taken: pl.DataFrame, purge: Purge, folder: Path) -> Manifest:
    """Write a release anew.

    Files of which nothing is taken keep their bytes. What the release tells of changes no longer tells of the
    taken pages; its counts, hashes and descriptions are made again.

    Args:
        release: The release.
        taken: The pages to take out of it (`warta.publishing.holdings.HOLDINGS`).
        purge: What the manifest says of it.
        folder: The new release; does not exist yet.

    Raises:
        CannotWriteError: The disk is full or the place cannot be written.
    """
    with writing_to(folder):
        folder.mkdir(parents=True)
        parts = [part for table in PUBLISHED.values() for part in _table(release, table, taken, folder)]
        changes = _changes(release, taken, folder)
        return reseal(folder, parts, release.manifest, changes, purge)


def _table(release: Release, table: Table, taken: pl.DataFrame, folder: Path) -> Sequence[Part]:
    if table.name in _WHOLE:
        return _whole(release, table, taken, folder)
    ids = taken["article_id"]
    parts = []
    for parquet, lines in files_of(release, table):
        rows = pl.scan_parquet(release.path / parquet.path, hive_partitioning=False)
        gone = rows.select(pl.col("article_id").is_in(ids.implode()).sum()).collect().item()
        if not gone:
            parts.append(keep(release, parquet, lines, folder))
        elif gone < (parquet.rows or 0):
            parts += _rewrite(release, table, parquet, ids, folder)
    return parts or _write(table, folder, None)


def _rewrite(release: Release, table: Table, file: File, ids: pl.Series, folder: Path) -> list[Part]:
    """Write a file without the rows of some articles, a few row groups at a time."""
    with TableWriter(folder, table.name) as writer:
        for frame in frames(release.path / file.path):
            writer.write(frame.filter(~pl.col("article_id").is_in(ids.implode())), file.partition)
    return writer.parts


def _whole(release: Release, table: Table, taken: pl.DataFrame, folder: Path) -> list[Part]:
    """Write a table whose other rows follow from those that are taken."""
    ((parquet, lines),) = files_of(release, table)
    before = pl.read_parquet(release.path / parquet.path, hive_partitioning=False)
    after = conform(_WHOLE[table.name](before, release, taken), table).sort(table.sort, nulls_last=True)
    if after.equals(before):
        return [keep(release, parquet, lines, folder)]
    return _write(table, folder, after)


def _write(table: Table, folder: Path, rows: pl.DataFrame | None) -> list[Part]:
    """Write a table that is one file, or one that has no rows."""
    with TableWriter(folder, table.name) as writer:
        if rows is not None:
            writer.write(rows)
    return writer.parts


def _rejects(before: pl.DataFrame, _: Release, taken: pl.DataFrame) -> pl.DataFrame:
    stay = before.join(taken, on=_PAGE, how="anti", nulls_equal=True)
    return pl.concat([stay, conform(rejected(taken), TABLES["rejects"])])


def _ids(before: pl.DataFrame, _: Release, taken: pl.DataFrame) -> pl.DataFrame:
    is_taken = pl.col("article_id").is_in(taken["article_id"].implode())
    return before.with_columns(
        pl.when(is_taken).then(pl.lit(value)).otherwise(name).alias(name)
        for name, value in (("status", IdStatus.GONE.value), ("why", TAKEDOWN))
    )


def _near_copies(before: pl.DataFrame, release: Release, taken: pl.DataFrame) -> pl.DataFrame:
    """The clusters without what is taken; where that was an original, the others are compared anew."""
    ids = taken["article_id"].implode()
    source = pl.when(~pl.col("source_id").is_in(ids)).then("source_id")
    stay = before.filter(~pl.col("article_id").is_in(ids)).with_columns(source)
    orphaned = pl.col("original_id").is_in(ids)
    members = _bodies(release, stay.filter(orphaned)["article_id"])
    again = [near_copies(sign(members).lazy())] if members.height else []
    clusters = pl.concat([stay.filter(~orphaned), *again])
    return clusters.filter(pl.len().over("original_id") > 1)


def _bodies(release: Release, ids: pl.Series) -> pl.DataFrame:
    """What near copies are told by, of some articles."""
    paths = [release.path / parquet.path for parquet, _ in files_of(release, TABLES["articles"])]
    rows = pl.scan_parquet(paths, hive_partitioning=False).filter(pl.col("article_id").is_in(ids.implode()))
    return rows.select("article_id", "body", "published_date", "outlet", "syndicated_from").collect()


_Whole: TypeAlias = Callable[[pl.DataFrame, Release, pl.DataFrame], pl.DataFrame]

_WHOLE: Final[Mapping[str, _Whole]] = {"rejects": _rejects, "near_copies": _near_copies, IDS.name: _ids}


def _changes(release: Release, taken: pl.DataFrame, folder: Path) -> tuple[ChangeCounts, ...]:
    """Tell the changes again, without those of the taken pages."""
    before = release.manifest.previous
    if before is None:
        for name in (CHANGES, CHANGES_IN_WORDS):
            shutil.copyfile(release.path / name, folder / name)
        return ()
    named = {("article_id", article) for article in taken["article_id"]}
    named |= {("source_path", *page) for page in taken.select(_PAGE).iter_rows()}
    with open_gzip(folder / CHANGES) as file:
        changes = sum_up(before, release.manifest.version, _staying_changes(release, named, file.write))
    (folder / CHANGES_IN_WORDS).write_text(in_words(changes), "utf-8")
    return changes.counts()


def _staying_changes(
    release: Release, unless: Collection[tuple[Any, ...]], write: Callable[[bytes], object]
) -> Iterator[dict[str, Any]]:
    """The changes that a release tells, each written too, but for those of some articles and pages."""
    with gzip.open(release.path / CHANGES) as source:
        for line in source:
            change = orjson.loads(line)
            key = change["key"]
            article, page = key.get("article_id"), (key.get("source_path"), key.get("source_row"))
            if ("article_id", article) not in unless and ("source_path", *page) not in unless:
                write(line)
                yield change
