"""Pages to spans: segments, evidence and decision; `rules/` holds the rules as data."""

from collections.abc import Iterator
from functools import cache

import polars as pl
from threadpoolctl import ThreadpoolController

from warta.cleaning.decision import decide
from warta.cleaning.evidence import evidence
from warta.cleaning.markup import markup_scores
from warta.cleaning.model import model
from warta.cleaning.rules import rules_version
from warta.cleaning.segments import segments
from warta.frames import SPANS
from warta.terms import Role

__all__ = ["clean", "rules_version"]

CHARACTERS_AT_ONCE = 8_000_000
"""Characters of the pages whose evidence is in memory at one time."""


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
    """The pages in blocks of bounded size, each with the number of its first page.

    Pages are judged each by itself; the evidence takes hundreds of bytes a character of furniture.
    """
    sizes = pages.select(pl.col("text").str.len_chars().fill_null(0)).to_series()
    block = sizes.cum_sum() // CHARACTERS_AT_ONCE
    for first, length in (
        block.rle().struct.unnest().select(pl.col("len").cum_sum() - pl.col("len"), length="len").iter_rows()
    ):
        yield first, pages.slice(first, length)


def _cleaned(pages: pl.DataFrame) -> pl.DataFrame:
    parts = segments(pages["text"])
    told = markup_scores(parts, pages)
    return _tiled(decide(parts, evidence(parts), model(), told), pages["text"])


def _tiled(decided: pl.DataFrame, texts: pl.Series) -> pl.DataFrame:
    """The spans with those of blank space between them."""
    ends = pl.DataFrame(
        {
            "page": pl.int_range(len(texts), dtype=pl.UInt32, eager=True),
            "start": texts.fill_null("").str.len_chars(),
        }
    ).with_columns(pl.col("start").alias("end"))
    known = pl.concat([decided, ends], how="diagonal_relaxed").sort("page", "start", "end")
    blanks = known.select(
        "page",
        pl.col("end").shift(1, fill_value=0).over("page").alias("start"),
        pl.col("start").alias("end"),
        pl.lit(Role.BLANK.value).alias("role"),
    )
    return (
        pl.concat([decided, blanks], how="diagonal_relaxed")
        .filter(pl.col("start") < pl.col("end"))
        .sort("page", "start")
        .match_to_schema(SPANS, integer_cast="upcast")
    )
