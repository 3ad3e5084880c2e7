"""A release is seen whole or not at all, says what it is made of, and is named by `latest.json` last."""

import datetime as dt
import os
import random
import re
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import orjson
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.warta.publishing.processes import started
from tests.warta.publishing.tables import CREATED, release, run, tables, write
from warta.publishing import BrokenReleaseError, CannotWriteError, Staging, latest, publish, verify
from warta.publishing.checksums import files_below
from warta.publishing.versions import next_version

DESCRIBING = {
    "CHANGES.md",
    "CITATION.cff",
    "README.md",
    "SHA256SUMS",
    "croissant.json",
    "datapackage.json",
    "ids/part-0.parquet",
    "jsonl/ids/part-0.jsonl.gz",
    "manifest.json",
}


def test_there_is_no_latest_release_before_the_first(tmp_path: Path) -> None:
    assert latest(tmp_path / "output") is None


def test_latest_names_the_release_just_published(tmp_path: Path) -> None:
    first = release(tmp_path)
    assert latest(tmp_path) == first
    second = release(tmp_path, tables(articles=9))
    assert latest(tmp_path) == second
    assert [first.manifest.version, second.manifest.version] == ["2026.11.22", "2026.11.22.1"]
    assert second.manifest.previous == "2026.11.22"
    assert verify(first.path) == verify(second.path) == []
    pointer = orjson.loads((tmp_path / "latest.json").read_bytes())
    assert pointer["path"] == "releases/2026.11.22.1"
    assert pointer["counts"] == {"pages": 13, "articles": 9, "duplicates": 2, "rejects": 2}


def test_counts_and_reasons_of_the_manifest_are_those_of_the_tables(tmp_path: Path) -> None:
    manifest = release(tmp_path, tables(articles=5, copies=1, rejects=3)).manifest
    assert manifest.counts.model_dump() == {"pages": 9, "articles": 5, "duplicates": 1, "rejects": 3}
    assert manifest.reasons == {"empty": 3}
    assert {table.name: table.rows for table in manifest.tables} == {
        "articles": 5, "spans": 25, "duplicates": 1, "rejects": 3, "near_copies": 2,
        "quotes": 5, "people": 5, "mentions": 5, "evidence": 5, "redactions": 5, "ids": 5,
    }  # fmt: skip


def test_sha256sum_accepts_a_release(tmp_path: Path) -> None:
    path = release(tmp_path).path
    subprocess.run(["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"], cwd=path, check=True)
    assert {line.split("  ")[1] for line in (path / "SHA256SUMS").read_text().splitlines()} == (
        files_below(path).keys() - {"SHA256SUMS"}
    )


def test_another_day_changes_what_describes_the_release_and_no_data(tmp_path: Path) -> None:
    first = release(tmp_path)
    second = release(tmp_path, created=CREATED + dt.timedelta(days=3))
    old, new = (
        {path: file.read_bytes() for path, file in files_below(made.path).items()} for made in (first, second)
    )
    assert old.keys() == new.keys()
    assert {path for path in old if old[path] != new[path]} == DESCRIBING
    assert first.manifest.content_hash == second.manifest.content_hash


def test_other_data_have_another_content_hash(tmp_path: Path) -> None:
    first, second = release(tmp_path), release(tmp_path, tables(articles=8))
    assert first.manifest.content_hash != second.manifest.content_hash


def test_the_content_hash_can_be_made_with_coreutils(tmp_path: Path) -> None:
    made = release(tmp_path)
    script = r"""
    for table in $(ls jsonl | grep -v ids | LC_ALL=C sort); do
        hash=$(find jsonl/$table -name '*.gz' | LC_ALL=C sort | while read -r file; do
            printf '%s  %s\n' "$(zcat "$file" | sha256sum | cut -c-64)" "${file%.gz}"
        done | sha256sum | cut -c-64)
        printf '%s  %s\n' "$hash" "$table"
    done | sha256sum | cut -c-64
    """
    done = subprocess.run(["sh", "-c", script], cwd=made.path, check=True, capture_output=True, text=True)
    assert done.stdout.strip() == made.manifest.content_hash


