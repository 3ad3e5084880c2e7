"""What is held of all pages of a release at the same time, as numbers."""

from typing import Final

import polars as pl

from schemas.tables import PUBLISHED

_IDS: Final = frozenset({"article_id"}.union(*(table.references for table in PUBLISHED.values())))
"""Columns of 32 hexadecimal digits: 16 bytes where their text takes 48."""


def in_numbers(rows: pl.DataFrame) -> pl.DataFrame:
    """Rows with ids as UInt128, null where they are none, and all other texts as Categorical."""
    texts = rows.select(pl.col(pl.String)).columns
    return rows.with_columns(
        of_ids(name) if name in _IDS else pl.col(name).cast(pl.Categorical) for name in texts
    )


def of_ids(column: str) -> pl.Expr:
    """A column of ids as UInt128."""
    return pl.col(column).str.to_integer(base=16, dtype=pl.UInt128, strict=False)


def as_id(number: int) -> str:
    """The id that a number stands for."""
    return f"{number:032x}"


def as_ids(numbers: pl.Series) -> pl.Series:
    """The ids that numbers stand for."""
    return pl.Series(numbers.name, map(as_id, numbers), dtype=pl.String)
