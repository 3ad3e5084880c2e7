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

from warta.reading.compression import true_ending
from warta.reading.decoding import MAX_PAGE_BYTES

_BLOCK = 1 << 20
_PLAIN = ".jsonl"


@dataclass(frozen=True, slots=True)
class Line:
    """A line with its number from 1; `raw` is null where it is longer than a page can be."""

    number: int
    raw: bytes | None


class DamagedError(Exception):
    """A compressed file, or the rest of it, cannot be read."""


def lines(path: Path) -> Iterator[Line]:
    """Read a file line by line; blank lines are passed over, no line is held beyond the size of a page.

    Raises:
        DamagedError: Where compressed data are damaged or end early, the lines before have been given; or
            where the file is not what its name says.
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
    named = path.suffix.casefold().replace(_PLAIN, "")
    with path.open("rb") as stream:
        start = stream.peek()
    if start and (found := true_ending(start)) != named:
        raise DamagedError(
            f"its bytes are those of a {found} file: name it {_PLAIN}{found}"
            if found
            else f"its bytes are not those of a {named} file: name it {_PLAIN} if it is plain text"
        )
    if named == ".gz":
        return cast("IO[bytes]", gzip.open(path))
    if named == ".zst":
        return io.BufferedReader(cast("io.RawIOBase", zstandard.open(path)), _BLOCK)
    return path.open("rb")


def _skip_line(stream: IO[bytes]) -> None:
    while (block := stream.readline(_BLOCK)) and not block.endswith(b"\n"):
        pass
