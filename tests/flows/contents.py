"""Every byte of a release, decompressed."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl


def contents(release: Path) -> Iterator[tuple[str, str]]:
    """The text of each file of a release: as it stands there, and of tables each value by itself too."""
    for path in sorted(release.rglob("*")):
        if path.is_dir():
            continue
        content = path.read_bytes()
        if path.suffix == ".gz":
            content = gzip.decompress(content)
        yield path.name, content.decode("utf-8", errors="replace")
        if path.suffix == ".parquet":
            rows = pl.read_parquet(path, hive_partitioning=False).rows()
            yield path.name, "\n".join(value for row in rows for value in strings(row))


def strings(value: Any) -> Iterator[str]:
    """The texts in a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | tuple):
        for item in value:
            yield from strings(item)


def folded(text: str) -> str:
    """A text whose white space is single blanks, line breaks of JSON among them."""
    return re.sub(r"(?:\\n|\s)+", " ", text)
