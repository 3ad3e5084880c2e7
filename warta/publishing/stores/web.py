"""Files of a web server."""

import re
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from typing import Final
from urllib.parse import quote

import httpx

from warta.publishing.errors import CutOffError, NotThereError, StoreError

_TIMEOUT: Final = 30.0
_RANGE: Final = re.compile(r"bytes (\d+)-")
_MISSING: Final = {HTTPStatus.NOT_FOUND, HTTPStatus.GONE, HTTPStatus.FORBIDDEN}
"""Forbidden is what S3 says of a file that is not there to those who may not list."""

_PASSING: Final = {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS}


class Web:
    """Files below a URL.

    Attributes:
        where: The URL.
        folder: Null: it is not on this machine.
    """

    folder: Path | None = None

    def __init__(self, url: str) -> None:
        self.where = url.rstrip("/")
        # The bytes are checked as they were published: not packed for the way.
        self._client = httpx.Client(
            follow_redirects=True, timeout=_TIMEOUT, headers={"Accept-Encoding": "identity"}
        )

    def stream(self, path: str, start: int) -> Iterator[bytes]:
        """The bytes of a file from `start` on, also from a server that knows no ranges; see `Source`."""
        headers = {"Range": f"bytes={start}-"} if start else {}
        try:
            with self._client.stream(
                "GET", f"{self.where}/{quote(path, safe='/=')}", headers=headers
            ) as response:
                skip = self._before(response, path, start)
                for piece in response.iter_raw():
                    if skip < len(piece):
                        yield piece[skip:]
                    skip = max(0, skip - len(piece))
        except httpx.TransportError as error:
            raise CutOffError(f"{self.where}/{path}: {error or type(error).__name__}") from error
        except (httpx.HTTPError, httpx.InvalidURL, OverflowError) as error:  # no port has so many digits
            raise StoreError(f"{self.where}/{path}: {error}") from error

    def _before(self, response: httpx.Response, path: str, start: int) -> int:
        """How many bytes of the answer stand before `start`.

        Raises:
            StoreError: The answer is not the file, or begins elsewhere.
        """
        said = f"{self.where}/{path}: the server says {response.status_code} {response.reason_phrase}"
        if response.status_code in _MISSING:
            raise NotThereError(said)
        if response.is_server_error or response.status_code in _PASSING:
            raise CutOffError(said)
        if response.status_code == HTTPStatus.OK:
            return start
        begin = _RANGE.match(response.headers.get("Content-Range", ""))
        if response.status_code == HTTPStatus.PARTIAL_CONTENT and begin and int(begin[1]) == start:
            return 0
        raise StoreError(said)
