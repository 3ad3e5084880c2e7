"""JSON Lines, plain or compressed: one page a line."""

import gzip
import io
import zlib
from codecs import BOM_UTF8
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

import zstandard

from warta.reading.decoding import MAX_PAGE_BYTES

_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Line:
    """A line with its number from 1; `raw` is null where it is longer than a page can be."""

    number: int
    raw: bytes | None


class DamagedError(Exception):
    """The rest of a compressed file cannot be read."""


def lines(path: Path) -> Iterator[Line]:
    """Read a file line by line; blank lines are passed over, no line is held beyond the size of a page.

    Raises:
        DamagedError: Where compressed data are damaged or end early; the lines before have been given.
        OSError: Where the file cannot be read.
    """
    with _opened(path) as stream:
        number = 0
        try:
            while raw := stream.readline(MAX_PAGE_BYTES + 1):
                number += 1
                if len(raw) > MAX_PAGE_BYTES and not raw.endswith(b"\n"):
                    _skip_line(stream)
                    yield Line(number, None)
                elif stripped := (raw.removeprefix(BOM_UTF8) if number == 1 else raw).strip():
                    yield Line(number, stripped)
        except (EOFError, gzip.BadGzipFile, zlib.error, zstandard.ZstdError) as error:
            raise DamagedError(f"compressed data break off after line {number}: {error}") from error


def _opened(path: Path) -> IO[bytes]:
    if path.suffix.casefold() == ".gz":
        return cast("IO[bytes]", gzip.open(path))
    if path.suffix.casefold() == ".zst":
        return io.BufferedReader(cast("io.RawIOBase", zstandard.open(path)), _BLOCK)
    return path.open("rb")


def _skip_line(stream: IO[bytes]) -> None:
    while (block := stream.readline(_BLOCK)) and not block.endswith(b"\n"):
        pass
