"""How segments stand to each other on a page, computed for many pages at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final, Self, TypeVar

import numpy as np
from numpy.typing import NDArray

Flags = NDArray[np.bool_]
Counts = NDArray[np.int64]
Columns = dict[str, Flags]
Value = TypeVar("Value", np.bool_, np.int64, np.float32)

FAR: Final = 1 << 40
"""Rows: farther than anything."""


def either(flags: Iterable[Flags]) -> Flags:
    """Where one of several flags stands."""
    found: Flags = np.logical_or.reduce(list(flags))
    return found


def at_least(name: str, values: Counts, bounds: Iterable[int]) -> Columns:
    """One column for each bound that values reach."""
    return {f"{name}>={bound}": values >= bound for bound in bounds}


def within(name: str, distances: Counts, bounds: Iterable[int]) -> Columns:
    """One column for each bound that distances keep."""
    return {f"{name}<={bound}": distances <= bound for bound in bounds}


@dataclass(frozen=True, slots=True)
class Packed:
    """Columns of flags, a bit each: rows are taken of eight columns at once."""

    names: tuple[str, ...]
    bits: NDArray[np.uint8]  # of each eight columns by rows

    @classmethod
    def of(cls, columns: Columns) -> Self:
        """The columns, which are of one length."""
        rows = max(map(len, columns.values()), default=0)
        bits = np.zeros((-(-len(columns) // 8), rows), dtype=np.uint8)
        for number, flags in enumerate(columns.values()):
            bits[number // 8] |= flags.view(np.uint8) << np.uint8(number % 8)
        return cls(tuple(columns), bits)

    def taken(self, rows: Counts) -> Columns:
        """The columns of some rows."""
        bits = self.bits.take(rows, axis=1)
        return {
            name: (bits[number // 8] & np.uint8(1 << number % 8)) != 0
            for number, name in enumerate(self.names)
        }


@dataclass(frozen=True, slots=True)
class Rows:
    """Where the page of each row begins and ends; the rows of a page stand together."""

    row: Counts
    first: Counts  # number of the page's first row
    stop: Counts  # number of the row after its last

    @classmethod
    def of(cls, page: NDArray[np.uint32]) -> Self:
        """The rows of a column of page numbers."""
        row = np.arange(len(page), dtype=np.int64)
        opens = np.ones(len(page), dtype=np.bool_)
        opens[1:] = page[1:] != page[:-1]
        starts = np.append(np.flatnonzero(opens), len(page))
        number = np.cumsum(opens) - 1
        return cls(row, starts[number], starts[number + 1])

    def shifted(self, values: NDArray[Value], by: int) -> NDArray[Value]:
        """The values of the row `by` rows on, of the same page; 0 beyond its ends."""
        at = self.row + by
        known = (at >= self.first) & (at < self.stop)
        taken: NDArray[Value] = values[np.where(known, at, 0)]
        taken[~known] = 0
        return taken

    def around(self, values: NDArray[Any], before: int, after: int) -> Counts:
        """The sum of values from `before` rows back to `after` rows on, in the page."""
        total = np.zeros(len(values) + 1, dtype=np.int64)
        np.cumsum(values, out=total[1:])
        last = np.clip(self.row + after + 1, self.first, self.stop)
        return total[last] - total[np.clip(self.row - before, self.first, last)]

    def since(self, flags: Flags) -> Counts:
        """Rows since the last flag before each row of its page; `FAR` where there is none."""
        last = np.full(len(flags), -1, dtype=np.int64)
        np.maximum.accumulate(np.where(flags, self.row, -1)[:-1], out=last[1:])
        return np.where(last >= self.first, self.row - last, FAR)

    def until(self, flags: Flags) -> Counts:
        """Rows to the next flag after each row of its page; `FAR` where there is none."""
        following = np.full(len(flags), FAR, dtype=np.int64)
        following[:-1] = np.minimum.accumulate(np.where(flags, self.row, FAR)[:0:-1])[::-1]
        return np.where(following < self.stop, following - self.row, FAR)

    def any(self, flags: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """Which flags (columns, 0 or 1) stand in any row of a page: pages by columns.

        Args:
            flags: columns by rows. As numbers, not as Booleans, of which NumPy finds the greatest slowly.
        """
        return np.maximum.reduceat(flags, np.flatnonzero(self.row == self.first), axis=1).T

    def greatest(self, values: Counts) -> Counts:
        """The greatest value of each row's page."""
        if not len(values):
            return values
        most: Counts = np.maximum.reduceat(values, np.flatnonzero(self.row == self.first))
        return self.of_page(most)

    def of_page(self, values: NDArray[Value]) -> NDArray[Value]:
        """For each row the value of its page."""
        spread: NDArray[Value] = values[np.cumsum(self.row == self.first) - 1]
        return spread

    def best_run(self, worth: Counts) -> tuple[Counts, Counts]:
        """The run of rows of each page with the greatest sum: its first row and the row after its last.

        It ends where the running total is farthest above its least value before, and begins after that. Each
        page is set lower than the one before by more than any sum, so that one pass does for all pages. Where
        no sum is above 0, the run is empty.
        """
        if not len(worth):
            return self.row, self.row
        step = 2 * int(np.abs(worth).sum()) + 1
        before = np.cumsum(worth) - worth - step * (np.cumsum(self.row == self.first) - 1)
        floor = np.minimum.accumulate(before)
        gain = before + worth - floor
        lowest: Counts = np.maximum.accumulate(np.where(before == floor, self.row, 0))
        last = -self.greatest(np.where(gain == self.greatest(gain), -self.row, -len(worth)))
        return lowest[last], np.where(gain[last] > 0, last + 1, lowest[last])
