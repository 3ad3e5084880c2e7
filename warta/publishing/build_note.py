"""What a build notes of the release that it published, for the next build of the same output.

A note is a line of JSON (what it is of) and then the listing of all that the rows of the release follow from,
as Parquet.
"""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import polars as pl
from pydantic import BaseModel, ConfigDict

from warta.publishing.checksums import file_sha256
from warta.publishing.manifest import MANIFEST, Release, Sha256
from warta.publishing.placing import replace_file


@dataclass(frozen=True, slots=True)
class BuildNote:
    """What a release was made from, noted when it was verified and published.

    Attributes:
        manifest: SHA-256 of its manifest: where that is another now, the release was changed since.
        listing: All that its rows follow from, but for the program that made them.
    """

    manifest: str
    listing: pl.DataFrame

    def is_of(self, release: Release) -> bool:
        """Whether this is the note of a release as it is now."""
        return self.manifest == file_sha256(release.path / MANIFEST)


class _Head(BaseModel):
    """The first line of a note: what its listing is of, and the SHA-256 of the listing, which follows."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    manifest: Sha256
    made_by: str
    fingerprint: Sha256
    listing: Sha256


def was_made_from(path: Path, release: Release, fingerprint: str) -> bool:
    """Whether a release was made from inputs, code and configuration of this fingerprint, as its note says.

    The manifest alone cannot say so: it holds no hash of files that hold private data.

    Args:
        path: Where `write_build_note` wrote.
        release: The release.
        fingerprint: Names all that a release follows from.
    """
    try:
        with path.open("rb") as file:
            head = _Head.model_validate_json(file.readline())
    except (OSError, ValueError):
        return False
    return head.fingerprint == fingerprint and head.manifest == file_sha256(release.path / MANIFEST)


def read_build_note(
    path: Path, made_by: str, schema: pl.Schema, tell: Callable[[str], None]
) -> BuildNote | None:
    """What `write_build_note` wrote; null where it is not there, of another program or damaged.

    Args:
        path: Where.
        made_by: Names the program with its configuration and libraries.
        schema: That of the listing.
        tell: Is told when it is damaged.
    """
    if not path.exists():
        return None
    try:
        line, _, content = path.read_bytes().partition(b"\n")
        head = _Head.model_validate_json(line)
        if sha256(content).hexdigest() != head.listing:
            raise ValueError("its listing is not the one that was noted")
        listing = pl.read_parquet(BytesIO(content), schema=schema)
    except (OSError, ValueError, pl.exceptions.PolarsError) as error:
        tell(f"{path}: damaged, so that all is written again: {str(error).splitlines()[0]}")
        return None
    return BuildNote(head.manifest, listing) if head.made_by == made_by else None


def write_build_note(
    path: Path, release: Release, made_by: str, fingerprint: str, listing: pl.DataFrame
) -> None:
    """Note what the release that was just published was made from.

    Args:
        path: Where.
        release: The release.
        made_by: Names the program with its configuration and libraries.
        fingerprint: Names all that it follows from, files with private data included.
        listing: All that its rows follow from, but for the program.
    """
    content = BytesIO()
    listing.write_parquet(content, compression="lz4")
    head = _Head(
        manifest=file_sha256(release.path / MANIFEST),
        made_by=made_by,
        fingerprint=fingerprint,
        listing=sha256(content.getvalue()).hexdigest(),
    )
    replace_file(path, head.model_dump_json().encode() + b"\n" + content.getvalue())
