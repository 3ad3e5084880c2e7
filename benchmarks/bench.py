"""`make bench`: all measurements side by side in one run, written to `RESULTS.md`.

python -m benchmarks.bench --pages 50000 --large 500000 --only build growth
"""

import argparse
import importlib.util
import json
import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from benchmarks import markup, pages
from benchmarks.jobs import JOBS, OTHERS
from benchmarks.measuring import Measured, measure, python, warta
from benchmarks.report import write_report

DATA: Final = Path(__file__).with_name(".data")


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the report: what was measured, and with what result, or why there is none."""

    name: str
    what: str
    result: Measured | str


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many pages the groups work on."""

    pages: int
    large: int
    increment: int
    html: int
    slow: int


_SLOW: Final = ("langdetect", "datatrove")
"""Jobs that take milliseconds a page and so get fewer."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure what is asked for, and write the report of all that was measured until now."""
    parser = argparse.ArgumentParser(prog="benchmarks.bench", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pages", type=int, default=5_000, help="text pages (default 5,000)")
    parser.add_argument("--large", type=int, default=20_000, help="text pages of the largest build")
    parser.add_argument("--increment", type=int, default=10_000, help="pages that one per cent is added to")
    parser.add_argument("--html", type=int, default=1_000, help="HTML pages (default 1,000)")
    parser.add_argument("--slow", type=int, default=500, help="pages for what takes milliseconds a page")
    parser.add_argument("--only", nargs="+", choices=GROUPS, default=list(GROUPS), help="groups to measure")
    options = parser.parse_args(arguments)
    sizes = Sizes(
        options.pages,
        options.large,
        options.increment,
        options.html,
        options.slow,
    )
    DATA.mkdir(exist_ok=True)
    store = DATA / "results.json"
    known = json.loads(store.read_text("utf-8")) if store.exists() else {}
    for group in options.only:
        print(f"{group} …", flush=True)
        entries = GROUPS[group](sizes)
        known[group] = {
            "date": f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
            "input": _described(group, sizes),
            "entries": [asdict(entry) for entry in entries],
        }
        store.write_text(json.dumps(known, indent=1), "utf-8")
        write_report(known)
    print(f"written: {Path(__file__).with_name('RESULTS.md')}")


def text_pages(count: int) -> Path:
    """The file of so many text pages, made where it is not there yet."""
    path = DATA / f"text-{count}.jsonl"
    if not path.exists():
        pages.write(path, count)
    return path


def _html_pages(count: int) -> Path:
    path = DATA / f"html-{count}.jsonl"
    if not path.exists():
        markup.write(path, count)
    return path


def _described(group: str, sizes: Sizes) -> dict[str, float]:
    return {} if group == "html" else pages.describe(text_pages(sizes.pages))


def _job(name: str, path: Path, repeats: int | None = None) -> Entry:
    """Measure one job; what is not installed, or fails, says so and the others go on."""
    what = " ".join((JOBS[name].__doc__ or "").split()).rstrip(".")
    library = name.split("_")[0]
    if library in OTHERS and importlib.util.find_spec(library) is None:
        return Entry(name, what, "not installed")
    return _measured(
        name, what, lambda folder: python("-m", "benchmarks.jobs", name, str(path), str(folder)), 0, repeats
    )


def _measured(
    name: str, what: str, command: Callable[[Path], Sequence[str]], count: int, repeats: int | None = None
) -> Entry:
    try:
        result = measure(command, count, repeats)
    except RuntimeError as error:
        print(f"  {name}: {error}", flush=True)
        return Entry(name, what, "failed")
    print(
        f"  {name:<22}{result.pages:>9,} pages {result.whole:>9.2f} s, work {result.work:>9.2f} s,"
        f" CPU {result.cpu:>9.2f} s, {result.memory / 1e6:>7,.0f} MB, {result.runs} runs",
        flush=True,
    )
    return Entry(name, what, result)


def _build(path: Path, count: int, *more: str, repeats: int | None = None) -> Entry:
    name = " ".join(["build", *more])

    def command(folder: Path) -> list[str]:
        return warta("build", str(path), "--output", str(folder / "output"), *more)

    return _measured(name, "`warta build`, complete", command, count, repeats)


def _whole(sizes: Sizes) -> list[Entry]:
    path = text_pages(sizes.pages)
    builds = [_build(path, sizes.pages), _build(path, sizes.pages, "--workers", "1")]
    return [_job("floor", path), *builds]


def _text(sizes: Sizes) -> list[Entry]:
    path, few = text_pages(sizes.pages), text_pages(sizes.slow)
    names = ("floor", "reading", "cleaning", "facts", "language", "near_copies", "datasketch")
    return [*(_job(name, path) for name in names), *(_job(name, few) for name in _SLOW)]


def _html(sizes: Sizes) -> list[Entry]:
    path = _html_pages(sizes.html)
    names = (
        "html_reading",
        "html_spans",
        "trafilatura",
        "trafilatura_metadata",
        "resiliparse",
        "readability",
    )
    return [_job(name, path) for name in names]


def _growth(sizes: Sizes) -> list[Entry]:
    entries = []
    for count in sorted({sizes.pages // 4, sizes.pages, sizes.large}):
        path = text_pages(count)
        entries += [_job("floor", path), _build(path, count, repeats=1)]
    return entries


def _increment(sizes: Sizes) -> list[Entry]:
    """A build, and others with one per cent of new pages on top of it."""
    count, new = sizes.increment, sizes.increment // 100
    first = -(-count // pages.BATCH) * pages.BATCH
    with tempfile.TemporaryDirectory(prefix="warta-bench-") as folder:
        read, output, before = (Path(folder, name) for name in ("pages", "output", "before"))

        def command(_: Path) -> list[str]:
            return warta("build", str(read), "--output", str(output))

        def more(name: str, what: str, days: range) -> Entry:
            shutil.rmtree(output)
            shutil.copytree(before, output)
            pages.write(read / "new.jsonl", new, first=first, days=days)
            return _measured(name, f"`warta build` on top of it, {what}", command, new, repeats=1)

        read.mkdir()
        shutil.copyfile(text_pages(count), read / "known.jsonl")
        full = _measured("full", "`warta build` with nothing built before", command, count, repeats=1)
        output.rename(before)
        output.mkdir()
        return [
            full,
            more("later pages", "1 % of pages of the two weeks that follow", pages.NEXT_DAYS),
            more("pages of any day", "1 % of pages of the 20 months that the others are of", pages.DAYS),
        ]


GROUPS: Final[dict[str, Callable[[Sizes], list[Entry]]]] = {
    "build": _whole,
    "text": _text,
    "html": _html,
    "growth": _growth,
    "increment": _increment,
}


if __name__ == "__main__":
    main()
