"""The server that a single build brings along."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from tests.flows.processes import ends, is_alive

STARTED = """
from flows import embedded
embedded.embed()
print(embedded._servers[0].pid, flush=True)
input()
"""


def test_the_server_of_a_killed_build_ends_with_it(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", STARTED],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "XDG_CACHE_HOME": str(tmp_path)},
    ) as build:
        assert build.stdout is not None
        server = int(build.stdout.readline())
        assert is_alive(server)
        build.send_signal(signal.SIGKILL)
    assert ends(server, within=120)
