"""Everything that stands in files, however it is packed."""

import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq


def all_text(folder: Path) -> str:
    """The names and bytes of all files below a folder, and what those that are compressed hold."""
    parts: list[str] = []
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            raw = path.read_bytes()
            parts += [str(path.relative_to(folder)), raw.decode(errors="replace")]
            if path.suffix == ".gz":
                unpacked = gzip.decompress(raw).decode()
                parts += [unpacked, unpacked.replace("\\n", "\n").replace('\\"', '"')]
            elif path.suffix == ".parquet":
                parts += _strings(pq.read_table(path, partitioning=None).to_pylist())
    return "\x00".join(parts)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)


def pieces(text: str, length: int = 40) -> set[str]:
    """All pieces of as many characters."""
    return {text[start : start + length] for start in range(len(text) - length + 1)}
