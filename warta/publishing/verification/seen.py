"""What of a release was verified before, in the release that it follows, as it is."""

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Final

import polars as pl

from schemas.tables import TABLES
from warta.publishing.checksums import file_sha256
from warta.publishing.comparison import compare
from warta.publishing.manifest import File, Manifest, Release

WITH_PLACES: Final = tuple(name for name, table in TABLES.items() if {"start", "end"} <= {*table.columns})
"""The tables whose rows stand somewhere in the texts of pages."""


def seen_partitions(manifest: Manifest, sound: Collection[str], last: Release) -> set[str]:
    """The partitions of which both releases hold the same files.

    Args:
        manifest: The release.
        sound: Paths of its files that have their checksum.
        last: The release that was verified.
    """
    now, then = _by_partition(manifest.files), _by_partition(last.manifest.files)
    return {
        key
        for key, files in now.items()
        if files == then.get(key) and all(file.path in sound for file in files)
    }


def unseen_pages(release: Path, manifest: Manifest, last: Release) -> pl.DataFrame:
    """`article_id` of the pages of which a row that stands in their text is other than in the last release.

    Args:
        release: Folder of a release whose tables are sound.
        manifest: Its manifest.
        last: The release that was verified.
    """
    found = compare(_as_published(last, manifest), Release(release, manifest), WITH_PLACES)
    ids = [rows.select(pl.col("key").struct.field("article_id")) for rows in found]
    return pl.concat([pl.DataFrame(schema={"article_id": pl.String}), *ids]).unique()


def _as_published(last: Release, manifest: Manifest) -> Release:
    """Those tables of the last release, without files that are not what was published any more.

    Files that are the same in both are not looked at.
    """
    same = {*manifest.files}
    tables = [file for file in last.manifest.files if file.table in WITH_PLACES]
    broken = {
        (file.table, file.partition) for file in tables if file not in same and not _is_sound(last.path, file)
    }
    files = tuple(file for file in tables if (file.table, file.partition) not in broken)
    return Release(last.path, last.manifest.model_copy(update={"files": files}))


def _is_sound(release: Path, file: File) -> bool:
    try:
        return file_sha256(release / file.path) == file.sha256
    except OSError:
        return False


def _by_partition(files: Sequence[File]) -> dict[str, set[File]]:
    """The files of each partition, whatever their tables."""
    found: dict[str, set[File]] = {}
    for file in files:
        if file.table is not None and (key := file.partition):
            found.setdefault(key, set()).add(file)
    return found
