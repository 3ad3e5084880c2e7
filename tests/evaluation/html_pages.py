"""The HTML pages of the evaluation set: a file is what a server would send, its text labelled.

A file `html/<id>.html` is one page of an outlet of its own:

    <!--=layout: what the page looks like and what is hard about it-->
    <!DOCTYPE html>
    … <h1><!--=title-->The headline<!--=--></h1>
    <p><b><!--=dateline-->MALANG –<!--=--></b> <!--=body-->The first <i>sentence</i>.<!--=--></p>

The labels are comments: `<!--=role-->` begins a text and `<!--=-->` ends it: a paragraph of the body, or a
title, dateline or timestamp. They stand wherever the markup lets text stand, so a page without paragraphs can
be labelled too, and they are taken out before the page is read: what remains is the page, byte for byte.
Pages without a body have no article.
"""

import re
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from warta.terms import Role
from warta.training.handwritten import Piece

HTML_FOLDER = Path(__file__).parent / "html"

_LAYOUT = re.compile(r"<!--=layout: (?P<layout>.+?)-->\n")
_MARK = re.compile(r"<!--=(?P<role>[a-z_]*)-->")
_BREAK = re.compile(r"<br\b[^>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True, slots=True)
class HtmlPage:
    """A page as its server would send it, with its labelled texts in the order of the source."""

    id: str
    layout: str
    html: str
    pieces: tuple[Piece, ...]

    def text(self, role: Role) -> str:
        """The texts of a role, one a line."""
        return "\n".join(piece.text for piece in self.pieces if piece.role is role)


def read_html_page(path: Path) -> HtmlPage:
    """The page of a file.

    Raises:
        ValueError: The file does not begin with its layout, or its marks do not pair; the message names
            file and line.
    """
    source = path.read_text(encoding="utf-8")
    head = _LAYOUT.match(source)
    if head is None:
        raise ValueError(f"{path.name}:1: no `<!--=layout: …-->`")
    pieces: list[Piece] = []
    begun: re.Match[str] | None = None
    for mark in _MARK.finditer(source):
        if bool(mark["role"]) == bool(begun):
            line = source.count("\n", 0, mark.start()) + 1
            raise ValueError(f"{path.name}:{line}: {mark[0]} has no partner")
        if begun:
            pieces.append(Piece(Role(begun["role"]), _text(source[begun.end() : mark.start()])))
        begun = mark if mark["role"] else None
    if begun:
        raise ValueError(f"{path.name}: {begun[0]} is not ended")
    return HtmlPage(path.stem, head["layout"], _MARK.sub("", source[head.end() :]), tuple(pieces))


def read_html_pages(folder: Path = HTML_FOLDER) -> list[HtmlPage]:
    """All pages in the order of their ids."""
    return [read_html_page(path) for path in sorted(folder.glob("*.html"))]


def _text(markup: str) -> str:
    return " ".join(unescape(_TAG.sub("", _BREAK.sub(" ", markup))).split())
