"""The single-valued facts of each page, its dates and its places, as frames."""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import polars as pl

from warta.facts.attribution import Attribution, read_attribution
from warta.facts.classification import activities, elections, story_texts
from warta.facts.datelines import Dateline, read_dateline, with_datelines
from warta.facts.dating import Calendar, dates_frame, published_frame, read_calendar
from warta.facts.deployment import deployment
from warta.facts.evidence import EvidenceBasis, PrintedName, printed_name
from warta.facts.kept import WHITE_SPACE, Span, by_page, cut
from warta.facts.outlets import SOURCE_TRACES, site
from warta.facts.places import find_places
from warta.facts.region import story_regions
from warta.facts.tables import column, frame_of
from warta.terms import Election, Role

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

_COUNTED: Final = (
    *("election", "election_phase", "election_phases", "activity", "is_exercise"),
    *("operation", "personnel"),
)
"""What is read from the folded texts of all pages."""

_STORY: Final = (Role.TITLE, Role.BODY)
_SIGNED: Final = (Role.BYLINE, Role.CREDIT, Role.OUTLET)


class _Opening(NamedTuple):
    """The dateline of a page."""

    span: Span
    read: Dateline


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
    head = pl.col("metadata").struct
    sources = pages.select(
        *("url", "outlet", "fetched_at"),
        metadata_title=head.field("title"),
        metadata_published=head.field("published"),
        metadata_site=head.field("site"),
    )
    apart = with_datelines(kept)
    openings = {
        page: _Opening(span, read_dateline(span.text))
        for page, (span, *_) in by_page(apart.filter(role=Role.DATELINE)).items()
    }
    calendar = read_calendar(sources, apart)
    places = find_places(apart)
    regions = story_regions(places, pages.height)
    given = _given_outlets(sources)
    legal = cut(pages, spans.filter(role=Role.LEGAL))
    attributions = {
        page: _agency_as_source(found, given[page])
        for page, found in _attributions(apart, legal, openings).items()
    }
    articles = (
        _printed(apart, sources)
        .hstack(_attributed(attributions, given))
        .hstack(_datelined(openings, pages.height))
        .hstack(published_frame(calendar, regions))
        .with_columns(region=regions)
        .join(
            _evidence(apart, attributions, openings, calendar), on="page", how="left", maintain_order="left"
        )
        .with_columns(pl.col("evidence").fill_null([]))
    )
    counted = _counted(kept, articles.with_columns(year=pl.Series(calendar.years, dtype=pl.Int32)))
    articles = articles.join(counted, on="page", how="left", maintain_order="left").select(ARTICLES.names())
    return articles, dates_frame(calendar), places


def _counted(kept: pl.DataFrame, articles: pl.DataFrame) -> pl.DataFrame:
    """Read what is counted in the stories of all pages at once."""
    stories = story_texts(kept, articles.height)
    voted = elections(stories, *articles.select("date", "published_not_before", "year"))
    return (
        voted.join(activities(stories, voted["election"] != Election.NONE), on="page", maintain_order="left")
        .join(deployment(kept), on="page", how="left", maintain_order="left")
        .with_columns(election_phase=pl.col("election_phases").list.first())
        .select("page", *_COUNTED)
    )


def _printed(kept: pl.DataFrame, sources: pl.DataFrame) -> pl.DataFrame:
    """Take over the lines that are facts as they are printed, one row a page."""
    texts = kept.select("page", "seq", "role", text=pl.col("text").str.strip_chars(WHITE_SPACE))
    lines = {name: texts.filter(role=role) for name, role in _LISTED.items()}
    lines["credits"] = _whole_credits(lines["credits"])
    printed = sources.select("metadata_title").with_row_index("page")
    for name, of_role in lines.items():
        listed = of_role.group_by("page", maintain_order=True).agg(pl.col("text").alias(name))
        printed = printed.join(listed, on="page", how="left", maintain_order="left")
    named = pl.element().str.contains(r"\p{L}")
    return printed.select(
        "page",
        title=_title(pl.coalesce(pl.col("title").list.first(), "metadata_title")),
        byline=pl.col("byline").list.join(" "),
        credits=pl.col("credits").fill_null([]),
        captions=pl.col("captions").fill_null([]),
        tags=column(
            "tags",
            [[tag for line in lines or () for tag in _tags(line)] for lines in printed["tags"].to_list()],
            ARTICLES["tags"],
        ),
        section=pl.col("section")
        .list.filter(named)
        .list.unique(maintain_order=True)
        .list.join(" / ")
        .replace("", None),
    )


