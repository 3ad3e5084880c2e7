"""The SHA-256 of files, kept for those that are as they were when they were hashed: these are not read again.

Whatever is done to a file, or put in its place, gives it another inode or another time of change, which
nobody can set as that of writing.
"""

import hashlib
import os
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final, NamedTuple, Self

import orjson

from warta.assembly.noted import read_note, write_note

_SETTLED: Final = 2_000_000_000
"""Nanoseconds since the last change, at least: what changes again at once may do so in one tick."""


class Mark(NamedTuple):
    """All that the disk says of a file; times in nanoseconds."""

    device: int
    inode: int
    size: int
    modified: int
    changed: int


class Hashed:
    """What files hold.

    Attributes:
        known: SHA-256 of files by their marks.
    """

    def __init__(self, known: Mapping[Mark, str]) -> None:
        self.known = known
        self._met: dict[Mark, str] = {}

    @classmethod
    def read(cls, path: Path, tell: Callable[[str], None]) -> Self:
        """What `write` kept; nothing where it is not there or damaged: then all files are read.

        Args:
            path: Where.
            tell: Is told when it is damaged.
        """
        try:
            content = read_note(path)
            return cls({Mark(*mark): sha256 for *mark, sha256 in orjson.loads(content or b"[]")})
        except (OSError, ValueError, TypeError) as error:
            tell(f"{path}: damaged, so that all files are hashed again: {error}")
            return cls({})

    def write(self, path: Path) -> None:
        """Keep what was told of files, for the next build.

        Raises:
            OSError: It cannot be written; names the file.
        """
        write_note(path, orjson.dumps([[*mark, sha256] for mark, sha256 in self._met.items()]))

    def of(self, path: Path) -> tuple[int, str]:
        """Bytes and SHA-256 of a file.

        Raises:
            OSError: It cannot be opened.
        """
        with path.open("rb") as stream:
            found = os.fstat(stream.fileno())
            mark = Mark(found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)
            settled = mark.changed + _SETTLED < time.time_ns()
            if mark in self.known:
                sha256 = self.known[mark]
            else:
                sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
            if settled:
                self._met[mark] = sha256
            return mark.size, sha256
