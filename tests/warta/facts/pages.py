"""Pages for tests of facts: text with the role of each line written before it."""

from collections.abc import Sequence

import polars as pl

from warta.frames import PAGES, SPANS
from warta.terms import Role

Line = tuple[Role, str]


def page(*lines: Line, gap: str = "\n\n", **source: object) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Make one page and its ledger of lines with their roles; `source` fills other columns of the page."""
    return pages([list(lines)], gap, **source)


def pages(
    made: Sequence[Sequence[Line]], gap: str = "\n\n", **source: object
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Make pages and their ledgers."""
    texts, rows = [], []
    for number, lines in enumerate(made):
        text = ""
        for role, line in lines:
            if text:
                separator = " " if rows[-1][3] == Role.DATELINE else gap
                rows.append((number, len(text), len(text) + len(separator), Role.BLANK, None, None))
                text += separator
            rows.append((number, len(text), len(text) + len(line), role, "test", None))
            text += line
        texts.append(text)
    frame = pl.DataFrame({"page_id": [f"p{number}" for number in range(len(texts))], "text": texts})
    frame = frame.with_columns(
        **{name: pl.Series([value] * len(texts), dtype=PAGES[name]) for name, value in source.items()}
    )
    return frame.match_to_schema(PAGES, missing_columns="insert"), pl.DataFrame(rows, SPANS, orient="row")
