"""Invented pages in any number: the layouts of `warta.training`, filled with other words on every page.

The training's own generator takes milliseconds a page. Here a few thousand of its pages give the layouts, its
templates and the seeds give sentences, and pages are put together from both on columns.
"""

import datetime as dt
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from benchmarks.layouts import Layouts, layouts
from benchmarks.sentences import MONTHS, SLOTS, WEEKDAYS, Sentences, sentences
from warta.training.draw import words

BATCH: Final = 10_000
"""Pages that are made at once; page number n is the same however many are asked for."""

WHOLE: Final = 0.12
"""Share of whole pages: with menus, boxes and footer. The others are what an extractor left of a page."""

_COPIES: Final = 0.03
_EDITED: Final = 0.03
_FIRST_DAY: Final = dt.date(2023, 6, 1)
DAYS: Final = range(600)
"""Days from the first one on that pages are of, any of them."""
NEXT_DAYS: Final = range(600, 614)
"""The two weeks that follow, 21 January to 3 February 2025."""

Numbers = NDArray[np.int64]


def batches(count: int, seed: int = 1, first: int = 0, days: range = DAYS) -> Iterator[pl.DataFrame]:
    """Make pages.

    Args:
        count: How many.
        seed: Where all choices come from.
        first: Number of the first page, a multiple of `BATCH`.
        days: The days that they are of.

    Yields:
        `id`, `url`, `fetched_at` and `text` of up to `BATCH` pages.
    """
    for start in range(first, first + count, BATCH):
        yield _texts(start, seed, days).head(first + count - start)


def write(path: Path, count: int, seed: int = 1, first: int = 0, days: range = DAYS) -> None:
    """Write pages as JSON Lines, in place only when they are whole; see `batches`."""
    fresh = path.with_suffix(".new")
    with fresh.open("wb") as file:
        for batch in batches(count, seed, first, days):
            batch.write_ndjson(file)
    fresh.replace(path)


def describe(path: Path, count: int = 50_000) -> dict[str, float]:
    """Figures of the first `count` pages of a file: means, and the share of lines that stand there once."""
    text = pl.scan_ndjson(path).head(count).select("text").collect().to_series()
    lines = text.str.split("\n").list.eval(pl.element().filter(pl.element().str.contains(r"\S")))
    printed = lines.explode()
    told = pl.select(
        mean_characters=text.str.len_chars().mean(),
        mean_lines=lines.list.len().mean(),
        median_lines=lines.list.len().median(),
        distinct_lines=printed.n_unique() / len(printed),
        unique_lines=printed.is_unique().mean(),
    )
    return {"pages": len(text), "whole": WHOLE, **told.row(0, named=True)}


