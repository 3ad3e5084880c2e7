"""The rules: data in `rules/*.toml`, read once, and the form in which they read lines."""

import hashlib
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any, Final

import polars as pl

from warta.terms import Role

FOLDER: Final = Path(__file__).parent / "rules"
FRAGMENTS: Final = "fragments.toml"
CUTS: Final = "cuts.toml"
LONGEST: Final = 140
"""Characters of the longest line that a pattern takes where its rule says nothing."""


class Zone(StrEnum):
    """Where on a page a rule may stand: before, within or after the article's text."""

    HEAD = "head"
    INSIDE = "inside"
    TAIL = "tail"
    ANYWHERE = "anywhere"


@dataclass(frozen=True, slots=True)
class Rule:
    """What a whole line looks like when it has a role."""

    id: str
    role: Role
    zone: Zone
    lines: tuple[str, ...]  # whole lines, folded
    pattern: str | None  # Rust regular expression
    cased: bool  # the pattern reads the line as printed, else folded
    longest: int  # characters of the longest line that the pattern may take
    takes: tuple[str, ...]
    leaves: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cut:
    """Where two roles meet inside a line: between the two groups of the pattern."""

    id: str
    pattern: str
    short: bool  # only in lines up to `cutting.SHORT` characters
    long: bool  # only in lines from `cutting.LONG` characters
    takes: tuple[str, ...]  # the cut marked by ‖
    leaves: tuple[str, ...]


def fold(lines: pl.Series) -> pl.Series:
    """Lines as rules read them.

    Lower case, straight quotes, single spaces, every number (with its points and commas) as `0`, signs at
    both ends taken off but for brackets.

    Args:
        lines: String, without breaks of lines.
    """
    # Two spaces, tabs and what is not of ASCII stand in few lines: the others are not read for them.
    odd = lines.str.len_bytes() != lines.str.len_chars()
    for blank in ("  ", "\t"):
        odd |= lines.str.contains(blank, literal=True)
    rows = odd.arg_true()
    lower = lines.str.to_lowercase()
    straight = (
        lower.gather(rows)
        .str.replace_all(r"[’‘´]", "'")
        .str.replace_all(r"[“”„«»]", '"')
        .str.replace_all(r"\p{Cf}+", "")
        .str.replace_all(r"\s{2,}|[^\S ]", " ")
    )
    return (
        lower.scatter(rows, straight)
        .str.replace_all("`", "'", literal=True)
        .str.replace_all(r"\d{1,3}(?:[.,]\d{1,3})+|\d+", "0")
        .str.replace(r"^[^\p{L}\p{N}©@\[(!+]+", "")
        .str.replace(r"[^\p{L}\p{N})\]+]+$", "")
    )


def _files() -> list[Path]:
    return sorted(FOLDER.glob("*.toml"))


@cache
def _fragments() -> dict[str, str]:
    """The shared parts of patterns, each with the parts that stand before it filled in."""
    filled: dict[str, str] = {}
    for name, part in tomllib.loads((FOLDER / FRAGMENTS).read_text("utf-8")).items():
        filled[name] = _fill(part, filled)
    return filled


def fragment(name: str) -> str:
    """A part of patterns that rules share."""
    return _fragments()[name]


def _fill(pattern: str, fragments: dict[str, str]) -> str:
    return re.sub(r"\{([a-z_]+)\}", lambda match: fragments[match[1]], pattern)


@cache
def rules() -> tuple[Rule, ...]:
    """All rules in the order of their files; ids are unique."""
    entries = [
        entry
        for path in _files()
        if path.name not in (FRAGMENTS, CUTS)
        for entry in tomllib.loads(path.read_text("utf-8"))["rule"]
    ]
    written = [line for entry in entries for line in entry.get("lines", [])]
    folded = iter(fold(pl.Series(written, dtype=pl.String)))
    found = tuple(_rule(entry, islice(folded, len(entry.get("lines", [])))) for entry in entries)
    if len({rule.id for rule in found}) != len(found):
        raise ValueError(f"{FOLDER.name}: two rules share an id")
    return found


def _rule(entry: dict[str, Any], folded: Iterable[str]) -> Rule:
    return Rule(
        id=entry["id"],
        role=Role(entry["role"]),
        zone=Zone(entry["zone"]),
        lines=tuple(dict.fromkeys(folded)),
        pattern=_fill(entry["pattern"], _fragments()) if "pattern" in entry else None,
        cased=entry.get("cased", False),
        longest=entry.get("longest", LONGEST),
        takes=tuple(entry["takes"]),
        leaves=tuple(entry["leaves"]),
    )


@cache
def cuts() -> tuple[Cut, ...]:
    """All cuts in the order in which they are made."""
    entries = tomllib.loads((FOLDER / CUTS).read_text("utf-8"))["cut"]
    return tuple(
        Cut(
            entry["id"],
            _fill(entry["pattern"], _fragments()),
            entry.get("short", False),
            entry.get("long", False),
            tuple(entry["takes"]),
            tuple(entry["leaves"]),
        )
        for entry in entries
    )


@cache
def rules_version() -> str:
    """A hash of everything that decides: rules, words and the model's weights; 16 hexadecimal digits."""
    digest = hashlib.sha256()
    for path in [
        *_files(),
        *sorted(p for p in FOLDER.parent.iterdir() if p.suffix in {".toml", ".json", ".npz"}),
    ]:
        digest.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]
