"""Where in an HTML page its article stands: the block that holds most prose."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

FURNITURE: Final = frozenset(
    ("nav", "header", "footer", "aside", "related", "comment", "share", "advert", "promo")
)
"""Kinds of markup whose prose is hardly the article's."""

LABELLED: Final = frozenset(("caption", "time", "author", "tags", "breadcrumb"))
"""Kinds of markup that stand near an article's paragraphs and are none."""

_LEAVES: Final = frozenset(
    ("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "pre", "dd", "ul", "ol")
)
"""Blocks that are part of what holds them: their prose counts for the block around."""
_PROSE: Final = 60
_FEWEST: Final = 200
"""Characters of prose that an article has at least."""
_CERTAIN: Final = 600
"""Characters of prose from which a page has an article, whatever its blocks are called."""
_FURNITURE_WEIGHT: Final = 0.1
_JOINED_SHARE: Final = 0.2
_FAR: Final = 3_000
_CONTENT_SHARE: Final = 0.5
_SAME_SHARE: Final = 0.9


@dataclass(slots=True)
class Block:
    """An element that stands as a block of its own.

    Attributes:
        tag: Its tag.
        parent: Number of the block around it; its own for the outermost.
        content: Whether its class or id names it as the place of the article.
        furniture: Whether it or a block around it is named as furniture.
        labelled: Whether it or a block around it is named as a caption, a time, a byline, tags.
        start: Where its text starts, in code points.
        end: Where its text ends.
        letters: Characters of the lines that stand in it, in no inner block.
        linked: How many of them are of links.
        prose: How many of them are of lines of prose.
    """

    tag: str
    parent: int
    content: bool
    furniture: bool
    labelled: bool
    start: int = 0
    end: int = 0
    letters: int = 0
    linked: int = 0
    prose: int = 0

    def add_line(self, letters: int, linked: int) -> None:
        """Count a line of so many characters, of which `linked` are of links."""
        self.letters += letters
        self.linked += linked
        if letters >= _PROSE and linked < letters / 2:
            self.prose += letters


def article(blocks: Sequence[Block]) -> list[tuple[int, int, str]]:
    """The `article`: its block and blocks beside it that go on; its `lead`. None where prose is scarce.

    A block is worth the prose that stands in it, and half of what stands one deeper. One that is named as the
    place of the article is taken before a better one that is not, where it holds a good part of the prose.

    Args:
        blocks: In the order of the page, each after the one around it.
    """
    if not blocks:
        return []
    own = _weighed(blocks)
    prose = _total(blocks, own)
    letters = _total(blocks, [block.letters for block in blocks])
    linked = _total(blocks, [block.linked for block in blocks])
    worth = _worth(blocks, own)
    best = max(
        range(len(blocks)), key=lambda number: worth[number] * (1 - linked[number] / (letters[number] or 1))
    )
    if prose[best] < _FEWEST:
        return []
    named = [
        n for n, block in enumerate(blocks) if block.content and prose[n] >= _CONTENT_SHARE * prose[best]
    ]
    if named:
        most = max(prose[number] for number in named)
        parts = [[number for number in named if prose[number] >= _SAME_SHARE * most][-1]]
    else:
        around = blocks[best].parent
        parts = [
            number
            for number, block in enumerate(blocks)
            if number == best
            or (
                block.parent == around != number
                and not (block.furniture or block.labelled)
                and prose[number] >= _JOINED_SHARE * prose[best]
            )
        ]
    spans = [(blocks[number].start, blocks[number].end, "article") for number in parts]
    return [(start, end, "lead") for start, end in _lead(blocks, spans[0][0])] + spans


def _lead(blocks: Sequence[Block], start: int) -> list[tuple[int, int]]:
    """The prose between the headline and the article's block: its lead or summary."""
    headlines = [block.end for block in blocks if block.tag == "h1" and start - _FAR < block.end <= start]
    if not headlines:
        return []
    return [
        (block.start, block.end)
        for block in blocks
        if block.prose
        and headlines[-1] <= block.start < block.end <= start
        and not (block.furniture or block.labelled)
    ]


def _weighed(blocks: Sequence[Block]) -> list[float]:
    """The prose of each block, that of furniture for little; unless all is in what calls itself furniture."""
    outside = sum(block.prose for block in blocks if not block.furniture)
    everything = sum(block.prose for block in blocks)
    doubtful = everything >= _CERTAIN and outside < _FURNITURE_WEIGHT * everything
    return [
        block.prose * (_FURNITURE_WEIGHT if block.furniture and not doubtful else 1.0) for block in blocks
    ]


def _total(blocks: Sequence[Block], own: Sequence[float]) -> list[float]:
    """What each block has with all that is in it."""
    total = list(own)
    for number in range(len(blocks) - 1, 0, -1):
        total[blocks[number].parent] += total[number]
    return total


def _worth(blocks: Sequence[Block], own: Sequence[float]) -> list[float]:
    """The prose in each block and half of that one deeper; paragraphs and lists belong to what holds them."""
    worth = [0.0] * len(blocks)
    holders = list(range(len(blocks)))
    for number, block in enumerate(blocks):
        if block.tag in _LEAVES:
            holders[number] = holders[block.parent]
        holder = holders[number]
        worth[holder] += own[number]
        if holder:
            worth[blocks[holder].parent] += own[number] / 2
    return worth
