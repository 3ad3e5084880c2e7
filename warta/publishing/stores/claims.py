"""One build at a time writes to a bucket, and what a killed one had begun is known.

Before a build writes, it puts a claim beside the releases, `.building/<builder>.json`, which names the
version it makes; then it lists the claims, and goes on only if it sees no living one but its own. S3 shows to
every reader what was written before: of two builds that begin together at least one sees the other. A claim
that was not renewed for a quarter of an hour, by the clock of the store, is that of a dead build, and so is
the builder's own of an earlier run. The files of the version that it names are deleted, unless `latest.json`
names it or it is the version that is written again.
"""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Final

import orjson

from warta.publishing.errors import StoreError
from warta.publishing.staging import RELEASES
from warta.publishing.stores.files import Files
from warta.publishing.stores.finding import latest_at
from warta.publishing.stores.sources import read_small
from warta.publishing.versions import VERSION

_CLAIMS: Final = ".building"
_DEAD: Final = timedelta(minutes=15)
_RENEWED: Final = timedelta(minutes=1)


def _path(builder: str) -> str:
    return f"{_CLAIMS}/{builder}.json"


class Claim:
    """A builder's right to write, while it is renewed."""

    def __init__(self, files: Files, builder: str, version: str) -> None:
        self._files = files
        self._path = _path(builder)
        self._content = orjson.dumps({"version": version})
        self._renewed = 0.0
        self._put()

    def renew(self) -> None:
        """Renew the claim when it is time.

        Raises:
            StoreError: Another build has taken over.
        """
        if time.time() - self._renewed > _RENEWED.total_seconds():
            self.confirm()
            self._put()

    def confirm(self) -> None:
        """Make sure that the claim still holds.

        Raises:
            StoreError: Another build has taken over, or may have: the claim was not renewed in time.
        """
        late = time.time() - self._renewed > _DEAD.total_seconds() / 2
        if late or read_small(self._files, self._path) != self._content:
            raise StoreError(f"{self._files.where}: this build stood still, and another may have taken over")

    def release(self) -> None:
        """Let others write."""
        self._files.delete(self._path)

    def _put(self) -> None:
        now = time.time()
        self._files.put(self._path, self._content)
        self._renewed = now


@contextmanager
def claimed(files: Files, builder: str, version: str) -> Iterator[Claim]:
    """The right to write a version, which stays until it is released: an error leaves it for the next build.

    Raises:
        StoreError: Another build is writing.
    """
    own = _path(builder)
    begun = _version_of(files, own)
    if begun != version:
        _clear(files, begun)
    claim = Claim(files, builder, version)
    claims = files.below(_CLAIMS)
    mine = claims[f"{builder}.json"].mtime
    for name, info in claims.items():
        other = f"{_CLAIMS}/{name}"
        if other == own:
            continue
        if mine - info.mtime < _DEAD:
            claim.release()
            raise StoreError(f"{files.where}: another build is publishing: build again when it is done")
        _clear(files, _version_of(files, other))
        files.delete(other)
    yield claim


def _version_of(files: Files, claim: str) -> str | None:
    """The version that a claim names; null where there is no such claim, or it names none."""
    content = read_small(files, claim)
    if content is None:
        return None
    try:
        version = orjson.loads(content)["version"]
    except (ValueError, KeyError, TypeError):
        return None
    return version if isinstance(version, str) and re.fullmatch(VERSION, version) else None


def _clear(files: Files, version: str | None) -> None:
    """Delete what a dead build wrote of a version, unless readers were shown it."""
    latest = latest_at(files)
    if version and not (latest and latest.version == version):
        files.delete_below(f"{RELEASES}/{version}")
