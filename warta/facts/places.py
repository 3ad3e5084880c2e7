"""Places named in the kept text, with their Kemendagri codes.

A name counts where the gazetteer knows it and the words before it allow it: districts only after `Kecamatan`,
`Polsek` and the like, names that are also common words only after `Kabupaten`, `Polres` and the like. A name
of several regions is settled by the kind word, by the title of the police unit, or by the regions that the
page names beyond doubt; else it stays ambiguous, with all its codes.
"""

import functools
import re
from collections import defaultdict
from typing import Final

import polars as pl

from warta.facts.gazetteer import Gazetteer, Level, gazetteer, level, police_regions, squash
from warta.facts.tables import frame_of
from warta.facts.vocabulary import words
from warta.terms import Role

PLACES: Final = pl.Schema(
    {
        "page": pl.UInt32(),
        "start": pl.UInt32(),
        "end": pl.UInt32(),
        "text": pl.String(),
        "zone": pl.String(),  # role of the span
        "level": pl.String(),  # province, regency, city or district; null where ambiguous between levels
        "code": pl.String(),  # Kemendagri code; null where ambiguous
        "codes": pl.List(pl.String()),  # all regions that the name may mean here
        "ambiguous": pl.Boolean(),
        "basis": pl.String(),  # kind, unit, name, seat, dateline or context
    }
)
"""One row a mention of a place in the kept text."""

Codes = tuple[str, ...]
"""The regions that a name may mean."""

Found = tuple[int, int, Codes, str]
"""A name in a run of words: start and end in the run, codes, basis."""

_KINDS: Final = {word: kind for kind, cues in words("places")["kinds"].items() for word in cues}
# What Python takes for letters and white space, spelt out in the syntax of Polars.
_LETTER: Final = r"[\p{L}\p{N}_'’\-]"
_BLANK: Final = r"[\t\x0b-\r\x1c-\x1f \x{85}\p{Zs}\x{2028}\x{2029}]"
_TILES: Final = rf"[^A-Z]+|[A-Z]{_LETTER}*\.?(?:{_BLANK}{_BLANK}?[A-Z\d]{_LETTER}*\.?)*"
_WINDOW: Final = 16  # characters before a run in which the word stands that says what it is
_CUE: Final = rf"([\p{{L}}\p{{N}}_.]+)(?:{_BLANK}|[\n/]){{1,2}}\n?$"
_TOKEN: Final = re.compile(r"\S+")
_ROLES: Final = (Role.TITLE, Role.BODY, Role.CAPTION, Role.DATELINE)
_LONGEST: Final = 5  # words of a name
_UNIT_TITLE: Final = re.compile(r"(?i)^(?:ma|waka|ka)?(polres(?:ta|tabes)?)$")
_REMEMBERED: Final = 32_768  # capitalised words and runs of them: most come again and again
_NAMES: Final = pl.Schema(
    {
        "run": pl.String(),
        "cue": pl.String(),
        "in_dateline": pl.Boolean(),
        "begin": pl.UInt32(),  # in the run
        "stop": pl.UInt32(),
        "meaning": pl.UInt32(),  # number of the codes
        "basis": pl.String(),
    }
)


def find_places(kept: pl.DataFrame) -> pl.DataFrame:
    """Find the places that pages name.

    Args:
        kept: Kept spans (`warta.facts.kept.KEPT_SPANS`).

    Returns:
        PLACES, in the order of page and place.
    """
    runs = _runs(kept.filter(pl.col("role").is_in(_ROLES)))
    cases = runs.select("run", "cue", "in_dateline").unique()
    codes: dict[Codes, int] = {}
    names = frame_of(
        (
            (*case, begin, end, codes.setdefault(meant, len(codes)), basis)
            for case in cases.iter_rows()
            for begin, end, meant, basis in _in_run(*case)
        ),
        _NAMES,
    )
    found = _settled(runs.join(names, on=cases.columns, maintain_order="left_right"), codes)
    meant = pl.DataFrame(
        {
            "codes": pl.Series(map(list, codes), dtype=PLACES["codes"]),
            "level": pl.Series(map(_common_level, codes), dtype=PLACES["level"]),
        }
    )
    ambiguous = pl.col("codes").list.len() > 1
    return (
        found.hstack(meant[found["meaning"]])
        .with_columns(
            start=pl.col("start") + pl.col("begin"),
            end=pl.col("start") + pl.col("stop"),
            text=pl.col("run").str.slice("begin", pl.col("stop") - pl.col("begin")),
            code=pl.when(~ambiguous).then(pl.col("codes").list.first()),
            ambiguous=ambiguous,
        )
        .select(PLACES.names())
    )


