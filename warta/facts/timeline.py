"""Dates of a page put in time: which year, which role, when the page was published.

A missing year follows from the page: the nearest year to its published date or to the other dates it prints,
else the one year in which the printed weekday fits, within a window around the year the page names most
(`Pilkada 2024`), or around the election calendar where it names none, and never after the page was fetched.
Within five years in a row day, month and weekday fit once only. A weekday that does not fit is flagged, never
corrected.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta, timezone
from typing import Final, NamedTuple

import polars as pl

from warta.facts.dates import Printed, find_dates
from warta.facts.vocabulary import alternatives, words
from warta.terms import Role


class Line(NamedTuple):
    """A kept span of a page with the dates that it prints."""

    seq: int
    role: str
    start: int
    text: str
    printed: Sequence[Printed]


class Dated(NamedTuple):
    """A date of a page, resolved as far as the page allows; offsets count from the start of the page."""

    start: int
    end: int
    text: str
    role: str  # published, updated, event, statement, photo, history or future
    value: date | None  # the first of the month where only the month is printed
    precision: str  # minute, day, month, weekday or relative
    year_basis: str | None  # printed, published, page or weekday
    weekday: int | None
    weekday_fits: bool | None
    time: str | None
    zone: str | None
    not_before: date | None
    not_after: date | None


class Publication(NamedTuple):
    """When a page was published, and how that is known."""

    value: date
    precision: str  # minute, day or month
    basis: str  # page, metadata or url
    time: str | None = None
    zone: str | None = None
    start: int | None = None
    end: int | None = None
    line: str | None = None  # the printed line


class _Cues:
    """Words and phrases that tell what a sentence is about.

    Nearly all sentences are told by their words alone, without a try of a pattern at each letter.
    """

    def __init__(self, cues: list[str]) -> None:
        self._words = frozenset(cue for cue in cues if " " not in cue)
        self._openings = frozenset(cue.split()[0] for cue in cues if " " in cue)
        self._any = re.compile(rf"(?i)\b(?:{alternatives(cues)})\b")

    def tell(self, sentence: str, words_of_it: list[str]) -> bool:
        """Tell whether a sentence has one of them; `words_of_it` are its words in small letters."""
        return not self._words.isdisjoint(words_of_it) or (
            not self._openings.isdisjoint(words_of_it) and self._any.search(sentence) is not None
        )


_WORDS: Final = words("time")
_SPEECH: Final = _Cues(_WORDS["speech"])
_PAST: Final = _Cues(_WORDS["past"])
_WORD: Final = re.compile(r"\w+")
_SENTENCE: Final = re.compile(r"[.!?]\s+(?=[A-Z“\"])")
_UPDATED: Final = re.compile(rf"(?i)\b(?:{alternatives(_WORDS['updated'])})\b")
_YEAR: Final = re.compile(r"(?:19[5-9]|20[0-3])\d(?<![\d.,/]\d{4})(?!\d|[.,]\d)")
YEAR_TRACE: Final = pl.col("text").str.contains(r"19[5-9]\d|20[0-3]\d")
_LAW: Final = re.compile(r"(?i)(?:nomor|no\.?)\s?\d+(?:/\w+)?\stahun\s$")
_URL_DATE: Final = re.compile(r"/((?:19|20)\d{2})[/-](0[1-9]|1[0-2])[/-](0[1-9]|[12]\d|3[01])(?=\D|$)")
_WESTERN: Final = timedelta(hours=7)
_ZONES: Final = {_WESTERN: "WIB", timedelta(hours=8): "WITA", timedelta(hours=9): "WIT"}
_YEAR_LONG: Final = timedelta(days=366)
# So near to a day that the page reports, a wrong weekday is a slip of the pen; nearer still to any other day.
_NEAR: Final = timedelta(days=45)
_NEXT: Final = timedelta(days=7)
# Named here once: a member of an enumeration is slow to look up, and asked for at every line.
_BODY: Final = Role.BODY
_CAPTION: Final = Role.CAPTION
_TIMESTAMP: Final = Role.TIMESTAMP
_STAMPED: Final = (Role.BYLINE, Role.OUTLET, Role.SECTION, Role.CREDIT)  # above the text
_PHASES: Final = [phase for election in words("elections")["elections"] for phase in election["phases"]]
_CYCLE: Final = (
    min(phase["start"] for phase in _PHASES if "start" in phase) - _YEAR_LONG,
    max(phase["end"] for phase in _PHASES) + _YEAR_LONG,
)


def read_line(seq: int, role: str, start: int, text: str, traces: int = -1) -> Line:
    """Read the dates of a span; `traces` are what `warta.facts.dates.TRACES` says of it."""
    return Line(seq, role, start, text, find_dates(text, role == _TIMESTAMP, traces))


def publication(
    lines: Sequence[Line], body: int | None, metadata: str | None, url: str | None
) -> Publication | None:
    """Find when a page was published: its own line, else the HTML metadata, else its address.

    Args:
        lines: The lines of the page that print dates, in order.
        body: Number of its first paragraph.
        metadata: The date that the head of the HTML page gives, as printed there.
        url: Address of the page.
    """
    return _printed_publication(lines, body) or _metadata_publication(metadata) or _url_publication(url)


def _printed_publication(lines: Sequence[Line], body: int | None) -> Publication | None:
    stamps = [line for line in lines if line.role == _TIMESTAMP]
    stamps += [line for line in lines if line.role in _STAMPED and (body is None or line.seq < body)]
    below = [body is not None and line.seq > body for line in stamps]
    updated = [_UPDATED.search(line.text) is not None for line in stamps]
    for number in sorted(range(len(stamps)), key=lambda number: (updated[number], below[number])):
        line = stamps[number]
        printed_there = line.printed if line.role == _TIMESTAMP else find_dates(line.text, stamp=True)
        for printed in printed_there:
            day = printed.complete
            if day is None or (below[number] and _contradicted(day, lines)):
                continue
            start, end = line.start + printed.start, line.start + printed.end
            text = line.text.strip()
            return Publication(day, printed.precision, "page", printed.time, printed.zone, start, end, text)
    return None


def _contradicted(day: date, lines: Sequence[Line]) -> bool:
    """Tell whether a stamp below the article is older than what the article reports: not its own then."""
    reported = (printed for line in lines if line.role == _BODY for printed in line.printed)
    return any(printed.weekday and printed.complete and printed.complete > day for printed in reported)


def _metadata_publication(printed: str | None) -> Publication | None:
    """Read the date in the head of an HTML page: ISO 8601, with its offset, or as people write dates."""
    if printed is None:
        return None
    try:
        moment = datetime.fromisoformat(printed.strip())
    except ValueError:
        found = next((each for each in find_dates(printed, stamp=True) if each.complete), None)
        if found is None or found.complete is None:
            return None
        return Publication(found.complete, found.precision, "metadata", found.time, found.zone)
    if moment.tzinfo is not None and moment.utcoffset() not in _ZONES:
        moment = moment.astimezone(timezone(_WESTERN))  # servers that keep another time than their readers
    if ":" not in printed:
        return Publication(moment.date(), "day", "metadata")
    zone = _ZONES.get(moment.utcoffset() or timedelta())
    return Publication(moment.date(), "minute", "metadata", moment.strftime("%H:%M"), zone)


def _url_publication(url: str | None) -> Publication | None:
    match = _URL_DATE.search(url) if url else None
    if match is None:
        return None
    try:
        return Publication(date(int(match[1]), int(match[2]), int(match[3])), "day", "url")
    except ValueError:
        return None


def timeline(
    lines: Sequence[Line], published: Publication | None, fetched: date | None, named: int | None
) -> list[Dated]:
    """Resolve all dates of a page, in order.

    Args:
        lines: The lines of the page that print dates, in order.
        published: When the page was published, where known.
        fetched: Day the page was fetched, where known; no date of speech or event is later.
        named: The year that the page names most (`named_year`).
    """
    found = [(line, printed) for line in lines for printed in line.printed]
    years = _Years(named, [printed for _, printed in found], published, fetched)
    values = [years.resolve(printed) for _, printed in found]
    known = [
        value for (_, printed), (value, _) in zip(found, values, strict=True) if value and printed.weekday
    ]
    now = published.value if published else max(known, default=None)
    dated = [
        _dated(line, printed, value, basis, now)
        for (line, printed), (value, basis) in zip(found, values, strict=True)
    ]
    return [
        _bounded(each, dated, published, fetched) if each.precision == "weekday" else each for each in dated
    ]


class _Years:
    """What a page says of the years it speaks of."""

    def __init__(
        self, named: int | None, found: list[Printed], published: Publication | None, fetched: date | None
    ) -> None:
        full = [(day, printed.weekday) for printed in found if (day := printed.complete)]
        recent = [(day, weekday) for day, weekday in full if named is None or day.year >= named - 1]
        self.published = published.value if published else None
        self.events = [self.published] if self.published else [day for day, weekday in recent if weekday]
        self.days = self.events or [day for day, _ in recent]
        self.window = _window(named, fetched)

    def resolve(self, printed: Printed) -> tuple[date | None, str | None]:
        if printed.precision == "relative" and self.published is not None:
            return self.published, "published"
        if printed.month is None:
            return None, None
        if printed.year is not None:
            return date(printed.year, printed.month, printed.day or 1), "printed"
        if printed.day is None:
            return None, None
        if self.days:
            years = {day.year + step for day in self.days for step in (-1, 0, 1)}
            candidates = _in_years(years, printed.month, printed.day)
            nearest = min(candidates, key=self._distance)
            fitting = [day for day in candidates if day.isoweekday() == printed.weekday]
            certain = self._distance(nearest) <= (_NEAR if self.events else _NEXT)
            if fitting and (nearest in fitting or not certain):
                return min(fitting, key=self._distance), "weekday"
            return nearest, "published" if self.published else "page"
        start, end = self.window
        fitting = [
            day
            for day in _in_years(range(start.year, end.year + 1), printed.month, printed.day)
            if start <= day <= end and day.isoweekday() == printed.weekday
        ]
        return (fitting[0], "weekday") if len(fitting) == 1 else (None, None)

    def _distance(self, day: date) -> timedelta:
        return min(abs(day - other) for other in self.days)


def _in_years(years: Sequence[int] | set[int] | range, month: int, day: int) -> list[date]:
    """Give a day and month in each of the years that has it (29 February)."""
    return [date(year, month, day) for year in sorted(years) if (month, day) != (2, 29) or year % 4 == 0]


def named_year(texts: Iterable[str], fetched: date | None) -> int | None:
    """Find the year a page names most, the later of two; not the years of laws, nor of a time to come.

    Args:
        texts: What of its kept text bears a trace of a year (`YEAR_TRACE`).
        fetched: Day the page was fetched, where known.
    """
    last = (fetched or _CYCLE[1]).year
    years: list[int] = [
        year
        for text in texts
        for match in _YEAR.finditer(text)
        if (year := int(match[0])) <= last
        and not _LAW.search(text, max(0, match.start() - 40), match.start())
    ]
    return max(years, key=lambda year: (years.count(year), year), default=None)


def _window(named: int | None, fetched: date | None) -> tuple[date, date]:
    start, end = (date(named - 3, 1, 1), date(named + 1, 12, 31)) if named else _CYCLE
    if fetched is not None and fetched < end:
        end = fetched
        start = min(start, date(end.year - 4, 1, 1))
    return max(start, date(end.year - 5, end.month, min(end.day, 28)) + timedelta(days=1)), end


def _dated(line: Line, printed: Printed, value: date | None, basis: str | None, now: date | None) -> Dated:
    weekday_fits = value.isoweekday() == printed.weekday if value and printed.weekday else None
    return Dated(
        line.start + printed.start,
        line.start + printed.end,
        line.text[printed.start : printed.end],
        _role(line, printed, value, now),
        value,
        printed.precision,
        basis,
        printed.weekday,
        weekday_fits,
        printed.time,
        printed.zone,
        None,
        None,
    )


def _role(line: Line, printed: Printed, value: date | None, now: date | None) -> str:
    if line.role == _TIMESTAMP:
        return "updated" if _UPDATED.search(line.text[: printed.start]) else "published"
    if line.role in _STAMPED and printed.year is not None:
        return "published"
    if line.role == _CAPTION:
        return "photo"
    if value is not None and now is not None:
        if value > now:
            return "future"
        if now - value > _YEAR_LONG:
            return "history"
    before = _sentence_before(line.text, printed.start)
    words_before = _WORD.findall(before.casefold())
    if printed.weekday is None and _PAST.tell(before, words_before):
        return "history"
    return "statement" if _SPEECH.tell(before, words_before) else "event"


def _sentence_before(text: str, end: int) -> str:
    """Cut the sentence before a date, at most 200 characters."""
    return _SENTENCE.split(text[max(0, end - 200) : end])[-1]


def _bounded(
    weekday: Dated, dated: list[Dated], published: Publication | None, fetched: date | None
) -> Dated:
    """Bound a bare weekday: the last up to the published date, else one after the last day reported."""
    assert weekday.weekday is not None  # noqa: S101 - a Dated without date has its weekday
    first = last = None
    if published is not None:
        first = last = published.value - timedelta(days=(published.value.isoweekday() - weekday.weekday) % 7)
    elif days := [
        each.value for each in dated if each.value and each.role in ("event", "statement", "photo")
    ]:
        first = max(days) + timedelta(days=(weekday.weekday - max(days).isoweekday()) % 7)
    return weekday._replace(not_before=first, not_after=last or fetched)


def earliest_publication(dated: Sequence[Dated]) -> date | None:
    """Give the day before which the page cannot have been published: it reports something of that day."""
    days = [
        day
        for each in dated
        if each.role in ("event", "statement", "photo")
        if (day := each.value if each.precision != "weekday" else each.not_before)
    ]
    return max(days, default=None)
