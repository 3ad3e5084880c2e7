"""What the tag, class and id of an element say of it, by the words of `html.toml`."""

import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

WORDS: Final[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("html.toml").read_text("utf-8"))

UNSEEN_TAGS: Final = frozenset(WORDS["unseen"]["tags"].split())
VOID_TAGS: Final = frozenset(WORDS["void"]["tags"].split())
SUMMARIES: Final = frozenset(WORDS["summary"]["headings"].split("|"))
INLINE_TAGS: Final = frozenset(WORDS["inline"]["tags"].split())
LINE_TAGS: Final = frozenset(WORDS["lines"]["tags"].split())

FURNITURE: Final = frozenset(
    (
        *("nav", "header", "footer", "aside", "related", "comment", "share", "advert", "promo"),
        *("offer", "legal", "embed", "box", "button"),
    )
)
"""Kinds of markup whose prose is hardly the article's."""

PLACED: Final = frozenset(("nav", "header", "aside"))
"""Those of them that say where a part of the page stands, not what it is."""

LABELLED: Final = frozenset(("caption", "time", "author", "tags", "breadcrumb"))
"""Kinds of markup that stand near an article's paragraphs and are none."""

CONTENT: Final = "content"
"""Kind of an element that is named as the place of the article's own paragraphs."""
UNSEEN: Final = "unseen"

_LONGEST: Final = 400
"""Characters of a class or id that are read: hostile pages have megabytes of them."""
_UNSEEN_STYLE: Final = re.compile(
    r"(?:display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden)", re.IGNORECASE
)
_UNSEEN_CLASSES: Final = frozenset(WORDS["unseen"]["classes"].split())
_SHOWN_SOMEWHERE: Final = re.compile(r"\b(?:d|visible)-\w+-(?:block|flex|inline|grid)")
_WHOLE_PAGE: Final = ("body", "main")
_TESTED: Final = ("data-testid", "data-qa-id", "data-component")
"""Where sites whose styles programs name (React) write what a part is: for their tests, piece by piece."""
HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
"""Their ids are made of their own words, for tables of contents."""
_SPOKEN: Final = INLINE_TAGS | {"p"}
"""Elements that are text though hidden from those who listen: signs, paragraphs that are paid for."""
_CUT: Final = re.compile(r"[A-Z]?[a-z0-9]+|[A-Z]+")


def _pattern(words: dict[str, Any]) -> re.Pattern[str]:
    whole = [*words.get("words", "").split(), *words.get("phrases", [])]
    alternatives = [rf" (?:{'|'.join(whole)}) "] * bool(whole) + words.get("stems", "").split()
    return re.compile("|".join(alternatives))


_WHOLE: Final = _pattern(WORDS["whole"])
_LAYOUT: Final = re.compile(rf"(?<= )(?:{'|'.join(WORDS['layout'])}) ")
_PATTERNS: Final = {
    UNSEEN: _pattern(WORDS["unseen"]),
    CONTENT: _pattern(WORDS["content"]),
    **{kind: _pattern(words) for kind, words in WORDS["kind"].items()},
}
_OF_WHOLE: Final = {CONTENT: _PATTERNS[CONTENT]}
_TAG_KINDS: Final[dict[str, tuple[str, ...]]] = {
    **{tag: (kind,) for kind, words in WORDS["kind"].items() for tag in words["tags"].split()},
    **{tag: (tag,) for tag in ("h1", "h2", "h3", "p", "li", "a")},
}
_ROLE_KINDS: Final[dict[str, str]] = {
    role: kind
    for kind, words in {UNSEEN: WORDS["unseen"], **WORDS["kind"]}.items()
    for role in words.get("roles", "").split()
}


def kinds(tag: str, attributes: Mapping[str, str | None]) -> tuple[str, ...]:
    """The kinds of an element; `UNSEEN` among them where it is not shown, `CONTENT` where the article is."""
    found: tuple[str, ...] = _TAG_KINDS.get(tag, ())
    if not attributes or tag in _WHOLE_PAGE:
        return found
    for name in ("class", "id"):
        if (value := attributes.get(name)) and not (name == "id" and tag in HEADINGS):
            found += _named(value[:_LONGEST])
    for name in _TESTED:
        if value := attributes.get(name):
            found += tuple(kind for kind in _named(value[:_LONGEST]) if kind != CONTENT)
    if (role := _ROLE_KINDS.get(attributes.get("role") or "")) is not None:
        found += (role,)
    if attributes.get("aria-hidden") == "true" and tag not in _SPOKEN:
        found += ("nav",)
    if attributes.get("itemprop") == WORDS["content"]["itemprops"]:
        found += (CONTENT,)
    if "hidden" in attributes or _UNSEEN_STYLE.search((attributes.get("style") or "")[:_LONGEST]):
        found += (UNSEEN,)
    return found


@lru_cache(maxsize=1 << 14)
def _named(value: str) -> tuple[str, ...]:
    """The kinds that a class or an id names."""
    cut = " ".join(_CUT.findall(value)).lower()
    words = _LAYOUT.sub("", f" {cut} ")
    spoken = _OF_WHOLE if _WHOLE.search(words) else _PATTERNS
    found = tuple(kind for kind, pattern in spoken.items() if pattern.search(words))
    if not _UNSEEN_CLASSES.isdisjoint(value.lower().split()) and not _SHOWN_SOMEWHERE.search(value):
        found += (UNSEEN,)
    return found
