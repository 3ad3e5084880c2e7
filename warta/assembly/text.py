"""The text of spans, put together."""

from typing import Final

import polars as pl

from warta.terms import KEPT, REMOVED, Role

# Paragraphs that were broken into lines by hand: a long line without an end, then small letters.
_UNFINISHED: Final = r"(?s)^.{40,}[^.!?:;…\"”’')\]]$"
_GOES_ON: Final = r"^\p{Ll}[\p{Ll}\s,]"
_LINE_BREAK: Final = r"[\n\r\x0b\x0c\x{85}\x{2028}\x{2029}]"


def bodies(ledger: pl.DataFrame) -> pl.DataFrame:
    """Join the body spans of each page to its body: `page`, `body`.

    Args:
        ledger: Spans in order with their `text` and `line`.

    Paragraphs are parted by a blank line. Pieces of one line, and lines that a paragraph was broken into
    by hand, are joined by a space. Characters inside a piece stay as they are.
    """
    body = ledger.filter(pl.col("role") == Role.BODY)
    before = pl.col("text").shift(1).over("page")
    same_line = pl.col("line") == pl.col("line").shift(1).over("page")
    broken_by_hand = before.str.contains(_UNFINISHED) & pl.col("text").str.contains(_GOES_ON)
    separator = (
        pl.when(before.is_null())
        .then(pl.lit(""))
        .when(same_line | broken_by_hand)
        .then(pl.lit(" "))
        .otherwise(pl.lit("\n\n"))
    )
    pieces = body.with_columns(piece=pl.concat_str(separator, "text"))
    return pieces.group_by("page", maintain_order=True).agg(body=pl.col("piece").str.join(""))


def with_text(pages: pl.DataFrame, spans: pl.DataFrame) -> pl.DataFrame:
    """The ledger with `article_id`, the text of each span and the number of the line it begins on."""
    text = pl.col("text").str.slice(pl.col("start"), pl.col("end") - pl.col("start"))
    ledger = spans.join(
        pages.select("page", "article_id", "text"), on="page", how="left", maintain_order="left"
    ).with_columns(text)
    breaks = pl.col("text").str.count_matches(_LINE_BREAK)
    return ledger.with_columns(line=(breaks.cum_sum() - breaks).over("page"))


def counts(ledger: pl.DataFrame) -> pl.DataFrame:
    """Characters of each page: `chars_total` = `chars_kept` + `chars_removed` + `chars_blank`."""
    size = pl.col("end").cast(pl.Int64) - pl.col("start")
    return ledger.group_by("page", maintain_order=True).agg(
        chars_total=size.sum(),
        chars_kept=size.filter(pl.col("role").is_in([*KEPT])).sum(),
        chars_removed=size.filter(pl.col("role").is_in([*REMOVED])).sum(),
        chars_blank=size.filter(pl.col("role") == Role.BLANK).sum(),
    )
