"""The flow makes the same release whatever the shards, the workers and the order of arrival."""

import json
import random
import shutil
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest
from distributed import LocalCluster

from warta.cli import main
from warta.publishing import latest, verify

PAGES = Path("tests/pages")
SEEDS = sorted(Path("seeds").glob("*.txt"))


def build(output: Path, *arguments: str) -> Path:
    """Run `warta build` and return the release that it leaves."""
    assert main(["build", *arguments, "--output", str(output)]) == 0
    release = latest(output)
    assert release is not None
    return release.path


def data_files(release: Path) -> dict[str, bytes]:
    """The bytes of every data file of a release."""
    found = [*release.rglob("*.parquet"), *release.rglob("*.jsonl.gz")]
    return {str(path.relative_to(release)): path.read_bytes() for path in found}


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The release of the seeds, built in one shard."""
    return build(tmp_path_factory.mktemp("reference"), "seeds")


def test_the_seeds_become_five_articles(reference: Path) -> None:
    assert verify(reference) == []
    articles = pl.read_parquet(reference / "articles", hive_partitioning=True)
    assert articles.height == 5
    assert set(articles["month"]) == {"2024-09", "2024-08", "2023-09", "2024-06", "unknown"}


def test_no_long_step_of_a_build_goes_by_without_a_word(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    release = build(tmp_path, "seeds")
    told = [line.split(": ") for line in capsys.readouterr().err.splitlines()]
    files = len(json.loads((release / "manifest.json").read_bytes())["files"])
    assert told == [
        ["pages read", "5"],
        ["shards cleaned", "1"],
        ["pages compared", "5"],
        ["tables written", "10"],
        ["files verified", str(files)],
    ]


@pytest.mark.parametrize("ours", [f"{Path(sys.executable).parent}:", ""], ids=["in the PATH", "not there"])
def test_the_line_that_a_build_ends_with_loads_the_release(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], ours: str
) -> None:
    monkeypatch.setenv("PATH", f"{ours}/usr/bin:/bin")
    build(tmp_path / 'jum\'at "$HOME"', "tests/pages/patroli.txt")
    command = capsys.readouterr().out.splitlines()[-1].removeprefix("Load it   ")
    assert command.startswith("python -c ") == bool(ours)
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert "shape: (1, " in done.stdout, done.stderr


def test_the_ledger_gives_back_every_page(reference: Path) -> None:
    spans = pl.read_parquet(reference / "spans")
    texts = spans.sort("article_id", "start").group_by("article_id").agg(pl.col("text").str.join(""))["text"]
    assert sorted(texts) == sorted(path.read_text(encoding="utf-8") for path in SEEDS)


@pytest.mark.parametrize(("shard_size", "workers"), [("1", "1"), ("5", "2"), ("1", "2")])
def test_shards_and_workers_leave_no_trace(
    tmp_path: Path, reference: Path, shard_size: str, workers: str
) -> None:
    release = build(tmp_path, "seeds", "--shard-size", shard_size, "--workers", workers)
    assert data_files(release) == data_files(reference)
    assert latest(tmp_path).manifest.content_hash == latest(reference.parents[1]).manifest.content_hash  # type: ignore[union-attr]


def test_a_build_within_the_folder_of_its_pages_does_not_read_its_own_releases(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "patroli.txt").write_bytes(Path("tests/pages/patroli.txt").read_bytes())
    first = build(tmp_path / "output", str(tmp_path))
    assert build(tmp_path / "output", str(tmp_path)) == first
    assert "Nothing new" in capsys.readouterr().out


def test_the_order_of_arrival_leaves_no_trace(tmp_path: Path) -> None:
    lines = [path.read_text(encoding="utf-8") for path in [*SEEDS, *sorted(PAGES.glob("*.txt"))]]
    files = []
    for seed in (1, 2):
        folder = tmp_path / str(seed) / "arus"
        folder.mkdir(parents=True)
        names = [f"halaman-{place}.txt" for place in range(len(lines))]
        for place in random.Random(seed).sample(range(len(lines)), len(lines)):
            (folder / names[place]).write_text(lines[place], encoding="utf-8")
        given = [str(path) for path in random.Random(seed).sample(sorted(folder.iterdir()), len(lines))]
        files.append(
            data_files(build(tmp_path / str(seed) / "output", *given, "--shard-size", "2", "--workers", "1"))
        )
    assert files[0] == files[1]


def test_a_dask_cluster_makes_the_same_release(tmp_path: Path, reference: Path) -> None:
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        release = build(tmp_path, "seeds", "--shard-size", "1", "--dask", cluster.scheduler_address)
    assert data_files(release) == data_files(reference)


def test_nothing_new_is_published_twice(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = build(tmp_path, "seeds")
    capsys.readouterr()
    assert build(tmp_path, "seeds") == first
    assert "Nothing new" in capsys.readouterr().out
    assert [path.name for path in (tmp_path / "releases").iterdir()] == [first.name]


def test_of_two_builds_at_once_one_publishes(tmp_path: Path) -> None:
    words = [Path(sys.executable).with_name("warta"), "build", "seeds", "--output", tmp_path]
    both = [subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(2)]
    shown = [build.communicate() for build in both]
    assert [build.returncode for build in both] == [0, 0], shown
    release = latest(tmp_path)
    assert release is not None
    assert [path.name for path in (tmp_path / "releases").iterdir()] == [release.path.name]
    assert verify(release.path) == []


def test_another_configuration_or_another_page_is_a_new_release(tmp_path: Path) -> None:
    shutil.copytree("seeds", tmp_path / "halaman")
    first = build(tmp_path / "output", str(tmp_path / "halaman"))
    second = build(tmp_path / "output", str(tmp_path / "halaman"), "--reject-copies")
    shutil.copy(PAGES / "patroli.txt", tmp_path / "halaman")
    third = build(tmp_path / "output", str(tmp_path / "halaman"), "--reject-copies")
    assert [second.name, third.name] == [f"{first.name}.1", f"{first.name}.2"]
    assert latest(tmp_path / "output").manifest.previous == second.name  # type: ignore[union-attr]


def test_exact_copies_are_listed_with_their_original(tmp_path: Path) -> None:
    folder = tmp_path / "halaman"
    folder.mkdir()
    text = (PAGES / "patroli.txt").read_text(encoding="utf-8")
    (folder / "a.txt").write_text(text, encoding="utf-8")
    (folder / "b.txt").write_text(text.replace("“", '"').replace("Bagikan", "Sebarkan"), encoding="utf-8")
    release = build(tmp_path / "output", str(folder))
    articles, copies = (pl.read_parquet(release / table) for table in ("articles", "duplicates"))
    assert articles["page_id"].to_list() == ["a"]
    assert copies.select("page_id", "original_id").rows() == [("b", articles["article_id"][0])]


def test_furniture_that_was_learned_is_removed_and_the_release_says_so(tmp_path: Path) -> None:
    sentence = "Warga yang melihat kejadian serupa dapat menyampaikannya kepada petugas jaga di pos terdekat."
    folder = tmp_path / "situs"
    folder.mkdir()
    for path in SEEDS:
        text = path.read_text(encoding="utf-8").replace(".\n", f".\n{sentence}\n", 1)
        (folder / path.name).write_text(text, encoding="utf-8")
    learned = str(tmp_path / "perabot.parquet")
    assert main(["learn", str(folder), "--output", learned]) == 0
    with_it = build(tmp_path / "output", str(folder), "--furniture", learned)
    assert not pl.read_parquet(with_it / "articles")["body"].str.contains(sentence, literal=True).any()
    without = build(tmp_path / "output", str(folder))
    assert pl.read_parquet(without / "articles")["body"].str.contains(sentence, literal=True).sum() == len(
        SEEDS
    )
    assert latest(tmp_path / "output").manifest.run.configuration["furniture"] is None  # type: ignore[union-attr]


def test_furniture_that_is_not_there_is_wrong_use(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "seeds", "--output", str(tmp_path), "--furniture", "tiada.parquet"]) == 2
    assert "tiada.parquet: no such file" in capsys.readouterr().err


def test_a_gate_that_is_none_is_wrong_use(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", str(tmp_path), "--output", str(tmp_path / "o"), "--accept-gate", "door"]) == 2
    assert "no such gate: door; there are: articles, rights, " in capsys.readouterr().err


@pytest.mark.parametrize("content", [b"bukan Parquet", None], ids=["no Parquet", "another table"])
def test_a_file_that_is_no_furniture_is_one_line_before_any_work(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes | None
) -> None:
    other = tmp_path / "lain.parquet"
    if content is None:
        pl.DataFrame({"site": ["a"], "line": ["b"], "stories": [3], "role": ["promo"]}).write_parquet(other)
    else:
        other.write_bytes(content)
    output = tmp_path / "output"
    assert main(["build", "seeds", "--output", str(output), "--furniture", str(other)]) == 1
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 1
    assert told[0].startswith(f"warta: {other}: ")


def test_a_release_is_built_into_a_bucket_wherever_the_build_runs(
    bucket: str, tmp_path: Path, reference: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    build_there = ["build", "seeds", "--output", bucket, "--work"]
    assert main([*build_there, str(tmp_path / "satu")]) == 0
    assert f"Release   {bucket}/releases/{reference.name}\n" in capsys.readouterr().out
    assert main(["get", bucket, "--to", str(tmp_path / "hasil")]) == 0
    assert data_files(tmp_path / "hasil") == data_files(reference)
    assert main([*build_there, str(tmp_path / "dua")]) == 0
    assert "Nothing new" in capsys.readouterr().out


def test_the_summary_says_where_the_release_is_and_how_to_load_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    release = build(tmp_path, "seeds")
    shown = capsys.readouterr().out
    assert str(release) in shown
    assert "5 = 5 articles + 0 exact copies + 0 rejects" in shown
    assert f'warta.load("articles", "{release}")' in shown
