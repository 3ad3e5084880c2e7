"""Ctrl-C is for the process that began a build: those that it started end with it, by themselves."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def unheard() -> Iterator[None]:
    """Have processes that are started meanwhile never hear of Ctrl-C, which goes to all of a terminal.

    They inherit what is blocked here from their first moment on; a handler of theirs would come too late.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
