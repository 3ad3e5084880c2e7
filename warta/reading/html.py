"""HTML pages to text: one line a block, with what the markup says of its parts."""

import codecs
import re
from dataclasses import dataclass, field
from typing import Any, Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from warta.reading.decoding import Decoded, Undecodable, decode
from warta.reading.html_article import FURNITURE, LABELLED, Block, article
from warta.reading.html_kinds import CONTENT, INLINE_TAGS, LINE_TAGS, UNSEEN, UNSEEN_TAGS, kinds
from warta.reading.html_limits import tamed
from warta.reading.html_metadata import metadata

_BLANK: Final = re.compile(r"[ \t\n\f\r]+")
_NO_BREAK_SPACE: Final = "\u00a0"
_CHARSET: Final = re.compile(
    rb"""<meta[^<>]{0,200}?charset\s{0,9}=\s{0,9}["']?\s{0,9}([\w.:-]{2,40})""", re.IGNORECASE
)
_HEAD_BYTES: Final = 4096


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page as text.

    Attributes:
        text: One line a block, a blank line between paragraphs.
        markup: Spans of the text and what the markup calls them, as `warta.frames.MARKUP`, outer ones first.
        metadata: What the page says of itself, as `warta.frames.METADATA`.
    """

    text: str
    markup: list[dict[str, Any]]
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
    writer = _Writer()
    if tree.body is not None:
        _walk(tree.body, writer)
    return Rendered("".join(writer.pieces), _markup(writer), metadata(tree))


def _markup(writer: "_Writer") -> list[dict[str, Any]]:
    """The spans, outer ones first, without furniture that claims to hold the article."""
    articles = article(writer.blocks)
    spans = [
        span
        for span in reversed(writer.spans)
        if span[2] not in FURNITURE or not any(span[0] <= part[0] and part[1] <= span[1] for part in articles)
    ]
    spans += articles
    # A stable sort: of equal spans, the element that was closed last is the outer one.
    spans.sort(key=lambda span: (span[0], -span[1]))
    return [{"start": start, "end": end, "kind": kind} for start, end, kind in spans]


def _walk(body: LexborNode, writer: "_Writer") -> None:
    """Write what is seen, in the order of the page; without recursion, for pages nest deep."""
    around: list[LexborNode] = []
    node = body
    while True:
        inner = _enter(node, writer)
        if inner is not None:
            around.append(node)
            node = inner
            continue
        while around:
            following = node.next
            if following is not None:
                node = following
                break
            node = around.pop()
            writer.close()
        else:
            return


def _enter(node: LexborNode, writer: "_Writer") -> LexborNode | None:
    """Write a text or open an element; the first node in it, if it was opened and has one."""
    tag = node.tag or ""
    if tag == "-text":
        writer.write(node.text_content or "")
    elif tag == "br":
        writer.break_line()
    elif tag != "-comment" and tag not in UNSEEN_TAGS:
        inner = node.child
        if inner is not None and writer.open(tag, node.attributes):
            return inner
    return None


@dataclass(slots=True)
class _Element:
    """An open element that is a block or has kinds."""

    tag: str
    kinds: tuple[str, ...]
    block: int | None
    start: int | None = None  # where its text starts, once it has any


@dataclass(slots=True)
class _Writer:
    """The text so far, and what is open at its end."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    spans: list[tuple[int, int, str]] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)

    elements: list[_Element | None] = field(default_factory=list)
    without_text: list[_Element] = field(default_factory=list)
    block: int = 0
    links: int = 0

    line: int | None = None  # where the open line starts
    line_block: int = 0
    linked: int = 0  # characters of links in the open line
    after_link: bool = False  # whether a link ended and no text came since
    space: str = ""  # owed between the last word and the next
    gap: int = 0  # line breaks owed before the next line
    broken: bool = False  # whether the last thing was a `br`

    def open(self, tag: str, attributes: dict[str, str | None]) -> bool:
        """Open an element, unless it is not seen."""
        found = kinds(tag, attributes)
        if UNSEEN in found:
            return False
        inline = tag in INLINE_TAGS
        if inline and not found:
            self.elements.append(None)
            return True
        element = _Element(tag, found, None)
        if not inline:
            self._end_line(1 if tag in LINE_TAGS else 2)
            element.block = len(self.blocks)
            around = self.blocks[self.block] if self.blocks else None
            self.blocks.append(
                Block(
                    tag,
                    self.block,
                    CONTENT in found,
                    furniture=not FURNITURE.isdisjoint(found) or (around is not None and around.furniture),
                    labelled=not LABELLED.isdisjoint(found) or (around is not None and around.labelled),
                )
            )
            self.block = element.block
        if tag == "a":
            self.links += 1
            if self.after_link and self.line is not None:
                self.space = self.space or " "  # menus set their links apart by style, not by blanks
        self.elements.append(element)
        self.without_text.append(element)
        return True

    def close(self) -> None:
        """Close the innermost open element."""
        element = self.elements.pop()
        if element is None:
            return
        if element.block is not None:
            self._end_line(1 if element.tag in LINE_TAGS else 2)
            block = self.blocks[element.block]
            self.block = block.parent
        if element.tag == "a":
            self.links -= 1
            self.after_link = True
        if element.start is None:
            self.without_text.pop()
            return
        if element.block is not None:
            block.start, block.end = element.start, self.length
        self.spans += [(element.start, self.length, kind) for kind in element.kinds if kind != CONTENT]

    def break_line(self) -> None:
        """Write a `br`; two in a row part paragraphs."""
        again = self.broken
        self._end_line(2 if again else 1)
        self.broken = True

    def write(self, text: str) -> None:
        """Write a text with its white space collapsed as a browser does."""
        collapsed = _BLANK.sub(" ", text)
        words = collapsed.strip(" ")
        if not words.strip(_NO_BREAK_SPACE):
            if self.line is not None and collapsed:
                self.space = words or self.space or " "
            return
        if self.line is None:
            self._append("\n" * self.gap if self.length else "")
            self.line, self.line_block, self.linked = self.length, self.block, 0
            self.gap, self.broken = 0, False
        elif self.space or collapsed[0] == " ":
            self._append(self.space or " ")
        for element in self.without_text:
            element.start = self.length
        self.without_text.clear()
        self.after_link = False
        self._append(words)
        self.space = " " if collapsed[-1] == " " else ""
        if self.links:
            self.linked += len(words)

    def _append(self, text: str) -> None:
        self.pieces.append(text)
        self.length += len(text)

    def _end_line(self, gap: int) -> None:
        if self.line is not None:
            self.blocks[self.line_block].add_line(self.length - self.line, self.linked)
            self.line = None
        self.gap = max(self.gap, gap)
        self.space, self.broken = "", False
