"""Blocks of lines to the text of a page and its spans: everything that is only spacing."""

import re
import textwrap
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from warta.terms import Role
from warta.training.draw import Draw

Piece = tuple[str, Role]
Line = tuple[Piece, ...]

_INK: Final = re.compile(r"[^\s\u200b\ufeff](?:[^\n]*[^\s\u200b\ufeff])?")


def line(text: str, role: Role) -> Line:
    """A line of one role."""
    return ((text, role),)


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that stand together on a page.

    `kind` is `links` (may be bulleted or run together), `prose` (paragraphs) or `plain`.
    """

    lines: list[Line]
    kind: str = "plain"


@dataclass(frozen=True, slots=True)
class Spacing:
    """How one page is set: what the extractor made of the blocks of its HTML."""

    line: str = "\n"
    prose: str = "\n\n"
    block: str = "\n\n"
    bullet: str = ""
    run: str | None = None  # joins the lines of a block of links
    indent: str = ""
    ragged: float = 0.0  # share of lines with stray white space around them
    hard_space: float = 0.0  # share of spaces that are no-break spaces
    hard_space_sign: str = "\xa0"
    unglued: float = 0.0  # share of spaces lost, as where a link's mark-up went
    wrap: int | None = None  # column at which prose is broken
    wrap_links: bool = False  # links are broken there too
    end: str = ""


def spacing(draw: Draw) -> Spacing:
    """Draw the spacing of a page."""
    tight = draw.chance(0.55)
    line = "\n" if tight else "\n\n"
    return Spacing(
        line=line,
        prose=draw.choices(["\n", "\n\n", "\n\n\n", "\n\xa0\n", "\n\n\n\n", "\n \n"], [25, 50, 4, 4, 4, 4])[
            0
        ],
        block=draw.choices(["\n", "\n\n", "\n\n\n", "\n\n\n\n", "\n \n\n"], [25, 45, 10, 10, 5])[0]
        if tight
        else line,
        bullet=draw.choices(["", "- ", "* ", "• ", "» ", "› ", "+ ", "  * "], [80, 4, 5, 4, 2, 2, 1, 2])[0],
        run=draw.choices(
            [None, " | ", " ", " / ", " · ", "", ", ", "  ", " - "], [84, 3, 4, 1, 2, 3, 1, 1, 1]
        )[0],
        indent=draw.choices(["", " ", "  ", "    ", "\t"], [85, 5, 4, 3, 3])[0],
        ragged=draw.choice([0.0, 0.0, 0.0, 0.02, 0.1]),
        hard_space=draw.choice([0.0, 0.0, 0.0, 0.003, 0.02]),
        hard_space_sign=draw.choices(["\xa0", "\ufffd", "\u200b ", " \u200b", "\u2009"], [85, 3, 4, 4, 4])[0],
        unglued=draw.choice([0.0, 0.0, 0.0, 0.0, 0.0, 0.01]),
        end=draw.choice(["", "\n"]),
    )


def render(blocks: Iterable[Block], how: Spacing, draw: Draw) -> list[Piece]:
    """Set blocks one under the other.

    Returns:
        The page in pieces; what stands between the lines has the role `blank`.
    """
    pieces: list[Piece] = []
    for block in blocks:
        lines = [line for line in block.lines if any(text.strip() for text, _ in line)]
        if not lines:
            continue
        if pieces:
            pieces.append(_joint(how.block, pieces))
        between = how.prose if block.kind == "prose" else how.line
        run = how.run if block.kind == "links" and len(lines) > 2 else None
        for number, line in enumerate(lines):
            if number:
                joint = between if run is None else run
                pieces.append(_joint(joint, pieces))
            pieces += _set(line, block.kind, how, draw)
    pieces.append((how.end, Role.BLANK))
    return pieces


def _joint(sign: str, pieces: list[Piece]) -> Piece:
    """What stands after some lines and before the next: a sign belongs to what is before it."""
    if sign.isspace() or not sign:
        return sign, Role.BLANK
    return sign, next(role for _, role in reversed(pieces) if role is not Role.BLANK)


def _set(line: Line, kind: str, how: Spacing, draw: Draw) -> list[Piece]:
    """Give a line its bullet, its stray white space and its breaks."""
    before = how.indent if draw.chance(0.5) else ""
    if draw.chance(how.ragged):
        before += draw.choice([" ", "  ", "\t", "\xa0"])
    if kind == "links":
        before += how.bullet
    pieces = [(_worn(text, how, draw), role) for text, role in line]
    pieces[0] = (before + pieces[0][0], pieces[0][1])
    if draw.chance(how.ragged):
        pieces.append((draw.choice([" ", "  ", "\xa0"]), Role.BLANK))
    return _wrapped(pieces, how.wrap) if how.wrap and (kind != "links" or how.wrap_links) else pieces


def _worn(text: str, how: Spacing, draw: Draw) -> str:
    """Swap some spaces for others, and lose some, as extractors do."""
    if not how.hard_space and not how.unglued:
        return text
    parts = re.split("( )", text)
    for number in range(1, len(parts) - 1, 2):
        if draw.chance(how.hard_space):
            parts[number] = how.hard_space_sign
        elif parts[number - 1] and parts[number + 1] and draw.chance(how.unglued):
            parts[number] = ""
    return "".join(parts)


def _wrapped(pieces: list[Piece], column: int) -> list[Piece]:
    """Break a line at a column, keeping the pieces apart."""
    text = "".join(text for text, _ in pieces)
    if len(text) <= column:
        return pieces
    lines = textwrap.wrap(text, column, drop_whitespace=False, break_long_words=False, break_on_hyphens=False)
    breaks = set[int]()
    position = 0
    for line in lines[:-1]:
        position += len(line)
        breaks.add(position - 1)
    out: list[Piece] = []
    position = 0
    for text, role in pieces:
        out.append(
            (
                "".join(
                    "\n" if position + at in breaks and sign == " " else sign for at, sign in enumerate(text)
                ),
                role,
            )
        )
        position += len(text)
    return out


@dataclass(slots=True)
class _Tiling:
    spans: list[dict[str, str | int]] = field(default_factory=list)

    def add(self, start: int, end: int, role: Role) -> None:
        if start == end:
            return
        last = self.spans[-1] if self.spans else None
        if last and last["role"] == Role.BLANK == role:
            last["end"] = end
        else:
            self.spans.append({"start": start, "end": end, "role": str(role)})


def tile(pieces: Iterable[Piece]) -> tuple[str, list[dict[str, str | int]]]:
    """Join pieces to the text of a page and its spans.

    White space at the ends of pieces and line breaks inside them are `blank`.
    """
    tiling = _Tiling()
    text = ""
    for piece, role in pieces:
        edges = [0, *(edge for ink in _INK.finditer(piece) for edge in ink.span()), len(piece)]
        for number, (start, end) in enumerate(pairwise(edges)):
            tiling.add(len(text) + start, len(text) + end, role if number % 2 else Role.BLANK)
        text += piece
    return text, tiling.spans
