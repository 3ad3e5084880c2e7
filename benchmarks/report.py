"""The measurements as `RESULTS.md`, with a picture of cost against size."""

import os
import platform
from collections.abc import Iterator, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Final

_FOLDER: Final = Path(__file__).parent
_PICTURE: Final = "growth.svg"
_PACKAGES: Final = (
    *("polars", "pyarrow", "numpy", "pandera", "prefect", "pycld2", "langdetect", "rensa"),
    *("selectolax", "resiliparse", "trafilatura", "readability-lxml", "datatrove", "spacy", "datasketch"),
)
_READ_SO: Final = (
    "Written by `make bench`. `whole` is the time of the process from start to end, `work` that of the job",
    "alone; both are medians of five runs, of three where a run takes over 30 seconds, of one over 150.",
    "CPU and memory (the most of all runs) count child processes too. `× floor` compares the time per page",
    "with that of reading the same pages with Polars and writing them as zstd Parquet and JSON Lines: of the",
    "whole process for builds, of the work for stages.",
)
_TITLES: Final = {
    "build": "Complete build",
    "text": "Stages on text pages, beside others' tools",
    "html": "HTML pages, beside others' tools",
    "growth": "Cost against size",
    "increment": "One per cent of new pages",
}


def write_report(groups: Mapping[str, Any]) -> None:
    """Write `RESULTS.md` and its picture from what was measured, group by group."""
    lines = [
        "# What the work costs",
        "",
        *_READ_SO,
        "",
        f"{os.cpu_count()} cores, {platform.machine()}, {platform.system()}, Python"
        f" {platform.python_version()}; {', '.join(_versions())}.",
    ]
    for name in (name for name in _TITLES if name in groups):
        lines += ["", f"## {_TITLES[name]}", "", *_section(name, groups[name])]
    (_FOLDER / "RESULTS.md").write_text("\n".join(lines) + "\n", "utf-8")


def _versions() -> Iterator[str]:
    for package in _PACKAGES:
        try:
            yield f"{package} {version(package)}"
        except PackageNotFoundError:
            yield f"{package} not installed"


def _section(name: str, group: Mapping[str, Any]) -> Iterator[str]:
    entries = group["entries"]
    yield f"{group['date']}. " + _pages(group["input"])
    yield ""
    yield "| what | pages | whole s | work s | pages/s | µs a page | × floor | CPU s | peak MB | runs |"
    yield "|---|---|---|---|---|---|---|---|---|---|"
    floor: Mapping[str, Any] | None = None
    for entry in entries:
        result = entry["result"]
        if isinstance(result, str):
            yield f"| {entry['name']}: {entry['what']} | {result} |||||||||"
            continue
        if entry["name"] == "floor":
            floor = result
        yield _line(entry, result, floor)
    if name == "html":
        yield from _beside(
            entries, "html_spans", ("trafilatura", "trafilatura_metadata", "resiliparse", "readability")
        )
    if name == "text":
        yield from _beside(entries, "language", ("langdetect",))
        yield from _beside(entries, "near_copies", ("datasketch",))
    if name == "growth":
        yield from _growth(entries)
    if name == "increment":
        yield from _share(entries)


def _pages(told: Mapping[str, float]) -> str:
    if not told:
        return "Invented pages, all whole ones, as HTML with styles, scripts and metadata."
    return (
        f"Invented pages; of {told['pages']:,.0f} of them: mean {told['mean_characters']:,.0f} characters"
        f" and {told['mean_lines']:.0f} lines (median {told['median_lines']:.0f}),"
        f" {told['distinct_lines']:.0%} of the lines different, {told['unique_lines']:.0%} unique,"
        f" {told['whole']:.0%} whole pages."
    )


def _line(entry: Mapping[str, Any], result: Mapping[str, Any], floor: Mapping[str, Any] | None) -> str:
    each = result["work"] / result["pages"]
    ratio = ""
    if floor and entry["name"] != "floor":
        of = "whole" if entry["name"].startswith("build") else "work"
        ratio = f"{result[of] / result['pages'] / (floor[of] / floor['pages']):.1f}"
    return (
        f"| {entry['name']}: {entry['what']} | {result['pages']:,} | {result['whole']:.2f} |"
        f" {result['work']:.2f} | {1 / each:,.0f} | {each * 1e6:,.0f} | {ratio} | {result['cpu']:.2f} |"
        f" {result['memory'] / 1e6:,.0f} | {result['runs']} |"
    )


def _beside(entries: list[dict[str, Any]], ours: str, others: tuple[str, ...]) -> Iterator[str]:
    """How many times as many pages a second as others."""
    speed = {
        entry["name"]: entry["result"]["pages"] / entry["result"]["work"]
        for entry in entries
        if not isinstance(entry["result"], str)
    }
    for other in others:
        if ours in speed and other in speed:
            yield ""
            yield f"`{ours}` does {speed[ours] / speed[other]:.2f} times as many pages a second as {other}."


def _growth(entries: list[dict[str, Any]]) -> Iterator[str]:
    builds = [entry["result"] for entry in entries if entry["name"].startswith("build")]
    floors = [entry["result"] for entry in entries if entry["name"] == "floor"]
    if any(isinstance(result, str) for result in [*builds, *floors]):
        return
    middle, largest = builds[-2:]
    pace = [result["whole"] / result["pages"] for result in (middle, largest)]
    yield ""
    yield (
        f"From {middle['pages']:,} to {largest['pages']:,} pages: time per page × {pace[1] / pace[0]:.2f},"
        f" peak memory × {largest['memory'] / middle['memory']:.2f}."
    )
    _draw(floors, builds)
    yield ""
    yield f"![Time per page and peak memory against the number of pages]({_PICTURE})"


def _share(entries: list[dict[str, Any]]) -> Iterator[str]:
    full, *others = entries
    for entry in others:
        known, more = full["result"], entry["result"]
        if not isinstance(known, str) and not isinstance(more, str):
            yield ""
            yield (
                f"With {entry['name']} the second build takes {more['whole'] / known['whole']:.1%} of the"
                f" first one's time, and {more['cpu'] / known['cpu']:.1%} of its CPU time."
            )


def _draw(floors: list[dict[str, Any]], builds: list[dict[str, Any]]) -> None:
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": "warta", "font.size": 9})
    from matplotlib import pyplot as plt

    figure, (time, memory) = plt.subplots(1, 2, figsize=(8, 3))
    for label, results, marker in (("warta build", builds, "o-"), ("floor", floors, "s--")):
        sizes = [result["pages"] for result in results]
        time.plot(sizes, [result["whole"] / result["pages"] * 1e3 for result in results], marker, label=label)
        memory.plot(sizes, [result["memory"] / 1e6 for result in results], marker, label=label)
    for axes, what in ((time, "ms a page, whole process"), (memory, "peak memory, MB")):
        axes.set(xscale="log", xlabel="pages", ylabel=what, ylim=(0, None))
        axes.legend(frameon=False)
    figure.tight_layout()
    figure.savefig(_FOLDER / _PICTURE, metadata={"Date": None})
    plt.close(figure)
