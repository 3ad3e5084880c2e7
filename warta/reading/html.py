"""HTML pages to text: one line a block, with what the markup says of its parts."""

import codecs
import re
from bisect import insort
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field
from html import unescape
from typing import Any, Final, TypeAlias

from selectolax.lexbor import LexborHTMLParser

from warta.reading.decoding import Decoded, Undecodable, decode
from warta.reading.html_article import article, believe, holders
from warta.reading.html_cards import cards, link_boxes, strangers
from warta.reading.html_headed import headed
from warta.reading.html_headline import headline
from warta.reading.html_kinds import FURNITURE, LABELLED, SUMMARIES
from warta.reading.html_limits import tamed
from warta.reading.html_listing import is_listing
from warta.reading.html_metadata import metadata, told_story
from warta.reading.html_outline import Outline
from warta.reading.html_pictures import pictured
from warta.reading.html_runs import BLANKS, RUNS, Run, after, pieces

_BLANK: Final = re.compile(r"[\t\n\f\r][ \t\n\f\r]*| [ \t\n\f\r]+")
_NO_BREAK_SPACE: Final = "\u00a0"
_CHARSET: Final = re.compile(
    rb"""<meta[^<>]{0,200}?charset\s{0,9}=\s{0,9}["']?\s{0,9}([\w.:-]{2,40})""", re.IGNORECASE
)
_HEAD_BYTES: Final = 4096
_NULL: Final = b"\0"
_FEW_NULLS: Final = 100
"""Bytes to a null from which it is a fault in the page, not of another encoding or of what is no text."""
LISTING: Final = "listing"
"""Kind of a whole page that says that it has no article."""
HEADLINE: Final = "headline"
SUMMARY: Final = "summary"
_NOT_AROUND: Final = FURNITURE | LABELLED
"""Kinds that what holds the article is not, whatever its name says."""
_NO_LINE: Final = -1

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
    if 0 < raw.count(_NULL) * _FEW_NULLS < len(raw):
        raw = raw.replace(_NULL, b"")  # as browsers do (HTML Standard, 13.2.6.4.7)
    decoded = decode(raw)
    if isinstance(decoded, Undecodable) or decoded.encoding.startswith("utf"):
        return decoded
    meta = _CHARSET.search(raw[:_HEAD_BYTES])
    for name in (charset_hint, meta and meta[1].decode("ascii")):
        if name and (encoding := _encoding(name)):
            try:
                return Decoded(raw.decode(encoding, errors="replace"), encoding)
            except (LookupError, UnicodeError):  # what Python has a codec for may be no encoding of text
                continue
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
    fields, cookie banners, `noscript`. Of pages whose article only a script would draw, the text is that of
    their JSON-LD.
    """
    rendered = _rendered(html)
    if any(kind == "article" for _, _, kind in rendered.markup):
        return rendered
    if not (story := told_story(LexborHTMLParser(tamed(html)))):
        return rendered
    told = _rendered(html + story)
    return rendered if told.text.rpartition("\n")[2] in rendered.text else told


def _rendered(html: str) -> Rendered:
    tree = LexborHTMLParser(tamed(html))
    told, listing = metadata(tree), is_listing(tree)
    writer = _Writer()
    _write(pieces(tree), writer)
    text = "".join(writer.pieces)
    markup = _markup(writer.page, text, told["title"])
    return Rendered(text, [(0, len(text), LISTING), *markup] if listing and text else markup, told)


def _markup(page: Outline, text: str, title: str | None) -> list[Span]:
    """The spans, outer ones first, without furniture and labels that claim to hold the article."""
    blocks, teasers = page.blocks(), cards(page)
    others = page.within(teasers)
    first = headline(page, others, text, title)
    around = holders(page, blocks, first)
    believe(blocks, around)
    if first is not None:
        others |= page.within({n for n, block in blocks.items() if "comment" in block.tag.kinds} - around)
    teasers |= strangers(page, blocks, first)
    boxes = headed(page, text, around)
    others |= page.within(
        teasers | boxes.keys() | {n for n, block in blocks.items() if block.tag.name == "figcaption"}
    )
    articles = article(page, blocks, others, first)
    if articles:
        teasers.update(link_boxes(page, *articles[-1][:2], around))
    found = (
        dict.fromkeys(pictured(page, first, around), "caption")
        | dict.fromkeys(teasers, "related")
        | boxes
        | ({first: HEADLINE} if first is not None else {})
    )
    return _spans(page, text, around, articles, found)


def _spans(
    page: Outline, text: str, around: Set[int], articles: list[Span], found: dict[int, str]
) -> list[Span]:
    """What the elements are called, but for names that holding the article belies, and were found to be."""
    first_end = min((end for _, end, _ in articles), default=0)
    spans: list[Span] = []
    starts, ends = page.starts, page.ends
    for number, (tag, first, stop) in enumerate(zip(page.tags, page.first, page.stop, strict=True)):
        if first < stop and tag.kinds:
            start, end, kinds = starts[first], ends[stop - 1], tag.kinds
            if tag.furniture or tag.labelled:
                if number in around or (end >= first_end and _hold(start, end, articles)):
                    kinds = tuple(kind for kind in kinds if kind not in _NOT_AROUND)
                if "aside" in kinds and (points := _key_points(text, start, end)):
                    kinds = tuple(kind for kind in kinds if kind not in FURNITURE)
                    spans.append((points, end, SUMMARY))
            spans += [(start, end, kind) for kind in kinds]
        if number in found:
            spans.append((*page.place(number), found[number]))
    for span in articles:
        insort(spans, span, key=lambda span: (span[0], -span[1]))
    return spans


def _key_points(text: str, start: int, end: int) -> int:
    """Where the editor's own key points begin, after their heading; 0 where a part is headed otherwise."""
    heading = text[start:end].partition("\n")[0]
    return start + len(heading) if heading.casefold().strip(" :") in SUMMARIES else 0


