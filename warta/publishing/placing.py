"""Folders and files to their places: on disk before they have their name, and never seen half."""

import ctypes
import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

from warta.publishing.checksums import files_below

_AT_ONCE: Final = 16
_ASIDE: Final = ".aside-"
_HERE: Final = -100  # AT_FDCWD
_EXCHANGE: Final = 2  # RENAME_EXCHANGE


def sync(folder: Path) -> None:
    """Have a folder's files and their names on disk before the folder is given its name.

    A file that another release has too, under its own name, was put on disk with that.
    """
    files = [path for path in files_below(folder).values() if path.stat().st_nlink == 1]
    folders = [Path(place) for place, _, _ in os.walk(folder)]
    with ThreadPoolExecutor(_AT_ONCE) as pool:  # disks write many files at once in the time of a few
        list(pool.map(sync_entry, [*files, *folders]))


def sync_entry(path: Path) -> None:
    """Have a file, or the names in a folder, on disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def replace_file(path: Path, content: bytes) -> None:
    """Give a file new content in one step."""
    fresh = path.with_name(f".{path.name}")
    with fresh.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    sync_entry(path.parent)


def exchange(fresh: Path, place: Path) -> None:
    """Put a folder in the place of another, and the other where the first was.

    Linux does it in one step. Where the system or the disk cannot, the place is empty for the moment between
    two renames; a process that dies in it leaves what `put_back` repairs.

    Args:
        fresh: The new folder, on the same disk.
        place: The folder whose place it takes.
    """
    if not _exchanged(fresh, place):
        exchange_in_two(fresh, place)
    sync_entry(place.parent)


def exchange_in_two(fresh: Path, place: Path) -> None:
    """The same with a moment in which nothing stands at the place."""
    aside = place.with_name(f"{_ASIDE}{place.name}")
    place.rename(aside)
    fresh.rename(place)
    aside.rename(fresh)


def put_back(folder: Path) -> None:
    """Repair what a process left that died while it exchanged folders in this one."""
    for aside in folder.glob(f"{_ASIDE}*"):
        place = aside.with_name(aside.name.removeprefix(_ASIDE))
        if place.exists():
            shutil.rmtree(aside)
        else:
            aside.rename(place)


def _exchanged(fresh: Path, place: Path) -> bool:
    """Exchange two folders in one step; false where that cannot be done."""
    try:
        renameat2 = ctypes.CDLL(None).renameat2
    except AttributeError:
        return False
    return bool(renameat2(_HERE, os.fsencode(fresh), _HERE, os.fsencode(place), _EXCHANGE) == 0)
