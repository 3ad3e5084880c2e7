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


def deployment(kept: pl.DataFrame) -> pl.DataFrame:
    """Find the first police operation that each story names, and the first count of officers that it states.

    Args:
        kept: Kept spans (`warta.facts.kept.KEPT_SPANS`).

    Returns:
        One row a page with title or body: page, operation (as printed, with region and year), personnel
        (Int64).
    """
    told = kept.filter(pl.col("role").is_in([Role.TITLE, Role.BODY]))
    return told.group_by("page", maintain_order=True).agg(
        operation=pl.col("text").str.extract(_OPERATION).drop_nulls().first(),
        personnel=pl.col("text")
        .str.extract(_PERSONNEL)
        .drop_nulls()
        .first()
        .str.replace_all(".", "", literal=True)
        .cast(pl.Int64),
    )
