"""Rows of shards that are brought into parts of one order."""

import random
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from warta.assembly import parting
from warta.assembly.parting import parted

SHARDS = [
    pl.DataFrame({"page": pl.Series([7, 3, 3], dtype=pl.UInt64), "text": ["tujuh", "tiga", "tiga lagi"]}),
    pl.DataFrame({"page": pl.Series([9, 1], dtype=pl.UInt64), "text": ["sembilan", "satu"]}),
    pl.DataFrame({"page": pl.Series([2], dtype=pl.UInt64), "text": ["dua"]}),
]
PAGES = pl.DataFrame(
    {"page": pl.Series([3, 2, 7, 1], dtype=pl.UInt64), "part": pl.Series([0, 0, 9, 8], dtype=pl.Int64)}
)


@pytest.mark.parametrize("held", [0, 1_000_000], ids=["all waits on disk", "all fits in memory"])
def test_each_part_holds_the_rows_of_its_pages(
    held: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parting, "_HELD", held)
    parts = [part["text"].to_list() for part in parted(SHARDS, PAGES, tmp_path)]
    assert parts == [["tiga", "tiga lagi", "dua"], ["satu"], ["tujuh"]]
    assert list(tmp_path.iterdir()) == []


def test_each_shard_is_read_once(tmp_path: Path) -> None:
    read = []

    def shards() -> Iterator[pl.DataFrame]:
        for shard in SHARDS:
            read.append(shard)
            yield shard

    assert len(list(parted(shards(), PAGES, tmp_path))) == 3
    assert len(read) == len(SHARDS)


def test_rows_that_wait_hold_only_their_own_texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parting, "_HELD", 0)
    texts = [random.Random(number).randbytes(2_000).hex() for number in range(100)]
    shard = pl.DataFrame({"page": pl.Series(range(100), dtype=pl.UInt64), "text": texts})
    parts = parted([shard], shard.select("page", part=pl.col("page").cast(pl.Int64)), tmp_path)
    next(parts)
    sizes = [file.stat().st_size for file in tmp_path.rglob("*") if file.is_file()]
    assert len(sizes) == 100
    assert max(sizes) < 2 * len(texts[0])
