"""What releases are read from: a folder, S3 or plain HTTP, through one method.

A file is a stream of bytes that can begin anywhere in it. All else, such as taking up again what was cut off,
checking and bounding it, is the same wherever the bytes come from.
"""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final, Protocol

from warta.publishing.errors import BrokenReleaseError, CutOffError, NotThereError, StoreError

_WAITS: Final = (0.2, 0.5, 1.0, 2.0, 4.0)
"""Seconds between attempts that bring nothing; then the connection is given up."""

_LARGEST_DESCRIPTION: Final = 64 * 2**20
"""Bytes of a `latest.json` or `manifest.json`, at most."""


class Source(Protocol):
    """Files below one place.

    Attributes:
        where: The place, as a person would write it.
        folder: The place, where it is a folder of this machine.
    """

    where: str
    folder: Path | None

    def stream(self, path: str, start: int) -> Iterator[bytes]:
        """The bytes of a file from `start` on, in pieces of any size.

        Raises:
            NotThereError: There is no such file.
            CutOffError: The connection was cut or refused; another attempt may help.
            StoreError: The file cannot be read, and trying again does not help.
        """


def source_at(location: str) -> Source:
    """The source at a location: `s3://bucket/prefix`, `http(s)://…`, else a folder.

    Raises:
        StoreError: The location is none.
    """
    if location.startswith("s3://"):
        from warta.publishing.stores.files import in_bucket

        return in_bucket(location)
    if location.startswith(("http://", "https://")):
        from warta.publishing.stores.web import Web

        return Web(location)
    if "://" in location:
        raise StoreError(f"{location}: releases are in a folder, at s3://… or at http(s)://…")
    from warta.publishing.stores.files import in_folder

    return in_folder(location)


def resumed(source: Source, path: str, start: int = 0) -> Iterator[bytes]:
    """The bytes of a file from `start` on, taken up again wherever the connection is cut.

    Raises:
        CutOffError: Several attempts in a row brought nothing.
        StoreError: The file cannot be read.
    """
    waits = iter(_WAITS)
    while True:
        try:
            for piece in source.stream(path, start):
                start += len(piece)
                waits = iter(_WAITS)
                yield piece
        except CutOffError:
            wait = next(waits, None)
            if wait is None:
                raise
            time.sleep(wait)
        else:
            return


def read_small(source: Source, path: str) -> bytes | None:
    """A whole file that describes others; null where there is none.

    Raises:
        BrokenReleaseError: It is too large for what it should be.
        StoreError: It cannot be read.
    """
    content = bytearray()
    try:
        for piece in resumed(source, path):
            content += piece
            if len(content) > _LARGEST_DESCRIPTION:
                raise BrokenReleaseError(
                    f"{source.where}: {path} is larger than {_LARGEST_DESCRIPTION:,} bytes"
                )
    except NotThereError:
        return None
    return bytes(content)
