import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from warta.facts.gazetteer import gazetteer, known_place, level, police_regions, province_name
from warta.facts.kept import KEPT_SPANS
from warta.facts.places import find_places
from warta.facts.region import story_regions
from warta.facts.vocabulary import words
from warta.terms import Role


def places(text: str, role: Role = Role.BODY) -> pl.DataFrame:
    kept = pl.DataFrame([(0, 0, role, 7, 7 + len(text), text)], KEPT_SPANS, orient="row")
    found = find_places(kept)
    extents = found.select("start", "end", "text").iter_rows()
    assert all(text[start - 7 : end - 7] == printed for start, end, printed in extents)
    return found


def named(text: str, role: Role = Role.BODY) -> list[tuple[str, str]]:
    return [(name, "|".join(codes)) for name, codes in places(text, role).select("text", "codes").iter_rows()]


def story_region(*found: pl.DataFrame) -> str | None:
    return story_regions(pl.concat(found), 1).item()


def test_the_table_has_the_regions_of_the_decree() -> None:
    codes = list(gazetteer().names)
    assert [sum(len(code) == length for code in codes) for length in (2, 5, 8)] == [38, 514, 7285]
    both = [name for name, found in gazetteer().regencies.items() if len(found) > 1]
    assert len(both) == 26


@pytest.mark.parametrize("section", ["provinces", "regencies", "capitals", "units"])
def test_every_code_of_the_vocabulary_is_in_the_table(section: str) -> None:
    found = words("places")[section]
    assert set(found.values() if section == "units" else found) <= set(gazetteer().names)


@pytest.mark.parametrize(
    ("unit", "codes"),
    [
        ("Polres Malang", ("35.07",)),
        ("Polresta Malang Kota", ("35.73",)),
        ("Polres Kediri Kota", ("35.71",)),
        ("Polresta Bandung", ("32.04",)),
        ("Polrestabes Bandung", ("32.73",)),
        ("Polresta Palangka Raya", ("62.71",)),
        ("Polres Tanah Karo", ("12.06",)),
        ("Polres Metro Depok", ("32.76",)),
        ("Polres Metro Bekasi Kota", ("32.75",)),
        ("Polres Pelabuhan Tanjung Perak", ("35.78",)),
        ("Polresta Barelang", ("21.71",)),
        ("Polres Kukar", ("64.02",)),
        ("Polda Jatim", ("35",)),
        ("Polda Metro Jaya", ("31",)),
        ("Polres Entah Berantah", ()),
    ],
)
def test_regions_of_police_units(unit: str, codes: tuple[str, ...]) -> None:
    assert police_regions(unit) == codes


def test_names_of_places_are_known_however_they_are_written() -> None:
    assert all(
        map(known_place, ["Palangkaraya", "PALANGKA RAYA", "Jatim", "Toli Toli", "Tanjung Selor", "Solo"])
    )
    assert not known_place("Kompas")
    assert province_name("Kaltara") == "Kalimantan Utara"
    assert province_name("Malang") is None


def test_a_name_that_is_regency_and_city_is_told_apart_by_its_kind() -> None:
    assert named("warga Kabupaten Malang dan Kota Blitar") == [("Malang", "35.07"), ("Blitar", "35.72")]


def test_a_name_that_is_regency_and_city_is_told_apart_by_the_unit() -> None:
    assert named("Polresta Malang Kota berjaga. Warga Malang senang.") == [
        ("Malang Kota", "35.73"),
        ("Malang", "35.73"),
    ]


def test_a_name_that_nothing_tells_apart_stays_ambiguous() -> None:
    assert named("MALANG –", Role.DATELINE) == [("MALANG", "35.07|35.73")]


