"""What an HTML page says of itself: JSON-LD, Open Graph, `meta` elements, its title."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape, unescape
from typing import Any, Final, Self

import orjson
from selectolax.lexbor import LexborHTMLParser, LexborNode

_CONTROL: Final = re.compile(r"[\x00-\x1f]+")
_ARTICLE: Final = re.compile(r"Article$|^(?:BlogPosting|Report|LiveBlogPosting|SocialMediaPosting)$")
_ADDRESS: Final = re.compile(r"^(?:https?:)?//|^www\.")
_WHOLE_ADDRESS: Final = re.compile(r"https?://[^\s/]+\.[^\s]+$")
_LONGEST_DATA: Final = 1_000_000
_LONGEST_VALUE: Final = 2_000
_MOST_VALUES: Final = 50
_MOST_NODES: Final = 2_000
"""Of a script, of a value, of a list and of a graph: heads that are longer were not made to be read."""
_FEWEST: Final = 200
"""Characters that the text of an article has at least."""
_MARKUP: Final = re.compile(r"<(?:p|br|div)\b")

_TOLD: Final = (
    'title, meta[content], link[rel=canonical], script[type="application/ld+json"],'
    "time[itemprop=datePublished][datetime], time.published[datetime], time.entry-date[datetime]"
)
"""All elements that are read, found in one pass; `time` only where it says that it is the publication's."""

# In the order in which they are believed, after JSON-LD.
_NAMES: Final = {
    "title": ("og:title", "twitter:title", "dc.title", "headline"),
    "published": (
        *(
            "article:published_time",
            "og:published_time",
            "datepublished",
            "publishdate",
            "publish_date",
            "pubdate",
        ),
        *(
            "dtk:publishdate",
            "content_publisheddate",
            "publication_date",
            "dc.date.issued",
            "dc.date",
            "date",
        ),
        *("parsely-pub-date", "sailthru.date", "dcterms.created"),
    ),
    "modified": ("article:modified_time", "og:updated_time", "datemodified", "lastmod", "dcterms.modified"),
    "section": ("article:section", "content_category", "section", "dtk:kanal", "parsely-section"),
    "url": ("og:url", "twitter:url"),
    "site": ("og:site_name", "application-name", "publisher", "dc.publisher"),
}
_AUTHORS: Final = (
    "article:author",
    "author",
    "content_author",
    "dtk:author",
    "dc.creator",
    "parsely-author",
    "reporter",
)
_KEYWORDS: Final = ("article:tag", "news_keywords", "keywords", "content_tag", "parsely-tags")


@dataclass(frozen=True, slots=True)
class Said:
    """What a page says of itself, where it says it.

    Attributes:
        named: The contents of the `meta` elements by their property, name or itemprop in lower case.
        data: Its JSON-LD, script by script, as it is written.
        story: The first article that this tells of.
        title: Its title.
        address: That which it calls its own.
        published: The time that it calls that of its publication.
    """

    named: dict[str, list[str]]
    data: list[str]
    story: dict[str, Any]
    title: str | None
    address: str | None
    published: str | None

    @classmethod
    def of(cls, tree: LexborHTMLParser) -> Self:
        """What a page says, found in one pass."""
        told: dict[str | None, list[LexborNode]] = {}
        for element in tree.css(_TOLD):
            told.setdefault(element.tag, []).append(element)
        data = [text for script in told.get("script", ()) if len(text := script.text()) <= _LONGEST_DATA]
        title, *_ = told.get("title", [None])
        return cls(
            _named(told.get("meta", ())),
            data,
            _story(data),
            title.text() if title else None,
            _attribute(told.get("link"), "href"),
            _attribute(told.get("time"), "datetime"),
        )


def metadata(said: Said) -> dict[str, Any]:
    """The metadata of a page, as printed there: JSON-LD first, then Open Graph and `meta`, then the title.

    Returns:
        The fields of `warta.frames.METADATA`; null or empty where the page does not say.
    """
    named, story = said.named, said.story
    return {
        "title": next(iter(titles(said)), None),
        "authors": _authors(story.get("author"), named),
        "published": _first(story.get("datePublished"), *_of(named, "published"), said.published),
        "modified": _first(story.get("dateModified"), *_of(named, "modified")),
        "section": _first(story.get("articleSection"), *_of(named, "section")),
        "keywords": _keywords(story.get("keywords"), named),
        "url": _address(said.address, *_of(named, "url"), story.get("url"), story.get("mainEntityOfPage")),
        "site": _first(*_of(named, "site"), story.get("publisher")),
    }


