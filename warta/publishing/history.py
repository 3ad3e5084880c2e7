"""What a release tells of those before it: `changes.jsonl.gz`, `CHANGES.md` and the table `ids`."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import polars as pl

from schemas.frames import conform
from schemas.tables import IDS
from warta.publishing.changes import (
    CHANGES,
    CHANGES_IN_WORDS,
    TAKEDOWN,
    Changes,
    articles_of,
    find_changes,
    in_words,
)
from warta.publishing.errors import reading_from, writing_to
from warta.publishing.manifest import ChangeCounts, Release
from warta.publishing.writing import Part, TableWriter, open_gzip, parquet_path
from warta.terms import IdStatus

NO_NAMES: Final[Mapping[str, str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class History:
    """What was written.

    Attributes:
        changes: Counts of each table; none where there was no release before.
        lost: Number of articles that are gone because their pages were not read.
        ids: The written table of ids.
        touched: Ids of the pages of which a row is other that stands in their text.
    """

    changes: tuple[ChangeCounts, ...]
    lost: int
    ids: tuple[Part, ...]
    touched: frozenset[str] = frozenset()


def write_history(
    new: Release,
    old: Release | None,
    taken_down: Collection[str] = (),
    renamed: Mapping[str, str] = NO_NAMES,
) -> History:
    """Write what is other than before, and every id there ever was.

    Ids that were made from private data which the release has placeholders for are not told again: whoever
    has them can tell what stood there.

    Args:
        new: The staged release; its manifest tells its version, tables and data files.
        old: The release before.
        taken_down: Ids of articles that were taken down, whether their pages were read or not.
        renamed: The ids that are not told again, each with the one that its page has now.

    Raises:
        CannotWriteError: The disk is full or the place cannot be written.
        BrokenReleaseError: The release before is damaged.
    """
    path = new.path / CHANGES
    with writing_to(path), open_gzip(path) as file:
        changes = find_changes(old, new, file.write, taken_down, renamed) if old else None
    words = in_words(changes) if changes else f"# Changes\n\n{new.manifest.version} is the first release.\n"
    (new.path / CHANGES_IN_WORDS).write_text(words, "utf-8")
    with TableWriter(new.path, IDS.name) as writer:
        writer.write(_ids(new, old, changes, taken_down, renamed))
    ids = tuple(writer.parts)
    if changes is None:
        return History((), 0, ids)
    return History(changes.counts(), changes.lost, ids, frozenset(changes.touched))


def _ids(
    new: Release,
    old: Release | None,
    changes: Changes | None,
    taken_down: Collection[str],
    renamed: Mapping[str, str],
) -> pl.DataFrame:
    """The table of ids from that of the release before."""
    version = pl.lit(new.manifest.version)
    now = articles_of(new).select("article_id")
    if old is None or changes is None:
        return _all_current(now, new.manifest.version)
    before = _without_old_names(_ids_of(old), renamed)
    renewed = pl.Series(sorted(changes.renewed), dtype=pl.String)
    current = now.join(before, on="article_id", how="left").with_columns(
        status=pl.lit(IdStatus.CURRENT.value),
        first_seen=pl.coalesce("first_seen", version),
        last_seen=version,
        last_changed=pl.when(pl.col("article_id").is_in(renewed.implode()))
        .then(version)
        .otherwise("last_changed"),
        why=pl.lit(None, pl.String),
    )
    is_taken = pl.col("article_id").is_in(sorted(taken_down))
    lost = (
        before.join(now, on="article_id", how="anti")
        .join(changes.gone, on="article_id", how="left", suffix=" now")
        .with_columns(
            status=pl.lit(IdStatus.GONE.value),
            why=pl.when(is_taken).then(pl.lit(TAKEDOWN)).otherwise(pl.coalesce("why now", "why")),
        )
    )
    return conform(pl.concat([current, lost], how="diagonal"), IDS).sort(IDS.sort)


def _without_old_names(ids: pl.DataFrame, renamed: Mapping[str, str]) -> pl.DataFrame:
    """The ids that are told again; where one says that it is a copy of another, by the name that this has."""
    old, new = (pl.Series(names, dtype=pl.String) for names in (renamed.keys(), renamed.values()))
    return ids.filter(~pl.col("article_id").is_in(old.implode())).with_columns(
        pl.col("why").str.replace_many(old.implode(), new.implode())
    )


def _ids_of(release: Release) -> pl.DataFrame:
    """The ids that a release lists; its articles where it was made before there was such a table."""
    path = release.path / parquet_path(IDS, None)
    if path.exists():
        with reading_from(path):
            return pl.read_parquet(path)
    return _all_current(articles_of(release), release.manifest.version)


def _all_current(articles: pl.DataFrame, version: str) -> pl.DataFrame:
    seen = dict.fromkeys(("first_seen", "last_seen", "last_changed"), pl.lit(version))
    rows = articles.select(
        "article_id", status=pl.lit(IdStatus.CURRENT.value), why=pl.lit(None, pl.String), **seen
    )
    return conform(rows, IDS).sort(IDS.sort)
