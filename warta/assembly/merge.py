"""The records of all shards to the tables of a release, in one order whatever the shards were.

Which pages become articles is decided on a few small columns of all pages; the records themselves are then
taken part by part, so that memory follows from the largest part and not from the size of the dataset.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Final

import polars as pl

from schemas.frames import conform, polars_schema
from schemas.tables import TABLES, Table
from warta.assembly.listing import ARTICLES, LEDGERS, Before
from warta.assembly.parting import parted
from warta.assembly.records import INDEX, SIGNATURES, as_rejects
from warta.assembly.shards import order_of, scan_records, shards_of
from warta.duplicates import near_copies
from warta.frames import REJECTS
from warta.numbers import as_ids, of_ids
from warta.rights import WITHHOLDING, strictest, withheld
from warta.takedowns import Takedowns, rejected
from warta.terms import Reason, Stage, TextRelease

# Which of several pages with one body is the article: the earliest fetched, then by name. Nothing in it
# depends on the order in which pages arrived.
_PRECEDENCE: Final = ("source_fetched_at", "page_id", "article_id", "source_path", "source_row")
_PAGES_PER_PART: Final = 2_500
"""Pages whose rows are in memory at one time."""
_MOST_NEW: Final = 5_000
"""New pages whose rows are held to be put among those of a file of the release before."""

_OF_LEDGERS: Final = ("spans", "redactions")


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


@dataclass(frozen=True, slots=True)
class Rows:
    """The next rows of a table, sorted as it is; all are of one partition (`schemas.tables.partition`)."""

    frame: pl.DataFrame
    partition: str | None = None


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
    index = (
        scan_records(folders, INDEX)
        .with_columns(of_ids("article_id"), of_ids("body_key"))
        .join(present.lazy(), on="page", how="semi")
        .join(taken.select("page").lazy(), on="page", how="anti")
        .sort(_PRECEDENCE, nulls_last=True)
        .select("page", "partition", "article_id", "body_key", "text_release")
        .collect()
    )
    # In one piece: a join with as many as there are shards takes a kilobyte a page.
    dates = scan_records(folders, "articles").select("page", "date").collect().rechunk()
    candidates = index.join(dates, on="page", maintain_order="left")
    # The same content is a copy whatever was made of it; then the same body.
    bodies = candidates.filter(pl.col("article_id").is_first_distinct()).select("article_id", "body_key")
    candidates = (
        candidates.drop("body_key")
        .join(bodies, on="article_id", maintain_order="left")
        .with_columns(is_first=pl.col("body_key").is_first_distinct())
    )
    copies = _with_originals(candidates.filter(~pl.col("is_first")), candidates).select("page", "original_id")
    refused = _of_pages(folders, "rejects", index).collect()
    rejects = pl.concat([refused.select(REJECTS.names()), unread, rejected(taken)])
    if reject_copies:
        told = _copies(folders, copies).with_columns(
            check=pl.lit("body"), value=pl.format("same as {}", "original_id")
        )
        rejects = pl.concat([rejects, as_rejects(told, Stage.COPIES, Reason.EXACT_COPY).drop("page")])
    chosen = candidates.filter("is_first").select("page", "partition", "date", "article_id")
    near = near_copies(_signatures(folders, chosen))
    return Fates(
        chosen,
        _ledgers(index, candidates),
        copies.clear() if reject_copies else copies,
        rejects,
        taken["page"],
        near,
        _withholding(index, candidates, near),
        _cleared(folders, present),
    )


def merge(
    folders: Sequence[Path],
    fates: Fates,
    table: str,
    scratch: Path,
    kept: Collection[str] = (),
    before: Before | None = None,
) -> Iterator[Rows]:
    """The rows of a table of a release, partition after partition.

    Args:
        folders: The shards' folders, each built.
        fates: What was decided of their pages.
        table: Name of the table.
        scratch: A folder for what is too much for memory.
        kept: Partitions that are not wanted, of a table that has such.
        before: What the release before has of the rows: where few are new, only these are looked for.
    """
    if table == "duplicates":
        yield Rows(_finished(table, _copies(folders, fates.copies), fates))
        return
    decided = {"near_copies": fates.near_copies, "rejects": fates.rejects}
    if table in decided:
        yield Rows(_finished(table, decided[table], fates))
        return
    pages = _pages(fates, table, kept)
    standing = _standing(pages, table, before) if before else {}
    files = pl.DataFrame({"file": list(standing)}, {"file": pl.String})
    anew = pages.join(files, on="file", how="anti", nulls_equal=True)
    yield from _records(folders, fates, table, anew, scratch)
    if before and standing:
        added = pages.join(files, on="file", how="semi", nulls_equal=True).join(
            _listed(before.added, table), on="page", how="semi"
        )
        gone = as_ids(_listed(before.gone, table)["article_id"])
        yield from _continued(table, standing, gone, _records(folders, fates, table, added, scratch))


def _pages(fates: Fates, table: str, kept: Collection[str]) -> pl.DataFrame:
    """The pages that a table has rows of; `file` is their partition where the table has such."""
    pages = fates.ledgers if table in _OF_LEDGERS else fates.articles
    if TABLES[table].partition is None:
        return pages.with_columns(file=pl.lit(None, pl.String))
    return pages.with_columns(file="partition").filter(~pl.col("file").is_in(sorted(kept)))


def _records(
    folders: Sequence[Path], fates: Fates, table: str, pages: pl.DataFrame, scratch: Path
) -> Iterator[Rows]:
    """The rows of pages, from the shards that hold any of them."""
    if pages.is_empty():
        return
    ordered = pages.sort(order_of(table), nulls_last=True)
    among, place = _among(ordered, table), pl.int_range(pl.len())
    holding = shards_of(folders, pages.select("page"))
    shards = (scan_records([folder], table).filter(among).collect() for folder in holding)
    for found in parted(shards, ordered.select("page", part=place // _PAGES_PER_PART), scratch):
        if TABLES[table].partition is None:
            yield Rows(_finished(table, found, fates))
            continue
        for (partition,), rows in sorted(found.partition_by("partition", as_dict=True).items()):
            yield Rows(_finished(table, rows, fates), partition)


def _standing(pages: pl.DataFrame, table: str, before: Before) -> dict[str | None, Iterator[pl.DataFrame]]:
    """The files of the release before, by partition, beside whose rows few are new."""
    is_new = pl.col("page").is_in(_listed(before.added, table)["page"].implode())
    few = is_new.sum() <= pl.min_horizontal(pl.len() // 2, _MOST_NEW)
    files = pages.group_by("file").agg(few.alias("few")).filter("few")["file"].sort()
    rows = {file: before.rows(table, file) for file in files}
    return {file: found for file, found in rows.items() if found is not None}


def _continued(
    table: str, standing: Mapping[str | None, Iterator[pl.DataFrame]], gone: pl.Series, fresh: Iterator[Rows]
) -> Iterator[Rows]:
    """Files of the release before without the rows of articles that are gone, and with fresh rows."""
    left = dict(standing)
    for partition, parts in groupby(fresh, key=lambda rows: rows.partition):
        new = pl.concat(part.frame for part in parts)
        for rows in _woven(TABLES[table], left.pop(partition), gone, new):
            yield Rows(rows, partition)
    nothing = pl.DataFrame(schema=polars_schema(TABLES[table]))
    for partition, before in left.items():
        for rows in _woven(TABLES[table], before, gone, nothing):
            yield Rows(rows, partition)


def _listed(listed: pl.DataFrame, table: str) -> pl.DataFrame:
    return listed.filter(pl.col("list") == (LEDGERS if table in _OF_LEDGERS else ARTICLES))


def _woven(
    table: Table, before: Iterator[pl.DataFrame], gone: pl.Series, new: pl.DataFrame
) -> Iterator[pl.DataFrame]:
    """Sorted rows and new ones as one sorted sequence, without those of articles that are gone."""
    for rows in before:
        staying = rows.filter(~pl.col("article_id").is_in(gone.implode()))
        if staying.is_empty():
            continue
        both = pl.concat([staying.with_columns(new=False), new.with_columns(new=True)])
        both = both.sort(table.sort, nulls_last=True)
        end = int(both["new"].not_().arg_true()[-1]) + 1  # what comes later may stand among the next rows
        yield both.head(end).drop("new")
        new = both.slice(end).drop("new")
    if new.height:
        yield new.sort(table.sort, nulls_last=True)


def _among(pages: pl.DataFrame, table: str) -> pl.Expr:
    """What tells where pages are in the order of the shards, so that little else is read."""
    partitions = pages["partition"].unique().sort()
    here = pl.col("partition").is_in(partitions.implode())
    if TABLES[table].partition is not None and len(partitions) > 1:
        return here
    if table == "articles" and not pages["date"].null_count():
        return here & pl.col("date").is_between(pages["date"][0], pages["date"][-1])
    first, last = as_ids(pages["article_id"].gather([0, -1]))
    return here & pl.col("article_id").is_between(pl.lit(first), pl.lit(last))


def _with_originals(pages: pl.DataFrame, candidates: pl.DataFrame) -> pl.DataFrame:
    """Pages with `original_id`, the article of those with their body."""
    originals = candidates.filter("is_first").select("body_key", original_id="article_id")
    return pages.join(originals, on="body_key", how="left", nulls_equal=True, maintain_order="left")


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


def _copies(folders: Sequence[Path], copies: pl.DataFrame) -> pl.DataFrame:
    """Exact copies with the columns that say where they came from."""
    originals = copies.with_columns(as_ids(copies["original_id"]))
    return _of_pages(folders, INDEX, copies).join(originals.lazy(), on="page").collect()


def _of_pages(folders: Sequence[Path], table: str, pages: pl.DataFrame) -> pl.LazyFrame:
    """The records of pages; nothing of other pages is held."""
    return scan_records(folders, table).filter(pl.col("page").is_in(pages["page"].implode()))


def _signatures(folders: Sequence[Path], articles: pl.DataFrame) -> pl.LazyFrame:
    """The signatures of the articles, not read yet."""
    return _of_pages(folders, SIGNATURES, articles).drop("page")


def _finished(table: str, frame: pl.DataFrame, fates: Fates) -> pl.DataFrame:
    """Records as a release has them."""
    declared = TABLES[table]
    rows = withheld(table, conform(frame, declared), fates.withholding)
    return rows.sort(declared.sort, nulls_last=True)
