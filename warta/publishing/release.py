"""From staged tables to the latest release: describe, verify, rename, point to it."""

import shutil
from collections.abc import Callable, Collection, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from warta.publishing.build_note import BuildNote
from warta.publishing.checksums import file_sha256
from warta.publishing.errors import BlockedError, BrokenReleaseError, OutdatedError, writing_to
from warta.publishing.history import NO_NAMES
from warta.publishing.manifest import (
    MANIFEST,
    Latest,
    Manifest,
    Release,
    Run,
    faults_of,
    read_release,
)
from warta.publishing.placing import replace_file, sync, sync_entry
from warta.publishing.sealing import seal
from warta.publishing.staging import BLOCKED, RELEASES, Staging, exclusive
from warta.publishing.verification import Known, verify
from warta.publishing.versions import next_version
from warta.publishing.writing import Part
from warta.takedowns import TAKEDOWNS, read_takedowns
from warta.terms import GateOutcome

LATEST: Final = "latest.json"


def latest(output: Path) -> Release | None:
    """The release that `latest.json` names; null before the first.

    Raises:
        BrokenReleaseError: `latest.json` or the manifest that it leads to is damaged or gone.
    """
    pointer = output / LATEST
    if not pointer.exists():
        return None
    try:
        path = output / Latest.from_json(pointer.read_bytes()).path
    except (OSError, ValidationError) as error:
        why = error.strerror if isinstance(error, OSError) else faults_of(error)[0]
        raise BrokenReleaseError(f"{pointer} does not lead to a release: {why}") from error
    return read_release(path)


def publish(
    staging: Staging,
    parts: Iterable[Part],
    run: Run,
    accepted: Collection[str] = (),
    noted: BuildNote | None = None,
    renamed: Mapping[str, str] = NO_NAMES,
    is_made: Callable[[Release], bool] = lambda last: False,
) -> Release:
    """Make the staged tables the latest release, unless it is that already.

    Nobody sees it before it is whole: it is described and verified where it is staged, then renamed to its
    place, and `latest.json` is replaced last. Whatever stops this on the way, the last release stays.

    Args:
        staging: Its `path` holds the tables' files and nothing else.
        parts: What the table writers wrote: every table of `schemas.tables.TABLES`.
        run: What only the run knows.
        accepted: Names of gates (`gates.toml`) that a person lets the release pass.
        noted: What the last build of this very program noted of the release before, which it verified: where
            that is as it was, partitions which are the same in both need not be read again.
        renamed: Ids that are not told again, each with the one that its page has now: they were made from
            private data which the release has placeholders for.
        is_made: Tells whether the latest release is what the tables were made from: another build of the same
            pages may have been quicker.

    Returns:
        The latest release, in its place.

    Raises:
        BlockedError: It fails a gate; it stands aside under `blocked/`, with a report.
        CannotWriteError: The disk is full or the output cannot be written.
        BrokenReleaseError: The staged release fails its verification: our own fault.
        OutdatedError: More was taken down since the run began.
    """
    output = staging.output
    with exclusive(output), writing_to(staging.path):
        takedowns = read_takedowns(output)
        if takedowns.digest != run.configuration.get("takedowns"):
            raise OutdatedError(f"{output / TAKEDOWNS} changed while the release was made: build again")
        last = latest(output)
        if last and is_made(last):
            return last
        releases = output / RELEASES
        releases.mkdir(exist_ok=True)
        version = next_version(run.created.date(), [path.name for path in releases.iterdir()])
        parts = list(parts)
        sealed = seal(staging.path, parts, run, version, last, accepted, takedowns.articles, renamed)
        manifest = sealed.manifest
        kept = {file.path: file.sha256 for part in parts for file in part.files}
        is_known = last and noted and noted.is_of(last)
        known = Known(last, kept, sealed.touched, sealed.counted) if last and is_known else None
        with ThreadPoolExecutor(1) as beside:  # the disk is written to while the files are read back
            on_disk = beside.submit(sync, staging.path)
            problems = verify(staging.path, known)
            on_disk.result()
        if problems:
            raise BrokenReleaseError(f"the staged release fails its verification: {'; '.join(problems[:5])}")
        if any(gate.outcome is GateOutcome.BLOCKED for gate in manifest.gates):
            raise _block(staging, manifest)
        place = staging.path.rename(releases / version)
        sync_entry(releases)
        point_to(output, place, manifest)
    return Release(place, manifest)


def _block(staging: Staging, manifest: Manifest) -> BlockedError:
    """Keep a release aside, with a report of what it fails."""
    failed = [gate.line() for gate in manifest.gates if gate.outcome is GateOutcome.BLOCKED]
    aside = staging.output / BLOCKED / manifest.version
    aside.parent.mkdir(exist_ok=True)
    shutil.rmtree(aside, ignore_errors=True)
    staging.path.rename(aside)
    report = aside.with_name(f"{aside.name}.md")
    report.write_text("".join(f"- {line}\n" for line in failed), "utf-8")
    return BlockedError(f"{aside} was not published: {'; '.join(failed)}")


def point_to(output: Path, place: Path, manifest: Manifest) -> None:
    """Have `latest.json` name a release, in one step.

    Args:
        output: The folder that holds the releases.
        place: Folder of the release.
        manifest: Its manifest.
    """
    pointer = Latest(
        version=manifest.version,
        path=place.relative_to(output).as_posix(),
        schema_version=manifest.schema_version,
        created=manifest.run.created,
        coverage=manifest.coverage,
        content_hash=manifest.content_hash,
        manifest_sha256=file_sha256(place / MANIFEST),
        counts=manifest.counts,
    )
    replace_file(output / LATEST, pointer.to_json())
