"""Pages to spans: segments, evidence and decision; `rules/` holds the rules as data."""

import polars as pl

from warta.cleaning.decision import decide
from warta.cleaning.evidence import evidence
from warta.cleaning.markup import markup_scores
from warta.cleaning.model import model
from warta.cleaning.rules import rules_version
from warta.cleaning.segments import segments
from warta.frames import SPANS
from warta.terms import Role

__all__ = ["clean", "rules_version"]


def clean(pages: pl.DataFrame) -> pl.DataFrame:
    """The ledger of each page: its spans with their roles.

    Args:
        pages: as `warta.frames.PAGES`; `text` is read, and `markup` where it is there.

    Returns:
        As `warta.frames.SPANS`: the spans of each page in order, tiling its text.
    """
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
