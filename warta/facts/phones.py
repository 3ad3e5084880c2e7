"""Telephone numbers of a story, with the kind of line they reach."""

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Final, NamedTuple

import polars as pl

from warta.facts.beginnings import beginnings, matches
from warta.facts.stories import Story
from warta.facts.tables import frame_of
from warta.facts.vocabulary import alternatives, words

PHONES: Final = pl.Schema(
    {
        "page": pl.UInt32(),
        "start": pl.UInt32(),  # code points in the page's text
        "end": pl.UInt32(),
        "number": pl.String(),  # as printed
        "kind": pl.String(),  # PhoneKind
    }
)
"""One row a number printed in a story."""


class PhoneKind(StrEnum):
    """Whom a number reaches."""

    EMERGENCY = "emergency"
    OFFICIAL_HOTLINE = "official_hotline"
    PRIVATE = "private"


class Phone(NamedTuple):
    """A telephone number in a story."""

    start: int
    end: int
    kind: PhoneKind


_VOCABULARY: Final = words("phones")
_EMERGENCY = re.compile(
    rf"(?:{alternatives(_VOCABULARY['emergency']['numbers'])})(?![\w/:-]|[.,]\d)"
    rf"(?!\s(?i:{alternatives(_VOCABULARY['emergency']['counted'])})(?!\w))"
)
_ANNOUNCED = re.compile(
    rf"(?i:(?<!\w)(?:{alternatives(_VOCABULARY['emergency']['announced_by'])})"
    r"(?:\s(?:center|polisi|polri|darurat|nomor|bebas|pulsa|di|ke|atau|dan|wa|110|112))*\s?[:\"“]?\s?)\Z"
)
_NUMBER = re.compile(
    r"[+(06](?<![\w.,/:-][+(06])(?:(?<=0)|(?<=\()0|(?<=\+)62[ .-]?|(?<=6)2[ .-]?)(?:8\d{1,3}|\d{1,3}\)?)"
    r"(?:[ .-]{0,2}\d{2,5}){2,4}(?![\w/]|[.-]\d)"
)
_emergency_starts = beginnings(_VOCABULARY["emergency"]["numbers"])
_number_starts = beginnings(["0", "(0", "62", "+62"])
_ACCOUNT = re.compile(r"(?i:rekening|nik|nomor polisi|nopol|no\. rek|isbn|npwp|resi)[^.\n]{0,24}\Z")
_OFFICIAL = re.compile(rf"(?i:(?<!\w)(?:{alternatives(_VOCABULARY['kinds']['official'])}))")
_PRIVATE = re.compile(rf"(?i:(?<!\w)(?:{alternatives(_VOCABULARY['kinds']['private'])}))")
_DATE = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}")
_WINDOW: Final = 110


def phones_of(story: Story) -> list[Phone]:
    """Find the telephone numbers of a story, in order."""
    text = story.text
    found = [
        Phone(*number.span(), PhoneKind.EMERGENCY)
        for number in matches(_EMERGENCY, text, _emergency_starts(text))
        if _stands_free(text, number) and _ANNOUNCED.search(text, max(0, number.start() - 40), number.start())
    ]
    found += [
        Phone(*number.span(), _kind(text, number.start(), number.end()))
        for number in matches(_NUMBER, text, _number_starts(text))
        if _stands_free(text, number) and _is_phone(text, number)
    ]
    return sorted(found, key=lambda phone: phone.start)


def _stands_free(text: str, number: re.Match[str]) -> bool:
    before = text[number.start() - 1 : number.start()]
    return not (before.isalnum() or before in (".", ",", "/", "-", ":"))


def _is_phone(text: str, number: re.Match[str]) -> bool:
    digits = sum(map(str.isdigit, number[0]))
    return (
        9 <= digits <= 14
        and _DATE.fullmatch(number[0]) is None
        and _ACCOUNT.search(text, max(0, number.start() - 48), number.start()) is None
    )


def _kind(text: str, start: int, end: int) -> PhoneKind:
    """Tell a public line from a private one by the words around the number, the nearest first."""
    line = text.rfind("\n", 0, start) + 1
    before = text[max(line, start - _WINDOW) : start]
    behind = text[end : end + 50].split("\n")[0]
    private = [word.end() for word in _PRIVATE.finditer(before)]
    official = [word.end() for word in _OFFICIAL.finditer(before)]
    if private and max(private) > max(official, default=0):
        return PhoneKind.PRIVATE
    return PhoneKind.OFFICIAL_HOTLINE if official or _OFFICIAL.search(behind) else PhoneKind.PRIVATE


def phones_frame(texts: Sequence[str], of_stories: Iterable[tuple[Story, list[Phone]]]) -> pl.DataFrame:
    """Tabulate telephone numbers.

    Args:
        texts: Texts of the pages in order, as printed.
        of_stories: Stories and their numbers.

    Returns:
        PHONES.
    """
    rows = [
        (story.page, phone.start, phone.end, texts[story.page][phone.start : phone.end], phone.kind)
        for story, found in of_stories
        for phone in found
    ]
    return frame_of(rows, PHONES)
