"""The Data Package of a release: `datapackage.json`, version 2 of the standard (datapackage.org).

Each table is a resource of its JSON Lines with a Table Schema; each Parquet file is a resource of its own,
since the standard has no table of Parquet.
"""

from datetime import UTC
from typing import Any, Final

from schemas.table_schema import table_schema
from schemas.tables import PUBLISHED, Table
from warta.publishing.about import DESCRIPTION, KEYWORDS, LICENSE, RIGHTS, TITLE
from warta.publishing.manifest import File, Manifest

DATA_PACKAGE: Final = "datapackage.json"


def data_package(manifest: Manifest) -> dict[str, Any]:
    """Describe a release.

    Args:
        manifest: The release, with its data files.
    """
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": manifest.dataset,
        "id": f"urn:warta:{manifest.dataset}:{manifest.version}",
        "title": TITLE,
        "description": f"{DESCRIPTION} {RIGHTS}",
        "version": manifest.version,
        "created": f"{manifest.run.created.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "keywords": list(KEYWORDS),
        "licenses": [{"name": "CC-BY-4.0", "path": LICENSE, "title": "Annotations and facts only"}],
        "resources": [
            *(_table(table, _files(manifest, table, ".jsonl.gz")) for table in PUBLISHED.values()),
            *(_parquet(file) for table in PUBLISHED.values() for file in _files(manifest, table, ".parquet")),
        ],
    }


def _files(manifest: Manifest, table: Table, ending: str) -> list[File]:
    return [file for file in manifest.files if file.table == table.name and file.path.endswith(ending)]


def _table(table: Table, files: list[File]) -> dict[str, Any]:
    found = {
        "name": table.name,
        "type": "table",
        "title": table.title,
        "description": table.description,
        "path": [file.path for file in files],
        "format": "jsonl",
        "mediatype": "application/gzip",
        "encoding": "utf-8",
        "schema": table_schema(table),
    }
    if len(files) == 1:  # the standard has one size and hash a resource
        found |= {"path": files[0].path} | _sum(files[0])
    return found


def _parquet(file: File) -> dict[str, Any]:
    name = file.path.removesuffix(".parquet").removesuffix("/part-0").replace("/", "-").replace("=", "-")
    return {
        "name": f"{name}-parquet",
        "path": file.path,
        "format": "parquet",
        "mediatype": file.media_type,
    } | _sum(file)


def _sum(file: File) -> dict[str, Any]:
    return {"bytes": file.bytes, "hash": f"sha256:{file.sha256}"}
