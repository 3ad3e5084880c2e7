"""The table `people`: officials that articles name."""

import pandera.polars as pa
import polars as pl

from schemas.fields import ARTICLE_ID, Strings, field, has_no_null_items

_OFFSET = "Unicode code points from the start of the page"


class People(pa.DataFrameModel):
    """Police, election and government officials as an article names them, in the post they hold on its day.

    Suspects, victims, minors and private persons have no row.
    """

    article_id: str = field(
        "Article that names the person.", "5f0c9a1de2b34c7788990a1b2c3d4e5f", str_matches=ARTICLE_ID
    )
    start: pl.Int32 = field("Where the name begins.", 95, unit=_OFFSET, ge=0)
    end: pl.Int32 = field("Where the name ends, exclusive.", 109, unit=_OFFSET, ge=1)
    name: str = field(
        "Name in its most complete form, without rank and degrees.",
        "Bagas Wiratama",
        same_as=["schema:name", "ninjs:people.name"],
        str_length={"min_value": 1},
    )
    rank: str = field("Rank as its usual abbreviation; null for civilians.", "Iptu", null=True)
    degrees: Strings = field("Academic degrees as printed.", ["S.H."], same_as=["schema:honorificSuffix"])
    position: str = field(
        "Post in the longest form printed.",
        "Kapolsek Rantau Jaya",
        null=True,
        same_as=["schema:jobTitle", "ninjs:people.rel"],
    )
    unit: str = field(
        "Police unit of the post.", "Polsek Rantau Jaya", null=True, same_as=["schema:worksFor"]
    )
    basis: str = field("What tells that this is a person in office: a `post` or a `rank`.", "rank")

    @pa.check("degrees", error="no_null_items")
    def no_null_items(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """Lists hold values, not gaps."""
        return data.lazyframe.select(has_no_null_items(data.key))

    class Config:
        """Columns are exactly those declared."""

        name = "people"
        strict = True
