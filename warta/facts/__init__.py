"""Spans to facts, each with its evidence; `words/` holds the vocabularies as data."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import polars as pl

from warta.facts.articles import page_facts
from warta.facts.gold_form import facts_json
from warta.facts.kept import kept_spans
from warta.facts.statements import statements

__all__ = ["Facts", "extract", "facts_json"]


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
    with _without_collector():
        kept = kept_spans(pages, spans)
        articles, dates, places = page_facts(pages, kept, spans)
        said = statements(pages, kept)
    return Facts(articles, dates, places, said.units, said.people, said.quotes, said.phones)


@contextmanager
def _without_collector() -> Iterator[None]:
    """Hold back the search for cycles of references: the readers make none, and keep much to go through."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
