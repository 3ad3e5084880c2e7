"""The distinct lines of pages, and what is asked of them before anyone knows where they stand."""

from dataclasses import dataclass
from typing import Self

import polars as pl

from warta.cleaning.alphabet import reduced
from warta.cleaning.rules import fold
from warta.cleaning.words import Distinct, Numbers, Words


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines as printed and folded, of which hardly two are the same, and the words of both."""

    number: Numbers  # the line of each segment
    text: pl.Series  # as printed
    folded: pl.Series  # as rules read them (`warta.cleaning.rules.fold`)
    printed: Words  # the words of `text`
    read: Words  # the words of `folded`
    reduced: pl.Series  # as printed, in the reduced alphabet (`warta.cleaning.alphabet`)
    reduced_folded: pl.Series

    @classmethod
    def of(cls, texts: pl.Series) -> Self:
        """The lines of the texts of segments."""
        distinct = Distinct.of(texts)
        return cls.spelled(distinct, Words.of(distinct.values), reduced(distinct.values))

    @classmethod
    def spelled(cls, distinct: Distinct, printed: Words, reduced_lines: pl.Series) -> Self:
        """The lines of texts of which the words, and the lines in the reduced alphabet, are known."""
        folded = fold(distinct.values)
        return cls(
            distinct.number,
            distinct.values,
            folded,
            printed,
            Words.of(folded),
            reduced_lines,
            reduced(folded),
        )
