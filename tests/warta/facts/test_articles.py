import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.warta.facts.pages import Line, page, pages
from warta.facts import extract, facts_json
from warta.facts.articles import ARTICLES, page_facts
from warta.facts.dating import DATES
from warta.facts.kept import kept_spans
from warta.facts.places import PLACES
from warta.facts.vocabulary import words
from warta.terms import Role

STORY: list[Line] = [
    (Role.OUTLET, "Kabar Pesisir"),
    (Role.SECTION, "Beranda » Daerah"),
    (Role.TITLE, "Polres Jepara Sisir Pasar Malam, Patroli Dialogis Digencarkan Jelang Pilkada"),
    (Role.BYLINE, "Oleh Ratna Wulandari"),
    (Role.TIMESTAMP, "Minggu, 6 Oktober 2024 | 08:15 WIB"),
    (Role.CAPTION, "Anggota menyapa pedagang, Sabtu (5/10). Foto: Humas"),
    (Role.DATELINE, "JEPARA, kabarpesisir.example –"),
    (
        Role.BODY,
        "Sebanyak 32 personel Polres Jepara menggelar patroli dialogis di Kecamatan Mlonggo, "
        "Sabtu (5/10/2024) malam.",
    ),
    (
        Role.BODY,
        "“Patroli ini kami lakukan setiap malam,” kata Kapolres Jepara AKBP Wira Santosa di Jepara, "
        "Minggu (6/10).",
    ),
    (Role.BODY, "Kegiatan itu bagian dari Operasi Mantap Praja Candi 2024 di wilayah Polda Jateng."),
    (Role.CREDIT, "Editor: Bagus Prakoso"),
    (Role.CREDIT, "Sumber: Humas Polres Jepara"),
    (Role.TAGS, "Tags: patroli, Pilkada Jepara"),
    (Role.RELATED, "Baca juga: Polres Kudus Bongkar Gudang, Senin (2/1/2023)"),
]


def test_the_single_valued_facts_of_a_story() -> None:
    article = extract(*page(*STORY)).articles.row(0, named=True)
    expected = {
        "title": STORY[2][1],
        "outlet": "Kabar Pesisir",
        "section": "Beranda » Daerah",
        "byline": "Oleh Ratna Wulandari",
        "authors": ["Ratna Wulandari"],
        "editors": ["Bagus Prakoso"],
        "syndicated_from": "Humas Polres Jepara",
        "credits": ["Editor: Bagus Prakoso", "Sumber: Humas Polres Jepara"],
        "tags": ["patroli", "Pilkada Jepara"],
        "captions": [STORY[5][1]],
        "dateline": "JEPARA, kabarpesisir.example –",
        "dateline_place": "JEPARA",
        "published_time": "08:15",
        "published_zone": "WIB",
        "published_zone_basis": "stated",
        "published_not_before": None,
        "date_basis": "published",
        "region": "33.20",
        "operation": "Operasi Mantap Praja Candi 2024",
        "personnel": 32,
        "election": "pilkada_2024",
        "election_phase": "campaign",
        "activity": "patrol",
        "is_exercise": False,
    }
    assert {key: article[key] for key in expected} == expected


def test_facts_as_json() -> None:
    frame, spans = page(*STORY)
    row = next(iter(facts_json(frame, extract(frame, spans))))
    assert row["id"] == "p0"
    assert row["facts"]["published"] == {"date": "2024-10-06", "precision": "minute"}
    assert row["facts"]["event_dates"] == ["2024-10-05", "2024-10-06"]


def test_frames_are_as_declared() -> None:
    for made in (STORY, [(Role.OTHER, "404")]):
        frame, spans = page(*made)
        articles, dates, places = page_facts(frame, kept_spans(frame, spans), spans)
        assert (articles.schema, dates.schema, places.schema) == (ARTICLES, DATES, PLACES)


