"""The pages of the evaluation set, in the form of `warta.training.handwritten`.

A file `pages/<id>.page` is one page, a file `pages/<id>.json` holds the facts of the page.
"""

import json
from pathlib import Path

from warta.training.handwritten import Row, handwritten

FOLDER = Path(__file__).parent / "pages"


def read_pages() -> list[Row]:
    """All pages in the order of their ids, with `facts` where the page tells a story (else null)."""
    return [{**row, "facts": _facts(FOLDER / f"{row['id']}.json")} for row in handwritten(FOLDER)]


def _facts(path: Path) -> Row | None:
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else None
