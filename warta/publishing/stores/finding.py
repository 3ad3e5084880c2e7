"""Which release is at a place: the one that `latest.json` names, or the place itself."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from warta.publishing.errors import BrokenReleaseError
from warta.publishing.manifest import MANIFEST, Latest, Manifest, faults_of
from warta.publishing.release import LATEST
from warta.publishing.stores.files import in_folder
from warta.publishing.stores.sources import Source, read_small


@dataclass(frozen=True, slots=True)
class Found:
    """A release that was found.

    Attributes:
        source: Where.
        folder: Its folder there; empty where the source is the folder of the release.
        content: `manifest.json`, byte for byte.
        manifest: The same, read.
    """

    source: Source
    folder: str
    content: bytes
    manifest: Manifest

    @property
    def manifest_sha256(self) -> str:
        """SHA-256 of `manifest.json`: names the release and every byte of it."""
        return hashlib.sha256(self.content).hexdigest()

    @property
    def local(self) -> Path | None:
        """Its folder on this machine, if it is there."""
        return self.source.folder / self.folder if self.source.folder else None

    def path_of(self, path: str) -> str:
        """Where a file of the release is in the source."""
        return f"{self.folder}/{path}" if self.folder else path


def latest_at(source: Source) -> Latest | None:
    """What `latest.json` says; null where there is none.

    Raises:
        BrokenReleaseError: It is damaged.
        StoreError: It cannot be read.
    """
    content = read_small(source, LATEST)
    try:
        return Latest.from_json(content) if content is not None else None
    except ValidationError as error:
        raise BrokenReleaseError(f"{source.where}: {LATEST}: {faults_of(error)[0]}") from error


def find_release(source: Source) -> Found:
    """The latest release of an output, or the release whose folder the source is.

    Raises:
        BrokenReleaseError: There is none, or its manifest is damaged or not the one that was named.
        StoreError: It cannot be read.
    """
    latest = latest_at(source)
    folder = latest.path if latest else ""
    name = f"{folder}/{MANIFEST}" if folder else MANIFEST
    content = read_small(source, name)
    if content is None:
        missing = name if latest else f"neither {LATEST} nor {MANIFEST}"
        raise BrokenReleaseError(f"{source.where} holds no release: {missing} is there")
    try:
        found = Found(source, folder, content, Manifest.from_json(content))
    except ValidationError as error:
        raise BrokenReleaseError(f"{source.where}: {name}: {faults_of(error)[0]}") from error
    if latest and found.manifest_sha256 != latest.manifest_sha256:
        raise BrokenReleaseError(f"{source.where}: {name} is not the file that {LATEST} names")
    return found


def release_in(folder: Path) -> Path:
    """The folder of the latest release of an output on this machine; any other folder as it is.

    Raises:
        BrokenReleaseError: `latest.json` is damaged, or the release is not the one that it names.
        StoreError: They cannot be read.
    """
    if not (folder / LATEST).exists():
        return folder
    return folder / find_release(in_folder(str(folder))).folder