def test_a_page_without_article_states_nothing() -> None:
    made = [
        (Role.OUTLET, "Koran Pesisir"),
        (Role.NAVIGATION, "Beranda"),
        (Role.OTHER, "Halaman tidak ditemukan."),
    ]
    frame, spans = page(*made)
    facts = next(iter(facts_json(frame, extract(frame, spans))))["facts"]
    assert not any(value for key, value in facts.items() if key != "election")
    assert facts["election"] == "none"


def test_a_dateline_left_in_the_first_paragraph_is_read() -> None:
    body = "KUDUS, KOMPAS.com - Polisi menjaga gudang logistik KPU Kudus."
    article = extract(*page((Role.BODY, body))).articles.row(0, named=True)
    assert (article["dateline_place"], article["outlet"]) == ("KUDUS", "KOMPAS.com")


def test_a_dateline_on_lines_of_its_own_is_read() -> None:
    made = [(Role.SECTION, "Kudus"), (Role.SECTION, "-"), (Role.BODY, "Polisi menjaga gudang logistik.")]
    article = extract(*page(*made)).articles.row(0, named=True)
    assert (article["dateline_place"], article["section"], article["region"]) == ("Kudus", None, "33.19")


def test_an_agency_is_the_source_where_the_page_has_another_outlet() -> None:
    lines = [(Role.DATELINE, "Kudus (ANTARA) -"), (Role.BODY, "Polisi menjaga gudang logistik.")]
    alone = extract(*page(*lines)).articles.row(0, named=True)
    assert (alone["outlet"], alone["syndicated_from"]) == ("ANTARA", None)
    for copied in (page((Role.OUTLET, "Kabar Muria"), *lines), page(*lines, outlet="Kabar Muria")):
        article = extract(*copied).articles.row(0, named=True)
        assert (article["outlet"], article["syndicated_from"]) == ("Kabar Muria", "ANTARA")
        (at,) = (each for each in article["evidence"] if each["fact"] == "syndicated_from")
        assert copied[0]["text"].item()[at["start"] : at["end"]] == "ANTARA"
    assert "outlet" not in {each["fact"] for each in article["evidence"]}, "it stands in the page's row"
    for site in ("ANTARA News Jateng", "www.antaranews.com"):
        own = extract(*page(*lines, outlet=site)).articles.row(0, named=True)
        assert (own["outlet"], own["syndicated_from"]) == ("ANTARA", None)


def test_a_label_and_its_name_in_two_cells_are_one_credit() -> None:
    cells = [
        (Role.BODY, "Polisi berjaga."),
        (Role.CREDIT, "Penulis"),
        (Role.CREDIT, ": Ratna Wulandari"),
        (Role.CREDIT, "Redaktur"),
        (Role.CREDIT, ":"),
        (Role.CREDIT, "Bagus Prakoso"),
        (Role.CREDIT, "Foto:"),
        (Role.BODY, "Logistik aman."),
        (Role.CREDIT, "Sumber: Humas Polres Kudus"),
    ]
    assert extract(*page(*cells, gap="\n")).articles["credits"].to_list() == [
        ["Penulis: Ratna Wulandari", "Redaktur: Bagus Prakoso", "Foto:", "Sumber: Humas Polres Kudus"]
    ]


def test_a_copyright_line_names_the_outlet_where_nothing_else_does() -> None:
    frame, spans = page(
        (Role.BODY, "Polisi berjaga."), (Role.LEGAL, "Hak Cipta © 2024 Rimba Harian. Tema: Warna.")
    )
    assert extract(frame, spans).articles["outlet"].to_list() == ["Rimba Harian"]


def test_marks_of_markdown_are_no_part_of_the_headline() -> None:
    for printed in ("# Polisi Jaga Gudang", "**Polisi Jaga Gudang**"):
        assert (
            extract(*page((Role.TITLE, printed), (Role.BODY, "Isi."))).articles["title"].item()
            == "Polisi Jaga Gudang"
        )
    hashtag = extract(*page((Role.TITLE, "#JagaTPS Ramai di Kudus"), (Role.BODY, "Isi."))).articles
    assert hashtag["title"].item() == "#JagaTPS Ramai di Kudus"


