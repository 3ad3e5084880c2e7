"""HTML pages to text: one line a block, with what the markup says of its parts."""

import codecs
import re
from bisect import insort
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import unescape
from typing import Any, Final, TypeAlias

from selectolax.lexbor import LexborHTMLParser

from warta.reading.decoding import Decoded, Undecodable, decode
from warta.reading.html_article import Block, Part, article
from warta.reading.html_kinds import FURNITURE, VOID_TAGS
from warta.reading.html_limits import tamed
from warta.reading.html_metadata import metadata
from warta.reading.html_tags import TAGS, Tag, pieces

_BLANKS: Final = " \t\n\f\r"
_BLANK: Final = re.compile(r"[\t\n\f\r][ \t\n\f\r]*| [ \t\n\f\r]+")
_NO_BREAK_SPACE: Final = "\u00a0"
_CHARSET: Final = re.compile(
    rb"""<meta[^<>]{0,200}?charset\s{0,9}=\s{0,9}["']?\s{0,9}([\w.:-]{2,40})""", re.IGNORECASE
)
_HEAD_BYTES: Final = 4096
_NO_LINE: Final = -1
_NO_TEXT: Final = -1
_VOID_ENDS: Final = frozenset(f"</{name}>" for name in VOID_TAGS)

Span: TypeAlias = tuple[int, int, str]
"""Start, end and kind of a part of the text."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page as text.

    Attributes:
        text: One line a block, a blank line between paragraphs.
        markup: Spans of the text and what the markup calls them, outer ones first.
        metadata: What the page says of itself, as `warta.frames.METADATA`.
    """

    text: str
    markup: list[Span]
    metadata: dict[str, Any]


def decode_html(raw: bytes, charset_hint: str | None = None) -> Decoded | Undecodable:
    """Decode a page: as UTF-8 where it is that, else by its header, its `meta` element, its bytes.

    Args:
        raw: The bytes of the page.
        charset_hint: What the HTTP header names, if anything.
    """
    decoded = decode(raw)
    if isinstance(decoded, Undecodable) or decoded.encoding.startswith("utf"):
        return decoded
    meta = _CHARSET.search(raw[:_HEAD_BYTES])
    for name in (charset_hint, meta and meta[1].decode("ascii")):
        if name and (encoding := _encoding(name)):
            return Decoded(raw.decode(encoding, errors="replace"), encoding)
    return decoded


def _encoding(name: str) -> str | None:
    """The codec of a charset's name. Browsers read Latin-1 as Windows-1252 (WHATWG Encoding Standard)."""
    try:
        codec = codecs.lookup(name.strip().strip("\"'")).name
    except (LookupError, ValueError):
        return None
    if codec.startswith("utf"):  # the page is not UTF-8, whatever it says
        return None
    return "cp1252" if codec in ("iso8859-1", "ascii") else codec


def render(html: str) -> Rendered:
    """Render a page as text, with the spans of its markup and its metadata.

    What a reader does not see never reaches the text: scripts, styles, templates, hidden elements, form
    fields, cookie banners, `noscript`.
    """
    tree = LexborHTMLParser(tamed(html))
    told = metadata(tree)
    writer = _Writer()
    _write(pieces(tree), writer)
    return Rendered("".join(writer.pieces), _markup(writer), told)


def _markup(writer: "_Writer") -> list[Span]:
    """The spans, outer ones first, without furniture that claims to hold the article."""
    articles = article(writer.blocks)
    first_end = min((end for _, end, _ in articles), default=writer.length + 1)
    spans: list[Span] = []
    for part in writer.parts:
        if part.end:
            start, end, kinds = part.start, part.end, part.tag.kinds
            if part.tag.furniture and end >= first_end and _hold(part, articles):
                kinds = tuple(kind for kind in kinds if kind not in FURNITURE)
            spans += [(start, end, kind) for kind in kinds]
    for span in articles:
        insort(spans, span, key=lambda span: (span[0], -span[1]))
    return spans


def _hold(part: Part, spans: list[Span]) -> bool:
    return any(part.start <= start and end <= part.end for start, end, _ in spans)


