"""Pages built to stall a parser, left out or made harmless.

Its memory grows with tags, its time with tags by depth and with attributes squared.
"""

import re
from typing import Final

from warta.reading.decoding import Undecodable
from warta.terms import Reason

_MOST_TAGS: Final = 500_000
"""Of larger pages the tree alone takes hundreds of megabytes."""
_FEW_CHARACTERS: Final = 20_000
_FEW_TAGS: Final = 20_000
_LONG_TAG: Final = 500
"""Below these a page is cheap whatever it has, and its steps are not counted."""
_MOST_TAG_STEPS: Final = 500_000_000
"""Tags times deepest nesting of a page, about a second of parsing."""
_MOST_ATTRIBUTE_STEPS: Final = 200_000_000
"""Sum over the tags of a page of their attributes squared, about a second of parsing."""

# Possessive and bounded, so that neither an open quote nor a sea of `<` costs more than a pass. A quote
# begins a value only after `=` (HTML Standard, 13.2.5.35): a stray one is part of a name, and hides no
# bracket.
_TAG_REST: Final = r"""(?:[^<>=]++|=\s*+(?:"[^"]{0,2000}+"|'[^']{0,2000}+')?+)*+"""
_TAG: Final = re.compile(rf"</?[a-zA-Z]{_TAG_REST}")
_PLAIN: Final = r"""[^"'<>]{0,40}+"""
_ORDINARY: Final = rf"""{_PLAIN}(?:"[^"<>]*+"{_PLAIN}|'[^'<>]*+'{_PLAIN}){{0,12}}+>"""
"""What follows in a tag that has few attributes; nearly all are such, and no more is asked of them."""
_UNUSUAL_TAG: Final = re.compile(rf"</?[a-zA-Z](?!{_ORDINARY}){_TAG_REST}")
_SEPARATOR: Final = re.compile(r"""[\s/"']""")
_ATTRIBUTES: Final = re.compile(rf"""(</?[a-zA-Z][^\s<>/"']*+){_TAG_REST}""")
_KEPT: Final = re.compile(r"</?(?:script|style|title|textarea|meta|link|br)\b", re.IGNORECASE)


def too_many_tags(html: str) -> Undecodable | None:
    """Why a page is not parsed: it has more tags than any news article; null where it has not."""
    if len(html) <= _MOST_TAGS or html.count("<") <= _MOST_TAGS:
        return None
    return Undecodable(Reason.TOO_LARGE, f"more than {_MOST_TAGS:,} tags")


def simplified(html: str) -> str:
    """The page as it is; without attributes or without nesting where parsing these would take seconds."""
    if len(html) > _FEW_CHARACTERS and _attribute_steps(html) > _MOST_ATTRIBUTE_STEPS:
        html = _ATTRIBUTES.sub(r"\1", html)
    if len(html) > 2 * _FEW_TAGS and html.count("<") > _FEW_TAGS and _tag_steps(html) > _MOST_TAG_STEPS:
        html = _TAG.sub(lambda tag: tag[0] if _KEPT.match(tag[0]) else "<br", html)
    return html


def _attribute_steps(html: str) -> int:
    long = (tag for tag in _UNUSUAL_TAG.findall(html) if len(tag) > _LONG_TAG)
    return sum(len(_SEPARATOR.findall(tag)) ** 2 for tag in long)


def _tag_steps(html: str) -> int:
    tags = depth = deepest = 0
    for tag in _TAG.finditer(html):
        tags += 1
        depth += -1 if html[tag.start() + 1] == "/" else 1
        deepest = max(deepest, depth)
    return tags * deepest
