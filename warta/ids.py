"""The name of an article."""

import hashlib


def article_id(content: str) -> str:
    """Name an article by its content alone: the first 32 hex digits of the SHA-256 of its UTF-8 bytes."""
    return hashlib.sha256(content.encode()).hexdigest()[:32]
