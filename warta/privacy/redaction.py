"""Pages without private data: a placeholder where each piece stood, and the ledger moved to fit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import polars as pl

from warta.frames import MARKUP
from warta.privacy.comments import with_comments_of_markup
from warta.privacy.finding import private_data
from warta.privacy.finds import Find
from warta.privacy.naming import named_by_what_is_published
from warta.privacy.strings import (
    PLACEHOLDERS,
    may_be_private,
    redacted_addresses,
    redacted_json,
    redacted_strings,
    redacted_text,
)

REDACTIONS: Final = pl.Schema(
    {
        "page": pl.UInt32(),
        "start": pl.UInt32(),  # of the placeholder, in the page as published
        "end": pl.UInt32(),
        "kind": pl.String(),  # warta.terms.RedactionKind
        "role": pl.String(),  # of the span that it stands in
        "raw_start": pl.UInt32(),  # of what it stands for, in the page as read
        "raw_end": pl.UInt32(),
    }
)
"""One row a piece of private data that was taken out."""

_CONTEXT: Final = 120
"""Characters of the line above that are looked at."""

_FOUND: Final = pl.Schema({name: REDACTIONS[name] for name in ("page", "raw_start", "raw_end", "kind")})


@dataclass(frozen=True, slots=True)
class Redacted:
    """Pages and their ledger as they may be published, and what was taken out (REDACTIONS)."""

    pages: pl.DataFrame
    spans: pl.DataFrame
    redactions: pl.DataFrame


def redact(pages: pl.DataFrame, spans: pl.DataFrame) -> Redacted:
    """Take private data out of pages: of their text, whatever its role, and of what came with it.

    Offsets count in the text as published from here on. Markup, which counts in the text as read, is dropped.
    What tells a page by all that was read of it goes where something was taken out (`warta.privacy.naming`).

    Args:
        pages: Pages (`warta.frames.PAGES`).
        spans: Their ledger (`warta.frames.SPANS`).
    """
    spans = with_comments_of_markup(pages, spans)
    texts = pages["text"]
    found = _found(texts)
    clean = _without_private_strings(pages)
    if not found:
        return Redacted(named_by_what_is_published(pages, clean), spans, pl.DataFrame(schema=REDACTIONS))
    pieces = _pieces(found)
    moved = spans.with_columns(_moved(spans, column, pieces) for column in ("start", "end"))
    moved = moved.filter(pl.col("start") < pl.col("end"))
    published = [redacted_text(texts[page], finds) for page, finds in found.items()]
    clean = clean.with_columns(texts.scatter([*found], pl.Series(published)))
    return Redacted(named_by_what_is_published(pages, clean), moved, _redactions(pieces, moved))


def _found(texts: pl.Series) -> dict[int, list[Find]]:
    """The private data of each page that has any, looked for in lines that have what it looks like."""
    size = pl.col("text").str.len_chars() + 1
    pages = pl.DataFrame(texts).with_row_index("page").filter(may_be_private(texts).fill_null(False))
    pages = pages.with_columns(before=size.cum_sum() - size)
    lines = pages.with_columns(pl.col("text").str.split("\n")).explode("text")
    lines = lines.with_columns(start=size.cum_sum() - size - pl.col("before"))
    lines = lines.filter(pl.col("text").str.contains(r"\S"))
    # A label often stands on the line above its number.
    first = pl.col("page") != pl.col("page").shift(1)
    lines = lines.with_columns(above=pl.when(~first).then(pl.col("text").shift(1)).otherwise(pl.lit("")))
    lines = lines.filter(may_be_private(lines["text"])).with_columns(pl.col("above").str.tail(_CONTEXT))
    found: dict[int, list[Find]] = {}
    for page, line, start, above in lines.select("page", "text", "start", "above").iter_rows():
        before = len(above) + 1
        finds = [
            find.moved(start - before) for find in private_data(f"{above}\n{line}") if find.start >= before
        ]
        if finds:
            found.setdefault(page, []).extend(finds)
    return found


def _without_private_strings(pages: pl.DataFrame) -> pl.DataFrame:
    """Redact the short texts that come with a page and reach its record."""
    head = pl.col("metadata").struct
    named = pages.select("outlet", title=head.field("title"), site=head.field("site"))
    clean = {name: redacted_strings(named[name]) for name in named.columns}
    return pages.with_columns(
        redacted_addresses(pages["url"]),
        clean["outlet"],
        redacted_json(pages["provenance"]),
        metadata=head.with_fields(clean["title"], clean["site"]),
        markup=pl.lit(None, MARKUP),
    )


def _pieces(found: Mapping[int, Sequence[Find]]) -> pl.DataFrame:
    """The finds of all pages in order, with the places of their placeholders; `shift` is for what follows."""
    rows = [(page, find.start, find.end, find.kind.value) for page, finds in found.items() for find in finds]
    size = pl.col("kind").replace_strict({kind: len(text) for kind, text in PLACEHOLDERS.items()})
    pieces = pl.DataFrame(rows, _FOUND, orient="row").with_columns(size=size)
    grown = pl.col("size") - (pl.col("raw_end").cast(pl.Int64) - pl.col("raw_start"))
    return pieces.with_columns(shift=grown.cum_sum().over("page")).with_columns(
        start=pl.col("raw_end") + pl.col("shift") - pl.col("size"), end=pl.col("raw_end") + pl.col("shift")
    )


def _moved(spans: pl.DataFrame, column: str, pieces: pl.DataFrame) -> pl.Series:
    """Offsets in the page as published; one inside of what was taken out is the end of its placeholder."""
    places = spans.select("page", raw=pl.col(column).cast(pl.Int64))
    taken = pieces.select("page", "shift", taken=pl.col("raw_start").cast(pl.Int64), until="raw_end")
    joined = places.join_asof(
        taken,
        left_on="raw",
        right_on="taken",
        by="page",
        strategy="backward",
        allow_exact_matches=False,
        check_sortedness=False,  # which it cannot within pages; spans and finds are in order
    )
    moved = pl.max_horizontal("raw", "until") + pl.col("shift").fill_null(0)
    return joined.select(moved.cast(pl.UInt32).alias(column)).to_series()


def _redactions(pieces: pl.DataFrame, spans: pl.DataFrame) -> pl.DataFrame:
    roles = spans.select("page", "role", start=pl.col("start").cast(pl.Int64))
    placed = pieces.join_asof(roles, on="start", by="page", strategy="backward", check_sortedness=False)
    return placed.select(REDACTIONS.names()).cast(REDACTIONS)
