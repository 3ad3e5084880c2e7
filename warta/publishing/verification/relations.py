"""Whether the tables of a release agree with each other."""

from collections.abc import Iterator, Mapping
from typing import Final

import polars as pl

from schemas.tables import PUBLISHED, TABLES
from warta.numbers import as_id
from warta.publishing.verification.ledger import pages
from warta.publishing.verification.tables import TableReading

_FATES: Final = ("articles", "duplicates", "rejects")


def check_relations(readings: Mapping[str, TableReading]) -> Iterator[str]:
    """Compare rows across tables; of each kind of fault the first is told.

    Args:
        readings: What was read of every table.
    """
    related = {name: reading.related for name, reading in readings.items()}
    yield from _keys(related)
    yield from _fates(related)
    yield from _references(related)
    yield from _partitions(related)
    yield from _ledger(related)


def _keys(related: Mapping[str, pl.DataFrame]) -> Iterator[str]:
    """Keys are unique; of tables sorted by their key this was seen before."""
    for name, table in PUBLISHED.items():
        if table.key == table.sort:
            continue
        keys = related[name].select(table.key)
        twice = keys.filter(keys.is_duplicated())
        if twice.height:
            yield f"{name}: two rows with the same {', '.join(table.key)} ({as_id(twice.item(0, 0))})"


def _fates(related: Mapping[str, pl.DataFrame]) -> Iterator[str]:
    """Every page became one thing."""
    sources = pl.concat(related[name].select("source_path", "source_row") for name in _FATES)
    twice = sources.filter(sources.is_duplicated())
    if twice.height:
        path, row = twice.row(0)
        yield f"articles, duplicates, rejects: two rows for one page ({path}, row {row})"


def _references(related: Mapping[str, pl.DataFrame]) -> Iterator[str]:
    for name, table in PUBLISHED.items():
        for column, other in table.references.items():
            named = related[name].drop_nulls(column)
            orphans = named.join(related[other], left_on=column, right_on=PUBLISHED[other].key, how="anti")
            if orphans.height:
                yield f"{name}: {column} names no row of {other} ({as_id(orphans[column][0])})"


def _partitions(related: Mapping[str, pl.DataFrame]) -> Iterator[str]:
    """What is cut as the articles are stands where its article does."""
    articles = related["articles"].select("article_id", own="partition")
    for name, table in TABLES.items():
        if table.partition is None:
            continue
        placed = related[name].join(articles, on="article_id")
        strays = placed.filter(pl.col("partition") != pl.col("own"))
        if strays.height:
            yield f"{name}: in another partition than its article ({_first(strays)})"


def _ledger(related: Mapping[str, pl.DataFrame]) -> Iterator[str]:
    ledger = pages(related["spans"])
    broken = ledger.filter(~pl.col("whole") | (pl.col("start") != 0))
    if broken.height:
        yield f"spans: the spans of a page do not tile it ({_first(broken)})"
    twice = ledger.filter(pl.col("article_id").is_duplicated())
    if twice.height:
        yield f"spans: a page stands in two partitions ({_first(twice)})"
    unplaced = related["redactions"].join(ledger, on="article_id", how="anti")
    if unplaced.height:
        yield f"redactions: of a page without spans ({_first(unplaced)})"
    known = pl.concat(related[name].select("article_id") for name in _FATES)
    strange = ledger.join(known, on="article_id", how="anti")
    if strange.height:
        yield f"spans: a page that is no article, duplicate or reject ({_first(strange)})"
    for name in ("articles", "duplicates"):
        missing = related[name].join(ledger, on="article_id", how="anti")
        if missing.height:
            yield f"{name}: a page without spans ({_first(missing)})"
    sums = related["articles"].join(ledger, on="article_id")
    for column, in_ledger in (
        ("chars_total", "end"),
        ("chars_kept", "kept"),
        ("chars_removed", "removed"),
        ("chars_blank", "blank"),
    ):
        wrong = sums.filter(pl.col(column) != pl.col(in_ledger))
        if wrong.height:
            yield f"articles: {column} is not what the spans come to ({_first(wrong)})"


def _first(frame: pl.DataFrame) -> str:
    return as_id(frame["article_id"][0])
