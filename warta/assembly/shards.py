"""One shard on disk: its pages when it is opened, its records when it is done.

What a shard gives follows from its pages alone. Files stand under names given by what they hold and are put
in place by renaming: a shard that is run again, here or on another machine, leaves the same files.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import polars as pl

from warta.assembly.records import Records

_FIRST: Final = "first"


def open_shard(folder: Path, pages: pl.DataFrame, unread: pl.DataFrame, first: int) -> None:
    """Write what a shard starts from.

    Args:
        folder: Does not exist yet.
        pages: Pages (`warta.frames.PAGES`).
        unread: What gave no page (`warta.frames.REJECTS`).
        first: Number of its first page in the build: pages have one number in all shards.
    """
    folder.mkdir(parents=True)
    with _writing_to(folder):
        pages.with_row_index("page", first).write_ipc(folder / "pages.arrow")
        unread.write_ipc(folder / "unread.arrow")


def pages_of(folder: Path) -> tuple[pl.DataFrame, pl.DataFrame, int]:
    """What a shard starts from: its pages, what gave no page, the number of its first page."""
    pages = pl.read_ipc(folder / "pages.arrow")
    first = pages["page"].first() if pages.height else 0
    return pages.drop("page"), pl.read_ipc(folder / "unread.arrow"), int(str(first))


def put_records(folder: Path, records: Records) -> None:
    """Write the records of a shard, a file a table, each in place only when it is whole."""
    for name, frame in records.items():
        path = _path(folder, name)
        temporary = path.with_suffix(".new")
        with _writing_to(folder):
            frame.write_parquet(temporary, compression="lz4", row_group_size=5_000)
        temporary.replace(path)


def scan_records(folders: Sequence[Path], table: str) -> pl.LazyFrame:
    """The records of all shards of a table."""
    return pl.scan_parquet([_path(folder, table) for folder in folders], hive_partitioning=False)


@contextmanager
def _writing_to(folder: Path) -> Iterator[None]:
    """Say where it was that could not be written: Polars names no place, and not always an `OSError`."""
    try:
        yield
    except (OSError, pl.exceptions.ComputeError) as error:
        raise OSError(f"{folder}: {error}") from error


def _path(folder: Path, table: str) -> Path:
    return folder / f"{table}.parquet"
