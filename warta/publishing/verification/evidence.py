"""Whether facts stand where their tables say: inside the kept text of the page, and in the very words."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

import polars as pl

from schemas.frames import polars_schema
from schemas.tables import TABLES, WITH_PLACES, Table
from warta.numbers import as_id, as_ids
from warta.privacy import PLACEHOLDERS
from warta.publishing.writing import parquet_path
from warta.terms import KEPT, Role

_PAGES_AT_ONCE: Final = 5_000
_AT_ONCE: Final = 2
"""So many pages are looked up by each of so many threads: libraries do the work."""
_IN_COPYRIGHT: Final = "copyright"
"""Basis of an outlet that only the copyright line names: the one evidence that stands in removed text."""
_HIDDEN: Final = "\0"
"""Stands for each character that the ledger does not show; facts that stand there cannot be looked up."""
_LONGEST: Final = 1 << 32
"""Characters: more than any page has."""


def check_evidence(release: Path, pages: pl.DataFrame) -> Iterator[str]:
    """Look up the evidence of each fact, and what stands for private data, in the text of the ledger.

    White space counts as equal, however much of it; of each table the first fault is told. A fact begins and
    ends in kept spans; only an outlet may be read from a removed line of copyright.

    Args:
        release: Folder of a release whose tables are otherwise sound.
        pages: `article_id` and `partition` of the pages that are looked up, in numbers.
    """
    tables = [TABLES[name] for name in WITH_PLACES if name != "spans"]
    ids = pages.select("article_id", "partition").unique().sort("article_id")

    def look_up(some: pl.DataFrame) -> dict[str, str]:
        part = some.with_columns(pl.col("partition").cast(pl.String)).with_row_index("page")
        spans = _rows_of(release, TABLES["spans"], part, ("start", "end", "role", "text"))
        spans = spans.sort("page", maintain_order=True)
        found = {table.name: next(_faults(release, table, part, spans), None) for table in tables}
        return {name: fault for name, fault in found.items() if fault}

    faults: dict[str, str] = {}
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for found in pool.map(look_up, ids.iter_slices(_PAGES_AT_ONCE)):
            faults = found | faults
    yield from (faults[table.name] for table in tables if table.name in faults)


def _rows_of(release: Path, table: Table, pages: pl.DataFrame, columns: Sequence[str]) -> pl.DataFrame:
    """The rows of a table that are of some pages, which are sorted by their ids; `page` numbers these."""
    keys = [None] if table.partition is None else pages["partition"].unique().sort()
    files = [path for key in keys if (path := release / parquet_path(table, key)).exists()]
    ids = as_ids(pages["article_id"])
    here = pl.col("article_id").is_between(pl.lit(ids[0]), pl.lit(ids[-1]))
    rows = pl.scan_parquet(files, schema=polars_schema(table), hive_partitioning=False).filter(here)
    numbered = pl.LazyFrame([ids, pages["page"]])
    return rows.join(numbered, on="article_id", maintain_order="left").select("page", *columns).collect()


def _faults(release: Path, table: Table, pages: pl.DataFrame, spans: pl.DataFrame) -> Iterator[str]:
    """What is wrong with the rows of some pages; `spans` are sorted by their page and start."""
    expected = pl.col("text") if "text" in table.columns else None
    if table.name == "redactions":
        expected = pl.col("kind").replace_strict(PLACEHOLDERS)
    names = [name for name in ("start", "end", "text", "kind", "fact", "basis") if name in table.columns]
    rows = _placed(_rows_of(release, table, pages, names), spans)
    ids = pages["article_id"]
    yield from _first_fault(table, ids, _misplaced(rows, spans, expected), "not found where it should stand")
    if table.name == "redactions":  # which are of all parts of a page
        return
    yield from _first_fault(table, ids, _in_removed(table, rows, spans), "outside the kept text")


def _first_fault(table: Table, ids: pl.Series, wrong: pl.DataFrame, fault: str) -> Iterator[str]:
    for page, start in wrong.select("page", "start").head(1).iter_rows():
        yield f"{table.name}: {fault} (article {as_id(ids[page])}, from {start})"


def _placed(rows: pl.DataFrame, spans: pl.DataFrame) -> pl.DataFrame:
    """Rows with the numbers of the spans in which they begin (`first`) and end (`last`)."""
    page = pl.col("page").cast(pl.Int64) * _LONGEST
    begins = spans.select(page + pl.col("start")).to_series()
    ends = rows.select(first=page + pl.col("start"), last=page + pl.col("end") - 1)
    numbers = [begins.search_sorted(at, side="right").cast(pl.Int64) - 1 for at in ends]
    return rows.with_columns(
        number.clip(lower_bound=0).alias(name)
        for name, number in zip(("first", "last"), numbers, strict=True)
    )


def _misplaced(rows: pl.DataFrame, spans: pl.DataFrame, expected: pl.Expr | None) -> pl.DataFrame:
    """The rows that stand beyond their page, or whose text is another there than they tell."""
    inside = (pl.col("start") < pl.col("end")) & (pl.col("end") <= pl.lit(spans["end"]).gather("last"))
    beyond = rows.filter(~inside)
    if expected is None:
        return beyond
    within = rows.filter(inside)
    is_one = pl.col("first") == pl.col("last")
    found = pl.concat([_in_span(within.filter(is_one), spans), _in_page(within.filter(~is_one), spans)])
    hidden = (
        expected.is_null() | pl.col("found").is_null() | pl.col("found").str.contains(_HIDDEN, literal=True)
    )
    other = found.filter(~(hidden | (_folded(pl.col("found")) == _folded(expected))))
    return pl.concat([beyond, other.drop("found")]).sort("page", "start")


def _in_span(rows: pl.DataFrame, spans: pl.DataFrame) -> pl.DataFrame:
    """Rows that begin and end in one span, with the text `found` there; null where it is not shown."""
    own = spans.select(pl.col("text", "start").gather(rows["first"]))
    place = rows["start"] - own["start"]
    return rows.with_columns(found=own["text"].str.slice(place, rows["end"] - rows["start"]))


def _in_page(rows: pl.DataFrame, spans: pl.DataFrame) -> pl.DataFrame:
    """Rows with the text `found` where they stand in their page, as far as the ledger shows it."""
    length = pl.col("end") - pl.col("start")
    shown = pl.col("text").fill_null("").str.pad_end(length, _HIDDEN)
    of_pages = spans.join(rows.select("page").unique(), on="page", how="semi", maintain_order="left")
    texts = of_pages.group_by("page", maintain_order=True).agg(shown.str.join("").alias("found"))
    return rows.join(texts, on="page", how="left", maintain_order="left").with_columns(
        pl.col("found").str.slice(pl.col("start"), length)
    )


def _in_removed(table: Table, rows: pl.DataFrame, spans: pl.DataFrame) -> pl.DataFrame:
    """The rows that begin or end in spans that are not kept."""
    is_removed = ~pl.col("stands_in").is_in([*KEPT])
    if table.name == "evidence":
        of_copyright = (pl.col("fact") == "outlet") & (pl.col("basis") == _IN_COPYRIGHT)
        is_removed &= ~(of_copyright & (pl.col("stands_in") == Role.LEGAL))
    ends = [rows.with_columns(stands_in=spans["role"].gather(rows[at])) for at in ("first", "last")]
    return pl.concat(end.filter(is_removed) for end in ends).sort("page", "start")


def _folded(text: pl.Expr) -> pl.Expr:
    return text.str.replace_all(r"\s+", " ")
