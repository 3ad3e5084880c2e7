"""From the files of tables to a whole release: its history, descriptions, manifest and checksums."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import polars as pl

from schemas.tables import IDS, SCHEMA_VERSION, TABLES, Table
from warta.publishing.changes import CHANGES, CHANGES_IN_WORDS
from warta.publishing.checksums import SUMS, file_sha256, format_sums
from warta.publishing.describing import descriptions
from warta.publishing.figures import Figures, count_figures
from warta.publishing.gates import pass_gates
from warta.publishing.history import NO_NAMES, write_history
from warta.publishing.manifest import (
    MANIFEST,
    ChangeCounts,
    Counts,
    File,
    Manifest,
    Purge,
    Release,
    Run,
    TableEntry,
    content_hash,
)
from warta.publishing.writing import Part, parquet_path

_MEDIA_TYPES: Final = {
    ".parquet": "application/vnd.apache.parquet",
    ".gz": "application/gzip",
    ".json": "application/json",
    ".md": "text/markdown",
    ".cff": "application/yaml",
}


@dataclass(frozen=True, slots=True)
class Sealed:
    """A staged release to which nothing is missing.

    Attributes:
        manifest: Its manifest.
        touched: Ids of the pages of which a row that stands in their text is other than before.
        counted: What was counted of its articles.
    """

    manifest: Manifest
    touched: frozenset[str]
    counted: Figures


def _sorted(*files: File) -> tuple[File, ...]:
    return tuple(sorted(files, key=lambda file: file.path))


def _place(part: Part) -> tuple[int, str]:
    return list(TABLES).index(part.table), part.partition or ""


def seal(
    folder: Path,
    parts: Iterable[Part],
    run: Run,
    version: str,
    last: Release | None,
    accepted: Collection[str] = (),
    taken_down: Collection[str] = (),
    renamed: Mapping[str, str] = NO_NAMES,
) -> Sealed:
    """Write all that is no table of the build into a staged release, the checksums last.

    Args:
        folder: Holds the tables' files.
        parts: What was written of them.
        run: What only the run knows.
        version: Name of the release.
        last: The release before.
        accepted: Names of gates that a person lets it pass.
        taken_down: Ids of articles that were taken down.
        renamed: Ids that are not told again, each with the one that its page has now.

    Raises:
        ValueError: A table was not written: our own fault.
        CannotWriteError: The disk is full or the place cannot be written.
    """
    previous = last.manifest.version if last else None
    manifest = _draft(folder, parts, run, version, previous)
    history = write_history(Release(folder, manifest), last, taken_down, renamed)
    manifest, counted = _with_history(folder, manifest, history.ids, history.changes)
    before = last.manifest if last else None
    gates = pass_gates(manifest, before, history.lost, accepted)
    manifest = _describe(folder, manifest.model_copy(update={"gates": gates}))
    return Sealed(manifest, history.touched, counted)


def reseal(
    folder: Path, parts: Sequence[Part], before: Manifest, changes: tuple[ChangeCounts, ...], purge: Purge
) -> Manifest:
    """Write all that is no table into a release that was written anew without some of its articles.

    Args:
        folder: Holds the files of all tables, and those that tell the changes.
        parts: What was written of them, or stays.
        before: The manifest until now.
        changes: Counts of the changes that are told.
        purge: What was taken out.

    Raises:
        CannotWriteError: The disk is full or the place cannot be written.
    """
    tables = [part for part in parts if part.table in TABLES]
    ids = [part for part in parts if part.table == IDS.name]
    draft = _draft(folder, tables, before.run, before.version, before.previous)
    manifest, _ = _with_history(folder, draft, ids, changes)
    unchanged = {"gates": before.gates, "purged": (*before.purged, purge)}
    return _describe(folder, manifest.model_copy(update=unchanged))


def _with_history(
    folder: Path, manifest: Manifest, ids: Sequence[Part], changes: tuple[ChangeCounts, ...]
) -> tuple[Manifest, Figures]:
    """The manifest with what a release tells of those before it, and of its articles as a whole."""
    counted = count_figures(folder, manifest)
    complete = manifest.model_copy(
        update={
            "changes": changes,
            "tables": (*manifest.tables, _entry(IDS, ids)),
            "coverage": counted.coverage,
            "fill": counted.fill,
            "languages": counted.languages,
            "rights": counted.rights,
            "files": _sorted(
                *manifest.files,
                *(file for part in ids for file in _data_files(folder, part)),
                _file(folder, CHANGES),
                _file(folder, CHANGES_IN_WORDS),
            ),
        }
    )
    return complete, counted


def _describe(folder: Path, manifest: Manifest) -> Manifest:
    """Write what describes a release, its manifest and its checksums."""
    texts = descriptions(manifest)
    for name, content in texts.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
    files = _sorted(*manifest.files, *(_file(folder, name) for name in texts))
    manifest = manifest.model_copy(update={"files": files})
    (folder / MANIFEST).write_bytes(manifest.to_json())
    sums = {file.path: file.sha256 for file in files} | {MANIFEST: file_sha256(folder / MANIFEST)}
    (folder / SUMS).write_text(format_sums(sums), "utf-8")
    return manifest


def _draft(folder: Path, parts: Iterable[Part], run: Run, version: str, previous: str | None) -> Manifest:
    """The manifest as far as the tables of the build give it."""
    parts = sorted(parts, key=_place)
    if missing := TABLES.keys() - {part.table for part in parts}:
        raise ValueError(f"tables not written: {', '.join(sorted(missing))}")
    tables = tuple(
        _entry(table, [part for part in parts if part.table == name]) for name, table in TABLES.items()
    )
    rows = {table.name: table.rows for table in tables}
    return Manifest(
        version=version,
        schema_version=SCHEMA_VERSION,
        previous=previous,
        content_hash=content_hash((table.name, table.content_hash) for table in tables),
        run=run,
        counts=Counts(
            pages=run.pages, articles=rows["articles"], duplicates=rows["duplicates"], rejects=rows["rejects"]
        ),
        reasons=_reasons(folder),
        tables=tables,
        files=_sorted(*(file for part in parts for file in _data_files(folder, part))),
    )


def _entry(table: Table, parts: Sequence[Part]) -> TableEntry:
    return TableEntry(
        name=table.name,
        title=table.title,
        rows=sum(part.rows for part in parts),
        content_hash=content_hash((part.json_lines.removesuffix(".gz"), part.lines_sha256) for part in parts),
    )


def _data_files(folder: Path, part: Part) -> Sequence[File]:
    if part.files:
        return part.files
    about = {"table": part.table, "rows": part.rows}
    return [
        _file(folder, part.parquet).model_copy(update=about),
        _file(folder, part.json_lines).model_copy(update=about | {"lines_sha256": part.lines_sha256}),
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
