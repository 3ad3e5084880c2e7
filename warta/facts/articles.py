"""The single-valued facts of each page, its dates and its places, as frames."""

import functools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

import polars as pl

from warta.facts.attribution import Attribution, attribution
from warta.facts.classification import activities, elections, story_texts
from warta.facts.datelines import Dateline, read_dateline, with_dateline
from warta.facts.dates import TRACES
from warta.facts.deployment import deployment
from warta.facts.evidence import Said, said
from warta.facts.gazetteer import level, squash
from warta.facts.kept import Span, cut, spans_by_page
from warta.facts.outlets import SOURCE_TRACES
from warta.facts.places import RUNS, Place, find_places
from warta.facts.region import story_region
from warta.facts.tables import column, frame_of
from warta.facts.timeline import (
    YEAR_TRACE,
    Dated,
    Publication,
    earliest_publication,
    named_year,
    publication,
    timeline,
)
from warta.terms import DateBasis, Election, Precision, Role

EVIDENCE: Final = pl.Struct({"fact": pl.String, "start": pl.UInt32, "end": pl.UInt32, "basis": pl.String})
"""Where a single-valued fact was read, and how."""

ARTICLES: Final = pl.Schema(
    {
        "page": pl.UInt32(),
        "title": pl.String(),
        "byline": pl.String(),
        "authors": pl.List(pl.String()),
        "editors": pl.List(pl.String()),
        "outlet": pl.String(),
        "syndicated_from": pl.String(),
        "credits": pl.List(pl.String()),
        "captions": pl.List(pl.String()),
        "tags": pl.List(pl.String()),
        "section": pl.String(),
        "timestamp": pl.String(),  # the line with the date of publication, as printed
        "published_date": pl.Date(),
        "published_precision": pl.String(),  # warta.terms.Precision
        "published_basis": pl.String(),  # warta.terms.PublishedBasis
        "published_time": pl.String(),  # HH:MM as printed
        "published_zone": pl.String(),  # WIB, WITA or WIT: as printed, else that of the region
        "published_zone_basis": pl.String(),  # stated or assumed
        "published_not_before": pl.Date(),
        "dateline": pl.String(),
        "dateline_place": pl.String(),
        "dateline_agency": pl.String(),
        "date": pl.Date(),
        "date_basis": pl.String(),  # warta.terms.DateBasis
        "region": pl.String(),  # Kemendagri code
        "operation": pl.String(),  # police operation, as printed
        "personnel": pl.Int64(),  # officers deployed, the first count that is stated
        "election": pl.String(),  # warta.terms.Election
        "election_phase": pl.String(),  # the main one of election_phases
        "election_phases": pl.List(pl.String()),
        "activity": pl.String(),  # warta.terms.Activity
        "is_exercise": pl.Boolean(),
        "evidence": pl.List(EVIDENCE),
    }
)
"""One row a page."""

DATES: Final = pl.Schema(
    {
        "page": pl.UInt32(),
        "start": pl.UInt32(),
        "end": pl.UInt32(),
        "text": pl.String(),
        "role": pl.String(),  # published, updated, event, statement, photo, history or future
        "date": pl.Date(),  # the first of the month where only the month is printed; null where not resolved
        "precision": pl.String(),  # minute, day, month, weekday or relative (`hari ini`)
        "year_basis": pl.String(),  # printed, published, page or weekday
        "weekday": pl.UInt8(),  # as printed, Monday is 1
        "weekday_ok": pl.Boolean(),  # whether it fits the date; null where none is printed
        "time": pl.String(),  # HH:MM
        "zone": pl.String(),
        "not_before": pl.Date(),  # bounds of a bare weekday
        "not_after": pl.Date(),
    }
)
"""One row a date of the kept text."""

