"""The table `rejects`: pages that are not in the release, and why."""

import pandera.polars as pa
import polars as pl

from schemas.fields import ARTICLE_ID, SHA256, field
from warta.terms import Reason, Stage, TextRelease


class Rejects(pa.DataFrameModel):
    """Pages that were kept out of the release, with the reason and the way back to the raw page."""

    page_id: str = field("Name of the page in what was read.", "harian:19", null=True)
    article_id: str = field(
        "Name that the article would have; null where there is no text to name.",
        "00112233445566778899aabbccddeeff",
        null=True,
        str_matches=ARTICLE_ID,
    )
    source_path: str = field(
        "File that the page was read from, below the path that was given.", "harian/2024-09.jsonl.gz"
    )
    source_row: pl.Int64 = field(
        "Number of the page's row or record in its file, from 1; null where the file is one page.",
        19,
        null=True,
        ge=1,
    )
    source_sha256: str = field(
        "SHA-256 of the raw bytes; null where they gave no page, or private data were taken out.",
        "b3" * 32,
        null=True,
        str_matches=SHA256,
    )
    source_bytes: pl.Int64 = field(
        "Length of the raw bytes; null where they gave no page, or private data were taken out.",
        512,
        null=True,
        unit="bytes",
        ge=0,
    )
    stage: str = field("Where on its way the page was stopped.", "validate", values=Stage)
    reason: str = field("Why.", "invalid_record", values=Reason)
    check: str = field(
        "For an invalid record, the checks that failed, as `column: check`.",
        "body: str_length",
        null=True,
    )
    value: str = field(
        "The value that failed, or what was found instead.", "", null=True, str_length={"max_value": 200}
    )
    text_release: str = field(
        "How much of its page's text this release may hold; null where there is no text.",
        "full",
        null=True,
        values=TextRelease,
    )

    class Config:
        """Columns are exactly those declared."""

        name = "rejects"
        strict = True
