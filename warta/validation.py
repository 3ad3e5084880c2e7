"""The records that break a rule of their table, told apart from those that do not."""

from collections.abc import Mapping
from functools import cache
from typing import Final, cast

import pandera.backends.polars.builtin_checks  # noqa: F401 — makes Pandera's checks known for Polars
import pandera.polars as pa
import polars as pl
from pandera.backends.polars.checks import PolarsCheckBackend

from schemas.frames import conform, polars_schema
from schemas.tables import TABLES, Table

FAILURES: Final = pl.Schema({"row": pl.UInt32(), "check": pl.String(), "value": pl.String()})
"""One row a failing record: its number in the frame, the checks it fails, the first value that failed."""

_LONGEST_VALUE: Final = 200


def validate(table: Table, frame: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Check every record of a table.

    Args:
        table: Its model says what must hold.
        frame: The records, with exactly the table's columns and types.

    Returns:
        The records that pass, in their order; and FAILURES: `row` counts from 0 in `frame`, `check` lists all
        that failed as `column: check`, separated by `; `, `value` is of the first, cut to 200 characters.

    Raises:
        pandera.errors.SchemaErrors: The frame does not have the table's columns and types: our own fault.
    """
    if _is_sound(table, frame):
        return frame, pl.DataFrame(schema=FAILURES)
    try:
        table.model.validate(frame, lazy=True)
    except pa.errors.SchemaErrors as errors:
        cases = errors.failure_cases
        if cases["index"].has_nulls():
            raise
        failures = _failures(table, cases)
        kept = frame.with_row_index("row").join(failures, on="row", how="anti", maintain_order="left")
        return kept.drop("row"), failures
    return frame, pl.DataFrame(schema=FAILURES)


def validate_pages(records: Mapping[str, pl.DataFrame]) -> tuple[dict[str, pl.DataFrame], pl.DataFrame]:
    """Check the records of several tables: a page is sound when all its records are.

    Args:
        records: Frames by the name of their table, with its columns and `page`, the number of their page.

    Returns:
        The records of the sound pages; and of each other page `page`, with `check` and `value` of its first
        failing table.

    Raises:
        pandera.errors.SchemaErrors: A frame does not have its table's columns and types: our own fault.
    """
    failures = []
    for name, frame in records.items():
        _, failed = validate(TABLES[name], conform(frame, TABLES[name]))
        numbers = frame.with_row_index("row").select("row", "page")
        failures.append(failed.join(numbers, on="row", how="left").select("page", "check", "value"))
    broken = pl.concat(failures).unique("page", keep="first", maintain_order=True)
    return {name: frame.join(broken, on="page", how="anti") for name, frame in records.items()}, broken


def _is_sound(table: Table, frame: pl.DataFrame) -> bool:
    """Whether a frame keeps every rule of its table: one query, where Pandera makes some for each column."""
    if frame.schema != polars_schema(table):
        return False
    kept = frame.select(rule.all().alias(str(number)) for number, rule in enumerate(_rules(table.model)))
    return all(kept.row(0))


@cache
def _rules(model: type[pa.DataFrameModel]) -> tuple[pl.Expr, ...]:
    """What must hold of each row, as Pandera's own checks say it."""
    schema = model.to_schema()
    columns = schema.columns.items()
    present = [pl.col(name).is_not_null() for name, column in columns if not column.nullable]
    of_columns = [_rule(check, name) for name, column in columns for check in column.checks]
    return (*present, *of_columns, *(_rule(check, "*") for check in schema.checks))


class _Asked:
    """Stands for the frame that a check is asked of, and gives back the expression that it would select."""

    def select(self, rule: pl.Expr) -> pl.Expr:
        return rule


def _rule(check: pa.Check, column: str) -> pl.Expr:
    """The expression that a check selects from the frame that it is given."""
    asked = pa.PolarsData(cast(pl.LazyFrame, _Asked()), column)
    rule: pl.Expr = PolarsCheckBackend(check).check_fn(asked)
    return rule.fill_null(check.ignore_na)


def _failures(table: Table, cases: pl.DataFrame) -> pl.DataFrame:
    """Pandera's failure cases, one row a record; a check of whole rows stands under the table's name."""
    of_row = pl.col("schema_context") == "DataFrameSchema"
    subject = pl.when(of_row).then(pl.lit(table.name)).otherwise(pl.col("column"))
    check = pl.format("{}: {}", subject, pl.col("check").str.extract(r"^([^(]*)"))
    return (
        cases.with_columns(pl.col("index").cast(pl.UInt32).alias("row"), check.alias("check"))
        .group_by("row", maintain_order=True)
        .agg(
            pl.col("check").unique(maintain_order=True).str.join("; "),
            pl.col("failure_case").cast(pl.String).first().str.slice(0, _LONGEST_VALUE).alias("value"),
        )
        .sort("row")
        .select(FAILURES.names())
        .cast(FAILURES)
    )
