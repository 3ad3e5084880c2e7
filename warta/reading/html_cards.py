"""Which blocks of an HTML page are cards: teasers of other articles, several alike in a row."""

from bisect import bisect_left
from collections import Counter
from itertools import accumulate
from typing import Final

from warta.reading.html_outline import Outline

_HEADLINE: Final = 25
"""Characters of the shortest linked line that is a headline; names of people and rubrics are shorter."""
_MOST_LINES: Final = 8
_MOST_PROSE: Final = 600
"""Characters of the longest excerpt under a headline."""
_LEAST: Final = 3
"""Cards that stand side by side at least: two may be links inside an article."""


def cards(page: Outline) -> set[int]:
    """The numbers of the blocks that are cards: one linked headline each, what belongs to it not linked."""
    lines = list(zip(page.letters, page.linked, strict=True))
    linked = [letters >= _HEADLINE and links == letters for letters, links in lines]
    if sum(linked) < _LEAST:
        return set()
    headlines = [0, *accumulate(linked)]
    plain = [0, *accumulate(letters - links for letters, links in lines)]
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
