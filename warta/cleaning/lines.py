"""The distinct lines of pages, and what is asked of them before anyone knows where they stand."""

from dataclasses import dataclass
from typing import Self

import polars as pl

from warta.cleaning.rules import fold
from warta.cleaning.words import Distinct, Numbers, Words


@dataclass(frozen=True, slots=True)
class Lines:
    """Distinct lines as printed and folded, and the words of both."""

    number: Numbers  # the line of each segment
    text: pl.Series
    folded: pl.Series
    printed: Words
    read: Words

    @classmethod
    def of(cls, texts: pl.Series) -> Self:
        """The lines of the texts of segments."""
        distinct = Distinct.of(texts)
        text = distinct.values
        folded = text.to_frame("line").select(fold(pl.col("line"))).to_series()
        return cls(distinct.number, text, folded, Words.of(text), Words.of(folded))
