"""The literals that a pattern requires: it is tried only on lines that hold one of them, a trace of it.

Traces are derived from the pattern itself, as regex engines do for their prefilters where a pattern is a
plain choice of words. They hold no space, so that they can be looked for in the distinct words of lines, of
which there are few (`warta.cleaning.words`).
"""

import re
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Final, Self

_SIGN: Final = re.compile(
    r"[\w ]+(?![*+?{])|\(\?\w*:|\\[px]\{\w+\}|\\.|\[\^?(?:\\[px]\{\w+\}|\\.|[^\]\\])*\]"
    r"|(?:[*+?]|\{\d*,?\d*\})\??|.",
    re.DOTALL,
)
"""Letters that stand for themselves are one sign together, but for the last where that is repeated."""
_REPEATED: Final = re.compile(r"([*+?]|\{\d*,?\d*\})\??")
_NONE_WILL_DO: Final = re.compile(r"[*?]|\{0?,|\{0\}")
_CLASS: Final = re.compile(r"\\x\{\w+\}|\\.|.", re.DOTALL)
_NO_CHARACTER: Final = frozenset({"^", "$", r"\b", r"\x{FDD0}"})
"""Places in a line, the mark of a cut among them: it is not there yet when lines are asked."""
_MOST: Final = 64
"""Texts of a part of a pattern that are told apart."""

Texts = frozenset[str]
_NOTHING: Final[Texts] = frozenset()


@cache
def traces(pattern: str) -> Texts:
    """Texts without a space, one of which stands in each line that a pattern takes; none if nothing is known.

    Args:
        pattern: Rust regular expression of the kinds that rules use.

    Raises:
        ValueError: a bracket is not closed.
    """
    signs = _SIGN.findall(pattern)[::-1]
    found = _choice(signs)
    if signs:
        raise ValueError(f"a bracket too many: {pattern}")
    return found.traces


@dataclass(frozen=True, slots=True)
class _Part:
    """What is known of a part of a pattern."""

    texts: Texts | None  # all that it takes, where they are few
    borne: Texts  # traces of it that are known otherwise

    @property
    def traces(self) -> Texts:
        return _better(self.borne, _spaceless(self.texts or _NOTHING))

    def repeated(self, by: str) -> Self:
        if by == "?" and self.texts is not None:
            return type(self)(self.texts | {""}, _NOTHING)
        return type(self)(None, _NOTHING if _NONE_WILL_DO.match(by) else self.traces)


def _spaceless(texts: Texts) -> Texts:
    """The longest part without a space of each text; none where a text has no such part."""
    kept: list[str] = []
    for part in sorted({max(text.split(" "), key=len) for text in texts}, key=len):
        if not any(other in part for other in kept):
            kept.append(part)
    return frozenset(kept) if all(kept) else _NOTHING


def _better(some: Texts, others: Texts) -> Texts:
    """The traces that fewer lines bear, most likely: the longer ones, of equal length the fewer."""
    return max(some, others, key=lambda texts: (min(map(len, texts), default=0), -len(texts)))


def _choice(signs: list[str]) -> _Part:
    """Ways to go on, up to the end of their bracket."""
    ways = [_sequence(signs)]
    while signs and signs[-1] == "|":
        signs.pop()
        ways.append(_sequence(signs))
    texts = [way.texts for way in ways if way.texts is not None]
    borne = [way.traces for way in ways]
    return _Part(
        frozenset().union(*texts) if len(texts) == len(ways) else None,
        _spaceless(frozenset().union(*borne)) if all(borne) else _NOTHING,
    )


def _sequence(signs: list[str]) -> _Part:
    """Parts that follow each other."""
    run, borne, whole = frozenset({""}), _NOTHING, True
    while signs and signs[-1] not in ("|", ")"):
        part = _one(signs)
        if part.texts is not None and len(run) * len(part.texts) <= _MOST:
            run = frozenset(map("".join, product(run, part.texts)))
        else:
            borne, whole = _better(_better(borne, part.borne), _spaceless(run)), False
            run = part.texts or frozenset({""})
    return _Part(run, _NOTHING) if whole else _Part(None, _better(borne, _spaceless(run)))


def _one(signs: list[str]) -> _Part:
    """Characters, a class or a bracket, and how often it stands there."""
    sign = signs.pop()
    if sign.startswith("("):
        part = _choice(signs)
        if not signs:
            raise ValueError("a bracket too few")
        signs.pop()
        # Letters of either case are more than can be told apart.
        part = part if sign in ("(", "(?:") else _Part(None, _NOTHING)
    elif sign in _NO_CHARACTER:
        part = _Part(frozenset({""}), _NOTHING)
    elif sign.startswith("["):
        part = _Part(_class(sign), _NOTHING)
    elif sign[0] == "\\":
        part = _Part(_characters([sign]), _NOTHING)
    else:
        part = _Part(None if sign == "." else frozenset({sign}), _NOTHING)
    if signs and (by := _REPEATED.fullmatch(signs[-1])):
        signs.pop()
        return part.repeated(by[1])
    return part


def _class(sign: str) -> Texts | None:
    inner = _CLASS.findall(sign[1:-1])
    return None if "^" in inner[:1] or "-" in inner[1:-1] else _characters(inner)


def _characters(signs: list[str]) -> Texts | None:
    """The characters that signs stand for; none if one stands for many."""
    if any(re.match(r"\\[^x\W]", sign) for sign in signs):
        return None
    return frozenset(chr(int(sign[3:-1], 16)) if sign.startswith(r"\x") else sign[-1] for sign in signs)
