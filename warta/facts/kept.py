"""The text that facts are read from: the kept spans of each page, in order."""

from collections.abc import Iterator
from itertools import groupby
from typing import Final, NamedTuple

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
    """A kept span of one page."""

    seq: int
    role: str
    start: int
    text: str


def kept_spans(pages: pl.DataFrame, spans: pl.DataFrame) -> pl.DataFrame:
    """Cut the kept spans out of the pages.

    Args:
        pages: Pages with their `text` (`warta.frames.PAGES`); `page` is the row number.
        spans: The ledger of these pages (`warta.frames.SPANS`).

    Returns:
        KEPT_SPANS, sorted by page and start.
    """
    texts = pages.select("text").with_row_index("page")
    return (
        spans.lazy()
        .filter(pl.col("role").is_in(KEPT))
        .sort("page", "start")
        .join(texts.lazy(), on="page", how="left", maintain_order="left")
        .with_columns(
            pl.col("text").str.slice(pl.col("start"), pl.col("end") - pl.col("start")),
            seq=pl.int_range(pl.len(), dtype=pl.UInt32).over("page"),
        )
        .select(KEPT_SPANS.names())
        .collect()
    )


def spans_by_page(kept: pl.DataFrame) -> Iterator[tuple[int, list[Span]]]:
    """Give the kept spans of each page that has any, page by page in order."""
    rows = kept.select("page", "seq", "role", "start", "text").iter_rows()
    for page, group in groupby(rows, key=lambda row: row[0]):
        yield page, [Span(*row[1:]) for row in group]
