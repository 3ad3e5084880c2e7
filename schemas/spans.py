"""The table `spans`: the ledger of every page, kept and removed parts alike."""

import pandera.polars as pa
import polars as pl

from schemas.fields import ARTICLE_ID, field
from warta.terms import Role


class Spans(pa.DataFrameModel):
    """What became of every character: the spans of a page tile its text, each with its role and rule.

    Joining the `text` of a page's spans in order gives back the page, character for character but for private
    data (`redactions`), comments of readers, and text that may not be published, of which it has the length.
    """

    article_id: str = field(
        "Article, copy or reject whose page this is.",
        "5f0c9a1de2b34c7788990a1b2c3d4e5f",
        str_matches=ARTICLE_ID,
    )
    start: pl.Int32 = field(
        "Where the span begins.", 0, unit="Unicode code points from the start of the page", ge=0
    )
    end: pl.Int32 = field(
        "Where the span ends, exclusive.", 38, unit="Unicode code points from the start of the page", ge=1
    )
    role: str = field("What the span is.", "title", values=Role)
    rule: str = field(
        "Id of the rule that decided, `structure:…` or `model`; null for white space between spans.",
        "structure:first-line",
        null=True,
    )
    confidence: pl.Float32 = field(
        "Confidence of the model; null where a rule is certain.", 0.5, null=True, unit="0 to 1", ge=0, le=1
    )
    text: str = field(
        "The span's text; null for comments of readers and where the text is withheld.",
        "Polisi patroli gudang logistik pilkada",
        null=True,
        long=True,
    )

    @pa.dataframe_check(error="offsets_fit_text")
    def offsets_fit_text(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """The offsets are as far apart as the text is long."""
        length = pl.col("text").str.len_chars().cast(pl.Int32)
        return data.lazyframe.select((pl.col("end") - pl.col("start") == length).fill_null(True))

    @pa.dataframe_check(error="no_words_of_readers")
    def no_words_of_readers(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """What readers wrote is not published."""
        return data.lazyframe.select(pl.col("text").is_null() | (pl.col("role") != Role.COMMENT.value))

    @pa.dataframe_check(error="rule_unless_blank")
    def rule_unless_blank(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """Every span but white space names the rule that decided."""
        return data.lazyframe.select(pl.col("rule").is_null() == (pl.col("role") == Role.BLANK.value))

    class Config:
        """Columns are exactly those declared."""

        name = "spans"
        strict = True
