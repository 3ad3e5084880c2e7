"""Telephone numbers in a text that are no office's, however they are printed.

`warta.facts.phones` asks of a number in a story whom it reaches. Here the question is whether it may be
published at all, anywhere on a page: what is not bound to an office or a service is taken for private.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberType

from warta.privacy.finds import Find
from warta.privacy.offices import is_official
from warta.privacy.vocabulary import any_of, words
from warta.terms import RedactionKind

_HOME: Final = "ID"
_MOST_DIGITS: Final = 15  # of any number in the world (ITU-T E.164)

_PUBLIC: Final = frozenset(
    (
        PhoneNumberType.TOLL_FREE,
        PhoneNumberType.SHARED_COST,
        PhoneNumberType.PREMIUM_RATE,
        PhoneNumberType.UAN,
    )
)

_SAID: Final = any_of(words()["telephone"]["announced_by"])
_GAP: Final = r"[ \u00a0().\u2010-\u2015-]{0,3}"
# What a pattern cannot do without comes first in it or is asked before it, so that the engine looks at few
# letters; what may not stand before it is looked at behind it.
_RUN: Final = re.compile(
    r"[+(06](?<!\d[+(06])(?:(?<=\+)\d{1,3}|(?<=\()(?:\+?62\)|0\d{1,3})|(?<=0)\d{1,3}"
    rf"|(?<=6)2(?={_GAP}8))(?:{_GAP}\d){{5,17}}"
)
_SIBLING: Final = re.compile(r"\s?/\s?(?=\d)\d{3,4}[ .-]?\d{3,4}(?![\w/]|[.-]\d)")
_AREA_AND_SLASH: Final = re.compile(r"\(?0\d{2,3}\)?\s?/\s?\d{3,4}[ .-]?\d{2,4}(?![\w/])")
_WITHOUT_PREFIX: Final = re.compile(
    rf"{_SAID}(?i:\.?\s?(?:no|nomor)\b)?[\s.:/=-]{{1,3}}"
    r"(?P<number>8\d{2}[ .-]?\d{3,4}[ .-]?\d{3,5}|\d{3,4}[ .-]?\d{3,4})(?![\w/%]|[.,-]\d)"
)
_SIX_DIGITS: Final = re.compile(r"\d{3}\d?[ .-]?\d{3}")
_ANNOUNCED: Final = re.compile(rf"{_SAID}[^\d;]{{0,25}}\Z")
_NUMBER_OF: Final = re.compile(rf"{any_of(words()['telephone']['numbers_of'])}[^\n;]{{0,24}}\Z")
_LINK: Final = re.compile(
    r"(?i)(?:wa\.me/|whatsapp\S*?(?:phone=|/)|tel:|phone=|telp=|hp=|callto:)(?:\+|%2b)?\Z"
)
_ADDRESS: Final = re.compile(r"(?i)(?:://|www\.|\w\.[a-z]{2,}/)\S*\Z")
_GLUED: Final = re.compile(rf"(?:{_SAID}|(?<!\w)(?i:no))\Z")
_MONEY: Final = re.compile(r"(?i:rp|idr|usd|\$)\.?\s?\Z")
_MOBILE: Final = re.compile(r"(?:0|62|\(?\+62\)?)8\d{8,12}")
_YEAR: Final = re.compile(r"[ .-](?:19|20)\d{2}\Z")
_FEWEST_SAID: Final = 9
_NOT_A_PHONE: Final = (
    re.compile(r"\(?\d{1,2}[ ./-]\s?\d{1,2}[ ./-]\s?(?:19|20)\d{2}(?!\d)"),  # a day
    re.compile(r"(?:19|20)\d{2}\s?[-–]\s?(?:19|20)\d{2}\Z"),  # years
    re.compile(r"\d{1,2}\.\d{2}(?:[ \u2010-\u2015-]{1,3}\d{1,2}\.\d{2}|\s|$)"),  # a time of day
    re.compile(r"\d{1,3}(?:\.\d{3})+\Z"),  # thousands
    re.compile(r"0\d(?:\s\d\d)+\Z"),  # numbers of candidates, one after the other
)


class _Number(NamedTuple):
    """A telephone number; `judged_at` is where the words before it end, `kind` what it is for the library."""

    start: int
    end: int
    judged_at: int
    kind: int


def phones(text: str) -> Iterator[Find]:
    """Find the private telephone numbers of a text."""
    for number in _numbers(text):
        fixed = number.kind == PhoneNumberType.FIXED_LINE
        if number.kind not in _PUBLIC and not is_official(text, number.judged_at, number.end, fixed=fixed):
            yield Find(number.start, number.end, RedactionKind.PHONE)


def _numbers(text: str) -> Iterator[_Number]:
    done = 0
    look_from = 0
    while run := _RUN.search(text, look_from):
        start = run.start()
        found = _longest(text, start, run.end()) if _may_begin(text, start, done) else None
        if found is None:
            look_from = start + 1
            continue
        done, kind = found
        opened = text[start] == "(" and ")" not in text[start:done]
        yield _Number(start + opened, done, start, kind)
        if sibling := _SIBLING.match(text, done):
            yield _Number(done + len(sibling[0]) - len(sibling[0].lstrip(" /")), sibling.end(), start, kind)
            done = sibling.end()
        look_from = done
    for start, end in _unusual(text):
        if _is_announced(text, start) and not _is_other(text[start:end]):
            yield _Number(start, end, start, _library_kind(text[start:end]) or PhoneNumberType.FIXED_LINE)


def _unusual(text: str) -> Iterator[tuple[int, int]]:
    """Give what may be a number with a slash behind its area code, or without prefix."""
    if "/" in text:
        yield from (found.span() for found in _AREA_AND_SLASH.finditer(text))
    if _SIX_DIGITS.search(text):
        yield from (found.span("number") for found in _WITHOUT_PREFIX.finditer(text))


def _may_begin(text: str, start: int, done: int) -> bool:
    """Tell whether what stands before a run of digits lets it be a telephone number."""
    before = text[max(0, start - 80) : start]
    last = before[-1:]
    if _LINK.search(before):
        return True
    if _ADDRESS.search(before) or _MONEY.search(before):
        return False
    if last.isalpha():
        return _GLUED.search(before) is not None
    if last in (".", ",") and before[-2:-1].isdigit():
        return False
    return last != "/" or start - done <= 1 or before[-2:-1].isalpha()


def _longest(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Find the longest piece of a run of digits that is a number: where it ends and what kind it is."""
    while text[end : end + 1].isdigit():
        end += 1
    ends = [start + group.end() for group in re.finditer(r"\d+", text[start:end])]
    for last in reversed(ends):
        kind = _kind(text, start, last)
        if kind is not None:
            return last, kind
    return None


