"""Rows to frames."""

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any

import polars as pl


def frame_of(rows: Iterable[Sequence[object]], schema: pl.Schema) -> pl.DataFrame:
    """Tabulate rows, column by column: many times faster than `pl.DataFrame(rows, orient="row")`.

    Args:
        rows: One sequence of values a row, in the order of the schema.
        schema: Names and types of the columns.
    """
    columns = list(zip(*rows, strict=True)) or [()] * len(schema)
    return pl.DataFrame(
        [column(name, values, kind) for (name, kind), values in zip(schema.items(), columns, strict=True)]
    )


def column(name: str, values: Sequence[Any], kind: pl.DataType) -> pl.Series:
    """Make a column; one of lists, none of them null, from all their values at once."""
    if not isinstance(kind, pl.List):
        return pl.Series(name, values, kind)
    lengths = pl.Series("length", map(len, values), pl.UInt32)
    flat = pl.Series(name, list(chain.from_iterable(values)), kind.inner)
    numbers = pl.int_range(len(values), dtype=pl.UInt32, eager=True).alias("row")
    row = numbers.repeat_by(lengths).explode(empty_as_null=False)
    listed = pl.DataFrame([row, flat]).group_by("row", maintain_order=True).agg(name)
    return numbers.to_frame().join(listed, on="row", how="left", maintain_order="left")[name].fill_null([])
