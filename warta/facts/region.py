"""The region a story is mainly about, weighed from the places it names."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from warta.facts.places import Place
from warta.terms import Role

# Named here once: a member of an enumeration is slow to look up, and asked for at every place.
_IN_TITLE: Final = Role.TITLE
_IN_DATELINE: Final = Role.DATELINE
_IN_BODY: Final = Role.BODY
_IN_CAPTION: Final = Role.CAPTION
_BASIS: Final = {"unit": 3.0, "kind": 2.0, "name": 1.0, "context": 1.0, "seat": 1.0, "dateline": 1.0}
_DATELINE: Final = (
    1.5  # an agency's dateline often names the town of its office, so a police unit outweighs it
)
_OFFICE_SHARE: Final = 0.5  # "… di Pangkalpinang, Senin": where it was said, not where it happened
_TITLE: Final = 3.0
_LEAD: Final = 2.0
_CAPTION: Final = 0.5
_LEAD_LENGTH: Final = 600  # characters from the first place of the body on
_ENOUGH: Final = 1.5
_ENOUGH_FOR_PROVINCE: Final = 3.0
_PROVINCE_SHARE: Final = (
    0.2  # a province is named beside its regencies; only where it outweighs them is it the region
)
_ALIKE: Final = 0.5
_CAPITAL: Final = "31"
_CAPITAL_SHARE: Final = 0.4  # the bare name of Jakarta says little more than that the story is national


def story_region(places: Sequence[Place]) -> str | None:
    """Choose the region that a story is mainly about.

    Args:
        places: The places that the page names, in order.

    Returns:
        Code of the regency or city, of the province where the story is about no one of its regencies, else
        None.
    """
    regencies: defaultdict[str, float] = defaultdict(float)
    provinces: defaultdict[str, float] = defaultdict(float)
    lead = next((place.start for place in places if place.zone == _IN_BODY), 0) + _LEAD_LENGTH
    office = next((place.codes for place in places if place.zone == _IN_DATELINE), ())
    for place in places:
        weight = _weight(place, lead) / len(place.codes)
        if place.codes == office and place.basis in ("name", "seat"):
            weight *= _OFFICE_SHARE
        for code in place.codes:
            if len(code) == 2:
                provinces[code] += weight
            else:
                regencies[code[:5]] += weight
    regency = _first(regencies)
    province = _first(provinces)
    if province is not None and _is_of_province(province, regencies, places):
        return province
    if regency is not None and regencies[regency] >= _ENOUGH:
        if province is None or regencies[regency] >= _PROVINCE_SHARE * provinces[province]:
            return regency
        return province
    return province if province is not None and provinces[province] >= _ENOUGH_FOR_PROVINCE else None


def _is_of_province(province: str, regencies: dict[str, float], places: Sequence[Place]) -> bool:
    """Tell whether the headline names a province only, and the story several of its regencies alike."""
    named = {code for place in places if place.zone == _IN_TITLE for code in place.codes}
    alike = sorted((weight for code, weight in regencies.items() if code.startswith(province)), reverse=True)
    return named == {province} and len(alike) > 1 and alike[1] >= _ALIKE * alike[0]


def _first(weights: dict[str, float]) -> str | None:
    """Give the code that weighs most, of two the one named first; a list of regions has none."""
    most = max(weights.values(), default=0.0)
    codes = [code for code, weight in weights.items() if weight == most]
    return codes[0] if 0 < len(codes) <= 2 else None


def _weight(place: Place, lead: int) -> float:
    share = _CAPITAL_SHARE if place.codes[0][:2] == _CAPITAL and place.basis not in ("unit", "kind") else 1.0
    return share * _zone_weight(place, lead)


def _zone_weight(place: Place, lead: int) -> float:
    if place.zone == _IN_DATELINE:
        return _DATELINE / _OFFICE_SHARE
    if place.zone == _IN_CAPTION:
        return _CAPTION
    if place.zone == _IN_TITLE:
        return _TITLE * _BASIS[place.basis]
    return _BASIS[place.basis] * (_LEAD if place.start < lead else 1.0)
