"""The way of one shard, and what it costs."""

import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from flows import shards
from schemas.tables import TABLES
from warta.assembly.shards import open_shard
from warta.reading.inputs import find
from warta.reading.pages import read
from warta.terms import TextRelease


def records(folder: Path) -> dict[str, pl.DataFrame]:
    """Build a shard of the pages of the tests and read its records."""
    (shard,) = read(find(["seeds", "tests/pages/*.txt"]).inputs, 1_000)
    open_shard(folder, shard.pages)
    shards.build_shard(folder, None, TextRelease.FULL)
    return {path.stem: pl.read_parquet(path) for path in folder.glob("*.parquet")}


def test_few_pages_at_a_time_become_the_same_records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at_once = records(tmp_path / "at-once")
    cleaned = []
    clean = shards.clean
    monkeypatch.setattr(shards, "clean", lambda pages: cleaned.append(pages.height) or clean(pages))
    monkeypatch.setattr(shards, "_PAGES_AT_ONCE", 3)
    few = records(tmp_path / "few")
    assert max(cleaned) == 3
    assert few.keys() == at_once.keys()
    for name, frame in at_once.items():
        assert_frame_equal(few[name], frame)


def test_a_shard_keeps_no_column_that_no_release_has(tmp_path: Path) -> None:
    kept = records(tmp_path / "shard")
    for name, table in TABLES.items():
        if name in kept:
            assert {*kept[name].columns} == {*table.columns, "page", "partition"}


def test_what_the_first_pages_would_wait_for_is_there_before_they_are() -> None:
    loaded = """
from flows.shards import get_ready
from warta.cleaning.model import model
from warta.cleaning.rules import rules
from warta.facts.gazetteer import gazetteer
get_ready()
print([read.cache_info().currsize for read in (model, rules, gazetteer)])
"""
    told = subprocess.run([sys.executable, "-c", loaded], check=True, capture_output=True, text=True).stdout
    assert told == "[1, 1, 1]\n"
