"""The flow that makes a release: read the pages, build the shards, merge and publish them."""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import BrokenExecutor, Executor, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from hashlib import sha256
from itertools import chain, islice
from pathlib import Path
from typing import Final

import polars as pl
from prefect import flow, runtime, task
from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.futures import PrefectFuture, as_completed

from flows.interrupts import unheard
from flows.origin import Origin, origin_of
from flows.progress import watcher
from flows.runners import task_runner
from flows.shards import Receipt, build_shard
from flows.workers import processes
from schemas.tables import TABLES
from warta.assembly.arrivals import Arrivals, arrived, file_names, together
from warta.assembly.fates import Fates, decide
from warta.assembly.fingerprint import describe_inputs
from warta.assembly.furniture import read_furniture
from warta.assembly.hashed import Hashed
from warta.assembly.listing import LISTING, compared, listing, same_partitions
from warta.assembly.merge import merge
from warta.assembly.shards import open_shard, page_keys
from warta.assembly.state import State, build_note_at, hashed_at, kept_state
from warta.printable import counted
from warta.publishing import (
    BuildNote,
    Part,
    Release,
    Run,
    Staging,
    TableWriter,
    latest,
    publish,
    read_build_note,
    rows_of,
    take_over,
    was_made_from,
    write_build_note,
)
from warta.publishing.stores import open_store
from warta.reading.inputs import Input, find
from warta.reading.pages import Telling, read
from warta.takedowns import Takedowns, read_takedowns
from warta.terms import TextRelease

_FURNITURE: Final = "furniture.parquet"
_TABLES_AT_ONCE: Final = 2
"""Tables that are written at the same time: libraries do the work, which do not wait for Python's lock."""


class NothingToReleaseError(Exception):
    """The pages hold no article, or there are none."""


@dataclass(frozen=True, slots=True)
class Built:
    """What a build ended with.

    Attributes:
        release: The latest release.
        place: Where readers find it.
        is_new: False where it was already that of these pages.
    """

    release: Release
    place: str
    is_new: bool


@flow(name="warta-build", task_runner=task_runner(1, None))
def build(
    paths: list[str],
    output: str = "output",
    shard_size: int = 2_500,
    reject_copies: bool = False,
    furniture: str | None = None,
    accept_gates: Sequence[str] = (),
    text_release: TextRelease = TextRelease.FULL,
    work: str | None = None,
    workers: int = 1,
) -> Built:
    """Make a release of the pages under `paths`, unless the latest release is already that.

    Args:
        paths: Files, folders and globs of raw pages.
        output: Where the releases live: a folder, or `s3://bucket/prefix`.
        shard_size: Pages that a task works on, at most; the release does not depend on it.
        reject_copies: List exact copies as rejects instead of in the table `duplicates`.
        furniture: File of `warta learn` with the lines that are furniture of their sites.
        accept_gates: Names of gates (`warta/publishing/gates.toml`) that the release may fail.
        text_release: What may be published of texts whose outlet has no entry (`warta/rights/outlets.toml`).
        work: Folder in which a release for a bucket is made; by default one in the user's cache.
        workers: Processes that build shards at the same time, where there is more than one shard to build.

    Raises:
        BlockedError: The release fails a gate; it is kept aside and the latest release stays what it was.
        NothingToReleaseError: No page could be read, or none holds an article.
        NotFurnitureError: `furniture` is no file of `warta learn`.
        CannotWriteError: The output cannot be written; the latest release stays what it was.
        BrokenReleaseError: What `latest.json` names is damaged.
        BrokenTakedownsError: What was taken down cannot be read.
        OutdatedError: More was taken down while the release was made.
        StoreError: Where the releases live cannot be reached, or another build is at work there.
    """
    found = find(paths)
    for problem in found.problems:
        watcher().line(problem)
    if not found.inputs:
        raise NothingToReleaseError("no page could be read")
    learned = Path(furniture).read_bytes() if furniture else None
    if furniture:
        read_furniture(Path(furniture))  # before any work is done
    configuration = {
        "reject_copies": reject_copies,
        "furniture": learned and sha256(learned).hexdigest(),
        "text_release": text_release.value,
    }
    with open_store(output, work) as store:
        store.prepare(watcher().step)
        takedowns = read_takedowns(store.folder)
        hashed = Hashed.read(hashed_at(store.folder), watcher().line)
        origin = origin_of(found.inputs, hashed, configuration, takedowns.digest)
        before = latest(store.folder)
        if before and _is_made_from(before, store.folder, origin):
            return Built(before, store.place_of(before), is_new=False)
        with Staging(store.folder) as staging:
            if learned:
                (staging.scratch / _FURNITURE).write_bytes(learned)
            with kept_state(store.folder, origin.made_by, staging.scratch, watcher().line) as state:
                hashed.write(hashed_at(store.folder))
                arrivals = _build_shards(
                    found.inputs, origin, state, staging.scratch, shard_size, text_release, workers
                )
                release = publish_shards(
                    staging, state, arrivals, origin, takedowns, reject_copies, accept_gates
                )
                state.tidy(arrivals.pages["page"], staging.scratch)
                arrivals.of(arrivals.files, state.known).write(state.arrivals)
        store.publish(release, watcher().step)
        is_new = release.manifest.run.flow_run == runtime.flow_run.id
        built = Built(release, store.place_of(release), is_new)
    _describe(built)
    return built


