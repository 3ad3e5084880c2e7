"""Web archives (WARC 1.0 and 1.1, ISO 28500) to the HTML pages in them."""

import io
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Final

from fastwarc.stream_io import BrotliReader
from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from warta.reading.decoding import MAX_PAGE_BYTES, TOO_LARGE, Undecodable
from warta.reading.rows import in_utc
from warta.terms import Reason

_MEMBER: Final = b"\x1f\x8b\x08"
"""How a compressed record starts (RFC 1952)."""
_BLOCK: Final = 1 << 20
_HTML: Final = frozenset(("text/html", "application/xhtml+xml"))
_GZIP_OR_ZLIB: Final = 47
_BARE_DEFLATE: Final = -15
"""Window bits of zlib: it tells by the head which of two the data are, or expects none."""


@dataclass(frozen=True, slots=True)
class Response:
    """An archived HTML page.

    Attributes:
        number: Of its record in the file, from 1.
        raw: The bytes of the page, neither chunked nor compressed.
        url: Its address.
        fetched_at: When it was fetched, ISO 8601 in UTC to the second.
        charset: What the HTTP header says of its encoding.
    """

    number: int
    raw: bytes
    url: str | None
    fetched_at: str | None
    charset: str | None


@dataclass(frozen=True, slots=True)
class Broken:
    """A page that cannot be read, or a damaged part of the file, which counts as one record."""

    number: int
    url: str | None
    problem: Undecodable


@dataclass(slots=True)
class Archive:
    """A WARC file, plain or compressed.

    Attributes:
        path: Where it is.
        skipped: How many records were no pages, by what they were; complete once `pages` is exhausted.
    """

    path: Path
    skipped: Counter[str] = field(default_factory=Counter)

    def pages(self) -> Iterator[Response | Broken]:
        """Read the HTML pages in order; what is damaged is said, and the next whole record follows.

        Raises:
            OSError: Where the file cannot be opened, or has no record.
        """
        number = position = 0
        damaged = -1
        with self.path.open("rb") as stream:
            while True:
                stream.seek(position)
                try:
                    for record in ArchiveIterator(stream, parse_http=False, quirks_mode=True):
                        number, position = number + 1, record.stream_pos
                        if page := self._page(record, number):
                            yield page
                except OSError as error:  # FastWARC's word for what it cannot parse
                    if number != damaged:  # else the same damage, met again while looking for its end
                        damaged = number = number + 1
                        yield Broken(number, None, _unreadable(f"damaged after record {number - 1}: {error}"))
                    following = _next_member(stream, position + len(_MEMBER))
                    if following is None:
                        break
                    position = following
                else:
                    break
        if not number:
            raise OSError("no record of a web archive")

    def _page(self, record: WarcRecord, number: int) -> Response | Broken | None:
        """The page of a record; none, and counted, where it holds no HTML page."""
        url = record.headers.get("WARC-Target-URI")
        if record.headers.get("Content-Length") is None:  # each record has one (ISO 28500)
            return Broken(number, url, _unreadable("its header breaks off"))
        if record.record_type not in (WarcRecordType.response, WarcRecordType.resource):
            self.skipped[record.headers.get("WARC-Type") or "no type"] += 1
            return None
        try:
            if record.is_http:
                record.parse_http(auto_decode="transfer", quirks_mode=True)
                if record.http_headers is None or record.http_headers.status_code is None:
                    return Broken(number, url, _unreadable("no HTTP header"))
            if other := _no_page(record):
                self.skipped[other] += 1
                return None
            length = record.content_length
            raw = record.reader.read(MAX_PAGE_BYTES + 1)
        except OSError as error:
            return Broken(number, url, _unreadable(str(error)))
        headers = record.http_headers
        if len(raw) < length and not (headers and headers.get("Transfer-Encoding")):
            return Broken(number, url, _unreadable(f"breaks off: {len(raw):,} of {length:,} bytes"))
        raw = _decoded(raw, headers.get("Content-Encoding") if headers else None)
        if len(raw) > MAX_PAGE_BYTES:
            return Broken(number, url, TOO_LARGE)
        date = record.record_date
        fetched_at = in_utc(date and date.isoformat())
        return Response(number, raw, url, fetched_at, record.http_charset)


def _unreadable(detail: str) -> Undecodable:
    return Undecodable(Reason.UNREADABLE, detail)


def _no_page(record: WarcRecord) -> str | None:
    """What a record is, where it is no page: of another type, or an error or a redirection."""
    if record.http_headers and record.http_headers.status_code != 200:
        return f"status {record.http_headers.status_code}"
    kind = record.http_content_type if record.is_http else record.headers.get("Content-Type")
    kind = (kind or "no content type").partition(";")[0].strip().lower()
    return None if kind in _HTML else kind


def _next_member(stream: IO[bytes], position: int) -> int | None:
    """Where the next compressed record after a place in the file may start."""
    stream.seek(position)
    kept = b""
    while block := stream.read(_BLOCK):
        if (found := (kept + block).find(_MEMBER)) >= 0:
            return position - len(kept) + found
        kept = block[-len(_MEMBER) + 1 :]
        position += len(block)
    return None


def _decoded(raw: bytes, encoding: str | None) -> bytes:
    """A body without its compression; as it is where it is not compressed, whatever its header says."""
    try:
        match (encoding or "").strip().lower():
            case "gzip" | "x-gzip":
                return zlib.decompressobj(_GZIP_OR_ZLIB).decompress(raw, MAX_PAGE_BYTES + 1)
            case "deflate":
                kind = _GZIP_OR_ZLIB if raw[:1] == b"\x78" else _BARE_DEFLATE
                return zlib.decompressobj(kind).decompress(raw, MAX_PAGE_BYTES + 1)
            case "br":
                return bytes(BrotliReader(io.BytesIO(raw)).read(MAX_PAGE_BYTES + 1))
    except (zlib.error, OSError):
        pass
    return raw
