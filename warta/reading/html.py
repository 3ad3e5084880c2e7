"""HTML pages to text: one line a block, with what the markup says of its parts."""

import codecs
import re
from collections.abc import Sequence, Set
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from selectolax.lexbor import LexborHTMLParser

from warta.reading.decoding import Decoded, Undecodable, decode
from warta.reading.html_article import article, containers, mark_furniture
from warta.reading.html_cards import cards, link_boxes, other_articles
from warta.reading.html_headed import headed_boxes
from warta.reading.html_headline import headline
from warta.reading.html_kinds import FURNITURE, LABELLED, SUMMARIES
from warta.reading.html_limits import simplified
from warta.reading.html_listing import is_declared, is_listing
from warta.reading.html_metadata import Declarations, article_as_html, metadata, titles
from warta.reading.html_outline import Blocks, Outline
from warta.reading.html_pictures import picture_captions
from warta.reading.html_runs import split_at_tags, visible
from warta.reading.html_writing import write_lines

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
    rendered, declared = _rendered(html)
    has_article = any(kind == "article" for _, _, kind in rendered.markup)
    if has_article or not (drawn := article_as_html(declared)):
        return rendered
    with_article, _ = _rendered(html + drawn)
    return rendered if with_article.text.rpartition("\n")[2] in rendered.text else with_article


def _rendered(html: str) -> tuple[Rendered, Declarations]:
    """A page as it is written, and what it declares about itself."""
    tree = LexborHTMLParser(simplified(html))
    declared = Declarations.of(tree)
    described = metadata(declared)
    text, page = write_lines(*visible(split_at_tags(tree)))
    whole = {
        LISTING: is_listing(tree, declared, described["url"]),
        UNDECLARED: not (described["published"] or is_declared(tree, declared)),
    }
    of_page = [(0, len(text), kind) for kind, holds in whole.items() if holds and text]
    return Rendered(text, of_page + _parts(page, text, titles(declared)), described), declared


def _parts(page: Outline, text: str, declared_titles: Sequence[str]) -> list[Span]:
    """The spans of the parts of a page, sorted by start, then the longer first."""
    blocks, related = page.blocks(), cards(page)
    title = headline(page, page.within(related), text, declared_titles)
    around = containers(page, blocks, title)
    mark_furniture(blocks, around)
    related |= other_articles(page, blocks, title)
    boxes = headed_boxes(page, text, around)
    others = related | boxes.keys() | _captions_and_comments(blocks, around, title)
    articles = article(page, blocks, page.within(others), title)
    if articles:
        related.update(link_boxes(page, *articles[-1][:2], around))
    found = (
        dict.fromkeys(picture_captions(page, title, around), "caption")
        | dict.fromkeys(related, "related")
        | boxes
        | ({} if title is None else {title: HEADLINE})
    )
    around |= {number for start, end, _ in articles for number in page.holding(start, end)}
    return sorted([*_spans(page, text, around, found), *articles], key=lambda span: (span[0], -span[1]))


def _captions_and_comments(blocks: Blocks, around: Set[int], title: int | None) -> set[int]:
    """The numbers of the blocks named as captions and, where the headline is known, as comments."""
    captions = {number for number, block in blocks.items() if block.tag.name == "figcaption"}
    if title is None:
        return captions
    return captions | {number for number, block in blocks.items() if "comment" in block.tag.kinds} - around


def _spans(page: Outline, text: str, around: Set[int], found: dict[int, str]) -> list[Span]:
    """The spans of the elements, by their names and by the kinds that were found for them.

    Args:
        page: The page.
        text: Its text.
        around: Numbers of the elements that contain the article or its headline: no name says that these are
            furniture or a label.
        found: Kinds by the numbers of elements.
    """
    kinds = [
        tag.kinds if first < stop else ()
        for tag, first, stop in zip(page.tags, page.first, page.stop, strict=True)
    ]
    for number in around:
        kinds[number] = tuple(kind for kind in kinds[number] if kind not in _NOT_AROUND)
    summaries: list[Span] = []
    for number in [number for number, names in enumerate(kinds) if "aside" in names]:
        start, end = page.place(number)
        if points := _key_points(text, start, end):
            kinds[number] = tuple(kind for kind in kinds[number] if kind not in FURNITURE)
            summaries.append((points, end, SUMMARY))  # begins after its heading
    for number, kind in found.items():
        kinds[number] += (kind,)
    return summaries + [
        (page.starts[first], page.ends[stop - 1], kind)
        for names, first, stop in zip(kinds, page.first, page.stop, strict=True)
        for kind in names
    ]


def _key_points(text: str, start: int, end: int) -> int:
    """Where the editor's own key points begin, after their heading; 0 where a part is headed otherwise."""
    heading = text[start:end].partition("\n")[0]
    return start + len(heading) if heading.casefold().strip(" :") in SUMMARIES else 0
