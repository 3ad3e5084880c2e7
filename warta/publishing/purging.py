"""Take what was taken down out of the releases that are kept: each is written anew, in its own place."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import polars as pl

from warta.publishing.checksums import file_sha256
from warta.publishing.errors import BrokenReleaseError, BusyError, writing_to
from warta.publishing.holdings import holdings, kept_releases
from warta.publishing.manifest import MANIFEST, Latest, Purge, Release
from warta.publishing.placing import exchange, sync
from warta.publishing.release import LATEST, latest, point_to
from warta.publishing.rewriting import rewrite
from warta.publishing.staging import Staging, exclusive
from warta.publishing.verification import verify
from warta.takedowns import Takedowns


@dataclass(frozen=True, slots=True)
class Purged:
    """What became of the releases.

    Attributes:
        pages: How many pages became rejects, for each release that was written anew.
        problems: One line for each release that could not be; it stays as it was. And for `latest.json`.
    """

    pages: dict[Path, int]
    problems: tuple[str, ...]


def purge(staging: Staging, takedowns: Takedowns, when: datetime) -> Purged:
    """Take everything of taken-down pages out of all releases, those that failed a gate among them.

    A release is written anew where builds are staged, verified, and exchanged with the one at its place;
    `latest.json` follows last. A release that holds nothing of them is not touched.

    Args:
        staging: A folder for it; what is left there goes with it.
        takedowns: What was taken down.
        when: The time that manifests name.

    Raises:
        BusyError: A build is running: it may hold what was taken down.
        CannotWriteError: The output cannot be written.
    """
    output = staging.output
    pages, problems = {}, []
    with exclusive(output), writing_to(output):
        if staging.others():
            raise BusyError(f"a build is running in {output}: purge when it is done")
        for path in kept_releases(output):
            try:
                release, held = holdings(path)
                taken = held.filter(takedowns.match(held))
                if taken.height:
                    _exchange(release, taken, _entry(takedowns, taken, when), staging.scratch)
                    pages[path] = taken.height
            except BrokenReleaseError as error:
                problems.append(str(error))
        try:
            _point_again(output)
        except BrokenReleaseError as error:
            problems.append(str(error))
    return Purged(pages, tuple(dict.fromkeys(problems)))


def _entry(takedowns: Takedowns, taken: pl.DataFrame, when: datetime) -> Purge:
    reasons = (stone.reason for stone in takedowns.stones if Takedowns((stone,)).match(taken).any())
    return Purge(when=when, pages=taken.height, reasons=tuple(dict.fromkeys(reasons)))


def _exchange(release: Release, taken: pl.DataFrame, entry: Purge, scratch: Path) -> None:
    """Write a release anew and put it in its place."""
    fresh = scratch / release.path.parent.name / release.path.name
    rewrite(release, taken, entry, fresh)
    if problems := verify(fresh):
        raise BrokenReleaseError(f"{release.path} was not purged: without those pages {problems[0]}")
    sync(fresh)
    exchange(fresh, release.path)


def _point_again(output: Path) -> None:
    """Have `latest.json` say what the release says now that it names."""
    release = latest(output)
    if release is None:
        return
    pointer = Latest.from_json((output / LATEST).read_bytes())
    if pointer.manifest_sha256 != file_sha256(release.path / MANIFEST):
        point_to(output, release.path, release.manifest)
