"""The text that facts are read from: the kept spans of each page, in order."""

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


WHITE_SPACE: Final = (
    "\t\n\x0b\f\r\x1c\x1d\x1e\x1f \u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005"
    "\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)
"""What Python strips from texts: Polars of itself leaves some of it."""


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
    kept = spans.filter(pl.col("role").is_in(KEPT)).sort("page", "start")
    numbers = pl.int_range(pl.len(), dtype=pl.UInt32).over("page")
    return cut(pages, kept).with_columns(seq=numbers).select(KEPT_SPANS.names())


def cut(pages: pl.DataFrame, spans: pl.DataFrame) -> pl.DataFrame:
    """Give spans their `text`, in the order they have."""
    texts = pages.select("text").with_row_index("page")
    return spans.join(texts, on="page", how="left", maintain_order="left").with_columns(
        pl.col("text").str.slice(pl.col("start"), pl.col("end") - pl.col("start"))
    )


def by_page(kept: pl.DataFrame) -> dict[int, list[Span]]:
    """Give kept spans by their page, in order; pages without any are left out."""
    columns = kept.select("seq", "role", "start", "text").get_columns()
    pages: dict[int, list[Span]] = {}
    for page, *span in zip(kept["page"].to_list(), *(column.to_list() for column in columns), strict=True):
        pages.setdefault(page, []).append(Span(*span))
    return pages
