"""Which blocks of an HTML page are headed as what they are: "Berita Terkait", "Komentar (3)"."""

from bisect import bisect_left
from collections.abc import Set
from typing import Final

from warta.reading.html_kinds import HEADINGS, WORDS
from warta.reading.html_outline import Outline

_LEAST: Final = 25
"""Characters that a box has besides its heading at least: less is a link in it, or a count."""
_KINDS: Final[dict[str, str]] = {
    heading: kind for kind, words in WORDS["kind"].items() for heading in words.get("headings", [])
}
_LONGEST: Final = max(map(len, _KINDS)) + 10
_AROUND: Final = " :»>()0123456789"
"""What stands around the words of a heading: "Komentar (3)", "3 komentar", "Baca juga:"."""


def headed_boxes(page: Outline, text: str, containers: Set[int]) -> dict[int, str]:
    """The blocks whose first line says what they hold: the kind of each by its number.

    Of the blocks that begin with such a line it is the innermost that holds more than the line: those around
    it may go on with something else.

    Args:
        page: The page.
        text: Its text.
        containers: Numbers of the blocks that contain the article or its headline: no line heads these.
    """
    found: dict[int, str] = {}
    for number, line in enumerate(filter(None, text.split("\n"))):
        if len(line) <= _LONGEST and (kind := _KINDS.get(line.strip(_AROUND).lower())):
            first = page.opens[number]
            box = _box(page, first, page.starts[first] + len(line))
            if box is not None and box not in containers:
                found[box] = kind
    return found


def _box(page: Outline, first: int, end: int) -> int | None:
    """The number of the innermost block that begins with a text and goes on after its line."""
    low, high = bisect_left(page.first, first), bisect_left(page.first, first + 1)
    for number in reversed(range(low, high)):
        tag, stop = page.tags[number], page.stop[number]
        if tag.gap and tag.name not in HEADINGS and stop > first and page.ends[stop - 1] - end > _LEAST:
            return number
    return None
