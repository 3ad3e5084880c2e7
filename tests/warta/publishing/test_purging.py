"""A purge takes out what was taken down and nothing else, and readers find whole releases all the while."""

import gzip
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import orjson
import polars as pl
import pytest

from schemas.tables import PUBLISHED
from tests.warta.contents import all_text
from tests.warta.publishing.tables import frame, release, tables
from tests.warta.publishing.test_history import change
from warta.publishing import Purged, Release, Staging, latest, purge, trace, verify
from warta.publishing.checksums import file_sha256, files_below
from warta.publishing.placing import exchange, exchange_in_two, put_back
from warta.takedowns import Takedowns, Tombstone
from warta.terms import Matching

WHEN = datetime(2026, 11, 24, 9, tzinfo=UTC)
WHOLE = tables(articles=9)
ROW = WHOLE["articles"].row(5, named=True)
"""An article without copies; its title is `Patroli ke-…`."""


def named(*ids: str) -> Takedowns:
    stones = (
        Tombstone(matching=Matching.ARTICLE_ID, named=each, reason="hak jawab", when=WHEN) for each in ids
    )
    return Takedowns(tuple(stones))


def purged(output: Path, *ids: str) -> Purged:
    with Staging(output) as staging:
        return purge(staging, named(*ids), WHEN)


def contents(folder: Path) -> dict[str, bytes]:
    return {path: file.read_bytes() for path, file in files_below(folder).items()}


def rows(made: Release, table: str) -> pl.DataFrame:
    return pl.read_parquet(made.path / table, hive_partitioning=False)


def latest_of(output: Path) -> Release:
    made = latest(output)
    assert made is not None
    return made


def test_only_what_held_it_is_written_anew(tmp_path: Path) -> None:
    release(tmp_path, WHOLE)
    before = contents(latest_of(tmp_path).path)
    done = purged(tmp_path, ROW["article_id"])
    made = latest_of(tmp_path)
    assert done == Purged({made.path: 1}, ())
    after = contents(made.path)
    assert verify(made.path) == []
    assert ROW["title"] not in all_text(tmp_path)
    month = f"month={ROW['date']:%Y-%m}" if ROW["date"] else "month=unknown"
    stay = {
        path for path in before if path.startswith(("articles/", "jsonl/articles/")) and month not in path
    }
    assert stay
    assert {path: after[path] for path in stay} == {path: before[path] for path in stay}
    assert after["near_copies/part-0.parquet"] == before["near_copies/part-0.parquet"]
    for name in PUBLISHED:
        if name not in ("rejects", "ids"):
            old = frame(name, WHOLE[name].to_dicts())
            assert (
                rows(made, name)
                .sort(PUBLISHED[name].key)
                .equals(old.filter(pl.col("article_id") != ROW["article_id"]).sort(PUBLISHED[name].key))
            )
    added = rows(made, "rejects").filter(pl.col("reason") == "taken_down")
    assert added.select("article_id", "source_row").rows() == [(ROW["article_id"], ROW["source_row"])]


def test_counts_still_add_up_and_the_manifest_says_what_was_done(tmp_path: Path) -> None:
    old = release(tmp_path, WHOLE).manifest
    purged(tmp_path, ROW["article_id"])
    new = latest_of(tmp_path).manifest
    assert (new.counts.pages, new.counts.articles, new.counts.rejects) == (13, 8, 3)
    assert new.reasons == {"empty": 2, "taken_down": 1}
    assert new.run == old.run
    assert new.gates == old.gates
    assert new.content_hash != old.content_hash
    (note,) = new.purged
    assert (note.when, note.pages, note.reasons) == (WHEN, 1, ("hak jawab",))
    pointer = orjson.loads((tmp_path / "latest.json").read_bytes())
    assert pointer["manifest_sha256"] == file_sha256(tmp_path / pointer["path"] / "manifest.json")
    assert pointer["counts"]["articles"] == 8


def test_the_same_again_changes_nothing(tmp_path: Path) -> None:
    release(tmp_path, WHOLE)
    purged(tmp_path, ROW["article_id"])
    before = contents(tmp_path)
    assert purged(tmp_path, ROW["article_id"]) == Purged({}, ())
    assert contents(tmp_path) == before


