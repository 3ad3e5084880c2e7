"""Places named in the kept text, with their Kemendagri codes.

A name counts where the gazetteer knows it and the words before it allow it: districts only after `Kecamatan`,
`Polsek` and the like, names that are also common words only after `Kabupaten`, `Polres` and the like. A name
of several regions is settled by the kind word, by the title of the police unit, or by the regions that the
page names beyond doubt; else it stays ambiguous, with all its codes.
"""

import functools
import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from warta.facts.gazetteer import Gazetteer, Level, gazetteer, level, police_regions, squash
from warta.facts.kept import Span
from warta.facts.vocabulary import words
from warta.terms import Role


class Place(NamedTuple):
    """A mention of a place; offsets count from the start of the page."""

    start: int
    end: int
    text: str
    zone: str  # role of the span
    codes: tuple[str, ...]  # several where the page does not tell which one
    basis: str  # kind, unit, name, seat, dateline or context


_KINDS: Final = {word: kind for kind, cues in words("places")["kinds"].items() for word in cues}
_RUN: Final = re.compile(r"[A-Z][\w'’\-]*\.?(?:[^\S\n]{1,2}[A-Z\d][\w'’\-]*\.?)*")
_TOKEN: Final = re.compile(r"\S+")
_BEFORE: Final = re.compile(r"([\w.]+)[\s/]{1,2}$")
_ROLES: Final = (Role.TITLE, Role.BODY, Role.CAPTION, Role.DATELINE)
_LONGEST: Final = 5  # words of a name
_UNIT_TITLE: Final = re.compile(r"(?i)^(?:ma|waka|ka)?(polres(?:ta|tabes)?)$")
_REMEMBERED: Final = 32_768  # capitalised words and runs of them: most come again and again

Found = tuple[int, int, tuple[str, ...], str]
"""A name in a run of words: start and end in the run, codes, basis."""


def find_places(spans: Iterable[Span]) -> list[Place]:
    """Find the places that a page names, in order.

    Args:
        spans: Kept spans of the page in order.
    """
    return _settled([place for span in spans if span.role in _ROLES for place in _in_span(span)])


def _in_span(span: Span) -> Iterator[Place]:
    _, role, offset, text, *_ = span
    for run in _RUN.finditer(text):
        words_of_run = run[0]
        if (first := _first_beginning(words_of_run)) is None:
            continue
        start = run.start()
        before = _BEFORE.search(text, max(0, start - 16), start) if first == 0 else None
        cue = before[1].casefold() if before else ""
        offset_of_run = offset + start
        for begin, end, codes, basis in _in_run(
            words_of_run, cue if cue in _KINDS else "", role == Role.DATELINE
        ):
            yield Place(
                offset_of_run + begin, offset_of_run + end, words_of_run[begin:end], role, codes, basis
            )


def _first_beginning(run: str) -> int | None:
    """Tell which word of a run is the first that the name of a place can begin with."""
    for number, word in enumerate(run.split()):
        if _begins(word):
            return number
    return None


@functools.lru_cache(_REMEMBERED)
def _begins(word: str) -> bool:
    return squash(word) in gazetteer().beginnings


@functools.lru_cache(_REMEMBERED)
def _in_run(run: str, before: str, in_dateline: bool) -> tuple[Found, ...]:
    """Find the names in a run of capitalised words; `before` is the word before it that says what it is."""
    table = gazetteer()
    tokens = list(_TOKEN.finditer(run))
    printed = [token[0] for token in tokens]
    folded = [squash(word) for word in printed]
    found: list[Found] = []
    index = 0
    while index < len(tokens):
        cue = printed[index - 1].casefold() if index else before
        if cue == "metro" and index > 1:  # Polres Metro Bekasi
            cue = printed[index - 2].casefold()
        if _KINDS.get(cue) == "police" and folded[index] == "metro" and tokens[index + 1 :]:
            index += 1
            continue
        count, codes, basis = _longest(printed[index:], folded[index:], cue, in_dateline, table)
        if codes:
            last = printed[index + count - 1]
            end = tokens[index + count - 1].end() - (len(last) - len(last.rstrip(".")))
            found.append((tokens[index].start(), end, codes, basis))
        index += max(count, 1)
    return tuple(found)


def _longest(
    printed: list[str], folded: list[str], cue: str, in_dateline: bool, table: Gazetteer
) -> tuple[int, tuple[str, ...], str]:
    """Find the longest name that opens the words: its number of words, its codes and how they are known."""
    best: tuple[int, tuple[str, ...], str] = (0, (), "")
    name = ""
    for count in range(1, min(_LONGEST, len(printed)) + 1):
        name += folded[count - 1]
        if name not in table.beginnings:
            break
        bare = " ".join(word.rstrip(".") for word in printed[:count])
        codes, basis = _codes(name, bare, cue, in_dateline, table)
        if codes and basis == "unit" and folded[count : count + 1] == ["kota"]:
            return count + 1, police_regions(f"Polres {bare} Kota"), basis
        if codes:
            best = (count, codes, basis)
        if printed[count - 1].endswith("."):
            break
    if best[0] == 1 and folded[0] == "kota" and folded[1:]:
        return 0, (), ""  # Polsek Kota Banyuwangi is no district named Kota
    return best


def _codes(
    name: str, printed: str, cue: str, in_dateline: bool, table: Gazetteer
) -> tuple[tuple[str, ...], str]:
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
    return _bare(name, in_dateline, table)


def _bare(name: str, in_dateline: bool, table: Gazetteer) -> tuple[tuple[str, ...], str]:
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
                    place = place._replace(codes=fitting, basis="context")
                    break
        settled.append(place)
    return settled
