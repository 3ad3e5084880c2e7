"""Police units that a story names: by name, by the post of their head, by the name of their seat."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import pairwise
from typing import Any, Final, NamedTuple

import polars as pl

from warta.facts.beginnings import beginnings, matches
from warta.facts.gazetteer import gazetteer, known_place, police_regions, province_name, squash
from warta.facts.names import SPACE
from warta.facts.ranks import rank_at
from warta.facts.stories import Story, in_headline, in_link
from warta.facts.tables import frame_of
from warta.facts.vocabulary import alternatives, words

UNITS: Final = pl.Schema(
    {
        "page": pl.UInt32(),
        "start": pl.UInt32(),  # code points in the page's text
        "end": pl.UInt32(),
        "text": pl.String(),  # as printed: "Kasat Lantas Polres Kukar" names its unit by "Polres Kukar"
        "unit": pl.String(),  # title and area, provinces written out: "Polda Jawa Timur"
        "command": pl.UInt8(),  # 1 headquarters, 2 Polda, 3 Polres, 4 Polsek, 5 Polsubsektor
        "region_code": pl.String(),  # Kemendagri code of the area; null where the name does not tell
        "parent": pl.String(),  # the unit above, from the page or the region
        "basis": pl.String(),  # UnitBasis
    }
)
"""One row a mention of a unit."""


class UnitBasis(StrEnum):
    """How a page names a unit."""

    NAME = "name"
    POST = "post"  # "Kapolres Malang"
    SEAT = "seat"  # "Mapolres Malang"


class Unit(NamedTuple):
    """A mention of a unit in a story."""

    start: int
    end: int
    title: str
    area: str
    command: int
    basis: UnitBasis

    @property
    def name(self) -> str:
        """Title and area, as records print the unit."""
        return f"{self.title} {self.area}".rstrip()


_VOCABULARY: Final = words("units")
_TITLES: Final[dict[str, dict[str, Any]]] = {
    entry["title"].casefold(): entry for entry in _VOCABULARY["titles"]
}
_LONG: Final = {long.casefold(): entry for entry in _VOCABULARY["titles"] for long in entry["long"]}
_NATIONAL: Final = {form: name for name, forms in _VOCABULARY["national"].items() for form in forms}
_POLDAS: Final = {form: name for name, forms in _VOCABULARY["poldas"].items() for form in forms}
_SUFFIXES: Final = frozenset(_VOCABULARY["areas"]["suffixes"])
_PREFIXES: Final = frozenset(_VOCABULARY["areas"]["prefixes"])
_NO_NAMES: Final = frozenset(_VOCABULARY["areas"]["no_names"])
_LATER_NO_NAMES: Final = _NO_NAMES - frozenset(_VOCABULARY["areas"]["also_last"])

_POSTS: Final = ("Kapol", "KAPOL", "kapol", "Wakapol", "WAKAPOL", "WaKapol", "Waka Pol", "Wakil Kapol")
_SEATS: Final = ("Mapol", "MAPOL", "mapol", "Mako Pol")
_LONG_LEADS: Final = ("Kepolisian ", "KEPOLISIAN ", "Kepolisan ")
_SHORT = alternatives([entry["title"][3:] for entry in _VOCABULARY["titles"]])
_AFTER_LONG = alternatives([long.split(maxsplit=1)[1] for long in _LONG])
_LEADS: Final = [*_NATIONAL, *_POLDAS, *_POSTS, *_SEATS, *_LONG_LEADS, "Pol", "POL", "pol"]
_HEAD = re.compile(
    rf"(?P<lead>{alternatives(_LEADS)})"
    rf"(?P<title>(?i:{_SHORT})(?![a-z])|(?i:{_AFTER_LONG})(?!\w))?"
    rf"(?:{SPACE}?\((?:Polri|(?:(?:Wa)?[Kk]a)?(?P<inner>[Pp]ol[a-z]+))\))?"
)
_heads = beginnings(_LEADS)
_TOKEN = re.compile(rf"{SPACE}{{0,3}}([A-Z](?:[a-z'’]+(?:-[A-Z][a-z]+)*|[A-Z]*(?![a-z])))")
_WHOLE = re.compile(rf"{SPACE}({alternatives(_VOCABULARY['areas']['whole'])})(?!\w)")
_LONGEST_AREA: Final = 5


def units_of(story: Story) -> list[Unit]:
    """Find the units that a story names, in order.

    Headlines print every word with a capital, so there an area counts only where it is known or where the
    running text names it too; the same holds for what follows a post ("Kapolsek Purwodadi Siswanto").
    """
    heads = [
        head
        for head in matches(_HEAD, story.text, _heads(story.text))
        if _is_head(story.text, head) and not in_link(story, head.start())
    ]
    named_units: set[tuple[int, str]] = set()
    found: dict[int, Unit] = {}
    for certain in (True, False):
        for head in heads:
            if head.start() not in found and (unit := _unit(story, head, named_units, certain=certain)):
                found[head.start()] = unit
                named_units.add((unit.command, squash(unit.area)))
    return _one_name_each([found[start] for start in sorted(found)])


def _is_head(text: str, head: re.Match[str]) -> bool:
    if text[head.start() - 1 : head.start()].isupper():
        return False
    if head["lead"] in _NATIONAL or head["lead"] in _POLDAS:
        return not text[head.end() : head.end() + 1].isalnum()
    title = (head["title"] or "").casefold()
    return f"kepolisian {title}" in _LONG if head["lead"] in _LONG_LEADS else f"pol{title}" in _TITLES


def _unit(
    story: Story, head: re.Match[str], named_units: set[tuple[int, str]], *, certain: bool
) -> Unit | None:
    start, end = head.span()
    lead = head["lead"]
    if fixed := _NATIONAL.get(lead) or _POLDAS.get(lead):
        if fixed.startswith("Polda "):
            return Unit(start, end, "Polda", fixed.removeprefix("Polda "), 2, UnitBasis.NAME)
        return Unit(start, end, fixed, "", 1, UnitBasis.POST if lead.startswith("Ka") else UnitBasis.NAME)
    long = lead in _LONG_LEADS
    entry = (
        _LONG[f"kepolisian {head['title']}".casefold()] if long else _TITLES[f"pol{head['title']}".casefold()]
    )
    entry = _TITLES.get((head["inner"] or "").casefold(), entry)
    basis = UnitBasis.POST if lead in _POSTS else UnitBasis.SEAT if lead in _SEATS else UnitBasis.NAME
    if whole := _WHOLE.match(story.text, end):
        return Unit(start, whole.end(), entry["title"], whole[1], entry["order"], basis)
    tokens = _area_words(story.text, end)
    if not tokens:
        return None
    after_name = lead in _POSTS and rank_at(story.text, tokens[-1].end() + 1) is None
    headline = in_headline(story, start)
    if certain and (after_name or headline):
        return None
    area = _area(
        [token[1] for token in tokens], entry["order"], named_units, headline=headline, post=after_name
    )
    if not area:
        return None
    name = " ".join(token[1] for token in tokens[:area])
    if entry["order"] == 2:
        name = name if squash(name) == "metrojaya" else province_name(name) or name
    if name.isupper() and len(name) > 4:
        name = name.title()
    return Unit(start, tokens[area - 1].end(), entry["title"], name, entry["order"], basis)


def _area_words(text: str, position: int) -> list[re.Match[str]]:
    found: list[re.Match[str]] = []
    while len(found) < _LONGEST_AREA and (token := _TOKEN.match(text, position)):
        if (
            token[1] in (_LATER_NO_NAMES if found else _NO_NAMES)
            or _HEAD.match(text, token.start(1))
            or rank_at(text, token.start(1))
        ):
            break
        found.append(token)
        position = token.end()
    return found


def _area(
    tokens: list[str], order: int, named_units: set[tuple[int, str]], *, headline: bool, post: bool
) -> int:
    """Tell how many of the capitalised words behind a title are the name of its area."""
    first = next((number for number, token in enumerate(tokens) if token not in _PREFIXES), 0)
    lengths = range(len(tokens), 0, -1)
    known = next((n for n in lengths if n > first and _known(tokens[first:n], tokens[:n], order)), 0)
    if order == 2:
        return known
    named = next((n for n in lengths if (order, squash("".join(tokens[:n]))) in named_units), 0)
    if named > known:
        return named
    if not known:
        if headline:
            return 0
        return len(tokens) - 2 if post and len(tokens) > 2 else min(len(tokens), 4)
    while known < len(tokens) and tokens[known] in _SUFFIXES and not _known(tokens[known + 1 :], [], 3):
        known += 1
    rest = tokens[known:]
    return (
        len(tokens)
        if len(rest) == 1 and not (headline or post or order == 3 or _known(rest, [], 3))
        else known
    )


def _known(area: list[str], with_prefixes: list[str], order: int) -> bool:
    table, key = gazetteer(), squash("".join(area))
    if order == 2:
        return key in table.provinces or squash("".join(with_prefixes)) in table.provinces
    if order == 3:
        return (
            key in table.regencies
            or key in table.capitals
            or squash("polres" + "".join(with_prefixes)) in table.units
        )
    return bool(area) and known_place(key)


def _one_name_each(found: list[Unit]) -> list[Unit]:
    """Give the mentions of one unit one name: the more exact title, the longer area, the usual spelling."""
    counts = Counter((unit.title, unit.area) for unit in found)
    if len(counts) == 1:
        return found
    order = sorted(counts, key=lambda name: (-_specific(name[0]), -len(name[1]), -counts[name], name))
    names: dict[tuple[str, str], tuple[str, str]] = {}
    for name in order:
        same = (other for other in names.values() if _same_unit(name, other) or _slip(name, other, counts))
        names[name] = next(same, name)
    return [
        unit._replace(title=title, area=area)
        for unit in found
        for title, area in [names[unit.title, unit.area]]
    ]


def _specific(title: str) -> int:
    return int(_TITLES.get(title.casefold(), {"specific": 0})["specific"])


def _bare(area: str) -> str:
    return squash(area.removeprefix("Metro "))


def _same_unit(name: tuple[str, str], other: tuple[str, str]) -> bool:
    (title, area), (other_title, other_area) = name, other
    if _order(title) != _order(other_title) or _order(title) < 3 or _city_and_regency(name, other):
        return name == other
    if _bare(area) == _bare(other_area) or _abbreviated(area, other_area):
        return True
    shortened = {_bare(other_area).removesuffix("kota"), _bare(other_area).removeprefix("kota")}
    return _bare(area) in shortened and (title == other_title != "Polres")


def _city_and_regency(name: tuple[str, str], other: tuple[str, str]) -> bool:
    """Tell the Polresta of a regency from the Polrestabes of the city of that name, as in Bandung."""
    codes = gazetteer().regencies.get(_bare(name[1]), ())
    return len(codes) > 1 and name[0] != other[0] and min(_specific(name[0]), _specific(other[0])) > 1


def _abbreviated(area: str, other: str) -> bool:
    """Tell whether two names are of the same regency: "Jaksel", "Metro Jakarta Selatan"."""
    regencies = gazetteer().regencies
    codes = regencies.get(_bare(area), ())
    return len(codes) == 1 and codes == regencies.get(_bare(other))


def _slip(name: tuple[str, str], other: tuple[str, str], counts: Counter[tuple[str, str]]) -> bool:
    """Tell a slip of the keyboard ("Polres Bgoor"): an unknown area very like one that is named oftener."""
    return (
        name[0] == other[0]
        and counts[name] < counts[other]
        and len(name[1]) > 4
        and not _known([name[1]], [name[1]], _order(name[0]))
        and SequenceMatcher(None, squash(name[1]), squash(other[1])).ratio() > 0.85
    )


def _order(title: str) -> int:
    return int(_TITLES.get(title.casefold(), {"order": 1})["order"])


def units_frame(texts: Sequence[str], of_stories: Iterable[tuple[Story, list[Unit]]]) -> pl.DataFrame:
    """Tabulate units with their regions and parents.

    Args:
        texts: Texts of the pages in order, as printed.
        of_stories: Stories and their units.

    Returns:
        UNITS.
    """
    rows = []
    for story, found in of_stories:
        regions, parents = _regions(found), _parents(story, found)
        for unit in found:
            region = regions.get(unit.name)
            parent = parents.get(unit.name) or _parent_by_region(unit, region)
            text = texts[story.page][unit.start : unit.end]
            rows.append(
                (story.page, unit.start, unit.end, text, unit.name, unit.command, region, parent, unit.basis)
            )
    return frame_of(rows, UNITS)


def _regions(found: list[Unit]) -> dict[str, str]:
    """Code the areas of units; of districts of one name, the one in the regency of a Polres of the page."""
    regions: dict[str, str] = {}
    for unit in sorted(found, key=lambda unit: unit.command):
        if unit.command in (2, 3):
            codes = police_regions(unit.name)
        else:
            codes = gazetteer().districts.get(_bare(unit.area), ())
        if len(codes) > 1:
            above = {
                regions[other.name] for other in found if other.command in (2, 3) and other.name in regions
            }
            within = tuple(code for code in codes if any(code.startswith(f"{region}.") for region in above))
            codes = within or codes
        if len(codes) == 1:
            regions[unit.name] = codes[0]
    return regions


def _parents(story: Story, found: list[Unit]) -> dict[str, str]:
    """Read units above from the page: "Polsek Alas, Polres Sumbawa, Polda NTB" goes up step by step."""
    parents: dict[str, str] = {}
    for unit, above in pairwise(found):
        if 2 <= above.command < unit.command and story.text[unit.end : above.start].strip(" ,") in (
            "",
            "-",
            "–",
        ):
            parents.setdefault(unit.name, above.name)
    polres = {unit.name for unit in found if unit.command == 3}
    if len(polres) == 1:
        (only,) = polres
        parents |= {unit.name: only for unit in found if unit.command > 3 and unit.name not in parents}
    return parents


def _parent_by_region(unit: Unit, region: str | None) -> str | None:
    if unit.command == 2:
        return "Mabes Polri"
    if unit.command != 3 or region is None:
        return None
    special: dict[str, str] = _VOCABULARY["parents"]
    return special.get(region) or special.get(region[:2]) or f"Polda {gazetteer().names[region[:2]]}"
