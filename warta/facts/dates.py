"""Dates as Indonesian pages write them: what is printed, before anything is concluded from it.

The order is always day, month, year (`words/time.toml` has the forms as examples); a number that cannot be a
month in the second place but is one in the first is read the other way round.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

import polars as pl

from warta.facts.vocabulary import alternatives, without_case, words


class Printed(NamedTuple):
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
    def complete(self) -> date | None:
        """The date, where day, month and year are printed."""
        if self.year is None or self.month is None or self.day is None:
            return None
        return date(self.year, self.month, self.day)

    @property
    def precision(self) -> str:
        """How much is printed: `minute`, `day`, `month`, `weekday` or `relative`; a day may lack its year."""
        if self.day is not None:
            return "minute" if self.time else "day"
        if self.month is not None:
            return "month"
        return "relative" if self.weekday is None else "weekday"


_WORDS: Final = words("time")
_MONTHS: Final = {name.casefold(): month for month, names in enumerate(_WORDS["months"], 1) for name in names}
_WEEKDAYS: Final = {name.casefold(): day for day, names in enumerate(_WORDS["weekdays"], 1) for name in names}
_MONTH: Final = alternatives([name for names in _WORDS["months"] for name in names])
_WEEKDAY: Final = alternatives([name for names in _WORDS["weekdays"] for name in names])
_PART: Final = alternatives(_WORDS["day_parts"])
# A digit comes first in every pattern, so that the engine looks at digits only; what may not stand before it
# is looked at behind it, and what may is looked up backwards from the dates found.
_NUMBER: Final = r"(?P<day>\d(?<![^\W_]\d)(?<![/.+]\d)(?<!\d[,\-]\d)\d?)"
_TO: Final = r"(?:\s?[-–]\s?|\s(?:hingga|sampai|s/d|s\.d\.?|dan)\s)"
_NUMERIC: Final = re.compile(
    rf"{_NUMBER}(?:{_TO}(?P<last>\d{{1,2}})(?=\s?/))?\s?(?P<separator>[/.\-–])\s?(?P<month>\d{{1,2}})"
    r"(?:\)?\s?[/.\-–]\s?(?P<year>\d{4}|\d{2})(?!\d|[.:]\d))?(?![\w/+]|[.:\-]\d)(?:\s?\))?"
)
_WORDED: Final = re.compile(
    rf"(?i){_NUMBER}(?:{_TO}(?P<last>\d{{1,2}}))?(?:st|nd|rd|th)?[\s\-]{{1,3}}(?P<month>{_MONTH})\b\.?"
    r"(?:[\s,\-]{1,3}(?P<year>\d{4}(?!\d)|'?\d{2}(?=\s*(?:$|[|,)(\n–-]))))?(?:\s?\))?"
)
_ENGLISH: Final = re.compile(
    rf"(?i)\b(?P<month>{_MONTH})\b\.?\s{{1,3}}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s?,\s{{0,3}}|\s)(?P<year>\d{{4}})(?!\d)"
)
_ISO: Final = re.compile(
    r"(?P<year>[12](?<![\w/.-][12])(?:(?<=1)9|(?<=2)0)\d{2})(?P<by>[-/.])(?P<month>\d{2})(?P=by)(?P<day>\d{2})(?![\d-])"
)
_BEFORE: Final = re.compile(
    rf"(?i)(?:\b(?P<weekday>{_WEEKDAY})\b\.?\s{{0,3}}(?:(?:{_PART})\s{{0,3}}){{0,2}}[,(]{{0,2}}\s{{0,3}}"
    r"(?:(?:pada\s)?tanggal\s{1,3}|tgl\.?\s{1,3})?[(]?|\()\s{0,2}$"
)
_LONGEST_BEFORE: Final = 45
_NOON: Final = 12
_YEAR_OF_MONTH: Final = re.compile(r"(?P<year>[12](?:(?<=1)9|(?<=2)0)\d{2})(?!\d)")
_MONTH_BEFORE: Final = re.compile(rf"(?i)(?<!\d )(?<!\d)\b(?P<month>{_MONTH})\s\Z")
_LONGEST_MONTH: Final = 1 + max(len(name) for names in _WORDS["months"] for name in names)
_BARE: Final = re.compile(
    rf"(?P<weekday>{alternatives(_WORDS['bare_weekdays'])})\b(?!-|\s[A-Z][a-z]|/)(?:\s(?:{_PART}))?"
)
_TODAY: Final = re.compile(r"hari ini(?<=, hari ini)(?=[.,;”\"])")  # the day of publication
_BEFORE_BARE: Final = [", ", "pada ", "hari ", "sejak ", "hingga "]
_TIME: Final = (
    r"(?P<hour>[01]?\d|2[0-3])[.:](?P<minute>[0-5]\d)(?:[.:][0-5]\d)?(?![\d.])(?:\s?(?P<half>[ap]m|pagi|siang|sore|petang|malam)\b)?"
    r"(?:\s{0,2}(?P<zone>" + "|".join(_WORDS["zones"]) + r")\b)?"
)
_STAMP_TIME: Final = re.compile(rf"(?i)[\s,|\-–•T]{{1,5}}(?:(?:pukul|jam|at)\s)?{_TIME}")
_PROSE_TIME: Final = re.compile(
    rf"(?i)[\s,]{{1,3}}(?:(?:{_PART})[\s,]{{1,2}})?(?:(?:sekitar|sekira|mulai|pada)\s){{0,2}}"
    rf"(?:pukul|jam)\s{{1,2}}{_TIME}"
)
# As Python's patterns take it: those of Polars know neither its white space nor its letters i.
_BLANK: Final = r"[\s\x1c-\x1f]"
_MONTH_OF_TRACE: Final = _MONTH.replace("i", "[iİı]")
_TRACES: Final = (
    ((_WORDED,), rf"(?i)\d(?:st|nd|rd|th)?[\s\x1c-\x1f-]{{1,3}}(?:{_MONTH_OF_TRACE})"),
    ((_ENGLISH,), rf"(?i)(?:{_MONTH_OF_TRACE})\.?{_BLANK}{{1,3}}\d{{1,2}}[a-z,\s\x1c-\x1f]{{1,6}}\d{{4}}"),
    ((_YEAR_OF_MONTH,), rf"(?i)(?:^|[^\d ]|(?:^|\D) )(?:{_MONTH_OF_TRACE}){_BLANK}(?:19|20)\d\d"),
    (
        (_ISO, _NUMERIC),
        rf"\d{_BLANK}?(?:/{_BLANK}?\d|[.\-–]{_BLANK}?\d{{1,2}}\)?{_BLANK}?[/.\-–]{_BLANK}?\d\d)",
    ),
    (
        (_BARE, _TODAY),
        rf"(?:{alternatives(_BEFORE_BARE)})(?:{alternatives(_WORDS['bare_weekdays'])})|, hari ini[.,;”\"]",
    ),
)
TRACED: Final = pl.col("text").str.contains("|".join(f"(?:{trace})" for _, trace in _TRACES))
"""Whether any pattern may find a date in `text`: one question for all of `TRACES`."""
TRACES: Final = pl.sum_horizontal(
    pl.col("text").str.contains(trace).cast(pl.Int32) * 2**bit for bit, (_, trace) in enumerate(_TRACES)
)
"""Which patterns may find a date in `text`, as bits: what each needs, in the syntax of Polars."""


def _with_bits(*wanted: re.Pattern[str]) -> tuple[tuple[re.Pattern[str], int], ...]:
    """Give each pattern with the bit of its trace."""
    bits = {pattern: 2**bit for bit, (patterns, _) in enumerate(_TRACES) for pattern in patterns}
    return tuple((pattern, bits[pattern]) for pattern in wanted)


_FULL: Final = _with_bits(_WORDED, _ENGLISH, _ISO, _NUMERIC)
_INCOMPLETE: Final = _with_bits(_YEAR_OF_MONTH, _BARE, _TODAY)


def find_dates(text: str, stamp: bool = False, traces: int = -1) -> list[Printed]:
    """Find the dates of a text in order.

    Args:
        text: Any text of a page.
        stamp: Whether the text is a line of publication, where a time needs no `pukul`.
        traces: What `TRACES` says of the text; without it every pattern is tried.

    Returns:
        Dates as printed; a span of days (`1-7 Desember 2023`) as its first and its last day.
    """
    found: list[Printed] = []
    taken: list[tuple[int, int]] = []
    for pattern, bit in _FULL:
        for match in pattern.finditer(text) if traces & bit else ():
            dates = list(_read(text, match, stamp))
            if dates and not _overlaps(dates[0], taken):
                found += dates
                taken.append((dates[0].start, dates[0].end))
    for pattern, bit in _INCOMPLETE:
        for match in pattern.finditer(text) if traces & bit else ():
            incomplete = _incomplete(text, match)
            if incomplete and not _overlaps(incomplete, taken):
                found.append(incomplete)
    return sorted(found, key=lambda printed: (printed.start, printed.end))


def _overlaps(printed: Printed, taken: list[tuple[int, int]]) -> bool:
    return any(printed.start < end and start < printed.end for start, end in taken)


def _read(text: str, match: re.Match[str], stamp: bool) -> Iterator[Printed]:
    parts = match.groupdict()
    before = _BEFORE.search(text, max(0, match.start() - _LONGEST_BEFORE), match.start())
    weekday = _WEEKDAYS[without_case(before["weekday"])] if before and before["weekday"] else None
    numeric = match.re is _NUMERIC
    if numeric and not _dated(parts, weekday is not None or stamp, before is not None):
        return
    day, year = int(parts["day"]), _year(parts.get("year"))
    month = int(parts["month"]) if parts["month"].isdigit() else _MONTHS[without_case(parts["month"])]
    if numeric and month > 12 >= day and year is not None:
        day, month = month, day
    start = before.start() if before else match.start()
    end = match.end()
    if text[end - 1] == ")" and "(" not in text[start:end]:
        end -= 1
    clock = (_STAMP_TIME if stamp else _PROSE_TIME).match(text, end)
    if clock is None and not text[:start].strip():  # a date that opens a line is a stamp
        clock = _STAMP_TIME.match(text, end)
    time = _time(clock) if clock else None
    zone = without_case(clock["zone"]).upper() if clock and clock["zone"] else None
    last = int(parts.get("last") or day)
    for each in dict.fromkeys((day, last)):
        if _exists(year, month, each):
            weekday = weekday if last == day else None  # of several days it would be that of one
            yield Printed(start, clock.end() if clock else end, year, month, each, weekday, time, zone)


def _dated(parts: dict[str, str | None], certain: bool, opened: bool) -> bool:
    """Tell a numeric date from a fraction, a time, a score or a telephone number."""
    year, separator = parts["year"], parts["separator"]
    if year is None:
        return separator == "/" and opened
    return len(year) == 4 or certain or separator == "/"


def _time(clock: re.Match[str]) -> str:
    hour = int(clock["hour"])
    if hour < _NOON and (clock["half"] or "").casefold() in ("pm", "sore", "petang", "malam"):
        hour += _NOON
    return f"{hour:02}:{clock['minute']}"


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


def _incomplete(text: str, match: re.Match[str]) -> Printed | None:
    if match.re is _BARE:
        if not text.endswith(tuple(_BEFORE_BARE), 0, match.start()):
            return None
        weekday = _WEEKDAYS[match["weekday"].casefold()]
        return Printed(match.start(), match.end("weekday"), None, None, None, weekday, None, None)
    if match.re is _TODAY:
        return Printed(match.start(), match.end(), None, None, None, None, None, None)
    before = _MONTH_BEFORE.search(text, max(0, match.start() - _LONGEST_MONTH), match.start())
    if before is None:
        return None
    month = _MONTHS[without_case(before["month"])]
    return Printed(before.start(), match.end(), int(match["year"]), month, None, None, None, None)
