"""Regular expressions over many lines: a cheap question first, so that the dear one is asked of few lines.

Bounds such as `.{1,40}` make an automaton so large that the engine leaves it for slower ways, where `.+`
stays small. A pattern without its bounds takes whatever the pattern takes, and more.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from typing import Final

import numpy as np
import polars as pl

from warta.cleaning.structure import Columns, Flags

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


def any_found(lines: pl.Series, patterns: Collection[str]) -> Flags:
    """In which lines one of some patterns may be found: all where one is, and some more.

    Args:
        lines: String, without null.
        patterns: Rust regular expressions.
    """
    # What reads the beginning alone is done after a few characters; it would not be beside what reads on.
    kinds = {start: [p for p in patterns if p.startswith("^") is start] for start in (True, False)}
    questions = [any_of(map(unbounded, alike)) for alike in kinds.values() if alike]
    asked = pl.any_horizontal(pl.col("line").str.contains(question) for question in questions)
    flags: Flags = lines.to_frame("line").select(asked).to_series().to_numpy()
    return flags


def each(lines: pl.Series, patterns: Mapping[str, str]) -> Columns:
    """In which lines each of some patterns is found, by the names of the patterns.

    Args:
        lines: String; in null no pattern is found.
        patterns: Rust regular expressions.
    """
    # In one query, so that several threads read, and each pattern is compiled by one of them.
    asked = lines.to_frame("line").select(
        pl.col("line").str.contains(unbounded(pattern)).fill_null(value=False).alias(name)
        for name, pattern in patterns.items()
    )
    found = {name: asked[name].to_numpy(writable=True) for name in patterns}
    for name, pattern in patterns.items():
        likely = np.flatnonzero(found[name])
        if unbounded(pattern) != pattern and len(likely):
            found[name][likely] = lines.gather(likely).str.contains(pattern).to_numpy()
    return found