def _kind(text: str, start: int, end: int) -> int | None:
    """Tell what kind of telephone number a piece of text is; null where it is none."""
    piece, behind = text[start:end], text[end : end + 2]
    digits = re.sub(r"[^\d+]", "", piece)
    follows = behind[:1].isalpha() or (behind[:1] == "/" and behind[1:].isalpha())
    if len(digits) > _MOST_DIGITS or follows or _is_other(piece):
        return None
    mobile = _MOBILE.fullmatch(digits) is not None
    announced = _is_announced(text, start)
    if not (mobile or announced) and (
        behind[:1] == "/" or _NUMBER_OF.search(text, max(0, start - 50), start)
    ):
        return None
    known = _library_kind(digits)
    if known is None:
        # Of ranges that are not given out, or a digit too long: in print it is still somebody's.
        return PhoneNumberType.MOBILE if mobile or (announced and len(digits) >= _FEWEST_SAID) else None
    return None if known == PhoneNumberType.FIXED_LINE and not announced and _YEAR.search(piece) else known


def _library_kind(number: str) -> int | None:
    """Give the kind of a number that is valid under the world's numbering plans; null for others."""
    try:
        parsed = phonenumbers.parse(number, _HOME)
    except NumberParseException:
        return None
    return phonenumbers.number_type(parsed) if phonenumbers.is_valid_number(parsed) else None


def _is_announced(text: str, start: int) -> bool:
    return _ANNOUNCED.search(text, max(0, start - 50), start) is not None


def _is_other(piece: str) -> bool:
    return any(other.match(piece) for other in _NOT_A_PHONE)
