"""`warta build` and `warta serve`: the flow, run from the command line."""

import argparse
import json
import os
import shlex
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from flows.embedded import embed
from flows.sparing import end_at_once, imported
from warta.printable import tell
from warta.stopping import at_once
from warta.terms import TextRelease

if TYPE_CHECKING:
    from flows.build import Built


def build(options: argparse.Namespace) -> int:
    """Make a release and say where it is; returns the exit status."""
    waits = embed(elsewhere=bool(options.dask))
    end_at_once()
    with at_once(), imported():
        from httpx import TransportError
        from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings

        from flows.build import NothingToReleaseError
        from flows.build import build as flow
        from flows.progress import watched
        from flows.runners import task_runner
        from flows.shards import get_ready
        from flows.workers import cores
        from warta.assembly.furniture import NotFurnitureError
        from warta.assembly.state import has_state
        from warta.publishing import BlockedError, BrokenReleaseError, OutdatedError, gates
        from warta.takedowns import BrokenTakedownsError

    if not _is_sound(options):
        return 2
    known = [gate.name for gate in gates()]
    if unknown := {*options.accept_gate}.difference(known):
        tell(f"--accept-gate: no such gate: {', '.join(sorted(unknown))}; there are: {', '.join(known)}")
        return 2
    # Shards on a cluster are built where their tasks run.
    workers = 1 if options.dask else options.workers or cores()
    try:
        runner = task_runner(workers, options.dask)
    except ModuleNotFoundError as error:
        tell(f"--dask: {error}: install warta[dask]")
        return 2
    if waits and has_state(Path(options.output)):
        # What is new is mostly little, and made by this process; many pages are made by others beside it.
        with at_once():
            get_ready()
    try:
        # Nobody watches the heart of a single build, and its last beat takes a second.
        with watched(), temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
            built = flow.with_options(task_runner=runner)(
                options.paths,
                options.output,
                options.shard_size,
                options.reject_copies,
                options.furniture,
                options.accept_gate,
                TextRelease(options.text_release),
                options.work,
                workers,
            )
    except (
        NothingToReleaseError,
        NotFurnitureError,
        BlockedError,
        BrokenReleaseError,
        BrokenTakedownsError,
        OutdatedError,
    ) as error:
        tell(f"warta: {error}")
        return 1
    except TransportError as error:
        tell(f"warta: Prefect, which runs beside a build, has ended: {error}")
        tell(f"       is there room for it in {os.environ['PREFECT_HOME']}?")
        return 1
    _tell(built)
    return 0


def _is_sound(options: argparse.Namespace) -> bool:
    """Whether the options that builds and schedules share can be meant; says why not."""
    return _can_be_named(options) and _has_place(options) and _has_furniture(options)


def _can_be_named(options: argparse.Namespace) -> bool:
    """Whether Prefect, which is told them as JSON, can be told the paths; says which it cannot."""
    for path in (*options.paths, options.output, options.work, options.furniture):
        try:
            (path or "").encode()
        except UnicodeEncodeError:
            tell(f"{path}: this name is not UTF-8: name the folder that holds it")
            return False
    return True


def _has_place(options: argparse.Namespace) -> bool:
    """Whether releases can live where they are to go; says why not."""
    from warta.publishing import StoreError
    from warta.publishing.stores import check_place

    try:
        check_place(options.output, options.work)
    except StoreError as error:
        tell(f"warta: {error}")
        return False
    return True


def _has_furniture(options: argparse.Namespace) -> bool:
    """Whether the file of furniture is there, if one is named; says where it is not."""
    if options.furniture is None or Path(options.furniture).is_file():
        return True
    tell(f"{options.furniture}: no such file")
    return False


def _tell(built: "Built") -> None:
    counts = built.release.manifest.counts
    if not built.is_new:
        print(f"Nothing new: {built.place} is already the release of these pages.")
    print(f"Release   {built.place}")
    print(f"Pages     {counts.pages:,} = {counts.in_words()}")
    program = f'import warta; print(warta.load("articles", {json.dumps(built.place, ensure_ascii=False)}))'
    print(f"Load it   {shlex.quote(_python())} -c {shlex.quote(program)}")


def _python() -> str:
    """This very Python, as it is called from here: `python` is mostly another, which has no `warta`."""
    ours, called = Path(sys.executable), shutil.which("python")
    if called and Path(called).parent == ours.parent:
        return "python"
    return str(ours.relative_to(Path.cwd()) if ours.is_relative_to(Path.cwd()) else ours)


def serve(options: argparse.Namespace) -> int:
    """Serve the flow on a schedule until stopped; returns the exit status."""
    with at_once():
        from httpx import TransportError
        from prefect.client.schemas.schedules import CronSchedule
        from prefect.settings import PREFECT_API_URL

        from flows.build import build as flow
        from warta.reading.inputs import find

    if not PREFECT_API_URL.value():
        tell("warta: no Prefect server is set: start one with `prefect server start` and")
        tell("       set PREFECT_API_URL=http://127.0.0.1:4200/api")
        return 2
    if not _is_sound(options):
        return 2
    try:
        if options.cron:
            CronSchedule(cron=options.cron)
    except ValueError:
        tell(f'--cron: {options.cron!r} is no schedule: write "0 5 * * *"')
        return 2
    for problem in find(options.paths).problems:  # may be there when the first run is
        tell(problem)
    try:
        flow.serve(
            name=options.name,
            cron=options.cron,
            interval=options.every,
            parameters={
                "paths": [str(Path(path).absolute()) for path in options.paths],
                "output": options.output if "://" in options.output else str(Path(options.output).absolute()),
                "work": options.work and str(Path(options.work).absolute()),
                "shard_size": options.shard_size,
                "reject_copies": options.reject_copies,
                "furniture": options.furniture and str(Path(options.furniture).absolute()),
                "text_release": options.text_release,
            },
            limit=1,
            print_starting_message=True,
        )
    except TransportError as error:
        tell(f"warta: no Prefect server answers at {PREFECT_API_URL.value()}: {error}")
        return 1
    return 0
