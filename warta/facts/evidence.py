"""Names as printed, with where they stand."""

from typing import NamedTuple

from warta.facts.kept import Span


class Said(NamedTuple):
    """A name that a page prints; offsets count from the start of the page."""

    text: str
    start: int
    end: int
    basis: str  # where it was read: byline, credit, dateline, agency, logo, copyright, body


def said(span: Span, start: int, end: int, basis: str) -> Said:
    """Take a part of a span, without the white space around it."""
    part = span.text[start:end]
    text = part.strip()
    first = span.start + start + len(part) - len(part.lstrip())
    return Said(text, first, first + len(text), basis)
