"""A build on top of others equals a build from nothing, whatever came, changed and went before."""

import random
from pathlib import Path

import polars as pl
import pytest

from warta.cli import main
from warta.publishing import latest, verify

STORY = Path("tests/pages/patroli.txt").read_text(encoding="utf-8")
PLACES = ["Rantau Jaya", "Muara Lintang", "Sungai Dareh", "Bukit Kapur", "Teluk Sirih", "Padang Lawe"]


def story(place: str, edition: int) -> str:
    """A page of its own for each place; editions differ in a word."""
    return (
        STORY.replace("Rantau Jaya", place)
        .replace("RANTAU JAYA", place.upper())
        .replace("enam", f"{edition + 6}")
    )


def released(folder: Path, output: Path) -> tuple[str, dict[str, bytes]]:
    """Build and return the content hash and the bytes of the articles."""
    assert main(["build", str(folder), "--output", str(output), "--shard-size", "4", "--workers", "1"]) == 0
    release = latest(output)
    assert release is not None
    assert verify(release.path) == []
    articles = {
        str(path.relative_to(release.path)): path.read_bytes() for path in release.path.glob("articles/*/*")
    }
    return release.manifest.content_hash, articles


def change(folder: Path, choice: random.Random) -> None:
    """Let a few pages come, change, go, or be copied."""
    for _ in range(choice.randint(1, 3)):
        name = folder / f"{choice.randrange(6)}.txt"
        if name.exists() and choice.random() < 0.4 and len(list(folder.iterdir())) > 1:
            name.unlink()
        else:
            name.write_text(story(choice.choice(PLACES), choice.randrange(3)), encoding="utf-8")


@pytest.mark.parametrize("seed", [11, 12])
def test_incremental_builds_equal_full_ones_for_random_histories(tmp_path: Path, seed: int) -> None:
    choice = random.Random(seed)
    folder = tmp_path / "halaman"
    folder.mkdir()
    (folder / "0.txt").write_text(story("Rantau Jaya", 0), encoding="utf-8")
    for step in range(4):
        change(folder, choice)
        assert released(folder, tmp_path / "output") == released(folder, tmp_path / f"full-{step}")


def test_only_new_pages_are_worked_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, output = tmp_path / "halaman", tmp_path / "output"
    folder.mkdir()
    for number, place in enumerate(PLACES[:5]):
        (folder / f"{number}.txt").write_text(story(place, 0), encoding="utf-8")
    released(folder, output)
    before = {path.name for path in output.glob(".state/*/*")}
    (folder / "baru.txt").write_text(story(PLACES[5], 0), encoding="utf-8")
    released(folder, output)
    (shard,) = [path for path in output.glob(".state/*/*") if path.name not in before]
    assert pl.read_parquet(shard / "pages.parquet")["page_id"].to_list() == ["baru"]
    assert not list(shard.glob("*.arrow")), "the raw pages are kept"


def test_what_is_gone_is_forgotten(tmp_path: Path) -> None:
    folder, output = tmp_path / "halaman", tmp_path / "output"
    folder.mkdir()
    (folder / "lama.txt").write_text(story(PLACES[0], 0), encoding="utf-8")
    released(folder, output)
    (folder / "lama.txt").write_text(story(PLACES[1], 0), encoding="utf-8")
    released(folder, output)
    index = pl.read_parquet(list(output.glob(".state/*/*/articles.parquet")))
    assert not index["body"].str.contains(PLACES[0], literal=True).any()


def test_many_small_shards_become_one(tmp_path: Path) -> None:
    folder, output = tmp_path / "halaman", tmp_path / "output"
    folder.mkdir()
    for number in range(17):
        (folder / f"{number}.txt").write_text(story(PLACES[number % 6], number), encoding="utf-8")
    assert main(["build", str(folder), "--output", str(output), "--shard-size", "1", "--workers", "1"]) == 0
    assert len(list(output.glob(".state/*/*"))) == 1
    (folder / "baru.txt").write_text(story(PLACES[0], 99), encoding="utf-8")
    assert released(folder, output) == released(folder, tmp_path / "full")