@given(st.dates(dt.date(2000, 1, 1), dt.date(2100, 1, 1)), st.integers(0, 12))
def test_versions_of_a_day_count_up_and_are_never_given_twice(day: dt.date, number: int) -> None:
    taken: list[str] = ["2026.11.2", "notes", f"{day:%Y.%m.%d}-old"]
    for serial in range(number):
        taken.append(next_version(day, taken))
        assert taken[-1] == f"{day:%Y.%m.%d}" + (f".{serial}" if serial else "")
    assert next_version(day, taken[:3] + taken[-1:]) == next_version(day, taken)


def test_a_release_says_how_fresh_it_is(tmp_path: Path) -> None:
    frames = tables(articles=3)
    fetched = pl.Series(["2024-09-03T08:00:00+07:00", "2024-09-03T02:00:00", None])
    frames["articles"] = frames["articles"].with_columns(source_fetched_at=fetched)
    made = release(tmp_path, frames)
    assert made.manifest.coverage.model_dump(mode="json") == {
        "first": "2024-08-01",
        "last": "2024-09-02",
        "fetched_until": "2024-09-03T02:00:00Z",
    }
    pointer = orjson.loads((tmp_path / "latest.json").read_bytes())
    assert pointer["coverage"] == made.manifest.coverage.model_dump(mode="json")
    assert (
        "2024-08-01 to 2024-09-02, fetched until 2024-09-03 02:00 UTC"
        in (made.path / "README.md").read_text()
    )


def test_a_release_says_in_which_languages_its_articles_are(tmp_path: Path) -> None:
    frames = tables(articles=4)
    spoken = pl.Series(["jv", "id", "und", "id"])
    frames["articles"] = frames["articles"].with_columns(language=spoken)
    made = release(tmp_path, frames)
    assert list(made.manifest.languages.items()) == [("id", 2), ("jv", 1), ("und", 1)]
    assert "language:\n- id\n- jv\nlicense:" in (made.path / "README.md").read_text()
    assert orjson.loads((made.path / "croissant.json").read_bytes())["inLanguage"] == ["id", "jv"]


def test_a_table_that_was_not_written_is_our_own_fault(tmp_path: Path) -> None:
    frames = tables()
    with Staging(tmp_path) as staging:
        parts = write(staging.path, frames)
        with pytest.raises(ValueError, match="rejects"):
            publish(staging, [part for part in parts if part.table != "rejects"], run(frames))
    assert latest(tmp_path) is None


def test_pages_that_do_not_add_up_are_not_published(tmp_path: Path) -> None:
    first = release(tmp_path)
    frames = tables()
    with Staging(tmp_path) as staging:
        parts = write(staging.path, frames)
        with pytest.raises(BrokenReleaseError, match="do not add up to 12 pages"):
            publish(staging, parts, run(frames).model_copy(update={"pages": 12}))
    assert latest(tmp_path) == first
    assert [path.name for path in (tmp_path / "releases").iterdir()] == ["2026.11.22"]


def cut_short(spans: pl.DataFrame) -> pl.DataFrame:
    """Take the last span of the first page."""
    return spans.filter(pl.int_range(pl.len()) != 4)


