"""The texts of an HTML page and the runs of tags between them, written as lines."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import unescape
from itertools import accumulate, chain
from typing import Final

from warta.reading.html_kinds import HEADINGS
from warta.reading.html_outline import Outline
from warta.reading.html_runs import BLANKS, NO_BREAK_SPACE, Run

_BLANK: Final = re.compile(r"[\t\n\f\r][ \t\n\f\r]*| [ \t\n\f\r]+")


def write_lines(texts: Sequence[str], runs: Sequence[Run]) -> tuple[str, Outline]:
    """The text of a page, one line a block, and its outline.

    Args:
        texts: What is seen, as the tree was written out, without blanks at its beginning.
        runs: The tags and blanks before, between and after these texts.
    """
    if any(run.keeps_lines for run in runs):
        texts, runs = _parted(texts, runs)
    pieces = [*chain.from_iterable(zip(_between(texts, runs), map(_collapsed, texts), strict=False))]
    places = [*accumulate(map(len, pieces))]
    page = Outline(places[::2], places[1::2], [number for number, run in enumerate(runs[:-1]) if run.gap])
    _count(page, runs)
    _place(page, runs)
    return "".join(pieces), page


def _collapsed(text: str) -> str:
    """A text with its white space collapsed as a browser does."""
    words = text.rstrip(BLANKS)
    if words.isprintable() and "  " not in words and "&" not in words:
        return words
    return _BLANK.sub(" ", unescape(words))


def _between(texts: Sequence[str], runs: Sequence[Run]) -> Iterator[str]:
    """What stands before each text: line breaks or a space, nothing before the first."""
    yield ""
    for text, run in zip(texts, runs[1:-1], strict=False):
        yield "\n" * run.gap if run.gap else run.space or (" " if text[-1] in BLANKS else "")


def _count(page: Outline, runs: Sequence[Run]) -> None:
    """Count the characters of each line, and those of links in it."""
    linked, links, before = [0], 0, 0
    for run, start, end in zip(runs, page.starts, page.ends, strict=False):
        goes_on = links > 0 and not (run.gap or run.ends_link)
        links += run.links
        linked.append(linked[-1] + (end - (before if goes_on else start) if links > 0 else 0))
        before = end
    for first, stop in zip(page.opens, [*page.opens[1:], len(page.starts)], strict=False):
        page.letters.append(page.ends[stop - 1] - page.starts[first])
        page.linked.append(linked[stop] - linked[first])


def _place(page: Outline, runs: Sequence[Run]) -> None:
    """Place the elements among the texts, and the lines of prose in the blocks that are open around them."""
    prose, opened = page.prose(), list[int]()
    for number, run in enumerate(runs):
        if number in prose:
            page.put(prose[number], opened)
        for _ in range(run.ends):
            page.stop[opened.pop()] = number
        if run.pictured:
            page.pictured += range(len(page.tags), len(page.tags) + run.pictured)
        for tag in run.begins:
            opened.append(len(page.tags))
            page.tags.append(tag)
            page.first.append(number)
            page.stop.append(number)
    page.headings += [
        number
        for number, tag in enumerate(page.tags)
        if tag.name in HEADINGS and page.first[number] < page.stop[number]
    ]


def _parted(texts: Sequence[str], runs: Sequence[Run]) -> tuple[list[str], list[Run]]:
    """The texts, line by line where an element keeps its lines, and the runs with the breaks between them."""
    kept = [0]  # how many of the elements that are open keep their lines, at each depth
    breaks = 0  # since the last text
    lines: list[str] = []
    between: list[Run] = []
    for text, run in zip(texts, runs, strict=False):
        if kept[-1] and not run.gap:
            breaks += run.breaks
        if run.ends:
            del kept[-run.ends :]
        for tag in run.begins:
            kept.append(kept[-1] + tag.keeps_lines)
        parts = text.split("\n") if kept[-1] else [text]
        if not any(map(_has_words, parts)):  # no-break spaces alone
            parts = [text]
        for line in parts:
            if len(parts) == 1 or _has_words(line):
                lines.append(line.lstrip(BLANKS))
                between.append(_broken(run, breaks))
                run, breaks = Run(), 0
            breaks += 1
        breaks -= 1
    return lines, [*between, _broken(runs[-1], breaks)]


def _has_words(line: str) -> bool:
    return bool(line.strip(BLANKS).replace(NO_BREAK_SPACE, ""))


def _broken(run: Run, breaks: int) -> Run:
    """A run after so many line breaks."""
    return replace(run, gap=max(run.gap, 2 if breaks > 1 or run.first_br else 1)) if breaks else run
