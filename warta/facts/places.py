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

import polars as pl

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
_ENDS_OF_KINDS: Final = frozenset(word[-2:] for word in _KINDS)
_RUN: Final = re.compile(r"[A-Z][\w'’\-]*\.?(?:[^\S\n]{1,2}[A-Z\d][\w'’\-]*\.?)*")
# The same in the syntax of Polars, spelt out: its white space and letters are others than Python's.
_LETTER: Final = r"[\p{L}\p{N}_'’\-]"
_BLANK: Final = r"[\t\x0b-\r\x1c-\x1f \x{85}\p{Zs}\x{2028}\x{2029}]"
_TOKEN: Final = re.compile(r"\S+")
_BEFORE: Final = re.compile(r"([\w.]+)[\s/]{1,2}$")
_DATELINE: Final = Role.DATELINE
_ROLES: Final = (Role.TITLE, Role.BODY, Role.CAPTION, Role.DATELINE)
_LONGEST: Final = 5  # words of a name
_UNIT_TITLE: Final = re.compile(r"(?i)^(?:ma|waka|ka)?(polres(?:ta|tabes)?)$")
_REMEMBERED: Final = 32_768  # capitalised words and runs of them: most come again and again

Found = tuple[int, int, tuple[str, ...], str]
"""A name in a run of words: start and end in the run, codes, basis."""


def _where_named(runs: pl.Series) -> pl.Series:
    """Give the runs of spans that may name a place, one a line, and none of the others."""
    rows = pl.DataFrame({"runs": runs}).with_row_index("span")
    each = rows.select("span", run="runs").explode("run").drop_nulls()
    naming = [run for run in each["run"].unique() if _first_name(run) is not None]
    spans = each.filter(pl.col("run").is_in(naming))["span"].unique()
    left = pl.col("span").is_in(spans.implode()) | pl.col("runs").is_null()
    lines = pl.col("runs").list.join("\n")
    return rows.select(pl.when(left).then(lines).otherwise(pl.lit(""))).to_series()


RUNS: Final = (
    pl.when(pl.col("role").is_in(_ROLES))
    .then("text")
    .str.extract_all(
        rf"[A-Z]{_LETTER}*\.?(?:{_BLANK}{_BLANK}?[A-Z\d]{_LETTER}*\.?)*",
    )
    .map_batches(_where_named, pl.String)
)
"""The runs of capitalised words of `text` that `_RUN` finds, one a line; none where none may name a place.

Null where no places are looked for: a dateline may become known as such later.
"""


def find_places(spans: Iterable[Span]) -> list[Place]:
    """Find the places that a page names, in order.

    Args:
        spans: Kept spans of the page in order.
    """
    return _settled([place for span in spans if span.role in _ROLES for place in _in_span(span)])


def _in_span(span: Span) -> Iterator[Place]:
    for start, run in _runs(span):
        if (first := _first_name(run)) is None:
            continue
        cue = _cue_before(span.text, start) if first == 0 else ""
        for begin, end, codes, basis in _in_run(run, cue, span.role == _DATELINE):
            at = span.start + start
            yield Place(at + begin, at + end, run[begin:end], span.role, codes, basis)


def _runs(span: Span) -> Iterator[tuple[int, str]]:
    """Give the runs of capitalised words of a span with where they start."""
    if span.runs is None:
        yield from ((run.start(), run[0]) for run in _RUN.finditer(span.text))
        return
    end = 0
    for run in (
        span.runs.split("\n") if span.runs else ()
    ):  # between them there is no capital, so none is found too early
        start = span.text.index(run, end)
        end = start + len(run)
        yield start, run


@functools.lru_cache(_REMEMBERED)
def _first_name(run: str) -> int | None:
    """Tell at which word of a run the first name begins that may be that of a place."""
    table = gazetteer()
    folded = [squash(word) for word in run.split()]
    for number in range(len(folded)):
        name = ""
        for word in folded[number : number + _LONGEST]:
            name += word
            if name not in table.beginnings:
                break
            if name in table.whole:
                return number
    return None


def _cue_before(text: str, start: int) -> str:
    """Give the word before a run, where it says what the run is."""
    behind = max(0, start - 16)
    if text[behind:start].replace("/", " ").rstrip()[-2:].casefold() not in _ENDS_OF_KINDS:
        return ""
    before = _BEFORE.search(text, behind, start)
    cue = before[1].casefold() if before else ""
    return cue if cue in _KINDS else ""


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
