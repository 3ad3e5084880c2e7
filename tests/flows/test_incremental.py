"""A build on top of others equals a build from nothing, whatever came, changed and went before."""

import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import orjson
import polars as pl
import pytest

from schemas.tables import TABLES
from warta.cli import main
from warta.publishing import Release, latest, verify
from warta.reading.inputs import Input
from warta.reading.pages import Shard

STORY = Path("tests/pages/patroli.txt").read_text(encoding="utf-8")
PLACES = ["Rantau Jaya", "Muara Lintang", "Sungai Dareh", "Bukit Kapur", "Teluk Sirih", "Padang Lawe"]


def story(place: str, edition: int) -> str:
    """A page of its own for each place; editions differ in a word and in the month."""
    month = ("Oktober", "November", "Desember")[edition % 3]
    return (
        STORY.replace("Rantau Jaya", place)
        .replace("RANTAU JAYA", place.upper())
        .replace("enam", f"{edition + 6}")
        .replace("November 2024", f"{month} 2024")
        .replace("/11/2024", f"/{10 + edition % 3}/2024")
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where pages arrive."""
    path = tmp_path / "halaman"
    path.mkdir()
    return path


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """Where each build is on top of the one before."""
    return tmp_path / "output"


def put(folder: Path, name: str, place: str, edition: int = 0) -> None:
    (folder / f"{name}.txt").write_text(story(place, edition), encoding="utf-8")


def damage(file: Path, at: int) -> None:
    """Flip a bit of a byte."""
    content = bytearray(file.read_bytes())
    content[at] ^= 0x80
    file.write_bytes(content)


def build(folder: Path, output: Path, *options: str) -> Release:
    command = ["build", str(folder), "--output", str(output), "--shard-size", "4", "--workers", "1"]
    assert main([*command, *options]) == 0
    release = latest(output)
    assert release is not None
    return release


def released(folder: Path, output: Path, *options: str) -> dict[str, bytes]:
    """Build and return the bytes of all tables but that of ids, which tells of releases before."""
    release = build(folder, output, *options)
    assert verify(release.path) == []
    return {
        file.path: (release.path / file.path).read_bytes()
        for file in release.manifest.files
        if file.table in TABLES
    }


def in_months(release: Release) -> dict[str, int]:
    """The files in folders of months, each with the number that the disk knows it by."""
    return {
        str(path.relative_to(release.path)): path.stat().st_ino for path in release.path.rglob("month=*/*")
    }


def files_read(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Watch which files builds read from now on."""
    import flows.build

    read, seen = flows.build.read, []

    def watched(inputs: Sequence[Input], size: int) -> Iterator[Shard]:
        seen.append([item.path.name for item in inputs])
        return read(inputs, size)

    monkeypatch.setattr(flows.build, "read", watched)
    return seen


def change(folder: Path, choice: random.Random) -> None:
    """Let a few pages come, change, go, or be copied."""
    for _ in range(choice.randint(1, 3)):
        name = folder / f"{choice.randrange(6)}.txt"
        if name.exists() and choice.random() < 0.4 and len(list(folder.iterdir())) > 1:
            name.unlink()
        else:
            name.write_text(story(choice.choice(PLACES), choice.randrange(3)), encoding="utf-8")


@pytest.mark.parametrize("seed", [11, 12])
def test_incremental_builds_equal_full_ones_for_random_histories(
    tmp_path: Path, folder: Path, output: Path, seed: int
) -> None:
    choice = random.Random(seed)
    put(folder, "0", "Rantau Jaya")
    for step in range(4):
        change(folder, choice)
        assert released(folder, output) == released(folder, tmp_path / f"full-{step}")


def test_only_new_pages_are_worked_on(folder: Path, output: Path) -> None:
    for number, place in enumerate(PLACES[:5]):
        put(folder, f"{number}", place)
    released(folder, output)
    before = {path.name for path in output.glob(".state/*/*/")}
    put(folder, "baru", PLACES[5])
    released(folder, output)
    (shard,) = [path for path in output.glob(".state/*/*/") if path.name not in before]
    assert pl.read_parquet(shard / "pages.parquet")["page_id"].to_list() == ["baru"]
    assert not list(shard.glob("*.arrow")), "the raw pages are kept"


def test_what_is_gone_is_forgotten(folder: Path, output: Path) -> None:
    put(folder, "lama", PLACES[0])
    released(folder, output)
    put(folder, "lama", PLACES[1])
    released(folder, output)
    index = pl.read_parquet(list(output.glob(".state/*/*/articles.parquet")))
    assert not index["body"].str.contains(PLACES[0], literal=True).any()


def test_many_small_shards_become_one(tmp_path: Path, folder: Path, output: Path) -> None:
    for number in range(17):
        put(folder, f"{number}", PLACES[number % 6], number)
    assert main(["build", str(folder), "--output", str(output), "--shard-size", "1", "--workers", "1"]) == 0
    assert len(list(output.glob(".state/*/*/"))) == 1
    put(folder, "baru", PLACES[0], 99)
    assert released(folder, output) == released(folder, tmp_path / "full")


def test_a_copy_that_may_not_be_shown_withholds_what_the_last_release_showed(
    tmp_path: Path, folder: Path, output: Path
) -> None:
    excerpts = ("--text-release", "excerpt")
    rows = [
        {"url": f"https://humas.polri.go.id/{number}", "text": story(place, 0)}
        for number, place in enumerate(PLACES[:4])
    ]
    (folder / "polri.jsonl").write_bytes(b"".join(orjson.dumps(row) + b"\n" for row in rows))
    shown = build(folder, output, *excerpts)
    assert texts_shown(shown) == ["full"] * 4
    (folder / "salinan.txt").write_text(story(PLACES[0], 0).replace("Bagikan", "Sebarkan"), encoding="utf-8")
    assert released(folder, output, *excerpts) == released(folder, tmp_path / "full", *excerpts)
    withheld = latest(output)
    assert withheld is not None
    assert texts_shown(withheld) == ["excerpt", "full", "full", "full"]


def texts_shown(release: Release) -> list[str]:
    return sorted(pl.read_parquet(release.path / "articles", hive_partitioning=False)["text_release"])


def test_what_is_as_it_was_is_neither_read_nor_written_again(
    folder: Path, output: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    put(folder, "lama", PLACES[0])
    (folder / "latin.txt").write_bytes(story("Kafé Jaya", 1).encode("cp1252", errors="ignore"))
    (folder / "rusak.jsonl").write_text('{"text": ""}\nbukan json\n', encoding="utf-8")
    (folder / "kosong.jsonl").write_text("", encoding="utf-8")
    first = build(folder, output)
    told = capsys.readouterr().err
    assert "latin.txt: not UTF-8" in told
    assert "rusak.jsonl:2: " in told

    put(folder, "baru", PLACES[1], 2)
    opened = files_read(monkeypatch)
    second = build(folder, output)
    assert opened == [["baru.txt"]]
    again = capsys.readouterr().err
    assert [line for line in again.splitlines() if ".txt" in line or ".jsonl" in line] == [
        line for line in told.splitlines() if ".txt" in line or ".jsonl" in line
    ]
    assert second.manifest.counts.pages == first.manifest.counts.pages + 1

    before, after = in_months(first), in_months(second)
    assert before.items() <= after.items(), "a file of a month in which nothing is new was written again"
    assert {path.split("/")[-2] for path in after.keys() - before.keys()} == {"month=2024-12"}


def test_pages_fetched_long_after_their_month_leave_its_files_as_they_are(
    tmp_path: Path, folder: Path, output: Path
) -> None:
    def fetch(name: str, place: str, day: str) -> None:
        page = {"id": name, "text": story(place, 0), "fetched_at": f"{day}T20:00:00Z"}
        (folder / f"{name}.jsonl").write_text(json.dumps(page), encoding="utf-8")

    fetch("lama", PLACES[0], "2024-10-20")
    fetch("susulan", PLACES[1], "2024-11-30")
    before = in_months(build(folder, output))
    assert {path.split("/", 1)[1] for path in before if "jsonl" not in path} == {
        "month=2024-10/part-0.parquet"
    }
    fetch("terlambat", PLACES[2], "2024-12-01")
    after = in_months(build(folder, output))
    assert before.items() <= after.items()
    assert {path.split("/")[-1] for path in after.keys() - before.keys()} == {
        "part-late.parquet",
        "part-late.jsonl.gz",
    }
    assert released(folder, output) == released(folder, tmp_path / "full")


def test_a_file_that_is_not_as_it_was_published_is_not_taken_over(
    folder: Path, output: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(folder, "lama", PLACES[0])
    spans = build(folder, output).path / "spans/month=2024-10/part-0.parquet"
    content = spans.read_bytes()
    damage(spans, 100)
    (folder / "kosong.txt").write_text("", encoding="utf-8")
    second = build(folder, output)
    assert "spans/month=2024-10/part-0.parquet: not what was published" in capsys.readouterr().err
    assert verify(second.path) == []
    assert (second.path / "spans/month=2024-10/part-0.parquet").read_bytes() == content


def test_a_damaged_note_of_what_files_gave_is_told_and_they_are_read_again(
    folder: Path, output: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    put(folder, "lama", PLACES[0])
    build(folder, output)
    (path,) = output.glob(".state/*/arrivals")
    damage(path, 100)
    put(folder, "baru", PLACES[1], 2)
    opened = files_read(monkeypatch)
    build(folder, output)
    assert opened == [["baru.txt", "lama.txt"]]
    assert "arrivals: damaged, so that all files are read again" in capsys.readouterr().err


def test_pages_of_a_damaged_shard_are_worked_on_again(
    tmp_path: Path, folder: Path, output: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(folder, "lama", PLACES[0])
    build(folder, output)
    (path,) = output.glob(".state/*/*/pages.parquet")
    path.write_bytes(path.read_bytes()[:-9])
    put(folder, "baru", PLACES[1], 2)
    assert released(folder, output) == released(folder, tmp_path / "full")
    assert "damaged, so that its pages are worked on again" in capsys.readouterr().err


def test_beside_few_new_pages_the_rows_of_a_month_are_those_of_the_last_release(
    tmp_path: Path, folder: Path, output: Path
) -> None:
    for number, place in enumerate(PLACES[:5]):
        put(folder, f"{number}", place)
    build(folder, output)
    for table in ("spans", "mentions", "quotes", "people", "evidence"):
        for records in output.glob(f".state/*/*/{table}.parquet"):
            records.write_bytes(b"nobody reads this")
    put(folder, "baru", PLACES[5])
    put(folder, "bulan-baru", PLACES[5], 2)  # a month of its own
    (folder / "1.txt").unlink()
    assert released(folder, output) == released(folder, tmp_path / "full")


@pytest.mark.parametrize("place", [20, -20])  # in what the note is of, and in the pages that it lists
def test_a_damaged_note_of_what_the_last_release_was_made_from_is_told_and_not_trusted(
    tmp_path: Path, folder: Path, output: Path, capsys: pytest.CaptureFixture[str], place: int
) -> None:
    put(folder, "lama", PLACES[0])
    build(folder, output)
    (path,) = output.glob(".state/*/build-note")
    damage(path, place)
    put(folder, "baru", PLACES[1], 2)
    assert released(folder, output) == released(folder, tmp_path / "full")
    assert "build-note: damaged, so that all is written again" in capsys.readouterr().err
    spans = next(output.glob("releases/*.1/spans/month=2024-10/part-0.parquet"))
    assert spans.stat().st_nlink == 1


@pytest.mark.parametrize("file", ["spans/month=2024-10/part-0.parquet", "quotes/part-0.parquet"])
def test_rows_of_a_file_that_is_not_as_it_was_published_are_made_anew(
    tmp_path: Path, folder: Path, output: Path, capsys: pytest.CaptureFixture[str], file: str
) -> None:
    for number, place in enumerate(PLACES[:4]):
        put(folder, f"{number}", place)
    damaged = build(folder, output).path / file
    damaged.write_bytes(damaged.read_bytes().replace(b"parquet-cpp", b"parquet-c++"))
    put(folder, "baru", PLACES[5])
    assert released(folder, output) == released(folder, tmp_path / "full")
    assert f"{file}: not what was published" in capsys.readouterr().err


def test_where_the_last_release_cannot_be_read_a_build_says_so_and_changes_nothing(
    folder: Path, output: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(folder, "lama", PLACES[0])
    first = build(folder, output)
    spans = first.path / "spans/month=2024-10/part-0.parquet"
    spans.write_bytes(spans.read_bytes()[:-9])
    put(folder, "baru", PLACES[5])
    assert main(["build", str(folder), "--output", str(output), "--workers", "1"]) == 1
    assert f"{first.path}: spans cannot be read: " in capsys.readouterr().err.splitlines()[-1]
    assert latest(output) == first


def test_a_release_that_was_changed_since_is_not_trusted(folder: Path, output: Path) -> None:
    put(folder, "lama", PLACES[0])
    manifest = build(folder, output).path / "manifest.json"
    manifest.write_bytes(manifest.read_bytes() + b"\n")
    (folder / "kosong.txt").write_text("", encoding="utf-8")
    spans = build(folder, output).path / "spans/month=2024-10/part-0.parquet"
    assert spans.stat().st_nlink == 1
