"""From staged tables to the latest release: describe, verify, rename, point to it."""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import polars as pl
from pydantic import ValidationError

from schemas.tables import SCHEMA_VERSION, TABLES
from warta.publishing.checksums import SUMS, file_sha256, files_below, format_sums
from warta.publishing.describing import descriptions
from warta.publishing.errors import BrokenReleaseError, writing_to
from warta.publishing.manifest import (
    MANIFEST,
    Counts,
    File,
    Latest,
    Manifest,
    Run,
    TableEntry,
    content_hash,
)
from warta.publishing.staging import Staging, exclusive
from warta.publishing.verification import verify
from warta.publishing.versions import next_version
from warta.publishing.writing import Part, parquet_path

RELEASES: Final = "releases"
LATEST: Final = "latest.json"

_MEDIA_TYPES: Final = {
    ".parquet": "application/vnd.apache.parquet",
    ".gz": "application/gzip",
    ".json": "application/json",
    ".md": "text/markdown",
    ".cff": "application/yaml",
}


@dataclass(frozen=True, slots=True)
class Release:
    """A published release: its folder and its manifest."""

    path: Path
    manifest: Manifest


def latest(output: Path) -> Release | None:
    """The release that `latest.json` names; null before the first.

    Raises:
        BrokenReleaseError: `latest.json` or the manifest that it leads to is damaged or gone.
    """
    pointer = output / LATEST
    if not pointer.exists():
        return None
    try:
        path = output / Latest.from_json(pointer.read_bytes()).path
        return Release(path, Manifest.from_json((path / MANIFEST).read_bytes()))
    except (OSError, ValidationError) as error:
        first = str(error).splitlines()[0]
        raise BrokenReleaseError(f"{pointer} does not lead to a release: {first}") from error


def publish(staging: Staging, parts: Iterable[Part], run: Run) -> Release:
    """Make the staged tables the latest release.

    Nobody sees it before it is whole: it is described and verified where it is staged, then renamed to its
    place, and `latest.json` is replaced last. Whatever stops this on the way, the last release stays.

    Args:
        staging: Its `path` holds the tables' files and nothing else.
        parts: What the table writers wrote: every table of `schemas.tables.TABLES`.
        run: What only the run knows.

    Returns:
        The release in its place.

    Raises:
        CannotWriteError: The disk is full or the output cannot be written.
        BrokenReleaseError: The staged release fails its verification: our own fault.
    """
    output = staging.output
    with exclusive(output), writing_to(staging.path):
        last = latest(output)
        releases = output / RELEASES
        releases.mkdir(exist_ok=True)
        version = next_version(run.created.date(), [path.name for path in releases.iterdir()])
        manifest = _describe(staging.path, sorted(parts, key=_place), run, version, last)
        problems = verify(staging.path)
        if problems:
            raise BrokenReleaseError(f"the staged release fails its verification: {'; '.join(problems[:5])}")
        _sync(staging.path)
        place = staging.path.rename(releases / version)
        _sync_entry(releases)
        _point_to(output, place, manifest)
    return Release(place, manifest)


def _path(file: File) -> str:
    return file.path


def _place(part: Part) -> tuple[int, str]:
    return list(TABLES).index(part.table), part.partition or ""


def _describe(folder: Path, parts: Sequence[Part], run: Run, version: str, last: Release | None) -> Manifest:
    """Write all that is no table into a staged release: schemas, card, manifest, checksums."""
    data = sorted((file for part in parts for file in _data_files(folder, part)), key=_path)
    tables = _tables(parts)
    rows = {table.name: table.rows for table in tables}
    manifest = Manifest(
        version=version,
        schema_version=SCHEMA_VERSION,
        previous=last.manifest.version if last else None,
        content_hash=content_hash((table.name, table.content_hash) for table in tables),
        run=run,
        counts=Counts(
            pages=run.pages, articles=rows["articles"], duplicates=rows["duplicates"], rejects=rows["rejects"]
        ),
        reasons=_reasons(folder),
        tables=tables,
        files=tuple(data),
    )
    texts = descriptions(manifest)
    for name, content in texts.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
    files = sorted([*data, *(_file(folder, name) for name in texts)], key=_path)
    manifest = manifest.model_copy(update={"files": tuple(files)})
    (folder / MANIFEST).write_bytes(manifest.to_json())
    sums = {file.path: file.sha256 for file in files} | {MANIFEST: file_sha256(folder / MANIFEST)}
    (folder / SUMS).write_text(format_sums(sums), "utf-8")
    return manifest


def _tables(parts: Sequence[Part]) -> tuple[TableEntry, ...]:
    """The tables from their parts.

    Raises:
        ValueError: A table was not written: our own fault.
    """
    if missing := TABLES.keys() - {part.table for part in parts}:
        raise ValueError(f"tables not written: {', '.join(sorted(missing))}")
    return tuple(
        TableEntry(
            name=table.name,
            title=table.title,
            rows=sum(part.rows for part in parts if part.table == table.name),
            content_hash=content_hash(
                (part.json_lines.removesuffix(".gz"), part.lines_sha256)
                for part in parts
                if part.table == table.name
            ),
        )
        for table in TABLES.values()
    )


def _data_files(folder: Path, part: Part) -> list[File]:
    told = {"table": part.table, "rows": part.rows}
    return [
        _file(folder, part.parquet).model_copy(update=told),
        _file(folder, part.json_lines).model_copy(update=told | {"lines_sha256": part.lines_sha256}),
    ]


def _file(folder: Path, name: str) -> File:
    path = folder / name
    return File(
        path=name,
        bytes=path.stat().st_size,
        sha256=file_sha256(path),
        media_type=_MEDIA_TYPES[path.suffix],
    )


def _reasons(folder: Path) -> dict[str, int]:
    """How many pages were rejected for which reason, from the table just written."""
    rejects = pl.scan_parquet(folder / parquet_path(TABLES["rejects"], None))
    counts = rejects.group_by("reason").len().sort("reason").collect()
    return dict(counts.iter_rows())


def _point_to(output: Path, place: Path, manifest: Manifest) -> None:
    """Replace `latest.json` in one step."""
    pointer = Latest(
        version=manifest.version,
        path=place.relative_to(output).as_posix(),
        schema_version=manifest.schema_version,
        created=manifest.run.created,
        content_hash=manifest.content_hash,
        manifest_sha256=file_sha256(place / MANIFEST),
        counts=manifest.counts,
    )
    fresh = output / f".{LATEST}"
    with fresh.open("wb") as file:
        file.write(pointer.to_json())
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(output / LATEST)
    _sync_entry(output)


def _sync(folder: Path) -> None:
    """Have a folder's files and their names on disk before the folder is given its name."""
    for path in files_below(folder).values():
        _sync_entry(path)
    for path in [*folder.rglob("*/"), folder]:
        _sync_entry(path)


def _sync_entry(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
