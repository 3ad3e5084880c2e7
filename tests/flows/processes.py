"""Other processes, seen from outside."""

import os
import time
from pathlib import Path


def is_alive(process: int) -> bool:
    """Whether a process runs; one that has ended and waits for its parent does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text().split()[2] != "Z"
    except FileNotFoundError:
        return False


def ends(process: int, within: float) -> bool:
    """Wait until a process has ended, some seconds at most; whether it has."""
    until = time.monotonic() + within
    while is_alive(process) and time.monotonic() < until:
        time.sleep(0.05)
    return not is_alive(process)


def with_this_prefect() -> dict[str, str]:
    """The environment of a process that imports Prefect first and talks to the server of the tests."""
    from prefect.settings import PREFECT_API_URL

    return {
        **os.environ,
        "PREFECT_API_URL": PREFECT_API_URL.value() or "",
        "PREFECT_LOGGING_LEVEL": "CRITICAL",
    }
