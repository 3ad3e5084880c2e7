"""`warta build` in a process whose files may not grow beyond a few kilobytes, as on a disk that is full."""

import resource

from prefect import flow

from warta.cli import main


def build(folder: str, output: str, largest: str) -> int:
    """Start Prefect on a whole disk, then build on a small one; returns the exit status."""
    flow(lambda: None, name="start")()
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(largest), resource.RLIM_INFINITY))
    return main(["build", folder, "--output", output, "--shard-size", "20", "--workers", "1"])
