"""Doubts about a record that its reader should know of."""

from enum import StrEnum

import polars as pl

from warta.terms import KEPT


class Flag(StrEnum):
    """A doubt about an article."""

    NO_TITLE = "no_title"
    LOW_CONFIDENCE = "low_confidence"
    ENCODING_DETECTED = "encoding_detected"
    UNREADABLE_CHARACTERS = "unreadable_characters"
    MIXED_LANGUAGE = "mixed_language"
    WEEKDAY_MISMATCH = "weekday_mismatch"


LOW_CONFIDENCE = 0.6
"""Below this confidence of the model in a kept span, an article is worth a second look."""


def flags(articles: pl.DataFrame, ledger: pl.DataFrame, dates: pl.DataFrame) -> pl.Series:
    """The doubts about each article, in the order of `Flag`.

    Args:
        articles: Articles with `page`, `title`, `body`, `source_encoding` and `languages`.
        ledger: The spans of all pages with `role` and `confidence`.
        dates: The dates found in them, with `weekday_ok`.
    """
    unsure = ledger.filter(pl.col("role").is_in([*KEPT]) & (pl.col("confidence") < LOW_CONFIDENCE))["page"]
    mismatched = dates.filter(~pl.col("weekday_ok"))["page"]
    doubts = {
        Flag.NO_TITLE: pl.col("title").is_null(),
        Flag.LOW_CONFIDENCE: pl.col("page").is_in(unsure.implode()),
        Flag.ENCODING_DETECTED: ~pl.col("source_encoding").str.starts_with("utf"),
        Flag.UNREADABLE_CHARACTERS: pl.col("body").str.contains("\ufffd", literal=True),
        Flag.MIXED_LANGUAGE: pl.col("languages").list.len() > 1,
        Flag.WEEKDAY_MISMATCH: pl.col("page").is_in(mismatched.implode()),
    }
    named = [pl.when(doubt).then(pl.lit(str(flag))) for flag, doubt in doubts.items()]
    return articles.select(flags=pl.concat_list(named).list.drop_nulls()).to_series()
