"""The table `redactions`: private data that was taken out of pages."""

import pandera.polars as pa
import polars as pl

from schemas.fields import ARTICLE_ID, field
from warta.terms import RedactionKind, Role

_PUBLISHED = "Unicode code points from the start of the page as published"
_READ = "Unicode code points from the start of the page as read"


class Redactions(pa.DataFrameModel):
    """Private data of pages, each with the placeholder that stands for it and without its content.

    The rows of a page lead from offsets in the page as published to those in the page as read. Of pages that
    differ in private data alone, they are of the one that is the article.
    """

    article_id: str = field(
        "Article, copy or reject whose page this is.",
        "5f0c9a1de2b34c7788990a1b2c3d4e5f",
        str_matches=ARTICLE_ID,
    )
    start: pl.Int32 = field("Where the placeholder begins.", 60, unit=_PUBLISHED, ge=0)
    end: pl.Int32 = field("Where it ends, exclusive.", 69, unit=_PUBLISHED, ge=1)
    kind: str = field("What it stands for.", "phone", values=RedactionKind)
    role: str = field("Role of the span that it stands in.", "body", values=Role)
    raw_start: pl.Int32 = field("Where the private data begin.", 60, unit=_READ, ge=0)
    raw_end: pl.Int32 = field("Where they end, exclusive.", 74, unit=_READ, ge=1)

    class Config:
        """Columns are exactly those declared."""

        name = "redactions"
        strict = True
