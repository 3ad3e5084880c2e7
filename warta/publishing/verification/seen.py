"""What of a release was verified before, in the release that it follows, as it is."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from schemas.tables import WITH_PLACES
from warta.numbers import of_ids
from warta.publishing.checksums import file_sha256
from warta.publishing.figures import Figures
from warta.publishing.manifest import File, Manifest, Release


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a release when it is published.

    Attributes:
        last: The release that it follows, which this very program verified.
        hashes: SHA-256 of files of the release, by their path, that were found when they were taken over.
        touched: Ids of the pages of which a row that stands in their text is other than in `last`.
        counted: What was counted of its articles, in these very files; null where that is to be done.
    """

    last: Release
    hashes: Mapping[str, str] = field(default_factory=dict)
    touched: Collection[str] = ()
    counted: Figures | None = None


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


def unseen_pages(pages: pl.DataFrame, manifest: Manifest, known: Known) -> pl.DataFrame:
    """Those of pages whose facts may be other than when they were looked up in the last release.

    Args:
        pages: `article_id` and `partition`, in numbers.
        manifest: The release.
        known: What is known of it.
    """
    same = {*manifest.files}
    # What is not as it was published has been compared, but says nothing of what was looked up.
    broken = {
        file.partition
        for file in known.last.manifest.files
        if file.table in WITH_PLACES and file not in same and not _is_sound(known.last.path, file)
    }
    if None in broken:
        return pages
    touched = pl.DataFrame({"article_id": sorted(known.touched)}, {"article_id": pl.String})
    touched = touched.select(of_ids("article_id"))
    is_broken = pl.col("partition").is_in([str(key) for key in broken])
    return pl.concat(
        [pages.filter(is_broken), pages.filter(~is_broken).join(touched, on="article_id", how="semi")]
    )


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
