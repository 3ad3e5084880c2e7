"""Whether the tables of a release agree with each other."""

from collections.abc import Iterator, Mapping

import polars as pl

from warta.publishing.verification.ledger import pages
from warta.publishing.verification.tables import TableReading


def check_relations(readings: Mapping[str, TableReading]) -> Iterator[str]:
    """Compare rows across tables; of each kind of fault the first is told.

    Args:
        readings: What was read of every table.
    """
    related = {name: reading.related for name, reading in readings.items()}
    yield from _keys(related["articles"])
    yield from _fates(related)
    yield from _originals(related)
    yield from _ledger(related)


def _keys(articles: pl.DataFrame) -> Iterator[str]:
    twice = articles.filter(pl.col("article_id").is_duplicated())
    if twice.height:
        yield f"articles: two rows with the same article_id ({_first(twice)})"


def _fates(related: Mapping[str, pl.DataFrame]) -> Iterator[str]:
    """Every page became one thing."""
    sources = pl.concat(related[name].select("source_path", "source_row") for name in _FATES)
    twice = sources.filter(sources.is_duplicated())
    if twice.height:
        path, row = twice.row(0)
        yield f"articles, duplicates, rejects: two rows for one page ({path}, row {row})"


_FATES = ("articles", "duplicates", "rejects")


def _originals(related: Mapping[str, pl.DataFrame]) -> Iterator[str]:
    orphans = related["duplicates"].join(
        related["articles"], left_on="original_id", right_on="article_id", how="anti"
    )
    if orphans.height:
        yield f"duplicates: original_id is no article ({orphans['original_id'][0]})"


def _ledger(related: Mapping[str, pl.DataFrame]) -> Iterator[str]:
    ledger = pages(related["spans"])
    broken = ledger.filter(~pl.col("whole") | (pl.col("start") != 0))
    if broken.height:
        yield f"spans: the spans of a page do not tile it ({_first(broken)})"
    known = pl.concat(related[name].select("article_id") for name in _FATES)
    strange = ledger.join(known, on="article_id", how="anti")
    if strange.height:
        yield f"spans: a page that is no article, duplicate or reject ({_first(strange)})"
    for name in ("articles", "duplicates"):
        missing = related[name].join(ledger, on="article_id", how="anti")
        if missing.height:
            yield f"{name}: a page without spans ({_first(missing)})"
    sums = related["articles"].join(ledger, on="article_id")
    for column, told in (
        ("chars_total", "end"),
        ("chars_kept", "kept"),
        ("chars_removed", "removed"),
        ("chars_blank", "blank"),
    ):
        wrong = sums.filter(pl.col(column) != pl.col(told))
        if wrong.height:
            yield f"articles: {column} is not what the spans come to ({_first(wrong)})"


def _first(frame: pl.DataFrame) -> str:
    return str(frame["article_id"][0])
