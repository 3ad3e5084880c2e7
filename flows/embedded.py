"""Prefect without a server to start: settings for a quiet run of its own on this machine.

Nothing here may import Prefect: it reads its settings when it is imported.
"""

import os
import sys
import tempfile
from pathlib import Path
from typing import Final

from warta.cache import cache_folder

_QUIET: Final = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_LOGGING_LEVEL": "CRITICAL",
    "PREFECT_LOGGING_SERVER_LEVEL": "CRITICAL",
    "PREFECT_SERVER_EPHEMERAL_ENABLED": "true",
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
}


def embed() -> None:
    """Make the Prefect that is imported next run by itself, in a home of its own, without a word.

    A server or profile that the user has set up is for `warta serve`; a single build does not need it.
    Where Prefect has been imported before, whoever did so has chosen its settings.
    """
    if "prefect" in sys.modules:
        return
    for name in ("PREFECT_API_URL", "PREFECT_API_KEY", "PREFECT_PROFILE"):
        os.environ.pop(name, None)
    os.environ.update(_QUIET, PREFECT_HOME=str(_home()))


def _home() -> Path:
    cache = cache_folder("prefect")
    try:
        cache.mkdir(parents=True, exist_ok=True)
    except OSError:
        return Path(tempfile.mkdtemp(prefix="warta-prefect-"))
    return cache
