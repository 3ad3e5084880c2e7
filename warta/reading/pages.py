"""Files to frames of pages, a shard at a time."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Any, Final, TypeAlias

import polars as pl

from warta.frames import PAGES, REJECTS, SPAN
from warta.reading import jsonl, rows
from warta.reading.compression import true_ending
from warta.reading.content import html_bytes, text_bytes
from warta.reading.decoding import MAX_PAGE_BYTES, TOO_LARGE, Undecodable, too_long
from warta.reading.html import Span
from warta.reading.inputs import Format, Input
from warta.reading.warc import Archive, Broken
from warta.terms import Reason, Stage

_MAX_VALUE: Final = 200
_TOLD_APART: Final = 10
"""A file that is something else altogether would fill the terminal with its lines."""
_SIZES: Final = {"size": pl.Int64}


@dataclass(frozen=True, slots=True)
class Shard:
    """A batch of pages, the rows that gave none, and each doubt: the name of its file, and a line."""

    pages: pl.DataFrame
    rejects: pl.DataFrame
    notices: tuple[tuple[str, str], ...]

    @property
    def size(self) -> int:
        """How many pages were read, rejects included."""
        return self.pages.height + self.rejects.height


class Telling:
    """What a person should know of pages while they are read, shard after shard.

    Of many rows of a file that were not read for one reason the first are told, and at the end how many more.
    """

    def __init__(self) -> None:
        self._alike: Counter[tuple[str, str]] = Counter()

    def lines(self, rejects: pl.DataFrame, notices: Iterable[str]) -> Iterator[str]:
        """Where and why pages were not read, and each doubt.

        Args:
            rejects: What gave no page (`warta.frames.REJECTS`).
            notices: The doubts, a line each.
        """
        columns = ("source_path", "source_row", "reason", "value")
        for path, row, reason, value in rejects.select(columns).iter_rows():
            if row is None:  # a file that is one page has no other like it
                yield f"{path}: {reason}: {value}"
                continue
            self._alike[path, reason] += 1
            if self._alike[path, reason] <= _TOLD_APART:
                yield f"{path}:{row}: {reason}: {value}"
        yield from notices

    def rest(self) -> Iterator[str]:
        """How many more were like those that were told."""
        for (path, reason), count in self._alike.items():
            if count > _TOLD_APART:
                yield f"{path}: {reason}: {count - _TOLD_APART:,} more like these"


@dataclass(slots=True)
class _Batch:
    pages: list[dict[str, Any]] = field(default_factory=list)
    rejects: list[dict[str, Any]] = field(default_factory=list)
    notices: list[tuple[str, str]] = field(default_factory=list)
    characters: int = 0
    sizes: list[int | None] = field(default_factory=list)  # how many spans of markup each page has
    spans: list[int | str] = field(default_factory=list)  # what they are, span after span

    def add(self, page: dict[str, Any]) -> None:
        """Add a page; thousands of spans as objects would be looked through for cycles again and again."""
        markup: list[Span] | None = page.pop("markup", None)
        self.sizes.append(None if markup is None else len(markup))
        self.spans += chain.from_iterable(markup or ())
        self.characters += len(page["text"])
        self.pages.append(page)

    def shard(self) -> Shard:
        return Shard(
            pl.DataFrame(self.pages, schema=PAGES).with_columns(self._markup()),
            pl.DataFrame(self.rejects, schema=REJECTS),
            tuple(self.notices),
        )

    def _markup(self) -> pl.Series:
        """The column `markup`: the spans of all pages are made columns at once, then parted into lists."""
        columns = {name: self.spans[place :: len(SPAN)] for place, name in enumerate(SPAN)}
        every = pl.lit(pl.DataFrame(columns, schema=SPAN).to_struct()).implode().first()
        sizes = pl.DataFrame({"size": self.sizes}, schema=_SIZES)
        size = pl.col("size")
        own = every.list.slice(size.cum_sum() - size, size)
        return sizes.select(markup=pl.when(size.is_not_null()).then(own)).to_series()


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


def read(inputs: Sequence[Input], shard_size: int, shard_characters: int = 16_000_000) -> Iterator[Shard]:
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
    if batch.pages or batch.rejects or batch.notices:
        yield batch.shard()


_Entry: TypeAlias = tuple[_Source, dict[str, Any] | Undecodable]


@dataclass(frozen=True, slots=True)
class _Notice:
    """Something that a person should know of a file."""

    path: str
    text: str


def _add(batch: _Batch, entry: _Entry | _Notice) -> None:
    if isinstance(entry, _Notice):
        batch.notices.append((entry.path, f"{entry.path}: {entry.text}"))
        return
    source, page = entry
    if not isinstance(page, Undecodable):
        page = too_long(page["text"]) or page
    if isinstance(page, Undecodable):
        reject = {"stage": Stage.READ, "reason": page.reason, "value": page.detail[:_MAX_VALUE]}
        # What gave no page was not cleared of private data, and is not hashed.
        batch.rejects.append({**replace(source, raw=None).columns(), **reject})
        return
    if notice := page.pop("notice", None):
        batch.notices.append((source.path, f"{source.place()}: {notice}"))
    batch.add({**source.columns(), **page})


def _entries(item: Input) -> Iterator[_Entry | _Notice]:
    try:
        match item.format:
            case Format.TEXT:
                yield _file(item, text_bytes)
            case Format.HTML:
                yield _file(item, html_bytes)
            case Format.JSON_LINES:
                yield from _rows(item)
            case Format.WARC:
                yield from _responses(item)
    except (OSError, jsonl.DamagedError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        yield _Source(item.stem, item.name, None, None), Undecodable(Reason.UNREADABLE, reason)


def _file(item: Input, content: Callable[[bytes], dict[str, Any] | Undecodable]) -> _Entry:
    with item.path.open("rb") as stream:
        raw = stream.read(MAX_PAGE_BYTES + 1)
    if len(raw) > MAX_PAGE_BYTES:
        return _Source(item.stem, item.name, None, None), TOO_LARGE
    if packed := true_ending(raw):
        unpack = Undecodable(Reason.UNREADABLE, f"its bytes are those of a {packed} file: unpack it")
        return _Source(item.stem, item.name, None, None), unpack
    return _Source(item.stem, item.name, None, raw), content(raw)


def _rows(item: Input) -> Iterator[_Entry | _Notice]:
    line = None
    for line in jsonl.lines(item.path):
        source = _Source(f"{item.stem}:{line.number}", item.name, line.number, line.raw)
        row = TOO_LARGE if line.raw is None else rows.parse(line.raw)
        if isinstance(row, Undecodable):
            yield source, row
        else:
            yield replace(source, page_id=rows.row_id(row) or source.page_id), rows.row_page(row)
    if line is None:
        yield _Notice(item.name, "no row in this file")


def _responses(item: Input) -> Iterator[_Entry | _Notice]:
    archive = Archive(item.path)
    for response in archive.pages():
        source = _Source(f"{item.stem}:{response.number}", item.name, response.number, None)
        if isinstance(response, Broken):
            yield source, response.problem
            continue
        page = html_bytes(response.raw, response.charset)
        if not isinstance(page, Undecodable):
            page |= {"url": response.url or page["url"], "fetched_at": response.fetched_at}
        yield replace(source, raw=response.raw), page
    if archive.skipped:
        kinds = ", ".join(f"{count:,} {kind}" for kind, count in sorted(archive.skipped.items()))
        yield _Notice(item.name, f"passed over records that hold no page: {kinds}")
