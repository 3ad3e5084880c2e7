"""Prefect without a server to start: settings for a quiet run of its own on this machine.

Prefect needs a server. The one that it would start by itself is imported by this process too and waited for
before anything else is done; ours is started at once and gets ready while this process imports what it needs.
Nothing here may import Prefect: it reads its settings when it is imported.
"""

import atexit
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from flows.interrupts import unheard
from flows.sparing import ALLOCATORS, give_back_early, import_little
from warta.cache import cache_folder

_QUIET: Final = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_CLIENT_SERVER_VERSION_CHECK_ENABLED": "false",
    "PREFECT_LOGGING_LEVEL": "CRITICAL",
    "PREFECT_LOGGING_SERVER_LEVEL": "CRITICAL",
    # What waits for a slow server as a build ends has a logger of its own.
    "PREFECT_LOGGING_ROOT_LEVEL": "CRITICAL",
    "PREFECT_LOGGING_TO_API_ENABLED": "false",
    "PREFECT_UI_ENABLED": "false",
    "PREFECT_API_BLOCKS_REGISTER_ON_START": "false",
    # Whether blocks have changed is asked for nothing then: it imports Dask where that is installed.
    "PREFECT_MEMOIZE_BLOCK_AUTO_REGISTRATION": "false",
    # Of a library of Prefect's server, whose types are checked by those who make it.
    "PY_KEY_VALUE_DISABLE_BEARTYPE": "true",
}
_PREFECTS_OWN: Final = {
    "PREFECT_SERVER_EPHEMERAL_ENABLED": "true",
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
}
_servers: Final[list[subprocess.Popen[bytes]]] = []
"""Kept, because their standard input would be closed with them."""


def embed(*, elsewhere: bool = False) -> bool:
    """Make the Prefect that is imported next run by itself, in a home of its own, without a word.

    A server or profile that the user has set up is for `warta serve`; a single build does not need it.
    Where Prefect has been imported before, whoever did so has chosen its settings.

    Args:
        elsewhere: Tasks run on other machines, which cannot reach a server here: each process starts its own.

    Returns:
        Whether a server was started, which is not ready before this process has imported what it needs.
    """
    if "prefect" in sys.modules:
        return False
    import_little()
    for name in ("PREFECT_API_URL", "PREFECT_API_KEY", "PREFECT_PROFILE"):
        os.environ.pop(name, None)
    os.environ.update(_QUIET, **ALLOCATORS, PREFECT_HOME=str(_home()))
    give_back_early()
    if elsewhere:
        os.environ.update(_PREFECTS_OWN)
        return False
    os.environ["PREFECT_API_URL"] = f"http://127.0.0.1:{_started()}/api"
    return True


def _started() -> int:
    """Start a server that ends with this process; returns its port.

    It inherits a socket that listens already: who asks before it is ready waits, and no port can be taken
    from it. It ends when its standard input does, which the kernel closes however this process ends.
    """
    with socket.create_server(("127.0.0.1", 0)) as listening:
        words = [sys.executable, "-m", "flows.server", str(listening.fileno())]
        with unheard():
            server = subprocess.Popen(  # noqa: S603 — fixed words
                words,
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=[listening.fileno()],
            )
        _servers.append(server)
        port: int = listening.getsockname()[1]
        return port


def _home() -> Path:
    """Where Prefect keeps what the next build can use; where that cannot be, what ends with this one."""
    cache = cache_folder("prefect")
    try:
        cache.mkdir(parents=True, exist_ok=True)
    except OSError:
        passing = Path(tempfile.mkdtemp(prefix="warta-prefect-"))
        atexit.register(shutil.rmtree, passing, ignore_errors=True)
        return passing
    return cache
