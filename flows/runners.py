"""Where the shards are built: in this process, in several, or on a Dask cluster."""

from typing import Any

from prefect.task_runners import ProcessPoolTaskRunner, TaskRunner, ThreadPoolTaskRunner


def task_runner(workers: int, dask: str | None) -> TaskRunner[Any]:
    """The runner for so many processes on this machine, or for the Dask cluster at an address.

    One worker is a thread: Polars itself uses all cores.
    """
    if dask:
        from prefect_dask.task_runners import DaskTaskRunner

        return DaskTaskRunner(address=dask)
    if workers > 1:
        return ProcessPoolTaskRunner(max_workers=workers)
    return ThreadPoolTaskRunner(max_workers=1)
