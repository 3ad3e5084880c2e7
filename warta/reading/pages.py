"""Files to frames of pages, a shard at a time."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final, TypeAlias

import orjson
import polars as pl

from warta.frames import PAGES, REJECTS
from warta.reading import jsonl
from warta.reading.decoding import Decoded, Undecodable, decode, unfit
from warta.reading.inputs import Format, Input
from warta.terms import Reason, Stage

_MAX_VALUE: Final = 200


@dataclass(frozen=True, slots=True)
class Shard:
    """A batch of pages, the rows that gave none, and a line for each page that was read with a doubt."""

    pages: pl.DataFrame
    rejects: pl.DataFrame
    notices: tuple[str, ...]

    @property
    def size(self) -> int:
        """How many pages were read, rejects included."""
        return self.pages.height + self.rejects.height

    def lines(self) -> Iterator[str]:
        """One line for each page that was not read, or read with a doubt: where and why."""
        for path, row, reason, value in self.rejects.select(
            "source_path", "source_row", "reason", "value"
        ).iter_rows():
            yield f"{path if row is None else f'{path}:{row}'}: {reason}: {value}"
        yield from self.notices


@dataclass(slots=True)
class _Batch:
    pages: list[dict[str, Any]] = field(default_factory=list)
    rejects: list[dict[str, Any]] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    characters: int = 0

    def shard(self) -> Shard:
        return Shard(
            pl.DataFrame(self.pages, schema=PAGES),
            pl.DataFrame(self.rejects, schema=REJECTS),
            tuple(self.notices),
        )


@dataclass(frozen=True, slots=True)
class _Source:
    """Where a page came from: the columns that page and reject share."""

    page_id: str
    path: str
    row: int | None
    raw: bytes | None

    def columns(self) -> dict[str, Any]:
        return {
            "page_id": self.page_id,
            "source_path": self.path,
            "source_row": self.row,
            "source_sha256": None if self.raw is None else hashlib.sha256(self.raw).hexdigest(),
            "source_bytes": None if self.raw is None else len(self.raw),
        }

    def place(self) -> str:
        return self.path if self.row is None else f"{self.path}:{self.row}"


def article_id(content: str) -> str:
    """Name an article by its content alone: the first 32 hex digits of the SHA-256 of its UTF-8 bytes."""
    return hashlib.sha256(content.encode()).hexdigest()[:32]


def read(inputs: Sequence[Input], shard_size: int, shard_characters: int = 64_000_000) -> Iterator[Shard]:
    """Read pages in shards.

    Args:
        inputs: The files, in the order in which they are read.
        shard_size: Pages in a shard, at most.
        shard_characters: Characters in a shard before it is closed, so that long pages do not fill memory.

    Yields:
        Shards with PAGES and REJECTS frames; what cannot be read is a reject and the next page follows.
    """
    batch = _Batch()
    for item in inputs:
        for entry in _entries(item):
            _add(batch, entry)
            if len(batch.pages) + len(batch.rejects) >= shard_size or batch.characters >= shard_characters:
                yield batch.shard()
                batch = _Batch()
    if batch.pages or batch.rejects:
        yield batch.shard()


_Entry: TypeAlias = tuple[_Source, dict[str, Any] | Undecodable]


def _add(batch: _Batch, entry: _Entry) -> None:
    source, page = entry
    if isinstance(page, Undecodable):
        reject = {"stage": Stage.READ, "reason": page.reason, "value": page.detail[:_MAX_VALUE]}
        batch.rejects.append({**source.columns(), **reject})
        return
    if notice := page.pop("notice", None):
        batch.notices.append(f"{source.place()}: {notice}")
    batch.characters += len(page["text"])
    batch.pages.append({**source.columns(), **page})


def _entries(item: Input) -> Iterator[_Entry]:
    source = _Source(item.stem, item.name, None, None)
    try:
        match item.format:
            case Format.TEXT:
                yield _text_page(item, item.path.read_bytes())
            case Format.JSON_LINES:
                yield from _rows(item)
            case Format.HTML | Format.WARC:
                raise NotImplementedError
    except (OSError, jsonl.DamagedError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        yield source, Undecodable(Reason.UNREADABLE, reason)


def _text_page(item: Input, raw: bytes) -> _Entry:
    source = _Source(item.stem, item.name, None, raw)
    decoded = decode(raw)
    if isinstance(decoded, Undecodable):
        return source, decoded
    page = {"text": decoded.text, "article_id": article_id(decoded.text), "source_encoding": decoded.encoding}
    return source, page | {"notice": _doubt(decoded)}


def _doubt(decoded: Decoded) -> str | None:
    if decoded.damaged:
        return "broken UTF-8: unreadable bytes stand as U+FFFD"
    if not decoded.encoding.startswith("utf"):
        return f"not UTF-8: read as {decoded.encoding}"
    return None


def _rows(item: Input) -> Iterator[_Entry]:
    for line in jsonl.lines(item.path):
        source = _Source(f"{item.stem}:{line.number}", item.name, line.number, line.raw)
        if line.raw is None:
            yield source, Undecodable(Reason.TOO_LARGE, "a line longer than a page can be")
            continue
        try:
            row = orjson.loads(line.raw)
        except orjson.JSONDecodeError as error:
            yield source, Undecodable(Reason.UNREADABLE, f"not JSON: {error}")
            continue
        yield _row_page(source, row)


def _row_page(source: _Source, row: object) -> _Entry:
    if not isinstance(row, dict):
        return source, Undecodable(Reason.UNREADABLE, f"a JSON {type(row).__name__}, not an object")
    given = row.get("id")
    if isinstance(given, str | int) and str(given).strip():
        source = _Source(str(given), source.path, source.row, source.raw)
    text = row.get("text")
    if not isinstance(text, str):
        return source, Undecodable(Reason.UNREADABLE, "no `text` in this row")
    if problem := unfit(text):
        return source, problem
    columns = {
        "url": row.get("url"),
        "outlet": row.get("outlet"),
        "fetched_at": _in_utc(row.get("fetched_at")),
    }
    known = {key: value for key, value in columns.items() if isinstance(value, str) and value.strip()}
    others = {key: value for key, value in row.items() if key not in known and key not in ("id", "text")}
    return source, {
        **known,
        "text": text,
        "article_id": article_id(text),
        "source_encoding": "utf-8",
        "provenance": orjson.dumps(others, option=orjson.OPT_SORT_KEYS).decode() if others else None,
    }


def _in_utc(time: object) -> str | None:
    """A time of ISO 8601 in UTC, to the second; one without a zone is taken for UTC."""
    if not isinstance(time, str):
        return None
    try:
        parsed = datetime.fromisoformat(time)
        aware = parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)
        return aware.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (ValueError, OverflowError):
        return None
