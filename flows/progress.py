"""What a person sees while a build runs: a bar on a terminal, plain lines elsewhere."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from warta.printable import printable, tell


class Watcher(Protocol):
    """Is told how far a build has come."""

    def step(self, name: str, done: int, total: int | None = None) -> None:
        """A step has come so far; `total` is null while it is not known."""

    def line(self, text: str) -> None:
        """Something a person should read."""


class _Silent:
    def step(self, name: str, done: int, total: int | None = None) -> None:
        pass

    def line(self, text: str) -> None:
        pass


class _Lines:
    """A line at the end of each step: for logs and pipes."""

    def step(self, name: str, done: int, total: int | None = None) -> None:
        if done == total:
            tell(f"{name}: {done:,}")

    def line(self, text: str) -> None:
        tell(text)


class _Bar:
    """One bar a step, on the terminal."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._bars: dict[str, TaskID] = {}

    def step(self, name: str, done: int, total: int | None = None) -> None:
        if name not in self._bars:
            self._bars[name] = self._progress.add_task(name, total=total)
        self._progress.update(self._bars[name], completed=done, total=total)

    def line(self, text: str) -> None:
        self._progress.console.print(printable(text), markup=False, highlight=False, soft_wrap=True)


_SILENT = _Silent()
_watcher: ContextVar[Watcher] = ContextVar("watcher", default=_SILENT)


def watcher() -> Watcher:
    """Whoever watches this build."""
    return _watcher.get()


@contextmanager
def watched() -> Iterator[None]:
    """Show the builds that run inside on standard error."""
    console = Console(stderr=True)
    if not console.is_terminal:
        token = _watcher.set(_Lines())
        try:
            yield
        finally:
            _watcher.reset(token)
        return
    columns = (
        TextColumn("{task.description:<16}"),
        BarColumn(),
        TextColumn("{task.completed:,}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True) as progress:
        token = _watcher.set(_Bar(progress))
        try:
            yield
        finally:
            _watcher.reset(token)
