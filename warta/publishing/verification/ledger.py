"""Whether the spans of each page tile its text, and what they come to."""

from typing import Final

import polars as pl

from warta.terms import KEPT, Role

PIECES: Final = pl.Schema(
    {
        "article_id": pl.String(),
        "start": pl.Int32(),
        "end": pl.Int32(),
        "whole": pl.Boolean(),  # no gap or overlap within
        "kept": pl.Int64(),
        "removed": pl.Int64(),
        "blank": pl.Int64(),
    }
)
"""One row a page, or a part of one where a row group ends within it."""


def pieces(spans: pl.DataFrame) -> pl.DataFrame:
    """Sum up sorted rows of the table `spans`: PIECES, in their order."""
    length = (pl.col("end") - pl.col("start")).cast(pl.Int64)
    role = pl.col("role")
    kept = role.is_in([kept.value for kept in KEPT])
    blank = role == Role.BLANK.value
    return (
        spans.group_by("article_id", maintain_order=True)
        .agg(
            pl.col("start").first(),
            pl.col("end").last(),
            (pl.col("start") == pl.col("end").shift()).fill_null(True).all().alias("whole"),
            length.filter(kept).sum().alias("kept"),
            length.filter(~kept & ~blank).sum().alias("removed"),
            length.filter(blank).sum().alias("blank"),
        )
        .cast(PIECES)
    )


def pages(ledger: pl.DataFrame) -> pl.DataFrame:
    """Put pieces together: PIECES and `partition`, one row a page; figures that were not read stay null."""
    joined = (pl.col("start") == pl.col("end").shift()).fill_null(True).all()
    return ledger.group_by("partition", "article_id", maintain_order=True).agg(
        pl.col("start").first(),
        pl.col("end").last(),
        (pl.col("whole").all() & joined).alias("whole"),
        pl.col("kept", "removed", "blank").sum(),
    )
