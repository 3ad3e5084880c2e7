"""Whether facts stand where their tables say: inside the kept text of the page, and in the very words."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Final

import polars as pl

from schemas.frames import polars_schema
from schemas.tables import TABLES, WITH_PLACES, Table
from warta.numbers import as_ids
from warta.privacy import PLACEHOLDERS
from warta.publishing.writing import parquet_path
from warta.terms import KEPT, Role

_PAGES_AT_ONCE: Final = 2_500
_IN_COPYRIGHT: Final = "copyright"
"""Basis of an outlet that only the copyright line names: the one evidence that stands in removed text."""
_HIDDEN: Final = "\0"
"""Stands for each character that the ledger does not show; facts that stand there cannot be looked up."""


def check_evidence(release: Path, pages: pl.DataFrame) -> Iterator[str]:
    """Look up the evidence of each fact, and what stands for private data, in the text of the ledger.

    White space counts as equal, however much of it; of each table the first fault is told. A fact begins and
    ends in kept spans; only an outlet may be read from a removed line of copyright.

    Args:
        release: Folder of a release whose tables are otherwise sound.
        pages: `article_id` and `partition` of the pages that are looked up, in numbers.
    """
    tables = [TABLES[name] for name in WITH_PLACES if name != "spans"]
    faults: dict[str, str] = {}
    ids = pages.select("article_id", "partition").unique().sort("article_id")
    for some in ids.iter_slices(_PAGES_AT_ONCE):
        part = some.with_columns(as_ids(some["article_id"]), pl.col("partition").cast(pl.String))
        spans = _rows_of(release, TABLES["spans"], part).collect().lazy()
        texts = _pages(spans).collect().lazy()
        for table in tables:
            for fault in islice(_faults(table, _rows_of(release, table, part), texts, spans), 1):
                faults.setdefault(table.name, fault)
    yield from (faults[table.name] for table in tables if table.name in faults)


def _pages(spans: pl.LazyFrame) -> pl.LazyFrame:
    """The text of each page as far as the ledger shows it, of full length."""
    length = pl.col("end") - pl.col("start")
    shown = pl.col("text").fill_null("").str.pad_end(length, _HIDDEN)
    return spans.group_by("article_id").agg(shown.str.join("").alias("page"))


def _rows_of(release: Path, table: Table, pages: pl.DataFrame) -> pl.LazyFrame:
    """The rows of a table that are of some pages, which are sorted by their ids."""
    keys = [None] if table.partition is None else pages["partition"].unique().sort()
    files = [path for key in keys if (path := release / parquet_path(table, key)).exists()]
    ids = pages["article_id"]
    here = pl.col("article_id").is_between(pl.lit(ids[0]), pl.lit(ids[-1]))
    rows = pl.scan_parquet(files, schema=polars_schema(table), hive_partitioning=False).filter(here)
    return rows.join(pages.select("article_id").lazy(), on="article_id", how="semi", maintain_order="left")


def _faults(table: Table, rows: pl.LazyFrame, texts: pl.LazyFrame, spans: pl.LazyFrame) -> Iterator[str]:
    told = pl.col("text") if "text" in table.columns else None
    if table.name == "redactions":
        told = pl.col("kind").replace_strict(PLACEHOLDERS)
    placed = rows.join(texts, on="article_id", how="left", maintain_order="left")
    yield from _told(table, placed.filter(~_stands(told).fill_null(False)), "not found where it should stand")
    if table.name == "redactions":  # which are of all parts of a page
        return
    removed = _in_removed(rows, spans)
    if table.name == "evidence":
        removed = removed.filter(
            (pl.col("fact") != "outlet")
            | (pl.col("basis") != _IN_COPYRIGHT)
            | (pl.col("stands_in") != Role.LEGAL)
        )
    yield from _told(table, removed, "outside the kept text")


def _told(table: Table, wrong: pl.LazyFrame, fault: str) -> Iterator[str]:
    for article, start in wrong.select("article_id", "start").head(1).collect().iter_rows():
        yield f"{table.name}: {fault} (article {article}, from {start})"


def _in_removed(rows: pl.LazyFrame, spans: pl.LazyFrame) -> pl.LazyFrame:
    """The facts that begin or end in spans that are not kept."""
    roles = spans.select("article_id", at="start", stands_in="role").sort("at")
    ends = [
        rows.with_columns(at=at)
        .sort("at")
        .join_asof(roles, on="at", by="article_id", check_sortedness=False)
        .filter(~pl.col("stands_in").is_in([*KEPT]))
        for at in (pl.col("start"), pl.col("end") - 1)
    ]
    return pl.concat(ends).sort("article_id", "start")


def _stands(told: pl.Expr | None) -> pl.Expr:
    start, end, page = pl.col("start"), pl.col("end"), pl.col("page")
    inside = (start < end) & (end <= page.str.len_chars().cast(pl.Int64))
    if told is None:
        return inside
    found = page.str.slice(start, end - start)
    hidden = told.is_null() | found.str.contains(_HIDDEN, literal=True)
    return inside & (hidden | (_folded(found) == _folded(told)))


def _folded(text: pl.Expr) -> pl.Expr:
    return text.str.replace_all(r"\s+", " ")
