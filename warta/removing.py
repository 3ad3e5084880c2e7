"""Out of the dataset: `warta takedown` and `warta purge`; each returns the exit status."""

import shlex
from argparse import Namespace
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from warta.assembly.state import forget_taken_down, known_pages
from warta.printable import counted, printable, tell
from warta.publishing import (
    BusyError,
    CannotWriteError,
    Release,
    Staging,
    TakenDown,
    purge,
    take_down,
)
from warta.publishing.stores import bucket_of, default_folder
from warta.takedowns import TAKEDOWNS, BrokenTakedownsError, Tombstone, read_takedowns
from warta.terms import Matching, TextRelease

_SHOWN: Final = 20
"""Near copies that are named, at most."""


def take_down_and_tell(options: Namespace) -> int:
    """Write a tombstone, and say what it matches and what is to be done.

    Args:
        options: `output` and `reason`, and one of `article_id`, `url` and `outlet`.
    """
    output = options.output
    if not output.is_dir():
        tell(f"{output}: no such folder")
        return 2
    (matching,) = (each for each in Matching if getattr(options, each) is not None)
    named = Tombstone(
        matching=matching, named=getattr(options, matching), reason=options.reason, when=datetime.now(UTC)
    )
    try:
        done = take_down(output, named, known_pages(output))
    except (BrokenTakedownsError, CannotWriteError) as error:
        return _failed(error)
    for line in done.problems:
        tell(f"warta: {line}")
    if not done.holders and not done.stone.articles:
        tell(f"warta: no release here holds {done.stone.named}; should it come, it is kept out")
    for line in _told(output, done):
        print(printable(line))
    return 0


def _told(output: Path, done: TakenDown) -> Iterator[str]:
    stone, near = done.stone, done.near_copies
    what = {Matching.ARTICLE_ID: "article", Matching.URL: "page", Matching.OUTLET: "outlet"}[stone.matching]
    where = f"written to {output / TAKEDOWNS}" if done.is_new else f"{output / TAKEDOWNS} said so before"
    yield f"Taken down  {what} {stone.named}: {where}"
    if done.latest:
        tables = done.pages["table"].to_list()
        names = {"articles": "article", "duplicates": "exact copy", "rejects": "reject"}
        counts = ", ".join(counted(tables.count(table), name) for table, name in names.items())
        yield f"Matches     {counts} of the latest release, {done.latest.manifest.version}"
    if near.height:
        yield f"Stays       {counted(near.height, 'near copy')}, unless taken down too:"
        for article_id, outlet, title in near.head(_SHOWN).iter_rows():
            yield f"  {article_id}  {outlet or '(no outlet)'}: {title or '(no title)'}"
        if near.height > _SHOWN:
            yield f"  and {near.height - _SHOWN:,} more"
    yield f"Next        {_build_again(output, done.latest)}  makes a release without"
    if bucket := bucket_of(output):
        yield f"            then delete releases in {bucket}/releases that hold it: no purge reaches them"
    elif done.holders:
        command = f"warta purge --output {shlex.quote(str(output))}"
        yield f"            {command}  takes it out of {counted(len(done.holders), 'release')}"


def _build_again(output: Path, last: Release | None) -> str:
    """The command that makes a release as the last one was made: other settings might show more of it."""
    settings = last.manifest.run.configuration if last else {}
    bucket = bucket_of(output)
    words = ["--output", bucket or str(output)]
    if bucket and output.absolute() != default_folder(bucket).absolute():
        words += ["--work", str(output)]
    if (shown := settings.get("text_release", TextRelease.FULL)) != TextRelease.FULL:
        words += ["--text-release", str(shown)]
    if settings.get("furniture"):
        words += ["--furniture", "FILE"]
    if settings.get("reject_copies"):
        words.append("--reject-copies")
    return f"warta build PATH… {shlex.join(words)}"


def purge_and_tell(output: Path) -> int:
    """Take what was taken down out of the releases that are kept, and say out of which.

    Args:
        output: The folder that holds the releases.
    """
    if not output.is_dir():
        tell(f"{output}: no such folder")
        return 2
    if bucket := bucket_of(output):
        tell(f"warta: {bucket} is not purged: build, then delete past releases in {bucket}/releases")
        return 2
    try:
        takedowns = read_takedowns(output)
        with Staging(output) as staging:
            forgotten = forget_taken_down(output, takedowns, staging.scratch)
            done = purge(staging, takedowns, datetime.now(UTC))
    except BlockingIOError:
        return _failed(BusyError(f"a build is running in {output}: purge when it is done"))
    except (BrokenTakedownsError, BusyError, CannotWriteError) as error:
        return _failed(error)
    for path, pages in done.pages.items():
        print(f"{path}: {counted(pages, 'page')} taken out")
    if forgotten:
        print(f"{output / '.state'}: {counted(forgotten, 'page')} forgotten")
    if not done.pages and not done.problems:
        print("No release holds anything that was taken down.")
    for line in done.problems:
        tell(f"warta: {line}")
    return 1 if done.problems else 0


def _failed(error: Exception) -> int:
    tell(f"warta: {error}")
    return 1
