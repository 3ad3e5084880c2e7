"""Where in an HTML page its article stands: the block that holds most prose."""

from bisect import bisect
from collections.abc import Iterable, Iterator, Set
from itertools import accumulate
from typing import Final

from warta.reading.html_headline import is_link
from warta.reading.html_kinds import PLACED
from warta.reading.html_outline import Block, Blocks, Outline, totals
from warta.reading.html_tags import Tag

_WHOLE: Final = 10
"""What a character of prose weighs; one of furniture weighs 1."""
_FEWEST: Final = 200
"""Characters of prose that an article has at least."""
_CERTAIN: Final = 600
"""Characters of prose from which a page has an article, whatever its blocks are called."""
_ENTRIES: Final = 3
"""Entries that a live report has at least."""
_JOINED_SHARE: Final = 0.2
"""Of the prose of the best block, what a part beside it has at least."""
_MORE: Final = 1.25
"""How many times the prose of a block another has around it at least, which is more than a wrapper of it."""
_FAR: Final = 3_000
"""Characters between a headline and the block of its article, at most: a lead is no longer."""
_CONTENT_SHARE: Final = 0.5
"""Of the prose of the best block, what one that is called the content has at least to be believed."""
_SAME_SHARE: Final = 0.9
"""Of the most prose in any block of that name, what an inner one has where others only wrap it."""


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
    prose = totals(blocks, own)
    outer = _outer(blocks, prose)
    worth = _worth(blocks, own, outer)
    if not worth:
        return []
    linked = _linked(page, worth)
    best = blocks[max(sorted(worth), key=lambda number: worth[number] * (1 - linked[number]))]
    if prose[best.number] < _FEWEST * _WHOLE:
        return []
    titled = page.around(headline) if headline is not None else frozenset()
    first, *more = _entries(page, blocks, prose) or _parts(blocks, own, prose, outer, best, titled)
    start, end = _extent(page, first, more)
    return [(*place, "lead") for place in _lead(page, blocks, start, headline)] + [(start, end, "article")]


def _parts(
    blocks: Blocks,
    own: dict[int, int],
    prose: dict[int, int],
    outer: dict[int, int],
    best: Block,
    titled: Set[int],
) -> list[int]:
    """The numbers of the article's block and of those that go on: the best, or the one that is named for it.

    What is named for it and only wraps the best, without prose of its own, often has the page's tools too.
    """
    named = [
        number
        for number, block in blocks.items()
        if block.tag.content and prose[number] >= _CONTENT_SHARE * prose[best.number]
    ]
    if not named:
        parts = _beside(blocks, best, outer, titled)
    else:
        most = max(prose[number] for number in named)
        place = [number for number in named if prose[number] >= _SAME_SHARE * most][-1]
        holds = any(own[number] and block.holder == place for number, block in blocks.items())
        wraps = place in _chain(blocks, best.number) and prose[best.number] >= _SAME_SHARE * prose[place]
        if holds or not wraps:
            best = blocks[place]
        parts = [n for n in blocks if _alike(blocks[n].tag, best.tag) and prose[n] <= prose[best.number]]
    joined = _JOINED_SHARE * prose[best.number]
    return [best.number, *(number for number in parts if prose[number] >= joined)]


def _entries(page: Outline, blocks: Blocks, prose: dict[int, int]) -> list[int]:
    """The numbers of the entries of a live report: `article` elements written alike, with most of the prose.

    Their headings are no links, which those of teasers and of a blog's posts are.
    """
    alike: dict[str, list[int]] = {}
    for number, block in blocks.items():
        if block.tag.name == "article" and prose[number]:
            alike.setdefault(block.tag.written, []).append(number)
    entries = max(alike.values(), key=len, default=[])
    if len(entries) < _ENTRIES or sum(prose[number] for number in entries) * 2 < max(prose.values()):
        return []
    inside = page.within(entries)
    linked = any(number in inside and is_link(page, number) for number in page.headings)
    return [] if linked else entries


def _extent(page: Outline, best: int, parts: list[int]) -> tuple[int, int]:
    """From the first to the last part of an article, without those that a headline parts from the best."""
    titles = [number for number in page.headings if page.tags[number].name == "h1"]
    own = [number for number in parts if bisect(titles, number) == bisect(titles, best)]
    starts, ends = zip(*(page.place(number) for number in (best, *own)), strict=True)
    return min(starts), max(ends)


