"""Regular expressions over many lines: each is asked only of lines that it may take."""

from collections.abc import Mapping

import numpy as np
import polars as pl

from warta.cleaning.alphabet import small
from warta.cleaning.structure import Columns, Counts, Flags
from warta.cleaning.traces import traces
from warta.cleaning.words import Words


def contains(lines: pl.Series, pattern: str) -> Flags:
    """In which lines a pattern is found.

    Args:
        lines: String, plain (`warta.cleaning.alphabet.plain`), without null.
        pattern: Rust regular expression.
    """
    if lines.is_empty():  # the pattern need not be compiled
        return np.zeros(0, dtype=np.bool_)
    found: Flags = lines.str.contains(small(pattern)).to_numpy()
    return found


def each(lines: pl.Series, words: Words, patterns: Mapping[str, str]) -> Columns:
    """In which lines each of some patterns is found, by the names of the patterns.

    Args:
        lines: String, plain, without null.
        words: the words of the lines.
        patterns: Rust regular expressions.
    """
    found = {name: np.zeros(len(lines), dtype=np.bool_) for name in patterns}
    for name, rows in likely(words, patterns).items():
        found[name][rows] = contains(lines[rows], patterns[name])
    return found


def likely(words: Words, patterns: Mapping[str, str]) -> dict[str, Counts]:
    """The lines that bear a trace of each of some patterns, by their names: it takes no others."""
    borne = words.bear({name: traces(pattern) for name, pattern in patterns.items() if traces(pattern)})
    every = np.arange(len(words.parts.first))
    return {name: borne.get(name, every) for name in patterns}
