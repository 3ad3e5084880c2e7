"""Which pages a release has rows of, and which of these rows the release before has too."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

import polars as pl

from warta.numbers import of_ids
from warta.terms import TextRelease

LISTING: Final = pl.Schema(
    {
        "list": pl.Categorical(),  # ARTICLES or LEDGERS
        "partition": pl.Categorical(),
        "page": pl.UInt64(),  # the page's key (`warta.assembly.shards.page_keys`)
        "article_id": pl.UInt128(),  # in numbers (`warta.numbers`)
        "text_release": pl.Categorical(),  # how much of its text is shown
    }
)
"""All that the rows of a release follow from, but for the program that made them: a page stands in it once
for the tables of articles and once for those of ledgers, where it has rows there."""

ARTICLES: Final = "articles"
LEDGERS: Final = "ledgers"

RowsOf: TypeAlias = Callable[[str, str | None], Iterator[pl.DataFrame] | None]
"""Gives the rows of a table of the release before, of one partition where the table has such; null where they
are not there as they were published."""


def listing(articles: pl.DataFrame, ledgers: pl.DataFrame, withholding: pl.DataFrame) -> pl.DataFrame:
    """List what the rows of a release follow from.

    Args:
        articles: `page`, `partition` and `article_id` of each article, ids in numbers.
        ledgers: The same of each page whose ledger is published.
        withholding: The texts that are not published in full (`warta.rights.WITHHOLDING`).

    Returns:
        LISTING.
    """
    pages = [
        some.select("partition", "page", "article_id", list=pl.lit(name))
        for name, some in ((ARTICLES, articles), (LEDGERS, ledgers))
    ]
    shown = pl.col("text_release").fill_null(TextRelease.FULL.value)
    held = withholding.with_columns(of_ids("article_id"))
    listed = pl.concat(pages).join(held, on="article_id", how="left").with_columns(shown)
    return listed.select(LISTING.names()).cast(LISTING)


@dataclass(frozen=True, slots=True)
class Before:
    """What the release before has of the rows of this one.

    Attributes:
        added: What this one lists and that one does not.
        gone: What only that one lists.
        rows: Its rows.
    """

    added: pl.DataFrame
    gone: pl.DataFrame
    rows: RowsOf


def compared(now: pl.DataFrame, then: pl.DataFrame, rows: RowsOf) -> Before:
    """Compare a release with the one before, which the same program made.

    Args:
        now: What this one lists.
        then: What that one lists.
        rows: Its rows.
    """
    added = now.join(then, on=LISTING.names(), how="anti")
    gone = then.join(now, on=LISTING.names(), how="anti")
    return Before(added, gone, rows)


def same_partitions(now: pl.DataFrame, before: Before) -> frozenset[str]:
    """The partitions of which both releases list the same.

    Args:
        now: What this one lists.
        before: What the one before has of it.
    """
    other = pl.concat([before.added["partition"], before.gone["partition"]])
    return frozenset(now["partition"].unique()) - {*other.unique()}
