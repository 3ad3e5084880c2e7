"""What a release says of its articles as a whole: how many have a value, their time, how much is shown."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from schemas.tables import TABLES
from warta.publishing.manifest import Coverage, Manifest, Release, Rights
from warta.publishing.rights import rights


@dataclass(frozen=True, slots=True)
class Figures:
    """What was counted of the articles of a release.

    Attributes:
        fill: Share of articles that have a value, for each column that may be without.
        coverage: The days that articles are of, and when the last page was fetched.
        languages: How many are in which language, most first.
        rights: How much is published of their texts.
    """

    fill: dict[str, float]
    coverage: Coverage
    languages: dict[str, int]
    rights: Rights


def count_figures(release: Path, manifest: Manifest) -> Figures:
    """Count what a release says of its articles as a whole.

    Args:
        release: Folder of the release.
        manifest: Its manifest, with its data files.
    """
    columns = [name for name, column in TABLES["articles"].schema.columns.items() if column.nullable]
    articles = pl.scan_parquet(Release(release, manifest).parquet_of("articles"), hive_partitioning=False)
    query = articles.select(
        fill=pl.struct(pl.col(columns).is_not_null().mean().fill_null(0.0).round(4)),
        first=pl.col("date").min(),
        last=pl.col("date").max(),
        fetched=pl.col("source_fetched_at").unique().drop_nulls().implode(),
        languages=pl.col("language").value_counts().implode(),
    )
    found = query.collect().row(0, named=True)
    times = [datetime.fromisoformat(text) for text in found["fetched"]]
    # A time that names no zone is taken as UTC, so that all can be compared.
    fixed = [time if time.tzinfo else time.replace(tzinfo=UTC) for time in times]
    covered = Coverage(first=found["first"], last=found["last"], fetched_until=max(fixed, default=None))
    counted = sorted((-each["count"], each["language"]) for each in found["languages"])
    languages = {language: -count for count, language in counted}
    return Figures(found["fill"], covered, languages, rights(release, manifest))
