"""What the bytes of a file show of its compression, whatever its name says."""

from typing import Final

_BEGINNINGS: Final = {".gz": b"\x1f\x8b", ".zst": b"\x28\xb5\x2f\xfd"}


def true_ending(content: bytes) -> str:
    """The ending of files that begin so: `.gz`, `.zst`, or none where they are not compressed."""
    return next((ending for ending, begin in _BEGINNINGS.items() if content.startswith(begin)), "")
