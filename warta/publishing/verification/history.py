"""Whether what a release tells of those before it agrees with its figures and its articles."""

from collections import Counter
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Final

import polars as pl
from zlib_ng import gzip_ng

from warta.numbers import as_id
from warta.publishing.changes import CHANGES
from warta.publishing.errors import BrokenReleaseError
from warta.publishing.manifest import MANIFEST, Manifest
from warta.publishing.verification.lines import reading_from
from warta.terms import Change, IdStatus

_COUNTED: Final = pl.Schema({"table": pl.String(), "change": pl.String()})
_BYTES_AT_ONCE: Final = 4_000_000


def check_changes(release: Path, manifest: Manifest, sound: Collection[str]) -> Iterator[str]:
    """Count the changes and compare them with the manifest.

    Args:
        release: Folder of the release.
        manifest: Its manifest.
        sound: Paths of the files that have their checksum; others are not looked into.
    """
    if CHANGES not in sound:
        return
    tally: Counter[tuple[str, str]] = Counter()
    try:
        with reading_from(CHANGES), gzip_ng.open(release / CHANGES) as file:
            while lines := file.read(_BYTES_AT_ONCE) + file.readline():
                counted = pl.read_ndjson(lines, schema=_COUNTED).group_by("table", "change").len()
                tally.update({(table, change): count for table, change, count in counted.iter_rows()})
    except BrokenReleaseError as error:
        yield str(error)
        return
    listed = Counter(
        {
            (found.table, change.value): getattr(found, change.value)
            for found in manifest.changes
            for change in Change
        }
    )
    if tally != listed:
        yield f"{MANIFEST}: changes: not as many as in {CHANGES}"
    if manifest.previous is None and tally:
        yield f"{MANIFEST}: previous: none, but there are changes"


def check_ids(ids: pl.DataFrame, articles: pl.DataFrame, version: str) -> Iterator[str]:
    """Compare the current ids with the articles.

    Args:
        ids: `article_id`, `status` and `last_seen` of the table `ids`.
        articles: `article_id` of the table `articles`.
        version: Name of the release.
    """
    current = ids.filter(pl.col("status") == IdStatus.CURRENT.value)
    if current.select((pl.col("last_seen") != version).any()).item():
        yield f"ids: a current article was not last seen in {version}"
    for name, wrong in (
        ("an article that is none", current.join(articles, on="article_id", how="anti")),
        ("not all articles", articles.join(current, on="article_id", how="anti")),
    ):
        if wrong.height:
            yield f"ids: {name} ({as_id(wrong['article_id'][0])})"
