"""What becomes of the pages of a build: article, exact copy, reject; and how much of each may be shown.

It is decided on a few small columns of all pages at once, whatever the shards were.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import polars as pl

from warta.assembly.records import INDEX, SIGNATURES, as_rejects
from warta.assembly.shards import scan_records
from warta.duplicates import near_copies
from warta.frames import REJECTS
from warta.numbers import as_ids, of_ids
from warta.rights import WITHHOLDING, strictest
from warta.takedowns import Takedowns, rejected
from warta.terms import Reason, Stage, TextRelease

# Which of several pages with one body is the article: the earliest fetched, then by name. Nothing in it
# depends on the order in which pages arrived.
_PRECEDENCE: Final = ("source_fetched_at", "page_id", "article_id", "source_path", "source_row")


@dataclass(frozen=True, slots=True)
class Fates:
    """What becomes of the pages that were built; of all pages it is held in numbers (`warta.numbers`).

    Attributes:
        articles: `page` of each article, with its `partition`, `date` and `article_id`.
        ledgers: `page` of each page whose ledger is published: one a text; with `partition` and `article_id`.
        copies: `page` of each exact copy, with `original_id`.
        rejects: The pages kept out.
        taken_down: `page` of each page that is rejected because it was taken down.
        near_copies: The near copies among the articles.
        withholding: The texts that are not published in full (`warta.rights.WITHHOLDING`).
        cleared: The pages that private data were taken out of: `article_id`, `source_path`, and `read_id`,
            what their content as read would give, where it is another.
    """

    articles: pl.DataFrame
    ledgers: pl.DataFrame
    copies: pl.DataFrame
    rejects: pl.DataFrame
    taken_down: pl.Series
    near_copies: pl.DataFrame
    withholding: pl.DataFrame
    cleared: pl.DataFrame


def decide(
    folders: Sequence[Path],
    present: pl.DataFrame,
    unread: pl.DataFrame,
    takedowns: Takedowns,
    *,
    reject_copies: bool,
) -> Fates:
    """Decide which pages are articles, exact copies and rejects.

    Args:
        folders: The shards' folders, each built; they may hold other pages too.
        present: `page`, the keys of the pages of this build.
        unread: What gave no page (`warta.frames.REJECTS`).
        takedowns: What must not be published.
        reject_copies: List exact copies among the rejects.
    """
    taken = _taken(folders, present, takedowns)
    index = _index(folders, present, taken)
    candidates = _candidates(folders, index)
    articles = candidates.filter("is_first").select("page", "partition", "date", "article_id")
    copies = _with_originals(candidates.filter(~pl.col("is_first")), candidates).select("page", "original_id")
    refused = _of_pages(folders, "rejects", index).collect().select(REJECTS.names())
    rejects = [refused, unread, rejected(taken)]
    if reject_copies:
        rejects.append(_rejected_copies(folders, copies))
    near = near_copies(_signatures(folders, articles))
    return Fates(
        articles=articles,
        ledgers=_ledgers(index, candidates),
        copies=copies.clear() if reject_copies else copies,
        rejects=pl.concat(rejects),
        taken_down=taken["page"],
        near_copies=near,
        withholding=_withholding(index, candidates, near),
        cleared=_cleared(folders, present),
    )


def copies_with_sources(folders: Sequence[Path], copies: pl.DataFrame) -> pl.DataFrame:
    """Exact copies with the columns that say where they came from.

    Args:
        folders: The shards' folders, each built.
        copies: `page` and `original_id`, in numbers (`warta.numbers`).
    """
    originals = copies.with_columns(as_ids(copies["original_id"]))
    return _of_pages(folders, INDEX, copies).join(originals.lazy(), on="page").collect()


def _index(folders: Sequence[Path], present: pl.DataFrame, taken: pl.DataFrame) -> pl.DataFrame:
    """The index of the pages that are not taken down, in the order in which they become articles."""
    return (
        scan_records(folders, INDEX)
        .with_columns(of_ids("article_id"), of_ids("body_key"))
        .join(present.lazy(), on="page", how="semi")
        .join(taken.select("page").lazy(), on="page", how="anti")
        .sort(_PRECEDENCE, nulls_last=True)
        .select("page", "partition", "article_id", "body_key", "text_release")
        .collect()
    )


def _candidates(folders: Sequence[Path], index: pl.DataFrame) -> pl.DataFrame:
    """The pages that hold an article, in order; `is_first`: the first with its body, which is published."""
    # In one piece: a join with as many as there are shards takes a kilobyte a page.
    dates = scan_records(folders, "articles").select("page", "date").collect().rechunk()
    candidates = index.join(dates, on="page", maintain_order="left")
    # The same content is a copy whatever was made of it; then the same body.
    bodies = candidates.filter(pl.col("article_id").is_first_distinct()).select("article_id", "body_key")
    return (
        candidates.drop("body_key")
        .join(bodies, on="article_id", maintain_order="left")
        .with_columns(is_first=pl.col("body_key").is_first_distinct())
    )


def _with_originals(pages: pl.DataFrame, candidates: pl.DataFrame) -> pl.DataFrame:
    """Pages with `original_id`, the article of those with their body."""
    originals = candidates.filter("is_first").select("body_key", original_id="article_id")
    return pages.join(originals, on="body_key", how="left", nulls_equal=True, maintain_order="left")


def _rejected_copies(folders: Sequence[Path], copies: pl.DataFrame) -> pl.DataFrame:
    """Exact copies as rejects (REJECTS)."""
    why = {"check": pl.lit("body"), "value": pl.format("same as {}", "original_id")}
    copied = copies_with_sources(folders, copies).with_columns(**why)
    return as_rejects(copied, Stage.COPIES, Reason.EXACT_COPY).drop("page")


def _ledgers(index: pl.DataFrame, candidates: pl.DataFrame) -> pl.DataFrame:
    """The pages whose ledgers are published: the article's own where several pages have one text."""
    is_article = pl.col("page").is_in(candidates.filter("is_first")["page"].implode())
    ranked = index.sort(~is_article, maintain_order=True)
    published = ranked.unique("article_id", keep="first", maintain_order=True)
    return published.select("page", "partition", "article_id")


