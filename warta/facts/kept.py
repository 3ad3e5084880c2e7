"""The text that facts are read from: the kept spans of each page, in order."""

from collections.abc import Iterator
from itertools import islice, starmap
from typing import Final, NamedTuple

import numpy as np
import polars as pl

from warta.terms import KEPT

KEPT_SPANS: Final = pl.Schema(
    {
        "page": pl.UInt32(),  # row number of the page in its frame
        "seq": pl.UInt32(),  # number of the span among the kept spans of its page, from 0
        "role": pl.String(),
        "start": pl.UInt32(),  # code points in the page's text
        "end": pl.UInt32(),
        "text": pl.String(),  # the page's text from start to end, as printed
    }
)
"""One row a kept span; evidence found at `i` in `text` stands at `start + i` in the page."""


class Span(NamedTuple):
    """A kept span of one page, and which traces of facts its text bears: a reader skips what bears none."""

    seq: int
    role: str
    start: int
    text: str
    dates: int = -1  # warta.facts.dates.TRACES that it bears, as bits
    year: bool = True  # warta.facts.timeline.YEAR_TRACE
    source: bool = True  # warta.facts.outlets.SOURCE_TRACES
    runs: str | None = None  # warta.facts.places.RUNS; None where they were not looked for


def kept_spans(pages: pl.DataFrame, spans: pl.DataFrame) -> pl.DataFrame:
    """Cut the kept spans out of the pages.

    Args:
        pages: Pages with their `text` (`warta.frames.PAGES`); `page` is the row number.
        spans: The ledger of these pages (`warta.frames.SPANS`).

    Returns:
        KEPT_SPANS, sorted by page and start.
    """
    kept = spans.filter(pl.col("role").is_in(KEPT)).sort("page", "start")
    numbers = pl.int_range(pl.len(), dtype=pl.UInt32).over("page")
    return cut(pages, kept).with_columns(seq=numbers).select(KEPT_SPANS.names())


def cut(pages: pl.DataFrame, spans: pl.DataFrame) -> pl.DataFrame:
    """Give spans their `text`, in the order they have."""
    texts = pages.select("text").with_row_index("page")
    return spans.join(texts, on="page", how="left", maintain_order="left").with_columns(
        pl.col("text").str.slice(pl.col("start"), pl.col("end") - pl.col("start"))
    )


def spans_by_page(kept: pl.DataFrame, pages: int, **traces: pl.Expr) -> Iterator[list[Span]]:
    """Give the kept spans of each page, page by page in order; none are held for those who come later.

    Args:
        kept: Kept spans.
        pages: Number of pages.
        traces: What finds the traces of facts in `text`, by field of `Span`: looked for in all spans at once,
            so that the readers, which go page by page, have few to read.
    """
    columns = kept.select("seq", "role", "start", "text", **(Span._field_defaults | traces)).get_columns()
    spans = starmap(Span, zip(*(column.to_list() for column in columns), strict=True))
    for count in np.bincount(kept["page"].to_numpy(), minlength=pages).tolist():
        yield list(islice(spans, count))
