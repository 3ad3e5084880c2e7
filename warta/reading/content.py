"""The content of a page to the columns that follow from it."""

from typing import Any

from warta.ids import article_id
from warta.reading.decoding import Decoded, Undecodable, decode, unfit
from warta.reading.html import decode_html, render
from warta.reading.html_limits import too_many_tags


def text_bytes(raw: bytes) -> dict[str, Any] | Undecodable:
    """The columns of a page of text; `notice` says what is in doubt, if anything."""
    decoded = decode(raw)
    if isinstance(decoded, Undecodable):
        return decoded
    return _decoded(decoded) | {"text": decoded.text}


def html_bytes(raw: bytes, charset_hint: str | None = None) -> dict[str, Any] | Undecodable:
    """The columns of an HTML page; `notice` says what is in doubt, if anything.

    Args:
        raw: The bytes of the page.
        charset_hint: What the HTTP header names, if anything.
    """
    decoded = decode_html(raw, charset_hint)
    if isinstance(decoded, Undecodable):
        return decoded
    columns = html_text(decoded.text)
    return columns if isinstance(columns, Undecodable) else _decoded(decoded) | columns


def html_text(html: str) -> dict[str, Any] | Undecodable:
    """The columns of an HTML page that is text already; its address is that which it gives itself."""
    if problem := too_many_tags(html):
        return problem
    rendered = render(html)
    if problem := unfit(rendered.text):
        return problem
    return {
        "text": rendered.text,
        "article_id": article_id(html),
        "markup": rendered.markup,
        "metadata": rendered.metadata,
        "url": rendered.metadata["url"],
    }


def _decoded(decoded: Decoded) -> dict[str, Any]:
    return {
        "article_id": article_id(decoded.text),
        "source_encoding": decoded.encoding,
        "notice": _doubt(decoded),
    }


def _doubt(decoded: Decoded) -> str | None:
    if decoded.damaged:
        return "broken UTF-8: unreadable bytes stand as U+FFFD"
    if not decoded.encoding.startswith("utf"):
        return f"not UTF-8: read as {decoded.encoding}"
    return None
