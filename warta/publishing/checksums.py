"""`SHA256SUMS`: the checksum of every file, in the form that `sha256sum -c` reads."""

import hashlib
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

SUMS: Final = "SHA256SUMS"

_LINE: Final = re.compile(r"([0-9a-f]{64})  (.+)")


def file_sha256(path: Path) -> str:
    """SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def files_below(folder: Path) -> dict[str, Path]:
    """Every file below a folder, by its path from there, in the order of these paths.

    Raises:
        OSError: A folder cannot be read: what is in it would seem to be missing.
    """

    def refuse(error: OSError) -> None:
        raise error

    found: dict[str, Path] = {}
    for place, _, names in os.walk(folder, onerror=refuse):
        below = Path(place)
        inside = below.relative_to(folder).as_posix()
        found |= {name if inside == "." else f"{inside}/{name}": below / name for name in names}
    return dict(sorted(found.items()))


def format_sums(sums: Mapping[str, str]) -> str:
    """Lines of `SHA256SUMS` from the checksum of each path."""
    return "".join(f"{sha256}  {path}\n" for path, sha256 in sorted(sums.items()))


def parse_sums(text: str) -> dict[str, str]:
    """The checksum of each path in `SHA256SUMS`.

    Raises:
        ValueError: A line is not a checksum and a path, or a path comes twice.
    """
    sums: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), 1):
        found = _LINE.fullmatch(line)
        if not found:
            raise ValueError(f"line {number} is not a checksum and a path")
        if found[2] in sums:
            raise ValueError(f"line {number} names {found[2]} again")
        sums[found[2]] = found[1]
    return sums
