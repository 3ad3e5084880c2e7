"""What can go wrong with a release, said in one line."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import polars as pl


class CannotWriteError(OSError):
    """The output cannot be written: the disk is full, the folder is read-only or not a folder."""

    def __str__(self) -> str:
        """Where, and why."""
        return f"cannot write {self.filename}: {self.strerror}"


class StoreError(OSError):
    """Where releases live cannot be reached, is in use by another, or is not what it was."""


class CutOffError(StoreError):
    """A connection was cut or refused; another attempt may help."""


class NotThereError(StoreError):
    """A file is not where it should be."""


class BlockedError(ValueError):
    """A release that fails a gate: it is kept aside and the latest release stays."""


class BrokenReleaseError(ValueError):
    """What should be a release is none, or fails its own verification."""


class OutdatedError(ValueError):
    """Something was taken down while the release was made: it would bring it back."""


class BusyError(ValueError):
    """A build is running where nothing may run."""


@contextmanager
def writing_to(path: Path) -> Iterator[None]:
    """Say which path could not be written, and why, when the system refuses; of a move, where it led.

    Raises:
        CannotWriteError: In place of any other `OSError` but those of where releases live.
    """
    try:
        yield
    except (CannotWriteError, StoreError):
        raise
    except OSError as error:
        why = os.strerror(error.errno) if error.errno else str(error)
        raise CannotWriteError(error.errno, why, str(error.filename2 or path)) from error


@contextmanager
def reading_from(what: Path | str) -> Iterator[None]:
    """Say of a release, or a part of one, that its Parquet cannot be read, and why.

    Raises:
        BrokenReleaseError: In place of errors of the system and of Polars.
    """
    try:
        yield
    except (OSError, pl.exceptions.PolarsError) as error:
        raise BrokenReleaseError(f"{what} cannot be read: {str(error).splitlines()[0]}") from error
