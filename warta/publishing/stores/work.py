"""The folder in which releases for a bucket are made, and which bucket that is."""

from pathlib import Path
from typing import Final

from warta.cache import cache_folder
from warta.publishing.errors import StoreError, writing_to
from warta.publishing.placing import replace_file

_NOTE: Final = ".bucket"


def default_folder(bucket: str) -> Path:
    """The folder in the user's cache that builds for a bucket work in, unless they are given another."""
    return cache_folder("outputs") / bucket.removeprefix("s3://")


def bucket_of(folder: Path) -> str | None:
    """The bucket whose releases are made in a folder; null where none are."""
    note = folder / _NOTE
    return note.read_text("utf-8") if note.is_file() else None


def check_bucket(folder: Path, bucket: str) -> None:
    """See to it that no release of another bucket follows in a folder.

    Raises:
        StoreError: Releases for another bucket are made there.
    """
    noted = bucket_of(folder)
    if noted not in {None, bucket}:
        raise StoreError(f"{folder}: releases for {noted} are made there: give another --work")


def note_bucket(folder: Path, bucket: str) -> None:
    """Note the bucket whose releases are made in a folder."""
    if bucket_of(folder) is None:
        with writing_to(folder):
            replace_file(folder / _NOTE, bucket.encode())
