"""Pages to spans: segments, evidence and decision; `rules/` holds the rules as data."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from itertools import pairwise
from typing import Final

import numpy as np
import polars as pl
from threadpoolctl import ThreadpoolController

from warta.cleaning.decision import Decided, decide
from warta.cleaning.evidence import Looks, placed, threads
from warta.cleaning.ledger import ledger
from warta.cleaning.markup import markup_of
from warta.cleaning.model import model
from warta.cleaning.rules import rules_version
from warta.cleaning.segments import segmented
from warta.cleaning.structure import Counts, Rows
from warta.cleaning.words import Numbers
from warta.frames import SPANS

__all__ = ["clean", "rules_version"]

CHARACTERS_AT_ONCE: Final = 9_000_000
"""Characters of the pages whose lines are in memory at one time; patterns are compiled once for them."""
SEGMENTS_AT_ONCE: Final = 15_000
"""Segments whose evidence a thread has in memory at one time: hundreds of bytes each."""


def clean(pages: pl.DataFrame) -> pl.DataFrame:
    """The ledger of each page: its spans with their roles.

    Args:
        pages: as `warta.frames.PAGES`; `text` is read, and `markup` where it is there.

    Returns:
        As `warta.frames.SPANS`: the spans of each page in order, tiling its text.
    """
    # The products are small: several threads would wait for each other longer than they work.
    with _libraries().limit(limits=1, user_api="blas"):
        cleaned = [
            _cleaned(block).with_columns(pl.col("page") + pl.lit(first, pl.UInt32))
            for first, block in _blocks(pages)
        ]
    return pl.concat(cleaned) if cleaned else pl.DataFrame(schema=SPANS)


@cache
def _libraries() -> ThreadpoolController:
    """The libraries for products of matrices that are loaded."""
    return ThreadpoolController()


def _blocks(pages: pl.DataFrame) -> Iterator[tuple[int, pl.DataFrame]]:
    """The pages in blocks of bounded size, each with the number of its first page."""
    sizes = pages.select(pl.col("text").str.len_chars().fill_null(0)).to_series()
    block = sizes.cum_sum() // CHARACTERS_AT_ONCE
    for first, length in (
        block.rle().struct.unnest().select(pl.col("len").cum_sum() - pl.col("len"), length="len").iter_rows()
    ):
        yield first, pages.slice(first, length)


def _cleaned(pages: pl.DataFrame) -> pl.DataFrame:
    parts, lines = segmented(pages["text"])
    order = _by_length(parts["page"].to_numpy())
    with ThreadPoolExecutor(threads()) as pool:
        scores = pool.submit(markup_of, parts, pages)
        looks = Looks.of(lines)
        ordered = parts[order]

        def decided(start: int, stop: int) -> Decided:
            some, rows = ordered.slice(start, stop - start), order[start:stop]
            line = looks.line[rows]
            evidence, markup = placed(some, line, looks), scores.result().of(rows)
            return decide(some, looks.folded.gather(line), evidence, model(), markup)

        every = Decided.joined(list(pool.map(decided, *zip(*_runs(ordered["page"]), strict=True))))
    return ledger(every, pages["text"].str.len_chars().fill_null(0).to_numpy().astype(np.int64))


def _by_length(page: Numbers) -> Counts:
    """The segments of short pages first: pages judged together take as many steps as the longest of them."""
    return np.argsort(np.bincount(page)[page], kind="stable")


def _runs(page: pl.Series) -> Iterator[tuple[int, int]]:
    """Where some whole pages begin and end among all segments: each page is judged by itself."""
    starts = np.unique(np.append(0, Rows.of(page.to_numpy()).first[::SEGMENTS_AT_ONCE]))
    return pairwise([*starts.tolist(), len(page)])
