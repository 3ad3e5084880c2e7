"""A row of JSON to the columns of a page."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

import orjson

from warta.ids import article_id
from warta.reading.content import html_text
from warta.reading.decoding import Undecodable, unfit
from warta.terms import Reason

_FIRST_YEAR: Final = 1991
"""Of the web."""

_KINDS: Final = {dict: "object", list: "list", str: "string", bool: "boolean", int: "number", float: "number"}


def parse(line: bytes) -> dict[str, Any] | Undecodable:
    """Parse a line that must be a JSON object."""
    try:
        row = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        return Undecodable(Reason.UNREADABLE, _no_json(line, error))
    if not isinstance(row, dict):
        return Undecodable(Reason.UNREADABLE, f"a JSON {_kind(row)}, not an object")
    return row


def _no_json(line: bytes, error: orjson.JSONDecodeError) -> str:
    try:
        line.decode()
    except UnicodeDecodeError as broken:
        return f"not JSON: byte {broken.start + 1} is no UTF-8"
    return f"not JSON: {error.msg}, at character {error.pos + 1}"


def _kind(value: object) -> str:
    return _KINDS.get(type(value), "null")


def row_id(row: Mapping[str, Any]) -> str | None:
    """The row's own name for its page, if it has one."""
    given = row.get("id")
    return str(given) if isinstance(given, str | int) and str(given).strip() else None


def row_page(row: Mapping[str, Any]) -> dict[str, Any] | Undecodable:
    """The columns of a row's page: its `text`, else its `html`; keys that are no column stay as they came."""
    content = _content(row)
    if isinstance(content, Undecodable):
        return content
    columns = {
        "url": row.get("url"),
        "outlet": row.get("outlet"),
        "fetched_at": in_utc(row.get("fetched_at")),
    }
    known = {key: value for key, value in columns.items() if isinstance(value, str) and value.strip()}
    used = {*known, "id", "html" if _text(row) is None else "text"}
    others = {key: value for key, value in row.items() if key not in used}
    try:
        provenance = orjson.dumps(others, option=orjson.OPT_SORT_KEYS).decode() if others else None
    except orjson.JSONEncodeError as error:  # more lists in lists are read than are written
        return Undecodable(Reason.UNREADABLE, f"its other keys cannot be kept: {error}")
    return {"source_encoding": "utf-8", **content, **known, "provenance": provenance}


def _content(row: Mapping[str, Any]) -> dict[str, Any] | Undecodable:
    text, html = _text(row), row.get("html")
    if text is not None:
        return unfit(text) or {"text": text, "article_id": article_id(text)}
    if isinstance(html, str):
        return unfit(html) or html_text(html)
    for name in ("text", "html"):
        if name in row:
            return Undecodable(Reason.UNREADABLE, f"`{name}` is a JSON {_kind(row[name])}, not a string")
    return Undecodable(Reason.UNREADABLE, "no `text` and no `html` in this row")


def _text(row: Mapping[str, Any]) -> str | None:
    """The text of a row, if it has one; an empty one gives way to HTML."""
    text = row.get("text")
    return text if isinstance(text, str) and (text.strip() or not isinstance(row.get("html"), str)) else None


def in_utc(time: object) -> str | None:
    """A time of ISO 8601 in UTC, to the second; null for what is none. Without a zone it is taken for UTC.

    Nothing was fetched before there was a web: programs write the year 1 where they know no time.
    """
    if not isinstance(time, str):
        return None
    try:
        parsed = datetime.fromisoformat(time)
        aware = (parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return aware.strftime("%Y-%m-%dT%H:%M:%SZ") if aware.year >= _FIRST_YEAR else None
