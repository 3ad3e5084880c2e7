"""Where a release stands until it is whole: a hidden folder, locked while its build lives.

The kernel lets go of a lock when its process ends, however it ends. So a folder whose lock can be taken is
what a dead build left, and one whose lock cannot be taken belongs to a build that runs.
"""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from warta.publishing.errors import writing_to
from warta.publishing.placing import put_back

RELEASES: Final = "releases"
BLOCKED: Final = "blocked"
"""Where releases stand that fail a gate."""

_PREFIX: Final = ".staging-"
_LOCK: Final = "lock"


class Staging:
    """A folder for one build, removed when the build ends or, if it was killed, when the next begins.

    Attributes:
        output: The folder that holds the releases and `latest.json`.
        path: The release in the making.
        scratch: A place for what the build needs on its way and does not publish.
    """

    def __init__(self, output: Path) -> None:
        self.output = output
        self._held = ExitStack()

    def __enter__(self) -> Self:
        """Clear what dead builds left and make the folder.

        Raises:
            CannotWriteError: The output cannot be written.
        """
        with writing_to(self.output):
            self.output.mkdir(parents=True, exist_ok=True)
            with exclusive(self.output):
                _remove_stale(self.output)
                self._folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=self.output))
                self._held.enter_context(_locked(self._folder / _LOCK, wait=False))
            self.path = self._folder / "release"
            self.scratch = self._folder / "scratch"
            self.path.mkdir()
            self.scratch.mkdir()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Remove what is not published."""
        with exclusive(self.output), self._held:
            shutil.rmtree(self._folder, ignore_errors=True)

    def others(self) -> list[Path]:
        """The folders of other builds, which are running."""
        return [path for path in self.output.glob(f"{_PREFIX}*") if path != self._folder]


@contextmanager
def exclusive(output: Path) -> Iterator[None]:
    """Wait until no other process changes what is published in this output, and keep others out."""
    with _locked(output / ".lock", wait=True):
        yield


@contextmanager
def _locked(path: Path, *, wait: bool) -> Iterator[None]:
    """Hold a lock file; raises `BlockingIOError` where another process holds it and waiting is not wanted."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(descriptor)


def _remove_stale(output: Path) -> None:
    for place in (RELEASES, BLOCKED):
        put_back(output / place)
    for folder in output.glob(f"{_PREFIX}*"):
        try:
            with _locked(folder / _LOCK, wait=False):
                shutil.rmtree(folder)
        except BlockingIOError:
            continue
