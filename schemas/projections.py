"""From the one declaration of a table to Arrow, JSON Schema and the data dictionary."""

import datetime as dt
import json
from typing import Any, Final

import polars as pl
import pyarrow as pa
from polars.datatypes import DataTypeClass

from schemas.fields import notes_of
from schemas.tables import SCHEMA_VERSION, Table

_ARROW: Final[dict[DataTypeClass, pa.DataType]] = {
    pl.String: pa.string(),
    pl.Boolean: pa.bool_(),
    pl.Int32: pa.int32(),
    pl.Int64: pa.int64(),
    pl.Float32: pa.float32(),
    pl.Float64: pa.float64(),
    pl.Date: pa.date32(),
}
_JSON: Final[dict[DataTypeClass, dict[str, Any]]] = {
    pl.String: {"type": "string"},
    pl.Boolean: {"type": "boolean"},
    pl.Int32: {"type": "integer"},
    pl.Int64: {"type": "integer"},
    pl.Float32: {"type": "number"},
    pl.Float64: {"type": "number"},
    pl.Date: {"type": "string", "format": "date"},
}


def arrow_schema(table: Table) -> pa.Schema:
    """A table's columns with their descriptions, and the name and version of the table.

    Nothing in it depends on the release, so that an unchanged file keeps its bytes.
    """
    fields = [
        pa.field(
            name,
            _arrow_type(column.dtype.type),
            nullable=column.nullable,
            metadata={"description": column.description},
        )
        for name, column in table.schema.columns.items()
    ]
    return pa.schema(fields, metadata={"table": table.name, "schema_version": SCHEMA_VERSION})


def _arrow_type(dtype: pl.DataType | DataTypeClass) -> pa.DataType:
    if isinstance(dtype, pl.List):
        return pa.list_(pa.field("element", _arrow_type(dtype.inner)))  # as Parquet names it
    return _ARROW[dtype.base_type()]


def json_schema(table: Table) -> dict[str, Any]:
    """JSON Schema 2020-12 of a row of a table's JSON Lines.

    What JSON Schema has no word for (unit, names elsewhere, key) stands in `x-` keys.
    """
    columns = table.schema.columns
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:warta:schema:{table.name}:{SCHEMA_VERSION}",
        "title": table.title,
        "description": table.description,
        "type": "object",
        "properties": {name: _property(column) for name, column in columns.items()},
        "required": list(columns),
        "additionalProperties": False,
        "x-key": list(table.key),
        "x-sort": list(table.sort),
        "x-partition": table.partition,
    }


def _property(column: Any) -> dict[str, Any]:
    notes = notes_of(column)
    dtype = column.dtype.type
    if isinstance(dtype, pl.List):
        found: dict[str, Any] = {
            "type": "array",
            "items": dict(_JSON[dtype.inner.base_type()]),
        }
    else:
        found = dict(_JSON[dtype.base_type()])
    found |= constraints(column)
    if column.nullable:
        found["type"] = [found["type"], "null"]
        if "enum" in found:
            found["enum"] = [*found["enum"], None]
    found |= {"description": column.description, "examples": [as_json(notes.example)]}
    if notes.unit:
        found["x-unit"] = notes.unit
    if notes.same_as:
        found["x-same-as"] = list(notes.same_as)
    return found


def constraints(column: Any) -> dict[str, Any]:
    """The checks of a column in the words of JSON Schema.

    Args:
        column: A column of a Pandera schema.
    """
    found: dict[str, Any] = {}
    for check in column.checks:
        found |= _constraint(check.name, check.statistics)
    return found


def _constraint(check: str, statistics: dict[str, Any]) -> dict[str, Any]:
    """A Pandera check in the words of JSON Schema; a check of our own has none there."""
    match check:
        case "isin":
            return {"enum": list(statistics["allowed_values"])}
        case "str_matches":
            return {"pattern": getattr(statistics["pattern"], "pattern", statistics["pattern"])}
        case "greater_than_or_equal_to":
            return {"minimum": statistics["min_value"]}
        case "less_than_or_equal_to":
            return {"maximum": statistics["max_value"]}
        case "str_length":
            limits = {"minLength": statistics["min_value"], "maxLength": statistics["max_value"]}
            return {name: limit for name, limit in limits.items() if limit is not None}
        case "no_null_items":
            return {}
        case _:
            raise NotImplementedError(check)


def as_json(value: Any) -> Any:
    """A value of a row as it stands in JSON Lines: dates in ISO 8601."""
    return value.isoformat() if isinstance(value, dt.date) else value


def as_words(value: Any) -> str:
    """A value of a row as people read it: text as it is, all else as it stands in JSON Lines."""
    plain = as_json(value)
    return plain if isinstance(plain, str) else json.dumps(plain, ensure_ascii=False)


def dictionary(table: Table) -> str:
    """The data dictionary of a table, as a Markdown table."""
    rows = [_dictionary_row(name, column) for name, column in table.schema.columns.items()]
    head = ["| field | type | what | example | elsewhere |", "|---|---|---|---|---|"]
    return "\n".join(head + rows) + "\n"


def _dictionary_row(name: str, column: Any) -> str:
    notes = notes_of(column)
    what = column.description
    if notes.unit:
        what += f" Unit: {notes.unit}."
    if notes.values:
        what += " One of " + ", ".join(f"`{value}`" for value in notes.values) + "."
    kind = f"{_arrow_type(column.dtype.type)}{', null' if column.nullable else ''}"
    example = as_words(notes.example).replace("|", "\\|")
    return f"| `{name}` | {kind} | {what} | {example} | {', '.join(notes.same_as)} |"
