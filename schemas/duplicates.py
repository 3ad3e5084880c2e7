"""The table `duplicates`: pages that are exact copies of an article."""

import pandera.polars as pa
import polars as pl

from schemas.fields import ARTICLE_ID, SHA256, field
from warta.terms import TextRelease


class Duplicates(pa.DataFrameModel):
    """Pages whose body is that of an article, but for case, quotes and white space: kept out, not lost."""

    article_id: str = field(
        "Name of the copy, made as that of an article; the same where the texts are the same, be it but for "
        "private data.",
        "0a1b2c3d4e5f60718293a4b5c6d7e8f9",
        str_matches=ARTICLE_ID,
    )
    page_id: str = field("Name of the page in what was read.", "harian:18")
    original_id: str = field(
        "The article that this page is a copy of.",
        "5f0c9a1de2b34c7788990a1b2c3d4e5f",
        same_as=["schema:sameAs"],
        str_matches=ARTICLE_ID,
    )
    source_path: str = field(
        "File that the page was read from, below the path that was given.", "harian/2024-09.jsonl.gz"
    )
    source_row: pl.Int64 = field(
        "Number of the page's row or record in its file, from 1; null where the file is one page.",
        18,
        null=True,
        ge=1,
    )
    source_url: str = field(
        "Address of the page.", "https://warta-sukamaju.example/patroli", null=True, same_as=["schema:url"]
    )
    source_sha256: str = field(
        "SHA-256 of the raw bytes, of the file or of the row's line; null where private data were taken out.",
        "a7" * 32,
        null=True,
        str_matches=SHA256,
    )
    source_bytes: pl.Int64 = field(
        "Length of the raw bytes; null where private data were taken out.",
        2533,
        null=True,
        unit="bytes",
        ge=0,
    )
    source_fetched_at: str = field(
        "When the page was fetched, as the source says, in UTC.", "2024-09-03T01:00:00Z", null=True
    )
    text_release: str = field(
        "How much of its page's text this release may hold; null where nobody decided.",
        "full",
        null=True,
        values=TextRelease,
    )

    class Config:
        """Columns are exactly those declared."""

        name = "duplicates"
        strict = True
