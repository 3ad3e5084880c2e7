"""What stands between two texts of an HTML page, and what it does, worked out once for all places alike."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, Self

from selectolax.lexbor import LexborHTMLParser

from warta.reading.html_kinds import VOID_TAGS
from warta.reading.html_tags import TAGS, Remembered, Tag, gap

BLANKS: Final = " \t\n\f\r"

# A tree that is written out has no bare `<` in its texts and no bare `>` in its attributes.
_TAG: Final = r"<(?:!--[^-]*+(?:-(?!->)[^-]*+)*+--)?+[^>]*+>"
_STEP: Final = re.compile(rf"{_TAG}|[{BLANKS}]+")
_TAGS: Final = rf"{_TAG}[{BLANKS}]*+"
_RUN: Final = re.compile(rf"({_TAGS}(?:{_TAGS})*+)")  # `(?:…)+` would not tell the engine what it begins with
_ADDRESS: Final = re.compile(r'<a href="[^"<>]*"')
_SHOWN: Final = ("xmp", "plaintext")
_NO_MARKUP: Final = ", ".join(("script", "style", "iframe", "noembed", "noframes", "template", *_SHOWN))
"""Elements whose text is no markup and is written out as it is."""


@dataclass(slots=True)
class Run:
    """Tags and blanks between two texts.

    Attributes:
        ends: How many of the elements that are open before it end in it.
        begins: The start tags of those that begin in it and are open after it, outer ones first.
        pictured: How many of these, outer ones first, have a picture before the text.
        gap: Line breaks that it makes; 0 where the line goes on.
        first_br: Whether the first of them is a `br`.
        last_br: Whether the last of them is a `br`.
        spaced: Whether it sets the texts apart, by blanks or as one link after the other.
        breaks: Line breaks among its blanks.
        begins_link: Whether it begins a link and has ended none before.
        ends_link: Whether it ends a link.
        links: How many more links are open after it than before.
        unseen: Name of an element that holds the next text and is not seen, and how many of it are open.
    """

    ends: int = 0
    begins: list[Tag] = field(default_factory=list)
    pictured: int = 0
    gap: int = 0
    first_br: bool = False
    last_br: bool = False
    spaced: bool = False
    breaks: int = 0
    begins_link: bool = False
    ends_link: bool = False
    links: int = 0
    unseen: tuple[str, int] | None = None

    @classmethod
    def of(cls, written: str) -> Self:
        """What is written between two texts."""
        run = cls()
        steps = _STEP.findall(written)
        at = 0
        while at < len(steps):
            step = steps[at]
            at += 1
            if step[0] != "<":
                run.spaced = True
                run.breaks += step.count("\n")
            elif step[1] == "/":
                run._end(step[2:-1])
            elif (tag := TAGS[step]).void:
                run._stand(tag.name)
            elif at < len(steps) and steps[at].startswith("</"):  # nothing is in it
                at += 1
                if tag.gap and tag.seen:
                    run._break(tag.gap, br=False)
            elif tag.seen:
                run._begin(tag)
            else:
                at, depth = _passed(steps, at, tag.name, 1)
                run.unseen = (tag.name, depth) if depth else None
        return run

    def _stand(self, void: str) -> None:
        if void == "br":
            self._break(2 if self.last_br else 1, br=True)
        elif void == "hr":
            self._break(2, br=False)
        elif void == "img":
            self.pictured = len(self.begins)

    def _begin(self, tag: Tag) -> None:
        self.begins.append(tag)
        if tag.gap:
            self._break(tag.gap, br=False)
        elif tag.link:
            self.spaced |= self.ends_link
            self.begins_link |= not self.ends_link
            self.links += 1

    def _end(self, name: str) -> None:
        if name in VOID_TAGS:
            return
        if self.begins:
            self.begins.pop()
            self.pictured = min(self.pictured, len(self.begins))
        else:
            self.ends += 1
        if lines := gap(name):
            self._break(lines, br=False)
        elif name == "a":
            self.ends_link = True
            self.links -= 1

    def _break(self, lines: int, *, br: bool) -> None:
        if not self.gap:
            self.first_br = br
        self.gap = max(self.gap, lines)
        self.last_br = br


def pieces(tree: LexborHTMLParser) -> list[str]:
    """The body of a page as a text, a run of tags, a text, …, a text; the tree loses what is no markup.

    The parser writes its tree out and one pattern cuts it: no element is walked to, and all that is opened is
    closed. Links mostly lose the address that tells each from others.
    """
    for element in tree.css(_NO_MARKUP):
        if element.tag == "template":  # what is in it is no part of the tree, however deep it nests
            element.replace_with(tree.create_node("script"))
        elif element.tag in _SHOWN:
            lines = tree.create_node("pre")
            lines.insert_child(element.text())
            element.replace_with(lines)
        else:
            while (inner := element.first_child) is not None:
                inner.decompose()
    written = tree.body.html if tree.body else None
    return _RUN.split(_ADDRESS.sub("<a", written)) if written else []


def after(name: str, depth: int, written: str) -> tuple[str, int]:
    """What is left of a run after so many elements of a name have ended, and how many have not."""
    steps = _STEP.findall(written)
    at, depth = _passed(steps, 0, name, depth)
    return "".join(steps[at:]), depth


def _passed(steps: Sequence[str], at: int, name: str, depth: int) -> tuple[int, int]:
    begins, end = (f"<{name}>", f"<{name} "), f"</{name}>"
    while depth and at < len(steps):
        if steps[at] == end:
            depth -= 1
        elif steps[at].startswith(begins):
            depth += 1
        at += 1
    return at, depth


RUNS: Final = Remembered(Run.of, longest=2_000, most=1 << 13)
