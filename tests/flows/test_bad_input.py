"""Bad input gets one clear line, what and where; the run goes on, and the last release stays."""

import gzip
import json
import os
import random
import subprocess
import sys
from contextlib import redirect_stderr
from io import StringIO
from pathlib import Path

import polars as pl
import pytest

from tests.flows.processes import with_this_prefect
from warta.cli import main
from warta.publishing import latest, verify

GOOD = Path("tests/pages/patroli.txt")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "halaman"
    place.mkdir()
    (place / "baik.txt").write_bytes(GOOD.read_bytes())
    return place


BAD: dict[str, tuple[str, bytes, str, str]] = {
    "an empty file": ("hampa.txt", b"", "halaman/hampa.txt: empty: no text", "empty"),
    "a broken line": (
        "putus.jsonl",
        json.dumps({"text": GOOD.read_text(encoding="utf-8")}).encode() + b'\n{"text": \n',
        "halaman/putus.jsonl:2: unreadable: not JSON",
        "unreadable",
    ),
    "a row without text": (
        "tanpa.jsonl",
        b'{"judul": "Apel"}\n',
        "halaman/tanpa.jsonl:1: unreadable: no `text`",
        "unreadable",
    ),
    "a row whose text is a number": (
        "angka.jsonl",
        b'{"text": 5}\n',
        "halaman/angka.jsonl:1: unreadable: `text` is a JSON number, not a string",
        "unreadable",
    ),
    "a row in another encoding": (
        "sandi.jsonl",
        '{"text": "“aman”"}\n'.encode("cp1252"),
        "halaman/sandi.jsonl:1: unreadable: not JSON: byte 11 is no UTF-8",
        "unreadable",
    ),
    "lists in lists in lists": (
        "dalam.jsonl",
        f'{{"text": "a", "x": {"[" * 900}{"]" * 900}}}\n'.encode(),
        "halaman/dalam.jsonl:1: unreadable: its other keys cannot be kept: Recursion limit reached",
        "unreadable",
    ),
    "NUL bytes": ("nol.txt", b"Polres\x00 Malang", "halaman/nol.txt: not_text: binary data", "not_text"),
    "a picture": (
        "gambar.txt",
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20,
        "halaman/gambar.txt: not_text: binary data",
        "not_text",
    ),
    "a line of 50 MB": (
        "panjang.jsonl",
        b'{"text": "' + b"a" * 50_000_000 + b'"}\n',
        "halaman/panjang.jsonl:1: too_large",
        "too_large",
    ),
    "damaged compression": (
        "rusak.jsonl.gz",
        gzip.compress(b'{"text": ""}' * 9)[:-9],
        "halaman/rusak.jsonl.gz: unreadable: compressed data break off",
        "unreadable",
    ),
    "a damaged web archive": (
        "arsip.warc.gz",
        b"\x1f\x8b\x08 bukan arsip",
        "halaman/arsip.warc.gz:1: unreadable: damaged after record 0",
        "unreadable",
    ),
    "no web archive": (
        "bukan.warc",
        b"bukan arsip",
        "halaman/bukan.warc: unreadable: no record of a web archive",
        "unreadable",
    ),
    "a page that is only a form": (
        "formulir.txt",
        Path("tests/pages/formulir.txt").read_bytes(),
        "",
        "no_article",
    ),
}
"""Files, with the line that is shown of each and the reason of its reject."""


