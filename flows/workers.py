"""Processes of this machine that build shards, beside the one that reads the pages.

They are no workers of Prefect's, which would each import Prefect: a task waits for one of them in a thread.
"""

import os
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from threading import Thread

from flows.sparing import end_at_once, import_little


def cores() -> int:
    """How many cores this process may use; where the system does not tell, as macOS, how many there are."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextmanager
def processes(count: int) -> Iterator[Executor | None]:
    """So many processes, started when there is work for them; none where one is enough, which is this one.

    A process takes a second to start and the memory of what it imports.
    """
    if count < 2:
        yield None
        return
    pool = ProcessPoolExecutor(count, get_context("spawn"), _begin)
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def _begin() -> None:
    """Leave the other cores to the other processes."""
    os.environ["POLARS_MAX_THREADS"] = "1"
    import_little()
    end_at_once()
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End however the build ends, which may be killed."""
    if parent := parent_process():
        parent.join()
        os._exit(1)
