"""From the one declaration of a table to a RecordSet of Croissant 1.1 (docs.mlcommons.org/croissant)."""

from typing import Any, Final

import polars as pl
from polars.datatypes import DataTypeClass

from schemas.fields import notes_of
from schemas.tables import TABLES, Table

_TYPES: Final[dict[DataTypeClass, str]] = {
    pl.String: "sc:Text",
    pl.Boolean: "sc:Boolean",
    pl.Int32: "sc:Integer",
    pl.Int64: "sc:Integer",
    pl.Float32: "sc:Float",
    pl.Float64: "sc:Float",
    pl.Date: "sc:Date",
}


def record_set(table: Table, files: str) -> dict[str, Any]:
    """The RecordSet of a table.

    Args:
        table: The table.
        files: `@id` of the FileSet of its Parquet files.
    """
    fields = [_field(table, name, files) for name in table.columns]
    if table.partition:
        fields.append(_partition(table, table.partition, files))
    return {
        "@type": "cr:RecordSet",
        "@id": table.name,
        "name": table.name,
        "description": table.description,
        "key": [{"@id": _id(table, name)} for name in table.key],
        "field": fields,
    }


def _id(table: Table, name: str) -> str:
    return f"{table.name}/{name}"


def _field(table: Table, name: str, files: str) -> dict[str, Any]:
    column = table.schema.columns[name]
    dtype = column.dtype.type
    found = {
        "@type": "cr:Field",
        "@id": _id(table, name),
        "name": name,
        "description": column.description,
        "source": {"fileSet": {"@id": files}, "extract": {"column": name}},
    }
    if isinstance(dtype, pl.List):
        found |= {"dataType": _TYPES[dtype.inner.base_type()], "isArray": True, "arrayShape": "-1"}
    else:
        found["dataType"] = _TYPES[dtype.base_type()]
    same = [
        other.replace("schema:", "sc:") for other in notes_of(column).same_as if other.startswith("schema:")
    ]
    if same:
        found["equivalentProperty"] = same[0]
    if name in table.references:
        other = TABLES[table.references[name]]
        found["references"] = {"field": {"@id": _id(other, other.key[0])}}
    return found


def _partition(table: Table, name: str, files: str) -> dict[str, Any]:
    """The hive key, which stands in the path alone; the pattern is matched from the start of the path."""
    return {
        "@type": "cr:Field",
        "@id": _id(table, name),
        "name": name,
        "description": "Partition of the file that the row stands in.",
        "dataType": "sc:Text",
        "source": {
            "fileSet": {"@id": files},
            "extract": {"fileProperty": "fullpath"},
            "transform": {"regex": f".*{name}=([^/]+)/"},
        },
    }
