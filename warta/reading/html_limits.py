"""Pages built to stall a parser, made harmless: its time grows with tags by depth and attributes squared."""

import re
from typing import Final

_SHORT_PAGE: Final = 20_000
_LONG_TAG: Final = 500
_MOST_TAG_STEPS: Final = 500_000_000
"""Tags times deepest nesting of a page, about a second of parsing."""
_MOST_ATTRIBUTE_STEPS: Final = 200_000_000
"""Sum over the tags of a page of their attributes squared, about a second of parsing."""

# Possessive and bounded, so that neither an open quote nor a sea of `<` costs more than a pass.
_TAG: Final = re.compile(r"""<(/?)([a-zA-Z][^\s<>/"']*+)((?:[^"'<>]++|"[^"]{0,2000}+"|'[^']{0,2000}+')*+)""")
_SEPARATOR: Final = re.compile(r"""[\s/"']""")
_RAW_TEXT: Final = frozenset(("script", "style", "title", "textarea", "meta", "link", "br"))


def tamed(html: str) -> str:
    """The page, without attributes or without nesting where it has more of them than a parser stands."""
    if len(html) <= _SHORT_PAGE:
        return html
    tags = depth = deepest = attribute_steps = 0
    for tag in _TAG.finditer(html):
        tags += 1
        depth += -1 if tag[1] else 1
        deepest = max(deepest, depth)
        if tag.end() - tag.start() > _LONG_TAG:
            attribute_steps += len(_SEPARATOR.findall(tag[3])) ** 2
    if attribute_steps > _MOST_ATTRIBUTE_STEPS:
        html = _TAG.sub(lambda tag: f"<{tag[1]}{tag[2]}", html)
    if tags * deepest > _MOST_TAG_STEPS:
        html = _TAG.sub(_flat, html)
    return html


def _flat(tag: re.Match[str]) -> str:
    return tag[0] if tag[2].lower() in _RAW_TEXT else "<br"
