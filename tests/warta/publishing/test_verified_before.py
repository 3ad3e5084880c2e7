"""What the last release, verified before, has too is not looked up again: only where it is other."""

from contextlib import nullcontext
from pathlib import Path

import polars as pl
import pytest

from tests.warta.publishing.tables import release, run, tables, write
from warta.publishing import BrokenReleaseError, BuildNote, Staging, publish, verify
from warta.publishing.checksums import file_sha256
from warta.publishing.sealing import seal
from warta.publishing.verification import Known


def test_facts_of_verified_partitions_are_looked_up_where_they_are_others(tmp_path: Path) -> None:
    frames = tables(articles=5)
    last = release(tmp_path, frames)
    noted = BuildNote(manifest=file_sha256(last.path / "manifest.json"), listing=pl.DataFrame())
    lies = frames["quotes"].with_columns(text=pl.lit("Tidak ada yang berkata demikian."))
    for quotes, outcome in (
        (lies, pytest.raises(BrokenReleaseError, match="quotes: not found where it should stand")),
        (frames["quotes"], nullcontext()),
    ):
        with Staging(tmp_path) as staging, outcome:
            parts = write(staging.path, {**frames, "quotes": quotes})
            publish(staging, parts, run(frames), noted=noted)


def test_facts_are_looked_up_where_the_verified_release_is_not_what_was_published(tmp_path: Path) -> None:
    frames = tables(articles=5)
    told = frames["quotes"].with_columns(text=pl.lit("Tidak ada yang berkata demikian."))
    last = release(tmp_path, frames)
    with Staging(tmp_path) as staging:
        parts = write(staging.path, frames | {"quotes": told})
        seal(staging.path, parts, run(frames), "2026.11.23", last)
        assert not verify(staging.path, Known(last))  # as if nothing were other, of which it is told
        (last.path / "quotes/part-0.parquet").write_bytes(b"PAR1")
        (problem,) = verify(staging.path, Known(last))
    assert "quotes: not found where it should stand" in problem
