"""One table to its files: Parquet for analysis and gzipped JSON Lines for everything else, side by side."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor, wait
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import IO, Final, Self, cast

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
from zlib_ng import gzip_ng

from schemas.fields import notes_of
from schemas.frames import polars_schema
from schemas.projections import arrow_schema
from schemas.tables import PUBLISHED, UNKNOWN_MONTH, Table, partition_path
from warta.publishing.errors import writing_to
from warta.publishing.manifest import File

ROWS_PER_GROUP: Final = 5_000
"""Rows of a Parquet row group: small enough that a query for a day of long texts reads little."""

_ZSTD_LEVEL: Final = 3
_GZIP_LEVEL: Final = 5  # of zlib-ng: as small as level 6 of zlib, in a third of its time


@dataclass(frozen=True, slots=True)
class Part:
    """What was written of one partition of a table.

    Attributes:
        table: Name of the table.
        partition: Value of the table's hive key; null where the table has none.
        rows: Number of rows.
        lines_sha256: SHA-256 of the JSON Lines before compression.
        files: Entries of the manifest for its two files, where they were taken over and found to be so.
    """

    table: str
    partition: str | None
    rows: int
    lines_sha256: str
    files: tuple[File, ...] = ()

    @property
    def parquet(self) -> str:
        """Path of the Parquet file below the release."""
        return parquet_path(PUBLISHED[self.table], self.partition)

    @property
    def json_lines(self) -> str:
        """Path of the JSON Lines below the release."""
        return json_lines_path(PUBLISHED[self.table], self.partition)


def parquet_path(table: Table, partition: str | None) -> str:
    """Where the Parquet file of a partition stands below the release."""
    return f"{_stem(table, partition)}.parquet"


def json_lines_path(table: Table, partition: str | None) -> str:
    """Where the JSON Lines of a partition stand below the release."""
    return f"jsonl/{_stem(table, partition)}.jsonl.gz"


def _stem(table: Table, partition: str | None) -> str:
    if table.partition is None or partition is None:
        return f"{table.name}/part-0"
    return f"{table.name}/{partition_path(table.partition, partition)}"


def to_json_lines(frame: pl.DataFrame) -> bytes:
    """Rows as JSON Lines in UTF-8: the columns in order, dates in ISO 8601, missing values as null."""
    lines = BytesIO()
    frame.write_ndjson(lines)
    return lines.getvalue()


def to_arrow(frame: pl.DataFrame, table: Table) -> pa.Table:
    """Rows as Arrow, with the declared schema and in one piece: how the frame was cut does not show."""
    plain = frame.rechunk().to_arrow(compat_level=pl.CompatLevel.oldest())
    return plain.cast(arrow_schema(table))


class TableWriter:
    """Writes a table chunk by chunk, holding no more than a row group and two chunks in memory.

    Chunks come in the table's order, partition after partition. What is written does not depend on where the
    chunks are cut. A table that gets no rows is written empty, so that readers find its columns.

    Args:
        release: Folder of the release.
        table: Name of the table.
        kept: Parts that stand there already.

    Attributes:
        parts: What stands there; complete once the writer is closed.
    """

    def __init__(self, release: Path, table: str, kept: Iterable[Part] = ()) -> None:
        self.parts = [part for part in kept if part.table == table]
        self._release = release
        self._table = PUBLISHED[table]
        self._open: _PartWriter | None = None
        self._threads = [ThreadPoolExecutor(1) for _ in range(2)]  # one for each of the files of a partition

    def __enter__(self) -> Self:
        """Nothing is written before the first rows."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Finish the files, or let go of them where an error came."""
        try:
            if error is None:
                self.close()
        finally:
            if self._open:
                self._open.abandon()
            for thread in self._threads:
                thread.shutdown()

    def write(self, frame: pl.DataFrame, partition: str | None = None) -> None:
        """Write rows.

        Args:
            frame: Rows with exactly the table's columns and types, sorted as the table is.
            partition: Value of the table's hive key for all of them; null where the table has none.

        Raises:
            ValueError: The columns are not the table's, or the partition was closed before: our own fault.
            CannotWriteError: The disk is full or the place cannot be written.
        """
        expected = polars_schema(self._table)
        if frame.schema != expected:
            raise ValueError(f"{self._table.name}: {dict(frame.schema)} is not {dict(expected)}")
        if (partition is None) != (self._table.partition is None):
            raise ValueError(
                f"{self._table.name}: partition {partition!r}, hive key {self._table.partition!r}"
            )
        if self._open is None or self._open.partition != partition:
            self._begin(partition)
        cast(_PartWriter, self._open).write(frame)

    def close(self) -> list[Part]:
        """Finish the files.

        Raises:
            CannotWriteError: The disk is full or the place cannot be written.
        """
        if self._open is None and not self.parts:
            self._begin(UNKNOWN_MONTH if self._table.partition else None)
        self._finish()
        return self.parts

    def _begin(self, partition: str | None) -> None:
        self._finish()
        if any(part.partition == partition for part in self.parts):
            raise ValueError(f"{self._table.name}: partition {partition!r} comes twice")
        self._open = _PartWriter(self._release, self._table, partition, self._threads)

    def _finish(self) -> None:
        if self._open:
            self.parts.append(self._open.close())
            self._open = None


