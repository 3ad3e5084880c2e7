"""What a release says of its articles as a whole: how many have a value, and what time they cover."""

from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from schemas.tables import TABLES
from warta.publishing.manifest import Coverage, Manifest


def fill_rates(release: Path, manifest: Manifest) -> dict[str, float]:
    """Share of articles that have a value, for each column that may be without.

    Args:
        release: Folder of the release.
        manifest: Its manifest, with its data files.
    """
    columns = [name for name, column in TABLES["articles"].schema.columns.items() if column.nullable]
    shares = _articles(release, manifest).select(pl.col(columns).is_not_null().mean().fill_null(0.0).round(4))
    return shares.collect().row(0, named=True)


def coverage(release: Path, manifest: Manifest) -> Coverage:
    """The days that articles are of, and when the last page was fetched.

    Args:
        release: Folder of the release.
        manifest: Its manifest, with its data files.
    """
    articles = _articles(release, manifest)
    days = articles.select(first=pl.col("date").min(), last=pl.col("date").max()).collect()
    fetched = articles.select("source_fetched_at").unique().drop_nulls().collect().to_series()
    times = [datetime.fromisoformat(text) for text in fetched]
    # A time that names no zone is taken as UTC, so that all can be compared.
    fixed = [time if time.tzinfo else time.replace(tzinfo=UTC) for time in times]
    return Coverage(**days.row(0, named=True), fetched_until=max(fixed, default=None))


def _articles(release: Path, manifest: Manifest) -> pl.LazyFrame:
    paths = [file.path for file in manifest.files if file.table == "articles"]
    return pl.scan_parquet(
        [release / path for path in paths if path.endswith(".parquet")], hive_partitioning=False
    )
