"""The frames that stages hand to each other, one Polars schema each.

Offsets count Unicode code points of a page's `text`; `end` is exclusive.
"""

from typing import Final

import polars as pl

SPAN: Final = pl.Schema({"start": pl.UInt32(), "end": pl.UInt32(), "kind": pl.String()})
"""A part of a page's text and what the DOM calls it: `h1`, `caption`, `nav`, `comment`, `link`, …"""

MARKUP: Final = pl.List(pl.Struct(SPAN))
"""What the DOM of an HTML page says of its text."""

METADATA: Final = pl.Struct(
    {
        "title": pl.String,
        "authors": pl.List(pl.String),
        "published": pl.String,
        "modified": pl.String,
        "section": pl.String,
        "keywords": pl.List(pl.String),
        "url": pl.String,
        "site": pl.String,
    }
)
"""What the head of an HTML page says of the page, as printed there."""

PAGES: Final = pl.Schema(
    {
        "page_id": pl.String(),  # the row's `id`, else the file's name without its ending
        "article_id": pl.String(),  # from the content alone, once cleared from its text if it was cleared
        "text": pl.String(),
        "source_path": pl.String(),
        "source_row": pl.Int64(),  # number of the row in its file from 1; null where the file is one page
        "source_sha256": pl.String(),  # of the raw bytes: of the file, of the row's line; null once cleared
        "source_bytes": pl.Int64(),
        "source_encoding": pl.String(),
        "url": pl.String(),
        "outlet": pl.String(),
        "fetched_at": pl.String(),
        "provenance": pl.String(),  # the row's other keys as they came, as a JSON object
        "markup": MARKUP,  # null for pages that came as text
        "metadata": METADATA,  # null for pages that came as text
    }
)
"""One row a page, as read."""

SPANS: Final = pl.Schema(
    {
        "page": pl.UInt32(),  # row number of the page in its frame
        "start": pl.UInt32(),
        "end": pl.UInt32(),
        "role": pl.String(),
        "rule": pl.String(),  # id of the rule that decided, `structure:…` or `model`; null for blank
        "confidence": pl.Float32(),  # of the model; null where a rule is certain
    }
)
"""The ledger: the spans of each page in order, tiling its text."""

REJECTS: Final = pl.Schema(
    {
        "page_id": pl.String(),
        "article_id": pl.String(),  # null where there is no text to name
        "source_path": pl.String(),
        "source_row": pl.Int64(),
        "source_sha256": pl.String(),
        "source_bytes": pl.Int64(),
        "stage": pl.String(),
        "reason": pl.String(),
        "check": pl.String(),
        "value": pl.String(),  # at most 200 characters
        "text_release": pl.String(),  # warta.terms.TextRelease; null where there is no text
    }
)
"""One row a page or record kept out of the release."""

TOLD_OF_REJECTS: Final = ("stage", "reason", "check", "value")
"""The columns of REJECTS that say why; all others say what page it is."""
