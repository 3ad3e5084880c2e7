"""Ways to change a release behind its back."""

import gzip
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import orjson
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from schemas.projections import arrow_schema
from schemas.tables import PUBLISHED
from warta.publishing.checksums import file_sha256, files_below, format_sums

AUGUST = "articles/month=2024-08/part-0.parquet"
AUGUST_LINES = f"jsonl/{AUGUST.removesuffix('.parquet')}.jsonl.gz"
SPANS = "spans/month=2024-08/part-0.parquet"
Tamper = Callable[[Path], None]


def manifest(change: Callable[[dict[str, Any]], object]) -> Tamper:
    """Change the manifest."""
    return document("manifest.json", change)


def document(path: str, change: Callable[[Any], object]) -> Tamper:
    """Change a JSON file."""

    def tamper(folder: Path) -> None:
        content = orjson.loads((folder / path).read_bytes())
        change(content)
        (folder / path).write_bytes(orjson.dumps(content))

    return tamper


def forged(tamper: Tamper) -> Tamper:
    """Hide a change from the checksums: the manifest and `SHA256SUMS` are made to fit the files."""

    def seal(folder: Path) -> None:
        tamper(folder)
        manifest(lambda content: refresh(folder, content))(folder)
        sums = {path: file_sha256(file) for path, file in files_below(folder).items() if path != "SHA256SUMS"}
        (folder / "SHA256SUMS").write_text(format_sums(sums))

    return seal


def listed(content: dict[str, Any]) -> dict[str, Any]:
    """What the manifest says of the articles of August."""
    (file,) = (file for file in content["files"] if file["path"] == AUGUST)
    return cast(dict[str, Any], file)


def refresh(folder: Path, content: dict[str, Any]) -> None:
    for file in content["files"]:
        path = folder / file["path"]
        if path.exists():
            file |= {"bytes": path.stat().st_size, "sha256": file_sha256(path)}


def rows(path: str, change: Callable[[pl.DataFrame], pl.DataFrame]) -> Tamper:
    """Change the rows of a Parquet file, as a careful forger would."""

    def tamper(folder: Path) -> None:
        table = PUBLISHED[path.split("/")[0]]
        changed = change(pl.read_parquet(folder / path, hive_partitioning=False))
        plain = changed.to_arrow(compat_level=pl.CompatLevel.oldest())
        pq.write_table(plain.cast(arrow_schema(table)), folder / path)

    return tamper


def lines(path: str, change: Callable[[list[bytes]], list[bytes]]) -> Tamper:
    """Change the lines of a JSON Lines file."""

    def tamper(folder: Path) -> None:
        content = gzip.decompress((folder / path).read_bytes()).splitlines(keepends=True)
        (folder / path).write_bytes(gzip.compress(b"".join(change(content)), mtime=0))

    return tamper


def first(column: str, value: object) -> Callable[[pl.DataFrame], pl.DataFrame]:
    """Give the first row another value."""
    here = pl.int_range(pl.len()) == 0
    return lambda frame: frame.with_columns(
        pl.when(here).then(pl.lit(value, frame.schema[column])).otherwise(column).alias(column)
    )


def flip_a_byte(folder: Path) -> None:
    content = bytearray((folder / AUGUST).read_bytes())
    content[len(content) // 2] ^= 1
    (folder / AUGUST).write_bytes(content)


def another_schema(change: Callable[[pa.Table], pa.Table]) -> Tamper:
    def tamper(folder: Path) -> None:
        pq.write_table(change(pq.read_table(folder / SPANS)), folder / SPANS)

    return tamper


def drop_partition(folder: Path) -> None:
    for path in (AUGUST, AUGUST_LINES):
        (folder / path).unlink()
    manifest(
        lambda content: content.update(
            files=[file for file in content["files"] if "2024-08" not in file["path"]]
        )
    )(folder)
