"""From what is other between two releases to rows, figures and words."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import polars as pl

from schemas.tables import TABLES, WITH_PLACES
from warta.publishing.comparison import compare
from warta.publishing.errors import reading_from
from warta.publishing.manifest import ChangeCounts, Release, read_release
from warta.publishing.writing import parquet_path, to_json_lines
from warta.terms import Change, Reason

CHANGES: Final = "changes.jsonl.gz"
NOT_READ: Final = "its page was not read"
"""Why an article is gone when nothing says why."""
TAKEDOWN: Final = "takedown"
"""Why an article is gone that was taken down."""
_PLACE: Final = ("source_path", "source_row", "page_id")
"""Where a page was read, for those without an address."""
_OF_ARTICLES: Final = tuple(name for name, table in TABLES.items() if "article_id" in table.key)
CHANGES_IN_WORDS: Final = "CHANGES.md"

_IN_WORDS: Final = 20
"""Articles named in words, at most."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What is other in a release than in an old one, summed up.

    Attributes:
        old: Name of the old release.
        new: Name of the new one.
        gone: The articles that the old one holds and the new one does not: `article_id`, and `why` in words.
        rows: How many rows of a table were added, changed or removed.
        fields: In how many articles each column changed.
        renewed: Ids of the articles added or changed.
        touched: Ids of the pages of which a row is other that stands in their text.
    """

    old: str
    new: str
    gone: pl.DataFrame
    rows: Counter[tuple[str, str]] = field(default_factory=Counter)
    fields: Counter[str] = field(default_factory=Counter)
    renewed: set[str] = field(default_factory=set)
    touched: set[str] = field(default_factory=set)

    @property
    def lost(self) -> int:
        """How many articles are gone though nothing was found against them."""
        return self.gone.filter(pl.col("why") == NOT_READ).height

    def counts(self) -> tuple[ChangeCounts, ...]:
        """The figures of each table."""
        return tuple(
            ChangeCounts(table=name, **{change.value: self.rows[name, change.value] for change in Change})
            for name in TABLES
        )


def find_changes(
    old: Release,
    new: Release,
    write: Callable[[bytes], object],
    taken_down: Collection[str] = (),
    untold: Collection[str] = (),
) -> Changes:
    """Compare two releases.

    Args:
        old: The one.
        new: The other.
        write: Is given the changed rows as JSON Lines (`schemas.changes`), by table and key.
        taken_down: Ids of articles that were taken down.
        untold: Ids of which nothing is told.
    """
    gone = _gone(old, new, taken_down).filter(~pl.col("article_id").is_in([*untold]))
    changes = Changes(old.manifest.version, new.manifest.version, gone)
    for found in compare(old, new):
        shown = _without(untold, found)
        if shown.is_empty():
            continue
        rows = _explained(shown, changes.gone)
        write(to_json_lines(rows))
        counted = rows.group_by("table", "change").len()
        changes.rows.update({(table, change): count for table, change, count in counted.iter_rows()})
        if rows["table"][0] in WITH_PLACES:
            changes.touched.update(rows["key"].struct.field("article_id").unique())
        if rows["table"][0] == "articles":
            changes.fields.update(rows["fields"].explode().drop_nulls())
            kept = rows.filter(pl.col("change") != Change.REMOVED.value)
            changes.renewed.update(kept["key"].struct.field("article_id"))
    return changes


def sum_up(old: str, new: str, rows: Iterable[Mapping[str, Any]]) -> Changes:
    """The changes that a release tells, summed up from its rows.

    Args:
        old: Name of the release before.
        new: Name of the release.
        rows: Rows of `changes.jsonl.gz`.
    """
    counted: Counter[tuple[str, str]] = Counter()
    fields: Counter[str] = Counter()
    gone, renewed = [], set()
    for row in rows:
        counted[row["table"], row["change"]] += 1
        if row["table"] != "articles":
            continue
        article = row["key"]["article_id"]
        fields.update(row["fields"])
        if row["change"] == Change.REMOVED:
            gone.append((article, row["why"]))
        else:
            renewed.add(article)
    went = pl.DataFrame(gone, {"article_id": pl.String, "why": pl.String}, orient="row")
    return Changes(old, new, went, counted, fields, renewed)


def diff(old: Path, new: Path) -> str:
    """Say in words what is other in one release than in another.

    Args:
        old: Folder of the one.
        new: Folder of the other.

    Raises:
        BrokenReleaseError: One of them is no release, or damaged.
    """
    return in_words(find_changes(read_release(old), read_release(new), lambda rows: None))


def in_words(changes: Changes) -> str:
    """Changes as Markdown."""
    lines = [
        f"# Changes from {changes.old} to {changes.new}",
        "",
        "| table | added | changed | removed |",
        "|---|---|---|---|",
        *(
            f"| {found.table} | {found.added} | {found.changed} | {found.removed} |"
            for found in changes.counts()
        ),
    ]
    if changes.fields:
        most = sorted(changes.fields.items(), key=lambda pair: (-pair[1], pair[0]))
        lines += ["", "Fields that changed, with the number of articles:", ""]
        lines += [f"- `{name}`: {count}" for name, count in most]
    if gone := changes.gone.height:
        lines += ["", f"Articles that are gone ({gone}):", ""]
        lines += [f"- `{article}`: {why}" for article, why in changes.gone.head(_IN_WORDS).iter_rows()]
        if gone > _IN_WORDS:
            lines.append(f"- and {gone - _IN_WORDS} more")
    return "\n".join(lines) + "\n"


def articles_of(release: Release) -> pl.DataFrame:
    """The ids of a release's articles: `article_id`.

    Raises:
        BrokenReleaseError: A file is damaged or gone.
    """
    with reading_from(f"{release.path}: articles"):
        return pl.read_parquet(
            release.parquet_of("articles"), columns=["article_id"], hive_partitioning=False
        )


def _gone(old: Release, new: Release, taken_down: Collection[str]) -> pl.DataFrame:
    """The articles that the old release holds and the new one does not: `article_id`, and `why` in words."""
    now = articles_of(new)
    duplicates = _column(new, "duplicates", "original_id").group_by("article_id").first()
    rejects = _column(new, "rejects", "reason").group_by("article_id").first()
    before = articles_of(old)
    is_taken = pl.col("article_id").is_in(sorted(taken_down)) | (
        pl.col("reason").eq_missing(Reason.TAKEN_DOWN.value)
    )
    gone = before.join(now, on="article_id", how="anti")
    added = now.join(before, on="article_id", how="anti") if gone.height else now.clear()
    return (
        gone.join(duplicates, on="article_id", how="left")
        .join(rejects, on="article_id", how="left")
        .join(_successors(_pages_of(old, gone), _pages_of(new, added)), on="article_id", how="left")
        .select(
            "article_id",
            pl.coalesce(
                pl.when(is_taken).then(pl.lit(TAKEDOWN)),
                pl.format("copy of {}", "original_id"),
                pl.format("rejected: {}", "reason"),
                pl.format("its page changed and gives {}", "successor"),
                pl.lit(NOT_READ),
            ).alias("why"),
        )
        .sort("article_id")
    )


def _successors(gone: pl.DataFrame, added: pl.DataFrame) -> pl.DataFrame:
    """The new article that the page of one that is gone gives: `article_id`, `successor`.

    A page is known by its address, wherever it was read; one without by its name and place.
    """
    new = added.rename({"article_id": "successor"})
    bare = pl.col("source_url").is_null()
    addressed = gone.join(new, on="source_url")
    placed = gone.filter(bare).join(new.filter(bare), on=_PLACE, nulls_equal=True)
    named = pl.concat([found.select("article_id", "successor") for found in (addressed, placed)])
    return named.group_by("article_id").agg(pl.col("successor").min())


def _pages_of(release: Release, articles: pl.DataFrame) -> pl.DataFrame:
    """Where the pages of some articles of a release were read."""
    rows = pl.scan_parquet(release.parquet_of("articles"), hive_partitioning=False)
    is_wanted = pl.col("article_id").is_in(articles["article_id"].implode())
    some = rows.filter(is_wanted) if articles.height else rows.head(0)
    with reading_from(f"{release.path}: articles"):
        return some.select("article_id", "source_url", *_PLACE).collect()


def _column(release: Release, table: str, column: str) -> pl.DataFrame:
    path = release.path / parquet_path(TABLES[table], None)
    with reading_from(path):
        rows = pl.read_parquet(path, columns=["article_id", column])
    return rows.drop_nulls("article_id").sort("article_id", column)


def _without(untold: Collection[str], rows: pl.DataFrame) -> pl.DataFrame:
    """Changed rows but for those of some articles."""
    if not untold or rows["table"][0] not in _OF_ARTICLES:
        return rows
    return rows.filter(~pl.col("key").struct.field("article_id").is_in([*untold]))


def _explained(rows: pl.DataFrame, gone: pl.DataFrame) -> pl.DataFrame:
    """Say of each removed article why it is gone."""
    if rows["table"][0] != "articles":
        return rows.with_columns(why=pl.lit(None, pl.String))
    removed = pl.col("change") == Change.REMOVED.value
    article = pl.when(removed).then(pl.col("key").struct.field("article_id")).alias("article_id")
    return (
        rows.with_columns(article)
        .join(gone, on="article_id", how="left", maintain_order="left")
        .drop("article_id")
    )