@pytest.mark.parametrize("logo", ["FacebookTwitterWhatsApp", "PAPUA BARAT DAYA", "LANGSUNG:"])
def test_buttons_regions_and_heads_of_lists_are_no_outlets(logo: str) -> None:
    frame, spans = page((Role.OUTLET, logo), (Role.BODY, "Polisi berjaga."))
    assert extract(frame, spans).articles["outlet"].item() is None


def test_a_rubric_taken_for_a_logo_gives_way() -> None:
    lines = [
        (Role.OUTLET, "Hukum Kriminal"),
        (Role.DATELINE, "KUDUS, kabarmuria.example –"),
        (Role.BODY, "Polisi berjaga."),
    ]
    assert extract(*page(*lines)).articles["outlet"].item() == "kabarmuria.example"
    for logo in ("Kabar Muria", "KabarMuria.example"):
        assert extract(*page((Role.OUTLET, logo), *lines)).articles["outlet"].item() == logo
    assert extract(*page((Role.OUTLET, "Sumur Jero"), lines[2])).articles["outlet"].item() == "Sumur Jero"


def test_a_story_alone_and_among_others_has_the_same_facts() -> None:
    other: list[Line] = [(Role.TITLE, "Resep soto kudus"), (Role.BODY, "Rebus ayam sampai empuk.")]
    alone = extract(*page(*STORY))
    among = extract(*pages([other, STORY, [(Role.OTHER, "404")], other]))
    picked = among.articles.filter(pl.col("page") == 1).drop("page")
    assert picked.equals(alone.articles.drop("page"))
    assert among.places.filter(pl.col("page") == 1).drop("page").equals(alone.places.drop("page"))


NBSP = "\u00a0"
ORIGINAL = extract(*page(*STORY)).articles
QUOTES = st.sampled_from(["“”", '""', '"”', "‘’"])


@given(
    gap=st.sampled_from(["\n", "\n\n", "\n\u00a0\n", "\r\n\r\n", "\n \t\n\n"]),
    quotes=QUOTES,
    hard=st.booleans(),
    copies=st.integers(0, 3),
)
def test_facts_stay_when_the_article_is_moved_around(gap: str, quotes: str, hard: bool, copies: int) -> None:
    def moved(line: Line) -> Line:
        text = line[1].replace("“", quotes[0]).replace("”", quotes[1])
        return line[0], text.replace("Polres Jepara", f"Polres{NBSP}Jepara") if hard and line[
            0
        ] == Role.BODY else text

    lines = [(Role.SHARE, "Bagikan")] * copies + [moved(line) for line in STORY]
    frame, spans = page(*lines, gap=gap)
    found = extract(frame, spans)
    text = frame["text"].item()
    for facts in (found.dates, found.places):
        for start, end, printed in facts.select("start", "end", "text").iter_rows():
            assert text[start:end] == printed
    for evidence in found.articles["evidence"].item():
        assert text[evidence["start"] : evidence["end"]].strip()
    kept = [
        "title",
        "outlet",
        "authors",
        "published_date",
        "dateline_place",
        "region",
        "election",
        "activity",
        "date",
    ]
    assert found.articles.select(kept).equals(ORIGINAL.select(kept))


@given(st.lists(st.tuples(st.sampled_from(list(Role)[:-1]), st.text(min_size=1, max_size=80)), max_size=8))
def test_any_page_is_read(lines: list[Line]) -> None:
    frame, spans = page(*lines)
    found = extract(frame, spans)
    text = frame["text"].item()
    assert found.articles.height == 1
    for facts in (found.dates, found.places):
        for start, end, printed in facts.select("start", "end", "text").iter_rows():
            assert text[start:end] == printed


@pytest.mark.parametrize("example", words("operations")["examples"], ids=lambda example: example["text"][:40])
def test_examples_of_operations(example: dict[str, object]) -> None:
    article = extract(*page((Role.BODY, str(example["text"])))).articles.row(0, named=True)
    assert article["operation"] == example.get("operation")
    assert article["personnel"] == example.get("personnel")
