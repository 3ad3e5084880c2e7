"""Who stands in the stories and what they say: units, people, quotations and telephone numbers."""

from dataclasses import dataclass

import polars as pl

from warta.facts.beginnings import GONE_OVER, go_over
from warta.facts.people import People, people_frame, people_of
from warta.facts.phones import Phone, phones_frame, phones_of
from warta.facts.quotes import Quote, quotes_frame, quotes_of
from warta.facts.stories import stories
from warta.facts.units import Unit, units_frame, units_of


@dataclass(frozen=True, slots=True)
class Statements:
    """Frames keyed by `page`, the row number; `start` and `end` are the evidence in the page's text."""

    units: pl.DataFrame  # warta.facts.units.UNITS
    people: pl.DataFrame  # warta.facts.people.PEOPLE
    quotes: pl.DataFrame  # warta.facts.quotes.QUOTES
    phones: pl.DataFrame  # warta.facts.phones.PHONES


def statements(pages: pl.DataFrame, kept: pl.DataFrame) -> Statements:
    """Read units, people, quotations and telephone numbers from title and body.

    Args:
        pages: Pages with their `text` (`warta.frames.PAGES`); `page` is the row number.
        kept: Their kept spans (`warta.facts.kept.KEPT_SPANS`).

    Returns:
        One frame a kind of fact, each in the order of page and place.
    """
    texts = pages["text"].to_list()
    of_pages = stories(texts, kept)
    units: list[list[Unit]] = []
    people: list[People] = []
    quotes: list[list[Quote]] = []
    phones: list[list[Phone]] = []
    for first in range(0, len(of_pages), GONE_OVER):
        some = of_pages[first : first + GONE_OVER]
        # One reader at a time for them all: its patterns and words stay in the fast memory of the processor.
        go_over(story.text for story in some)
        units += map(units_of, some)
        people += map(people_of, some, units[first:])
        quotes += map(quotes_of, some, people[first:])
        phones += map(phones_of, some)
    speakers = [{quote.speaker for quote in found if quote.speaker} for found in quotes]
    return Statements(
        units_frame(texts, zip(of_pages, units, strict=True)),
        people_frame(zip(of_pages, people, speakers, strict=True)),
        quotes_frame(texts, zip(of_pages, quotes, strict=True)),
        phones_frame(texts, zip(of_pages, phones, strict=True)),
    )
