"""The story of each page: its title and body where they stand, everything else blanked out.

Offsets in a story are offsets in the page, so evidence found in it needs no conversion.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise
from operator import itemgetter
from typing import Final, NamedTuple

import polars as pl

from warta.facts.beginnings import beginnings
from warta.terms import Role

REMOVED: Final = "\f"
"""Stands for each character between the spans of a story that is no white space of the page."""

_BLANKS: Final = "\t\u00a0\u2007\u2009\u202f"
_EMPHASIS: Final = re.compile(r"(?<!\w)_+|_+(?!\w)")  # beside stars, as chat groups and Markdown mark it
_ENTITY: Final = re.compile(r"&(?:(?P<quot>quot|[lr]dquo|#822[01]|#34)|nbsp|#160);(?P<next>\w?)")


# Paragraphs broken into lines, as text browsers and mail do: from so many characters to so many, which differ
# by a word that did not fit, on most of so many lines at least. The cleaning tells them likewise, on columns.
_NARROWEST: Final = 45
_WIDEST: Final = 110
_SLACK: Final = 16
_FEWEST: Final = 4
_ENDS_OF_PARAGRAPHS: Final = (".", "!", "?", "”", '"', ":", REMOVED)

_LONGEST_HEADLINE: Final = 200
_ENDS_OF_SENTENCES: Final = (".", "!", "?", ":", ";", ",", "”", '"', "'")
_LONGEST_LINK: Final = 120
_LINK = re.compile(
    r"(?:Baca|BACA|Simak|Lihat) (?:juga|Juga|JUGA|pula) ?:?"
    r"(?: {1,3}(?:[^a-z\s\f][^\s\f.!?]*|[a-z]{1,3}|dari|dalam|untuk|yang|pada|dengan|saat|usai|hingga)){0,16}"
    r" *\Z"
)
_links = beginnings(["Baca ", "BACA ", "Simak ", "Lihat "])


class Story(NamedTuple):
    """What a page tells; `text[i]` is the page's character `i`, a plain blank for any blank, or REMOVED."""

    page: int
    text: str
    title: tuple[int, int]  # start and end; equal where the page has no title


def stories(texts: Sequence[str], kept: pl.DataFrame) -> list[Story]:
    """Blank out all but title and body.

    Args:
        texts: Texts of the pages in order.
        kept: Their kept spans (`warta.facts.kept.KEPT_SPANS`).

    Returns:
        One story a page that has title or body, in order.
    """
    story_spans = kept.filter(pl.col("role").is_in([Role.TITLE, Role.BODY]))
    titles = story_spans.filter(role=Role.TITLE).unique("page", keep="first").select("page", "start", "end")
    title_of = {page: (start, end) for page, start, end in titles.iter_rows()}
    extents = story_spans.select("page", "start", "end").get_columns()
    rows = zip(*(column.to_list() for column in extents), strict=True)
    return [
        _story(page, texts[page], spans, title_of.get(page, (0, 0)))
        for page, spans in groupby(rows, key=itemgetter(0))
    ]


def _story(page: int, text: str, spans: Iterable[tuple[int, int, int]], title: tuple[int, int]) -> Story:
    parts: list[str] = []
    begin = done = 0
    for _, start, end in spans:
        gap = text[done:start]
        if not gap.isspace():
            parts += [text[begin:done], REMOVED * len(gap)]
            begin = start
        done = end
    story = "".join([*parts, text[begin:done]])
    for blank in _BLANKS:
        story = story.replace(blank, " ")
    return Story(page, _unbroken(_without_marks(story), text), title)


def _unbroken(story: str, text: str) -> str:
    """Write a blank for each line break inside a paragraph that its page broke into lines of one length."""
    lines = text.split("\n")
    width = _width_of_paragraphs(lines) if len(lines) >= _FEWEST else None
    if width is None:
        return story
    broken: list[int] = []
    end = small = 0
    for line, below in pairwise(lines):
        end += len(line) + 1
        if width - _SLACK < len(line) <= width and _goes_on(line, below) and story[end - 1 : end] == "\n":
            broken.append(end)
            small += below.lstrip(" ")[0].islower()
    if 2 * small <= len(broken):  # as headlines one below the other
        return story
    parts = [story[first : last - 1] for first, last in pairwise([0, *broken])]
    return " ".join([*parts, story[broken[-1] :]])


def _width_of_paragraphs(lines: Sequence[str]) -> int | None:
    """Tell at how many characters most long lines of a page are broken; None where they are not."""
    wide = sorted(length for length in map(len, lines) if length >= _NARROWEST)
    within = bisect_right(wide, _WIDEST)
    if within < _FEWEST or 2 * within <= len(wide):
        return None
    near, width = max(
        (number + 1 - bisect_right(wide, width - _SLACK), width) for number, width in enumerate(wide[:within])
    )
    return width if near >= _FEWEST and 2 * near > len(wide) else None


def _goes_on(line: str, below: str) -> bool:
    """Tell whether the line below goes on with a paragraph: one begins behind the end of a sentence."""
    first = below.lstrip(" ")[:1]
    return bool(first.strip()) and not (line.rstrip().endswith(_ENDS_OF_PARAGRAPHS) and not first.islower())


def _without_marks(story: str) -> str:
    """Blank out marks of emphasis and write escaped quotation marks as such, each character in its place."""
    story = story.replace("*", " ")
    if "_" in story:
        story = _EMPHASIS.sub(lambda marks: " " * len(marks[0]), story)
    return _ENTITY.sub(_unescaped, story) if "&" in story else story


def _unescaped(entity: re.Match[str]) -> str:
    """Set a quotation mark at that end of its escape at which the quotation is."""
    blanks = " " * (len(entity[0]) - len(entity["next"]) - 1)
    mark = '"' if entity["quot"] else " "
    return f"{blanks}{mark}{entity['next']}" if entity["next"] else f"{mark}{blanks}"


def in_headline(story: Story, position: int) -> bool:
    """Tell whether a position stands in the title or in a line set like one."""
    start, end = story.title
    return start <= position < end or _set_like_headline(story.text, position)


def _set_like_headline(text: str, position: int) -> bool:
    """Tell whether the line around a position is set like a headline: capitals and no full stop."""
    end = text.find("\n", position)
    end = end if end >= 0 else len(text)
    if text.endswith(_ENDS_OF_SENTENCES, max(0, end - 1), end):
        return False
    start = text.rfind("\n", 0, position) + 1
    line = text[start:end].strip("\f \r")
    if len(line) > _LONGEST_HEADLINE or line.endswith(_ENDS_OF_SENTENCES):
        return False
    long_words = [word for word in line.split() if len(word) > 3]
    return len(long_words) >= 3 and sum(
        word[0].isupper() or not word[0].isalpha() for word in long_words
    ) >= 0.85 * len(long_words)


def in_link(story: Story, position: int) -> bool:
    """Tell whether a position stands in the headline of another article that a link in the text names."""
    return any(
        _LINK.match(story.text, start, position)
        for start in _links(story.text)
        if position - _LONGEST_LINK <= start < position
    )
