"""Names of persons as Indonesian pages print them: where one begins and ends, and what is no part of it."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from warta.facts.vocabulary import alternatives, without_case, words

_AROUND: Final[dict[str, list[str]]] = words("ranks")["around_names"]

SPACE: Final = " "
"""The one blank of stories (`warta.facts.stories`)."""

_WORD = (
    rf"(?:(?:{alternatives(_AROUND['abbreviations'])})\.(?={SPACE}?[A-Z])"  # Moh. Ali
    r"|[A-ZÀ-Þ][a-zà-ÿ]+(?:['’`´][A-Za-z]?[a-zà-ÿ]+)*(?:-[A-Z][a-z]+)*(?![A-Z])"  # Ma'ruf, Al-Rasyid
    r"|[A-Z]['’`´][a-z]+"  # A'yun
    rf"|[A-Z]\.(?={SPACE}?[A-Z])|[A-Z]{{1,3}}(?![\w'’]))"  # M. Basri, Tri Wahyu DJ
)
_CAPITALS = rf"(?:[A-Z][A-Z'’`]+(?![a-z])(?:-[A-Z]+)*|[A-Z]\.(?={SPACE}[A-Z])|[A-Z](?![\w'’]))"
_BETWEEN = rf"{SPACE}{{1,3}}(?:(?:{alternatives(_AROUND['particles'])}){SPACE})?"
_NAME = re.compile(rf"{_WORD}(?:(?:{_BETWEEN}|(?<=\.)){_WORD}){{0,7}}")
_NAME_IN_CAPITALS = re.compile(rf"{_CAPITALS}(?:{SPACE}{{1,3}}{_CAPITALS}){{0,6}}")
_PIECES = re.compile(r"[^\s]+")
_LONG_CAPITALS = re.compile(
    rf"[A-Z][A-Z'’]{{3,}}|[A-Z]{{2,}}{SPACE}[A-Z]{{3,}}|[A-Z]\.{SPACE}[A-Z]{{3,}}(?!\w)"
)
_HONORIFICS = re.compile(rf"(?:\(?(?:{alternatives(_AROUND['honorifics'])})\b\)?\.?,?{SPACE}*(?=[(A-Z]))+")
# The first two letters of what `_HONORIFICS` takes.
HONORIFIC_OPENINGS: Final = frozenset(
    opening
    for honorific in _AROUND["honorifics"]
    for opening in (f"({honorific[0]}", *((honorific + behind)[:2] for behind in f".,(){SPACE}"))
)
_INITIALS = re.compile(r"(?:[A-Z]{1,4}\.?\s*)+")


def _spelled(degree: str) -> str:
    """Make a pattern of a degree whose points and blanks pages print or leave out."""
    parts: list[str] = re.findall(r"[A-Za-z]+|[()]", degree)
    first, *rest = map(re.escape, parts)
    tail = "".join(rf"\.?{SPACE}?{part}" for part in rest)
    return first + (f"(?i:{tail})" if sum(map(str.isalpha, degree)) > 2 else tail)


_BY_LENGTH = sorted(_AROUND["degrees"], key=lambda degree: (-len(degree), degree))
_DEGREE = rf"(?:{'|'.join(map(_spelled, _BY_LENGTH))})(?![A-Za-z'’])\.?"
_ONE_DEGREE = re.compile(_DEGREE)
_DEGREES = re.compile(rf"(?:{SPACE}*,?{SPACE}*{_DEGREE})+")
_DEGREE_NAMES = {re.sub(r"[^a-z]", "", degree.casefold()): degree for degree in reversed(_BY_LENGTH)}


def _openings(degree: str) -> Iterator[str]:
    """Give the first two letters of a degree in all the ways that `_spelled` allows."""
    first, *rest = re.findall(r"[A-Za-z]+|[()]", degree)
    if len(first) > 1:
        yield first[:2]
    else:
        yield from (first + behind for behind in (".", SPACE, rest[0][0].lower(), rest[0][0].upper()))


_DEGREE_OPENINGS: Final = frozenset(opening for degree in _BY_LENGTH for opening in _openings(degree))
_ENDS: Final = frozenset(_AROUND["ends"])


class Name(NamedTuple):
    """A person's name in a text, without honorifics before and degrees after it."""

    start: int
    end: int
    text: str
    degrees: tuple[str, ...]
    after: int  # where the text goes on behind the degrees


@lru_cache(maxsize=512)  # the readers of a story ask for the same names
def name_at(text: str, position: int) -> Name | None:
    """Read the name of a person that begins at a position, or behind the blanks and honorifics there.

    Args:
        text: The story.
        position: Where the name, its honorifics or the blanks before them begin.

    Returns:
        The name, or None where no name of at least three letters stands.
    """
    while text[position : position + 1] == SPACE:
        position += 1
    if text[position : position + 2] in HONORIFIC_OPENINGS and (
        honorifics := _HONORIFICS.match(text, position)
    ):
        position = honorifics.end()
    in_capitals = not text[position + 1 : position + 2].islower() and _LONG_CAPITALS.match(text, position)
    found = (_NAME_IN_CAPITALS if in_capitals else _NAME).match(text, position)
    if found is None:
        return None
    end = _end(text, found)
    name = text[position:end]
    if len(name) < 3 or (not in_capitals and name.isupper() and _INITIALS.fullmatch(name)):
        return None
    degrees = _DEGREES.match(text, end) if _may_have_degrees(text, end) else None
    titles = () if degrees is None else tuple(_named(piece[0]) for piece in _ONE_DEGREE.finditer(degrees[0]))
    after = end if degrees is None else degrees.end()
    return Name(position, end, " ".join(name.split()) if 2 * SPACE in name else name, titles, after)


def _end(text: str, found: re.Match[str]) -> int:
    """Tell where a name ends: before a word that is none of a name, or before its degrees."""
    for word in found[0].split():
        if word in _ENDS or word[:2] in _DEGREE_OPENINGS:
            break
    else:
        return found.end()
    start = end = found.start()
    for piece in _PIECES.finditer(text, start, found.end()):
        opening = text[piece.start() : piece.start() + 2]
        degree = _ONE_DEGREE.match(text, piece.start()) if opening in _DEGREE_OPENINGS else None
        if piece[0] in _ENDS or (degree and (end > start or "." in degree[0])):
            break
        end = piece.end()
    return end


def _may_have_degrees(text: str, end: int) -> bool:
    """Tell whether a capital stands behind a name, or its comma: all degrees begin with one."""
    behind = text[end : end + 3].lstrip(f",{SPACE}")
    return not behind or behind[0].isupper()


def _named(degree: str) -> str:
    return _DEGREE_NAMES[re.sub(r"[^a-z]", "", without_case(degree))]


def clipped(short: str, full: str) -> bool:
    """Tell whether one word is what is left of a longer one in a name: "Santo" of "Susanto"."""
    short = short.casefold()
    return len(short) > 3 and any(
        (part != short and part.startswith(short)) or part.endswith(short) for part in full.casefold().split()
    )


def same_person(short: str, full: str) -> bool:
    """Tell whether a short form of a name can stand for the full one: its words in their order."""
    return stand_for(folded(short), folded(full))


def stand_for(wanted: list[str], whole: list[str]) -> bool:
    """Tell the same of the words of both names (`folded`)."""
    if wanted[0] not in whole:  # as with most persons: others
        return False
    words_left = iter(whole)
    return all(word in words_left for word in wanted)


@lru_cache(maxsize=8192)
def folded(name: str) -> list[str]:
    """Give the words of a name without case, its apostrophes all of one kind."""
    return name.casefold().replace("’", "'").split()
