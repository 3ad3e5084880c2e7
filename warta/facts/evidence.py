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


class PrintedName(NamedTuple):
    """A name as a page prints it; `start` and `end` (exclusive) count from the start of the page."""

    text: str
    start: int
    end: int
    basis: EvidenceBasis


def printed_name(span: Span, start: int, end: int, basis: EvidenceBasis) -> PrintedName:
    """The name in a part of a span, without the white space around it.

    Args:
        span: The span.
        start: Where the part begins, from the start of the span.
        end: Where it ends, exclusive.
        basis: Where on the page the name stands.
    """
    part = span.text[start:end]
    text = part.strip()
    first = span.start + start + len(part) - len(part.lstrip())
    return PrintedName(text, first, first + len(text), basis)
