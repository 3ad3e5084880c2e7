"""Files of a release, from where it is to a folder: resumed, bounded, checked, never outside the folder."""

import fcntl
import hashlib
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from io import BufferedRandom
from pathlib import Path
from threading import Lock
from typing import Final

from warta.publishing.checksums import SUMS, file_sha256, format_sums
from warta.publishing.errors import BrokenReleaseError, NotThereError, StoreError, writing_to
from warta.publishing.manifest import MANIFEST, File, read_release
from warta.publishing.stores.finding import Found
from warta.publishing.stores.sources import resumed

Tell = Callable[[str, int, int], None]
"""Is told how many of how many there are of what."""

_AT_ONCE: Final = 4


def download(found: Found, folder: Path, files: Sequence[File], tell: Tell) -> list[str]:
    """Bring files of a release into a folder, then its `manifest.json` and `SHA256SUMS`.

    What is there already and has the right checksum stays; what was cut off is taken up from its `.part`.

    Args:
        found: The release.
        folder: Where its files go, made where it is not there; it holds nothing of another release.
        files: Those that are wanted, of its manifest.
        tell: Is told how far it has come.

    Returns:
        One line for each file that is not what the manifest says; all others are there.

    Raises:
        StoreError: The folder holds another release, there is no room, or a file cannot be read.
        CutOffError: The connection was lost for good: what came so far is kept for another attempt.
        CannotWriteError: The folder cannot be written.
    """
    with writing_to(folder):
        folder.mkdir(parents=True, exist_ok=True)
    with _alone_in(folder):
        _check_folder(found, folder)
        wanted = [file for file in files if not _is_there(folder / file.path, file)]
        tally = _Tally(tell, sum(file.bytes for file in files))
        _check_room(folder, sum(file.bytes for file in wanted))
        tally.add(sum(file.bytes for file in files) - sum(file.bytes for file in wanted))
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            fetching = [pool.submit(_fetch, found, folder, file, tally) for file in wanted]
            try:
                problems = [problem for future in fetching if (problem := future.result())]
            except BaseException:
                tally.is_stopped = True
                pool.shutdown(wait=False, cancel_futures=True)
                raise
        if not problems:
            _describe(found, folder)
    return problems


class _Tally:
    """Counts bytes that several threads bring."""

    def __init__(self, tell: Tell, total: int) -> None:
        self._tell, self._total = tell, total
        self._done = 0
        self._lock = Lock()
        self.is_stopped = False

    def add(self, count: int) -> None:
        """So many bytes came; those of a file that is begun again are taken back.

        Raises:
            StoreError: Another thread failed, or a person stopped the program: no more is wanted.
        """
        if self.is_stopped:
            raise StoreError("stopped")
        with self._lock:
            self._done += count
            self._tell("bytes fetched", self._done, self._total)


class _WrongFileError(Exception):
    """A file that is not what the manifest says."""


def _fetch(found: Found, folder: Path, file: File, tally: _Tally) -> str | None:
    """Bring one file; returns what is wrong with it."""
    place = folder / file.path
    partial = place.with_name(f"{place.name}.part")
    with writing_to(place):
        try:
            with _opened(partial, folder) as part:
                _fill(found, file, part, tally)
        except NotThereError:
            partial.unlink()
            return f"{file.path}: missing"
        except _WrongFileError as error:
            partial.unlink()
            return f"{file.path}: {error}"
        partial.replace(place)
    return None


def _fill(found: Found, file: File, part: BufferedRandom, tally: _Tally) -> None:
    """Bring what lacks of a file; where that does not make it whole, bring all of it."""
    begun = part.seek(0, os.SEEK_END)
    try:
        _append(found, file, part, tally)
    except _WrongFileError:
        if not begun:
            raise
        # What an earlier attempt left may be of another file of that name.
        tally.add(-part.tell())
        part.truncate(0)
        _append(found, file, part, tally)


def _append(found: Found, file: File, part: BufferedRandom, tally: _Tally) -> None:
    """Bring the rest of a file, never more than its manifest says.

    Raises:
        _WrongFileError: It has more bytes, less or others.
    """
    part.seek(0)
    digest = hashlib.file_digest(part, "sha256")
    have = part.tell()
    tally.add(have)
    if have < file.bytes:
        for piece in resumed(found.source, found.path_of(file.path), have):
            have += len(piece)
            if have > file.bytes:
                break
            part.write(piece)
            digest.update(piece)
            tally.add(len(piece))
    part.flush()
    if have > file.bytes:
        raise _WrongFileError(f"more than the {file.bytes:,} bytes that {MANIFEST} says")
    if have < file.bytes:
        raise _WrongFileError(f"{have:,} bytes, {MANIFEST} says {file.bytes:,}")
    if digest.hexdigest() != file.sha256:
        raise _WrongFileError(f"its SHA-256 is not that of {MANIFEST}")


@contextmanager
def _opened(path: Path, folder: Path) -> Iterator[BufferedRandom]:
    """What is there of a file of the folder, open to be added to.

    Raises:
        StoreError: A link in the folder leads out of it.
    """
    if not path.parent.resolve().is_relative_to(folder.resolve()):
        raise StoreError(f"{path.parent} leads out of {folder}")
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW, 0o644)
    with os.fdopen(descriptor, "r+b") as part:
        yield part


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Wait until no other process brings files into this folder."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _is_there(path: Path, file: File) -> bool:
    return path.is_file() and path.stat().st_size == file.bytes and file_sha256(path) == file.sha256


def _check_folder(found: Found, folder: Path) -> None:
    try:
        there = read_release(folder).manifest.version
    except BrokenReleaseError:
        return
    if there != found.manifest.version:
        raise StoreError(
            f"{folder} holds release {there}: choose another folder for {found.manifest.version}"
        )


def _check_room(folder: Path, needed: int) -> None:
    free = shutil.disk_usage(folder).free
    if needed > free:
        raise StoreError(f"{folder} has room for {free:,} bytes, and {needed:,} are to come")


def _describe(found: Found, folder: Path) -> None:
    """Write what says that all files are there."""
    sums = {file.path: file.sha256 for file in found.manifest.files} | {MANIFEST: found.manifest_sha256}
    with writing_to(folder):
        for name, content in ((SUMS, format_sums(sums).encode()), (MANIFEST, found.content)):
            fresh = folder / f".{name}"
            fresh.write_bytes(content)
            fresh.replace(folder / name)
