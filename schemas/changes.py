"""What stands in `changes.jsonl.gz`: the rows that are other than in the release before."""

from typing import Any

from schemas.tables import SCHEMA_VERSION, TABLES
from warta.terms import Change


def changes_schema() -> dict[str, Any]:
    """JSON Schema 2020-12 of a line."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:warta:schema:changes:{SCHEMA_VERSION}",
        "title": "Changes",
        "description": "A row that was added, changed or removed since the release before.",
        "type": "object",
        "properties": {
            "table": {"enum": list(TABLES), "description": "The row's table."},
            "change": {"enum": [change.value for change in Change], "description": "What happened to it."},
            "key": {"type": "object", "description": "The columns that name it, with their values."},
            "fields": {
                "type": "array",
                "items": {"type": "string"},
                "description": "Of a changed row, the columns whose values are other than before.",
            },
            "why": {"type": ["string", "null"], "description": "Of an article that is gone, why."},
        },
        "required": ["table", "change", "key", "fields", "why"],
        "additionalProperties": False,
    }