def _runs(spans: pl.DataFrame) -> pl.DataFrame:
    """Find the runs of capitalised words that may name a place, in order.

    Returns:
        page, zone, in_dateline, start (in the page), run, cue (what the word before it says it is, or empty).
    """
    tiles = (
        spans.select(run=pl.col("text").str.extract_all(_TILES))
        .with_row_index("span")
        .explode("run")
        .with_columns(behind=pl.col("run").str.len_chars().cum_sum())
        .filter(pl.col("run").is_between(pl.lit("A"), pl.lit("["), closed="left"))
    )
    first = {
        run: number for run in tiles["run"].unique().to_list() if (number := _first_name(run)) is not None
    }
    naming = pl.DataFrame({"run": list(first), "opens": [number == 0 for number in first.values()]})
    runs = tiles.join(naming.match_to_schema(_NAMING), on="run", maintain_order="left")
    lengths = pl.col("text").str.len_chars()
    own = spans.select("page", "start", "text", zone="role", before=lengths.cum_sum() - lengths)
    return (
        runs.hstack(own[runs["span"]])
        .with_columns(at=pl.col("behind") - pl.col("run").str.len_chars() - pl.col("before"))
        .select(
            "page",
            "zone",
            "run",
            in_dateline=pl.col("zone") == Role.DATELINE,
            start=pl.col("start") + pl.col("at"),
            cue=pl.when("opens").then(_cue_before(pl.col("at"))).otherwise(pl.lit("")),
        )
    )


_NAMING: Final = pl.Schema({"run": pl.String(), "opens": pl.Boolean()})


def _cue_before(at: pl.Expr) -> pl.Expr:
    """Give the word of `text` before a place in it, where it says what stands there."""
    behind = pl.max_horizontal(at.cast(pl.Int64) - _WINDOW, 0)
    cue = pl.col("text").str.slice(behind, at - behind).str.extract(_CUE).str.to_lowercase()
    return pl.when(cue.is_in(list(_KINDS))).then(cue).otherwise(pl.lit(""))


@functools.lru_cache(_REMEMBERED)
def _first_name(run: str) -> int | None:
    """Tell at which word of a run the first name begins that may be that of a place."""
    beginnings, whole = gazetteer().beginnings, gazetteer().whole
    words_of_run = run.split()
    for number, word in enumerate(words_of_run):
        name = squash(word)
        behind = iter(words_of_run[number + 1 : number + _LONGEST])
        while name in beginnings:
            if name in whole:
                return number
            if (following := next(behind, None)) is None:
                break
            name += squash(following)
    return None


@functools.lru_cache(_REMEMBERED)
def _in_run(run: str, before: str, in_dateline: bool) -> tuple[Found, ...]:
    """Find the names in a run of capitalised words; `before` is the word before it that says what it is."""
    table = gazetteer()
    tokens = list(_TOKEN.finditer(run))
    printed = [token[0] for token in tokens]
    folded = [squash(word) for word in printed]
    found: list[Found] = []
    index = _first_name(run) or 0
    while index < len(tokens):
        cue = printed[index - 1].casefold() if index else before
        if cue == "metro" and index > 1:  # Polres Metro Bekasi
            cue = printed[index - 2].casefold()
        if _KINDS.get(cue) == "police" and folded[index] == "metro" and tokens[index + 1 :]:
            index += 1
            continue
        if folded[index] not in table.beginnings:
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
) -> tuple[int, Codes, str]:
    """Find the longest name that opens the words: its number of words, its codes and how they are known."""
    best: tuple[int, Codes, str] = (0, (), "")
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


def _codes(name: str, printed: str, cue: str, in_dateline: bool, table: Gazetteer) -> tuple[Codes, str]:
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


def _bare(name: str, in_dateline: bool, table: Gazetteer) -> tuple[Codes, str]:
    if name in table.guarded and not in_dateline:
        return (), ""
    if codes := table.provinces.get(name) or table.regencies.get(name):
        return codes, "name"
    if codes := table.capitals.get(name):
        return codes, "seat"
    return table.districts.get(name, ()) if in_dateline else (), "dateline"


def _settled(found: pl.DataFrame, codes: dict[Codes, int]) -> pl.DataFrame:
    """Choose among several codes those that the rest of the page names beyond doubt.

    Args:
        found: Names, with `meaning`, the number of their codes.
        codes: The numbers of codes; those that are chosen are added.
    """
    meanings = list(codes)
    certain = pl.col("meaning").is_in([number for meant, number in codes.items() if len(meant) == 1])
    doubtful = found.with_row_index().filter(~certain)
    beside = found.filter(certain, pl.col("page").is_in(doubtful["page"].unique().implode()))
    regencies: defaultdict[int, set[str]] = defaultdict(set)
    provinces: defaultdict[int, set[str]] = defaultdict(set)
    for page, meaning in beside.select("page", "meaning").iter_rows():
        (code,) = meanings[meaning]
        provinces[page].add(code[:2])
        if len(code) > 2:
            regencies[page].add(code[:5])
    chosen: dict[int, int] = {}
    for row, page, meaning in doubtful.select("index", "page", "meaning").iter_rows():
        for known in (regencies[page], provinces[page]):
            fitting = tuple(code for code in meanings[meaning] if code[:5] in known or code[:2] in known)
            if len(fitting) == 1:
                chosen[row] = codes.setdefault(fitting, len(codes))
                break
    rows = pl.Series(chosen.keys(), dtype=pl.UInt32)
    return found.with_columns(
        found["meaning"].scatter(rows, pl.Series(chosen.values(), dtype=pl.UInt32)),
        found["basis"].scatter(rows, pl.repeat("context", len(rows), eager=True)),
    )


def _common_level(codes: Codes) -> str | None:
    """Tell the level of regions by their codes; None where a name may mean regions of several."""
    levels = {level(code) for code in codes}
    return levels.pop().value if len(levels) == 1 else None
