"""A build that is killed at any moment leaves the last release as it was, and the next one cleans up."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from prefect.settings import PREFECT_API_URL

from warta.cli import main
from warta.publishing import latest, verify

# A build after another, each with a page more, as fast as they come; says when it begins.
BUILDS = """
import shutil, sys
from pathlib import Path
from flows.build import build
folder, output = sys.argv[1:]
print("ready", flush=True)
number = len(list(Path(folder).iterdir()))
while True:
    text = Path("tests/pages/patroli.txt").read_text(encoding="utf-8")
    Path(folder, f"{number}.txt").write_text(text.replace("enam", f"{number}"), encoding="utf-8")
    build([folder], output, shard_size=3)
    number += 1
"""


def killed_after(seconds: float, folder: Path, output: Path) -> None:
    """Let builds run until one has begun to write, then for so long, and kill them without a word."""
    left = {*output.glob(".staging-*")}
    environment = {
        **os.environ,
        "PREFECT_API_URL": PREFECT_API_URL.value() or "",
        "PREFECT_LOGGING_LEVEL": "CRITICAL",
    }
    with subprocess.Popen(
        [sys.executable, "-c", BUILDS, str(folder), str(output)],
        stdout=subprocess.PIPE,
        env=environment,
        start_new_session=True,
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"ready\n"
        while left.issuperset(output.glob(".staging-*")):
            assert child.poll() is None
            time.sleep(0.005)
        time.sleep(seconds)
        os.killpg(child.pid, signal.SIGKILL)


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
