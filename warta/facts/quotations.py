"""Quotation marks of a story, paired: where something stands in quotes, whatever marks were mixed for it."""

import re
from bisect import bisect_left
from typing import Final, NamedTuple

from warta.facts.beginnings import beginnings, matches
from warta.facts.names import SPACE
from warta.facts.stories import REMOVED
from warta.facts.vocabulary import alternatives, words

# The last two are what a wrong decoding makes of marks: read as Windows-1252, or lost altogether.
_MARKS: Final = "\"“”„‟″«»‘’'â\ufffd"
_MARK = re.compile(rf"[{_MARKS}](?:(?<=')'|(?<=â)€[œ\u009d]?|(?<=\ufffd)\ufffd+)?")
_marks = beginnings(_MARKS)
_PARAGRAPH = re.compile(r"[^\n\f]+")
_SINGLE: Final = ("‘", "'", "’")
_STOPS: Final = (".", ",", "!", "?", "…")
_OPENING: Final = ("“", "„", "«", "‘", "â€œ")
_CLOSING: Final = ("”", "»", "’", "â€\u009d", "â€")
LOST: Final = "\ufffd"
_MOST_PARAGRAPHS: Final = 4
_ATTRIBUTION = re.compile(
    rf",(?={SPACE}(?:{alternatives(words('quotes')['verbs']['stems'])})(?:nya(?!\w)|{SPACE}(?:[A-Z]|dia(?!\w)))"
    rf"[^,.!?\n]{{0,100}}[.!]?{SPACE}*\Z)"
)
_LONGEST_ATTRIBUTION: Final = 140


class Quoted(NamedTuple):
    """A stretch of a story between a pair of quotation marks."""

    start: int  # of what is quoted, behind the mark
    end: int
    before: int  # of the opening mark
    after: int  # behind the closing mark; `end` where a paragraph ends without one


class _Mark(NamedTuple):
    start: int
    end: int
    text: str
    opens: bool
    closes: bool


class _Open(NamedTuple):
    """A quotation that its paragraph does not close."""

    mark: _Mark
    end: int  # of the paragraph
    paragraphs: int  # how many more may follow


def quoted(text: str, start: int = 0) -> list[Quoted]:
    """Pair the quotation marks of a text, outermost pairs only.

    A mark opens or closes by its shape and by the blanks around it; where the two disagree or tell nothing,
    the marks of a paragraph alternate. A paragraph that opens a quotation and does not close it is followed
    into the next ones; where they do not close it, or open it anew, it ends with its paragraph, or before
    the words at its end that attribute it.

    Args:
        text: The story.
        start: Where to begin, in code points.

    Returns:
        The pairs in order. A quotation whose paragraphs each open it again gives one entry a paragraph.
    """
    starts = _marks(text)
    starts = starts[bisect_left(starts, start) :]
    marks = [_mark(text, found) for found in matches(_MARK, text, starts) if _may_quote(text, found)]
    if not marks:
        return []
    found: list[Quoted] = []
    pending: _Open | None = None
    number = 0
    position = start
    while pending or number < len(marks):
        if pending is None:  # nothing is open: on to the paragraph of the next mark
            mark = marks[number].start
            line = max(text.rfind("\n", position, mark), text.rfind(REMOVED, position, mark)) + 1
            position = max(position, line)
        paragraph = _PARAGRAPH.search(text, position)
        if paragraph is None:
            break
        position = paragraph.end()
        first = number
        while number < len(marks) and marks[number].start < paragraph.end():
            number += 1
        here = marks[first:number]
        if pending:
            here, pending = _follow(text, paragraph, here, pending, found)
        pairs, left_open = _pairs(here)
        found += pairs
        if left_open and _begins(text, paragraph.start(), left_open.start):
            _end(text, pending, found)
            pending = _Open(left_open, paragraph.end(), _MOST_PARAGRAPHS)
    _end(text, pending, found)
    return sorted(
        (pair for pair in found if text[pair.start : pair.end].strip()), key=lambda pair: pair.start
    )


def _may_quote(text: str, found: re.Match[str]) -> bool:
    """Tell marks from letters and apostrophes: single ones open before a capital or close behind a stop."""
    if found[0] == "â":
        return False
    if found[0] not in _SINGLE:
        return True
    start, end = found.span()
    opens = found[0] != "’" and text[end : end + 1].isupper()
    return opens or (
        found[0] != "‘" and text[start - 1 : start] in _STOPS and not text[end : end + 1].isalnum()
    )


