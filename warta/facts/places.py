"""Places named in the kept text, with their Kemendagri codes.

A name counts where the gazetteer knows it and the words before it allow it: districts only after `Kecamatan`,
`Polsek` and the like, names that are also common words only after `Kabupaten`, `Polres` and the like. A name
of several regions is settled by the kind word, by the title of the police unit, or by the regions that the
page names beyond doubt; else it stays ambiguous, with all its codes.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from warta.facts.gazetteer import Gazetteer, Level, gazetteer, level, police_regions, squash
from warta.facts.kept import Span
from warta.facts.vocabulary import words
from warta.terms import Role


@dataclass(frozen=True, slots=True)
class Place:
    """A mention of a place; offsets count from the start of the page."""

    start: int
    end: int
    text: str
    zone: str  # role of the span
    codes: tuple[str, ...]  # several where the page does not tell which one
    basis: str  # kind, unit, name, seat, dateline or context


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    word: str
    folded: str


_KINDS: Final = {word: kind for kind, cues in words("places")["kinds"].items() for word in cues}
_RUN: Final = re.compile(r"[A-Z][\w'’\-]*\.?(?:[^\S\n]{1,2}[A-Z\d][\w'’\-]*\.?)*")
_TOKEN: Final = re.compile(r"\S+")
_BEFORE: Final = re.compile(r"([\w.]+)[\s/]{1,2}$")
_ROLES: Final = (Role.TITLE, Role.BODY, Role.CAPTION, Role.DATELINE)
_LONGEST: Final = 5  # words of a name
_UNIT_TITLE: Final = re.compile(r"(?i)^(?:ma|waka|ka)?(polres(?:ta|tabes)?)$")


def find_places(spans: Iterable[Span]) -> list[Place]:
    """Find the places that a page names, in order.

    Args:
        spans: Kept spans of the page in order.
    """
    table = gazetteer()
    found = [place for span in spans if span.role in _ROLES for place in _in_span(span, table)]
    return _settled(found)


def _in_span(span: Span, table: Gazetteer) -> Iterator[Place]:
    for run in _RUN.finditer(span.text):
        if len(run[0].split()) == 1 and squash(run[0]) not in table.beginnings:
            continue  # most runs are the one word that opens a sentence
        tokens = [
            _Token(run.start() + match.start(), run.start() + match.end(), match[0], squash(match[0]))
            for match in _TOKEN.finditer(run[0])
        ]
        before = _BEFORE.search(span.text[max(0, run.start() - 16) : run.start()])
        yield from _in_run(span, tokens, before[1].casefold() if before else "", table)


def _in_run(span: Span, tokens: list[_Token], before: str, table: Gazetteer) -> Iterator[Place]:
    index = 0
    while index < len(tokens):
        cue = tokens[index - 1].word.casefold() if index else before
        if cue == "metro" and index > 1:  # Polres Metro Bekasi
            cue = tokens[index - 2].word.casefold()
        if _KINDS.get(cue) == "police" and tokens[index].folded == "metro" and tokens[index + 1 :]:
            index += 1
            continue
        count, codes, basis = _longest(tokens[index:], cue, span.role, table)
        if codes:
            last = tokens[index + count - 1]
            end = last.end - (len(last.word) - len(last.word.rstrip(".")))
            start = tokens[index].start
            yield Place(span.start + start, span.start + end, span.text[start:end], span.role, codes, basis)
        index += max(count, 1)


def _longest(tokens: list[_Token], cue: str, role: str, table: Gazetteer) -> tuple[int, tuple[str, ...], str]:
    """Find the longest name that opens the tokens: its number of words, its codes and how they are known."""
    best: tuple[int, tuple[str, ...], str] = (0, (), "")
    name = ""
    for count, token in enumerate(tokens[:_LONGEST], 1):
        name += token.folded
        if name not in table.beginnings:
            break
        printed = " ".join(each.word.rstrip(".") for each in tokens[:count])
        codes, basis = _codes(name, printed, cue, role, table)
        if codes and basis == "unit" and tokens[count : count + 1] and tokens[count].folded == "kota":
            return count + 1, police_regions(f"Polres {printed} Kota"), basis
        if codes:
            best = (count, codes, basis)
        if token.word.endswith("."):
            break
    if best[0] == 1 and tokens[0].folded == "kota" and tokens[1:]:
        return 0, (), ""  # Polsek Kota Banyuwangi is no district named Kota
    return best


def _codes(name: str, printed: str, cue: str, role: str, table: Gazetteer) -> tuple[tuple[str, ...], str]:
    """Look a name up where the word before it says what it is, else by the name alone."""
    regencies = table.regencies.get(name, ())
    match _KINDS.get(cue):
        case "district":
            return table.districts.get(name, ()), "kind"
        case "police":
            title = _UNIT_TITLE.match(cue)
            return police_regions(f"{title[1] if title else 'Polres'} {printed}"), "unit"
        case "province":
            return table.provinces.get(name, ()), "kind"
        case "regency" | "city" as kind:
            return tuple(code for code in regencies if level(code) is Level(kind)), "kind"
        case "either":
            return regencies or table.provinces.get(name, ()), "kind"
        case "none":
            return (), ""
    return _bare(name, role, table)


def _bare(name: str, role: str, table: Gazetteer) -> tuple[tuple[str, ...], str]:
    in_dateline = role == Role.DATELINE
    if name in table.guarded and not in_dateline:
        return (), ""
    if codes := table.provinces.get(name) or table.regencies.get(name):
        return codes, "name"
    if codes := table.capitals.get(name):
        return codes, "seat"
    return table.districts.get(name, ()) if in_dateline else (), "dateline"


def _settled(found: list[Place]) -> list[Place]:
    """Choose among several codes those that the rest of the page names beyond doubt."""
    certain = {place.codes[0] for place in found if len(place.codes) == 1}
    regencies = {code[:5] for code in certain if len(code) > 2}
    provinces = {code[:2] for code in certain}
    settled = []
    for place in found:
        codes = place.codes
        if len(codes) > 1:
            for known in (regencies, provinces):
                fitting = tuple(code for code in codes if code[:5] in known or code[:2] in known)
                if len(fitting) == 1:
                    place = replace(place, codes=fitting, basis="context")
                    break
        settled.append(place)
    return settled
