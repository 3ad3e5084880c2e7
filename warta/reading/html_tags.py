"""What the tags of HTML pages say, told from their words once for all pages."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from typing import Final, TypeVar

from warta.reading.html_kinds import (
    CONTENT,
    FURNITURE,
    INLINE_TAGS,
    LABELLED,
    LINE_TAGS,
    UNSEEN,
    UNSEEN_TAGS,
    VOID_TAGS,
    kinds,
)

_NAME: Final = re.compile(r"<([^ />!?][^ />]*)")
_ATTRIBUTE: Final = re.compile(r' (=?[^ />=]*)="([^"]*)"')
_TELLING: Final = re.compile(
    r' (?:class|id|style|hidden|itemprop|role|aria-hidden|data-(?:testid|qa-id|component))="'
)
_KEPT_LINES: Final = re.compile(r"white-?space(?:-|\s{0,9}:\s{0,9})(?:pre|break-spaces)")
_LEAVES: Final = frozenset(
    ("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "pre", "dd", "ul", "ol")
)

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Tag:
    """What the start tag of an element says of it.

    Attributes:
        name: Its name.
        kinds: What it is called, by its name and attributes, for the spans of the markup: innermost first.
        gap: Line breaks around it; 0 where it stands in a line with the text around it.
        seen: Whether a reader sees it.
        void: Whether it has no end tag, and nothing in it.
        link: Whether it is a link.
        leaf: Whether it is a block that is part of what holds it: its prose counts for the block around.
        content: Whether it is named as the place of the article.
        furniture: Whether it is named as furniture.
        labelled: Whether it is named as a caption, a time, a byline, tags.
        keeps_lines: Whether line breaks in its texts are shown.
        written: How it is written, where it has a class, an id or another attribute that may tell.
    """

    name: str
    kinds: tuple[str, ...] = ()
    gap: int = 0
    seen: bool = True
    void: bool = False
    link: bool = False
    leaf: bool = False
    content: bool = False
    furniture: bool = False
    labelled: bool = False
    keeps_lines: bool = False
    written: str = ""


_COMMENT: Final = Tag("", void=True)


class Remembered(dict[str, Found]):
    """What some markup says, by what is written: sites write the same over and over."""

    def __init__(self, find: Callable[[str], Found], longest: int, most: int) -> None:
        """What finds it; characters of the longest markup that is remembered, and how many are."""
        super().__init__()
        self._find = find
        self._longest = longest
        self._most = most

    def __missing__(self, written: str) -> Found:
        """Find it and, unless it is long, remember it."""
        found = self._find(written)
        if len(written) <= self._longest:
            if len(self) >= self._most:
                self.clear()
            self[written] = found
        return found


def _read(written: str) -> Tag:
    name = _NAME.match(written)
    if not name:
        return _COMMENT
    if name[1] in VOID_TAGS:
        return Tag(name[1], void=True)
    if not _TELLING.search(written):
        return _named(name[1])
    return _told(name[1], {key: unescape(value) for key, value in _ATTRIBUTE.findall(written)}, written)


@lru_cache(maxsize=1 << 10)
def _named(name: str) -> Tag:
    return _told(name, {}, "")


def _told(name: str, attributes: dict[str, str], written: str) -> Tag:
    found = kinds(name, attributes)
    return Tag(
        name,
        tuple(kind for kind in reversed(found) if kind != CONTENT),
        gap(name),
        seen=UNSEEN not in found and name not in UNSEEN_TAGS,
        link=name == "a",
        leaf=name in _LEAVES,
        content=CONTENT in found,
        furniture=not FURNITURE.isdisjoint(found),
        labelled=not LABELLED.isdisjoint(found),
        keeps_lines=name == "pre" or _KEPT_LINES.search(written) is not None,
        written=written,
    )


def gap(name: str) -> int:
    """The line breaks around an element of a name; 0 where it stands in a line with the text around it."""
    return 0 if name in INLINE_TAGS else 1 if name in LINE_TAGS else 2


TAGS: Final = Remembered(_read, longest=400, most=1 << 14)
