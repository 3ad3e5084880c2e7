"""Where in an HTML page its article stands: the block that holds most prose."""

from collections.abc import Iterable, Set
from itertools import accumulate
from typing import Final, TypeAlias

from warta.reading.html_outline import Block, Outline

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

Blocks: TypeAlias = dict[int, Block]
"""The blocks with prose in them by their numbers, each after the one around it."""


def article(
    page: Outline, blocks: Blocks, others: Set[int], headline: int | None
) -> list[tuple[int, int, str]]:
    """The `article`: its block and blocks beside it that go on; its `lead`. None where prose is scarce.

    A block is worth the prose that stands in it, and half of what stands one deeper. One that is named as the
    place of the article is taken before a better one that is not, where it holds a good part of the prose.

    Args:
        page: The page.
        blocks: Its blocks with prose in them.
        others: Numbers of those that are of other articles: their prose counts for nothing.
        headline: The number of the one that is the headline, if one is known to be.
    """
    own = _weighed(blocks, others)
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
        if block.tag.content and prose[number] >= _CONTENT_SHARE * prose[best.number]
    ]
    if named:
        most = max(prose[number] for number in named)
        parts = [[number for number in named if prose[number] >= _SAME_SHARE * most][-1]]
    else:
        entries = _entries(blocks, best)
        parts = [
            number
            for number, block in blocks.items()
            if block is best
            or (
                (block.around == best.around or number in entries)
                and number != best.around
                and not (block.furniture or block.labelled)
                and prose[number] >= _JOINED_SHARE * prose[best.number]
            )
        ]
    spans = [(*page.place(number), "article") for number in parts]
    return [(start, end, "lead") for start, end in _lead(page, blocks, spans[0][0], headline)] + spans


def _entries(blocks: Blocks, best: Block) -> Set[int]:
    """The numbers of blocks written as the best one is, each in one alike beside the one that it is in.

    Live reports print an entry a list item, and sites that set advertising between paragraphs part them so.
    """
    around = blocks[best.around]
    if not best.tag.written and around.tag.name != "li":
        return frozenset()
    return {
        number
        for number, block in blocks.items()
        if block.tag == best.tag
        and (outer := blocks[block.around]).around == around.around
        and outer.tag.name == around.tag.name
    }


def holders(page: Outline, blocks: Blocks, headline: int | None) -> Set[int]:
    """The numbers of the blocks around the headline; where none is known, of those with nearly all prose.

    What holds them is neither beside the article nor a label in it, whatever it is called: sites name the
    columns of a page by where they stand, and its posts by what they are filed under.
    """
    if headline is not None:
        return page.around(headline)
    prose = _totals(blocks, {number: block.prose for number, block in blocks.items()})
    everything = sum(block.prose for block in blocks.values())
    return {
        number for number, own in prose.items() if own >= _FEWEST and own * _WHOLE > everything * (_WHOLE - 1)
    }


def believe(blocks: Blocks, around: Set[int]) -> None:
    """Tell the blocks what they and those around them are called; of the holders no name is believed."""
    for number, block in blocks.items():
        outer, named = blocks[block.around], number not in around
        block.furniture = outer.furniture or (named and block.tag.furniture)
        block.labelled = outer.labelled or (named and block.tag.labelled)


def _lead(page: Outline, blocks: Blocks, start: int, headline: int | None) -> list[tuple[int, int]]:
    """The prose between the headline and the article's block: its lead or summary."""
    ends = (
        page.place(number)[1]
        for number, tag in enumerate(page.tags)
        if (tag.name == "h1" or number == headline) and page.first[number] < page.stop[number]
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


def _weighed(blocks: Blocks, others: Set[int]) -> dict[int, int]:
    """The prose of each block, that of furniture for little; unless all is in what calls itself furniture."""
    prose = {number: 0 if number in others else block.prose for number, block in blocks.items()}
    everything = sum(block.prose for block in blocks.values())
    outside = sum(own for number, own in prose.items() if not blocks[number].furniture)
    doubtful = everything >= _CERTAIN and outside * _WHOLE < everything
    return {
        number: own * (1 if blocks[number].furniture and not doubtful else _WHOLE)
        for number, own in prose.items()
    }


def _totals(blocks: Blocks, own: dict[int, int]) -> dict[int, int]:
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
        first, stop = page.lines(number)
        shares[number] = (linked[stop] - linked[first]) / (letters[stop] - letters[first])
    return shares


def _worth(blocks: Blocks, own: dict[int, int]) -> dict[int, float]:
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