_LISTED: Final = {
    "title": Role.TITLE,
    "byline": Role.BYLINE,
    "credits": Role.CREDIT,
    "captions": Role.CAPTION,
    "tags": Role.TAGS,
    "section": Role.SECTION,
}


def _whole_credits(credits: pl.DataFrame) -> pl.DataFrame:
    """Put a label and its name, in cells of a table or lines of their own, into one credit."""
    apart = pl.col("text").str.starts_with(":") | pl.col("text").shift().str.ends_with(":")
    continued = (apart & (pl.col("seq").diff() == 1)).fill_null(False)
    joined = pl.col("text").str.join(" ").str.replace(r"^([^:\n]+?)\s+:\s*", "$1: ")
    return credits.group_by("page", (~continued).cum_sum().alias("credit"), maintain_order=True).agg(joined)


def _title(printed: pl.Expr) -> pl.Expr:
    """Take off the marks of Markdown."""
    return pl.when(printed != "").then(printed.str.replace_all(_HEADING, ""))


_HEADING: Final = r"^#{1,6}\s+|^\*{2}|\*{2}$"
_TAG_LABEL: Final = re.compile(
    r"(?i)^(?:tags?|tagar(?: berita)?|topik|labels?|kata kunci|id)(?:\s?:|\s|$)\s*"
)


def _tags(line: str) -> list[str]:
    """Split a line of topics: `id Pilkada, Malinau`, `Tags: pilkada, polres`, `#pilkada #polres`."""
    line = _TAG_LABEL.sub("", line)
    separators = "#" if "#" in line else "\n" if "\n" in line else ","
    return [tag for part in line.split(separators) if (tag := part.strip(" ,#\u00a0\n"))]


def _attributions(
    kept: pl.DataFrame, legal: pl.DataFrame, openings: dict[int, _Opening]
) -> dict[int, Attribution]:
    """Read who is behind each page with a title or a body, where anything on it says so."""
    body = pl.col("role") == Role.BODY
    telling = kept.filter(pl.col("role").is_in(_SIGNED) | (body & SOURCE_TRACES))
    spans_of, legal_of = by_page(telling), by_page(legal.with_columns(seq=pl.lit(0)))
    pages = kept.filter(pl.col("role").is_in(_STORY))["page"].unique(maintain_order=True).to_list()
    return {
        page: read_attribution(spans_of.get(page, []), legal_of.get(page, []), *_named_in(openings.get(page)))
        for page in pages
        if page in spans_of or page in legal_of or page in openings
    }


def _named_in(opening: _Opening | None) -> tuple[PrintedName | None, PrintedName | None]:
    """Give the outlet and the agency of a dateline as the page prints them."""
    if opening is None:
        return None, None
    span, read = opening
    outlet = printed_name(span, *read.outlet, EvidenceBasis.DATELINE) if read.outlet else None
    if read.agency is None or read.agency_at is None:
        return outlet, None
    return outlet, printed_name(span, *read.agency_at, EvidenceBasis.AGENCY)._replace(text=read.agency)


def _given_outlets(sources: pl.DataFrame) -> list[str | None]:
    """The outlet that the row or the head of each page names."""
    given = pl.coalesce(pl.when(pl.col("outlet") != "").then("outlet"), "metadata_site")
    return sources.select(given).to_series().to_list()


