"""From the one declaration of a table to its frames.

Apart from the other projections: who makes records needs no Arrow, whose library takes 30 MB of a process.
"""

from functools import cache

import pandera.polars as pa
import polars as pl

from schemas.tables import Table


def polars_schema(table: Table) -> pl.Schema:
    """Names and types of a table's columns."""
    return _types(table.model)


@cache
def _types(model: type[pa.DataFrameModel]) -> pl.Schema:
    columns = model.to_schema().columns
    return pl.Schema({name: column.dtype.type for name, column in columns.items()})


def conform(frame: pl.DataFrame, table: Table) -> pl.DataFrame:
    """Bring a frame to the columns, order and types of a table.

    Raises:
        polars.exceptions.PolarsError: A column is missing, or a value does not fit its type.
    """
    return frame.select(pl.col(name).cast(dtype) for name, dtype in polars_schema(table).items())