def _hold(first: int, last: int, spans: list[Span]) -> bool:
    return any(first <= start and end <= last for start, end, _ in spans)


def _write(pieces: Sequence[str], writer: "_Writer") -> None:
    """Write what is seen of the texts and tags of a page."""
    steps = zip(pieces[::2], pieces[1::2], strict=False)
    for text, written in steps:
        if text:
            writer.write(text)
        run = RUNS[written]
        writer.follow(run)
        while run.unseen:
            run = RUNS[_pass_over(*run.unseen, steps)]
            writer.follow(run)


def _pass_over(name: str, depth: int, steps: Iterator[tuple[str, str]]) -> str:
    """Go on after the ends of so many elements of a name that are open: to what is left of the run there."""
    for _, written in steps:
        rest, depth = after(name, depth, written)
        if not depth:
            return rest
    return ""


@dataclass(slots=True)
class _Writer:
    """The text so far, and what is open at its end."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    page: Outline = field(default_factory=Outline)
    opened: list[int] = field(default_factory=list)  # the elements, by their numbers
    links: int = 0  # how many of them are links

    line: int = _NO_LINE  # where the open line starts
    linked: int = 0  # characters of links in it
    in_link: bool = False  # whether the link that holds the last text is open
    after_link: bool = False  # whether a link ended and no text came since
    space: str = ""  # owed between the last word and the next
    gap: int = 0  # line breaks owed before the next line
    broken: bool = False  # whether the last thing was a `br`

    def follow(self, run: Run) -> None:
        """Do what a run of tags does."""
        page, opened = self.page, self.opened
        if run.gap:
            if self.line != _NO_LINE:
                page.end_line(self.length - self.line, self.linked, opened)
                self.line = _NO_LINE
            gap = 2 if run.first_br and self.broken else run.gap
            if gap > self.gap:
                self.gap = gap
            self.broken = run.last_br
        elif run.spaced or (run.begins_link and self.after_link):
            self.space = self.space or " "  # menus set their links apart by style, not by blanks
            if run.breaks and self._keeps_lines():
                self.follow(RUNS["<br>" * run.breaks])
        if run.ends_link:
            self.in_link, self.after_link = False, True
        self.links += run.links
        texts = len(page.starts)
        if run.ends:
            for element in opened[-run.ends :]:
                page.stop[element] = texts
            del opened[-run.ends :]
        if run.begins:
            first, many = len(page.tags), len(run.begins)
            page.tags += run.begins
            page.first += (texts,) * many
            page.stop += (texts,) * many
            opened += range(first, first + many)
            page.pictured += range(first, first + run.pictured)

    def write(self, text: str) -> None:
        """Write a text with its white space collapsed as a browser does.

        Args:
            text: As the tree was written out, without blanks at its beginning.
        """
        words = text.rstrip(BLANKS)
        ended = len(words) == len(text)
        if not words.isprintable() or "  " in words or "&" in words:
            if "\n" in words and self._keeps_lines():
                self._write_lines(text)
                return
            words = _BLANK.sub(" ", unescape(words))
            if not words.strip(_NO_BREAK_SPACE):
                self.space = words
                return
        if self.line == _NO_LINE:
            self._begin_line()
        elif self.space:
            self.pieces.append(self.space)
            self.length += len(self.space)
            if self.in_link:
                self.linked += len(self.space)
        self.pieces.append(words)
        self.page.starts.append(self.length)
        self.length += len(words)
        self.page.ends.append(self.length)
        self.space = "" if ended else " "
        self.in_link, self.after_link = self.links > 0, False
        if self.in_link:
            self.linked += len(words)

    def _keeps_lines(self) -> bool:
        return any(self.page.tags[number].keeps_lines for number in self.opened)

    def _write_lines(self, text: str) -> None:
        first, *others = text.split("\n")
        self.write(first)
        for line in others:
            self.follow(RUNS["<br>"])
            if line := line.lstrip(BLANKS):
                self.write(line)

    def _begin_line(self) -> None:
        if self.length:
            self.pieces.append("\n" * self.gap)
            self.length += self.gap
        self.line, self.linked = self.length, 0
        self.gap, self.broken = 0, False
        self.page.opens.append(len(self.page.starts))
