"""Where in an HTML page its article stands: the block that holds most prose."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Final

from warta.reading.html_tags import Tag

_PROSE: Final = 60
_WHOLE: Final = 10
"""What a character of prose weighs; one of furniture weighs 1."""
_FEWEST: Final = 200
"""Characters of prose that an article has at least."""
_CERTAIN: Final = 600
"""Characters of prose from which a page has an article, whatever its blocks are called."""
_JOINED_SHARE: Final = 0.2
_FAR: Final = 3_000
_CONTENT_SHARE: Final = 0.5
_SAME_SHARE: Final = 0.9


@dataclass(slots=True)
class Block:
    """An element that stands as a block of its own, with prose in it or in an inner block.

    Attributes:
        number: Which element of the page it is.
        around: Number of the block around it; its own for the outermost.
        holder: Number of the block that its prose counts for.
        content: Whether it is named as the place of the article.
        furniture: Whether it or a block around it is named as furniture.
        labelled: Whether it or a block around it is named as a caption, a time, a byline, tags.
        prose: Characters of the lines of prose that stand in it, in no inner block.
    """

    number: int
    around: int
    holder: int
    content: bool
    furniture: bool
    labelled: bool
    prose: int = 0

    def inner(self, number: int, tag: Tag) -> "Block":
        """A block in it."""
        return Block(
            number,
            self.number,
            self.holder if tag.leaf else number,
            tag.content,
            tag.furniture or self.furniture,
            tag.labelled or self.labelled,
        )


_PAGE: Final = Block(0, 0, 0, content=False, furniture=False, labelled=False)
"""What is around the outermost block."""


@dataclass(slots=True)
class Outline:
    """The texts, lines and elements of a page, in columns.

    Attributes:
        starts: Where each text starts, in code points.
        ends: Where it ends.
        opens: Number of the first text of each line.
        letters: Characters of the line.
        linked: How many of them are of links.
        tags: The start tag of each element, after that of the one around it.
        first: Number of the first text after its start tag.
        stop: Number of the first text after its end tag.
        blocks: The innermost block that is an element or around it, for the elements with prose in them.
    """

    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    opens: list[int] = field(default_factory=list)
    letters: list[int] = field(default_factory=list)
    linked: list[int] = field(default_factory=list)
    tags: list[Tag] = field(default_factory=list)
    first: list[int] = field(default_factory=list)
    stop: list[int] = field(default_factory=list)
    blocks: dict[int, Block] = field(default_factory=dict)

    def end_line(self, letters: int, linked: int, opened: Sequence[int]) -> None:
        """Count a line: its characters, those of links, and the elements that are open around it."""
        self.letters.append(letters)
        self.linked.append(linked)
        if letters >= _PROSE and linked < letters / 2:
            self._innermost(opened).prose += letters

    def _innermost(self, opened: Sequence[int]) -> Block:
        depth = len(opened)
        while depth and opened[depth - 1] not in self.blocks:
            depth -= 1
        block = self.blocks[opened[depth - 1]] if depth else _PAGE
        for number in opened[depth:]:
            if self.tags[number].gap:
                block = block.inner(number, self.tags[number])
            self.blocks[number] = block
        return block

    def place(self, element: int) -> tuple[int, int]:
        """Where the text of an element that has some starts and ends."""
        return self.starts[self.first[element]], self.ends[self.stop[element] - 1]


def article(page: Outline) -> list[tuple[int, int, str]]:
    """The `article`: its block and blocks beside it that go on; its `lead`. None where prose is scarce.

    A block is worth the prose that stands in it, and half of what stands one deeper. One that is named as the
    place of the article is taken before a better one that is not, where it holds a good part of the prose.
    """
    blocks = {number: block for number, block in sorted(page.blocks.items()) if number == block.number}
    own = _weighed(blocks)
    worth = _worth(blocks, own)
    if not worth:
        return []
    linked = _linked(page, worth)
    best = blocks[max(sorted(worth), key=lambda number: worth[number] * (1 - linked[number]))]
    prose = _totals(blocks, own)
    if prose[best.number] < _FEWEST * _WHOLE:
        return []
    named = [
        number
        for number, block in blocks.items()
        if block.content and prose[number] >= _CONTENT_SHARE * prose[best.number]
    ]
    if named:
        most = max(prose[number] for number in named)
        parts = [[number for number in named if prose[number] >= _SAME_SHARE * most][-1]]
    else:
        parts = [
            number
            for number, block in blocks.items()
            if block is best
            or (
                block.around == best.around != number
                and not (block.furniture or block.labelled)
                and prose[number] >= _JOINED_SHARE * prose[best.number]
            )
        ]
    spans = [(*page.place(number), "article") for number in parts]
    return [(start, end, "lead") for start, end in _lead(page, blocks, spans[0][0])] + spans


def _lead(page: Outline, blocks: dict[int, Block], start: int) -> list[tuple[int, int]]:
    """The prose between the headline and the article's block: its lead or summary."""
    ends = (
        page.place(number)[1]
        for number, tag in enumerate(page.tags)
        if tag.name == "h1" and page.first[number] < page.stop[number]
    )
    headlines = [end for end in ends if start - _FAR < end <= start]
    if not headlines:
        return []
    told = [
        page.place(block.number)
        for block in blocks.values()
        if block.prose and not (block.furniture or block.labelled)
    ]
    return [(begin, end) for begin, end in told if headlines[-1] <= begin < end <= start]


def _weighed(blocks: dict[int, Block]) -> dict[int, int]:
    """The prose of each block, that of furniture for little; unless all is in what calls itself furniture."""
    everything = sum(block.prose for block in blocks.values())
    outside = sum(block.prose for block in blocks.values() if not block.furniture)
    doubtful = everything >= _CERTAIN and outside * _WHOLE < everything
    return {
        number: block.prose * (1 if block.furniture and not doubtful else _WHOLE)
        for number, block in blocks.items()
    }


def _totals(blocks: dict[int, Block], own: dict[int, int]) -> dict[int, int]:
    """What each block has with all that is in it."""
    totals = own.copy()
    for number, block in reversed(blocks.items()):
        if number != block.around:
            totals[block.around] += totals[number]
    return totals


def _linked(page: Outline, elements: Iterable[int]) -> dict[int, float]:
    """How much of the lines in each of some elements, which have some, is links."""
    letters, linked = ([0, *accumulate(counts)] for counts in (page.letters, page.linked))
    shares = {}
    for number in elements:
        first = bisect_left(page.opens, page.first[number])
        stop = bisect_left(page.opens, page.stop[number])
        shares[number] = (linked[stop] - linked[first]) / (letters[stop] - letters[first])
    return shares


def _worth(blocks: dict[int, Block], own: dict[int, int]) -> dict[int, float]:
    """The prose in each block and half of that one deeper; paragraphs and lists belong to what holds them."""
    worth: dict[int, float] = {}
    for number, prose in own.items():
        if prose:
            holder = blocks[number].holder
            worth[holder] = worth.get(holder, 0) + prose
            if holder:
                around = blocks[holder].around
                worth[around] = worth.get(around, 0) + prose / 2
    return worth
