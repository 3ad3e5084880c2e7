"""One command, run several times: seconds, CPU seconds and the most memory of it and its children."""

import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final

import psutil

_EVERY: Final = 0.05  # seconds between two looks at the memory
_REPEATS: Final = ((30.0, 5), (150.0, 3))
"""How often a run is repeated by the seconds that the first one takes; longer ones run once."""


@dataclass(frozen=True, slots=True)
class Measured:
    """Medians of several runs, but for the memory: the most of all.

    Attributes:
        pages: How many each run worked on.
        runs: How many there were.
        whole: Seconds from start to end of the process.
        work: Seconds of the work alone, where the job tells them.
        cpu: Seconds of CPU, user and system, children too.
        memory: Bytes, resident, of the process and its children together.
    """

    pages: int
    runs: int
    whole: float
    work: float
    cpu: float
    memory: int


def measure(command: Callable[[Path], Sequence[str]], pages: int, repeats: int | None = None) -> Measured:
    """Run a command as often as its length allows, each time in an empty folder.

    Args:
        command: The words of the command, given the folder that it may write to.
        pages: How many pages it works on, where it does not tell.
        repeats: How often, where that is to be fixed.
    """
    runs = [_once(command, pages)]
    wanted = repeats or next((times for longest, times in _REPEATS if runs[0].whole <= longest), 1)
    runs += [_once(command, pages) for _ in range(wanted - 1)]
    return Measured(
        runs[0].pages,
        len(runs),
        median(run.whole for run in runs),
        median(run.work for run in runs),
        median(run.cpu for run in runs),
        max(run.memory for run in runs),
    )


def _once(command: Callable[[Path], Sequence[str]], pages: int) -> Measured:
    folder = Path(tempfile.mkdtemp(prefix="warta-bench-"))
    before = _cpu()
    start = time.perf_counter()
    try:
        words = command(folder)
        with (folder / "out").open("wb") as out, (folder / "err").open("wb") as err:
            process = subprocess.Popen(words, stdout=out, stderr=err)  # noqa: S603 — our own
            most = 0
            while process.poll() is None:
                most = max(most, _memory(process.pid))
                time.sleep(_EVERY)
        whole = time.perf_counter() - start
        if process.returncode:
            last = (folder / "err").read_text("utf-8", "replace").strip().splitlines()[-1:]
            raise RuntimeError(f"{' '.join(words)} ended with {process.returncode}: {''.join(last)}")
        told = _told(folder / "out")
        return Measured(
            int(told.get("pages") or pages), 1, whole, told.get("seconds", whole), _cpu() - before, most
        )
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _told(path: Path) -> dict[str, float]:
    """What a job printed last, if it is one of ours."""
    lines = path.read_text("utf-8").splitlines()
    return dict(json.loads(lines[-1])) if lines and lines[-1].startswith("{") else {}


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _memory(pid: int) -> int:
    try:
        process = psutil.Process(pid)
        return sum(_resident(each) for each in (process, *process.children(recursive=True)))
    except psutil.Error:
        return 0


def _resident(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.Error:
        return 0


def python(*words: str) -> list[str]:
    """The words of a command of this Python."""
    return [sys.executable, *words]


def warta(*words: str) -> list[str]:
    """The words of a command of `warta`."""
    return python("-c", "import sys; from warta.cli import main; sys.exit(main())", *words)
