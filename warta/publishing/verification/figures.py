"""Whether the figures of a manifest agree with each other and with the tables."""

from collections.abc import Iterator, Mapping

import polars as pl

from schemas.tables import TABLES
from warta.printable import counted
from warta.publishing.figures import Figures
from warta.publishing.manifest import DATASET, MANIFEST, Manifest, content_hash
from warta.publishing.verification.tables import TableReading


def check_figures(manifest: Manifest, readings: Mapping[str, TableReading]) -> Iterator[str]:
    """Compare counts and hashes.

    Args:
        manifest: What the release says of itself.
        readings: What was read of each table whose files are sound.
    """
    if manifest.dataset != DATASET:
        yield f"{MANIFEST}: dataset: {manifest.dataset} is not {DATASET}"
    yield from _counts(manifest)
    yield from _tables(manifest, readings)
    hashes = [(entry.name, entry.content_hash) for entry in manifest.tables if entry.name in TABLES]
    if content_hash(hashes) != manifest.content_hash:
        yield f"{MANIFEST}: content_hash: not that of its tables"
    if "rejects" in readings:
        yield from _reasons(manifest, readings["rejects"].related)


def check_articles(manifest: Manifest, counted: Figures) -> Iterator[str]:
    """Compare what the manifest says of the articles as a whole with the articles.

    Args:
        manifest: What the release says of itself.
        counted: What its tables come to.
    """
    if counted.fill != manifest.fill:
        yield f"{MANIFEST}: fill: not the shares that the articles have"
    if counted.coverage != manifest.coverage:
        yield f"{MANIFEST}: coverage: not the time that the articles are of"
    if list(counted.languages.items()) != list(manifest.languages.items()):
        yield f"{MANIFEST}: languages: not those of the articles"
    found = counted.rights.model_dump()
    for name, listed in manifest.rights.model_dump().items():
        if listed != found[name]:
            yield f"{MANIFEST}: rights.{name}: {listed}, the tables come to {found[name]}"


def _counts(manifest: Manifest) -> Iterator[str]:
    counts = manifest.counts
    if manifest.run.pages != counts.pages:
        yield f"{MANIFEST}: counts.pages: {counts.pages}, the run read {manifest.run.pages}"
    if counts.articles + counts.duplicates + counts.rejects != counts.pages:
        yield f"{MANIFEST}: counts: {counts.in_words()} do not add up to {counted(counts.pages, 'page')}"


def _tables(manifest: Manifest, readings: Mapping[str, TableReading]) -> Iterator[str]:
    entries = {entry.name: entry for entry in manifest.tables}
    for name, reading in readings.items():
        if name not in entries:
            yield f"{MANIFEST}: tables: {name} is not listed"
            continue
        if entries[name].rows != reading.rows:
            yield f"{MANIFEST}: tables: {name} has {counted(reading.rows, 'row')}, not {entries[name].rows}"
        if entries[name].content_hash != reading.content_hash:
            yield f"{MANIFEST}: tables: {name} has another content_hash"
        if getattr(manifest.counts, name, reading.rows) != reading.rows:
            yield f"{MANIFEST}: counts.{name}: not {reading.rows}, the rows of its table"


def _reasons(manifest: Manifest, rejects: pl.DataFrame) -> Iterator[str]:
    counted = dict(rejects.group_by("reason").len().sort("reason").iter_rows())
    if counted != manifest.reasons:
        yield f"{MANIFEST}: reasons: {manifest.reasons}, the table rejects has {counted}"
