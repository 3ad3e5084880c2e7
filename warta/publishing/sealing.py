"""From the files of tables to a whole release: its history, descriptions, manifest and checksums."""

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import Final

import polars as pl

from schemas.tables import IDS, SCHEMA_VERSION, TABLES, Table
from warta.publishing.changes import CHANGES, CHANGES_IN_WORDS
from warta.publishing.checksums import SUMS, file_sha256, format_sums
from warta.publishing.describing import descriptions
from warta.publishing.figures import coverage, fill_rates
from warta.publishing.gates import pass_gates
from warta.publishing.history import write_history
from warta.publishing.manifest import (
    MANIFEST,
    Counts,
    File,
    Manifest,
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
) -> Manifest:
    """Write all that is no table of the build into a staged release, the checksums last.

    Args:
        folder: Holds the tables' files.
        parts: What was written of them.
        run: What only the run knows.
        version: Name of the release.
        last: The release before.
        accepted: Names of gates that a person lets it pass.

    Raises:
        ValueError: A table was not written: our own fault.
        CannotWriteError: The disk is full or the place cannot be written.
    """
    manifest = _draft(folder, sorted(parts, key=_place), run, version, last)
    history = write_history(Release(folder, manifest), last)
    manifest = manifest.model_copy(
        update={
            "changes": history.changes,
            "tables": (*manifest.tables, _entry(IDS, history.ids)),
            "coverage": coverage(folder, manifest),
            "fill": fill_rates(folder, manifest),
            "files": _sorted(
                *manifest.files,
                *(file for part in history.ids for file in _data_files(folder, part)),
                _file(folder, CHANGES),
                _file(folder, CHANGES_IN_WORDS),
            ),
        }
    )
    before = last.manifest if last else None
    gates = pass_gates(manifest, before, history.lost, accepted)
    manifest = manifest.model_copy(update={"gates": gates})
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


def _draft(folder: Path, parts: Sequence[Part], run: Run, version: str, last: Release | None) -> Manifest:
    """The manifest as far as the tables of the build give it."""
    if missing := TABLES.keys() - {part.table for part in parts}:
        raise ValueError(f"tables not written: {', '.join(sorted(missing))}")
    tables = tuple(
        _entry(table, [part for part in parts if part.table == name]) for name, table in TABLES.items()
    )
    rows = {table.name: table.rows for table in tables}
    return Manifest(
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
        files=_sorted(*(file for part in parts for file in _data_files(folder, part))),
    )


def _entry(table: Table, parts: Sequence[Part]) -> TableEntry:
    return TableEntry(
        name=table.name,
        title=table.title,
        rows=sum(part.rows for part in parts),
        content_hash=content_hash((part.json_lines.removesuffix(".gz"), part.lines_sha256) for part in parts),
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
