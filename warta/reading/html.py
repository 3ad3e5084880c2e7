"""HTML pages to text: one line a block, with what the markup says of its parts."""

import codecs
import re
from collections.abc import Sequence, Set
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from selectolax.lexbor import LexborHTMLParser

from warta.reading.decoding import Decoded, Undecodable, decode
from warta.reading.html_article import article, believe, holders
from warta.reading.html_cards import cards, link_boxes, strangers
from warta.reading.html_headed import headed
from warta.reading.html_headline import headline
from warta.reading.html_kinds import FURNITURE, LABELLED, SUMMARIES
from warta.reading.html_limits import tamed
from warta.reading.html_listing import is_declared, is_listing
from warta.reading.html_metadata import Said, metadata, titles, told_story
from warta.reading.html_outline import Outline
from warta.reading.html_pictures import pictured
from warta.reading.html_runs import pieces, seen
from warta.reading.html_writing import written

_CHARSET: Final = re.compile(
    rb"""<meta[^<>]{0,200}?charset\s{0,9}=\s{0,9}["']?\s{0,9}([\w.:-]{2,40})""", re.IGNORECASE
)
_HEAD_BYTES: Final = 4096
"""Where a page names its encoding: browsers look at the first 1,024, and not all pages keep to that."""
_NULL: Final = b"\0"
_FEW_NULLS: Final = 100
"""Bytes to a null from which it is a fault in the page, not of another encoding or of what is no text."""
LISTING: Final = "listing"
"""Kind of a whole page that says that it has no article."""
UNDECLARED: Final = "undeclared"
"""Kind of a whole page that does not say that it is one."""
HEADLINE: Final = "headline"
SUMMARY: Final = "summary"
_NOT_AROUND: Final = FURNITURE | LABELLED
"""Kinds that what holds the article is not, whatever its name says."""

Span: TypeAlias = tuple[int, int, str]
"""Start, end and kind of a part of the text."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page as text.

    Attributes:
        text: One line a block, a blank line between paragraphs.
        markup: Spans of the text and what the markup calls them, sorted by start, then the longer first.
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
    rendered, said = _rendered(html)
    if any(kind == "article" for _, _, kind in rendered.markup) or not (story := told_story(said)):
        return rendered
    told, _ = _rendered(html + story)
    return rendered if told.text.rpartition("\n")[2] in rendered.text else told


def _rendered(html: str) -> tuple[Rendered, Said]:
    """A page as it is written, and what it says of itself."""
    tree = LexborHTMLParser(tamed(html))
    said = Said.of(tree)
    told = metadata(said)
    text, page = written(*seen(pieces(tree)))
    markup = _markup(page, text, titles(said))
    kinds = {
        LISTING: is_listing(tree, said, told["url"]),
        UNDECLARED: not (told["published"] or is_declared(tree, said)),
    }
    whole = [(0, len(text), kind) for kind, is_so in kinds.items() if is_so and text]
    return Rendered(text, whole + markup, told), said


def _markup(page: Outline, text: str, called: Sequence[str]) -> list[Span]:
    """The spans, outer ones first, without furniture and labels that claim to hold the article."""
    blocks, teasers = page.blocks(), cards(page)
    others = page.within(teasers)
    first = headline(page, others, text, called)
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
    starts, ends = page.starts, page.ends
    called = [
        tag.kinds if first < stop else ()
        for tag, first, stop in zip(page.tags, page.first, page.stop, strict=True)
    ]
    for number in around | {number for start, end, _ in articles for number in page.holding(start, end)}:
        called[number] = tuple(kind for kind in called[number] if kind not in _NOT_AROUND)
    summaries: list[Span] = []
    for number in [number for number, kinds in enumerate(called) if "aside" in kinds]:
        start, end = page.place(number)
        if points := _key_points(text, start, end):
            called[number] = tuple(kind for kind in called[number] if kind not in FURNITURE)
            summaries.append((points, end, SUMMARY))  # begins after its heading
    for number, kind in found.items():
        called[number] += (kind,)
    spans = [
        (starts[first], ends[stop - 1], kind)
        for kinds, first, stop in zip(called, page.first, page.stop, strict=True)
        for kind in kinds
    ]
    return sorted(summaries + spans + articles, key=lambda span: (span[0], -span[1]))


def _key_points(text: str, start: int, end: int) -> int:
    """Where the editor's own key points begin, after their heading; 0 where a part is headed otherwise."""
    heading = text[start:end].partition("\n")[0]
    return start + len(heading) if heading.casefold().strip(" :") in SUMMARIES else 0
