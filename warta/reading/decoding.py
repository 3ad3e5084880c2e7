"""Bytes to text."""

import codecs
import re
from dataclasses import dataclass
from typing import Final

import charset_normalizer

from warta.printable import counted
from warta.terms import Reason

MAX_PAGE_BYTES = 32 * 1024 * 1024
"""Larger pages are no news articles and are not read."""
MAX_CHARACTERS: Final = 1_000_000
MAX_LINES: Final = 50_000
"""Nor are those with longer texts: what is known of one page is in memory at one time, kilobytes a line."""

_BYTE_ORDER_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_CONTROLS = bytes([*range(0x09), *range(0x0E, 0x1B), *range(0x1C, 0x20)])
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_MAX_CONTROL_SHARE = 0.01
"""Extractors leave a few controls in a text; a tenth of random bytes are some."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a page and the encoding it was read with; `damaged` where bytes had to be replaced."""

    text: str
    encoding: str
    damaged: bool = False


@dataclass(frozen=True, slots=True)
class Undecodable:
    """Why bytes are no page, with what was seen."""

    reason: Reason
    detail: str


TOO_LARGE: Final = Undecodable(Reason.TOO_LARGE, f"more than {MAX_PAGE_BYTES:,} bytes")


def decode(raw: bytes) -> Decoded | Undecodable:
    """Decode a page: UTF-8 with or without BOM first, else what the bytes look like.

    A byte-order mark is not part of the text. Line endings and white space stay as they are.
    """
    decoded = _decoded(raw)
    if decoded is None:
        return Undecodable(Reason.UNREADABLE, "in no known encoding")
    return unfit(decoded.text) or decoded


def unfit(text: str) -> Undecodable | None:
    """Say why a decoded text is no page, if so."""
    if not text.strip("\ufeff\u200b \t\r\n\f\v\u00a0"):
        return Undecodable(Reason.EMPTY, "no text")
    controls = _controls(text)
    if "\x00" in text or controls > _MAX_CONTROL_SHARE * len(text):
        return Undecodable(Reason.NOT_TEXT, f"binary data: {counted(controls, 'control character')}")
    return None


def too_long(text: str) -> Undecodable | None:
    """Say of how much text a page has more than a news article, if so."""
    if len(text) > MAX_CHARACTERS:
        return Undecodable(Reason.TOO_LARGE, f"more than {MAX_CHARACTERS:,} characters of text")
    if len(text) > MAX_LINES and len(text.splitlines()) > MAX_LINES:
        return Undecodable(Reason.TOO_LARGE, f"more than {MAX_LINES:,} lines of text")
    return None


def _controls(text: str) -> int:
    """Count control characters: among bytes, which takes a third of what a pattern takes on the text."""
    written = text.encode(errors="surrogatepass")
    return len(written) - len(written.translate(None, _CONTROLS))


def _decoded(raw: bytes) -> Decoded | None:
    encoding = next((name for mark, name in _BYTE_ORDER_MARKS.items() if raw.startswith(mark)), "utf-8")
    try:
        return Decoded(raw.decode(encoding), encoding)
    except UnicodeDecodeError:
        pass
    if b"\x00" in raw:
        return Decoded(raw.decode("latin-1"), "binary")
    text = raw.decode("utf-8", errors="replace")
    # A few broken bytes in a text that has sound sequences are damage, not another encoding.
    if len(_MULTIBYTE.findall(raw)) > text.count("\ufffd"):
        return Decoded(text, "utf-8", damaged=True)
    best = charset_normalizer.from_bytes(raw).best()
    return None if best is None else Decoded(str(best), best.encoding)