CONTRADICTIONS: dict[str, tuple[dict[str, Callable[[pl.DataFrame], pl.DataFrame]], str]] = {
    "a gap in a page": (
        {"spans": lambda spans: spans.filter(pl.int_range(pl.len()) != 2)},
        "the spans of a page do not tile it",
    ),
    "a page that begins late": (
        {"spans": lambda spans: spans.filter(pl.int_range(pl.len()) != 0)},
        "the spans of a page do not tile it",
    ),
    "a page that ends early": ({"spans": cut_short}, "chars_total is not what the spans come to"),
    "a removed part counted as kept": (
        {"articles": lambda rows: rows.with_columns(pl.col("chars_kept") + 1, pl.col("chars_removed") - 1)},
        "chars_kept is not what the spans come to",
    ),
    "a page without spans": (
        {"spans": lambda spans: spans.filter(pl.col("article_id") != spans["article_id"][0])},
        "articles: a page without spans",
    ),
    "spans of an unknown page": (
        {
            "spans": lambda spans: (
                spans.with_columns(article_id=pl.lit("f" * 32))
                .head(5)
                .pipe(lambda new: pl.concat([spans, new]))
            )
        },
        "spans: a page that is no article, duplicate or reject",
    ),
    "an article twice": (
        {"articles": lambda rows: rows.with_columns(article_id=pl.col("article_id").first())},
        "two rows with the same article_id",
    ),
    "a copy of nothing": (
        {"duplicates": lambda rows: rows.with_columns(original_id=pl.lit("f" * 32))},
        "original_id names no row of articles",
    ),
    "an officer of no article": (
        {"people": lambda rows: rows.head(1).with_columns(article_id=pl.lit("f" * 32))},
        "people: article_id names no row of articles",
    ),
    "a source that is not here": (
        {"near_copies": lambda rows: rows.with_columns(source_id=pl.lit("f" * 32))},
        "near_copies: source_id names no row of articles",
    ),
    "a fact in removed text": (
        {"evidence": lambda rows: rows.with_columns(pl.col("end") + 30, start=pl.col("end") + 28)},
        "evidence: outside the kept text",
    ),
    "a fact beyond the end of the page": (
        {"evidence": lambda rows: rows.with_columns(end=pl.lit(1000, pl.Int32))},
        "evidence: not found where it should stand",
    ),
    "a quotation in other words": (
        {"quotes": lambda rows: rows.with_columns(text=pl.lit("Polisi menjaga rumah."))},
        "quotes: not found where it should stand",
    ),
    "a mention beside its place": (
        {"mentions": lambda rows: rows.with_columns(pl.col("start", "end") + 1)},
        "mentions: not found where it should stand",
    ),
    "a page both article and reject": (
        {"rejects": lambda rows: rows.with_columns(source_row=pl.int_range(pl.len(), dtype=pl.Int64) + 1)},
        "two rows for one page",
    ),
}


@pytest.mark.parametrize("kind", CONTRADICTIONS)
def test_tables_that_contradict_each_other_are_not_published(tmp_path: Path, kind: str) -> None:
    changes, said = CONTRADICTIONS[kind]
    frames = {name: changes.get(name, pl.DataFrame.clone)(rows) for name, rows in tables().items()}
    with pytest.raises(BrokenReleaseError, match=said):
        release(tmp_path, frames)
    assert latest(tmp_path) is None


def test_only_an_outlet_may_be_read_from_a_removed_line_of_copyright(tmp_path: Path) -> None:
    frames = tables()
    frames["spans"] = frames["spans"].with_columns(pl.col("role").replace("share", "legal"))
    evidence = frames["evidence"].with_columns(pl.col("end") + 30, start=pl.col("end") + 28)
    for fact, basis, stands in (
        ("outlet", "copyright", True),
        ("outlet", "logo", False),
        ("title", "copyright", False),
    ):
        frames["evidence"] = evidence.with_columns(fact=pl.lit(fact), basis=pl.lit(basis))
        if stands:
            release(tmp_path / fact, frames)
        else:
            with pytest.raises(BrokenReleaseError, match="evidence: outside the kept text"):
                release(tmp_path / fact, frames)


def test_a_damaged_latest_is_said_in_one_line(tmp_path: Path) -> None:
    release(tmp_path)
    (tmp_path / "latest.json").write_text("{")
    with pytest.raises(BrokenReleaseError, match=r"latest\.json .*: content: Invalid JSON: EOF") as caught:
        latest(tmp_path)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("table", ["articles", "ids"])
