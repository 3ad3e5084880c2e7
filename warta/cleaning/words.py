"""Texts that come again and again, asked once: distinct lines, and the distinct words of lines.

A question about a line whose answer lies within single words is put to each distinct word, and the answers
are added up: a thousand pages have some 400,000 words, of which some 16,000 are distinct.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, Self

import numpy as np
import polars as pl
from numpy.typing import NDArray

from warta.cleaning.structure import Columns, Counts

Numbers = NDArray[np.uint32]
SPACE: Final = " "
BITS: Final = 64


@dataclass(frozen=True, slots=True)
class Distinct:
    """Strings, each kept once."""

    values: pl.Series
    number: Numbers  # of each string in `values`

    @classmethod
    def of(cls, strings: pl.Series) -> Self:
        """The distinct ones of strings; null is none of them and may not be there."""
        coded = strings.cast(pl.Categorical(pl.Categories.random()))
        number = coded.to_physical().to_numpy()
        many = int(number.max()) + 1 if len(number) else 0
        every = pl.int_range(many, dtype=pl.UInt32).cat.to(coded.dtype)
        return cls(pl.select(every.cast(pl.String)).to_series(), number)


@dataclass(frozen=True, slots=True)
class Parts:
    """A ragged array: the parts of each of some wholes (words of lines, pieces of words), as numbers.

    Attributes:
        number: The parts of the first whole, then those of the next.
        first: Where in `number` the parts of each whole begin.
        many: How many parts each whole has.
    """

    number: Numbers
    first: Counts
    many: Counts

    @classmethod
    def of(cls, lists: pl.Series) -> tuple[Self, pl.Series]:
        """The parts of lists of strings, and the distinct strings that their numbers stand for."""
        found = Distinct.of(lists.explode(empty_as_null=False, keep_nulls=False))
        many = lists.list.len().to_numpy().astype(np.int64)
        return cls.following(found.number, many), found.values

    @classmethod
    def following(cls, number: Numbers, many: Counts) -> Self:
        """Parts from their numbers, one whole after the other, and how many each whole has."""
        return cls(number, np.cumsum(many) - many, many)

    def taken(self, wholes: NDArray[Any]) -> Self:
        """The parts of some wholes, in the order in which these are named."""
        return self.following(self.among(wholes), self.many[wholes])

    def then(self, others: Self) -> Self:
        """These parts, then those of others."""
        return self.following(np.append(self.number, others.number), np.append(self.many, others.many))

    def named(self, names: Numbers) -> Self:
        """The same parts under other numbers: `names` has the new number of each old one."""
        return replace(self, number=names[self.number])

    def within(self, wholes: NDArray[Any]) -> tuple[Counts, Numbers]:
        """The parts of some wholes, one after the other: the place of each in `wholes`, and its number."""
        return np.repeat(np.arange(len(wholes)), self.many[wholes]), self.among(wholes)

    def among(self, wholes: NDArray[Any]) -> Numbers:
        """The numbers of the parts of some wholes, one after the other."""
        some = np.flatnonzero((self.many > 0)[wholes])
        wholes = wholes[some]
        many = self.many[wholes]
        ends = np.cumsum(many)
        at = np.repeat(self.first[wholes] - ends + many, many)
        at += np.arange(len(at))
        number: Numbers = self.number[at]
        return number


@dataclass(frozen=True, slots=True)
class Words:
    """Lines as the words between their single spaces; a line has one at least, if an empty one.

    Attributes:
        distinct: The distinct words of all lines.
        parts: The words of each line, as numbers in `distinct`.
    """

    distinct: pl.Series
    parts: Parts

    @classmethod
    def of(cls, lines: pl.Series) -> Self:
        """The words of lines."""
        parts, distinct = Parts.of(lines.str.split(SPACE))
        return cls(distinct, parts)

    def with_lines(self, kept: NDArray[Any], more: pl.Series) -> Self:
        """The words of some of the lines, then of more lines."""
        others = self.of(more)
        both = Distinct.of(pl.concat([self.distinct, others.distinct]))
        ours, theirs = np.split(both.number, [len(self.distinct)])
        return replace(
            self,
            distinct=both.values,
            parts=self.parts.taken(kept).named(ours).then(others.parts.named(theirs)),
        )

    def count(self, pattern: str) -> Counts:
        """How often a pattern that takes no space is found in each line."""
        return self.total(self.distinct.str.count_matches(pattern).to_numpy())

    def spelled(self, parts: Parts) -> Parts:
        """The parts of each line, from the parts of its words (of each of `distinct`)."""
        return Parts.following(parts.among(self.parts.number), self.total(parts.many))

    def total(self, values: NDArray[Any]) -> Counts:
        """For each line the sum of the values of its words."""
        if not len(self.parts.first):
            return self.parts.first
        numbers = values.astype(np.int64)  # of the distinct words: `reduceat` is slow where it casts
        return np.add.reduceat(numbers[self.parts.number], self.parts.first)

    def holds(self, patterns: Mapping[str, str]) -> Columns:
        """In which lines patterns that take no space are found, by their names."""
        held: Columns = {}
        for bits in _bits(patterns):
            has = np.zeros(len(self.distinct), dtype=np.uint64)
            for name, bit in bits.items():
                has |= self.distinct.str.contains(patterns[name]).to_numpy() * bit
            united = self._united(has)
            held |= {name: (united & bit) > 0 for name, bit in bits.items()}
        return held

    def bear(self, traces: Mapping[str, Collection[str]]) -> dict[str, Counts]:
        """The lines that hold one of some texts without a space, by the names of the texts."""
        texts = pl.Series([sorted(set().union(*traces.values()))], dtype=pl.List(pl.String))
        parts, found = Parts.of(self.distinct.str.extract_many(texts, overlapping=True))
        number = {text: number for number, text in enumerate(found)}
        bearing = np.flatnonzero(parts.many)
        lines: dict[str, Counts] = {}
        for bits in _bits(traces):
            of_text = np.zeros(len(found), dtype=np.uint64)
            for name, bit in bits.items():
                of_text[[number[text] for text in traces[name] if text in number]] |= bit
            has = np.zeros(len(self.distinct), dtype=np.uint64)
            if len(bearing):
                has[bearing] = np.bitwise_or.reduceat(of_text[parts.number], parts.first[bearing])
            united = self._united(has)
            lines |= {name: np.flatnonzero((united & bit) != 0) for name, bit in bits.items()}
        return lines

    def _united(self, bits: NDArray[np.uint64]) -> NDArray[np.uint64]:
        """For each line the bits that one of its words has."""
        if not len(self.parts.first):
            return bits[:0]
        return np.bitwise_or.reduceat(bits[self.parts.number], self.parts.first)


def _bits(names: Iterable[str]) -> Iterator[dict[str, np.uint64]]:
    """Names by as many as a number has bits, each with its bit: words are walked once for all of them."""
    every = list(names)
    for start in range(0, len(every), BITS):
        yield {name: np.uint64(1 << place) for place, name in enumerate(every[start : start + BITS])}
