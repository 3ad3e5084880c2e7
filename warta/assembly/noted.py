"""What a build notes for the next, each below its SHA-256: whatever happened to it since is known."""

import hashlib
from pathlib import Path

from warta.assembly.shards import writing_to


def write_note(path: Path, content: bytes) -> None:
    """Note something, in one step.

    Raises:
        OSError: It cannot be written; names the file.
    """
    fresh = path.with_suffix(".new")
    with writing_to(path):
        fresh.write_bytes(hashlib.sha256(content).hexdigest().encode() + b"\n" + content)
        fresh.replace(path)


def read_note(path: Path) -> bytes | None:
    """What was noted; null where nothing was.

    Raises:
        ValueError: It is not what was noted.
        OSError: It cannot be read.
    """
    if not path.exists():
        return None
    digest, _, content = path.read_bytes().partition(b"\n")
    if hashlib.sha256(content).hexdigest().encode() != digest:
        raise ValueError("not what was noted")
    return content
