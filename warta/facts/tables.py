"""Rows to frames."""

from collections.abc import Iterable, Sequence

import polars as pl


def frame_of(rows: Iterable[Sequence[object]], schema: pl.Schema) -> pl.DataFrame:
    """Tabulate rows, column by column: many times faster than `pl.DataFrame(rows, orient="row")`.

    Args:
        rows: One sequence of values a row, in the order of the schema.
        schema: Names and types of the columns.
    """
    columns = list(zip(*rows, strict=True)) or [()] * len(schema)
    return pl.DataFrame(
        [pl.Series(name, values, kind) for (name, kind), values in zip(schema.items(), columns, strict=True)]
    )
