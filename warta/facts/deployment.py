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
_COUNT: Final = r"\d{1,3}\.\d{3}|\d{5}|[13-9]\d{3}|2[1-9]\d\d|20[04-9]\d|\d{1,3}"
"""How many, which no year of these elections is: `Pilkada 2024 Personel Polres Siaga`."""
_OFFICERS: Final = r"(?i:personel|personil|polisi|petugas\sgabungan|anggota\spolri)"
_PERSONNEL: Final = rf"(?:^|[^\d.,/:])({_COUNT})\s(?i:orang\s)?{_OFFICERS}\b"
# What an operation's pattern cannot do without.
_OPERATES: Final = r"perasi|PERASI|Ops|ops|OPS"


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
    personnel = _first(story_spans, _PERSONNEL, _OFFICERS).select(
        "page", personnel=pl.col("first").str.replace_all(".", "", literal=True).cast(pl.Int64)
    )
    every = story_spans.select("page").unique(maintain_order=True)
    return every.join(operation, on="page", how="left", maintain_order="left").join(
        personnel, on="page", how="left", maintain_order="left"
    )


def _first(story_spans: pl.DataFrame, pattern: str, needed: str) -> pl.DataFrame:
    """Find the first of a pattern in each story, in the spans that hold what it needs."""
    return (
        story_spans.filter(pl.col("text").str.contains(needed))
        .select("page", first=pl.col("text").str.extract(pattern))
        .drop_nulls()
        .unique("page", keep="first", maintain_order=True)
    )
