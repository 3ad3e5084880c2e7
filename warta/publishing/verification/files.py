"""Whether the files of a release are those that its manifest and its checksums list."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from schemas.tables import PUBLISHED
from warta.publishing.changes import CHANGES, CHANGES_IN_WORDS
from warta.publishing.checksums import SUMS, parse_sums
from warta.publishing.citation import CITATION
from warta.publishing.croissant import CROISSANT
from warta.publishing.datapackage import DATA_PACKAGE
from warta.publishing.describing import CARD, schema_path
from warta.publishing.manifest import MANIFEST, Manifest

NEEDED: Final = (
    CARD,
    CHANGES,
    CHANGES_IN_WORDS,
    CITATION,
    CROISSANT,
    DATA_PACKAGE,
    *(schema_path(name) for name in (*PUBLISHED, "changes")),
)
"""Files without which a release is not whole, beside those of its tables."""


def check_files(release: Path, manifest: Manifest, found: Mapping[str, tuple[int, str]]) -> list[str]:
    """Compare what is there with the manifest and `SHA256SUMS`.

    Args:
        release: Folder of the release.
        manifest: Its manifest.
        found: Bytes and SHA-256 of every file that is there, by its path.
    """
    return [
        *_against_manifest(manifest, found),
        *_against_sums(release, found),
    ]


def _against_manifest(manifest: Manifest, found: Mapping[str, tuple[int, str]]) -> list[str]:
    listed = {file.path: file for file in manifest.files}
    problems = []
    if len(listed) < len(manifest.files):
        problems.append(f"{MANIFEST}: files: a path is listed twice")
    problems += [f"{path}: not in {MANIFEST}" for path in found.keys() - listed.keys() - {MANIFEST, SUMS}]
    problems += [f"{path}: not in {MANIFEST}" for path in NEEDED if path not in listed and path not in found]
    for path, file in listed.items():
        if path not in found:
            problems.append(f"{path}: missing")
            continue
        size, sha256 = found[path]
        if size != file.bytes:
            problems.append(f"{path}: {size} bytes, {MANIFEST} says {file.bytes}")
        if sha256 != file.sha256:
            problems.append(f"{path}: its SHA-256 is not that of {MANIFEST}")
    return sorted(problems)


def _against_sums(release: Path, found: Mapping[str, tuple[int, str]]) -> list[str]:
    try:
        sums = parse_sums((release / SUMS).read_text("utf-8"))
    except OSError as error:
        return [f"{SUMS}: {error.strerror}"]
    except ValueError as error:
        return [f"{SUMS}: {error}"]
    there = found.keys() - {SUMS}
    problems = [f"{path}: not in {SUMS}" for path in there - sums.keys()]
    problems += [f"{path}: in {SUMS}, but missing" for path in sums.keys() - there]
    problems += [
        f"{path}: its SHA-256 is not that of {SUMS}"
        for path in there & sums.keys()
        if sums[path] != found[path][1]
    ]
    return sorted(problems)
