"""The table `evidence`: where the single-valued facts of an article stand."""

import pandera.polars as pa
import polars as pl

from schemas.fields import ARTICLE_ID, field

_OFFSET = "Unicode code points from the start of the page"


class Evidence(pa.DataFrameModel):
    """Where in the page each fact of `articles` was read, and how; what came beside its text has no row.

    That is an outlet or title from the page's row or head, and a day of publication from its head or address.
    Evidence stands in kept spans. Only an outlet that nothing but the copyright line names (basis
    `copyright`) has its evidence in a span of the role `legal`, which is removed from the text.
    """

    article_id: str = field(
        "Article whose fact it is.", "5f0c9a1de2b34c7788990a1b2c3d4e5f", str_matches=ARTICLE_ID
    )
    fact: str = field(
        "Column of `articles`: `title`, `dateline_place`, `published_date`, `authors`, `editors`, `outlet`, "
        "`syndicated_from`.",
        "dateline_place",
    )
    start: pl.Int32 = field("Where the evidence begins.", 40, unit=_OFFSET, ge=0)
    end: pl.Int32 = field("Where it ends, exclusive.", 48, unit=_OFFSET, ge=1)
    basis: str = field(
        "Where the fact was read: on the `page` as it stands, in its `dateline`, `byline`, `credit`, "
        "`logo`, an `agency` that sends the text, its `body`, or the `copyright` line.",
        "dateline",
    )

    class Config:
        """Columns are exactly those declared."""

        name = "evidence"
        strict = True
