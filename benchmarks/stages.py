"""Where the time of a build goes: `python -m benchmarks.stages FILE` prints CPU seconds per 1,000 pages.

The stages run one after the other in one process, without Prefect, in the order of the flow; the time of a
stage inside another counts for the inner one. CPU seconds are of all threads: they can be read on a machine
that does other work too.
"""

import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from pkgutil import resolve_name
from typing import Any, Final
from unittest.mock import patch

import polars as pl

from flows.origin import origin_of
from flows.shards import build_shard
from schemas.tables import TABLES
from warta.assembly.fates import decide
from warta.assembly.hashed import Hashed
from warta.assembly.merge import merge
from warta.assembly.shards import open_shard, page_keys
from warta.publishing import Part, Run, Staging, TableWriter, publish
from warta.publishing.writing import _PartWriter
from warta.reading.inputs import find
from warta.reading.pages import read
from warta.takedowns import Takedowns
from warta.terms import TextRelease

_INNER: Final = {
    "flows.shards.pages_of": "shards on disk",
    "flows.shards.put_records": "shards on disk",
    "flows.shards.clean": "clean",
    "flows.shards.extract": "facts",
    "flows.shards.make_records": "records",
    "flows.shards.validate_pages": "validate",
    "flows.shards.page_keys": "keys of pages",
    "warta.assembly.records.identify": "language",
    "warta.assembly.records.sign": "signatures",
    "warta.assembly.records.body_key": "signatures",
    "warta.assembly.fates.near_copies": "near copies",
    "warta.publishing.sealing.write_history": "history",
    "warta.publishing.release.seal": "seal",
    "warta.publishing.release.verify": "verify",
}


class _Clock:
    """CPU seconds by stage, each without those of the stages inside it."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = defaultdict(float)
        self._open = ["other"]
        self._since = time.process_time()

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        self._turn()
        self._open.append(name)
        try:
            yield
        finally:
            self._turn()
            self._open.pop()

    def timed(self, name: str, work: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(work)
        def timed(*given: Any, **named: Any) -> Any:
            with self.stage(name):
                return work(*given, **named)

        return timed

    def each(self, name: str, items: Iterator[Any]) -> Iterator[Any]:
        while True:
            with self.stage(name):
                item = next(items, None)
            if item is None:
                return
            yield item

    def _turn(self) -> None:
        now = time.process_time()
        self.spent[self._open[-1]] += now - self._since
        self._since = now


def main(path: str) -> None:
    """Build a release of the pages of a file and print what each stage took."""
    clock = _Clock()
    with ExitStack() as patches, tempfile.TemporaryDirectory(prefix="warta-bench-") as folder:
        writing = clock.timed("write", _written_at_once(_PartWriter.write))
        patches.enter_context(patch.object(_PartWriter, "write", writing))
        for place, name in _INNER.items():
            patches.enter_context(patch(place, clock.timed(name, resolve_name(place))))
        pages = _build(path, Path(folder), clock)
    print(f"{pages:,} pages; CPU seconds, and per 1,000 pages")
    spent = sorted(clock.spent.items(), key=lambda pair: -pair[1])
    for name, seconds in [*spent, ("all", sum(clock.spent.values()))]:
        print(f"{name:<20}{seconds:>9.2f}{1_000 * seconds / pages:>9.3f}", flush=True)


def _written_at_once(write: Callable[[_PartWriter, pl.DataFrame], None]) -> Callable[..., None]:
    """Wait for the threads that write, whose time would else be that of the next merge."""

    def written(writer: _PartWriter, frame: pl.DataFrame) -> None:
        write(writer, frame)
        writer._await()

    return written


def _build(path: str, output: Path, clock: _Clock) -> int:
    inputs = find([path]).inputs
    keys: list[pl.Series] = []
    unread: list[pl.DataFrame] = []
    folders: list[Path] = []
    parts: list[Part] = []
    with Staging(output) as staging:
        for shard in clock.each("read", read(inputs, 5_000)):
            with clock.stage("keys of pages"):
                keys.append(page_keys(shard.pages))
            unread.append(shard.rejects)
            folders.append(staging.scratch / f"{len(folders):05}")
            with clock.stage("shards on disk"):
                open_shard(folders[-1], shard.pages)
            build_shard(folders[-1], None, TextRelease.FULL)
        present = pl.concat(keys).to_frame()
        with clock.stage("decide"):
            fates = decide(folders, present, pl.concat(unread), Takedowns(), reject_copies=False)
        for table in TABLES:
            with TableWriter(staging.path, table) as writer:
                for rows in clock.each("merge", merge(folders, fates, table, staging.scratch)):
                    writer.write(rows.frame, rows.partition)
            parts += writer.parts
        with clock.stage("hashes of inputs"):
            described = origin_of(inputs, Hashed({}), {}, None).described({*fates.cleared["source_path"]})
        pages: int = present.height + sum(frame.height for frame in unread)
        with clock.stage("publish"):
            publish(staging, parts, Run(created=datetime.now(UTC), pages=pages, **described))
    return pages


if __name__ == "__main__":
    main(sys.argv[1])