PLACES: Final = pl.Schema(
    {
        "page": pl.UInt32(),
        "start": pl.UInt32(),
        "end": pl.UInt32(),
        "text": pl.String(),
        "zone": pl.String(),  # role of the span
        "level": pl.String(),  # province, regency, city or district; null where ambiguous between levels
        "code": pl.String(),  # Kemendagri code; null where ambiguous
        "codes": pl.List(pl.String()),  # all regions that the name may mean here
        "ambiguous": pl.Boolean(),
        "basis": pl.String(),  # kind, unit, name, seat, dateline or context
    }
)
"""One row a mention of a place in the kept text."""

# Named here once: a member of an enumeration is slow to look up, and asked for at every span.
_TITLE: Final = Role.TITLE
_TOLD: Final = (_TITLE, Role.BODY)

# Western Indonesian Time: Sumatra, Java, West and Central Kalimantan; eastern: the Moluccas and Papua.
_WESTERN: Final = ("1", "2", "3", "61", "62")
_EASTERN: Final = ("8", "9")


@dataclass(slots=True)
class _Page:
    """What one page yields."""

    row: dict[str, Any]
    evidence: list[tuple[str, int, int, str]]  # as EVIDENCE
    year: int | None  # the one it names most
    dates: list[Dated] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)


def page_facts(
    pages: pl.DataFrame, kept: pl.DataFrame, spans: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Read the single-valued facts, the dates and the places of pages.

    Args:
        pages: Pages (`warta.frames.PAGES`).
        kept: Their kept spans (`warta.facts.kept.KEPT_SPANS`).
        spans: Their ledger (`warta.frames.SPANS`), for the copyright lines that name outlets.

    Returns:
        ARTICLES, one row a page in order; DATES; PLACES.
    """
    spans_of = spans_by_page(
        kept, pages.height, dates=TRACES, year=YEAR_TRACE, source=SOURCE_TRACES, runs=RUNS
    )
    legal_by_page = _legal_lines(pages, spans)
    head = pl.col("metadata").struct
    sources = pages.select(
        *("url", "outlet", "fetched_at"),
        metadata_title=head.field("title"),
        metadata_published=head.field("published"),
        metadata_site=head.field("site"),
    ).iter_rows(named=True)
    read = [
        _read(of_page, legal_by_page.get(page, []), source)
        for page, (of_page, source) in enumerate(zip(spans_of, sources, strict=True))
    ]
    articles = _articles_frame(read)
    years = pl.Series([page.year for page in read], dtype=pl.Int32)
    stories = story_texts(kept, pages.height)
    voted = elections(stories, articles["date"], articles["published_not_before"], years)
    articles = (
        articles.join(voted, on="page", maintain_order="left")
        .join(activities(stories, voted["election"] != Election.NONE), on="page", maintain_order="left")
        .join(deployment(kept), on="page", how="left", maintain_order="left")
        .with_columns(election_phase=pl.col("election_phases").list.first())
        .select(ARTICLES.names())
    )
    return articles, _dates_frame(read), _places_frame(read)


# What is read from columns of all pages at once.
_COUNTED: Final = (
    *("election", "election_phase", "election_phases", "activity", "is_exercise"),
    *("operation", "personnel"),
)


def _legal_lines(pages: pl.DataFrame, spans: pl.DataFrame) -> dict[int, list[Span]]:
    lines: dict[int, list[Span]] = {}
    legal = cut(pages, spans.filter(role=Role.LEGAL))
    for page, start, text in legal.select("page", "start", "text").iter_rows():
        lines.setdefault(page, []).append(Span(0, Role.LEGAL, start, text))
    return lines


def _read(spans: list[Span], legal: list[Span], source: dict[str, str | None]) -> _Page:
    spans, dateline_span = with_dateline(spans)
    dateline = read_dateline(dateline_span.text) if dateline_span else Dateline()
    published = publication(spans, source["metadata_published"], source["url"])
    fetched = _day(source["fetched_at"])
    year = named_year(spans, fetched)
    dates = timeline(spans, published, fetched, year)
    places = find_places(spans)
    region = story_region(places)
    told = any(span.role in _TOLD for span in spans)
    in_dateline, agency = _named_in(dateline, dateline_span)
    behind = attribution(spans, legal, in_dateline, agency) if told else Attribution()
    row = (
        _printed(spans, source)
        | _attributed(behind, source)
        | _datelined(dateline, dateline_span)
        | _published(published, dates, region)
        | {"region": region}
    )
    evidence = _evidence(spans, behind, dateline, dateline_span, published)
    return _Page(row, evidence, year, dates, places)


def _named_in(dateline: Dateline, span: Span | None) -> tuple[Said | None, Said | None]:
    """Give the outlet and the agency of a dateline as the page prints them."""
    if span is None:
        return None, None
    outlet = said(span, *dateline.outlet, "dateline") if dateline.outlet else None
    if dateline.agency is None or dateline.agency_at is None:
        return outlet, None
    return outlet, said(span, *dateline.agency_at, "agency")._replace(text=dateline.agency)


def _day(printed: str | None) -> date | None:
    try:
        return date.fromisoformat(printed[:10]) if printed else None
    except ValueError:
        return None


def _printed(spans: Sequence[Span], source: dict[str, str | None]) -> dict[str, Any]:
    texts: dict[str, list[str]] = {}
    for span in spans:
        texts.setdefault(span.role, []).append(span.text.strip())
    sections = dict.fromkeys(name for name in texts.get(Role.SECTION, []) if any(map(str.isalpha, name)))
    title = next(iter(texts.get(Role.TITLE, [])), source["metadata_title"])
    return {
        "title": _HEADING.sub("", title) if title else None,
        "byline": " ".join(texts[Role.BYLINE]) if Role.BYLINE in texts else None,
        "credits": texts.get(Role.CREDIT, []),
        "captions": texts.get(Role.CAPTION, []),
        "tags": [tag for line in texts.get(Role.TAGS, []) for tag in _tags(line)],
        "section": " / ".join(sections) or None,
    }


_HEADING: Final = re.compile(r"^#{1,6}\s+|^\*{2}|\*{2}$")  # marks of Markdown
_TAG_LABEL: Final = re.compile(
    r"(?i)^(?:tags?|tagar(?: berita)?|topik|labels?|kata kunci|id)(?:\s?:|\s|$)\s*"
)


def _tags(line: str) -> list[str]:
    """Split a line of topics: `id Pilkada, Malinau`, `Tags: pilkada, polres`, `#pilkada #polres`."""
    line = _TAG_LABEL.sub("", line)
    separators = "#" if "#" in line else "\n" if "\n" in line else ","
    return [tag for part in line.split(separators) if (tag := part.strip(" ,#\u00a0\n"))]


def _attributed(behind: Attribution, source: dict[str, str | None]) -> dict[str, Any]:
    outlet, origin = behind.outlet, behind.syndicated_from
    name = outlet.text if outlet else None
    given = source["outlet"] or source["metadata_site"]
    if given and (name is None or (_is_agency(outlet) and not squash(given).startswith(squash(name)))):
        origin, name = origin or outlet, given
    return {
        "authors": [author.text for author in behind.authors],
        "editors": [editor.text for editor in behind.editors],
        "outlet": name,
        "syndicated_from": origin.text if origin else None,
    }


def _is_agency(outlet: Said | None) -> bool:
    """Tell whether the only outlet that a page names is the agency of its dateline."""
    return outlet is not None and outlet.basis == "agency"


def _datelined(dateline: Dateline, span: Span | None) -> dict[str, Any]:
    if span is None:
        return {"dateline": None, "dateline_place": None, "dateline_agency": None}
    outlet = span.text[slice(*dateline.outlet)] if dateline.outlet else None
    return {
        "dateline": span.text.strip(),
        "dateline_place": span.text[slice(*dateline.place)] if dateline.place else None,
        "dateline_agency": dateline.agency or outlet,
    }


def _published(published: Publication | None, dates: Sequence[Dated], region: str | None) -> dict[str, Any]:
    day, basis = _article_day(published, dates)
    zone = published.zone if published else None
    assumed = _zone(region) if published and published.time and zone is None else None
    return {
        "timestamp": published.line if published else None,
        "published_date": published.value if published else None,
        "published_precision": published.precision if published else Precision.NONE.value,
        "published_basis": published.basis if published else None,
        "published_time": published.time if published else None,
        "published_zone": zone or assumed,
        "published_zone_basis": "stated" if zone else "assumed" if assumed else None,
        "published_not_before": earliest_publication(dates) if published is None else None,
        "date": day,
        "date_basis": basis.value,
    }


def _article_day(published: Publication | None, dates: Sequence[Dated]) -> tuple[date | None, DateBasis]:
    """Give the day of an article: of publication, else the last day of speech, else of an event."""
    if published is not None:
        return published.value, DateBasis.PUBLISHED
    for basis in (DateBasis.STATEMENT, DateBasis.EVENT):
        days = [
            each.value
            for each in dates
            if each.value and each.role == basis and each.precision in ("day", "minute")
        ]
        if days:
            return max(days), basis
    return None, DateBasis.NONE


def _zone(region: str | None) -> str | None:
    if region is None:
        return None
    return "WIB" if region.startswith(_WESTERN) else "WIT" if region.startswith(_EASTERN) else "WITA"


def _evidence(
    spans: Sequence[Span],
    behind: Attribution,
    dateline: Dateline,
    dateline_span: Span | None,
    published: Publication | None,
) -> list[tuple[str, int, int, str]]:
    """List where the single-valued facts stand in the page."""
    title = next((span for span in spans if span.role == _TITLE), None)
    found: list[tuple[str, int, int, str]] = []
    if title is not None:
        found.append(("title", title.start, title.start + len(title.text), "page"))
    if dateline_span is not None and dateline.place is not None:
        start, end = dateline.place
        found.append(("dateline_place", dateline_span.start + start, dateline_span.start + end, "dateline"))
    if published is not None and published.start is not None and published.end is not None:
        found.append(("published_date", published.start, published.end, published.basis))
    names: Iterable[tuple[str, Said]] = (
        *(("authors", author) for author in behind.authors),
        *(("editors", editor) for editor in behind.editors),
        *(("outlet", outlet) for outlet in [behind.outlet] if outlet),
        *(("syndicated_from", origin) for origin in [behind.syndicated_from] if origin),
    )
    return found + [(fact, each.start, each.end, each.basis) for fact, each in names]


def _articles_frame(read: Sequence[_Page]) -> pl.DataFrame:
    printed = {name: kind for name, kind in ARTICLES.items() if name not in (*_COUNTED, "page", "evidence")}
    evidence = frame_of(
        ((number, *each) for number, page in enumerate(read) for each in page.evidence),
        pl.Schema({"page": ARTICLES["page"], **{field.name: field.dtype for field in EVIDENCE.fields}}),
    )
    listed = evidence.group_by("page", maintain_order=True).agg(evidence=pl.struct(evidence.columns[1:]))
    return (
        pl.DataFrame(column(name, [page.row[name] for page in read], kind) for name, kind in printed.items())
        .with_row_index("page")
        .join(listed, on="page", how="left", maintain_order="left")
        .with_columns(pl.col("evidence").fill_null([]))
    )


def _dates_frame(read: Sequence[_Page]) -> pl.DataFrame:
    return frame_of(((page, *dated) for page, facts in enumerate(read) for dated in facts.dates), DATES)


def _places_frame(read: Sequence[_Page]) -> pl.DataFrame:
    return frame_of(
        (
            (
                *(page, place.start, place.end, place.text, place.zone),
                *(_common_level(place.codes), place.codes[0] if len(place.codes) == 1 else None),
                *(place.codes, len(place.codes) > 1, place.basis),
            )
            for page, facts in enumerate(read)
            for place in facts.places
        ),
        PLACES,
    )


@functools.lru_cache(maxsize=8192)
def _common_level(codes: tuple[str, ...]) -> str | None:
    """Tell the level of regions by their codes; None where a name may mean regions of several."""
    levels = {level(code) for code in codes}
    return levels.pop().value if len(levels) == 1 else None
