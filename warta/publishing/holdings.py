"""Which pages a release holds, and by what each may be taken down."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import polars as pl

from schemas.tables import TABLES
from warta.duplicates import body_key
from warta.frames import REJECTS, TOLD_OF_REJECTS
from warta.publishing.errors import BrokenReleaseError, reading_from
from warta.publishing.manifest import Release, check_version, read_release
from warta.publishing.release import latest
from warta.publishing.staging import BLOCKED, RELEASES
from warta.publishing.writing import parquet_path
from warta.terms import Reason, Role, TextRelease

HOLDINGS: Final = pl.Schema(
    {
        **{name: dtype for name, dtype in REJECTS.items() if name not in TOLD_OF_REJECTS},
        "read_id": pl.String(),  # null: no release tells it
        "source_url": pl.String(),
        "outlet": pl.String(),
        "body_key": pl.String(),  # that of its article for a copy; null where it has no whole body
        "table": pl.String(),  # `articles`, `duplicates` or `rejects`
    }
)
"""One row a page that a release holds something of, be it a reject's ledger."""


def kept_releases(output: Path) -> list[Path]:
    """The folders of all releases in an output folder, the latest last; also of those that failed a gate."""
    found = [path for place in (RELEASES, BLOCKED) for path in (output / place).glob("[!.]*")]
    last = latest_if_sound(output)
    return sorted(
        (path for path in found if path.is_dir()),
        key=lambda path: (last is not None and path == last.path, path),
    )


def latest_if_sound(output: Path) -> Release | None:
    """The latest release; null before the first, and where what names it is damaged."""
    try:
        return latest(output)
    except BrokenReleaseError:
        return None


def holdings(path: Path) -> tuple[Release, pl.DataFrame]:
    """The release in a folder, and the pages that it holds: HOLDINGS.

    Raises:
        BrokenReleaseError: It is damaged, or of another version of the tables: what it holds cannot be told.
    """
    release = read_release(path)
    check_version(release, path)
    with reading_from(path):
        articles = pl.concat([pl.DataFrame(schema=HOLDINGS), *_articles(release)])
        return release, pl.concat([articles, _copies(release, articles), _rejects(release)])


def _articles(release: Release) -> Iterator[pl.DataFrame]:
    """The articles of one file after another: a body is in memory only while its key is made."""
    for file in release.manifest.files:
        if file.table == "articles" and file.path.endswith(".parquet"):
            rows = pl.scan_parquet(release.path / file.path, hive_partitioning=False)
            whole = pl.col("text_release") == TextRelease.FULL.value  # an excerpt may begin several articles
            key = pl.when(whole).then(body_key(pl.col("body")))
            yield _as_holdings(rows.with_columns(body_key=key), "articles")


def _copies(release: Release, articles: pl.DataFrame) -> pl.DataFrame:
    rows = pl.scan_parquet(release.path / parquet_path(TABLES["duplicates"], None))
    originals = articles.lazy().select("body_key", original_id="article_id")
    return _as_holdings(rows.join(originals, on="original_id", how="left"), "duplicates")


def _rejects(release: Release) -> pl.DataFrame:
    """The rejects, with the bodies that their ledgers have: of copies and of records that broke a rule."""
    rows = pl.scan_parquet(release.path / parquet_path(TABLES["rejects"], None)).filter(
        pl.col("reason") != Reason.TAKEN_DOWN.value
    )
    bodies = (
        pl.scan_parquet(release.parquet_of("spans"), hive_partitioning=False)
        .filter(pl.col("role") == Role.BODY.value)
        .join(rows.select("article_id"), on="article_id", how="semi")
        .group_by("article_id", maintain_order=True)
        .agg(pl.col("text").str.join(" "))
        .select("article_id", body_key=body_key(pl.col("text")))
    )
    return _as_holdings(rows.join(bodies, on="article_id", how="left"), "rejects")


def _as_holdings(rows: pl.LazyFrame, table: str) -> pl.DataFrame:
    there = rows.collect_schema().names()
    absent = {name: pl.lit(None, dtype) for name, dtype in HOLDINGS.items() if name not in there}
    return rows.with_columns(**absent).with_columns(table=pl.lit(table)).select(HOLDINGS.names()).collect()
