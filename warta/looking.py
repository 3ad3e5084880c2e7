"""Pages looked at without making a release: their ledgers and their facts as JSON lines."""

import sys
from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import Any, TypeAlias

import orjson
import polars as pl

from warta import cleaning
from warta.assembly.text import bodies, with_text
from warta.language import identify
from warta.printable import counted, tell
from warta.reading.inputs import find
from warta.reading.pages import Telling, read

_SHARD = 1_000

Rows: TypeAlias = Iterator[dict[str, Any]]


def print_spans(paths: Sequence[str]) -> int:
    """Print `{"id", "text", "language", "spans"}` for each page; returns the exit status."""
    return _print(paths, _span_rows)


def print_facts(paths: Sequence[str]) -> int:
    """Print `{"id", "facts"}` for each page; returns the exit status."""
    return _print(paths, _fact_rows)


def explain(paths: Sequence[str], html: str | None) -> int:
    """Show pages with what became of each part, or write that to an HTML file; returns the exit status."""
    from rich.console import Console

    from warta.explaining import explained, html_page, plain, show

    pages = []
    for shard in _shards(paths):
        spans = cleaning.clean(shard)
        for number, (name, text) in enumerate(shard.select("page_id", "text").iter_rows()):
            pages.append((name, list(explained(text, spans.filter(pl.col("page") == number)))))
    if not pages:
        return _nothing_read()
    if html:
        try:
            Path(html).write_text(html_page(pages), encoding="utf-8")
        except OSError as error:
            tell(f"{html}: {error.strerror}")
            return 1
        tell(f"{html}: {counted(len(pages), 'page')}")
        return 0
    console = Console()
    for name, spans_ in pages:
        if not console.is_terminal:
            sys.stdout.write(plain(name, spans_))
            continue
        with console.capture() as shown:  # Rich would end the program where the reader has left
            show(console, name, spans_)
        sys.stdout.write(shown.get())
    return 0


def learn(paths: Sequence[str], output: str) -> int:
    """Write the furniture of the sites of pages to a Parquet file; returns the exit status."""
    from warta.assembly.furniture import learn as furniture_of

    shards = (pages for pages in _shards(paths) if pages.height)
    first = next(shards, None)
    if first is None:
        return _nothing_read()
    furniture = furniture_of(chain([first], shards))
    whole = BytesIO()  # Polars has other words than the system for what stops it from writing a file
    furniture.write_parquet(whole)
    try:
        Path(output).write_bytes(whole.getbuffer())
    except OSError as error:
        tell(f"{output}: {error.strerror}")
        return 1
    sites = furniture["site"].n_unique()
    tell(f"{output}: {counted(furniture.height, 'line')} of {counted(sites, 'site')}")
    return 0


def _print(paths: Sequence[str], rows: Callable[[pl.DataFrame], Rows]) -> int:
    printed = 0
    for pages in _shards(paths):
        for row in rows(pages):
            sys.stdout.buffer.write(orjson.dumps(row) + b"\n")
            printed += 1
    sys.stdout.buffer.flush()
    return 0 if printed else _nothing_read()


def _shards(paths: Sequence[str]) -> Iterator[pl.DataFrame]:
    """The pages in shards; what cannot be read is told on standard error."""
    found = find(paths)
    for problem in found.problems:
        tell(problem)
    telling = Telling()
    for shard in read(found.inputs, _SHARD):
        for line in telling.lines(shard.rejects, (line for _, line in shard.notices)):
            tell(line)
        yield shard.pages
    for line in telling.rest():
        tell(line)


def _nothing_read() -> int:
    tell("warta: no page could be read")
    return 1


def _span_rows(pages: pl.DataFrame) -> Rows:
    spans = cleaning.clean(pages)
    ledger = with_text(pages.with_row_index("page"), spans)
    body = (
        pages.select("text")
        .with_row_index("page")
        .join(bodies(ledger), on="page", how="left", maintain_order="left")
    )
    languages = identify(body["body"])["language"]
    ledgers = spans.group_by("page", maintain_order=True).agg(
        spans=pl.struct("start", "end", "role", "rule", "confidence")
    )
    rows = body.select("page").join(ledgers, on="page", how="left", maintain_order="left")["spans"]
    for page, text, language, spans_ in zip(pages["page_id"], pages["text"], languages, rows, strict=True):
        yield {"id": page, "text": text, "language": language, "spans": spans_.to_list()}


def _fact_rows(pages: pl.DataFrame) -> Rows:
    from warta import facts

    return facts.facts_json(pages, facts.extract(pages, cleaning.clean(pages)))
