"""Regular expressions over many lines: a cheap question first, so that the dear one is asked of few lines.

Bounds such as `.{1,40}` make an automaton so large that the engine leaves it for slower ways, where `.+`
stays small. A pattern without its bounds takes whatever the pattern takes, and more.
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

import numpy as np
import polars as pl

from warta.cleaning.structure import Flags

_BOUNDS: Final = re.compile(r"(\\x\{\w+\}|\\.|\[(?:\\.|[^\]\\])*\])|\{(\d*)(?:,\d*)?\}")
"""Bounds, told from the braces of escapes and classes, which stand in the first group."""


@cache
def unbounded(pattern: str) -> str:
    """A pattern that takes all that a pattern takes, without its bounds.

    Args:
        pattern: Rust regular expression.
    """
    return _BOUNDS.sub(lambda found: found[1] or ("+" if int(found[2] or 0) else "*"), pattern)


def any_of(patterns: Iterable[str]) -> str:
    """The pattern that takes what one of several takes."""
    return "|".join(f"(?:{pattern})" for pattern in patterns)


def taken(lines: pl.Series, pattern: str) -> pl.Series:
    """The numbers of the lines in which a pattern is found.

    Args:
        lines: String; null is not taken.
        pattern: Rust regular expression.
    """
    cheap = unbounded(pattern)
    likely = lines.str.contains(cheap).arg_true()
    if cheap == pattern or likely.is_empty():
        return likely
    return likely.gather(lines.gather(likely).str.contains(pattern).arg_true())


def found(lines: pl.Series, pattern: str) -> Flags:
    """In which lines a pattern is found."""
    flags: Flags = np.zeros(len(lines), dtype=np.bool_)
    flags[taken(lines, pattern).to_numpy()] = True
    return flags
