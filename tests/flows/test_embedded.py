"""The server that a single build brings along."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.flows.processes import ends, is_alive

STARTED = """
import os
from flows import embedded
embedded.embed()
print(embedded._servers[0].pid, os.environ["PREFECT_API_URL"], flush=True)
input()
"""

WAITING = """
import logging
from flows import embedded
embedded.embed(elsewhere=True)
import prefect.main
logging.getLogger("EventsWorker").warning("Still processing items: 1 items remaining...")
"""


@pytest.fixture
def build(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """A build that has started its server, and waits."""
    with subprocess.Popen(
        [sys.executable, "-c", STARTED],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "XDG_CACHE_HOME": str(tmp_path)},
        text=True,
    ) as started:
        yield started


def server_of(build: subprocess.Popen[str]) -> tuple[int, str]:
    assert build.stdout is not None
    process, url = build.stdout.readline().split()
    return int(process), url


def test_the_server_of_a_killed_build_ends_with_it(build: subprocess.Popen[str]) -> None:
    server, _ = server_of(build)
    assert is_alive(server)
    build.send_signal(signal.SIGKILL)
    assert ends(server, within=120)


def test_the_server_leaves_ctrl_c_to_its_build(build: subprocess.Popen[str]) -> None:
    server, url = server_of(build)
    os.kill(server, signal.SIGINT)  # as it starts
    assert httpx.get(f"{url}/health", timeout=120).is_success
    os.kill(server, signal.SIGINT)
    assert httpx.get(f"{url}/health", timeout=120).is_success


def test_prefect_says_nothing_though_its_server_is_slow(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", WAITING],
        capture_output=True,
        env={**os.environ, "XDG_CACHE_HOME": str(tmp_path)},
        check=True,
    )
    assert done.stderr == b""


def test_where_no_cache_can_be_nothing_of_prefect_stays(tmp_path: Path) -> None:
    (tmp_path / "cache").touch()
    (tmp_path / "sementara").mkdir()
    program = "import sys; from warta.cli import main; sys.exit(main())"
    done = subprocess.run(
        [sys.executable, "-c", program, "build", "tests/pages/patroli.txt", "--output", tmp_path / "output"],
        env={**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache"), "TMPDIR": str(tmp_path / "sementara")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert not list((tmp_path / "sementara").glob("warta-prefect-*"))


def test_a_server_whose_build_has_ended_before_it_is_ready_begins_nothing(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        done = subprocess.run(
            [sys.executable, "-m", "flows.server", str(listening.fileno())],
            stdin=subprocess.DEVNULL,
            pass_fds=[listening.fileno()],
            env={**os.environ, "PREFECT_HOME": str(tmp_path)},
            check=False,
        )
    assert done.returncode == 0
    assert not (tmp_path / "prefect.db").exists()