def titles(said: Said) -> list[str]:
    """What a page says its title is: in JSON-LD, in `meta` elements, in its `title`."""
    told = (said.story.get("headline"), *_of(said.named, "title"), said.title)
    return [text for value in told for text in _texts(value)]


def told_story(said: Said) -> str:
    """The headline and text of the article that JSON-LD tells of, as HTML; empty where it tells no text."""
    body = said.story.get("articleBody")
    if not isinstance(body, str) or len(body) < _FEWEST:
        return ""
    if not _MARKUP.search(body):
        body = "".join(f"<p>{escape(unescape(line))}</p>" for line in body.splitlines())
    headline = _first(said.story.get("headline")) or ""
    return f"<h1>{escape(headline)}</h1><div itemprop=articleBody>{body}</div>"


def _named(elements: Iterable[LexborNode]) -> dict[str, list[str]]:
    named: dict[str, list[str]] = {}
    for element in elements:
        attributes = element.attributes
        content = attributes.get("content")
        for key in ("property", "name", "itemprop"):
            if content and (name := attributes.get(key)):
                named.setdefault(name[:80].lower(), []).append(content[:_LONGEST_VALUE])
    return named


def _attribute(elements: Sequence[LexborNode] | None, name: str) -> str | None:
    """An attribute of the first element, if there is one."""
    return elements[0].attributes.get(name) if elements else None


def _of(named: dict[str, list[str]], field: str) -> Iterator[str]:
    for name in _NAMES[field]:
        yield from named.get(name, ())


def _first(*values: object) -> str | None:
    """The first that has text."""
    return next((text for value in values for text in _texts(value)), None)


def _address(*values: object) -> str | None:
    """The first that is a whole address."""
    return next((text for value in values for text in _texts(value) if _WHOLE_ADDRESS.match(text)), None)


def _texts(value: object) -> Iterator[str]:
    """The texts of a value of JSON-LD: itself, each of a list, the name of an object."""
    if isinstance(value, str):
        if text := " ".join(value.split())[:_LONGEST_VALUE]:
            yield text
    elif isinstance(value, list):
        for part in value[:_MOST_VALUES]:
            if not isinstance(part, list):
                yield from _texts(part)
    elif isinstance(value, dict):
        name = value.get("name") or value.get("@id")
        if isinstance(name, str):
            yield from _texts(name)


def _authors(author: object, named: dict[str, list[str]]) -> list[str]:
    given = [*_texts(author)] or [
        text for name in _AUTHORS for value in named.get(name, ()) for text in _texts(value)
    ]
    return list(dict.fromkeys(text for text in given if not _ADDRESS.match(text)))


def _keywords(keywords: object, named: dict[str, list[str]]) -> list[str]:
    """The keywords: a list where the page gives one, else the parts between commas."""
    sources = [[*_texts(keywords)], *([*_texts(named.get(name))] for name in _KEYWORDS)]
    given = next((source for source in sources if source), [])
    parts = (part.strip() for text in given for part in text.split(","))
    return list(dict.fromkeys(part for part in parts if part))[:_MOST_VALUES]


def _story(data: Iterable[str]) -> dict[str, Any]:
    """The first article that JSON-LD tells of."""
    for text in data:
        for node in _nodes(_parsed(text)):
            kind = node.get("@type")
            if any(
                isinstance(name, str) and _ARTICLE.search(name)
                for name in (kind if isinstance(kind, list) else [kind])
            ):
                return node
    return {}


def _parsed(text: str) -> object:
    """JSON, also with the raw line breaks that sites put into its strings; null where it is broken."""
    try:
        return orjson.loads(_CONTROL.sub(" ", text))
    except orjson.JSONDecodeError:
        return None


def _nodes(data: object) -> Iterator[dict[str, Any]]:
    """The objects of JSON-LD, those in lists, graphs and main entities too, outer ones first."""
    waiting = [data]
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        node = waiting.pop(0)
        if isinstance(node, list):
            waiting[:0] = node[:_MOST_VALUES]
        elif isinstance(node, dict):
            yield node
            waiting += [node.get("@graph"), node.get("mainEntity")]
