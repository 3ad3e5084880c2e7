"""Which rows are wanted: `election=pilkada_2024 and date>=2024-09-01`.

A condition is a column, a sign (`=`, `!=`, `<`, `<=`, `>`, `>=`) and a value, bare or in quotes; conditions
are joined by `and`. `null` stands for a missing value, which meets no other condition. A list meets `=` when
it holds the value. `month` is the partition of a table that has one, and picks whole files.
"""

import datetime as dt
import operator
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import polars as pl

from schemas.tables import UNKNOWN_MONTH

MONTH: Final = "month"

_SIGNS: Final[dict[str, Callable[[Any, Any], Any]]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_CONDITION: Final = re.compile(
    r"\s*(?P<column>\w+)\s*(?P<sign>!=|<=|>=|=|<|>)\s*"
    r"""(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"'=<>!]+))"""
    r"\s*(?P<more>\band\b|$)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Condition:
    """What a column is compared with; the value is null for `null`."""

    column: str
    sign: str
    value: str | None


def parse_where(text: str) -> list[Condition]:
    """The conditions in a text.

    Raises:
        ValueError: It is none.
    """
    conditions = []
    place, more = 0, True
    while more:
        found = _CONDITION.match(text, place)
        if not found:
            raise ValueError(f"cannot read {text[place:].strip()!r}: write COLUMN=VALUE and COLUMN>=VALUE …")
        quoted = next((found[name] for name in ("double", "single") if found[name] is not None), None)
        value = None if found["bare"] == "null" else found["bare"] if quoted is None else quoted
        if value is None and found["sign"] not in {"=", "!="}:
            raise ValueError(
                f"{found['column']}: a missing value is neither less nor more: write =null or !=null"
            )
        conditions.append(Condition(found["column"], found["sign"], value))
        place, more = found.end(), bool(found["more"])
    return conditions


def months_of(conditions: Sequence[Condition], months: Iterable[str]) -> list[str]:
    """The months that may hold a row that is wanted: a condition on `date` is one on its month too."""
    wanted = [each for condition in conditions for each in _on_month(condition)]
    return [month for month in months if all(_month_meets(condition, month) for condition in wanted)]


def _on_month(condition: Condition) -> list[Condition]:
    if condition.column == MONTH:
        return [condition]
    if condition.column != "date" or condition.value is None or condition.sign == "!=":
        return []
    sign = {"<": "<=", ">": ">="}.get(condition.sign, condition.sign)
    return [Condition(MONTH, sign, condition.value[:7])]


def _month_meets(condition: Condition, month: str) -> bool:
    """Whether a month meets a condition: none is missing, `unknown` comes neither before nor after any."""
    if condition.value is None:
        return condition.sign == "!="
    if month == UNKNOWN_MONTH and condition.sign not in {"=", "!="}:
        return False
    return bool(_SIGNS[condition.sign](month, condition.value))


def rows_that_meet(conditions: Sequence[Condition], schema: pl.Schema) -> pl.Expr:
    """The conditions on columns as an expression.

    Args:
        conditions: What is asked of a row.
        schema: Columns of the table.

    Raises:
        ValueError: There is no such column, or it cannot have such a value.
    """
    return pl.all_horizontal(pl.lit(True), *(_meets(condition, schema) for condition in conditions))


def _meets(condition: Condition, schema: pl.Schema) -> pl.Expr:
    if condition.column not in schema:
        raise ValueError(f"no column {condition.column}; there are: {', '.join(schema)}")
    column, dtype = pl.col(condition.column), schema[condition.column]
    if condition.value is None:
        return column.is_null() if condition.sign == "=" else column.is_not_null()
    if isinstance(dtype, pl.List):
        if condition.sign not in {"=", "!="}:
            raise ValueError(f"{condition.column} is a list: ask with = or !=")
        holds = column.list.contains(condition.value)
        return holds if condition.sign == "=" else ~holds
    try:
        value = pl.lit(_value(condition.value, dtype), dtype)
    except (ValueError, KeyError, OverflowError, pl.exceptions.InvalidOperationError) as error:
        example = {pl.Date: ": write 2024-09-01", pl.Boolean: ": write true or false"}.get(type(dtype), "")
        what = f"{condition.column}: {condition.value!r} is no {str(dtype).lower()}"
        raise ValueError(f"{what}{example}") from error
    return _SIGNS[condition.sign](column, value)  # type: ignore[no-any-return]


def _value(text: str, dtype: pl.DataType) -> Any:
    if dtype == pl.Date:
        return dt.date.fromisoformat(text)
    if dtype == pl.Boolean:
        return {"true": True, "false": False}[text.lower()]
    if dtype.is_integer():
        return int(text)
    return float(text) if dtype.is_float() else text