def test_a_damaged_release_before_is_named_in_one_line(tmp_path: Path, table: str) -> None:
    before = release(tmp_path, tables(articles=5)).path
    for file in (before / table).rglob("*.parquet"):
        file.write_bytes(file.read_bytes() + b"x")
    with pytest.raises(BrokenReleaseError, match=rf"{before}.*{table}.* cannot be read: ") as caught:
        release(tmp_path)
    assert "\n" not in str(caught.value)


def test_an_output_that_cannot_be_a_folder_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "output").write_text("a file")
    with pytest.raises(CannotWriteError, match="output") as caught, Staging(tmp_path / "output"):
        pass
    assert "\n" not in str(caught.value)


def test_a_staging_leaves_nothing_behind(tmp_path: Path) -> None:
    release(tmp_path)
    with pytest.raises(RuntimeError), Staging(tmp_path) as staging:
        write(staging.path, tables())
        raise RuntimeError
    assert {path.name for path in tmp_path.iterdir()} == {".lock", "latest.json", "releases"}


def test_what_a_dead_build_left_is_cleared_and_a_living_one_left_alone(tmp_path: Path) -> None:
    with Staging(tmp_path) as living:
        dead = tmp_path / ".staging-dead"
        (dead / "release").mkdir(parents=True)
        (dead / "lock").touch()
        (tmp_path / ".staging-half-removed").mkdir()
        release(tmp_path)
        assert living.path.is_dir()
        assert list(tmp_path.glob(".staging-*")) == [living.path.parent]


FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from tests.warta.publishing.tables import release, tables
frames = tables(articles=300)
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
from warta.publishing import CannotWriteError
try:
    release(Path(sys.argv[1]), frames)
except CannotWriteError as error:
    print(error)
"""


@pytest.mark.parametrize("room", [0, 15_000])
def test_when_the_disk_takes_no_more_the_last_release_stays(tmp_path: Path, room: int) -> None:
    first = release(tmp_path)
    out, err = started(FULL_DISK, tmp_path, room).communicate(timeout=60)
    assert re.fullmatch(r"cannot write .*: File too large\n", out), err
    assert latest(tmp_path) == first
    assert verify(first.path) == []
    assert {path.name for path in tmp_path.iterdir()} == {".lock", "latest.json", "releases"}


PUBLISHER = """
import sys
from pathlib import Path
from tests.warta.publishing.tables import release, tables
print("ready", flush=True)
for number in range(1000):
    release(Path(sys.argv[1]), tables(articles=number % 5 + 1))
"""


def test_a_killed_publisher_leaves_a_whole_latest_release(tmp_path: Path) -> None:
    release(tmp_path)
    chance = random.Random(2024)
    for _ in range(3):
        publisher = started(PUBLISHER, tmp_path)
        assert publisher.stdout is not None
        assert publisher.stdout.readline() == "ready\n"
        time.sleep(chance.uniform(0.05, 0.6))
        os.killpg(publisher.pid, signal.SIGKILL)
        publisher.communicate()
        for path in (tmp_path / "releases").iterdir():
            assert verify(path) == []
        last = latest(tmp_path)
        assert last is not None
        assert verify(last.path) == []
    release(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {".lock", "latest.json", "releases"}


def test_a_reader_never_sees_half_a_release_while_others_publish(tmp_path: Path) -> None:
    release(tmp_path)
    publishers = [started(PUBLISHER, tmp_path) for _ in range(2)]
    try:
        seen = set()
        until = time.monotonic() + 60
        while len(seen) < 5 and time.monotonic() < until:
            last = latest(tmp_path)
            assert last is not None
            if last.manifest.version not in seen:
                assert verify(last.path) == []
                seen.add(last.manifest.version)
    finally:
        for publisher in publishers:
            os.killpg(publisher.pid, signal.SIGKILL)
            publisher.communicate()
    assert len(seen) >= 5
    assert len({path.name for path in (tmp_path / "releases").iterdir()}) >= len(seen)
