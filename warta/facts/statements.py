"""Who stands in the stories and what they say: units, people, quotations and telephone numbers."""

from dataclasses import dataclass

import polars as pl

from warta.facts.people import people_frame, people_of
from warta.facts.phones import phones_frame, phones_of
from warta.facts.quotes import quotes_frame, quotes_of
from warta.facts.stories import stories
from warta.facts.units import units_frame, units_of


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
    told = stories(pages, kept)
    units, people, quotes, phones = [], [], [], []
    for story in told:  # all of one story before the next: its text is gone over once
        units.append(units_of(story))
        people.append(people_of(story, units[-1]))
        quotes.append(quotes_of(story, people[-1]))
        phones.append(phones_of(story))
    speakers = [{quote.speaker for quote in found if quote.speaker} for found in quotes]
    return Statements(
        units_frame(pages, zip(told, units, strict=True)),
        people_frame(zip(told, people, speakers, strict=True)),
        quotes_frame(pages, zip(told, quotes, strict=True)),
        phones_frame(pages, zip(told, phones, strict=True)),
    )