def test_a_release_of_which_all_is_taken_down_is_empty_and_whole(tmp_path: Path) -> None:
    made = release(tmp_path, WHOLE)
    purged(tmp_path, *WHOLE["articles"]["article_id"])
    assert verify(made.path) == []
    assert latest_of(tmp_path).manifest.counts.model_dump() == {
        "pages": 13, "articles": 0, "duplicates": 0, "rejects": 13,
    }  # fmt: skip


def test_every_kept_release_is_purged_and_tells_its_changes_without_it(tmp_path: Path) -> None:
    release(tmp_path, tables(articles=5))
    release(tmp_path, WHOLE)
    third = release(tmp_path, change(WHOLE, 5, title="Judul lain"))
    shutil.copytree(third.path, tmp_path / "blocked" / "2026.11.23")
    done = purged(tmp_path, ROW["article_id"])
    assert [path.name for path in done.pages] == ["2026.11.23", "2026.11.22.1", "2026.11.22.2"]
    for path in done.pages:
        assert verify(path) == []
    assert "Judul lain" not in all_text(tmp_path)
    second = tmp_path / "releases" / "2026.11.22.1"
    assert ROW["article_id"] not in gzip.decompress((second / "changes.jsonl.gz").read_bytes()).decode()
    assert "| articles | 3 | 0 | 0 |" in (second / "CHANGES.md").read_text()
    assert "| articles | 0 | 0 | 0 |" in (third.path / "CHANGES.md").read_text()
    known = {row["article_id"]: row for row in rows(latest_of(tmp_path), "ids").to_dicts()}
    assert (known[ROW["article_id"]]["status"], known[ROW["article_id"]]["why"]) == ("gone", "takedown")


SENTENCES = (
    "Kepolisian Sektor Tanjung Lalang menjaga gudang logistik pilkada di Desa Sukamulya sejak Senin malam.",
    "Kapolsek Tanjung Lalang Iptu Damar Lelono meminta warga melapor bila melihat orang yang tidak dikenal.",
    "Petugas memeriksa gembok, daftar tamu, dan lampu di sekitar gudang setiap dua jam sampai pagi hari.",
    "Camat Tanjung Lalang menyebut kotak suara akan dikirim ke sebelas tempat pemungutan suara pada Selasa.",
)


def clusters(*ends: str) -> dict[str, pl.DataFrame]:
    """The tables where the first articles are near copies: the first of all is the original."""
    made = tables(articles=9)
    bodies = [" ".join([*SENTENCES, end]) for end in ends]
    articles = (
        made["articles"]
        .with_row_index("number")
        .with_columns(
            body=pl.when(pl.col("number") < len(ends))
            .then(pl.Series(bodies + [""] * (9 - len(ends))))
            .otherwise("body")
        )
    )
    ids = articles["article_id"].to_list()[: len(ends)]
    near = [
        {"article_id": each, "original_id": ids[0], "source_id": source}
        | ({"role": "original", "similarity": 1.0, "original_basis": None} if each == ids[0] else {})
        for each, source in zip(ids, [None, *ids], strict=False)
    ]
    return {**made, "articles": articles.drop("number"), "near_copies": frame("near_copies", near)}


def test_copies_of_an_original_that_is_gone_are_copies_of_each_other(tmp_path: Path) -> None:
    made = clusters("Warga ikut ronda.", "Warga ikut berjaga.", "Warga ikut meronda.")
    first, *others = made["articles"]["article_id"].to_list()[:3]
    release(tmp_path, made)
    purged(tmp_path, first)
    near = rows(latest_of(tmp_path), "near_copies")
    assert verify(latest_of(tmp_path).path) == []
    assert set(near["article_id"]) == set(others)
    assert near["original_id"].n_unique() == 1
    assert near["original_id"][0] in others
    assert sorted(near["role"]) == ["copy", "original"]


def test_a_source_that_is_gone_is_named_no_more(tmp_path: Path) -> None:
    made = clusters("Warga ikut ronda.", "Warga ikut berjaga.", "Warga ikut meronda.")
    first, second, third = made["articles"]["article_id"].to_list()[:3]
    assert dict(made["near_copies"].select("article_id", "source_id").iter_rows())[third] == second
    release(tmp_path, made)
    purged(tmp_path, second)
    near = rows(latest_of(tmp_path), "near_copies").select("article_id", "original_id", "source_id")
    assert sorted(near.rows()) == sorted([(first, first, None), (third, first, None)])
    assert verify(latest_of(tmp_path).path) == []


