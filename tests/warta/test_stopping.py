"""Ctrl-C ends a command in one line."""

import subprocess
import sys
from pathlib import Path

import pytest

# Whoever runs the tests may have Ctrl-C ignored, and children take that over.
HEARD = """
import signal, sys
from warta.stopping import at_once
signal.signal(signal.SIGINT, signal.SIG_IGN if sys.argv[1:] == ["ignored"] else signal.default_int_handler)
"""
# Ctrl-C as a module is imported, where Python swallows exceptions; then the end of a command that goes on.
SWALLOWING = """
class Swallowing:
    def __del__(self):
        signal.raise_signal(signal.SIGINT)
"""
INTERRUPTED = f"""{SWALLOWING}
with at_once():
    Swallowing()
print("went on")
"""
IMPORTING = f"""{SWALLOWING}
class Pressing:
    def find_spec(self, name, path=None, target=None):
        if name == sys.argv[1]:
            Swallowing()
sys.meta_path.insert(0, Pressing())
from warta.__main__ import main
sys.exit(main(sys.argv[2:]))
"""
IN_A_THREAD = """
from threading import Thread
def begin():
    with at_once():
        print("went on")
Thread(target=begin).start()
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


@pytest.mark.parametrize(
    "module", ["warta.cli", "flows.build", "pandera.backends.polars.container"], ids=["first", "then", "late"]
)
def test_ctrl_c_is_not_lost_whatever_a_build_imports(tmp_path: Path, module: str) -> None:
    (tmp_path / ".state").mkdir()  # on top of others a build gets ready for its pages before it begins
    words = [module, "build", "tests/pages/patroli.txt", "--output", str(tmp_path)]
    assert run(IMPORTING, *words) == (130, "", "warta: stopped\n")


@pytest.mark.parametrize("words", [["facts", "seeds"], ["verify", "output"]], ids=lambda words: words[0])
def test_ctrl_c_is_not_lost_among_the_imports_of_a_command(words: list[str]) -> None:
    assert run(IMPORTING, "polars", *words) == (130, "", "warta: stopped\n")


def test_a_command_may_run_in_a_thread() -> None:
    assert run(IN_A_THREAD) == (0, "went on\n", "")


def test_ctrl_c_is_an_exception_again_where_there_is_something_to_clear_away() -> None:
    assert run(CLEARING) == (0, "cleared away\n", "")
