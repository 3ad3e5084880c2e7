"""The texts and tags of an HTML page in their order, each tag told from its words once for all pages."""

import re
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from typing import Final

from selectolax.lexbor import LexborHTMLParser

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

# A tree that is written out has no bare `>` in its attributes, and no comment holds its own end.
_TAG: Final = re.compile(r"(<!--.*?-->|<[^>]*>)", re.DOTALL)
_NAME: Final = re.compile(r"<([^ />!?][^ />]*)")
_ATTRIBUTE: Final = re.compile(r' (=?[^ />=]*)="([^"]*)"')
_TELLING: Final = re.compile(r' (?:class|id|style|hidden|itemprop)="')
_SHOWN: Final = ("xmp", "plaintext")
_NO_MARKUP: Final = ", ".join(("script", "style", "iframe", "noembed", "noframes", "template", *_SHOWN))
"""Elements whose text is no markup and is written out as it is."""
_LONGEST_KNOWN: Final = 400
_MOST_KNOWN: Final = 1 << 14


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
        plain: Whether it says nothing at all.
        content: Whether it is named as the place of the article.
        furniture: Whether it is named as furniture.
        labelled: Whether it is named as a caption, a time, a byline, tags.
    """

    name: str
    kinds: tuple[str, ...] = ()
    gap: int = 0
    seen: bool = True
    void: bool = False
    link: bool = False
    plain: bool = False
    content: bool = False
    furniture: bool = False
    labelled: bool = False


_COMMENT: Final = Tag("", void=True)


def pieces(tree: LexborHTMLParser) -> list[str]:
    """The body of a page as a text, a tag, a text, a tag, …, a text; the tree loses what is no markup.

    The parser writes its tree out and one pattern cuts it: no element is walked to, and all that is opened is
    closed. A tag is a start tag, an end tag or a comment.
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
    return _TAG.split(tree.body.html or "") if tree.body else []


class _Tags(dict[str, Tag]):
    """Start tags and comments by what is written: sites say the same ones over and over."""

    def __missing__(self, written: str) -> Tag:
        found = _read(written)
        if len(written) <= _LONGEST_KNOWN:
            if len(self) >= _MOST_KNOWN:
                self.clear()
            self[written] = found
        return found


TAGS: Final = _Tags()


def _read(written: str) -> Tag:
    name = _NAME.match(written)
    if not name:
        return _COMMENT
    if name[1] in VOID_TAGS:
        return Tag(name[1], void=True)
    if not _TELLING.search(written):
        return _named(name[1])
    return _told(name[1], {key: unescape(value) for key, value in _ATTRIBUTE.findall(written)})


@lru_cache(maxsize=1 << 10)
def _named(name: str) -> Tag:
    return _told(name, {})


def _told(name: str, attributes: dict[str, str]) -> Tag:
    found = kinds(name, attributes)
    gap = 0 if name in INLINE_TAGS else 1 if name in LINE_TAGS else 2
    return Tag(
        name,
        tuple(kind for kind in reversed(found) if kind != CONTENT),
        gap,
        seen=UNSEEN not in found and name not in UNSEEN_TAGS,
        link=name == "a",
        plain=not (gap or found),
        content=CONTENT in found,
        furniture=not FURNITURE.isdisjoint(found),
        labelled=not LABELLED.isdisjoint(found),
    )
