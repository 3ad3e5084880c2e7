"""Pages, spans, facts and language to the records that a release publishes."""

from collections.abc import Mapping
from typing import Final, TypeAlias

import polars as pl

from schemas.tables import partition
from warta import __version__, cleaning
from warta.assembly.fact_tables import fact_tables
from warta.assembly.flags import flags
from warta.assembly.text import bodies, counts, with_text
from warta.duplicates import body_key, sign
from warta.facts import Facts
from warta.frames import REJECTS
from warta.language import identify
from warta.privacy import without_comments
from warta.rights import decide_rights
from warta.terms import Reason, Stage, TextRelease

Records: TypeAlias = Mapping[str, pl.DataFrame]
"""Frames by name, each with its page's number in `page`."""

INDEX: Final = "pages"
"""Name of the index of all pages that could be decoded, which is not published."""

SIGNATURES: Final = "signatures"
"""Name of what tells near copies, which is not published."""

_SOURCE_NAMES: Final = {
    "url": "source_url",
    "fetched_at": "source_fetched_at",
    "provenance": "source_extra",
    "outlet": "source_outlet",
}
_INDEX_COLUMNS: Final = (
    "page",
    "article_id",
    "page_id",
    "source_path",
    "source_row",
    "source_url",
    "source_sha256",
    "source_bytes",
    "source_fetched_at",
    "outlet",
    "body_key",
    "text_release",
)


def make_records(
    pages: pl.DataFrame, spans: pl.DataFrame, found: Facts, text_release: TextRelease
) -> Records:
    """Make the records of pages.

    Args:
        pages: Pages (`warta.frames.PAGES`).
        spans: Their ledger (`warta.frames.SPANS`).
        found: Their facts.
        text_release: What may be published of texts whose outlet is not known.

    Returns:
        The published tables but `duplicates`, each with `page` (row number of its page). `spans` holds the
        ledger of every page, `rejects` the pages without an article. `pages` is the index of all pages, with
        `body_key`, equal for exact copies; `signatures` is what tells near copies.
    """
    numbered = pages.rename(_SOURCE_NAMES).with_row_index("page")
    ledger = with_text(numbered, spans)
    described = (
        numbered.join(bodies(ledger), on="page", how="left", maintain_order="left")
        .join(counts(ledger), on="page", how="left", maintain_order="left")
        .join(found.articles, on="page", how="left", maintain_order="left")
        .with_columns(body_key=body_key(pl.col("body")))
    )
    described = described.hstack(decide_rights(described, text_release))
    has_body = pl.col("body").is_not_null()
    articles = _articles(described.filter(has_body), ledger, found.dates)
    return {
        "articles": articles,
        **fact_tables(articles, found),
        "spans": without_comments(ledger),
        "rejects": as_rejects(described.filter(~has_body), Stage.CLEAN, Reason.NO_ARTICLE),
        INDEX: described.select(_INDEX_COLUMNS),
        SIGNATURES: _signatures(articles),
    }


def partitions_of(index: pl.DataFrame, articles: pl.DataFrame) -> pl.Series:
    """The partition of each page, in order: that of its article, or that of pages without a date.

    Args:
        index: The index of all pages.
        articles: The articles, with `page`.
    """
    dates = articles.select("page", "date")
    dated = index.join(dates, on="page", how="left", maintain_order="left")
    return dated.select(partition=partition(pl.col("date"), pl.col("source_fetched_at"))).to_series()


def as_rejects(pages: pl.DataFrame, stage: Stage, reason: Reason) -> pl.DataFrame:
    """Pages kept out of the release: `page` and the columns of REJECTS.

    Args:
        pages: The columns that say where a page came from, and `check` and `value` where there are any.
        stage: Where they were stopped.
        reason: Why.
    """
    absent = [pl.lit(None, pl.String).alias(name) for name in ("check", "value") if name not in pages.columns]
    named = pages.with_columns(*absent, stage=pl.lit(str(stage)), reason=pl.lit(str(reason)))
    return named.select("page", *REJECTS.names())


def _articles(described: pl.DataFrame, ledger: pl.DataFrame, dates: pl.DataFrame) -> pl.DataFrame:
    languages = identify(described["body"])
    records = described.hstack(languages).with_columns(
        warta_version=pl.lit(__version__),
        rules_version=pl.lit(cleaning.rules_version()),
    )
    return records.with_columns(flags=flags(records, ledger, dates))


def _signatures(articles: pl.DataFrame) -> pl.DataFrame:
    """Of each page: which of several that have one name is the article is decided when all are known."""
    signed = sign(articles.with_columns(article_id=pl.col("page").cast(pl.String)))
    numbered = signed.with_columns(page=pl.col("article_id").cast(articles.schema["page"]))
    return numbered.drop("article_id").join(
        articles.select("page", "article_id"), on="page", maintain_order="left"
    )
