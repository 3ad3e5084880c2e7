"""Whether facts stand where their tables say: inside the page, and in the very words."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Final

import polars as pl

from schemas.tables import TABLES, Table
from warta.publishing.writing import parquet_path

_PAGES_AT_ONCE: Final = 20_000


def check_evidence(release: Path, articles: pl.Series) -> Iterator[str]:
    """Look up the evidence of each fact in the text that the ledger gives back.

    White space counts as equal, however much of it; of each table the first fault is told.

    Args:
        release: Folder of a release whose tables are otherwise sound.
        articles: The ids of its articles.
    """
    tables = [
        table for name, table in TABLES.items() if name != "spans" and {"start", "end"} <= {*table.columns}
    ]
    bounds = [*articles.sort().gather_every(_PAGES_AT_ONCE), None]
    for table in tables:
        faults = (_first_fault(release, table, *bound) for bound in pairwise(bounds))
        yield from [fault for fault in faults if fault][:1]


def _first_fault(release: Path, table: Table, low: str, high: str | None) -> str | None:
    here = pl.col("article_id") >= low
    if high is not None:
        here &= pl.col("article_id") < high
    spans = pl.scan_parquet(release / parquet_path(TABLES["spans"], None)).filter(here)
    texts = spans.group_by("article_id").agg(pl.col("text").str.join("").alias("page"))
    rows = pl.scan_parquet(release / parquet_path(table, None)).filter(here)
    told = pl.col("text") if "text" in table.columns else None
    wrong = (
        rows.join(texts, on="article_id", how="left", maintain_order="left")
        .filter(~_stands(told).fill_null(False))
        .select("article_id", "start")
        .head(1)
        .collect()
    )
    if wrong.is_empty():
        return None
    return (
        f"{table.name}: not found where it should stand (article {wrong.item(0, 0)}, from {wrong.item(0, 1)})"
    )


def _stands(told: pl.Expr | None) -> pl.Expr:
    start, end, page = pl.col("start"), pl.col("end"), pl.col("page")
    inside = (start < end) & (end <= page.str.len_chars().cast(pl.Int64))
    if told is None:
        return inside
    found = page.str.slice(start, end - start)
    return inside & (_folded(found) == _folded(told))


def _folded(text: pl.Expr) -> pl.Expr:
    return text.str.replace_all(r"\s+", " ")
