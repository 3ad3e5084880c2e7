"""Whether the two files of one partition hold what their table is declared to hold, and both the same."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from schemas.projections import arrow_schema
from schemas.tables import Table, partition
from warta.numbers import in_numbers
from warta.printable import counted
from warta.publishing.errors import BrokenReleaseError
from warta.publishing.manifest import MANIFEST, File
from warta.publishing.verification.ledger import pieces
from warta.publishing.verification.lines import (
    LinesDigest,
    first_difference,
    frames,
    lines_sha256,
    reading_from,
)
from warta.publishing.writing import ROWS_PER_GROUP
from warta.validation import validate

_RELATED: Final = (
    "article_id",
    "source_path",
    "source_row",
    "reason",
    "status",
    "last_seen",
    "chars_total",
    "chars_kept",
    "chars_removed",
    "chars_blank",
)
"""Columns by which tables are compared with each other, where a table has them."""

_OF_PAGES: Final = ["article_id", "source_path", "source_row"]
"""Columns by which articles are compared with other partitions, and with tables that have none."""


@dataclass(slots=True)
class PartReading:
    """What was read of a partition.

    Attributes:
        problems: One line each, naming file, row and field.
        rows: Rows of the Parquet file.
        lines_sha256: SHA-256 of the JSON Lines before compression.
        related: What other tables are compared with, in pieces.
    """

    problems: list[str] = field(default_factory=list)
    rows: int = 0
    lines_sha256: str = ""
    related: list[pl.DataFrame] = field(default_factory=list)


def read_part(release: Path, table: Table, key: str | None, parquet: File, lines: File) -> PartReading:
    """Read both files of a partition side by side, a row group at a time, and check them.

    Args:
        release: Folder of the release.
        table: What the files should hold.
        key: The partition; null where the table has none.
        parquet: What the manifest says of the Parquet file.
        lines: What it says of the JSON Lines.
    """
    reading = PartReading()
    try:
        with reading_from(parquet.path):
            with pq.ParquetFile(release / parquet.path) as source:
                reading.rows = source.metadata.num_rows
                reading.problems += _check_shape(source, table, parquet)
                if not source.schema_arrow.equals(arrow_schema(table), check_metadata=True):
                    return reading
            expected = _check_rows(reading, table, key, release, parquet.path)
        reading.lines_sha256 = lines_sha256(release, lines.path)
        if reading.lines_sha256 != lines.lines_sha256:
            reading.problems.append(f"{lines.path}: the SHA-256 of its lines is not that of {MANIFEST}")
        if reading.lines_sha256 != expected:
            reading.problems += first_difference(release, parquet.path, lines.path)
    except BrokenReleaseError as error:
        reading.problems.append(str(error))
    return reading


def seen_rows(release: Path, table: Table, files: Mapping[str, File]) -> pl.DataFrame:
    """What partitions say that were verified before: only what tables of other partitions are compared with.

    Args:
        release: Folder of the release.
        table: What the files hold.
        files: What the manifest says of the Parquet file of each partition.

    Returns:
        Columns of `related_of` and `partition`.
    """
    columns = {"articles": _OF_PAGES, "spans": ["article_id"]}.get(table.name)
    if columns is None or not files:
        return pl.DataFrame(schema={"partition": pl.Categorical()})
    paths = {str(release / file.path): key for key, file in files.items()}
    rows = pl.scan_parquet([*paths], hive_partitioning=False, include_file_paths="partition")
    if table.name == "spans":
        rows = rows.filter(pl.col("start") == 0)  # once a page, whose spans tile it
    return in_numbers(rows.select(*columns, pl.col("partition").replace_strict(paths)).collect())


def _check_shape(source: pq.ParquetFile, table: Table, file: File) -> Iterator[str]:
    declared, schema = arrow_schema(table), source.schema_arrow
    metadata = source.metadata
    if metadata.num_rows != file.rows:
        yield f"{file.path}: {counted(metadata.num_rows, 'row')}, {MANIFEST} says {file.rows}"
    if file.table != table.name:
        yield f"{file.path}: {MANIFEST} calls its table {file.table}"
    if not schema.equals(declared):
        yield f"{file.path}: columns: {_first_difference(schema, declared)}"
    elif not schema.equals(declared, check_metadata=True):
        yield f"{file.path}: the descriptions of its columns are not the declared ones"
    sizes = [metadata.row_group(number).num_rows for number in range(metadata.num_row_groups)]
    if any(size != ROWS_PER_GROUP for size in sizes[:-1]) or any(size > ROWS_PER_GROUP for size in sizes):
        yield f"{file.path}: row groups are not of {ROWS_PER_GROUP} rows"


def _first_difference(schema: pa.Schema, declared: pa.Schema) -> str:
    if schema.names != declared.names:
        return f"not those declared: {sorted({*schema.names} ^ {*declared.names}) or 'another order'}"
    return next(
        f"{ours} was declared, {theirs} found"
        for ours, theirs in zip(declared, schema, strict=True)
        if not ours.equals(theirs)
    )


def _check_rows(reading: PartReading, table: Table, key: str | None, release: Path, path: str) -> str:
    """Go through the Parquet file; of each kind of fault the first is told.

    Returns:
        SHA-256 of its rows as JSON Lines.
    """
    digest = LinesDigest()
    before: list[pl.DataFrame] = []
    faults: dict[str, str] = {}
    seen = 0
    for frame in frames(release / path):
        digest.add(frame)
        keys = pl.concat([*before, frame.select(table.sort)])
        for kind, fault in (
            ("rule", _broken_rule(table, frame, seen)),
            ("order", _disorder(table, keys)),
            ("partition", _misplaced(key, frame)),
        ):
            if fault:
                faults.setdefault(kind, f"{path}: {fault}")
        reading.related.append(related_of(frame, table))
        before = [keys.tail(1)]
        seen += frame.height
    reading.problems += faults.values()
    return digest.sha256()


def related_of(frame: pl.DataFrame, table: Table) -> pl.DataFrame:
    """What other tables are compared with, in numbers: texts would hold those of the whole frame.

    Args:
        frame: Rows of the table.
        table: The table.
    """
    if table.name == "spans":
        return in_numbers(pieces(frame))
    is_unique = table.key == table.sort  # which was seen row by row; other keys are compared later
    names = {*table.references, *_RELATED, *(() if is_unique else table.key)}
    related = in_numbers(frame.select(name for name in table.columns if name in names))
    return related.unique(maintain_order=True) if is_unique else related


def _broken_rule(table: Table, frame: pl.DataFrame, seen: int) -> str | None:
    _, failures = validate(table, frame)
    if failures.is_empty():
        return None
    first = failures.row(0, named=True)
    return f"row {seen + first['row'] + 1}: {first['check']} ({first['value']})"


def _disorder(table: Table, keys: pl.DataFrame) -> str | None:
    names = ", ".join(table.sort)
    in_order, same = pl.lit(True), pl.lit(True)
    for name in reversed(table.sort):
        here, following = pl.col(name), pl.col(name).shift(-1)
        equal = here.eq_missing(following)
        before = (here < following).fill_null(here.is_not_null())  # nulls come last
        in_order, same = before | (equal & in_order), equal & same
    checked = keys.select(in_order=in_order, same=same).head(-1)  # nothing follows the last row
    if not checked["in_order"].all():
        return f"rows are not sorted by {names}"
    if table.sort == table.key and checked["same"].any():
        return f"two rows with the same {names}"
    return None


def _misplaced(key: str | None, frame: pl.DataFrame) -> str | None:
    """Tell whether articles are of another partition; rows of other tables stand where their articles do."""
    if key is None or not {"date", "source_fetched_at"} <= {*frame.columns}:
        return None
    own = partition(pl.col("date"), pl.col("source_fetched_at"))
    return None if frame.select((own == key).all()).item() else f"rows whose date is not of {key}"
