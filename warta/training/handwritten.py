"""Pages written one by one to learn from: text with a role for every character, in a form easy to read.

A file `pages/<id>.page` is one page:

    layout: what the page looks like and what is hard about it
    ---
    title| The headline
    | a second line of the same role
                                  (an empty line is an empty line of the page)
    dateline| MALANG – ⟂body| The first sentence. ⟂related| Baca juga: …
    navigation| Home ⏎ News ⏎ Politik
    +related|  glued to the line above

`role| text` gives a line its role, `| text` keeps the role of the line before. `⟂role| ` changes the role
inside a line, `⏎` (with one space on either side) breaks the line, `+` at the head of a line glues it to the
line above: so pages that are one long line stay readable here. One space after each bar belongs to the form.
The part of the id before the first dash is the kind: `wild`, `whole` or `seedlike`.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from warta.terms import Role

FOLDER: Final = Path(__file__).parent / "pages"

Row = dict[str, Any]

_LINE = re.compile(r"(?P<glue>\+?)(?P<role>[a-z_]*)\| ?(?P<text>.*)")
_PIECE = re.compile(r"⟂(?P<role>[a-z_]+)\| ?")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one role, as written in a page file."""

    role: Role
    text: str


def read_page(path: Path) -> Row:
    """The page of a file in the form of the gold files.

    Returns:
        `id`, `kind`, `layout`, `text` and `spans` (`start`, `end`, `role`), which tile the text.

    Raises:
        ValueError: A line of the file has no known form; the message names file and line.
    """
    head, body = path.read_text(encoding="utf-8").split("\n---\n", 1)
    pieces: list[Piece] = []
    first = head.count("\n") + 3
    for number, line in enumerate(body.removesuffix("\n").split("\n"), first):
        try:
            glued, new = _pieces(line, pieces[-1].role if pieces else None)
        except ValueError as fault:
            raise ValueError(f"{path.name}:{number}: {fault}") from fault
        if not glued and number > first:
            pieces.append(Piece(pieces[-1].role, "\n"))
        pieces.extend(new)
    text = "".join(piece.text for piece in pieces)
    return {
        "id": path.stem,
        "kind": path.stem.split("-", 1)[0],
        "layout": head.removeprefix("layout:").strip(),
        "text": text,
        "spans": _spans(pieces),
    }


def handwritten(folder: Path = FOLDER) -> list[Row]:
    """All pages of a folder, in the order of their ids."""
    return [read_page(path) for path in sorted(folder.glob("*.page"))]


def _pieces(line: str, before: Role | None) -> tuple[bool, list[Piece]]:
    if not line.strip():
        return False, []
    match = _LINE.fullmatch(line)
    if match is None:
        raise ValueError(f"not `role| text`: {line[:60]!r}")
    role = Role(match["role"]) if match["role"] else before
    if role is None:
        raise ValueError("the first line needs a role")
    parts = _PIECE.split(match["text"])
    roles = [role, *map(Role, parts[1::2])]
    texts = [part.replace(" ⏎ ", "\n") for part in parts[::2]]
    return bool(match["glue"]), [Piece(*pair) for pair in zip(roles, texts, strict=True)]


def _spans(pieces: list[Piece]) -> list[Row]:
    spans: list[Row] = []
    start = 0
    for piece in pieces:
        for part in re.findall(r"\s+|[^\n]*[^\s]", piece.text):
            role = Role.BLANK if part.isspace() else piece.role
            if spans and role is Role.BLANK and spans[-1]["role"] == Role.BLANK:
                spans[-1]["end"] += len(part)
            else:
                spans.append({"start": start, "end": start + len(part), "role": str(role)})
            start += len(part)
    return spans
