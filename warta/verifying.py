"""`warta verify`: whether a release holds what it says."""

from pathlib import Path

from warta.printable import tell
from warta.publishing import BrokenReleaseError, verify
from warta.publishing.manifest import read_release
from warta.publishing.stores import release_in


def verify_and_tell(folder: Path) -> int:
    """Check a release, or the latest of an output; say which, and what is wrong. Returns the exit status.

    Args:
        folder: The folder of a release, or the one that holds the releases.
    """
    try:
        release = release_in(folder)
    except BrokenReleaseError as error:
        tell(f"warta: {error}")
        return 1
    problems = verify(release)
    for problem in problems:
        tell(f"{release}: {problem}")
    if not problems:
        print(f"{release}: release {read_release(release).manifest.version}, every check passed")
    return 1 if problems else 0
