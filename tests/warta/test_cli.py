"""Who reads what a command says may leave, and a disk may be full: the exit status stays true."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.warta.publishing.tables import release

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


def test_a_broken_release_is_one_though_nobody_reads_what_is_wrong(tmp_path: Path) -> None:
    made = release(tmp_path).path
    (made / "CHANGES.md").write_text("lain", encoding="utf-8")
    assert unread(2, "verify", made).returncode == 1


def test_a_build_goes_on_though_nobody_reads_its_warnings(tmp_path: Path) -> None:
    done = unread(2, "build", "tiada.txt", "tests/pages/patroli.txt", "--output", tmp_path)
    assert done.returncode == 0
    assert "1 articles" in done.stdout
    assert (tmp_path / "latest.json").exists()


@pytest.mark.parametrize("arguments", [["spans"], ["explain"], ["learn", "--output", "/dev/full"]])
def test_a_full_disk_is_one_line(arguments: list[str]) -> None:
    with Path("/dev/full").open("w") as full:
        words = [str(WARTA), *arguments, "tests/pages/patroli.txt"]
        done = subprocess.run(words, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert "No space left on device" in done.stderr
