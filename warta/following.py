"""From release to release: `warta diff`, `warta apply` and `warta trace`; each returns the exit status."""

from pathlib import Path

from warta.printable import printable, tell
from warta.publishing import (
    BrokenReleaseError,
    CannotWriteError,
    apply_delta,
    diff,
    trace,
    write_delta,
)
from warta.publishing.stores import release_in
from warta.takedowns import BrokenTakedownsError


def print_diff(old: Path, new: Path, delta: Path | None) -> int:
    """Say what is other in one release than in another, or write to `delta` what leads there."""
    try:
        old, new = release_in(old), release_in(new)
        if delta:
            write_delta(old, new, delta)
            print(f"{delta}: leads from {old} to {new}")
        else:
            print(printable(diff(old, new)), end="")
    except (BrokenReleaseError, CannotWriteError) as error:
        return _failed(error)
    return 0


def apply(old: Path, delta: Path, target: Path) -> int:
    """Make the new release of a delta from the old one."""
    try:
        made = apply_delta(release_in(old), delta, target)
    except (BrokenReleaseError, CannotWriteError) as error:
        return _failed(error)
    print(f"{made.path}: release {made.manifest.version}, every check passed")
    return 0


def print_trace(output: Path, article_id: str) -> int:
    """Print the story of a record."""
    try:
        for line in trace(output, article_id):
            print(printable(line))
    except (LookupError, BrokenReleaseError, BrokenTakedownsError) as error:
        return _failed(error)
    return 0


def _failed(error: Exception) -> int:
    tell(f"warta: {error}")
    return 1
