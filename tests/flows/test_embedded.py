"""The server that a single build brings along."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

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
    waited = time.monotonic()
    while is_alive(server):
        assert time.monotonic() - waited < 120
        time.sleep(0.1)


def is_alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().split()[2] != "Z"
    except FileNotFoundError:
        return False
