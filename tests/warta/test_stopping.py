"""Ctrl-C ends a command in one line."""

import signal
import subprocess
import sys

import pytest

from warta.stopping import at_once

# Ctrl-C as a module is imported, where Python swallows exceptions; then the end of a command that goes on.
INTERRUPTED = """
import signal, sys
from warta.stopping import at_once
if sys.argv[1:]:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
class Swallowing:
    def __del__(self):
        signal.raise_signal(signal.SIGINT)
with at_once():
    Swallowing()
print("went on")
"""


@pytest.mark.parametrize(
    ("words", "expected"),
    [([], (130, "", "warta: stopped\n")), (["ignored"], (0, "went on\n", ""))],
    ids=["pressed", "ignored by who began it"],
)
def test_ctrl_c_is_not_lost_among_imports(words: list[str], expected: tuple[int, str, str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", INTERRUPTED, *words], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == expected


def test_ctrl_c_is_an_exception_again_where_there_is_something_to_clear_away() -> None:
    with at_once():
        assert signal.getsignal(signal.SIGINT) is not signal.default_int_handler
    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)
