"""Which blocks of an HTML page are of other articles: cards in a row, `article` elements, boxes of links."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Set
from itertools import accumulate
from operator import sub
from typing import Final

from warta.reading.html_kinds import HEADINGS
from warta.reading.html_outline import Blocks, Outline, totals

_HEADLINE: Final = 25
"""Characters of the shortest linked line that is a headline; names of people and rubrics are shorter."""
_MOST_LINES: Final = 8
"""Of a card: rubric, headline, excerpt, author, time, counters."""
_MOST_PROSE: Final = 600
"""Characters of the longest excerpt under a headline."""
_LEAST: Final = 3
"""Cards that stand side by side at least: two may be links inside an article."""
_WHOLE_STORY: Final = 600
"""Characters of prose from which an `article` element is one, not a teaser of one."""
_LINKED_SHARE: Final = 0.8
"""Of the characters of a box, what stands in links where it is a box of links."""


def cards(page: Outline) -> set[int]:
    """The numbers of the blocks that are cards: one linked headline each, what belongs to it not linked."""
    linked = [letters == links >= _HEADLINE for letters, links in zip(page.letters, page.linked, strict=True)]
    if sum(linked) < _LEAST:
        return set()
    headlines = [0, *accumulate(linked)]
    plain = [0, *accumulate(map(sub, page.letters, page.linked))]
    found: dict[int, tuple[int | None, str]] = {}
    for number, around in page.nested():
        first, stop = page.lines(number)
        if 2 <= stop - first <= _MOST_LINES and headlines[stop] - headlines[first] == 1:
            headline = bisect_left(headlines, headlines[first] + 1) - 1
            before, after = plain[headline] - plain[first], plain[stop] - plain[headline + 1]
            if before < _HEADLINE and 0 < before + after <= _MOST_PROSE:
                found[number] = around, page.tags[number].name
    side_by_side = Counter(found.values())
    return {number for number, beside in found.items() if side_by_side[beside] >= _LEAST}


def link_boxes(page: Outline, start: int, end: int, containers: Set[int]) -> Iterator[int]:
    """The numbers of the blocks in a part of the text that are hardly more than links to headlines.

    None has prose in it, and none contains the article or its headline (`containers`).
    """
    begin, stop = bisect_left(page.starts, start), bisect_left(page.starts, end)
    inside = slice(bisect_left(page.opens, begin), bisect_left(page.opens, stop))
    lines = zip(page.opens[inside], page.letters[inside], page.linked[inside], strict=True)
    headlines = [text for text, letters, links in lines if letters == links >= _HEADLINE]
    if not headlines:
        return
    last, passed = headlines[-1], 0
    for number in range(bisect_left(page.first, begin), bisect_right(page.first, last)):
        ends = page.stop[number]
        if passed < ends <= stop and page.tags[number].gap and number not in containers:
            headline = headlines[bisect_left(headlines, page.first[number])]
            if headline < ends and _is_links(page, number):
                passed = ends
                yield number


def _is_links(page: Outline, number: int) -> bool:
    if page.tags[number].name in HEADINGS or number in page.innermost:
        return False
    lines = slice(*page.lines(number))
    return sum(page.linked[lines]) >= _LINKED_SHARE * sum(page.letters[lines])


def other_articles(page: Outline, blocks: Blocks, headline: int | None) -> Set[int]:
    """The numbers of the `article` elements that hold other articles than the page's own.

    The page's own is the one with the headline or, where no headline is known, the one with more than half of
    the prose; where there is no such element, none is of another article. Sites print the next stories below
    it and teasers inside it; entries of a live report, which are inside it too, are most of its prose.
    """
    articles = {
        number
        for number, tag in enumerate(page.tags)
        if tag.name == "article" and page.first[number] < page.stop[number]
    }
    if len(articles) < 2:
        return set()
    prose = totals(blocks, {number: block.prose for number, block in blocks.items()})
    whole = {number for number in articles if prose.get(number, 0) >= _WHOLE_STORY}
    if headline is None:
        everything = sum(block.prose for block in blocks.values())
        whole = {number for number in whole if prose[number] * 2 > everything}
    else:
        whole &= page.around(headline)
    if not whole:
        return set()
    own = max(whole)
    within = page.within([own])
    inner, outside = articles & within - {own}, articles - within - page.around(own)
    if sum(blocks[number].prose for number in page.within(inner) & blocks.keys()) * 2 < prose[own]:
        return inner | outside
    return set() if headline is None else outside
