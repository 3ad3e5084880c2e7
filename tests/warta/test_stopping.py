"""Ctrl-C ends a command in one line."""

import subprocess
import sys

import pytest

# Whoever runs the tests may have Ctrl-C ignored, and children take that over.
HEARD = """
import signal, sys
from warta.stopping import at_once
signal.signal(signal.SIGINT, signal.SIG_IGN if sys.argv[1:] else signal.default_int_handler)
"""
# Ctrl-C as a module is imported, where Python swallows exceptions; then the end of a command that goes on.
INTERRUPTED = """
class Swallowing:
    def __del__(self):
        signal.raise_signal(signal.SIGINT)
with at_once():
    Swallowing()
print("went on")
"""
STARTING = """
class Pressing:
    def find_spec(self, name, path=None, target=None):
        if name == "warta.cli":
            signal.raise_signal(signal.SIGINT)
sys.meta_path.insert(0, Pressing())
import warta.__main__
"""
CLEARING = """
with at_once():
    pass
try:
    signal.raise_signal(signal.SIGINT)
except KeyboardInterrupt:
    print("cleared away")
"""


def run(code: str, *words: str) -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, "-c", HEARD + code, *words], capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize(
    ("words", "expected"),
    [([], (130, "", "warta: stopped\n")), (["ignored"], (0, "went on\n", ""))],
    ids=["pressed", "ignored by who began it"],
)
def test_ctrl_c_is_not_lost_among_imports(words: list[str], expected: tuple[int, str, str]) -> None:
    assert run(INTERRUPTED, *words) == expected


def test_ctrl_c_while_the_command_is_imported_is_one_line() -> None:
    assert run(STARTING) == (130, "", "warta: stopped\n")


def test_ctrl_c_is_an_exception_again_where_there_is_something_to_clear_away() -> None:
    assert run(CLEARING) == (0, "cleared away\n", "")
