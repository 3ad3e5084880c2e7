"""Private data taken out of pages; `words.toml` holds what tells private from public, as data."""

from warta.privacy.comments import without_comments
from warta.privacy.redaction import REDACTIONS, Redacted, redact
from warta.privacy.strings import PLACEHOLDERS

__all__ = ["PLACEHOLDERS", "REDACTIONS", "Redacted", "redact", "without_comments"]
