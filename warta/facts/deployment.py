"""The operation that a story belongs to, and how many officers it says were deployed."""

from typing import Final

import polars as pl

from warta.facts.vocabulary import alternatives, words
from warta.terms import Role

_OPERATION: Final = (
    rf"\b((?:[Oo]perasi|OPERASI|[Oo]ps|OPS)\.?(?:\s[Kk]epolisian)?\s(?i:{alternatives(words('operations')['names'])})\b"
    rf"(?:[\s-](?i:{alternatives(list(words('operations')['provinces']))})\b)?"
    r"(?:[\s-](?:tahun\s)?20\d\d(?:\s?[-–/]\s?20\d\d)?)?)"
)
_PERSONNEL: Final = (
    r"(?:^|[^\d.,/:])(\d{1,3}\.\d{3}|\d{1,5})\s(?:orang\s)?"
    r"(?:personel|personil|polisi|petugas gabungan|anggota [Pp]olri)\b"
)
# What the patterns cannot do without.
_OPERATES: Final = ["perasi", "PERASI", "Ops", "ops", "OPS"]
_COUNTED: Final = ["personel", "personil", "polisi", "petugas gabungan", "anggota Polri", "anggota polri"]


def deployment(kept: pl.DataFrame) -> pl.DataFrame:
    """Find the first police operation that each story names, and the first count of officers that it states.

    Args:
        kept: Kept spans (`warta.facts.kept.KEPT_SPANS`).

    Returns:
        One row a page with title or body: page, operation (as printed, with region and year), personnel
        (Int64).
    """
    story_spans = kept.filter(pl.col("role").is_in([Role.TITLE, Role.BODY]))
    operation = _first(story_spans, _OPERATION, _OPERATES).rename({"first": "operation"})
    personnel = _first(story_spans, _PERSONNEL, _COUNTED).select(
        "page", personnel=pl.col("first").str.replace_all(".", "", literal=True).cast(pl.Int64)
    )
    every = story_spans.select("page").unique(maintain_order=True)
    return every.join(operation, on="page", how="left", maintain_order="left").join(
        personnel, on="page", how="left", maintain_order="left"
    )


def _first(story_spans: pl.DataFrame, pattern: str, needed: list[str]) -> pl.DataFrame:
    """Find the first of a pattern in each story, in the spans that hold one of its words."""
    return (
        story_spans.filter(pl.col("text").str.contains(alternatives(needed)))
        .select("page", first=pl.col("text").str.extract(pattern))
        .drop_nulls()
        .unique("page", keep="first", maintain_order=True)
    )
