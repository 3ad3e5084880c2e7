"""The table `ids`: every article that any release held."""

import pandera.polars as pa
import polars as pl

from schemas.fields import ARTICLE_ID, field
from warta.terms import IdStatus

_VERSION = r"^[0-9]{4}\.[0-9]{2}\.[0-9]{2}(\.[1-9][0-9]*)?$"


class Ids(pa.DataFrameModel):
    """Every article that this or a release before it held, and when; no id ever names another article.

    An id that was made from private data which this release has placeholders for is listed no more.
    """

    article_id: str = field("The article.", "5f0c9a1de2b34c7788990a1b2c3d4e5f", str_matches=ARTICLE_ID)
    status: str = field("Whether this release holds it.", "gone", values=IdStatus)
    first_seen: str = field("First release that held it.", "2026.11.20", str_matches=_VERSION)
    last_seen: str = field("Last release that held it.", "2026.11.21", str_matches=_VERSION)
    last_changed: str = field(
        "Last release in which one of its fields was another than before.", "2026.11.20", str_matches=_VERSION
    )
    why: str = field(
        "Of one that is gone, why: `its page was not read`, `its page changed and gives` another article, "
        "`copy of` one, `rejected:` with the reason, or `takedown`.",
        "rejected: no_article",
        null=True,
    )

    @pa.dataframe_check(error="only_the_gone_have_a_reason")
    def only_the_gone_have_a_reason(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """What is gone says why."""
        return data.lazyframe.select((pl.col("status") == IdStatus.GONE.value) == pl.col("why").is_not_null())

    class Config:
        """Columns are exactly those declared."""

        name = "ids"
        strict = True