def test_what_has_no_copy_left_is_in_no_cluster(tmp_path: Path) -> None:
    made = clusters("Warga ikut ronda.", "Warga ikut berjaga.")
    for number in (0, 1):
        output = tmp_path / str(number)
        release(output, made)
        purged(output, made["articles"]["article_id"][number])
        assert rows(latest_of(output), "near_copies").is_empty()
        assert verify(latest_of(output).path) == []


def test_a_damaged_release_is_named_and_the_others_are_purged(tmp_path: Path) -> None:
    first, second = release(tmp_path, WHOLE), release(tmp_path, WHOLE)
    (first.path / "spans/month=2024-08/part-0.parquet").write_bytes(b"PAR1")
    done = purged(tmp_path, ROW["article_id"])
    assert list(done.pages) == [second.path]
    (problem,) = done.problems
    assert str(first.path) in problem
    assert verify(second.path) == []


def test_the_story_of_what_is_taken_down_is_not_told(tmp_path: Path) -> None:
    release(tmp_path, WHOLE)
    line = named(ROW["article_id"]).stones[0].to_line()
    (tmp_path / "takedowns.jsonl").write_bytes(line)
    for _ in range(2):
        told = "\n".join(trace(tmp_path, ROW["article_id"]))
        assert "Takedown  2026-11-24, named by article_id: hak jawab" in told
        assert ROW["title"] not in told
        purged(tmp_path, ROW["article_id"])


@pytest.mark.parametrize("in_place_of", [exchange, exchange_in_two])
def test_folders_are_exchanged(tmp_path: Path, in_place_of: object) -> None:
    for name in ("baru", "lama"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "isi").write_text(name)
    assert callable(in_place_of)
    in_place_of(tmp_path / "baru", tmp_path / "lama")
    assert (tmp_path / "lama/isi").read_text() == "baru"
    assert (tmp_path / "baru/isi").read_text() == "lama"


@pytest.mark.parametrize("stands", [True, False])
def test_a_release_that_an_exchange_left_aside_is_put_back(tmp_path: Path, stands: bool) -> None:
    made = release(tmp_path, WHOLE)
    aside = made.path.with_name(f".aside-{made.path.name}")
    shutil.copytree(made.path, aside)
    if not stands:
        shutil.rmtree(made.path)
    put_back(made.path.parent)
    assert verify(made.path) == []
    assert not aside.exists()


# Purges of one article after another, as fast as they come; says when it begins.
PURGES = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from tests.warta.publishing.test_purging import WHOLE, purged
print("ready", flush=True)
ids = WHOLE["articles"]["article_id"].to_list()
for number in range(1, len(ids)):
    purged(Path(sys.argv[1]), *ids[:number])
"""


def test_kills_at_random_moments_leave_whole_releases_that_readers_find(tmp_path: Path) -> None:
    release(tmp_path, WHOLE)
    release(tmp_path, change(WHOLE, 5, title="Judul lain"))
    whole = {path.name: path for path in (tmp_path / "releases").iterdir()}
    moments = random.Random(7)
    left_behind = 0
    for _ in range(2):
        with subprocess.Popen([sys.executable, "-c", PURGES, str(tmp_path)], stdout=subprocess.PIPE) as child:
            assert child.stdout is not None
            assert child.stdout.readline() == b"ready\n"
            end = time.monotonic() + moments.uniform(0.05, 1.0)
            while time.monotonic() < end:
                assert all((path / "manifest.json").is_file() for path in whole.values())
            os.kill(child.pid, signal.SIGKILL)
        left_behind += len(list(tmp_path.glob(".staging-*")))
        assert [problem for path in whole.values() for problem in verify(path)] == []
        assert latest(tmp_path) is not None
    assert left_behind, "no kill hit a purge: the test has lost its point"
    purged(tmp_path, *WHOLE["articles"]["article_id"][:8])
    assert not list(tmp_path.glob(".staging-*"))
    assert latest_of(tmp_path).manifest.counts.articles == 1
    pointer = orjson.loads((tmp_path / "latest.json").read_bytes())
    assert pointer["manifest_sha256"] == file_sha256(tmp_path / pointer["path"] / "manifest.json")
