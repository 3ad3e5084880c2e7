"""The files of a release that describe it: for people, and for tools that know a standard."""

from typing import Final

import orjson

from schemas.changes import changes_schema
from schemas.projections import json_schema
from schemas.tables import PUBLISHED
from warta.publishing.card import card
from warta.publishing.citation import CITATION, citation
from warta.publishing.croissant import CROISSANT, croissant
from warta.publishing.datapackage import DATA_PACKAGE, data_package
from warta.publishing.manifest import Manifest

CARD: Final = "README.md"


def descriptions(manifest: Manifest) -> dict[str, bytes]:
    """The content of each describing file by its path.

    Args:
        manifest: The release, with its data files.
    """
    return {CARD: card(manifest).encode(), **descriptions_for_tools(manifest)}


def descriptions_for_tools(manifest: Manifest) -> dict[str, bytes]:
    """The same without the card, which is for people."""
    return {
        CITATION: citation(manifest).encode(),
        CROISSANT: _indented(croissant(manifest)),
        DATA_PACKAGE: _indented(data_package(manifest)),
        schema_path("changes"): _indented(changes_schema()),
        **{schema_path(name): _indented(json_schema(table)) for name, table in PUBLISHED.items()},
    }


def schema_path(table: str) -> str:
    """Where the JSON Schema of a table stands below the release."""
    return f"schemas/{table}.schema.json"


def _indented(value: object) -> bytes:
    return orjson.dumps(value, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
