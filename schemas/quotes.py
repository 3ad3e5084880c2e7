"""The table `quotes`: direct quotations with their speakers."""

import pandera.polars as pa
import polars as pl

from schemas.fields import ARTICLE_ID, field

_OFFSET = "Unicode code points from the start of the page"


class Quotes(pa.DataFrameModel):
    """Direct quotations of a sentence or more, with who said them and the words that attribute them."""

    article_id: str = field(
        "Article that the quotation stands in.", "5f0c9a1de2b34c7788990a1b2c3d4e5f", str_matches=ARTICLE_ID
    )
    start: pl.Int32 = field("Where the quotation begins, behind its mark.", 120, unit=_OFFSET, ge=0)
    end: pl.Int32 = field("Where it ends, before its mark.", 181, unit=_OFFSET, ge=1)
    text: str = field(
        "The quotation without its marks, as printed; null where the text is withheld.",
        "Kami siap mendengarkan masukan warga sampai tahapan selesai,",
        null=True,
        same_as=["schema:text"],
        str_length={"min_value": 1},
        long=True,
    )
    speaker: str = field(
        "Name of who said it; null where the page does not tell.",
        "Bagas Wiratama",
        null=True,
        same_as=["schema:spokenByCharacter"],
    )
    speaker_basis: str = field(
        "How the speaker was found: by `name`, by `post` (`ujar Kapolres`), by a `pronoun` as the last "
        "who spoke, without a word as the last who spoke (`context`), or not at all (`none`).",
        "name",
        null=True,
    )
    attribution: str = field("Words that attribute it, as printed.", "ujar Iptu Bagas", null=True)
    attribution_start: pl.Int32 = field("Where they begin.", 183, null=True, unit=_OFFSET, ge=0)
    attribution_end: pl.Int32 = field("Where they end, exclusive.", 198, null=True, unit=_OFFSET, ge=1)

    class Config:
        """Columns are exactly those declared."""

        name = "quotes"
        strict = True
