"""A build that is killed at any moment leaves the last release as it was, and the next one cleans up."""

import os
import random
import signal
import time
from multiprocessing import get_context
from multiprocessing.synchronize import Event
from pathlib import Path

import pytest

from flows.build import build
from tests.flows.processes import with_this_prefect
from warta.cli import main
from warta.publishing import latest, verify

ONCE_IMPORTED = get_context("forkserver")
"""Starts each process from one that has imported what a build needs, which takes longer than a build."""
ONCE_IMPORTED.set_forkserver_preload(["flows.build"])


def build_on_and_on(folder: Path, output: Path, ready: Event) -> None:
    """A build after another, each with a page more, as fast as they come; says when it begins."""
    os.setsid()
    ready.set()
    number = len(list(folder.iterdir()))
    while True:
        text = Path("tests/pages/patroli.txt").read_text(encoding="utf-8")
        (folder / f"{number}.txt").write_text(text.replace("enam", f"{number}"), encoding="utf-8")
        build([str(folder)], str(output), shard_size=3)
        number += 1


def killed_after(seconds: float, folder: Path, output: Path) -> None:
    """Let builds run until one has begun to write, then for so long, and kill them without a word."""
    left = {*output.glob(".staging-*")}
    ready = ONCE_IMPORTED.Event()
    child = ONCE_IMPORTED.Process(target=build_on_and_on, args=(folder, output, ready))
    child.start()
    assert ready.wait(60)
    assert child.pid is not None
    while left.issuperset(output.glob(".staging-*")):
        assert child.is_alive()
        time.sleep(0.005)
    time.sleep(seconds)
    os.killpg(child.pid, signal.SIGKILL)
    child.join()


@pytest.fixture
def _a_prefect_for_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have processes that are started from now on talk to the Prefect of the tests."""
    for name, value in with_this_prefect().items():
        monkeypatch.setenv(name, value)


@pytest.mark.usefixtures("_a_prefect_for_all")
def test_kills_at_random_moments_leave_a_whole_release_each_time(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, output = tmp_path / "halaman", tmp_path / "output"
    folder.mkdir()
    (folder / "0.txt").write_bytes(Path("tests/pages/patroli.txt").read_bytes())
    assert main(["build", str(folder), "--output", str(output)]) == 0
    moments = random.Random(2024)
    left_behind = 0
    for seconds in (0.0, *(moments.uniform(0.0, 2.0) for _ in range(9))):
        killed_after(seconds, folder, output)
        left_behind += len(list(output.glob(".staging-*")))
        release = latest(output)
        assert release is not None
        assert verify(release.path) == []
    assert left_behind, "no kill hit a build: the test has lost its point"
    assert main(["build", str(folder), "--output", str(output)]) == 0
    assert not list(output.glob(".staging-*"))
    release = latest(output)
    assert release is not None
    assert release.manifest.counts.pages == len(list(folder.iterdir()))
