"""Texts that come again and again, asked once: distinct lines, and the distinct words of lines.

A question about a line whose answer lies within single words is put to each distinct word, and the answers
are added up: a thousand pages have some 400,000 words, of which some 16,000 are distinct.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, Self

import numpy as np
import polars as pl
from numpy.typing import NDArray

from warta.cleaning.structure import Columns, Counts

Numbers = NDArray[np.uint32]
SPACE: Final = " "


@dataclass(frozen=True, slots=True)
class Distinct:
    """Strings, each kept once."""

    values: pl.Series
    number: Numbers  # of each string in `values`

    @classmethod
    def of(cls, strings: pl.Series) -> Self:
        """The distinct ones of strings; null is none of them and may not be there."""
        coded = strings.cast(pl.Categorical(pl.Categories.random()))
        values = coded.unique()
        values = values.gather(values.to_physical().arg_sort())
        return cls(values.cast(pl.String), coded.to_physical().to_numpy())


@dataclass(frozen=True, slots=True)
class Parts:
    """What stands in each of some wholes, as numbers: those of one whole after those of the one before."""

    number: Numbers
    first: Counts  # where the parts of each whole begin
    many: Counts  # how many it has

    @classmethod
    def of(cls, lists: pl.Series) -> tuple[Self, pl.Series]:
        """The parts of lists of strings, and the distinct strings that their numbers stand for."""
        found = Distinct.of(lists.explode(empty_as_null=False, keep_nulls=False))
        many = lists.list.len().to_numpy().astype(np.int64)
        return cls.following(found.number, many), found.values

    @classmethod
    def following(cls, number: Numbers, many: Counts) -> Self:
        """Parts that stand one after the other."""
        return cls(number, np.cumsum(many) - many, many)

    def named(self, names: Numbers) -> Self:
        """The same parts by other numbers."""
        return replace(self, number=names[self.number])

    def within(self, wholes: NDArray[Any]) -> tuple[Counts, Numbers]:
        """The parts of some wholes, one after the other: the place of each in `wholes`, and its number."""
        many = self.many[wholes]
        ends = np.cumsum(many)
        at = np.repeat(self.first[wholes] - ends + many, many)
        at += np.arange(len(at))
        return np.repeat(np.arange(len(wholes)), many), self.number[at]


@dataclass(frozen=True, slots=True)
class Words:
    """Lines as the words between their single spaces; a line has one at least, if an empty one."""

    distinct: pl.Series
    parts: Parts

    @classmethod
    def of(cls, lines: pl.Series) -> Self:
        """The words of lines."""
        parts, distinct = Parts.of(lines.str.split(SPACE))
        return cls(distinct, parts)

    def count(self, pattern: str) -> Counts:
        """How often a pattern that takes no space is found in each line."""
        return self.total(self.distinct.str.count_matches(pattern).to_numpy())

    def spelled(self, parts: Parts) -> Parts:
        """The parts of the words of each line."""
        _, number = parts.within(self.parts.number)
        return Parts.following(number, self.total(parts.many))

    def total(self, values: NDArray[Any]) -> Counts:
        """For each line the sum of the values of its words."""
        if not len(self.parts.first):
            return self.parts.first
        return np.add.reduceat(values[self.parts.number], self.parts.first, dtype=np.int64)

    def holds(self, patterns: Mapping[str, str]) -> Columns:
        """In which lines patterns that take no space are found, by their names."""
        if not len(self.parts.first):
            return {name: np.zeros(0, dtype=np.bool_) for name in patterns}
        # One bit a pattern, so that the words are walked once.
        bits = np.zeros(len(self.distinct), dtype=np.uint32)
        for number, pattern in enumerate(patterns.values()):
            bits |= self.distinct.str.contains(pattern).to_numpy().astype(np.uint32) << np.uint32(number)
        held = np.bitwise_or.reduceat(bits[self.parts.number], self.parts.first)
        return {name: (held >> np.uint32(number)) & 1 > 0 for number, name in enumerate(patterns)}
