"""What stands between two texts of an HTML page, and what it does, worked out once for all places alike."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import unescape
from typing import Final, Self

from selectolax.lexbor import LexborHTMLParser

from warta.reading.html_kinds import VOID_TAGS
from warta.reading.html_tags import TAGS, Remembered, Tag, gap

BLANKS: Final = " \t\n\f\r"

NO_BREAK_SPACE: Final = "&nbsp;"
"""As it is written out."""

# A tree that is written out has no bare `<` in its texts and no bare `>` in its attributes.
_TAG: Final = r"<(?:!--[^-]*+(?:-(?!->)[^-]*+)*+--)?+[^>]*+>"
_SPACES: Final = rf"(?:{NO_BREAK_SPACE})++"
_STEP: Final = re.compile(rf"{_TAG}|[{BLANKS}]+|{_SPACES}")
_TAGS: Final = rf"{_TAG}[{BLANKS}]*+"
# `(?:…)+` would not tell the engine what it begins with.
_RUN: Final = re.compile(rf"({_TAGS}(?:{_TAGS})*+(?:{_SPACES}[{BLANKS}]*+(?:{_TAGS})++)*+)")
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
        space: What sets the texts apart where the line goes on: blanks, or one link after the other.
        breaks: Line breaks among its blanks.
        ends_link: Whether it ends a link.
        ends_time: Whether it ends a time.
        links: How many more links are open after it than before.
        keeps_lines: Whether it begins an element that shows the line breaks in its texts.
        unseen: Name of an element that holds the next text and is not seen, and how many of it are open.
    """

    ends: int = 0
    begins: list[Tag] = field(default_factory=list)
    pictured: int = 0
    gap: int = 0
    first_br: bool = False
    last_br: bool = False
    space: str = ""
    breaks: int = 0
    ends_link: bool = False
    ends_time: bool = False
    links: int = 0
    keeps_lines: bool = False
    unseen: tuple[str, int] | None = None

    @classmethod
    def of(cls, written: str) -> Self:
        """What is written between two texts."""
        run = cls()
        run.go_on(written)
        return run

    def go_on(self, written: str) -> None:
        """Go on with what is written after a part that is not seen."""
        self.unseen = None
        steps = _STEP.findall(written)
        at = 0
        while at < len(steps):
            step = steps[at]
            at += 1
            if step[0] != "<":
                self._space(step)
            elif step[1] == "/":
                self._end(step[2:-1])
            elif (tag := TAGS[step]).void:
                self._stand(tag.name)
            elif at < len(steps) and steps[at].startswith("</"):  # nothing is in it
                at += 1
                if tag.gap and tag.seen:
                    self._break(tag.gap, br=False)
            elif tag.seen:
                self._begin(tag)
            else:
                at, depth = _passed(steps, at, tag.name, 1)
                self.unseen = (tag.name, depth) if depth else None

    def _space(self, written: str) -> None:
        if written[0] == "&":
            self.space = unescape(written)
        else:
            self.space = self.space or " "
            self.breaks += written.count("\n")

    def _stand(self, void: str) -> None:
        if void == "br":
            self._break(2 if self.last_br else 1, br=True)
        elif void == "hr":
            self._break(2, br=False)
        elif void == "img":
            self.pictured = len(self.begins)

    def _begin(self, tag: Tag) -> None:
        self.begins.append(tag)
        self.keeps_lines |= tag.keeps_lines
        if tag.gap:
            self._break(tag.gap, br=False)
        elif self.ends_time and not self.space:  # sites set the time apart by style
            self._break(1, br=False)
        elif tag.link:
            if self.ends_link:  # menus set their links apart by style, not by blanks
                self.space = self.space or " "
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
        elif name == "time":
            self.ends_time = True

    def _break(self, lines: int, *, br: bool) -> None:
        if not self.gap:
            self.first_br = br
        self.gap = max(self.gap, lines)
        self.last_br = br


def split_at_tags(tree: LexborHTMLParser) -> list[str]:
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


def visible(pieces: Sequence[str]) -> tuple[list[str], list[Run]]:
    """The texts of a page that a reader sees, and the runs before, between and after them.

    Args:
        pieces: As `split_at_tags` gives them: a page begins and ends with tags.
    """
    texts: list[str] = []
    runs: list[Run] = []
    steps = zip(pieces[1::2], pieces[2::2], strict=True)
    for written, text in steps:
        run = RUNS[written]
        if run.unseen:
            run, text = _gone_on(written, steps)
        texts.append(text)
        runs.append(run)
    return texts[:-1], runs


def _gone_on(written: str, steps: Iterator[tuple[str, str]]) -> tuple[Run, str]:
    """The run that goes on after each part that is not seen, and the text after it."""
    run, text = Run.of(written), ""
    while run.unseen:
        rest, text = _passed_over(*run.unseen, steps)
        run.go_on(rest)
    return run, text


def _passed_over(name: str, depth: int, steps: Iterator[tuple[str, str]]) -> tuple[str, str]:
    """What is left of the run in which so many elements of a name have ended, and the text after it."""
    for written, text in steps:
        rest, depth = _after(name, depth, written)
        if not depth:
            return rest, text
    return "", ""


def _after(name: str, depth: int, written: str) -> tuple[str, int]:
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
