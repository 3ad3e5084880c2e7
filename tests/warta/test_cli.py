"""Who reads what a command says may leave, and a disk may be full: the exit status stays true."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.warta.publishing.tables import release
from warta.cli import main

WARTA = Path(sys.executable).with_name("warta")
LEFT = (
    "import os, sys; r, w = os.pipe(); os.close(r); os.dup2(w, {stream}); os.execv(sys.argv[1], sys.argv[1:])"
)
"""Runs a command whose output or errors nobody reads."""


def unread(stream: int, *arguments: object) -> subprocess.CompletedProcess[str]:
    words = [sys.executable, "-c", LEFT.format(stream=stream), str(WARTA), *map(str, arguments)]
    return subprocess.run(words, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("command", ["spans", "facts", "explain"])
def test_a_reader_that_leaves_early_is_no_error(command: str) -> None:
    done = unread(1, command, "seeds")
    assert (done.returncode, done.stderr) == (0, "")


def test_a_terminal_that_does_not_have_all_letters_is_no_error() -> None:
    done = subprocess.run(
        [str(WARTA), "explain", "tests/pages/patroli.txt"],
        capture_output=True,
        env=os.environ | {"PYTHONIOENCODING": "latin-1"},
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"RANTAU JAYA \\u2013" in done.stdout


def test_each_command_says_in_its_help_what_it_does(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "200")

    def shown(*arguments: str) -> str:
        with pytest.raises(SystemExit):
            main([*arguments, "--help"])
        return capsys.readouterr().out

    listed = dict(re.findall(r"^    ([a-z]+) +(.*)$", shown(), re.MULTILINE))
    assert {"build", "get", "takedown"} <= listed.keys()
    for command, does in listed.items():
        assert f"\n\n{does[0].upper()}{does[1:]}.\n" in shown(command)


@pytest.mark.parametrize(
    "arguments",
    [["verify", "s3://ember/w"], ["diff", "https://contoh.id/w", "x"], ["apply", "s3://e", "d", "n"]],
)
def test_a_release_elsewhere_is_to_be_fetched_first(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    assert f"{arguments[1]} is no folder: fetch the release with `warta get` first" in capsys.readouterr().err


def test_what_the_system_refuses_is_told_by_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / ".state").write_bytes(b"")
    assert main(["takedown", "--outlet", "Kabar Hulu", "--reason", "x", "--output", str(tmp_path)]) == 1
    assert capsys.readouterr().err == f"warta: {tmp_path}/.state/lock: Not a directory\n"


CLOSED = (
    "import os, sys; [*map(os.close, map(int, sys.argv[1].split()))]; os.execv(sys.argv[2], sys.argv[2:])"
)
"""Runs a command with some of the standard streams closed."""


def closed(streams: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    words = [sys.executable, "-c", CLOSED, streams, str(WARTA), *map(str, arguments)]
    return subprocess.run(words, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("command", ["spans", "facts", "explain"])
def test_a_closed_output_is_one_that_nobody_reads(command: str) -> None:
    done = closed("1", command, "tests/pages/patroli.txt")
    assert (done.returncode, done.stderr) == (0, "")


def test_what_goes_wrong_is_not_told_among_the_output_where_errors_are_closed() -> None:
    done = closed("2", "spans", "tiada.txt")
    assert (done.returncode, done.stdout) == (1, "")


@pytest.mark.parametrize("streams", ["0", "1", "2", "0 1 2"])
def test_a_build_goes_on_with_closed_streams(tmp_path: Path, streams: str) -> None:
    done = closed(streams, "build", "tiada.txt", "tests/pages/patroli.txt", "--output", tmp_path)
    assert done.returncode == 0
    assert "Traceback" not in done.stderr
    assert (tmp_path / "latest.json").exists()


def test_a_release_is_checked_though_errors_cannot_be_told(tmp_path: Path) -> None:
    made = release(tmp_path).path
    (made / "CHANGES.md").write_text("lain", encoding="utf-8")
    with Path("/dev/full").open("w") as full:
        done = subprocess.run([str(WARTA), "verify", made], stderr=full, stdout=subprocess.PIPE, check=False)
    assert (done.returncode, done.stdout) == (1, b"")


def test_a_broken_release_is_one_though_nobody_reads_what_is_wrong(tmp_path: Path) -> None:
    made = release(tmp_path).path
    (made / "CHANGES.md").write_text("lain", encoding="utf-8")
    assert unread(2, "verify", made).returncode == 1


def test_a_build_goes_on_though_nobody_reads_its_warnings(tmp_path: Path) -> None:
    done = unread(2, "build", "tiada.txt", "tests/pages/patroli.txt", "--output", tmp_path)
    assert done.returncode == 0
    assert "1 = 1 article + 0 exact copies + 0 rejects" in done.stdout
    assert (tmp_path / "latest.json").exists()


@pytest.mark.parametrize("arguments", [["spans"], ["explain"], ["learn", "--output", "/dev/full"]])
def test_a_full_disk_is_one_line(arguments: list[str]) -> None:
    with Path("/dev/full").open("w") as full:
        words = [str(WARTA), *arguments, "tests/pages/patroli.txt"]
        done = subprocess.run(words, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert "No space left on device" in done.stderr
