"""Who is behind a page: authors, editors, the outlet and where the text was taken from."""

from collections.abc import Sequence
from typing import NamedTuple

from warta.facts.credits import authors, credit_blocks, editors
from warta.facts.evidence import PrintedName
from warta.facts.kept import Span
from warta.facts.outlets import page_outlet, page_source


class Attribution(NamedTuple):
    """Who is behind a page."""

    authors: Sequence[PrintedName] = ()
    editors: Sequence[PrintedName] = ()
    outlet: PrintedName | None = None
    syndicated_from: PrintedName | None = None


def read_attribution(
    spans: Sequence[Span],
    legal: Sequence[Span] = (),
    in_dateline: PrintedName | None = None,
    agency: PrintedName | None = None,
) -> Attribution:
    """Read who is behind a page.

    Args:
        spans: Kept spans of the page in order.
        legal: Its copyright lines, which name the outlet where nothing else does.
        in_dateline: Outlet in its dateline.
        agency: Agency in its dateline.
    """
    blocks = list(credit_blocks(spans))
    outlet = page_outlet(spans, blocks, legal, in_dateline, agency)
    return Attribution(
        authors(blocks, outlet), editors(blocks, outlet), outlet, page_source(spans, blocks, agency, outlet)
    )
