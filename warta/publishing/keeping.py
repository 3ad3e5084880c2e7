"""Files of a release that another takes over as they are, and how a build knows which it may."""

import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import orjson
from pydantic import BaseModel, ConfigDict, ValidationError

from schemas.tables import TABLES, Table
from warta.publishing.checksums import file_sha256
from warta.publishing.manifest import MANIFEST, File, Release, Sha256
from warta.publishing.placing import replace_file
from warta.publishing.writing import Part, json_lines_path, parquet_path


class Origins(BaseModel):
    """What the partitions of a release were made from, noted when it was verified and published.

    Attributes:
        manifest: SHA-256 of its manifest: whatever was done to the release since, it is another one then.
        partitions: A digest of all that the rows of each partition follow from.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    manifest: Sha256
    partitions: dict[str, Sha256]


def read_origins(path: Path) -> Origins | None:
    """What `note_origins` wrote; null where it is not there or damaged: then all is made again."""
    try:
        return Origins.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return None


def note_origins(path: Path, release: Release, partitions: Mapping[str, str]) -> None:
    """Note what the partitions of a release were made from that was just published.

    Args:
        path: Where.
        release: The release.
        partitions: The digest of each.
    """
    noted = Origins(manifest=file_sha256(release.path / MANIFEST), partitions=dict(partitions))
    replace_file(path, orjson.dumps(noted.model_dump()))


def is_of(origins: Origins | None, release: Release) -> bool:
    """Whether a note is of a release as it is now."""
    return origins is not None and origins.manifest == file_sha256(release.path / MANIFEST)


def take_over(
    release: Release | None, origins: Origins | None, partitions: Mapping[str, str], folder: Path
) -> dict[str, list[Part]]:
    """Take over the files of all partitions that would be made from the same again.

    Args:
        release: The release that the next one follows; null for the first.
        origins: What it was made from; null where that is not known.
        partitions: A digest of all that the rows of each partition of the next release follow from.
        folder: The release in the making.

    Returns:
        What was taken over of each partition. One of which a file is not what the manifest says is left out.
    """
    if release is None or origins is None or not is_of(origins, release):
        return {}
    same = {key for key, digest in partitions.items() if origins.partitions.get(key) == digest}
    found: dict[str, list[tuple[File, File]]] = {key: [] for key in same}
    for table in TABLES.values():
        for parquet, lines in files_of(release, table):
            if parquet.partition in same and parquet.rows:
                found[str(parquet.partition)].append((parquet, lines))
    sound = {
        key: pairs
        for key, pairs in found.items()
        if all(_is_sound(release, file) for pair in pairs for file in pair)
    }
    return {key: [keep(release, *pair, folder) for pair in pairs] for key, pairs in sound.items()}


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


def _is_sound(release: Release, file: File) -> bool:
    try:
        return file_sha256(release.path / file.path) == file.sha256
    except OSError:
        return False
