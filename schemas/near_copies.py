"""The table `near_copies`: articles that tell one text with small changes."""

import pandera.polars as pa
import polars as pl

from schemas.fields import ARTICLE_ID, field
from warta.terms import CopyRole, OriginalBasis


class NearCopies(pa.DataFrameModel):
    """Articles of one text: each with the original of its cluster, itself among them."""

    article_id: str = field("The article.", "0a1b2c3d4e5f60718293a4b5c6d7e8f9", str_matches=ARTICLE_ID)
    original_id: str = field(
        "The original of its cluster; its own for the original.",
        "5f0c9a1de2b34c7788990a1b2c3d4e5f",
        str_matches=ARTICLE_ID,
        same_as=["schema:isBasedOn"],
    )
    role: str = field("What the article is in its cluster.", "copy", values=CopyRole)
    similarity: pl.Float64 = field(
        "Share of three-word sequences that it has in common with the original, estimated (Jaccard).",
        0.94,
        unit="0 to 1",
        ge=0,
        le=1,
    )
    original_basis: str = field(
        "What shows that the original came first; null for the original.",
        "published_date",
        null=True,
        values=OriginalBasis,
    )

    source_id: str = field(
        "The article of its cluster that was published by the outlet it names as its source "
        "(`syndicated_from` of `articles`); null where it names none, or nothing by it is in the cluster.",
        "5f0c9a1de2b34c7788990a1b2c3d4e5f",
        null=True,
        str_matches=ARTICLE_ID,
        same_as=["schema:isBasedOn"],
    )

    class Config:
        """Columns are exactly those declared."""

        name = "near_copies"
        strict = True