def _withholding(index: pl.DataFrame, candidates: pl.DataFrame, near: pl.DataFrame) -> pl.DataFrame:
    """The texts that are not published in full; copies and near copies are one text: the least holds.

    Otherwise a copy would give away what another outlet's page may not show.
    """
    if (index["text_release"] == TextRelease.FULL).all():
        return pl.DataFrame(schema=WITHHOLDING)
    clusters = near.select(original_id=of_ids("article_id"), story=of_ids("original_id"))
    stories = _with_originals(candidates, candidates).select("article_id", "original_id").unique()
    texts = (
        index.select("article_id", "text_release")
        .join(stories, on="article_id", how="left")
        .join(clusters, on="original_id", how="left")
        .with_columns(story=pl.coalesce("story", "original_id", "article_id"))
        .with_columns(strictest(pl.col("text_release")).over("story"))
    )
    held = texts.filter(pl.col("text_release") != TextRelease.FULL).select(WITHHOLDING.names()).unique()
    return held.with_columns(as_ids(held["article_id"])).sort("article_id")


def _taken(folders: Sequence[Path], present: pl.DataFrame, takedowns: Takedowns) -> pl.DataFrame:
    """The pages that are taken down, with the columns that say where they came from."""
    asked = present if takedowns.stones else present.clear()
    known = (
        _of_pages(folders, INDEX, asked)
        .select("page", "article_id", "read_id", "source_url", "outlet", "body_key")
        .collect()
    )
    return _of_pages(folders, INDEX, known.filter(takedowns.match(known))).collect()


def _cleared(folders: Sequence[Path], present: pl.DataFrame) -> pl.DataFrame:
    """The pages that private data were taken out of, those that are taken down among them."""
    return (
        scan_records(folders, INDEX)
        .filter(pl.col("source_sha256").is_null())
        .join(present.lazy(), on="page", how="semi")
        .select("article_id", "source_path", "read_id")
        .collect()
    )


def _of_pages(folders: Sequence[Path], table: str, pages: pl.DataFrame) -> pl.LazyFrame:
    """The records of pages; nothing of other pages is held."""
    return scan_records(folders, table).filter(pl.col("page").is_in(pages["page"].implode()))


def _signatures(folders: Sequence[Path], articles: pl.DataFrame) -> pl.LazyFrame:
    """The signatures of the articles, not read yet."""
    return _of_pages(folders, SIGNATURES, articles).drop("page")
