"""Names of those who wrote and edited a text, as bylines and credits print them.

`words/outlets.toml` has the labels and, as examples, the forms that bylines and credits take.
"""

import functools
import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from warta.facts.datelines import is_outlet, is_place
from warta.facts.evidence import EvidenceBasis, PrintedName
from warta.facts.gazetteer import squash
from warta.facts.kept import Span
from warta.facts.vocabulary import alternatives, words
from warta.terms import Role

_CREDITS: Final = words("outlets")["credits"]
_AUTHORS: Final = frozenset(_CREDITS["authors"])
_EDITORS: Final = frozenset(_CREDITS["editors"])
_WRITERS: Final = _AUTHORS | _EDITORS
_NOBODY: Final = frozenset(_CREDITS["nobody"])
_HONORIFICS: Final = frozenset(_CREDITS["honorifics"])
_LABELS: Final = alternatives([*_CREDITS["authors"], *_CREDITS["editors"], *_CREDITS["others"]])
_LABEL: Final = re.compile(
    rf"(?i)(?:(?<![^\W_])(?<!\.)(?<!pilihan )(?P<label>{_LABELS})\s{{0,3}}:"
    rf"|(?:^|\n|,\s|[|/]\s)\s{{0,3}}(?P<bare>{alternatives(_CREDITS['bare'])})\s(?:\|\s)?)\s{{0,3}}"
)
_BARE: Final = re.compile(rf"(?i)[\s|/]{{0,4}}(?:{alternatives(_CREDITS['bare'])})(?:\s|\Z)")
_LABEL_ENDS: Final = (":", *map(str.casefold, _CREDITS["bare"]))
_LONGEST_LABEL: Final = 120  # with all that may stand around it
_ENDS: Final = re.compile(r"[|•·\n)\]]|\*\)|/\s|\s(?:on|pada)(?=\s|\Z)|\s(?:[Cc]opyright|©)")
_AROUND: Final = (
    " \t\n\u00a0:*[_.()–—-"  # white space, what is left of labels, Markdown, brackets, stops, dashes
)
_EMPHASIS: Final = str.maketrans("*_", "  ")  # marks of Markdown
_INITIAL: Final = re.compile(r"\s[A-Z]\Z")
_SPLIT: Final = re.compile(r"\s*(?:[,;&/]|\b(?:dan|and)\b)\s*")
_NAME_WORD: Final = re.compile(r"[A-Z][a-zà-ÿ'’A-Z\-]*\.?|bin|binti|al|van|de|der")
_BLOCKS: Final = (Role.BYLINE, Role.CREDIT)
INSTITUTION: Final = re.compile(_CREDITS["institution"])
_INITIALS: Final = re.compile(r"[A-Z]{1,4}\.?|[A-Za-z][a-z]{0,2}")
BRACKETED: Final = re.compile(r"^\s*[(\[](?P<inner>[^()\[\]\n]{2,80})[)\]][\s.]*$")


def authors(blocks: Sequence[Span], outlet: PrintedName | None) -> list[PrintedName]:
    """Read who wrote a text, each person once in the most complete form.

    Args:
        blocks: Bylines and credits (`credit_blocks`).
        outlet: The outlet, which is nobody.
    """
    labelled = [name for block in blocks for name in _names(block, _AUTHORS)]
    return _most_complete(labelled + [name for block in blocks for name in _unlabelled(block)], outlet)


def editors(blocks: Sequence[Span], outlet: PrintedName | None) -> list[PrintedName]:
    """Read who edited a text, as `authors` reads who wrote it."""
    return _most_complete([name for block in blocks for name in _names(block, _EDITORS)], outlet)


def credit_blocks(spans: Sequence[Span]) -> Iterator[Span]:
    """Join bylines, and credits, on lines one after the other: a label may stand above its name.

    Args:
        spans: Kept spans of a page in order, bylines and credits among them.
    """
    # Numbers that go up with the places in the list are those of lines one after the other.
    places = groupby(enumerate(spans), key=lambda placed: (placed[1].role, placed[1].seq - placed[0]))
    for (role, _), group in places:
        if role in _BLOCKS:
            first, *others = [span for _, span in group]
            text = first.text
            for other in others:
                text += "\n" * max(1, other.start - first.start - len(text)) + other.text
            yield Span(first.seq, role, first.start, text.translate(_EMPHASIS))


def _names(block: Span, labels: frozenset[str]) -> Iterator[PrintedName]:
    """Read the names behind labels."""
    found = _labels(block.text)
    for index, match in enumerate(found):
        label = (match["label"] or match["bare"]).casefold()
        if label in labels:
            end = found[index + 1].start() if found[index + 1 :] else len(block.text)
            stop = _ENDS.search(block.text, match.end(), end)
            end = stop.start() if stop else end
            # "Laporan Wartawan Outlet, Name": the outlet stands first
            comma = block.text.find(",", match.end(), end) if label.startswith("laporan ") else -1
            yield from _people(block, max(match.end(), comma + 1), end)


