"""How a column of a published table is declared: what Pandera checks, and what people have to know."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any, Final, TypeAlias

import pandera.polars as pa
import polars as pl

Strings: TypeAlias = Annotated[pl.List, pl.String()]
"""The type of a column whose values are lists of text."""

ARTICLE_ID: Final = r"^[0-9a-f]{32}$"
SHA256: Final = r"^[0-9a-f]{64}$"
REGION: Final = r"^[0-9]{2}(\.[0-9]{2})?$"

_NOTES: Final = "notes"


@dataclass(frozen=True, slots=True)
class Notes:
    """What a declaration says of a column beyond its type and checks.

    Attributes:
        example: A value that the column may hold; the examples of a table together make a valid row.
        unit: What a number counts or measures.
        same_as: The same thing in schema.org (`schema:`), IPTC ninjs 3.1 (`ninjs:`) or PLOVER (`plover:`).
        long: Whether values are long text, of which Parquet keeps no statistics.
        values: What the column may hold, where that is a closed vocabulary.
    """

    example: Any
    unit: str | None
    same_as: tuple[str, ...]
    long: bool
    values: tuple[str, ...] | None


def field(
    description: str,
    example: Any,
    *,
    null: bool = False,
    unit: str | None = None,
    same_as: Iterable[str] = (),
    values: type[StrEnum] | None = None,
    long: bool = False,
    **checks: Any,
) -> Any:
    """Declare a column.

    Args:
        description: One or two sentences for the reader of the data.
        example: A value that the column may hold.
        null: Whether the value may be missing.
        unit: What a number counts or measures.
        same_as: Names of the same thing in schema.org, IPTC ninjs or PLOVER, with their prefix.
        values: The closed vocabulary of a column of text.
        long: Whether values are long text.
        checks: Pandera's built-in checks, as `ge=0`.
    """
    vocabulary = None if values is None else tuple(value.value for value in values)
    if vocabulary is not None:
        checks["isin"] = vocabulary
    notes = Notes(example, unit, tuple(same_as), long, vocabulary)
    return pa.Field(description=description, nullable=null, metadata={_NOTES: notes}, **checks)


def notes_of(column: Any) -> Notes:
    """The notes of a column of a Pandera schema that was declared with `field`."""
    notes: Notes = column.metadata[_NOTES]
    return notes


def has_no_null_items(column: str) -> pl.Expr:
    """Whether each list of a column is free of null items."""
    items = pl.col(column).list
    return items.len() == items.drop_nulls().list.len()
