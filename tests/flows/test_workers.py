"""The processes that build shards."""

import multiprocessing
import os
import signal
import subprocess
import sys
from concurrent.futures import BrokenExecutor
from pathlib import Path

import polars as pl
import pytest

from flows.build import build_one
from flows.interrupts import unheard
from flows.workers import cores, processes
from tests.flows.processes import ends, is_alive
from warta.terms import TextRelease

STARTED = """
import os
from flows.workers import processes
with processes(2) as pool:
    print(pool.submit(os.getpid).result(), flush=True)
    input()
"""


def test_a_system_that_tells_no_share_of_its_cores_has_them_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda pid: {0})
    assert cores() == 1
    monkeypatch.delattr(os, "sched_getaffinity")
    assert cores() == os.cpu_count()


def test_one_is_this_process() -> None:
    with processes(1) as pool:
        assert pool is None


def test_each_leaves_the_other_cores_to_the_others() -> None:
    with processes(2) as pool:
        assert pool is not None
        assert pool.submit(os.getpid).result() != os.getpid()
        assert pool.submit(pl.thread_pool_size).result() == 1


def test_they_import_only_what_makes_records() -> None:
    others = "{'pandas', 'prefect', 'pyarrow'} & {*__import__('sys').modules}"
    with processes(2) as pool:
        assert pool is not None
        assert pool.submit(eval, f"(__import__('flows.shards'), {others})[1]").result() == set()


def test_a_shard_whose_process_was_killed_says_what_helps(tmp_path: Path) -> None:
    with processes(2) as pool:
        assert pool is not None
        with pytest.raises(BrokenExecutor):
            pool.submit(os._exit, 9).result()
        with pytest.raises(OSError, match="fewer --workers"):
            build_one.fn(tmp_path, None, TextRelease.FULL, pool)


def test_they_leave_ctrl_c_to_the_build() -> None:
    with processes(2) as pool:
        assert pool is not None
        with unheard():
            first = pool.submit(os.getpid)
        for started in multiprocessing.active_children():
            os.kill(started.pid or 0, signal.SIGINT)  # as it starts
        os.kill(first.result(), signal.SIGINT)
        assert pool.submit(os.getpid).result() == first.result()


def test_they_end_with_a_killed_build() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", STARTED], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as build:
        assert build.stdout is not None
        worker = int(build.stdout.readline())
        assert is_alive(worker)
        build.send_signal(signal.SIGKILL)
    assert ends(worker, within=60)
