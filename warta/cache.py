"""Where the program keeps what it can get again."""

import os
from pathlib import Path


def cache_folder(name: str) -> Path:
    """The folder of that name in the user's cache; it need not be there yet."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "warta" / name
