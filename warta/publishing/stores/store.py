"""Where releases live: a folder on this machine, or a bucket that is filled from one."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from warta.publishing.errors import StoreError, writing_to
from warta.publishing.manifest import Release
from warta.publishing.stores.bucket import Bucket
from warta.publishing.stores.download import Tell
from warta.publishing.stores.files import in_bucket
from warta.publishing.stores.work import default_folder


class Store(Protocol):
    """Where releases live.

    Attributes:
        folder: The output that a build works in and publishes to.
    """

    folder: Path

    def prepare(self, tell: Tell) -> None:
        """Bring the folder to where readers are, and finish or clear what a killed build left for them.

        Raises:
            StoreError: The place cannot be reached or is in use.
        """

    def publish(self, release: Release, tell: Tell) -> None:
        """Show readers the latest release of the folder: all of it or nothing.

        Raises:
            StoreError: The place cannot be reached or is in use, or another release came first.
        """

    def place_of(self, release: Release) -> str:
        """Where readers find a release."""


class Folder:
    """A folder that readers look into themselves: what is published there is seen."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def prepare(self, tell: Tell) -> None:
        """Nothing: readers are where the build is."""

    def publish(self, release: Release, tell: Tell) -> None:
        """Nothing: `warta.publishing.publish` has done it."""

    def place_of(self, release: Release) -> str:
        """The folder of a release."""
        return str(release.path)


def check_place(output: str, work: str | None) -> None:
    """See to it that releases can live at a location.

    Args:
        output: A folder, or `s3://bucket/prefix`.
        work: Folder in which releases for a bucket are made, if one is named.

    Raises:
        StoreError: The location is none that can be written, or has no use for the folder.
    """
    if output.startswith(("http://", "https://")):
        raise StoreError(f"{output}: releases can be read from there, but not written")
    if "://" in output and not output.startswith("s3://"):  # else it would be a folder of that name here
        raise StoreError(f"{output}: releases are written to a folder or to s3://BUCKET/PREFIX")
    if work and not output.startswith("s3://"):
        raise StoreError(
            f"--work {work}: only releases for s3://BUCKET/PREFIX are made in a folder of their own;"
            f" those in {output} are made there"
        )


@contextmanager
def open_store(output: str, work: str | None = None) -> Iterator[Store]:
    """The store at a location.

    Args:
        output: A folder, or `s3://bucket/prefix`.
        work: Folder in which releases for a bucket are made; by default one in the user's cache. It is
            used by one build at a time. All but what was taken down may be deleted: it is fetched again.

    Raises:
        StoreError: The location is none that can be written, or has no use for the folder, or another build
            works in that.
        CannotWriteError: The folder cannot be written.
    """
    check_place(output, work)
    if not output.startswith("s3://"):
        yield Folder(Path(output))
        return
    files = in_bucket(output)
    folder = Path(work) if work else default_folder(files.where)
    with writing_to(folder):
        folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield Bucket(files, folder)
    except BlockingIOError as error:
        raise StoreError(f"another build works in {folder}: wait for it, or give another --work") from error
    finally:
        os.close(descriptor)