class _PartWriter:
    """Writes the two files of one partition, each in a thread of its own while the next rows are made."""

    def __init__(
        self, release: Path, table: Table, partition: str | None, threads: Sequence[Executor]
    ) -> None:
        self.partition = partition
        self._table = table
        self._threads = threads
        self._parquet_path = release / parquet_path(table, partition)
        self._lines_path = release / json_lines_path(table, partition)
        self._waiting: pl.DataFrame | None = None
        self._rows = 0
        self._digest = hashlib.sha256()
        self._files = ExitStack()
        self._under_way: list[Future[None]] = []
        with writing_to(self._parquet_path):
            self._parquet = self._files.enter_context(_open_parquet(self._parquet_path, table))
        with writing_to(self._lines_path):
            self._lines = self._files.enter_context(open_gzip(self._lines_path))

    def write(self, frame: pl.DataFrame) -> None:
        self._await()
        rows = frame if self._waiting is None else pl.concat([self._waiting, frame])
        whole = rows.height // ROWS_PER_GROUP * ROWS_PER_GROUP
        for group in rows.head(whole).iter_slices(ROWS_PER_GROUP):
            self._write_group(group)
        self._waiting = rows.slice(whole)

    def close(self) -> Part:
        self._await()
        if self._waiting is not None and self._waiting.height:
            self._write_group(self._waiting)
        self._await()
        with writing_to(self._parquet_path):
            self._files.close()
        return Part(self._table.name, self.partition, self._rows, self._digest.hexdigest())

    def abandon(self) -> None:
        """Let go of files that another error left half-written; they are never published."""
        wait(self._under_way)
        with suppress(OSError):
            self._files.close()

    def _write_group(self, group: pl.DataFrame) -> None:
        """Have rows written to both files, after all that came before."""
        self._rows += group.height
        works = (self._write_parquet, self._write_lines)
        self._under_way += [
            thread.submit(work, group) for thread, work in zip(self._threads, works, strict=True)
        ]

    def _write_parquet(self, group: pl.DataFrame) -> None:
        with writing_to(self._parquet_path):
            self._parquet.write_table(to_arrow(group, self._table), row_group_size=ROWS_PER_GROUP)

    def _write_lines(self, group: pl.DataFrame) -> None:
        lines = to_json_lines(group)
        self._digest.update(lines)
        with writing_to(self._lines_path):
            self._lines.write(lines)

    def _await(self) -> None:
        """Let no more than one chunk of rows wait; raises what went wrong with it."""
        for written in self._under_way:
            written.result()
        self._under_way = []


@contextmanager
def _open_parquet(path: Path, table: Table) -> Iterator[pq.ParquetWriter]:
    path.parent.mkdir(parents=True, exist_ok=True)
    schema = arrow_schema(table)
    # Statistics and dictionaries of long texts take more room than they save.
    short = [name for name, column in table.schema.columns.items() if not notes_of(column).long]
    leaves = [f"{name}.list.element" if pa.types.is_list(schema.field(name).type) else name for name in short]
    ordering = [(name, "ascending") for name in table.sort]
    with pq.ParquetWriter(
        path,
        schema,
        compression="zstd",
        compression_level=_ZSTD_LEVEL,
        use_dictionary=leaves,
        write_statistics=leaves,
        write_page_index=True,
        write_page_checksum=True,
        sorting_columns=pq.SortingColumn.from_ordering(schema, ordering, null_placement="at_end"),
    ) as writer:
        yield writer


@contextmanager
def open_gzip(path: Path) -> Iterator[IO[bytes]]:
    """A gzip file that holds neither its name nor the time."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as raw, gzip_ng.GzipNGFile("", "wb", _GZIP_LEVEL, raw, mtime=0) as file:
        yield cast(IO[bytes], file)
