"""Names as printed, with where they stand."""

from enum import StrEnum
from typing import NamedTuple

from warta.facts.kept import Span


class EvidenceBasis(StrEnum):
    """Where a fact was read."""

    PAGE = "page"  # as it stands there: the headline, the line with the time
    DATELINE = "dateline"
    BYLINE = "byline"
    CREDIT = "credit"
    LOGO = "logo"
    AGENCY = "agency"  # which sends the text
    BODY = "body"  # "dikutip dari Antara"
    COPYRIGHT = "copyright"


class Said(NamedTuple):
    """A name that a page prints; offsets count from the start of the page."""

    text: str
    start: int
    end: int
    basis: EvidenceBasis


def said(span: Span, start: int, end: int, basis: EvidenceBasis) -> Said:
    """Take a part of a span, without the white space around it."""
    part = span.text[start:end]
    text = part.strip()
    first = span.start + start + len(part) - len(part.lstrip())
    return Said(text, first, first + len(text), basis)