def _is_made_from(release: Release, output: Path, origin: Origin) -> bool:
    """Whether a release is what its origin gives; one that was purged is not any more."""
    if release.manifest.purged:
        return False
    if release.manifest.run.fingerprint == origin.fingerprint:
        return True
    return was_made_from(build_note_at(output, origin.made_by), release, origin.fingerprint)


def _build_shards(
    inputs: Sequence[Input],
    origin: Origin,
    state: State,
    scratch: Path,
    shard_size: int,
    text_release: TextRelease,
    workers: int,
) -> Arrivals:
    """Read the pages of new files, and build shards of those that the state does not know meanwhile."""
    names = file_names(inputs, origin.files)
    before = Arrivals.read(state.arrivals, watcher().line).of(names.values(), state.known)
    for line in before.lines():
        watcher().line(line)
    waiting = [item for item in inputs if names.get(item.name) not in before.files]
    furniture = scratch / _FURNITURE
    learned = furniture if furniture.exists() else None
    parts = [before]
    opened = _open_shards(waiting, names, state, scratch, shard_size, parts)
    first = list(islice(opened, 2))
    with processes(workers if len(first) > 1 else 1) as pool:
        building: dict[PrefectFuture[Receipt], Path] = {
            build_one.submit(folder, learned, text_release, pool): folder for folder in chain(first, opened)
        }
        for done, future in enumerate(as_completed(list(building)), 1):
            future.result()
            state.add(building[future])
            watcher().step("shards cleaned", done, len(building))
    still = file_names(waiting, describe_inputs(waiting, Hashed({})))
    arrivals = together(parts, before.files | {*names.values()} & {*still.values()})
    if not arrivals.count:
        raise NothingToReleaseError("no page could be read")
    return arrivals


def _open_shards(
    inputs: Sequence[Input],
    names: Mapping[str, str],
    state: State,
    scratch: Path,
    shard_size: int,
    parts: list[Arrivals],
) -> Iterator[Path]:
    """Read pages, add what they are to `parts`, and put those that are new into the folders of shards."""
    opened, read_so_far, telling = 0, sum(part.count for part in parts), Telling()
    for shard in read(inputs, shard_size):
        keys = page_keys(shard.pages)
        parts.append(arrived(shard, keys, names))
        read_so_far += shard.size
        watcher().step("pages read", read_so_far)
        for line in telling.lines(shard.rejects, (line for _, line in shard.notices)):
            watcher().line(line)
        new = shard.pages.filter(~keys.is_in(state.known.implode()))
        if new.height:
            folder = scratch / f"shard-{opened:05}"
            opened += 1
            open_shard(folder, new)
            yield folder
    for line in telling.rest():
        watcher().line(line)
    watcher().step("pages read", read_so_far, read_so_far)


@task(name="shard", retries=2, retry_delay_seconds=1, cache_policy=NO_CACHE)
def build_one(
    folder: Path, furniture: Path | None, text_release: TextRelease, pool: Executor | None
) -> Receipt:
    """Build one shard, in a process of the pool or here. It may run again: it writes the same files."""
    if not pool:
        return build_shard(folder, furniture, text_release)
    try:
        with unheard():
            done = pool.submit(build_shard, folder, furniture, text_release)
        return done.result()
    except BrokenExecutor as error:
        raise ChildProcessError(
            "a process that builds shards was killed: fewer --workers need less memory"
        ) from error