def _beside(blocks: Blocks, best: Block, outer: dict[int, int], titled: Set[int]) -> list[int]:
    """The numbers of the blocks beside the best one, or in what is written as that which only wraps it.

    Sites that set advertising between paragraphs part them so, and live reports print an entry a list item. A
    wrapper of the headline too has the whole article, and only what its tag says of it can tell of another.
    """
    beside, wrapper = outer[best.number], best
    while wrapper.around != beside:
        wrapper = blocks[wrapper.around]
    around = set(_chain(blocks, best.number))
    telling = wrapper.tag.written or wrapper.number not in titled
    return [
        number
        for number, block in blocks.items()
        if number not in around
        and not (block.furniture or block.labelled)
        and (
            block.around == best.around
            or (telling and block.around == beside and _alike(block.tag, wrapper.tag))
            or (outer[number] == beside and block.tag.written and _alike(block.tag, best.tag))
        )
    ]


def _alike(one: Tag, other: Tag) -> bool:
    """Whether two elements are written alike; items of lists are, whatever tells them from each other."""
    return one.name == other.name and (one.written == other.written or one.name == "li")


def containers(page: Outline, blocks: Blocks, headline: int | None) -> Set[int]:
    """The numbers of the blocks that contain the article or its headline, whatever their names say.

    These are the blocks around the headline (where none is known, those with nearly all prose), and the
    blocks around one that has more than half of all prose, or much prose and the name of an article's place.
    Of the latter, blocks named as furniture count only where the name says where a part stands (`PLACED`),
    not what it is.

    Their names are not to be believed: sites name the columns of a page by where they stand, and its posts by
    what they are filed under.
    """
    prose = totals(blocks, {number: block.prose for number, block in blocks.items()})
    everything = sum(block.prose for block in blocks.values())
    held: dict[int, int] = {}
    for block in blocks.values():
        held[block.holder] = held.get(block.holder, 0) + block.prose
    found = {
        number
        for holder, own in held.items()
        if own >= _CERTAIN and (blocks[holder].tag.content or own * 2 > everything)
        for number in _chain(blocks, holder)
        if not blocks[number].tag.furniture or not PLACED.isdisjoint(blocks[number].tag.kinds)
    }
    if headline is not None:
        return found | page.around(headline)
    return found | {
        number for number, own in prose.items() if own >= _FEWEST and own * _WHOLE > everything * (_WHOLE - 1)
    }


def _chain(blocks: Blocks, number: int) -> Iterator[int]:
    """The number of a block and of those around it."""
    yield number
    while (around := blocks[number].around) != number:
        number = around
        yield number


def mark_furniture(blocks: Blocks, containers: Set[int]) -> None:
    """Mark the blocks that are furniture or a label by their names, or stand in such a block.

    Args:
        blocks: The blocks; their `furniture` and `labelled` are set.
        containers: Numbers of the blocks whose names are not believed.
    """
    for number, block in blocks.items():
        outer, named = blocks[block.around], number not in containers
        block.furniture = outer.furniture or (named and block.tag.furniture)
        block.labelled = outer.labelled or (named and block.tag.labelled)


def _lead(page: Outline, blocks: Blocks, start: int, headline: int | None) -> list[tuple[int, int]]:
    """The prose between the headline and the article's block: its lead or summary."""
    ends = (
        page.place(number)[1]
        for number in page.headings
        if page.tags[number].name == "h1" or number == headline
    )
    headlines = [end for end in ends if start - _FAR < end <= start]
    if not headlines:
        return []
    prose = [
        page.place(block.number)
        for block in blocks.values()
        if block.prose and not (block.furniture or block.labelled)
    ]
    return [(begin, end) for begin, end in prose if headlines[-1] <= begin < end <= start]


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


def _linked(page: Outline, elements: Iterable[int]) -> dict[int, float]:
    """How much of the lines in each of some elements, which have some, is links."""
    letters, linked = ([0, *accumulate(counts)] for counts in (page.letters, page.linked))
    shares = {}
    for number in elements:
        first, stop = page.lines(number)
        shares[number] = (linked[stop] - linked[first]) / (letters[stop] - letters[first])
    return shares


def _outer(blocks: Blocks, prose: dict[int, int]) -> dict[int, int]:
    """The block around each that has clearly more prose, so that what only wraps another is passed over.

    Not the outermost, which has the footer too: where only that has more, the block just around.
    """
    outer: dict[int, int] = {}
    for number, block in blocks.items():
        around = block.around
        wider = around if prose[around] > _MORE * prose[number] else outer.get(around, around)
        outer[number] = around if blocks[wider].around == wider else wider
    return outer


def _worth(blocks: Blocks, own: dict[int, int], outer: dict[int, int]) -> dict[int, float]:
    """The prose in each block and half of that one deeper; paragraphs and lists belong to what holds them."""
    worth: dict[int, float] = {}
    for number, prose in own.items():
        if prose:
            holder = blocks[number].holder
            worth[holder] = worth.get(holder, 0) + prose
            if holder:
                around = outer[holder]
                worth[around] = worth.get(around, 0) + prose / 2
    return worth