def _write(pieces: Sequence[str], writer: "_Writer") -> None:
    """Write what is seen of the texts and tags of a page."""
    tags = pieces[1::2]
    steps = zip(pieces[::2], tags, pieces[2::2], [*tags[1:], ""], strict=False)
    for text, written, inner, following in steps:
        if words := text.strip(_BLANKS):
            writer.write(words, blank_before=text[0] in _BLANKS, blank_after=text[-1] in _BLANKS)
        elif text:
            writer.space = writer.space or " "
        if written[1] == "/":
            if written not in _VOID_ENDS:
                writer.close()
            continue
        tag = TAGS[written]
        if tag.void:
            if tag.name == "br":
                writer.break_line()
        elif not inner and following[1] == "/":  # nothing is in it
            next(steps)
        elif tag.seen:
            writer.open(tag)
        else:
            _pass_over(tag.name, steps)


def _pass_over(name: str, steps: Iterator[tuple[str, str, str, str]]) -> None:
    """Go on after the end of an element that was just opened."""
    begins, end = (f"<{name}>", f"<{name} "), f"</{name}>"
    depth = 1
    for _, written, _, _ in steps:
        if written == end:
            depth -= 1
            if not depth:
                return
        elif written.startswith(begins):
            depth += 1


@dataclass(slots=True)
class _Writer:
    """The text so far, and what is open at its end."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    parts: list[Part] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)

    opened: list[Part | None] = field(default_factory=list)
    without_text: list[Part] = field(default_factory=list)
    block: Block | None = None  # the innermost that is open
    links: int = 0

    line: int = _NO_LINE  # where the open line starts
    linked: int = 0  # characters of links in the open line
    after_link: bool = False  # whether a link ended and no text came since
    space: str = ""  # owed between the last word and the next
    gap: int = 0  # line breaks owed before the next line
    broken: bool = False  # whether the last thing was a `br`

    def open(self, tag: Tag) -> None:
        """Open an element."""
        if tag.plain:
            self.opened.append(None)
            return
        part: Part
        if tag.gap:
            self._end_line(tag.gap)
            part = self.block = Block.within(self.block, tag, len(self.blocks))
            self.blocks.append(self.block)
        else:
            part = Part(tag)
            if tag.link:
                self.links += 1
                if self.after_link and self.line != _NO_LINE:
                    self.space = self.space or " "  # menus set their links apart by style, not by blanks
        self.parts.append(part)
        self.opened.append(part)
        self.without_text.append(part)

    def close(self) -> None:
        """Close the innermost open element."""
        part = self.opened.pop()
        if part is None:
            return
        if isinstance(part, Block):
            self._end_line(part.tag.gap)
            self.block = self.blocks[part.parent]
            part.last = len(self.blocks)
        elif part.tag.link:
            self.links -= 1
            self.after_link = True
        if part.start == _NO_TEXT:
            self.without_text.pop()
        else:
            part.end = self.length

    def break_line(self) -> None:
        """Write a `br`; two in a row part paragraphs."""
        again = self.broken
        self._end_line(2 if again else 1)
        self.broken = True

    def write(self, words: str, *, blank_before: bool, blank_after: bool) -> None:
        """Write a text with its white space collapsed as a browser does.

        Args:
            words: The text without blanks at its ends, as the tree was written out.
            blank_before: Whether there were some before it.
            blank_after: Whether there were some after it.
        """
        if not words.isprintable() or "  " in words or "&" in words:
            words = _BLANK.sub(" ", unescape(words))
        if not words.strip(_NO_BREAK_SPACE):
            self.space = words
            return
        if self.line == _NO_LINE:
            self._begin_line()
        elif self.space or blank_before:
            self.pieces.append(self.space or " ")
            self.length += len(self.space or " ")
        if self.without_text:
            for part in self.without_text:
                part.start = self.length
            self.without_text.clear()
        self.pieces.append(words)
        self.length += len(words)
        self.space = " " if blank_after else ""
        self.after_link = False
        if self.links:
            self.linked += len(words)

    def _begin_line(self) -> None:
        if self.length:
            self.pieces.append("\n" * self.gap)
            self.length += self.gap
        self.line, self.linked = self.length, 0
        self.gap, self.broken = 0, False

    def _end_line(self, gap: int) -> None:
        if self.block is not None and self.line != _NO_LINE:
            self.block.add_line(self.length - self.line, self.linked)
            self.line = _NO_LINE
        if gap > self.gap:
            self.gap = gap
        self.space, self.broken = "", False
