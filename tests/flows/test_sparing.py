"""What keeps the processes of a build small and quick."""

import subprocess
import sys

_HOLDS_A_CYCLE = """
import gc
from flows.sparing import end_at_once

class Told:
    def __del__(self):
        print("found")

gc.disable()
told = Told()
told.itself = told
del told
{ends}
"""


def _told_at_its_end(ends: str) -> str:
    words = [sys.executable, "-c", _HOLDS_A_CYCLE.format(ends=ends)]
    return subprocess.run(words, check=True, capture_output=True, text=True).stdout


def test_a_process_that_ends_does_not_go_through_all_that_it_holds() -> None:
    assert _told_at_its_end("") == "found\n"
    assert _told_at_its_end("end_at_once()") == ""
