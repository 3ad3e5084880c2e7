"""The texts, lines and elements of an HTML page in columns, and which of its blocks prose stands in."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from warta.reading.html_tags import Tag

PROSE: Final = 60
"""Characters of the shortest line that is prose."""


@dataclass(slots=True)
class Block:
    """An element that stands as a block of its own, with prose in it or in an inner block.

    Attributes:
        number: Which element of the page it is.
        tag: Its start tag.
        around: Number of the block around it; its own for the outermost.
        holder: Number of the block that its prose counts for.
        furniture: Whether it or a block around it is believed to be furniture.
        labelled: Whether it or a block around it is believed to be a caption, a time, a byline, tags.
        prose: Characters of the lines of prose that stand in it, in no inner block.
    """

    number: int
    tag: Tag
    around: int
    holder: int
    furniture: bool = False
    labelled: bool = False
    prose: int = 0

    def inner(self, number: int, tag: Tag) -> "Block":
        """A block in it."""
        return Block(number, tag, self.number, self.holder if tag.leaf else number)


Blocks: TypeAlias = dict[int, Block]
"""The blocks with prose in them by their numbers, each after the one around it."""

_PAGE: Final = Block(0, Tag(""), 0, 0)
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
        headings: Numbers of the headings with text.
        pictured: Numbers of the elements that begin with a picture.
        innermost: The innermost block that is an element or around it, for the elements with prose in them.
    """

    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    opens: list[int] = field(default_factory=list)
    letters: list[int] = field(default_factory=list)
    linked: list[int] = field(default_factory=list)
    tags: list[Tag] = field(default_factory=list)
    first: list[int] = field(default_factory=list)
    stop: list[int] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
    pictured: list[int] = field(default_factory=list)
    innermost: dict[int, Block] = field(default_factory=dict)

    def prose(self) -> dict[int, int]:
        """Characters of the lines of prose, by the number of the first text after each."""
        lines = zip([*self.opens[1:], len(self.starts)], self.letters, self.linked, strict=False)
        return {stop: letters for stop, letters, linked in lines if letters >= PROSE and linked < letters / 2}

    def put(self, prose: int, opened: Sequence[int]) -> None:
        """Count characters of prose for the innermost block of the elements that are open around it."""
        self._innermost(opened).prose += prose

    def _innermost(self, opened: Sequence[int]) -> Block:
        depth = len(opened)
        while depth and opened[depth - 1] not in self.innermost:
            depth -= 1
        block = self.innermost[opened[depth - 1]] if depth else _PAGE
        for number in opened[depth:]:
            if self.tags[number].gap:
                block = block.inner(number, self.tags[number])
            self.innermost[number] = block
        return block

    def blocks(self) -> Blocks:
        """The blocks with prose in them by their numbers, each after the one around it."""
        return {number: block for number, block in sorted(self.innermost.items()) if number == block.number}

    def nested(self) -> Iterator[tuple[int, int | None]]:
        """The numbers of the blocks with several texts, each after the one around it and with its number."""
        opened: list[int] = []
        for number, (tag, first, stop) in enumerate(zip(self.tags, self.first, self.stop, strict=True)):
            if stop - first > 1 and tag.gap:
                while opened and self.stop[opened[-1]] <= first:
                    opened.pop()
                yield number, opened[-1] if opened else None
                opened.append(number)

    def place(self, element: int) -> tuple[int, int]:
        """Where the text of an element that has some starts and ends."""
        return self.starts[self.first[element]], self.ends[self.stop[element] - 1]

    def lines(self, element: int) -> tuple[int, int]:
        """Numbers of the first line that begins in an element and of the first that begins after it."""
        return bisect_left(self.opens, self.first[element]), bisect_left(self.opens, self.stop[element])

    def holding(self, start: int, end: int) -> Iterator[int]:
        """The numbers of the elements with text that hold a part of it, which begins and ends with texts."""
        first, stop = bisect_left(self.starts, start), bisect_left(self.ends, end) + 1
        inside = bisect_left(self.first, first + 1)
        return (number for number in range(inside) if self.stop[number] >= stop)

    def within(self, outer: Iterable[int]) -> set[int]:
        """The numbers of some elements and of all with text that are in them."""
        found: set[int] = set()
        stop = 0
        for number in sorted(outer):
            start, stop = max(number, stop), max(stop, bisect_left(self.first, self.stop[number]))
            found.update(range(start, stop))
        return found

    def around(self, element: int) -> set[int]:
        """The numbers of the block that an element with text is, and of those around it."""
        first = self.first[element]
        return {
            number for number in range(element + 1) if self.stop[number] > first and self.tags[number].gap
        }


def totals(blocks: Blocks, own: dict[int, int]) -> dict[int, int]:
    """What each block has with all that is in it."""
    found = own.copy()
    for number, block in reversed(blocks.items()):
        if number != block.around:
            found[block.around] += found[number]
    return found