def pieces(
    first: int, seed: int, whole: float = WHOLE, days: range = DAYS
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The pages of a batch in pieces.

    Args:
        first: Number of the first page.
        seed: Where all choices come from.
        whole: Share of whole pages.
        days: The days that they are of.

    Returns:
        One row a piece: `page`, `role`, `text` with the signs of `SLOTS`; and the words of each page by the
        names of the slots, with `page`.
    """
    draw = np.random.default_rng([seed, first])
    made, stock = layouts(), sentences()
    chosen = _chosen(draw, made, whole)
    rows = (
        pl.DataFrame({"page": np.arange(BATCH), "layout": chosen})
        .join(made.pieces, on="layout", how="left", maintain_order="left")
        .drop("layout")
    )
    return _filled(rows, draw, stock), _page_words(first, draw, days)


def put_in(text: pl.Expr) -> pl.Expr:
    """Replace the signs of the slots in a text by the words of its page: the title first, it holds others."""
    for name, sign in SLOTS.items():
        text = text.str.replace_all(sign, pl.col(name), literal=True)
    return text


def _texts(first: int, seed: int, days: range) -> pl.DataFrame:
    rows, told = pieces(first, seed, days=days)
    pages = rows.group_by("page", maintain_order=True).agg(pl.col("text").str.join("")).join(told, on="page")
    pages = pages.with_columns(put_in(pl.col("text")))
    return _copied(pages, np.random.default_rng([seed, first, 1])).select("id", "url", "fetched_at", "text")


def _chosen(draw: np.random.Generator, made: Layouts, whole: float) -> Numbers:
    return np.where(
        draw.random(BATCH) < whole, draw.choice(made.whole, BATCH), draw.choice(made.residue, BATCH)
    )


def _filled(rows: pl.DataFrame, draw: np.random.Generator, stock: Sentences) -> pl.DataFrame:
    """Give each piece its words: `count` sentences, or one line of its `pool`, or those of the layout."""
    count = rows["count"].fill_null(0).to_numpy()
    most = int(count.max())
    said = [
        stock.body.gather(draw.integers(len(stock.body), size=rows.height)).alias(f"said {place}")
        for place in range(most)
    ]
    lines = [
        pool.gather(draw.integers(len(pool), size=rows.height)).alias(f"pool {name}")
        for name, pool in stock.pools.items()
    ]
    body = pl.concat_str(
        [
            pl.when(pl.col("count") > place).then(pl.col(f"said {place}")).alias(f"{place}")
            for place in range(most)
        ],
        separator=" ",
        ignore_nulls=True,
    )
    line = pl.coalesce(pl.when(pl.col("pool") == name).then(pl.col(f"pool {name}")) for name in stock.pools)
    text = pl.when(pl.col("count") > 0).then(body).otherwise(pl.coalesce(line, "text"))
    return rows.hstack(said).hstack(lines).select("page", "role", text=pl.col("before") + text)


@cache
def _names() -> dict[str, pl.Series]:
    names = words("names")
    outlets = [
        f"{head}{tail}" for head in names["outlet_head"] for tail in names["outlet_tail"] if tail.isalpha()
    ]
    people = [f"{given} {family}" for given in names["given"] for family in names["family"]]
    return {
        "kota": pl.Series(names["regency"]),
        "kec": pl.Series(names["district"]),
        "prov": pl.Series(names["province"]),
        "desa": pl.Series(names["village"]),
        "person": pl.Series(people),
        "media": pl.Series(outlets),
    }


def _page_words(first: int, draw: np.random.Generator, days: range) -> pl.DataFrame:
    def some(pool: pl.Series) -> pl.Series:
        return pool.gather(draw.integers(len(pool), size=BATCH))

    names = _names()
    day = pl.Series("day", draw.integers(days.start, days.stop, size=BATCH))
    titles = sentences().pools["headline"]
    told: dict[str, Any] = {
        "title": some(titles),
        **{name: some(names[name]) for name in ("kota", "kec", "prov", "desa", "media")},
        **{name: some(names["person"]) for name in ("tokoh", "penulis", "orang1", "orang2", "orang3")},
        "clock": pl.Series(draw.integers(24 * 60, size=BATCH)),
    }
    number = pl.int_range(first, first + BATCH)
    date = pl.lit(_FIRST_DAY) + pl.duration(days=pl.col("day"))
    return (
        pl.DataFrame({"page": np.arange(BATCH), **told, "day": day})
        .with_columns(date.alias("date"))
        .with_columns(
            KOTA=pl.col("kota").str.to_uppercase(),
            KEC=pl.col("kec").str.to_uppercase(),
            MEDIA=pl.col("media").str.to_uppercase(),
            domain=pl.col("media").str.to_lowercase() + ".id",
            hari=pl.col("date").dt.weekday().replace_strict(dict(enumerate(WEEKDAYS, 1))),
            tgl=pl.col("date").dt.strftime("(%-d/%-m/%Y)"),
            tgl_long=pl.format(
                "{} {} {}",
                pl.col("date").dt.day(),
                pl.col("date").dt.month().replace_strict(dict(enumerate(MONTHS, 1))),
                pl.col("date").dt.year(),
            ),
            jam=pl.format(
                "{}.{}",
                (pl.col("clock") // 60).cast(pl.String).str.zfill(2),
                (pl.col("clock") % 60).cast(pl.String).str.zfill(2),
            ),
            id=pl.format("page-{}", number),
            number=number,
        )
        .with_columns(
            # With zeros before it the number is no day, which might be a later one.
            url=pl.format(
                "https://{}/{}/{}",
                "domain",
                pl.col("date").dt.strftime("%Y/%m"),
                pl.col("number").cast(pl.String).str.zfill(5),
            ),
            fetched_at=pl.col("date").dt.strftime("%Y-%m-%dT20:00:00Z"),
        )
    )


def _copied(pages: pl.DataFrame, draw: np.random.Generator) -> pl.DataFrame:
    """Make some pages copies of others, exact ones and ones that an editor went over."""
    fate, other = draw.random(BATCH), draw.integers(BATCH, size=BATCH)
    source = pages["text"].gather(other)
    edited = source.str.replace_all(" dan ", " serta ", literal=True).str.replace(
        " untuk ", " guna ", literal=True
    )
    copied, copied_or_edited = pl.Series(fate < _COPIES), pl.Series(fate < _COPIES + _EDITED)
    # A copy says when the other page was published: it is not fetched before.
    fetched = pl.max_horizontal("fetched_at", pages["fetched_at"].gather(other))
    return pages.with_columns(
        text=pl.when(copied).then(source).when(copied_or_edited).then(edited).otherwise("text"),
        fetched_at=pl.when(copied_or_edited).then(fetched).otherwise("fetched_at"),
    )
