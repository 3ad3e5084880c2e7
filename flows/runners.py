"""Where the tasks run: in threads of this process, or on a Dask cluster."""

from typing import Any

from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner


def task_runner(workers: int, dask: str | None) -> TaskRunner[Any]:
    """The runner for so many tasks at a time, or for the Dask cluster at an address."""
    if dask:
        from prefect_dask.task_runners import DaskTaskRunner

        return DaskTaskRunner(address=dask)
    return ThreadPoolTaskRunner(max_workers=workers)