@functools.lru_cache(maxsize=64)  # a block is read for its authors, then for its editors
def _labels(text: str) -> list[re.Match[str]]:
    return list(_LABEL.finditer(text)) if any(map(_may_be_labelled, text.split("\n"))) else []


def _may_be_labelled(line: str) -> bool:
    return ":" in line or _BARE.match(line) is not None


def _people(block: Span, start: int, end: int) -> Iterator[PrintedName]:
    """Split a list of names, leaving out what is none."""
    names = []
    for piece_start, piece_end in _pieces(block.text, start, end):
        name = block.text[piece_start:piece_end]
        if is_person(name):
            names.append(
                PrintedName(
                    name, block.start + piece_start, block.start + piece_end, EvidenceBasis(block.role)
                )
            )
    several = any(" " in name.text for name in names)
    yield from (name for name in names if " " in name.text or not several or _is_listed(block, name))


def _is_listed(block: Span, name: PrintedName) -> bool:
    """Tell the one name of a person among others in full from a place or an outlet behind a comma."""
    before = block.text[: name.start - block.start].rstrip()
    return not is_place(name.text) and (before.endswith("/") or is_labelled(before.rpartition("\n")[2]))


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    position = start
    for separator in [*_SPLIT.finditer(text, start, end), None]:
        stop = separator.start() if separator else end
        piece = text[position:stop].rstrip(_AROUND)
        name = piece.lstrip(_AROUND)
        word, blank, rest = name.partition(" ")
        while blank and word.casefold() in _HONORIFICS:
            name = rest.lstrip()
            word, blank, rest = name.partition(" ")
        if name:
            stop = position + len(piece)
            begin = stop - len(name)
            if _INITIAL.search(name) and text.startswith(".", stop):  # "Yayan S."
                stop += 1
            yield begin, stop
        position = separator.end() if separator else end


@functools.lru_cache(maxsize=4096)  # those who write for an outlet do so again
def is_person(name: str) -> bool:
    """Tell whether words have the form of the name of one person."""
    tokens = name.split()
    return (
        0 < len(tokens) <= 6
        and not any(token.casefold().strip(".") in _NOBODY for token in tokens)
        and all(_NAME_WORD.fullmatch(token) for token in tokens)
        and not (len(tokens) == 1 and _INITIALS.fullmatch(name))
        and not (len(tokens) == 1 and is_outlet(name))
        and not (len(tokens) > 1 and is_place(name))
    )


def _unlabelled(block: Span) -> Iterator[PrintedName]:
    """Read names that stand alone: a byline, a name in brackets or in capitals after the text."""
    position = 0
    for line in block.text.split("\n"):
        start, end = position, position + len(line)
        position = end + 1
        if (
            line.strip(" :").casefold() in _WRITERS
            or is_labelled(line)
            or INSTITUTION.search(line)
            or _previous_is_label(block.text, start)
        ):
            continue
        if block.role == Role.BYLINE:
            stop = re.search(r"\s[-–|•]\s|\*\)|\s\(", line)
            if _NOBODY.isdisjoint(_first_words(line)):
                yield from _people(block, start, start + stop.start() if stop else end)
        elif (inner := BRACKETED.match(line)) is not None:
            yield from _people(
                block,
                start + inner.start("inner") + after_outlet(inner["inner"]),
                start + inner.end("inner"),
            )
        elif len(line.split()) > 1 and not re.search(r"[.|,]", line.strip()[:-1]):
            yield from _people(block, start, end)


def _first_words(line: str) -> list[str]:
    """Give the words up to the first comma or dash, to tell an office from a list of persons."""
    return re.split(r",|\s[-–|•]\s", line.casefold(), maxsplit=1)[0].split()


def is_labelled(line: str) -> bool:
    """Tell whether a line says what its names did."""
    return _may_be_labelled(line) and _LABEL.search(line) is not None


def _previous_is_label(text: str, start: int) -> bool:
    behind = max(0, start - _LONGEST_LABEL)
    before = text[behind:start].rstrip().casefold()
    if not before.endswith(_LABEL_ENDS) and text[start : start + 1] != ":":
        return False
    return any(match.end() in (start, start + 1) for match in _LABEL.finditer(text, behind, start + 1))


def after_outlet(inner: str) -> int:
    """Give where the name begins in `Outlet.com/Name of the reporter`."""
    outlet, slash, _ = inner.partition("/")
    return len(outlet) + 1 if slash and is_outlet(outlet) else 0


def _most_complete(names: list[PrintedName], outlet: PrintedName | None) -> list[PrintedName]:
    """Keep each person once, in the most complete form, and nobody who is the outlet."""
    kept: list[PrintedName] = []
    for name in names:
        tokens = set(name.text.casefold().split())
        if outlet is not None and squash(name.text) == squash(outlet.text):
            continue
        same = [
            index
            for index, other in enumerate(kept)
            if (known := set(other.text.casefold().split())) <= tokens or tokens <= known
        ]
        if not same:
            kept.append(name)
        elif len(tokens) > len(kept[same[0]].text.split()):
            kept[same[0]] = name
    return kept
