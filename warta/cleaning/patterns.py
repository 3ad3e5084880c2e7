"""Regular expressions over many lines: each is asked only of lines that it may take."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Final

import numpy as np
import polars as pl

from warta.cleaning.alphabet import reduced_pattern
from warta.cleaning.structure import Columns, Counts, Flags
from warta.cleaning.traces import traces
from warta.cleaning.words import Words

_RUN: Final = r"(?<!\\)\.\{\d+,\d+\}"
_COUNTED: Final = re.compile(rf"(?:\(\?:|\|){_RUN}")
"""A choice that begins with a run of any characters."""


def contains(lines: pl.Series, pattern: str) -> Flags:
    """In which lines a pattern is found.

    Args:
        lines: String, reduced (`warta.cleaning.alphabet.reduced`), without null.
        pattern: Rust regular expression.
    """
    if lines.is_empty():  # the pattern need not be compiled
        return np.zeros(0, dtype=np.bool_)
    if not _COUNTED.search(pattern):
        matched: Flags = lines.str.contains(reduced_pattern(pattern)).to_numpy()
        return matched
    # Choices that count from the beginning are beyond the engine's fast matchers: first without counting.
    found: Flags = lines.str.contains(reduced_pattern(uncounted(pattern))).to_numpy(writable=True)
    found[found] = lines.filter(pl.Series(found)).str.contains(reduced_pattern(pattern)).to_numpy()
    return found


@cache
def uncounted(pattern: str) -> str:
    """A pattern with runs of any characters of any length: it takes all that the pattern takes, and more."""
    return re.sub(_RUN, ".*", pattern)


def each(lines: pl.Series, words: Words, patterns: Mapping[str, str]) -> Columns:
    """In which lines each of some patterns is found, by the names of the patterns.

    Args:
        lines: String, reduced, without null.
        words: the words of the lines.
        patterns: Rust regular expressions.
    """
    found = {name: np.zeros(len(lines), dtype=np.bool_) for name in patterns}
    for name, rows in likely(words, patterns).items():
        found[name][rows] = contains(lines[rows], patterns[name])
    return found


def likely(words: Words, patterns: Mapping[str, str]) -> dict[str, Counts]:
    """The lines that each of some patterns may match, by its name: those that hold a trace of it.

    Args:
        words: the words of the lines.
        patterns: Rust regular expressions by their names.
    """
    borne = words.bear({name: traces(pattern) for name, pattern in patterns.items() if traces(pattern)})
    every = np.arange(len(words.parts.first))
    return {name: borne.get(name, every) for name in patterns}
