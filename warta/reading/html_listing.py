"""Whether an HTML page says that it is an article, or has none: an index, a search, an error, a masthead."""

import re
from typing import Any, Final
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from warta.reading.html_kinds import WORDS
from warta.reading.html_metadata import Said

_LONGEST: Final = 2_000
_SAYS: Final[dict[str, Any]] = WORDS["listing"]
_CLASSES: Final = frozenset(_SAYS["classes"].split())
_POSTS: Final = frozenset(_SAYS["posts"].split())
_TYPES: Final = frozenset(_SAYS["types"].split())
_NUMBERED: Final[str] = _SAYS["numbered"]
_PATH: Final = re.compile("|".join(_SAYS["paths"]), re.IGNORECASE)
_TITLE: Final = re.compile("|".join(_SAYS["titles"]), re.IGNORECASE)
_TYPE: Final = re.compile(r'"@type"\s{0,9}:\s{0,9}\[?\s{0,9}"([A-Za-z]{3,40})"')
_ARTICLE: Final = ("Article", "BlogPosting", "LiveBlogPosting", "Report")


def is_declared(tree: LexborHTMLParser, said: Said) -> bool:
    """Whether a page says that it is an article: by its type (of schema.org, Open Graph) or class."""
    return (
        "article" in said.named.get("og:type", ())
        or any(map(_is_article, _types(said)))
        or not _POSTS.isdisjoint(_classes(tree))
    )


def is_listing(tree: LexborHTMLParser, said: Said, address: str | None) -> bool:
    """Whether the class of its body, its schema.org type, title or address says that a page has no article.

    A page whose JSON-LD tells of an article is believed to have it, whatever its title is.
    """
    classes = _classes(tree)
    if not _CLASSES.isdisjoint(classes) or any(name.startswith(_NUMBERED) for name in classes):
        return True
    types = _types(said)
    if any(map(_is_article, types)):
        return False
    types.append(_of_body(tree, "itemtype").rpartition("/")[2])
    return (
        not _TYPES.isdisjoint(types)
        or bool(_TITLE.match((said.title or "")[:_LONGEST].strip()))
        or bool(_PATH.fullmatch(_path(address or "")))
    )


def _classes(tree: LexborHTMLParser) -> list[str]:
    return _of_body(tree, "class")[:_LONGEST].lower().split()


def _of_body(tree: LexborHTMLParser, name: str) -> str:
    return (tree.body.attributes.get(name) or "") if tree.body else ""


def _types(said: Said) -> list[str]:
    """The types that the JSON-LD of a page names."""
    return [name for text in said.data for name in _TYPE.findall(text)]


def _is_article(name: str) -> bool:
    return name.endswith(_ARTICLE)


def _path(address: str) -> str:
    try:
        return urlsplit(address[:_LONGEST]).path.strip("/").removesuffix(".html")
    except ValueError:  # brackets that hold no address
        return ""
