"""Whether the files of each table hold what the table is declared to hold, and both forms the same."""

from collections.abc import Collection, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

import polars as pl

from schemas.frames import polars_schema
from schemas.tables import PUBLISHED, Table, partition_at
from warta.publishing.manifest import MANIFEST, File, Manifest, content_hash
from warta.publishing.verification.parts import PartReading, read_part, related_of, seen_rows
from warta.publishing.writing import json_lines_path, parquet_path

_AT_ONCE: Final = 2
"""Partitions that are read at the same time: libraries do the work, which do not wait for Python's lock."""


Files: TypeAlias = Mapping[str | None, Sequence[File]]
"""What a manifest says of the two files of each partition of a table."""


@dataclass(frozen=True, slots=True)
class TableReading:
    """What was read of a table: its figures, and the columns that other tables are compared with.

    `related` has the `partition` of each row; it is in numbers (`warta.numbers`).
    """

    rows: int
    content_hash: str
    related: pl.DataFrame


def check_tables(
    release: Path, manifest: Manifest, sound: Collection[str], seen: Collection[str]
) -> tuple[dict[str, TableReading], list[str]]:
    """Read every table from end to end, a row group at a time.

    Args:
        release: Folder of the release.
        manifest: Its manifest.
        sound: Paths of the files that have their checksum; others are not looked into.
        seen: Partitions that were verified before as they are.

    Returns:
        What was read of each table whose files are all sound, and the problems.
    """
    listed = {file.path: file for file in manifest.files}
    problems = []
    expected = set()
    sound_files: dict[str, Files] = {}
    for name, table in PUBLISHED.items():
        partitions = _partitions(table, listed)
        pairs = {key: (parquet_path(table, key), json_lines_path(table, key)) for key in partitions}
        paths = [path for pair in pairs.values() for path in pair]
        expected |= {*paths}
        problems += [f"{path}: not in {MANIFEST}" for path in paths if path not in listed]
        if not paths:
            problems.append(f"{name}: no file of this table")
        elif all(path in sound for path in paths):
            sound_files[name] = {key: [listed[path] for path in pair] for key, pair in pairs.items()}
    parts = _read(release, sound_files, seen)
    problems += [problem for read in parts.values() for part in read.values() for problem in part.problems]
    readings = {
        name: _reading(release, PUBLISHED[name], files, parts.pop(name))
        for name, files in sound_files.items()
    }
    problems += [
        f"{file.path}: no file of a table stands here"
        for file in manifest.files
        if file.path not in expected and (file.table or _is_data(file.path))
    ]
    return readings, problems


def _read(
    release: Path, tables: Mapping[str, Files], seen: Collection[str]
) -> dict[str, dict[str | None, PartReading]]:
    """Read the two files of each partition that was not seen before, few partitions at once."""
    asked = [(name, key) for name, files in tables.items() for key in files if key not in seen]

    def read(one: tuple[str, str | None]) -> PartReading:
        name, key = one
        return read_part(release, PUBLISHED[name], key, *tables[name][key])

    parts: dict[str, dict[str | None, PartReading]] = {name: {} for name in tables}
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for (name, key), part in zip(asked, pool.map(read, asked), strict=True):
            parts[name][key] = part
    return parts


def _reading(
    release: Path,
    table: Table,
    files: Files,
    parts: Mapping[str | None, PartReading],
) -> TableReading:
    """Put together what was read of some partitions, and what is known of the others."""
    known = {str(key): pair for key, pair in files.items() if key not in parts}
    hashes = {lines.path: str(lines.lines_sha256) for _, lines in known.values()}
    hashes |= {files[key][1].path: part.lines_sha256 for key, part in parts.items()}
    rows = sum(parquet.rows or 0 for parquet, _ in known.values())
    related = [
        related_of(pl.DataFrame(schema=polars_schema(table)), table),
        seen_rows(release, table, {key: parquet for key, (parquet, _) in known.items()}),
        *(
            frame.with_columns(partition=pl.lit(key, pl.Categorical))
            for key, part in parts.items()
            for frame in part.related
        ),
    ]
    return TableReading(
        rows + sum(part.rows for part in parts.values()),
        content_hash((path.removesuffix(".gz"), sha256) for path, sha256 in hashes.items()),
        # Joins with many pieces take many times as much memory.
        pl.concat(related, how="diagonal", rechunk=True),
    )


def _partitions(table: Table, listed: Mapping[str, File]) -> Sequence[str | None]:
    """The partitions of a table that have at least one of their two files."""
    if table.partition is None:
        return [None] if {parquet_path(table, None), json_lines_path(table, None)} & listed.keys() else []
    return sorted({key for path in listed if _is_of(table, path) and (key := partition_at(path))})


def _is_of(table: Table, path: str) -> bool:
    return path.removeprefix("jsonl/").startswith(f"{table.name}/")


def _is_data(path: str) -> bool:
    return path.startswith("jsonl/") or any(_is_of(table, path) for table in PUBLISHED.values())
