"""Texts without their private data: whole, as columns, and inside JSON."""

import re
from collections.abc import Callable, Sequence
from typing import Any, Final

import orjson
import polars as pl

from warta.privacy.finding import private_data
from warta.privacy.finds import Find
from warta.privacy.vocabulary import words

PLACEHOLDERS: Final[dict[str, str]] = words()["placeholders"]
"""What stands for private data, by its kind."""

_GAP: Final = r"[ \x{a0}().\x{2010}-\x{2015}/-]{0,3}"
_MAY_BE: Final = "|".join(
    (
        r"[@＠]|[\[({]\s?(?i:at)\s?[\])}]",
        r"\d{6}",
        rf"(?:\+|(?-u:\b)0|(?-u:\b)62)(?:{_GAP}\d){{5}}",
        rf"\d(?:{_GAP}\d){{8}}",
        r"\d{3}[ -]\d{3}",
        r"(?-u:\b)(?i:[a-z]{1,2})[ .\x{a0}-]{0,2}[1-9]\d{0,3}[ .\x{a0}-]{0,2}(?i:[a-z]{1,3})(?-u:\b)",
        r"(?i:nopol|polisi|pelat|plat|tnkb)[^\n]{0,12}\d{3}",
    )
)
_LOGIN: Final = r"^([A-Za-z][A-Za-z0-9+.-]*://)[^/?#]*@"
_SHORTEST_NUMBER: Final = 100_000
_WORTH_IT: Final = re.compile(r"\d|[@＠]|[\[({]\s?(?i:at)\s?[\])}]")
"""What a value of JSON needs to have to be looked at."""

_COMMENT_KEYS: Final = frozenset(words()["comments"]["keys"])
_COMMENTS: Final = rf"(?i)\"(?:{'|'.join(words()['comments']['keys'])})\"\s*:"


def may_be_private(texts: pl.Series) -> pl.Series:
    """Whether a text has what private data look like; all others cost nothing more."""
    return texts.str.contains(_MAY_BE)


def redacted_text(text: str, finds: Sequence[Find]) -> str:
    """A text with placeholders for what was found in it."""
    if not finds:
        return text
    parts, done = [], 0
    for find in finds:
        parts += [text[done : find.start], PLACEHOLDERS[find.kind]]
        done = find.end
    return "".join([*parts, text[done:]])


def redacted_strings(texts: pl.Series) -> pl.Series:
    """A column of texts without their private data."""
    return _mapped(texts, may_be_private(texts), _redacted)


def redacted_addresses(urls: pl.Series) -> pl.Series:
    """A column of addresses without private data and without the name and password of who fetched them."""
    return redacted_strings(urls.str.replace(_LOGIN, "$1"))


def redacted_json(objects: pl.Series) -> pl.Series:
    """A column of JSON objects without private data in their values, and without readers' comments."""
    return _mapped(objects, may_be_private(objects) | objects.str.contains(_COMMENTS), _redacted_object)


def _mapped(texts: pl.Series, chosen: pl.Series, change: Callable[[str], str]) -> pl.Series:
    places = chosen.fill_null(False).arg_true()
    if places.is_empty():
        return texts
    changed = pl.Series(texts.name, [change(texts[place]) for place in places], dtype=pl.String)
    return texts.scatter(places, changed)


def _redacted(text: str) -> str:
    return redacted_text(text, private_data(text))


def _redacted_object(text: str) -> str:
    return orjson.dumps(_redacted_value(orjson.loads(text), ""), option=orjson.OPT_SORT_KEYS).decode()


def _redacted_value(value: Any, key: str) -> Any:
    """A value of JSON; the key that it stands under tells what a number is."""
    match value:
        case dict():
            return {
                name: _redacted_value(each, name)
                for name, each in value.items()
                if name.casefold() not in _COMMENT_KEYS
            }
        case list():
            return [_redacted_value(each, key) for each in value]
        case str():
            return _redacted_under(key, value)
        case int() if abs(value) >= _SHORTEST_NUMBER:
            redacted = _redacted_under(key, str(value))
            return value if redacted == str(value) else redacted
    return value


def _redacted_under(key: str, text: str) -> str:
    if not _WORTH_IT.search(text):
        return text
    label = f"{re.sub(r'[_-]', ' ', key)}: "
    finds = private_data(label + text)
    return redacted_text(text, [find.moved(-len(label)) for find in finds if find.start >= len(label)])
