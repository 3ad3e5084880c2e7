"""From the one declaration of a table to the Table Schema of Data Package v2 (datapackage.org)."""

from typing import Any, Final

import polars as pl

from schemas.fields import notes_of
from schemas.projections import as_words, constraints
from schemas.tables import TABLES, Table

_TYPES: Final = {
    pl.String: "string",
    pl.Boolean: "boolean",
    pl.Int32: "integer",
    pl.Int64: "integer",
    pl.Float32: "number",
    pl.Float64: "number",
    pl.Date: "date",
    pl.List: "array",
}


def table_schema(table: Table) -> dict[str, Any]:
    """The Table Schema of a table's JSON Lines.

    A key that may hold null is a unique key: a primary key may not.
    """
    columns = table.schema.columns
    found: dict[str, Any] = {"fields": [_field(name, column) for name, column in columns.items()]}
    if any(columns[name].nullable for name in table.key):
        found["uniqueKeys"] = [list(table.key)]
    else:
        found["primaryKey"] = list(table.key)
    if table.references:
        found["foreignKeys"] = [
            {"fields": [name], "reference": {"resource": other, "fields": list(TABLES[other].key)}}
            for name, other in table.references.items()
        ]
    return found


def _field(name: str, column: Any) -> dict[str, Any]:
    notes = notes_of(column)
    found: dict[str, Any] = {
        "name": name,
        "type": _TYPES[column.dtype.type.base_type()],
        "description": column.description,
        "example": as_words(notes.example),
        "constraints": {"required": not column.nullable} | constraints(column),
    }
    if "pattern" in found["constraints"]:  # which is of XML Schema here and matches whole values
        found["constraints"]["pattern"] = found["constraints"]["pattern"].removeprefix("^").removesuffix("$")
    schema_org = [name.removeprefix("schema:") for name in notes.same_as if name.startswith("schema:")]
    if schema_org:
        found["rdfType"] = f"https://schema.org/{schema_org[0]}"
    return found