def _mark(text: str, found: re.Match[str]) -> _Mark:
    start, end = found.span()
    before, behind = text[start - 1 : start], text[end : end + 1]
    free_before = not before or before.isspace() or before in "([{-–—:/>"
    free_behind = not behind or behind.isspace() or behind in ".,;:!?)]}-–—/"
    shape = found[0]
    opens, closes = not free_behind, not free_before
    if free_before and free_behind:
        opens = closes = True
    elif opens and closes:  # glued on both sides: punctuation before it closes, a capital behind it opens
        opens, closes = behind.isupper() or behind in "(0123456789", before in ".,!?…" or behind.islower()
    if shape[0] == LOST:  # may have been a dash, a blank or an apostrophe as well
        opens = (free_before or before in ".!?") and behind.isupper()
        closes = before in ".,!?" and not opens
    if shape in _OPENING and opens:
        closes = False
    if shape in _CLOSING and closes:
        opens = False
    return _Mark(start, end, shape, opens, closes)


def _pairs(marks: list[_Mark]) -> tuple[list[Quoted], _Mark | None]:
    """Pair the marks of one paragraph; what stays open is given back."""
    pairs, left_open = _pair_nested(marks)
    return (pairs, None) if left_open is None else _pair_flat(marks)


def _pair_nested(marks: list[_Mark]) -> tuple[list[Quoted], _Mark | None]:
    pairs: list[Quoted] = []
    opened: list[_Mark] = []
    for mark in marks:
        if opened and _is_single(opened[0]) and not _is_single(mark):
            opened = []  # what a single mark began was no quotation
        if opened and _is_single(mark) and not _is_single(opened[0]):
            continue
        if mark.opens and not (opened and mark.closes):
            opened.append(mark)
        elif mark.closes and opened:
            last = opened.pop()
            if not opened:
                pairs.append(Quoted(last.end, mark.start, last.start, mark.end))
    return pairs, opened[0] if opened else None


def _pair_flat(marks: list[_Mark]) -> tuple[list[Quoted], _Mark | None]:
    pairs: list[Quoted] = []
    opened: _Mark | None = None
    for mark in marks:
        if opened and _is_single(opened) and not _is_single(mark):
            opened = None
        if opened and _is_single(mark) and not _is_single(opened):
            continue
        if mark.opens and not (opened and mark.closes):
            opened = mark
        elif mark.closes and opened:
            pairs.append(Quoted(opened.end, mark.start, opened.start, mark.end))
            opened = None
    return pairs, None if opened is None or _is_single(opened) else opened


def _is_single(mark: _Mark) -> bool:
    return mark.text in _SINGLE


def _begins(text: str, paragraph: int, mark: int) -> bool:
    """Tell whether an opening mark begins a quotation: first in its paragraph or behind a comma or stop."""
    before = text[paragraph:mark].strip()
    return not before or before[-1] in ":,.!?"


def _follow(
    text: str, paragraph: re.Match[str], marks: list[_Mark], pending: _Open, found: list[Quoted]
) -> tuple[list[_Mark], _Open | None]:
    """Follow an open quotation into the next paragraph: the marks left there, and what stays open."""
    begun_anew = bool(marks) and marks[0].opens and not text[paragraph.start() : marks[0].start].strip()
    if begun_anew or pending.paragraphs == 0 or REMOVED in text[pending.mark.end : paragraph.end()]:
        _end(text, pending, found)
        return marks, None
    if marks and marks[0].closes:
        opening, closing = pending.mark, marks[0]
        found.append(Quoted(opening.end, closing.start, opening.start, closing.end))
        return marks[1:], None
    return marks, pending._replace(paragraphs=pending.paragraphs - 1)


def _end(text: str, pending: _Open | None, found: list[Quoted]) -> None:
    """End a quotation that nothing closes with the paragraph it began in: "Aman, ujar Budi."."""
    if pending:
        tail = max(pending.mark.end, pending.end - _LONGEST_ATTRIBUTION)
        attribution = _ATTRIBUTION.search(text, tail, pending.end)
        end = attribution.end() if attribution else pending.end
        found.append(Quoted(pending.mark.end, end, pending.mark.start, end))