def _agency_as_source(attribution: Attribution, given: str | None) -> Attribution:
    """Take the agency of the dateline for the source, not the outlet, where another outlet is `given`."""
    outlet = attribution.outlet
    if (
        not given
        or outlet is None
        or outlet.basis is not EvidenceBasis.AGENCY
        or site(given).startswith(site(outlet.text))
    ):
        return attribution
    return attribution._replace(outlet=None, syndicated_from=attribution.syndicated_from or outlet)


def _attributed(attributions: dict[int, Attribution], given: Sequence[str | None]) -> pl.DataFrame:
    nobody = Attribution()
    rows = (_attribution(attributions.get(page, nobody), name) for page, name in enumerate(given))
    return frame_of(rows, _ATTRIBUTED)


_ATTRIBUTED: Final = pl.Schema(
    {name: ARTICLES[name] for name in ("authors", "editors", "outlet", "syndicated_from")}
)


def _attribution(attribution: Attribution, given: str | None) -> tuple[object, ...]:
    outlet, origin = attribution.outlet, attribution.syndicated_from
    return (
        [author.text for author in attribution.authors],
        [editor.text for editor in attribution.editors],
        outlet.text if outlet else given or None,
        origin.text if origin else None,
    )


def _datelined(openings: dict[int, _Opening], pages: int) -> pl.DataFrame:
    rows = (_dateline(openings[page]) if page in openings else (None, None, None) for page in range(pages))
    return frame_of(rows, _DATELINED)


_DATELINED: Final = pl.Schema(
    {name: ARTICLES[name] for name in ("dateline", "dateline_place", "dateline_agency")}
)


def _dateline(opening: _Opening) -> tuple[str | None, ...]:
    text, read = opening.span.text, opening.read
    outlet = text[slice(*read.outlet)] if read.outlet else None
    place = text[slice(*read.place)] if read.place else None
    return text.strip(), place, read.agency or outlet


def _evidence(
    kept: pl.DataFrame,
    attributions: dict[int, Attribution],
    openings: dict[int, _Opening],
    calendar: Calendar,
) -> pl.DataFrame:
    """List where the single-valued facts stand in each page: page, evidence."""
    titles = kept.filter(role=Role.TITLE).unique("page", keep="first", maintain_order=True)
    rows = [
        *_places_of_datelines(openings),
        *_dates_of_publication(calendar),
        *((page, *each) for page, found in attributions.items() for each in _names(found)),
    ]
    named = frame_of(rows, _PLACED)
    title = titles.select(
        "page",
        "start",
        fact=pl.lit("title"),
        end=pl.col("start") + pl.col("text").str.len_chars(),
        basis=pl.lit(EvidenceBasis.PAGE.value),
    )
    every = pl.concat([title.select(_PLACED.names()), named]).sort("page", maintain_order=True)
    return every.group_by("page", maintain_order=True).agg(evidence=pl.struct(every.columns[1:]))


_PLACED: Final = pl.Schema(
    {"page": ARTICLES["page"], **{field.name: field.dtype for field in EVIDENCE.fields}}
)

_Row = tuple[int, str, int, int, str]


def _places_of_datelines(openings: dict[int, _Opening]) -> Iterator[_Row]:
    for page, (span, read) in openings.items():
        if read.place is not None:
            start, end = read.place
            yield page, "dateline_place", span.start + start, span.start + end, EvidenceBasis.DATELINE


def _dates_of_publication(calendar: Calendar) -> Iterator[_Row]:
    for page, published in enumerate(calendar.published):
        if published is not None and published.start is not None and published.end is not None:
            yield page, "published_date", published.start, published.end, published.basis


def _names(attribution: Attribution) -> Iterator[tuple[str, int, int, str]]:
    names: tuple[tuple[str, Sequence[PrintedName | None]], ...] = (
        ("authors", attribution.authors),
        ("editors", attribution.editors),
        ("outlet", [attribution.outlet]),
        ("syndicated_from", [attribution.syndicated_from]),
    )
    return (
        (fact, each.start, each.end, each.basis)
        for fact, found in names
        for each in found
        if each is not None
    )
