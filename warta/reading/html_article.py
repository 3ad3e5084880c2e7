"""Where in an HTML page its article stands: the block that holds most prose."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from warta.reading.html_tags import Tag

_LEAVES: Final = frozenset(
    ("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "pre", "dd", "ul", "ol")
)
"""Blocks that are part of what holds them: their prose counts for the block around."""
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
class Part:
    """An element that its tag calls something.

    Attributes:
        tag: Its start tag.
        start: Where its text starts, in code points; below 0 where it has none.
        end: Where its text ends.
    """

    tag: Tag
    start: int = -1
    end: int = 0


@dataclass(slots=True)
class Block(Part):
    """An element that stands as a block of its own.

    Attributes:
        number: Which block of the page it is.
        parent: Number of the block around it; its own for the outermost.
        holder: Number of the block that its prose counts for.
        furniture: Whether it or a block around it is named as furniture.
        labelled: Whether it or a block around it is named as a caption, a time, a byline, tags.
        last: How many blocks of the page have begun before it ends.
        letters: Characters of the lines that stand in it, in no inner block.
        linked: How many of them are of links.
        prose: How many of them are of lines of prose.
    """

    number: int = 0
    parent: int = 0
    holder: int = 0
    furniture: bool = False
    labelled: bool = False
    last: int = 0
    letters: int = 0
    linked: int = 0
    prose: int = 0

    @classmethod
    def within(cls, around: "Block | None", tag: Tag, number: int) -> "Block":
        """A block in another, if in any."""
        if around is None:
            return cls(tag, furniture=tag.furniture, labelled=tag.labelled)
        return cls(
            tag,
            -1,
            0,
            number,
            around.number,
            around.holder if tag.name in _LEAVES else number,
            tag.furniture or around.furniture,
            tag.labelled or around.labelled,
        )

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
    own = _weighed(blocks)
    worth = _worth(blocks, own)
    if not worth:
        return []
    letters = _totals(blocks, [block.letters for block in blocks], worth)
    linked = _totals(blocks, [block.linked for block in blocks], worth)
    best = max(sorted(worth), key=lambda number: worth[number] * (1 - linked[number] / letters[number]))
    around = blocks[best].parent
    named = [block.number for block in blocks if block.tag.content]
    beside = [block.number for block in blocks if block.parent == around]
    prose = _totals(blocks, own, (best, *named, *beside))
    if prose[best] < _FEWEST * _WHOLE:
        return []
    named = [number for number in named if prose[number] >= _CONTENT_SHARE * prose[best]]
    if named:
        most = max(prose[number] for number in named)
        parts = [[number for number in named if prose[number] >= _SAME_SHARE * most][-1]]
    else:
        parts = [
            number
            for number in beside
            if number == best
            or (
                number != around
                and not (blocks[number].furniture or blocks[number].labelled)
                and prose[number] >= _JOINED_SHARE * prose[best]
            )
        ]
    spans = [(blocks[number].start, blocks[number].end, "article") for number in parts]
    return [(start, end, "lead") for start, end in _lead(blocks, spans[0][0])] + spans


def _lead(blocks: Sequence[Block], start: int) -> list[tuple[int, int]]:
    """The prose between the headline and the article's block: its lead or summary."""
    headlines = [
        block.end for block in blocks if block.tag.name == "h1" and start - _FAR < block.end <= start
    ]
    if not headlines:
        return []
    return [
        (block.start, block.end)
        for block in blocks
        if block.prose
        and headlines[-1] <= block.start < block.end <= start
        and not (block.furniture or block.labelled)
    ]


def _weighed(blocks: Sequence[Block]) -> list[int]:
    """The prose of each block, that of furniture for little; unless all is in what calls itself furniture."""
    everything = sum(block.prose for block in blocks)
    outside = sum(block.prose for block in blocks if not block.furniture)
    doubtful = everything >= _CERTAIN and outside * _WHOLE < everything
    return [block.prose * (1 if block.furniture and not doubtful else _WHOLE) for block in blocks]


def _totals(blocks: Sequence[Block], own: Sequence[int], numbers: Iterable[int]) -> dict[int, int]:
    """What each of some blocks has with all that is in it."""
    before = [0, *accumulate(own)]
    return {number: before[blocks[number].last] - before[number] for number in numbers}


def _worth(blocks: Sequence[Block], own: Sequence[int]) -> dict[int, float]:
    """The prose in each block and half of that one deeper; paragraphs and lists belong to what holds them."""
    worth: dict[int, float] = {}
    for block, prose in zip(blocks, own, strict=True):
        if prose:
            worth[block.holder] = worth.get(block.holder, 0) + prose
            if block.holder:
                around = blocks[block.holder].parent
                worth[around] = worth.get(around, 0) + prose / 2
    return worth
