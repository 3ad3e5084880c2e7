"""How to cite a release: `CITATION.cff`, version 1.2.0 of the format (citation-file-format.github.io).

It names no licence: the format has one for all of a dataset, and the texts here are not ours to license.
"""

from typing import Final

import orjson

from warta.publishing.about import AUTHOR, DESCRIPTION, KEYWORDS, MESSAGE, RIGHTS, TITLE
from warta.publishing.manifest import Manifest

CITATION: Final = "CITATION.cff"


def citation(manifest: Manifest) -> str:
    """The citation of a release, as YAML."""
    fields = {
        "cff-version": "1.2.0",
        "message": MESSAGE,
        "type": "dataset",
        "title": TITLE,
        "version": manifest.version,
        "date-released": f"{manifest.run.created:%Y-%m-%d}",
        "authors": [{"name": AUTHOR}],
        "abstract": f"{DESCRIPTION} {RIGHTS}",
        "keywords": KEYWORDS,
        "identifiers": [
            {"type": "other", "value": f"sha256:{manifest.content_hash}", "description": "Content hash"},
        ],
    }
    return "".join(
        f"{key}: {orjson.dumps(value).decode()}\n" for key, value in fields.items()
    )  # JSON is YAML
