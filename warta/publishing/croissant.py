"""The Croissant of a release: `croissant.json`, version 1.1, with its provenance in terms of PROV-O.

Every file stands there with its checksum; what loads the records are sets of files, which carry none.
"""

from datetime import UTC
from typing import Any, Final

from schemas.croissant import record_set
from schemas.tables import PUBLISHED
from warta.printable import counted
from warta.publishing.about import AUTHOR, DESCRIPTION, KEYWORDS, LICENSE, RIGHTS, TITLE, told_languages
from warta.publishing.manifest import MANIFEST, File, Manifest

CROISSANT: Final = "croissant.json"

_TERMS: Final = (
    "arrayShape", "citeAs", "column", "containedIn", "equivalentProperty", "extract", "field", "fileObject",
    "fileProperty", "fileSet", "format", "includes", "isArray", "isLiveDataset", "jsonPath", "key", "md5",
    "parentField", "path", "recordSet", "references", "regex", "repeated", "replace", "samplingRate",
    "separator", "source", "subField", "transform",
)  # fmt: skip
_CONTEXT: Final = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    **{term: f"cr:{term}" for term in _TERMS},
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "description": {"@container": "@language"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "name": {"@container": "@language"},
    "prov": "http://www.w3.org/ns/prov#",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "sc": "https://schema.org/",
}
"""The context that the standard prescribes, and PROV-O."""

# Not the registered `application/vnd.apache.parquet`: mlcroissant finds that valid and then cannot load it.
_PARQUET: Final = "application/x-parquet"


def croissant(manifest: Manifest) -> dict[str, Any]:
    """Describe a release as JSON-LD.

    Args:
        manifest: The release, with its data files.
    """
    created = manifest.run.created.astimezone(UTC)
    identity = f"urn:warta:{manifest.dataset}:{manifest.version}"
    return {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "@id": identity,
        "conformsTo": "http://mlcommons.org/croissant/1.1",
        "name": TITLE,
        "description": f"{DESCRIPTION} {RIGHTS}",
        "url": identity,
        "version": manifest.version,
        "datePublished": f"{created:%Y-%m-%dT%H:%M:%SZ}",
        "license": {"@type": "sc:CreativeWork", "name": "Annotations and facts: CC BY 4.0", "url": LICENSE},
        "inLanguage": told_languages(manifest),
        "keywords": list(KEYWORDS),
        "creator": {"@type": "sc:Organization", "name": AUTHOR, "url": identity},
        "citeAs": f"{AUTHOR}: {TITLE} {manifest.version} ({created:%Y}).",
        "distribution": [
            *(_file_object(file) for file in manifest.files if file.table),
            *(_file_set(name) for name in PUBLISHED),
        ],
        "recordSet": [record_set(table, _set_id(name)) for name, table in PUBLISHED.items()],
        **_provenance(manifest, created.isoformat()),
    }


def _set_id(table: str) -> str:
    return f"{table}-parquet"


def _file_object(file: File) -> dict[str, Any]:
    return {
        "@type": "cr:FileObject",
        "@id": file.path,
        "name": file.path,
        "contentUrl": file.path,
        "contentSize": f"{file.bytes} B",
        "encodingFormat": _PARQUET if file.path.endswith(".parquet") else file.media_type,
        "sha256": file.sha256,
    }


def _file_set(table: str) -> dict[str, Any]:
    return {
        "@type": "cr:FileSet",
        "@id": _set_id(table),
        "name": _set_id(table),
        "encodingFormat": _PARQUET,
        "includes": f"{table}/**/*.parquet" if PUBLISHED[table].partition else f"{table}/*.parquet",
    }


def _provenance(manifest: Manifest, created: str) -> dict[str, Any]:
    run = manifest.run
    of_files = f"{counted(run.pages, 'page')} of {counted(len(run.inputs), 'file')}"
    found: dict[str, Any] = {
        "prov:wasGeneratedBy": {
            "@type": "prov:Activity",
            "prov:endedAtTime": created,
            "prov:used": {
                "@type": "prov:Collection",
                "name": "raw pages",
                "description": f"{of_files}, listed in {MANIFEST}",
                "identifier": f"sha256:{run.fingerprint}",
            },
            "prov:wasAssociatedWith": {
                "@type": "prov:SoftwareAgent",
                "name": "warta",
                "version": run.code.version,
                "identifier": run.code.commit or f"sha256:{run.code.sha256}",
            },
        }
    }
    if manifest.previous:
        found["prov:wasRevisionOf"] = {"@id": f"urn:warta:{manifest.dataset}:{manifest.previous}"}
    return found
