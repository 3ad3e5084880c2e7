"""What an HTML page declares about itself: JSON-LD, Open Graph, `meta` elements, its title."""

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

_DECLARING: Final = (
    'title, meta[content], link[rel=canonical], script[type="application/ld+json"],'
    "time[itemprop=datePublished][datetime], time.published[datetime], time.entry-date[datetime]"
)
"""Selects all elements that declare something, in one pass; of `time` those that give the publication."""

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
class Declarations:
    """What a page declares about itself, by where it does so.

    Attributes:
        meta: The contents of the `meta` elements by their property, name or itemprop in lower case.
        json_ld: Its JSON-LD, script by script, as it is written.
        article: The first article that this describes; empty where it describes none.
        title: The text of its `title` element.
        canonical: The address of its `link` element `canonical`.
        published: The time of its first `time` element that gives the publication.
    """

    meta: dict[str, list[str]]
    json_ld: list[str]
    article: dict[str, Any]
    title: str | None
    canonical: str | None
    published: str | None

    @classmethod
    def of(cls, tree: LexborHTMLParser) -> Self:
        """The declarations of a page."""
        elements: dict[str | None, list[LexborNode]] = {}
        for element in tree.css(_DECLARING):
            elements.setdefault(element.tag, []).append(element)
        scripts = (script.text() for script in elements.get("script", ()))
        json_ld = [text for text in scripts if len(text) <= _LONGEST_DATA]
        title, *_ = elements.get("title", [None])
        return cls(
            _meta(elements.get("meta", ())),
            json_ld,
            _article(json_ld),
            title.text() if title else None,
            _attribute(elements.get("link"), "href"),
            _attribute(elements.get("time"), "datetime"),
        )


def metadata(declared: Declarations) -> dict[str, Any]:
    """The metadata of a page, as printed there: JSON-LD first, then Open Graph and `meta`, then the title.

    Returns:
        The fields of `warta.frames.METADATA`; null or empty where the page does not say.
    """
    meta, article = declared.meta, declared.article
    return {
        "title": next(iter(titles(declared)), None),
        "authors": _authors(article.get("author"), meta),
        "published": _first(article.get("datePublished"), *_of(meta, "published"), declared.published),
        "modified": _first(article.get("dateModified"), *_of(meta, "modified")),
        "section": _first(article.get("articleSection"), *_of(meta, "section")),
        "keywords": _keywords(article.get("keywords"), meta),
        "url": _address(
            declared.canonical, *_of(meta, "url"), article.get("url"), article.get("mainEntityOfPage")
        ),
        "site": _first(*_of(meta, "site"), article.get("publisher")),
    }


def titles(declared: Declarations) -> list[str]:
    """The titles that a page declares: in JSON-LD, in `meta` elements, in its `title`."""
    values = (declared.article.get("headline"), *_of(declared.meta, "title"), declared.title)
    return [text for value in values for text in _texts(value)]


def article_as_html(declared: Declarations) -> str:
    """The headline and text of the article that JSON-LD describes, as HTML; empty where it has no text."""
    body = declared.article.get("articleBody")
    if not isinstance(body, str) or len(body) < _FEWEST:
        return ""
    if not _MARKUP.search(body):
        body = "".join(f"<p>{escape(unescape(line))}</p>" for line in body.splitlines())
    headline = _first(declared.article.get("headline")) or ""
    return f"<h1>{escape(headline)}</h1><div itemprop=articleBody>{body}</div>"


def _meta(elements: Iterable[LexborNode]) -> dict[str, list[str]]:
    contents: dict[str, list[str]] = {}
    for element in elements:
        attributes = element.attributes
        content = attributes.get("content")
        for key in ("property", "name", "itemprop"):
            if content and (name := attributes.get(key)):
                contents.setdefault(name[:80].lower(), []).append(content[:_LONGEST_VALUE])
    return contents


def _attribute(elements: Sequence[LexborNode] | None, name: str) -> str | None:
    """An attribute of the first element, if there is one."""
    return elements[0].attributes.get(name) if elements else None


def _of(meta: dict[str, list[str]], field: str) -> Iterator[str]:
    """The contents of the `meta` elements for a field of the metadata, in the order of belief."""
    for name in _NAMES[field]:
        yield from meta.get(name, ())


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


def _authors(author: object, meta: dict[str, list[str]]) -> list[str]:
    given = [*_texts(author)] or [
        text for name in _AUTHORS for value in meta.get(name, ()) for text in _texts(value)
    ]
    return list(dict.fromkeys(text for text in given if not _ADDRESS.match(text)))


def _keywords(keywords: object, meta: dict[str, list[str]]) -> list[str]:
    """The keywords: a list where the page gives one, else the parts between commas."""
    sources = [[*_texts(keywords)], *([*_texts(meta.get(name))] for name in _KEYWORDS)]
    given = next((source for source in sources if source), [])
    parts = (part.strip() for text in given for part in text.split(","))
    return list(dict.fromkeys(part for part in parts if part))[:_MOST_VALUES]


def _article(json_ld: Iterable[str]) -> dict[str, Any]:
    """The first article that JSON-LD describes."""
    for text in json_ld:
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
