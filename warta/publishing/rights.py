"""How much of the texts a release shows, and whether that is what may be shown: read from its tables."""

from pathlib import Path
from typing import Final

import polars as pl

from schemas.tables import TABLES
from warta.publishing.manifest import Manifest, Rights
from warta.rights import shows_more
from warta.terms import TextRelease

_FATES: Final = ("articles", "duplicates", "rejects")
_DECIDED: Final = ("rights_holder", "license", "text_release")


def rights(release: Path, manifest: Manifest) -> Rights:
    """Count what is published of the texts, what nobody decided, and what shows too much.

    Args:
        release: Folder of the release.
        manifest: Its manifest, with its data files.
    """
    fates = {name: _shown(name, _rows(release, manifest, name)) for name in _FATES}
    held = (
        pl.concat(counted["held"].explode().struct.unnest() for counted in fates.values())
        .drop_nulls()
        .unique()
    )
    counts = fates["articles"]["shown"].explode().struct.unnest().drop_nulls()
    return Rights(
        **dict(counts.iter_rows()),
        undecided=sum(counted["undecided"].item() for counted in fates.values()),
        beyond=_beyond(release, manifest, held),
    )


def _shown(table: str, rows: pl.LazyFrame) -> pl.DataFrame:
    """Of how many texts how much is shown, which are not shown in full, and of how many nobody decided."""
    columns = [name for name in _DECIDED if name in TABLES[table].columns]
    shown = pl.col("text_release")
    counted = rows.filter(pl.col("article_id").is_not_null()).select(
        shown=shown.value_counts().implode(),
        held=pl.struct("article_id", "text_release").filter(shown != TextRelease.FULL).implode(),
        undecided=pl.any_horizontal(pl.col(columns).is_null()).sum(),
    )
    return counted.collect()


def _beyond(release: Path, manifest: Manifest, held: pl.DataFrame) -> int:
    """Rows that show more than may be shown; where all is published there are none to look through."""
    if held.is_empty():
        return 0
    count = 0
    for name in TABLES:
        if (more := shows_more(name)) is None:
            continue
        rows = _rows(release, manifest, name).drop("text_release", strict=False)
        found = rows.join(held.lazy(), on="article_id").filter(more)
        count += int(found.select(pl.len()).collect().item())
    return count


def _rows(release: Path, manifest: Manifest, table: str) -> pl.LazyFrame:
    paths = [file.path for file in manifest.files if file.table == table and file.path.endswith(".parquet")]
    return pl.scan_parquet([release / path for path in paths], hive_partitioning=False)
