"""A page with what became of each of its parts, to look at: in the terminal and as an HTML page."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Final

import polars as pl
from rich.console import Console
from rich.table import Table
from rich.text import Text

from warta.printable import printable
from warta.terms import KEPT, Role

_COLOURS: Final = {
    Role.BODY: "#1b1f24",
    Role.TITLE: "#0550ae",
    Role.DATELINE: "#0a7ea4",
    Role.BYLINE: "#1a7f37",
    Role.TIMESTAMP: "#1a7f37",
    Role.CAPTION: "#6639ba",
    Role.TAGS: "#4d7c0f",
    Role.SECTION: "#4d7c0f",
    Role.OUTLET: "#1a7f37",
    Role.CREDIT: "#1a7f37",
}
_REMOVED: Final = "#b42318"
_STYLES: Final = {
    Role.BODY: "default",
    Role.TITLE: "bold bright_blue",
    Role.DATELINE: "cyan",
    Role.CAPTION: "magenta",
}
_KEPT_STYLE: Final = "green"
_REMOVED_STYLE: Final = "red"

_PAGE: Final = """<!doctype html>
<html lang="id"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{title}</title><style>
body {{ font: 16px/1.5 system-ui, sans-serif; color: #1b1f24 }}
body {{ max-width: 72rem; margin: 2rem auto; padding: 0 1rem }}
h2 {{ font-size: 1.1rem; margin: 2rem 0 .5rem; overflow-wrap: anywhere }}
table {{ border-collapse: collapse; width: 100% }}
td {{ vertical-align: top; padding: .15rem .6rem; border-top: 1px solid #e4e7eb }}
td {{ white-space: pre-wrap; overflow-wrap: anywhere }}
td:first-child, td:nth-child(2) {{ white-space: nowrap; font-size: .85rem; color: #57606a }}
.removed td:last-child {{ background: #fff1f0 }}
</style></head><body>
{pages}
</body></html>
"""


@dataclass(frozen=True, slots=True)
class Explained:
    """A span as a person reads it: what it is, what decided, how sure that was, and its text."""

    role: Role
    decided: str
    text: str

    @property
    def is_kept(self) -> bool:
        """Whether it becomes part of the record."""
        return self.role in KEPT


def explained(text: str, spans: pl.DataFrame) -> Iterator[Explained]:
    """The spans of a page but for the white space between them.

    Args:
        text: The page's text.
        spans: Its spans with `start`, `end`, `role`, `rule` and `confidence`.
    """
    for start, end, role, rule, confidence in spans.select(
        "start", "end", "role", "rule", "confidence"
    ).iter_rows():
        if role != Role.BLANK:
            decided = rule if confidence is None else f"{rule} {confidence:.2f}"
            yield Explained(Role(role), decided or "", text[start:end])


def show(console: Console, name: str, spans: list[Explained]) -> None:
    """Print a page to a terminal, each span with its role and what decided."""
    table = Table(
        title=Text(printable(name)), title_justify="left", box=None, show_header=False, pad_edge=False
    )
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True, style="dim")
    table.add_column(overflow="fold")
    for span in spans:
        style = _STYLES.get(span.role, _KEPT_STYLE) if span.is_kept else _REMOVED_STYLE
        table.add_row(
            Text(span.role, style=style), Text(span.decided), Text(printable(span.text), style=style)
        )
    console.print(table)


def plain(name: str, spans: list[Explained]) -> str:
    """The same for pipes and files: a span a line, neither wrapped nor filled up.

    Args:
        name: Name of the page.
        spans: Its spans.
    """
    roles = max((len(span.role) for span in spans), default=0)
    decided = max((len(span.decided) for span in spans), default=0)
    lines = (f"{span.role:<{roles}}  {span.decided:<{decided}}  {span.text}" for span in spans)
    return "".join(f"{printable(line)}\n" for line in (name, *lines))


def html_page(pages: list[tuple[str, list[Explained]]]) -> str:
    """The same as an HTML page that needs nothing else.

    Args:
        pages: Name and spans of each.
    """
    parts = []
    for name, spans in pages:
        rows = "\n".join(_row(span) for span in spans)
        parts.append(f"<h2>{escape(name)}</h2>\n<table>\n{rows}\n</table>")
    return _PAGE.format(title=escape(", ".join(name for name, _ in pages)), pages="\n".join(parts))


def _row(span: Explained) -> str:
    colour = _COLOURS[span.role] if span.is_kept else _REMOVED
    kind = "kept" if span.is_kept else "removed"
    return (
        f'<tr class="{kind}"><td style="color: {colour}">{span.role}</td><td>{escape(span.decided)}</td>'
        f'<td style="color: {colour}">{escape(span.text)}</td></tr>'
    )
