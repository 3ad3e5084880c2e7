"""Where in a story a reader has to look: one pass over the text finds all words that something begins with.

A pattern of hundreds of names costs as many tries at every letter. Each reader says here once what its
patterns begin with; one automaton for all of them goes over the text, and the patterns are tried only where
it stopped.
"""

import functools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from ahocorasick_rs import AhoCorasick, Implementation

Starts = Callable[[str], Sequence[int]]
"""Gives where in a text one of the beginnings of a reader stands, in order."""

_LITERALS: Final[list[frozenset[str]]] = []


def beginnings(literals: Iterable[str]) -> Starts:
    """Have the pass over each text stop at some words.

    Args:
        literals: What a pattern may begin with, letter for letter; parts of words too.
    """
    reader = len(_LITERALS)
    _LITERALS.append(_shortest(frozenset(literals)))
    _automaton.cache_clear()
    _starts.cache_clear()
    return lambda text: _starts(text)[reader]


def _shortest(literals: frozenset[str]) -> frozenset[str]:
    """Leave out what begins with another of the literals: the pass stops there for the other anyway."""
    return frozenset(
        literal
        for literal in literals
        if not any(literal[:end] in literals for end in range(1, len(literal)))
    )


def matches(pattern: re.Pattern[str], text: str, starts: Iterable[int]) -> Iterator[re.Match[str]]:
    """Find what `pattern.finditer(text)` finds, where it can only begin at `starts`."""
    end = 0
    for start in starts:
        if start >= end and (found := pattern.match(text, start)):
            end = found.end()
            yield found


def endings(words: Iterable[str]) -> frozenset[str]:
    """Give the last two letters of words and the blank behind them.

    A pattern for what stands before a place is tried at each letter of a stretch. Where the three letters
    before the place are none of these endings, it need not be asked.
    """
    return frozenset(f"{word[-2:]} " for word in words)


GONE_OVER: Final = 256
"""Stories whose beginnings are known at one time."""


def go_over(texts: Iterable[str]) -> None:
    """Find the beginnings of stories before they are read: alone, the large automaton is faster.

    Args:
        texts: `GONE_OVER` at most.
    """
    for text in texts:
        _starts(text)


@functools.lru_cache(GONE_OVER)
def _starts(text: str) -> list[list[int]]:
    automaton, readers_of = _automaton()
    found: list[list[int]] = [[] for _ in _LITERALS]
    for literal, start, _ in automaton.find_matches_as_indexes(text, overlapping=True):
        for reader in readers_of[literal]:
            found[reader].append(start)
    for starts in found:
        starts.sort()  # literals are found in the order of their ends
    return found


@functools.cache
def _automaton() -> tuple[AhoCorasick, list[list[int]]]:
    """Build the automaton, and tell which readers each of its literals is for."""
    literals = sorted(frozenset().union(*_LITERALS))
    readers_of = [
        [reader for reader, wanted in enumerate(_LITERALS) if literal in wanted] for literal in literals
    ]
    return AhoCorasick(literals, implementation=Implementation.DFA), readers_of
