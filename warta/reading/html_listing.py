"""Whether an HTML page declares that it is an article, or that it has none: an index, a search, an error."""

import re
from typing import Any, Final
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from warta.reading.html_kinds import WORDS
from warta.reading.html_metadata import Declarations

_LONGEST: Final = 2_000
_WORDS: Final[dict[str, Any]] = WORDS["listing"]
_CLASSES: Final = frozenset(_WORDS["classes"].split())
_POSTS: Final = frozenset(_WORDS["posts"].split())
_TYPES: Final = frozenset(_WORDS["types"].split())
_NUMBERED: Final[str] = _WORDS["numbered"]
_PATH: Final = re.compile("|".join(_WORDS["paths"]), re.IGNORECASE)
_TITLE: Final = re.compile("|".join(_WORDS["titles"]), re.IGNORECASE)
_TYPE: Final = re.compile(r'"@type"\s{0,9}:\s{0,9}\[?\s{0,9}"([A-Za-z]{3,40})"')
_ARTICLE: Final = ("Article", "BlogPosting", "LiveBlogPosting", "Report")


def is_declared(tree: LexborHTMLParser, declared: Declarations) -> bool:
    """Whether a page declares that it is an article: by its type (schema.org, Open Graph) or body's class."""
    return (
        "article" in declared.meta.get("og:type", ())
        or any(map(_is_article, _types(declared)))
        or not _POSTS.isdisjoint(_classes(tree))
    )


def is_listing(tree: LexborHTMLParser, declared: Declarations, address: str | None) -> bool:
    """Whether its body's class, its schema.org type, title or address says that a page has no article.

    A page whose JSON-LD describes an article is taken to have one, whatever its title and address say.
    """
    classes = _classes(tree)
    if not _CLASSES.isdisjoint(classes) or any(name.startswith(_NUMBERED) for name in classes):
        return True
    types = _types(declared)
    if any(map(_is_article, types)):
        return False
    types.append(_of_body(tree, "itemtype").rpartition("/")[2])
    return (
        not _TYPES.isdisjoint(types)
        or bool(_TITLE.match((declared.title or "")[:_LONGEST].strip()))
        or bool(_PATH.fullmatch(_path(address or "")))
    )


def _classes(tree: LexborHTMLParser) -> list[str]:
    return _of_body(tree, "class")[:_LONGEST].lower().split()


def _of_body(tree: LexborHTMLParser, name: str) -> str:
    return (tree.body.attributes.get(name) or "") if tree.body else ""


def _types(declared: Declarations) -> list[str]:
    """The types that the JSON-LD of a page names."""
    return [name for text in declared.json_ld for name in _TYPE.findall(text)]


def _is_article(name: str) -> bool:
    return name.endswith(_ARTICLE)


def _path(address: str) -> str:
    try:
        return urlsplit(address[:_LONGEST]).path.strip("/").removesuffix(".html")
    except ValueError:  # brackets that hold no address
        return ""
