"""`warta get`: a release, or a part of one, from wherever it is to a folder; returns the exit status."""

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import pyarrow.parquet as pq

from flows.progress import watched, watcher
from schemas.frames import polars_schema
from schemas.tables import PUBLISHED
from warta.printable import counted, tell
from warta.publishing.manifest import DATASET, File
from warta.publishing.stores import Found, data_files, download, find_release, month_of, read_table, source_at
from warta.selecting import MONTH, Condition, months_of, parse_where, rows_that_meet

_TABLE: Final = "articles"
_PARTS: Final = ".parts"


def get(source: str, tables: Sequence[str], where: Sequence[str], to: Path | None) -> int:
    """Fetch what is wanted of a release and check it.

    Args:
        source: Where the release is.
        tables: The tables that are wanted; none for the whole release.
        where: Conditions on the rows of one table.
        to: The folder that it is brought to; by default one named for the release.
    """
    try:
        conditions = [condition for text in where for condition in parse_where(text)]
        if conditions and len(tables) > 1:
            raise ValueError("a condition is on the rows of one table: give one --table")
    except ValueError as error:
        tell(f"warta get: {error}")
        return 2
    try:
        with watched():
            found = find_release(source_at(source))
            folder = to or Path(f"{DATASET}-{found.manifest.version}")
            if conditions:
                problems = _get_rows(found, (tables or [_TABLE])[0], conditions, folder)
            else:
                problems = download(found, folder, _files(found, tables), watcher().step)
    except (ValueError, LookupError, OSError) as error:
        told = error.args[0] if isinstance(error, LookupError) else error
        tell(f"warta: {told}")
        return 1
    for problem in problems:
        tell(f"{source}: {problem}")
    if not problems:
        print(f"{folder}: release {found.manifest.version}, every checksum is right")
    return 1 if problems else 0


def _files(found: Found, tables: Sequence[str]) -> Sequence[File]:
    """The whole release, or the Parquet files of the tables."""
    if not tables:
        return found.manifest.files
    return [file for table in tables for file in data_files(found.manifest, table)]


def _get_rows(found: Found, table: str, conditions: Sequence[Condition], folder: Path) -> list[str]:
    """Fetch the months that may hold what is wanted; unless only months are asked for, keep only the rows."""
    files = data_files(found.manifest, table)
    on_rows = [
        condition for condition in conditions if condition.column != MONTH or month_of(files[0]) is None
    ]
    wanted = rows_that_meet(on_rows, polars_schema(PUBLISHED[table]))
    if month_of(files[0]):
        months = months_of(conditions, (month for file in files if (month := month_of(file))))
        files = data_files(found.manifest, table, months)
    if not files:
        raise LookupError(f"{found.manifest.version} has no month that holds such rows of {table}")
    if not on_rows:
        return download(found, folder, files, watcher().step)
    parts = folder / _PARTS
    if problems := download(found, parts, files, watcher().step):
        return problems
    rows = read_table(parts, files).filter(wanted)
    fresh = folder / f".{table}.parquet"
    rows.sink_parquet(fresh, compression="zstd")
    picked = fresh.replace(folder / f"{table}.parquet")
    shutil.rmtree(parts)
    print(f"{picked}: {counted(pq.read_metadata(picked).num_rows, 'row')}")
    return []