@task(name="publish", cache_policy=NO_CACHE)
def publish_shards(
    staging: Staging,
    state: State,
    arrivals: Arrivals,
    origin: Origin,
    takedowns: Takedowns,
    reject_copies: bool,
    accept_gates: Sequence[str],
) -> Release:
    """Merge the shards, write the tables and publish them."""
    watcher().step("pages compared", 0)
    fates = _decide(staging, state, arrivals, takedowns, reject_copies)
    watcher().step("pages compared", arrivals.count, arrivals.count)
    listed = listing(fates.articles, fates.ledgers, fates.withholding)
    made_by = f"{origin.made_by} {origin.tools}"
    noted = read_build_note(state.build_note, made_by, LISTING, watcher().line)
    parts = _write_tables(staging, state.shards, fates, listed, noted)
    run = Run(
        created=datetime.now(UTC),
        pages=arrivals.count,
        flow_run=runtime.flow_run.id,
        **origin.described({*fates.cleared["source_path"], *arrivals.unread["source_path"]}),
    )
    watcher().step("files verified", 0)
    renamed = fates.cleared.drop_nulls("read_id").select("read_id", "article_id")
    release = publish(
        staging,
        parts,
        run,
        accepted=accept_gates,
        noted=noted,
        renamed=dict(renamed.iter_rows()),
        is_made=partial(_is_made_from, output=staging.output, origin=origin),
    )
    files = len(release.manifest.files)
    watcher().step("files verified", files, files)
    write_build_note(state.build_note, release, made_by, origin.fingerprint, listed)
    return release


def _decide(
    staging: Staging, state: State, arrivals: Arrivals, takedowns: Takedowns, reject_copies: bool
) -> Fates:
    """Decide what becomes of the pages; what was taken down is forgotten, whatever stops the build then."""
    nothing = f"none of {counted(arrivals.count, 'page')} holds an article"
    pages = arrivals.pages
    if pages.is_empty():
        raise NothingToReleaseError(nothing)
    fates = decide(state.shards, pages, arrivals.unread, takedowns, reject_copies=reject_copies)
    state.forget(fates.taken_down, staging.scratch)
    if fates.articles.is_empty():
        taken = len(fates.taken_down)
        but = f" but what is taken down ({counted(taken, 'page')})" if taken else ""
        raise NothingToReleaseError(nothing + but)
    return fates


def _write_tables(
    staging: Staging, shards: Sequence[Path], fates: Fates, listed: pl.DataFrame, noted: BuildNote | None
) -> list[Part]:
    """Write the tables of a release, or take over what is the same in the last one.

    Args:
        staging: Where they are written.
        shards: The folders of the shards.
        fates: What becomes of the pages.
        listed: What the rows of the release follow from (`warta.assembly.listing.LISTING`).
        noted: What was noted of the last release, if it was made by this program.
    """
    tell, last = watcher().line, latest(staging.output)
    before, kept = None, {}
    if last and noted and noted.is_of(last):
        before = compared(listed, noted.listing, partial(rows_of, last, tell=tell))
        kept = take_over(last, same_partitions(listed, before), staging.path, tell)
    standing = [part for parts in kept.values() for part in parts]

    def write(table: str) -> list[Part]:
        with TableWriter(staging.path, table, standing) as writer:
            for rows in merge(shards, fates, table, staging.scratch, kept, before):
                writer.write(rows.frame, rows.partition)
        return writer.parts

    parts: list[Part] = []
    with ThreadPoolExecutor(_TABLES_AT_ONCE) as pool:
        for written, made in enumerate(pool.map(write, TABLES), 1):
            parts += made
            watcher().step("tables written", written, len(TABLES))
    return parts


def _describe(built: Built) -> None:
    """Leave what became of the pages with Prefect, for whoever watches its runs."""
    manifest = built.release.manifest
    counts, reasons = manifest.counts, manifest.reasons
    create_markdown_artifact(
        key="warta-release",
        markdown=f"**{manifest.version}**: {counted(counts.pages, 'page')} = {counts.in_words()}"
        f"\n\n`{built.place}`",
    )
    rejects = [{"reason": reason, "pages": pages} for reason, pages in reasons.items()]
    create_table_artifact(key="warta-rejects", table=rejects)
