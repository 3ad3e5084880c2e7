"""Tables to a release that can be checked from its files alone.

    with Staging(output) as staging:
        parts = []
        for name in TABLES:
            with TableWriter(staging.path, name) as writer:
                for month, frame in …:  # sorted as the table is, in chunks of any size
                    writer.write(frame, month)  # `None` for a table without partitions
            parts += writer.parts
        release = publish(staging, parts, Run(created=…, pages=…, …))

A writer takes frames with exactly the columns and types of `schemas.frames.polars_schema`; `conform`
brings a frame there. Writers are independent of each other and parts can be pickled, so tables may be written
by several processes. `staging.scratch` is for what a build needs on its way. `publish` gives the release its
version, describes and verifies it, renames it into place and replaces `latest.json` last; until then `latest`
gives the release before. Where the output cannot be written, all of them raise `CannotWriteError`.
"""

from warta.publishing.build_note import BuildNote, read_build_note, was_made_from, write_build_note
from warta.publishing.changes import diff
from warta.publishing.delta import apply_delta, write_delta
from warta.publishing.errors import (
    BlockedError,
    BrokenReleaseError,
    BusyError,
    CannotWriteError,
    OutdatedError,
    StoreError,
)
from warta.publishing.gates import gates
from warta.publishing.keeping import rows_of, take_over
from warta.publishing.manifest import Code, Counts, Input, Latest, Manifest, Release, Run
from warta.publishing.purging import Purged, purge
from warta.publishing.release import latest, publish
from warta.publishing.staging import Staging
from warta.publishing.taking_down import TakenDown, take_down
from warta.publishing.tracing import trace
from warta.publishing.verification import verify
from warta.publishing.writing import Part, TableWriter

__all__ = [
    "BlockedError",
    "BrokenReleaseError",
    "BuildNote",
    "BusyError",
    "CannotWriteError",
    "Code",
    "Counts",
    "Input",
    "Latest",
    "Manifest",
    "OutdatedError",
    "Part",
    "Purged",
    "Release",
    "Run",
    "Staging",
    "StoreError",
    "TableWriter",
    "TakenDown",
    "apply_delta",
    "diff",
    "gates",
    "latest",
    "publish",
    "purge",
    "read_build_note",
    "rows_of",
    "take_down",
    "take_over",
    "trace",
    "verify",
    "was_made_from",
    "write_build_note",
    "write_delta",
]