def test_districts_need_their_kind_and_take_the_regency_that_the_page_names() -> None:
    assert named("Polsek Kepanjen, Kabupaten Malang") == [("Kepanjen", "35.07.13"), ("Malang", "35.07")]
    assert named("Polsek Kota Banyuwangi") == []
    assert named("Polsek Kota Kudus") == [("Kota Kudus", "33.19.02")]
    assert [text for text, _ in named("Suasana Sukamaju dan Jaya di Kecamatan Kota")] == ["Kota"]
    sumber = dict(named("Kecamatan Sumber, Kabupaten Rembang"))
    assert sumber["Sumber"].startswith("33.17")


@pytest.mark.parametrize(
    "text",
    [
        "Polisi Buru Pelaku dan Batu Besar",
        "Iptu Bima Wicaksana di Jalan Surabaya, Desa Bali",
        "warga pati dan malang itu",
        "Operasi Mantap Praja Toba",
    ],
)
def test_words_and_names_of_people_are_no_places(text: str) -> None:
    assert named(text) == []


def test_seats_of_regencies_are_placed() -> None:
    assert named("SENGETI –", Role.DATELINE) == [("SENGETI", "15.05")]
    assert named("dibawa ke Kabanjahe, Kalteng") == [("Kabanjahe", "12.06"), ("Kalteng", "62")]


def test_the_police_unit_outweighs_the_town_of_the_agency() -> None:
    dateline = places("Bandarlampung (ANTARA) -", Role.DATELINE)
    body = places("Kapolres Pesawaran mengimbau nelayan di Pesawaran.")
    assert story_region(dateline, body) == "18.09"


def test_a_story_of_the_whole_province_has_the_province() -> None:
    assert (
        story_region(places("Polda Kalbar, kata Kapolda Kalbar, menyiapkan personel Polda Kalbar.")) == "61"
    )


def test_a_headline_of_the_province_over_several_regencies_has_the_province() -> None:
    found = [
        places("Polda Kalbar Jaga TPS", Role.TITLE),
        places("Personel dikirim ke Kabupaten Sambas dan Kabupaten Sanggau, kata Kapolda Kalbar."),
    ]
    assert story_region(*found) == "61"
    assert story_region(*found, places("Polres Sambas menerima mereka, kata Kapolres Sambas.")) == "61.01"


def test_a_dateline_of_the_capital_alone_is_no_region() -> None:
    assert story_region(places("JAKARTA, KOMPAS.com -", Role.DATELINE)) is None
    assert story_region(places("Polisi berjaga.")) is None


def test_each_page_has_the_region_of_its_own_places() -> None:
    found = [
        places(f"Polres {name} berjaga.").with_columns(page=page)
        for page, name in ((2, "Kudus"), (0, "Jepara"))
    ]
    every = pl.concat(found).cast({"page": pl.UInt32}).sort("page")
    assert story_regions(every, 4).to_list() == ["33.20", None, "33.19", None]


def test_codes_tell_their_level() -> None:
    assert [str(level(code)) for code in ("35", "35.07", "35.73", "35.07.13")] == [
        "province",
        "regency",
        "city",
        "district",
    ]


NAMING = [
    "Polres Malang Kota",
    "Kab. Kediri",
    "kota",
    "di Jatim",
    "Tanah\u00a0Karo",
    "Polsek Lowokwaru,",
    "AKP Budi",
]


@given(
    st.lists(
        st.lists(
            st.sampled_from(NAMING) | st.text(st.sampled_from("Kediri\u2028\u0301-’. 3\n"), max_size=8),
            max_size=9,
        ).map(" ".join),
        max_size=4,
    )
)
def test_each_line_names_its_places_where_they_stand_whatever_the_other_lines_are(lines: list[str]) -> None:
    rows = [(page, 0, Role.BODY, 7, 7 + len(text), text) for page, text in enumerate(lines)]
    found = find_places(pl.DataFrame(rows, KEPT_SPANS, orient="row"))
    alone = [places(text).with_columns(page=pl.lit(page, pl.UInt32)) for page, text in enumerate(lines)]
    assert found.rows() == [row for frame in alone for row in frame.iter_rows()]
