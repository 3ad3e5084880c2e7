"""Counts that the time of a build follows from, where a timed test would be at the mercy of the machine."""

import os
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable
from itertools import count, pairwise
from pathlib import Path

import polars as pl
import pyarrow.parquet as pq
import pytest

from schemas.tables import TABLES, Table
from tests.warta.publishing.tables import release, tables
from warta.assembly.records import INDEX
from warta.assembly.shards import put_records
from warta.assembly.state import State, shard_name
from warta.cleaning import clean
from warta.cleaning.lines import Lines
from warta.cleaning.segments import segments
from warta.publishing import verify
from warta.publishing.placing import sync
from warta.publishing.verification import Known, parts
from warta.publishing.verification.tables import check_tables
from warta.training.families import generate
from warta.validation import validate


def test_a_merge_finds_a_range_of_articles_in_few_row_groups_of_a_shard(tmp_path: Path) -> None:
    rows = pl.DataFrame({"article_id": [f"{number * 2654435761 % 2**32:032x}" for number in range(6_400)]})
    put_records(tmp_path, {"quotes": rows.with_columns(page=pl.lit(1, pl.UInt64))})
    with pq.ParquetFile(tmp_path / "quotes.parquet") as file:
        groups = [file.metadata.row_group(number).column(0) for number in range(file.num_row_groups)]
        assert len(groups) == 32
        ranges = [(group.statistics.min, group.statistics.max) for group in groups]
    assert all(before[1] < after[0] for before, after in pairwise(ranges))


def test_the_pages_that_are_there_are_looked_up_once_however_many_shards_a_state_has(tmp_path: Path) -> None:
    def tidied(name: str, shards: int) -> int:
        state, present = State(tmp_path / name, print), pl.Series("page", range(shards), pl.UInt64)
        for number in range(shards + 1):
            keys = pl.Series("page", [number], pl.UInt64)
            built = tmp_path / f"{name}-{number}"
            built.mkdir()
            put_records(built, {INDEX: keys.to_frame().with_columns(article_id=pl.lit("a"))})
            state.add(built)
        asked = queries(lambda: state.tidy(present, tmp_path))
        assert [path.name for path in state.shards] == sorted(shard_name(present[n : n + 1]) for n in present)
        return asked

    assert tidied("few", 2) == tidied("many", 12)


def test_a_release_is_read_back_less_than_four_times_when_it_is_verified(tmp_path: Path) -> None:
    path = release(tmp_path, tables(articles=900)).path
    size = sum(file.stat().st_size for file in path.rglob("*") if file.is_file())
    before = bytes_read()
    assert verify(path) == []
    assert bytes_read() - before < 4 * size


def test_rows_of_partitions_that_were_verified_as_they_are_are_not_checked_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked: Counter[str] = Counter()
    check = parts.validate

    def counted(table: Table, rows: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
        checked[table.name] += rows.height
        return check(table, rows)

    monkeypatch.setattr(parts, "validate", counted)
    made = release(tmp_path, tables(articles=40))
    checked.clear()
    assert verify(made.path) == []
    assert (checked["articles"], checked["spans"], checked["ids"]) == (40, 200, 40)
    checked.clear()
    assert verify(made.path, Known(made)) == []
    assert (checked["articles"], checked["spans"], checked["ids"]) == (0, 0, 40)


def test_what_verification_compares_holds_none_of_the_texts_that_were_read(tmp_path: Path) -> None:
    built = release(tmp_path, tables(articles=20))
    readings, problems = check_tables(
        built.path, built.manifest, {file.path for file in built.manifest.files}, seen=()
    )
    assert not problems
    assert readings["spans"].related.height
    # A column of texts, however few, would keep those of all rows that were read with it.
    assert not [name for name, reading in readings.items() if pl.String in reading.related.dtypes]


def test_files_that_another_release_has_too_are_not_put_on_disk_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    last, staged = tmp_path / "last", tmp_path / "staged"
    (last / "spans").mkdir(parents=True)
    (staged / "spans").mkdir(parents=True)
    kept, new = staged / "spans" / "part-0.parquet", staged / "manifest.json"
    (last / "spans" / "part-0.parquet").write_bytes(b"PAR1")
    kept.hardlink_to(last / "spans" / "part-0.parquet")
    new.write_bytes(b"{}")
    put: list[int] = []
    monkeypatch.setattr(os, "fsync", lambda descriptor: put.append(os.fstat(descriptor).st_ino))
    sync(staged)
    assert sorted(put) == sorted(path.stat().st_ino for path in (new, staged, staged / "spans"))


def test_the_names_of_places_are_read_without_the_package_that_holds_them() -> None:
    asked = "from warta.facts.gazetteer import known_place; assert known_place('Sengeti')"
    told = "import sys; print('lokal' in sys.modules)"
    words = [sys.executable, "-c", f"{asked}\n{told}"]
    assert subprocess.run(words, check=True, capture_output=True, text=True).stdout == "False\n"


def test_pandera_is_asked_only_of_frames_that_break_a_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    articles = TABLES["articles"].model
    pandera = articles.validate
    monkeypatch.setattr(
        articles, "validate", lambda *given, **named: asked.append(1) or pandera(*given, **named)
    )
    rows = tables(articles=20)["articles"]
    validate(TABLES["articles"], rows)
    assert not asked
    validate(TABLES["articles"], rows.with_columns(activity=pl.lit("selling_satay")))
    assert asked == [1]


def bytes_read() -> int:
    """What this process has read by now, from files and whatever else."""
    return int(Path("/proc/self/io").read_text().split()[1])


def test_the_lines_of_many_pages_are_asked_in_as_many_queries_as_those_of_few() -> None:
    texts = [page["text"][:3_000] for page in generate(3, 30)]
    few, many = (pl.DataFrame({"text": texts * times}) for times in (1, 4))
    clean(few)
    assert queries(lambda: clean(many)) == queries(lambda: clean(few))


def test_a_line_is_asked_once_however_many_pages_have_it() -> None:
    texts = [page["text"][:3_000] for page in generate(3, 30)]
    few, many = (Lines.of(segments(pl.Series(texts * times))["text"]) for times in (1, 10))
    assert many.text.to_list() == few.text.to_list()


def queries(work: Callable[[], object]) -> int:
    """How many queries Polars is asked, by all threads."""
    asked = count()

    def told(_frame: object, event: str, called: object) -> None:
        if event == "c_call" and getattr(called, "__name__", "") == "collect":
            next(asked)

    threading.setprofile(told)
    sys.setprofile(told)
    try:
        work()
    finally:
        sys.setprofile(None)
        threading.setprofile(None)
    return next(asked)
