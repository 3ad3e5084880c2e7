"""What a story is mainly about follows from how and where it names places."""

from typing import NamedTuple

import polars as pl

from warta.facts.places import PLACES
from warta.facts.region import story_regions
from warta.terms import Role

MALANG, KEDIRI, JAWA_TIMUR, JAKARTA_SELATAN = "35.07", "35.06", "35", "31.74"


class Named(NamedTuple):
    """A place as a story names it."""

    code: str
    zone: Role = Role.BODY
    basis: str = "name"
    start: int = 2_000  # far behind the lead, which begins with the first place of the body


FIRST = Named("12", start=0)  # where the lead begins: a province, named too little to be the region


def region(*places: Named, lead: bool = True) -> str | None:
    """The region of a story with these places, after a province elsewhere with which its lead begins."""
    every = [*([FIRST] if lead else []), *places]
    rows = [
        {
            "page": 0,
            "start": place.start,
            "end": place.start + 6,
            "text": "Malang",
            "zone": place.zone.value,
            "level": None,
            "code": place.code,
            "codes": [place.code],
            "ambiguous": False,
            "basis": place.basis,
        }
        for place in every
    ]
    return story_regions(pl.DataFrame(rows, PLACES), 1).item()


def test_one_name_in_passing_is_not_what_a_story_is_about() -> None:
    assert region(Named(MALANG, zone=Role.CAPTION, basis="unit"), lead=False) is None
    assert region(Named(MALANG, start=0), lead=False) == MALANG


def test_a_headline_outweighs_two_names_further_down() -> None:
    assert (
        region(Named(MALANG, zone=Role.TITLE), *[Named(KEDIRI)] * 2, Named(KEDIRI, zone=Role.CAPTION))
        == MALANG
    )


def test_a_name_in_the_lead_outweighs_one_behind_it() -> None:
    assert region(*[Named(MALANG)] * 3, Named(KEDIRI, start=300), Named(KEDIRI, start=590)) == KEDIRI
    assert region(*[Named(KEDIRI)] * 3, Named(MALANG, start=610), Named(MALANG, start=620)) == KEDIRI


def test_a_police_unit_outweighs_a_bare_name() -> None:
    assert region(Named(KEDIRI), Named(KEDIRI), Named(MALANG, basis="unit")) == MALANG


def test_a_caption_says_little_however_it_names_a_place() -> None:
    captions = [Named(MALANG, zone=Role.CAPTION, basis="unit")] * 3
    assert region(*captions, Named(KEDIRI, start=10)) == KEDIRI


def test_names_of_the_town_where_an_agency_has_its_office_count_for_half() -> None:
    places = [*[Named(MALANG)] * 5, *[Named(KEDIRI)] * 4, Named(KEDIRI, zone=Role.CAPTION)]
    assert region(*places) == MALANG
    assert region(Named(MALANG, zone=Role.DATELINE), *places) == KEDIRI


def test_the_bare_name_of_the_capital_says_little() -> None:
    assert region(*[Named(JAKARTA_SELATAN)] * 4, *[Named(MALANG)] * 2) == MALANG
    assert region(*[Named(JAKARTA_SELATAN, basis="unit")] * 4, *[Named(MALANG)] * 2) == JAKARTA_SELATAN


def test_a_list_of_regions_has_no_main_one() -> None:
    listed = [Named(f"35.{number:02}", start=0) for number in range(1, 5)]
    assert region(*listed, lead=False) is None
    assert region(*listed[:2], lead=False) == "35.01"


def test_a_province_is_the_region_where_it_outweighs_its_regencies() -> None:
    assert region(*[Named(JAWA_TIMUR, start=10)] * 8, Named(MALANG, start=20), lead=False) == JAWA_TIMUR
    assert region(*[Named(JAWA_TIMUR, start=10)] * 3, Named(MALANG, start=20), lead=False) == MALANG


def test_a_province_alone_has_to_be_named_more_than_once() -> None:
    assert region(*[Named(JAWA_TIMUR, start=0)] * 2, lead=False) == JAWA_TIMUR
    assert region(Named(JAWA_TIMUR, start=0), lead=False) is None


def test_several_regencies_alike_make_the_story_one_of_the_province_of_its_headline() -> None:
    titled = Named(JAWA_TIMUR, zone=Role.TITLE)
    assert region(titled, Named(MALANG, start=0), Named(KEDIRI, start=10), lead=False) == JAWA_TIMUR
    assert region(titled, *[Named(MALANG, start=0)] * 3, Named(KEDIRI, start=10), lead=False) == MALANG


def test_of_a_story_over_several_provinces_none_is_the_region_unless_one_stands_out() -> None:
    provinces = [Named(f"{number}", start=10) for number in (12, 33, 51, 73)]
    assert region(*provinces, *[Named("33.01", start=20)] * 2, lead=False) is None
    assert region(*provinces, *[Named("33.01", start=20)] * 8, lead=False) == "33.01"


def test_of_several_provinces_the_capital_counts_as_none() -> None:
    places = [Named(MALANG, start=0)] * 3 + [Named(JAKARTA_SELATAN, basis="unit")] * 2 + [Named("33")] * 3
    assert region(*places, lead=False) == MALANG


def test_a_story_over_several_regencies_of_a_province_is_one_of_the_province() -> None:
    several = [Named(f"35.{number:02}", basis="unit") for number in (1, 2, 3)]
    assert region(*several, *[Named(MALANG, basis="unit")] * 2, lead=False) == JAWA_TIMUR
    assert region(*several, *[Named(MALANG, basis="unit")] * 5, lead=False) == MALANG
