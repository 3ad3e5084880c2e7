"""Which heading of an HTML page is its headline: the one that says what the page says its title is."""

import re
from collections.abc import Sequence, Set
from typing import Final

from warta.reading.html_outline import Outline

_SHORTEST: Final = 15
"""Characters of the shortest title that is told from the name of a rubric or site."""
_LONGEST: Final = 2_000
"""Characters of a heading that are read: hostile pages have megabytes of them in each other."""
_CUT: Final = re.compile(r"\s*(?:…|\.\.\.)$")
_SIGNS: Final = str.maketrans(
    {"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "\u00a0": " ", "…": "..."}
)
_RUBRIC: Final = re.compile(r".{2,30}[:|] ?")
_SEPARATORS: Final = ("-", "|", ":", "»", "«", "•", "·", "/", "~", "(")
"""What stands between the headline and the name of the site."""


def headline(page: Outline, others: Set[int], text: str, titles: Sequence[str]) -> int | None:
    """Number of the heading that agrees with a title of the page; of several the highest, then the first.

    Args:
        page: The page.
        others: Numbers of the elements that are of other articles.
        text: Its text.
        titles: What it says its title is, the most telling first: those for search and for sharing may be
            shorter than the headline. Each may be followed by the site's name or cut short.
    """
    headings = {
        number: _plain(_words(page, text, number)) for number in page.headings if number not in others
    }
    for title in dict.fromkeys(map(_plain, titles)):
        found = {number for number, words in headings.items() if _agree(words, title)}
        if links := {number for number in found if is_link(page, number)}:
            found -= links & page.within(n for n, tag in enumerate(page.tags) if tag.furniture and tag.gap)
        if found:
            return min(found, key=lambda number: (page.tags[number].name, number))
    return None


def _words(page: Outline, text: str, heading: int) -> str:
    start, end = page.place(heading)
    return text[start : min(end, start + _LONGEST)]


def is_link(page: Outline, heading: int) -> bool:
    """Whether all of a heading is a link, as in lists of the latest news, which link to the page too."""
    lines = slice(*page.lines(heading))
    return page.linked[lines] == page.letters[lines]


def _plain(words: str) -> str:
    return " ".join(words.translate(_SIGNS).casefold().split())


def _agree(heading: str, title: str) -> bool:
    if min(len(heading), len(title)) < _SHORTEST:
        return False
    if heading == title:
        return True
    if title.startswith(heading):
        return title[len(heading) :].lstrip().startswith(_SEPARATORS)
    if title.endswith(heading) and len(heading) * 2 > len(title):
        return title[: -len(heading)].rstrip().endswith(_SEPARATORS)
    if heading.endswith(title):
        return _RUBRIC.fullmatch(heading[: -len(title)]) is not None
    cut = _CUT.sub("", title)
    return cut != title and heading.startswith(cut)