@pytest.fixture(scope="module")
def among_bad(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The release of a good page among all the bad ones, and what was said of them."""
    place = tmp_path_factory.mktemp("buruk")
    folder, said = place / "halaman", StringIO()
    folder.mkdir()
    (folder / "baik.txt").write_bytes(GOOD.read_bytes())
    for name, content, _, _ in BAD.values():
        (folder / name).write_bytes(content)
    with redirect_stderr(said):
        assert main(["build", str(folder), "--output", str(place / "output")]) == 0
    release = latest(place / "output")
    assert release is not None
    return release.path, said.getvalue()


def test_among_bad_pages_the_good_one_is_released(among_bad: tuple[Path, str]) -> None:
    release, said = among_bad
    assert "Traceback" not in said
    assert verify(release) == []
    assert pl.read_parquet(release / "rejects").height == len(BAD)
    assert "baik" in pl.read_parquet(release / "articles")["page_id"].to_list()


@pytest.mark.parametrize("case", BAD)
def test_a_bad_page_is_a_reject_with_its_reason(among_bad: tuple[Path, str], case: str) -> None:
    release, said = among_bad
    name, _, line, reason = BAD[case]
    assert line in said
    rejects = pl.read_parquet(release / "rejects").filter(source_path=f"halaman/{name}")
    assert rejects["reason"].to_list() == [reason]


def test_invalid_utf8_is_read_and_noticed(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "x.txt").write_bytes(GOOD.read_text(encoding="utf-8").replace("enam", "tujuh").encode("cp1252"))
    assert main(["build", str(folder), "--output", str(tmp_path / "output")]) == 0
    assert "halaman/x.txt: not UTF-8: read as cp125" in capsys.readouterr().err
    articles = pl.read_parquet(tmp_path / "output" / "releases" / "*" / "articles" / "**" / "*.parquet")
    flagged = {row["page_id"]: row["flags"] for row in articles.select("page_id", "flags").to_dicts()}
    assert "encoding_detected" in flagged["x"]
    assert "encoding_detected" not in flagged["baik"]


def test_a_missing_path_is_one_line_and_the_others_are_read(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", str(folder), "tiada.txt", "--output", str(tmp_path / "output")]) == 0
    assert "tiada.txt: no such file or folder" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["build", "spans", "facts"])
@pytest.mark.parametrize("case", ["missing", "no pages", "another kind", "empty", "no rows"])
def test_where_no_page_can_be_read_the_exit_status_is_1(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    command: str,
    case: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("kosong").mkdir()
    Path("hampa.txt").touch()
    Path("hampa.jsonl").touch()
    Path("halaman.parquet").touch()
    path, line = {
        "missing": ("tiada", "tiada: no such file or folder"),
        "no pages": ("kosong", "kosong: no pages in this folder"),
        "another kind": ("halaman.parquet", "halaman.parquet: not a kind of file read here (.txt, .jsonl"),
        "empty": ("hampa.txt", "hampa.txt: empty: no text"),
        "no rows": ("hampa.jsonl", "hampa.jsonl: no row in this file"),
    }[case]
    options = ["--output", "output"] if command == "build" else []
    assert main([command, path, *options]) == 1
    shown = capsys.readouterr()
    assert line in shown.err
    assert shown.err.strip().splitlines()[-1].startswith("warta: no")
    assert not Path("output/latest.json").exists()


def test_a_name_that_is_no_utf8_is_read_in_its_folder_and_else_one_line(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "baik.txt").rename(folder / "b\udcffik.txt")
    output = ["--output", str(tmp_path / "output")]
    assert main(["build", str(folder / "b\udcffik.txt"), *output]) == 2
    assert "this name is not UTF-8" in capsys.readouterr().err
    assert main(["build", str(folder), *output]) == 0


def test_pages_without_any_article_are_no_release(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "tests/pages/formulir.txt", "--output", str(tmp_path)]) == 1
    assert "none of 1 page holds an article" in capsys.readouterr().err


def test_an_output_that_cannot_be_written_is_one_line(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "berkas").write_text("bukan folder", encoding="utf-8")
    assert main(["build", str(folder), "--output", str(tmp_path / "berkas")]) == 1
    shown = capsys.readouterr().err
    assert str(tmp_path / "berkas") in shown
    assert "Traceback" not in shown


def test_a_cache_that_cannot_be_written_is_told_in_words(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "cache" / "warta" / "prefect" / "prefect.db").mkdir(parents=True)
    program = "import sys; from warta.cli import main; sys.exit(main())"
    command = [sys.executable, "-c", program, "build", str(folder), "--output", str(tmp_path / "output")]
    cache = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache")}
    done = subprocess.run(command, env=cache, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].strip() == f"is there room for it in {tmp_path}/cache/warta/prefect?"
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["build"],
        ["build", ""],
        ["build", "seeds", "--output", ""],
        ["build", "seeds", "--workers", "0"],
        ["build", "seeds", "--dask", "localhost"],
        ["build", "seeds", "--dask", "tcp://localhost:99999"],
        ["serve", "seeds"],
        ["serve", "seeds", "--every", "sebentar"],
        ["serve", "seeds", "--every", "15m", "--cron", "* * * * *"],
    ],
)
def test_wrong_use_has_exit_status_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    assert "usage: warta" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["build", "spans"])
def test_a_file_that_is_something_else_is_told_in_few_lines_however_long_it_is(
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    command: str,
) -> None:
    monkeypatch.setattr("warta.looking._SHARD", 10)
    (folder / "catatan.jsonl").write_text("bukan JSON\n" * 35, encoding="utf-8")
    settings = ["--output", str(tmp_path / "output"), "--shard-size", "10"] if command == "build" else []
    assert main([command, str(folder), *settings]) == 0
    lines = [line for line in capsys.readouterr().err.splitlines() if "catatan" in line]
    assert len(lines) == 11
    assert lines[-1] == "halaman/catatan.jsonl: unreadable: 25 more like these"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--output", "hasil", "--work", "kerja"], "--work kerja: only releases for s3://BUCKET/PREFIX are"),
        (["--output", "https://contoh.id/warta"], "https://contoh.id/warta: releases can be read from there"),
        (["--output", "gs://ember/warta"], "gs://ember/warta: releases are written to a folder or to s3://"),
    ],
)
def test_where_no_release_can_go_is_told_before_any_work(
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    told: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.iterdir())
    assert main(["build", str(folder), *arguments]) == 2
    shown = capsys.readouterr().err
    assert shown.startswith(f"warta: {told}")
    assert shown.count("\n") == 1
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize("period", ["0d", "367d", "99999999999999d", f"{'9' * 5_000}s", "٣s", "1w", "d", ""])
def test_what_is_no_period_between_builds_is_said_to_be_none(
    period: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["serve", "seeds", f"--every={period}"])
    assert stopped.value.code == 2
    assert f"--every: {period!r} is no period of at most 366 days: " in capsys.readouterr().err


@pytest.mark.parametrize("number", ["0", "-1", "dua", "1.5", "²", "", "1000000000", "9" * 5_000])
def test_what_is_no_number_of_processes_is_said_to_be_none(
    number: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(["build", "seeds", f"--workers={number}"])
    assert f"--workers: {number!r} is no number from 1 to 999,999,999" in capsys.readouterr().err


@pytest.mark.parametrize("largest", ["20000", "100000"], ids=["while cleaning", "while publishing"])
def test_a_disk_that_fills_up_leaves_the_last_release(folder: Path, tmp_path: Path, largest: str) -> None:
    output = tmp_path / "output"
    assert main(["build", str(folder), "--output", str(output)]) == 0
    before = (output / "latest.json").read_bytes()
    words = random.Random(7)
    for number in range(300):
        story = " ".join(f"warga{words.randrange(10**9)} berjaga" for _ in range(60))
        text = GOOD.read_text(encoding="utf-8").replace("kendaraan yang berhenti", story)
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    full = "import sys; from tests.flows.small_disk import build; sys.exit(build(*sys.argv[1:]))"
    command = [sys.executable, "-c", full, str(folder), str(output), largest]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=with_this_prefect())
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    assert "File too large" in done.stderr
    assert str(output) in done.stderr
    assert (output / "latest.json").read_bytes() == before
    assert not list(output.glob(".staging-*"))
    release = latest(output)
    assert release is not None
    assert verify(release.path) == []
