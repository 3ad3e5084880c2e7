"""Which partitions of a release were verified before, in the release that it follows, as they are."""

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

import polars as pl

from schemas.tables import TABLES
from warta.publishing.checksums import file_sha256
from warta.publishing.manifest import File, Manifest, Release
from warta.publishing.writing import parquet_path


def seen_partitions(release: Path, manifest: Manifest, sound: Collection[str], last: Release) -> set[str]:
    """The partitions that both releases hold: the same files, and the same rows in tables without partitions.

    Args:
        release: Folder of a release.
        manifest: Its manifest.
        sound: Paths of the files that have their checksum.
        last: The release that was verified.
    """
    now, then = by_partition(manifest.files), by_partition(last.manifest.files)
    same = {
        key
        for key, files in now.items()
        if files == then.get(key) and all(file.path in sound for file in files)
    }
    spans = [release / parquet_path(TABLES["spans"], key) for key in sorted(same)]
    spans = [path for path in spans if path.exists()]
    if not spans:
        return set()
    pages = pl.scan_parquet(spans, hive_partitioning=False).select("article_id").unique().collect()
    return same if all(_is_same(release, last, name, pages) for name in _evident()) else set()


def by_partition(files: Sequence[File]) -> dict[str, set[File]]:
    """The files of each partition, whatever their tables."""
    found: dict[str, set[File]] = {}
    for file in files:
        if file.table is not None and (key := file.partition):
            found.setdefault(key, set()).add(file)
    return found


def _evident() -> Iterator[str]:
    """The tables without partitions whose rows are looked up in the texts of pages."""
    return (
        name
        for name, table in TABLES.items()
        if table.partition is None and {"article_id", "start"} <= {*table.columns}
    )


def _is_same(release: Path, last: Release, table: str, pages: pl.DataFrame) -> bool:
    """Whether a table says the same of pages in both releases."""
    path = parquet_path(TABLES[table], None)
    known = {file.path: file.sha256 for file in last.manifest.files}
    if not (last.path / path).exists() or file_sha256(last.path / path) != known.get(path):
        return False
    ours, theirs = (
        pl.scan_parquet(folder / path)
        .join(pages.lazy(), on="article_id", how="semi", maintain_order="left")
        .collect()
        for folder in (release, last.path)
    )
    return ours.equals(theirs)
