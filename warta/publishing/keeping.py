"""What a release takes over of the one before: whole files as they are, or the rows of a file."""

import os
import shutil
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Final

import polars as pl

from schemas.tables import TABLES, Table
from warta.publishing.checksums import file_sha256
from warta.publishing.manifest import File, Release
from warta.publishing.verification.lines import frames
from warta.publishing.writing import Part, json_lines_path, parquet_path

_AT_ONCE: Final = 2
"""Partitions whose files are hashed at the same time."""


def take_over(
    release: Release, partitions: Collection[str], folder: Path, tell: Callable[[str], None]
) -> dict[str, list[Part]]:
    """Take over the files of partitions that would be made from the same again.

    Args:
        release: The release that the next one follows.
        partitions: Of which both follow from the same.
        folder: The release in the making.
        tell: Is told of files that are not what was published.

    Returns:
        What was taken over of each partition. One of which a file is not what the manifest says is left out.
    """
    found: dict[str, list[tuple[File, File]]] = {key: [] for key in partitions}
    for table in TABLES.values():
        for parquet, lines in files_of(release, table):
            if parquet.partition in found and parquet.rows:
                found[str(parquet.partition)].append((parquet, lines))
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        taken = pool.map(lambda pairs: _taken(release, pairs, folder, tell), found.values())
        return {key: parts for key, parts in zip(found, taken, strict=True) if parts is not None}


def _taken(
    release: Release, pairs: Sequence[tuple[File, File]], folder: Path, tell: Callable[[str], None]
) -> list[Part] | None:
    """Take over all files of a partition, or none where one of them is not what was published."""
    files = [file for pair in pairs for file in pair]
    # All are looked at where they are to stand, and whichever way they came there.
    if all((release.path / file.path).exists() for file in files):
        parts = [replace(keep(release, *pair, folder), files=pair) for pair in pairs]
        if all(_is_sound(folder, file, tell) for file in files):
            return parts
    for file in files:
        (folder / file.path).unlink(missing_ok=True)
    return None


def rows_of(
    release: Release, table: str, partition: str | None, tell: Callable[[str], None]
) -> Iterator[pl.DataFrame] | None:
    """The rows of a file of a release, a bounded number at once; null where it is not what was published.

    Args:
        release: The release.
        table: Name of the table.
        partition: Its partition; null for a table that has none.
        tell: Is told of a file that is not what was published.
    """
    path = parquet_path(TABLES[table], partition)
    file = next((file for file in release.manifest.files if file.path == path), None)
    return frames(release.path / path) if file and _is_sound(release.path, file, tell) else None


def files_of(release: Release, table: Table) -> Iterator[tuple[File, File]]:
    """Both files of each partition of a table."""
    listed = {file.path: file for file in release.manifest.files}
    for file in release.manifest.files:
        if file.table == table.name and file.path == parquet_path(table, file.partition):
            yield file, listed[json_lines_path(table, file.partition)]


def keep(release: Release, parquet: File, lines: File, folder: Path) -> Part:
    """Take over both files of a partition as they are."""
    for file in (parquet, lines):
        place = folder / file.path
        place.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(release.path / file.path, place)
        except OSError:  # not every disk can have a file under two names
            shutil.copyfile(release.path / file.path, place)
    return Part(str(parquet.table), parquet.partition, parquet.rows or 0, str(lines.lines_sha256))


def _is_sound(folder: Path, file: File, tell: Callable[[str], None]) -> bool:
    try:
        is_sound = file_sha256(folder / file.path) == file.sha256
    except OSError:
        is_sound = False
    if not is_sound:
        tell(f"{folder / file.path}: not what was published, so that it is written again")
    return is_sound
