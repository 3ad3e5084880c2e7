"""Dates as Indonesian pages write them: what is printed, before anything is concluded from it.

The order is always day, month, year (`words/time.toml` has the forms as examples); a number that cannot be a month
in the second place but is one in the first is read the other way round.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from warta.facts.vocabulary import alternatives, words


@dataclass(frozen=True, slots=True)
class Printed:
    """A date as printed; parts that the page leaves out are None."""

    start: int
    end: int
    year: int | None
    month: int | None
    day: int | None
    weekday: int | None  # as ISO 8601 counts, Monday is 1
    time: str | None  # HH:MM
    zone: str | None  # WIB, WITA or WIT

    @property
    def precision(self) -> str:
        """How much is printed: `minute`, `day`, `month` or `weekday`; a day may lack its year."""
        if self.day is not None:
            return "minute" if self.time else "day"
        return "month" if self.month is not None else "weekday"


_WORDS: Final = words("time")
_MONTHS: Final = {name.casefold(): month for month, names in enumerate(_WORDS["months"], 1) for name in names}
_WEEKDAYS: Final = {name.casefold(): day for day, names in enumerate(_WORDS["weekdays"], 1) for name in names}
_MONTH: Final = alternatives([name for names in _WORDS["months"] for name in names])
_WEEKDAY: Final = alternatives([name for names in _WORDS["weekdays"] for name in names])
_PART: Final = alternatives(_WORDS["day_parts"])
_NUMBER_AHEAD: Final = r"(?<![\w/.,+\-])"
_LEAD: Final = (
    rf"(?:\b(?P<weekday>{_WEEKDAY})\b\.?\s{{0,3}}(?:(?:{_PART})\s{{0,3}}){{0,2}}[,(]{{0,2}}\s{{0,3}}"
    rf"(?:(?:pada\s)?tanggal\s{{1,3}}|tgl\.?\s{{1,3}})?[(]?\s{{0,2}}|{_NUMBER_AHEAD})"
)
_NUMERIC: Final = re.compile(
    rf"(?i){_LEAD}(?P<open>\()?\s?(?P<day>\d{{1,2}})\s?(?P<separator>[/.\-–])\s?(?P<month>\d{{1,2}})"
    r"(?:\)?\s?[/.\-–]\s?(?P<year>\d{4}|\d{2})(?!\d|[.:]\d))?(?![\w/+]|[.:\-]\d)\s?\)?"
)
_WORDED: Final = re.compile(
    rf"(?i){_LEAD}(?P<day>\d{{1,2}})(?:\s?[-–]\s?(?P<last>\d{{1,2}}))?[\s\-]{{1,3}}(?P<month>{_MONTH})\b\.?"
    r"(?:[\s,\-]{1,3}(?P<year>\d{4}(?!\d)|'?\d{2}(?=\s*(?:$|[|,)(\n–-]))))?\)?"
)
_ENGLISH: Final = re.compile(
    rf"(?i){_LEAD}(?P<month>{_MONTH})\b\.?\s{{1,3}}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s?,\s{{0,3}}(?P<year>\d{{4}})(?!\d)"
)
_ISO: Final = re.compile(r"(?<![\w/.-])(?P<year>(?:19|20)\d{2})-(?P<month>\d{2})-(?P<day>\d{2})(?![\d-])")
_MONTH_YEAR: Final = re.compile(
    rf"(?i)(?<!\d )(?<!\d)\b(?P<month>{_MONTH})\s(?P<year>(?:19|20)\d{{2}})(?!\d)"
)
_BARE: Final = re.compile(
    rf"(?:(?<=, )|(?<=pada )|(?<=hari )|(?<=sejak )|(?<=hingga ))(?P<weekday>{alternatives(_WORDS['bare_weekdays'])})"
    rf"\b(?!-|\s[A-Z][a-z]|/)(?:\s(?:{_PART}))?"
)
_TIME: Final = (
    r"(?P<hour>[01]?\d|2[0-3])[.:](?P<minute>[0-5]\d)(?:[.:][0-5]\d)?(?![\d.])(?:\s{0,2}(?P<zone>"
    + "|".join(_WORDS["zones"])
    + r")\b)?"
)
_STAMP_TIME: Final = re.compile(rf"(?i)[\s,|\-–•T]{{1,5}}(?:(?:pukul|jam|at)\s)?{_TIME}")
_PROSE_TIME: Final = re.compile(
    rf"(?i)[\s,]{{1,3}}(?:(?:{_PART})[\s,]{{1,2}})?(?:(?:sekitar|sekira|mulai|pada)\s){{0,2}}(?:pukul|jam)\s{{1,2}}{_TIME}"
)
_FULL: Final = (_WORDED, _ENGLISH, _ISO, _NUMERIC)


def find_dates(text: str, stamp: bool = False) -> Iterator[Printed]:
    """Find the dates of a text in order.

    Args:
        text: Any text of a page.
        stamp: Whether the text is a line of publication, where a time needs no `pukul`.

    Yields:
        Dates as printed; a span of days (`1-7 Desember 2023`) as its first and its last day.
    """
    found: list[Printed] = []
    taken: list[tuple[int, int]] = []
    for pattern in _FULL:
        for match in pattern.finditer(text):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            dates = list(_read(text, match, stamp))
            if dates:
                found += dates
                taken.append((dates[0].start, dates[0].end))
    for pattern in (_MONTH_YEAR, _BARE):
        for match in pattern.finditer(text):
            if not any(match.start() < end and start < match.end() for start, end in taken):
                found.append(_incomplete(match))
    yield from sorted(found, key=lambda printed: (printed.start, printed.end))


def _read(text: str, match: re.Match[str], stamp: bool) -> Iterator[Printed]:
    parts = match.groupdict()
    weekday = _WEEKDAYS[parts["weekday"].casefold()] if parts.get("weekday") else None
    numeric = match.re is _NUMERIC
    if numeric and not _dated(parts, match[0]):
        return
    day, year = int(parts["day"]), _year(parts.get("year"))
    month = int(parts["month"]) if parts["month"].isdigit() else _MONTHS[parts["month"].casefold()]
    if numeric and month > 12 >= day and year is not None:
        day, month = month, day
    end = len(match[0].rstrip()) + match.start()
    if match[0].rstrip().endswith(")") and "(" not in match[0]:
        end -= 1
    clock = (_STAMP_TIME if stamp else _PROSE_TIME).match(text, end) or (
        _STAMP_TIME.match(text, end) if _alone(text, match) else None
    )
    time = f"{int(clock['hour']):02}:{clock['minute']}" if clock else None
    zone = clock["zone"].upper() if clock and clock["zone"] else None
    for each in dict.fromkeys((day, int(parts.get("last") or day))):
        if _exists(year, month, each):
            yield Printed(
                match.start(), clock.end() if clock else end, year, month, each, weekday, time, zone
            )


def _dated(parts: dict[str, str | None], text: str) -> bool:
    """Tell a numeric date from a fraction, a time, a score or a telephone number."""
    year, separator = parts["year"], parts["separator"]
    if year is None:
        return separator == "/" and (parts["weekday"] is not None or "(" in text)
    return len(year) == 4 or parts["weekday"] is not None or separator == "/"


def _alone(text: str, match: re.Match[str]) -> bool:
    """Tell whether the date opens a line, as a stamp does."""
    return not text[: match.start()].strip()


def _year(printed: str | None) -> int | None:
    if printed is None:
        return None
    digits = printed.lstrip("'")
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _exists(year: int | None, month: int, day: int) -> bool:
    try:
        date(2024 if year is None else year, month, day)
    except ValueError:
        return False
    return True


def _incomplete(match: re.Match[str]) -> Printed:
    parts = match.groupdict()
    if parts.get("weekday"):
        weekday = _WEEKDAYS[parts["weekday"].casefold()]
        return Printed(match.start(), match.end("weekday"), None, None, None, weekday, None, None)
    month = _MONTHS[parts["month"].casefold()]
    return Printed(match.start(), match.end(), int(parts["year"]), month, None, None, None, None)
