"""What Ctrl-C does."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import current_thread, main_thread
from types import FrameType

from warta.printable import tell


def stopped() -> int:
    """Say that a command was stopped; returns the exit status."""
    tell("warta: stopped")
    return 128 + signal.SIGINT


@contextmanager
def at_once() -> Iterator[None]:
    """Have Ctrl-C end this process without an exception meanwhile: it has nothing yet to clear away.

    An exception among imports may come where Python swallows it, and leave the lock of all imports held.
    Where Ctrl-C means something else, as under `nohup`, it still does; only the main thread hears of it.
    """
    before = signal.getsignal(signal.SIGINT)
    if before is not signal.default_int_handler or current_thread() is not main_thread():
        yield
        return
    signal.signal(signal.SIGINT, _end)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _end(number: int, frame: FrameType | None) -> None:
    os._exit(stopped())
