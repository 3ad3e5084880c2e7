"""`warta diff`, `apply` and `trace`, as typed."""

from pathlib import Path

import polars as pl
import pytest

from tests.warta.publishing.tables import release, tables
from warta.cli import main

ARTICLE = tables()["articles"]["article_id"][0]


def test_diff_says_what_is_other(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = release(tmp_path, tables(articles=5)).path, release(tmp_path).path
    for latest in (new, tmp_path):
        assert main(["diff", str(old), str(latest)]) == 0
        assert "| articles | 2 | 0 | 0 |" in capsys.readouterr().out


def test_a_delta_is_written_and_applied(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = release(tmp_path, tables(articles=5)).path, release(tmp_path).path
    delta, made = str(tmp_path / "delta"), str(tmp_path / "made")
    assert main(["diff", str(old), str(new), "--delta", delta]) == 0
    assert main(["apply", str(old), delta, made]) == 0
    assert main(["verify", made]) == 0
    assert main(["apply", str(new), delta, str(tmp_path / "other")]) == 1
    assert capsys.readouterr().err.startswith("warta: the delta leads from 2026.11.22, not from")


def test_a_delta_that_is_not_there_is_what_is_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = release(tmp_path).path
    assert main(["apply", str(old), str(tmp_path / "tiada"), str(tmp_path / "made")]) == 1
    assert (
        capsys.readouterr().err == f"warta: {tmp_path / 'tiada'} cannot be read: No such file or directory\n"
    )


def test_trace_tells_the_story(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    release(tmp_path)
    assert main(["trace", ARTICLE, "--output", str(tmp_path)]) == 0
    assert "Bagikan" in capsys.readouterr().out
    assert main(["trace", "f" * 32, "--output", str(tmp_path)]) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_a_title_does_not_command_the_terminal_that_it_is_traced_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    titled = tables()
    titled["articles"] = titled["articles"].with_columns(title=pl.lit("\x1b[2JPatroli"))
    release(tmp_path, titled)
    assert main(["trace", ARTICLE, "--output", str(tmp_path)]) == 0
    shown = capsys.readouterr().out
    assert "Title     ␛[2JPatroli" in shown
    assert "\x1b" not in shown


def test_what_is_no_release_is_said_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", str(tmp_path), str(tmp_path)]) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_a_damaged_release_is_said_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = release(tmp_path, tables(articles=5)).path, release(tmp_path).path
    for file in new.glob("articles/*/*.parquet"):
        file.write_bytes(file.read_bytes() + b"x")
    for command in (["diff", str(old), str(new)], ["trace", ARTICLE, "--output", str(tmp_path)]):
        assert main(command) == 1
        (line,) = capsys.readouterr().err.splitlines()
        assert line.startswith(f"warta: {new}: articles cannot be read: ")
