"""One shard on disk: its pages when it is opened, its records when it is done.

What a shard gives follows from its pages alone. Files stand under names given by what they hold and are put
in place by renaming: a shard that is run again, here or on another machine, leaves the same files.
"""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import polars as pl

from schemas.tables import TABLES
from warta.assembly.records import INDEX, SIGNATURES, Records

_PAGES: Final = "pages.arrow"
_KEYED_BY: Final = (
    "article_id",
    "page_id",
    "source_path",
    "source_row",
    "source_sha256",
    "source_encoding",
    "url",
    "outlet",
    "fetched_at",
    "provenance",
)
"""All that the records of a page follow from: markup and metadata follow from the content, as its id does."""

_SEPARATOR: Final = "\x1f"

_GROUPS: Final = 32
_FEWEST_ROWS: Final = 100
"""A merge takes ranges of the order: only the row groups that hold some of a range are read for it."""
_READ_WHOLE: Final = (INDEX, SIGNATURES, "rejects")
"""What is read of all pages in every build stands in one piece: small ones take longer to read."""


def page_keys(pages: pl.DataFrame) -> pl.Series:
    """Name each page by all that its records follow from: 64 bits of a SHA-256, the same in every build.

    Args:
        pages: Pages (`warta.frames.PAGES`).
    """
    joined = pages.select(
        pl.concat_str([pl.col(name).fill_null("") for name in _KEYED_BY], separator=_SEPARATOR)
    )
    keys = [int.from_bytes(hashlib.sha256(text.encode()).digest()[:8]) for text in joined.to_series()]
    return pl.Series("page", keys, dtype=pl.UInt64)


def open_shard(folder: Path, pages: pl.DataFrame) -> None:
    """Write the pages that a shard starts from.

    Args:
        folder: Does not exist yet.
        pages: Pages (`warta.frames.PAGES`).
    """
    folder.mkdir(parents=True)
    with writing_to(folder):
        pages.write_ipc(folder / _PAGES)


def pages_of(folder: Path) -> pl.DataFrame:
    """The pages that a shard starts from."""
    return pl.read_ipc(folder / _PAGES)


def drop_pages(folder: Path) -> None:
    """Let go of the pages of a shard whose records are made."""
    (folder / _PAGES).unlink(missing_ok=True)


def put_records(folder: Path, records: Records) -> None:
    """Write the records of a shard, a file a table, each in place only when it is whole.

    Args:
        folder: The shard's.
        records: Its records, each with the key of its page in `page` and the page's `partition`.
    """
    for name, frame in records.items():
        path = _path(folder, name)
        temporary = path.with_suffix(".new")
        group = None if name in _READ_WHOLE else max(_FEWEST_ROWS, -(-frame.height // _GROUPS))
        with writing_to(folder):
            frame.sort(order_of(name), nulls_last=True, maintain_order=True).write_parquet(
                temporary, compression="lz4", row_group_size=group
            )
        temporary.replace(path)


def order_of(table: str) -> Sequence[str]:
    """What the records of a table are sorted by in a shard, as they are taken when shards are merged."""
    if table not in TABLES or TABLES[table].partition is None:
        return ("article_id",)
    return ("partition", "date", "article_id") if table == "articles" else ("partition", "article_id")


def scan_records(folders: Sequence[Path], table: str) -> pl.LazyFrame:
    """The records of all shards of a table."""
    return pl.scan_parquet([_path(folder, table) for folder in folders], hive_partitioning=False)


def shards_of(folders: Sequence[Path], pages: pl.DataFrame) -> list[Path]:
    """The folders of those shards that hold any of some pages.

    Args:
        folders: The shards' folders, one at least.
        pages: `page`, their keys.
    """
    held = _placed(folders).join(pages.lazy(), on="page", how="semi").select("path").unique().collect()
    names = {*held["path"]}
    return [folder for folder in folders if str(_path(folder, INDEX)) in names]


def shards_below(folders: Sequence[Path], size: int) -> list[Path]:
    """The folders of those shards that hold fewer pages.

    Args:
        folders: The shards' folders, one at least.
        size: Than how many.
    """
    sizes = dict(_placed(folders).group_by("path").len().collect().iter_rows())
    return [folder for folder in folders if sizes.get(str(_path(folder, INDEX)), 0) < size]


def _placed(folders: Sequence[Path]) -> pl.LazyFrame:
    """The key of each page of shards, with the `path` of the file that has it."""
    paths = [_path(folder, INDEX) for folder in folders]
    return pl.scan_parquet(paths, hive_partitioning=False, include_file_paths="path").select("page", "path")


def merge_records(folders: Sequence[Path], into: Path) -> None:
    """Put the records of shards together in one new folder."""
    into.mkdir(parents=True)
    tables = sorted(path.stem for path in folders[0].glob("*.parquet"))
    put_records(into, {table: scan_records(folders, table).collect() for table in tables})


def keep_records(folder: Path, pages: pl.Series, into: Path) -> None:
    """Put the records of some pages of a shard in a new folder.

    Args:
        folder: The shard's.
        pages: Keys of the pages.
        into: The new folder.
    """
    into.mkdir(parents=True)
    of_pages = pl.col("page").is_in(pages.implode())
    put_records(
        into,
        {
            path.stem: scan_records([folder], path.stem).filter(of_pages).collect()
            for path in folder.glob("*.parquet")
        },
    )


@contextmanager
def writing_to(folder: Path) -> Iterator[None]:
    """Say where it was that could not be written: Polars names no place, and not always an `OSError`."""
    try:
        yield
    except (OSError, pl.exceptions.ComputeError) as error:
        raise OSError(f"{folder}: {error}") from error


def _path(folder: Path, table: str) -> Path:
    return folder / f"{table}.parquet"
