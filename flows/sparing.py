"""What keeps the processes of a build small, and quick to start and to end.

Nothing here may import Polars, Pandera or Prefect.
"""

import atexit
import ctypes
import gc
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.machinery import ModuleSpec
from typing import Final

_LARGE: Final = 8_388_608
_TRIM_THRESHOLD: Final = -1  # M_TRIM_THRESHOLD of glibc
_MMAP_THRESHOLD: Final = -3  # M_MMAP_THRESHOLD

ALLOCATORS: Final = {
    "_RJEM_MALLOC_CONF": "dirty_decay_ms:1000,muzzy_decay_ms:0",  # Polars keeps what it uses again
    "MALLOC_MMAP_THRESHOLD_": f"{_LARGE}",  # NumPy gives back large arrays at once, wherever they lie
    "MALLOC_TRIM_THRESHOLD_": f"{_LARGE}",
}
"""Environment of processes that are to give back what they let go of."""

_UNUSED: Final = ("pandas", "hypothesis")
"""Pandera imports them wherever they are installed: 55 MB and a quarter of a second."""


def import_little() -> None:
    """Have this process do without libraries that a build does not use, as where they are not installed."""
    sys.meta_path.insert(0, _Absent())


def give_back_early() -> None:
    """Have this process keep to the thresholds of ALLOCATORS, which glibc reads when a process starts."""
    if mallopt := getattr(ctypes.CDLL(None), "mallopt", None):
        for threshold in (_MMAP_THRESHOLD, _TRIM_THRESHOLD):
            mallopt(threshold, _LARGE)


def give_back() -> None:
    """Give back what Python let go of, which glibc keeps wherever something small lies above it."""
    if trim := getattr(ctypes.CDLL(None), "malloc_trim", None):
        trim(0)


@contextmanager
def imported() -> Iterator[None]:
    """Have what is imported meanwhile never looked through for garbage, which is none of it.

    Prefect, Pandera and what they stand on make so many objects that looking through them again and again
    takes a sixth of the time of importing them, and a thirtieth of that of a small build.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def end_at_once() -> None:
    """Have this process end without a search for cycles among all that it holds: half a second."""
    atexit.register(gc.freeze)


class _Absent:
    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: object = None
    ) -> ModuleSpec | None:
        if name.partition(".")[0] in _UNUSED:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return None
