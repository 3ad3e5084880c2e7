"""A bucket that is filled from a folder: every file of a release first, then `latest.json`.

A build makes its release in the folder, where it is verified; then each file is written to the bucket, read
back and compared, and `latest.json` is replaced last. Only then do readers see it. What a killed build had
begun is named by its claim (`claims`): it is finished when its release is still in the folder and still
follows the latest, else deleted. Of two builds at once the second is told so and publishes nothing.
"""

import hashlib
import shutil
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import Final
from uuid import uuid4

from pydantic import JsonValue

from warta.publishing.checksums import file_sha256, files_below
from warta.publishing.errors import BrokenReleaseError, StoreError, writing_to
from warta.publishing.manifest import MANIFEST, Latest, Release
from warta.publishing.release import LATEST, latest, point_to
from warta.publishing.staging import RELEASES
from warta.publishing.stores.claims import Claim, claimed
from warta.publishing.stores.download import Tell, download
from warta.publishing.stores.files import Files
from warta.publishing.stores.finding import find_release, latest_at
from warta.publishing.stores.work import check_bucket, note_bucket
from warta.takedowns import TAKEDOWNS, read_takedowns

_AT_ONCE: Final = 8
_ATTEMPTS: Final = 3
"""How often a file is written that is another when it is read back."""
_FETCHED: Final = ".fetched"
_BUILDER: Final = ".builder"


class Bucket:
    """A place on S3, and the folder in which its releases are made.

    Attributes:
        folder: An output whose latest release is that of the bucket, or the next one.
    """

    def __init__(self, files: Files, folder: Path) -> None:
        self._files = files
        self.folder = folder

    def prepare(self, tell: Tell) -> None:
        """Have the bucket's latest release in the folder; finish first what a killed build had begun."""
        check_bucket(self.folder, self._files.where)
        self._bring(tell)
        here = self._here()
        if here:
            note_bucket(self.folder, self._files.where)
        if here and _taken_down(here) and not (self.folder / TAKEDOWNS).exists():
            raise StoreError(
                f"{self._files.where} is without what was taken down, and {self.folder / TAKEDOWNS},"
                " which says what, is not there: put it back"
            )

    def _bring(self, tell: Tell) -> None:
        here, there = self._here(), latest_at(self._files)
        if here and not _is_same(here, there):
            # What was taken down since must not be shown.
            is_current = _taken_down(here) == read_takedowns(self.folder).digest
            if is_current and here.manifest.previous == (there.version if there else None):
                self.publish(here, tell)
                return
            if there is None:
                raise StoreError(
                    f"{self._files.where} holds no release, but {self.folder} follows one:"
                    " delete its latest.json and releases to begin anew"
                )
        if there and not (here and _is_same(here, there)):
            self._fetch(tell)

    def publish(self, release: Release, tell: Tell) -> None:
        """Write a release to the bucket, compare it, and name it in `latest.json`."""
        with claimed(self._files, self._builder(), release.manifest.version) as claim:
            note_bucket(self.folder, self._files.where)  # the claim is in it: its name is not mistyped
            there = latest_at(self._files)
            if not _is_same(release, there):
                if release.manifest.previous != (there.version if there else None):
                    claim.release()
                    raise StoreError(
                        f"{release.manifest.version} was not published: {self._files.where} has another"
                        " release meanwhile; build again to follow it"
                    )
                self._write(release, claim, tell)
                claim.confirm()
                self._settle(LATEST, self.folder / LATEST)
            claim.release()
        self._forget_others(release)

    def place_of(self, release: Release) -> str:
        """Where a release stands in the bucket."""
        return f"{self._files.where}/{RELEASES}/{release.manifest.version}"

    def _here(self) -> Release | None:
        """The folder's latest release; null also where a killed build left it damaged: the bucket has it."""
        try:
            return latest(self.folder)
        except BrokenReleaseError:
            return None

    def _write(self, release: Release, claim: Claim, tell: Tell) -> None:
        """Have exactly the files of a release in its place, the manifest last."""
        folder = f"{RELEASES}/{release.manifest.version}"
        files = files_below(release.path)
        there = self._files.below(folder).keys()
        for stray in there - files.keys():
            self._files.delete(f"{folder}/{stray}")
        last = files.pop(MANIFEST)
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            writing = [
                pool.submit(self._settle, f"{folder}/{path}", file, begun=path in there)
                for path, file in files.items()
            ]
            try:
                for done, each in enumerate(as_completed(writing), 1):
                    each.result()
                    claim.renew()
                    tell("files uploaded", done, len(files))
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                raise
        self._settle(f"{folder}/{MANIFEST}", last)

    def _settle(self, path: str, file: Path, *, begun: bool = False) -> None:
        """Have a file in the bucket, byte for byte; one that a killed build had begun may be whole.

        Raises:
            StoreError: It cannot be written, or is other when it is read back.
        """
        wanted = file_sha256(file)
        if begun and self._files.sha256(path) == wanted:
            return
        for _ in range(_ATTEMPTS):
            self._files.put(path, file)
            if self._files.sha256(path) == wanted:
                return
        raise StoreError(f"{self._files.where}/{path}: read back, it is not what was written")

    def _fetch(self, tell: Tell) -> None:
        """Replace the folder's latest release by the bucket's."""
        found = find_release(self._files)
        fetched = self.folder / _FETCHED / found.manifest_sha256
        if problems := download(found, fetched, found.manifest.files, tell):
            raise BrokenReleaseError(f"{self._files.where}: {'; '.join(problems[:5])}")
        place = self.folder / RELEASES / found.manifest.version
        with writing_to(place):
            place.parent.mkdir(exist_ok=True)
            shutil.rmtree(place, ignore_errors=True)
            fetched.rename(place)
            shutil.rmtree(fetched.parent)
            point_to(self.folder, place, found.manifest)
        self._forget_others(Release(place, found.manifest))

    def _forget_others(self, release: Release) -> None:
        """Keep but one release in the folder: the bucket has them all."""
        for path in (self.folder / RELEASES).iterdir():
            if path != release.path:
                shutil.rmtree(path)

    def _builder(self) -> str:
        """A name for whoever builds in this folder, the same from build to build."""
        path = self.folder / _BUILDER
        with writing_to(path):
            if not path.exists():
                fresh = path.with_name(f"{_BUILDER}.new")
                fresh.write_text(uuid4().hex, "utf-8")
                fresh.rename(path)
            return path.read_text("utf-8")


def _taken_down(release: Release) -> JsonValue:
    """Names all that was taken down when a release was made; null where nothing was."""
    return release.manifest.run.configuration.get("takedowns")


def _is_same(release: Release, named: Latest | None) -> bool:
    manifest = (release.path / MANIFEST).read_bytes()
    return named is not None and hashlib.sha256(manifest).hexdigest() == named.manifest_sha256
