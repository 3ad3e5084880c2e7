"""The distinct lines of pages, and what is asked of them before anyone knows where they stand."""

from dataclasses import dataclass
from typing import Self

import polars as pl

from warta.cleaning.alphabet import plain
from warta.cleaning.rules import fold
from warta.cleaning.words import Distinct, Numbers, Words


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines as printed and folded, of which hardly two are the same, and the words of both."""

    number: Numbers  # the line of each segment
    text: pl.Series
    folded: pl.Series
    printed: Words
    read: Words
    plain: pl.Series  # as printed, put plainly
    plain_folded: pl.Series

    @classmethod
    def of(cls, texts: pl.Series) -> Self:
        """The lines of the texts of segments."""
        distinct = Distinct.of(texts)
        return cls.spelled(distinct, Words.of(distinct.values), plain(distinct.values))

    @classmethod
    def spelled(cls, distinct: Distinct, printed: Words, put: pl.Series) -> Self:
        """The lines of texts of which the words and what they are plainly are known."""
        folded = fold(distinct.values)
        return cls(distinct.number, distinct.values, folded, printed, Words.of(folded), put, plain(folded))
