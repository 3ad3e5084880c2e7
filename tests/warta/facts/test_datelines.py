import pytest

from tests.warta.facts.pages import Line, page
from warta.facts.datelines import dateline_in_body, read_dateline, with_datelines
from warta.facts.kept import kept_spans
from warta.facts.vocabulary import words
from warta.terms import Role

EXAMPLES = words("outlets")["datelines"]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["text"])
def test_examples_of_datelines(example: dict[str, str]) -> None:
    text = example["text"]
    dateline = read_dateline(text)
    read = {
        "place": dateline.place and text[slice(*dateline.place)],
        "agency": dateline.agency,
        "outlet": dateline.outlet and text[slice(*dateline.outlet)],
    }
    assert read == {key: example.get(key) for key in read}


@pytest.mark.parametrize(
    "dateline",
    [
        "JAKARTA, KOMPAS.com - ",
        "Tanjung Selor (ANTARA) - ",
        "MALANG – ",
        "SINGARAJA | jurnalbuleleng.com – ",
        "KUDUS: ",
        "Kab. Kudus - ",
        "Kudus, 14 Agustus 2024 – ",
    ],
)
def test_a_dateline_left_in_the_first_paragraph_is_found(dateline: str) -> None:
    assert dateline_in_body(dateline + "Polisi berjaga di gudang logistik.") == len(dateline)


@pytest.mark.parametrize(
    "text",
    [
        "Polisi berjaga - bersama warga - di gudang logistik.",
        "Polres Batang Gelar Apel - Kapolres memimpin langsung kegiatan itu.",
        "Kapolres menyampaikan pesan: Jaga kerukunan.",
        "Sebanyak 40 personel disiagakan – 10 di antaranya polwan.",
    ],
)
def test_a_sentence_with_a_dash_is_no_dateline(text: str) -> None:
    assert dateline_in_body(text) == 0


def apart(*lines: Line) -> list[tuple[str, str]]:
    """Give roles and texts of the spans of a page, and check that each stands where it says."""
    pages, spans = page(*lines)
    kept = with_datelines(kept_spans(pages, spans))
    (text,) = pages["text"]
    assert kept["text"].to_list() == [
        text[start:end] for start, end in kept.select("start", "end").iter_rows()
    ]
    return list(kept.select("role", "text").iter_rows())


PARAGRAPH = (Role.BODY, "Polisi berjaga di gudang logistik.")


def test_a_dateline_in_the_first_paragraph_becomes_a_span_of_its_own() -> None:
    found = apart((Role.TITLE, "Gudang Dijaga"), (Role.BODY, f"MALANG – {PARAGRAPH[1]}"), PARAGRAPH)
    assert found == [(Role.TITLE, "Gudang Dijaga"), (Role.DATELINE, "MALANG – "), PARAGRAPH, PARAGRAPH]


def test_a_dateline_below_a_summary_needs_its_outlet() -> None:
    assert apart(PARAGRAPH, (Role.BODY, f"MALANG – {PARAGRAPH[1]}"))[0] == PARAGRAPH
    summed_up = apart(PARAGRAPH, (Role.BODY, f"MALANG, kabar.id – {PARAGRAPH[1]}"))
    assert summed_up == [PARAGRAPH, (Role.DATELINE, "MALANG, kabar.id – "), PARAGRAPH]


def test_a_bold_place_on_a_line_of_its_own_is_the_dateline() -> None:
    found = apart((Role.CAPTION, "Foto"), (Role.SECTION, "Malang"), (Role.SECTION, "–"), PARAGRAPH)
    assert found == [(Role.CAPTION, "Foto"), (Role.DATELINE, "Malang"), PARAGRAPH]


def test_a_page_with_a_dateline_stays_as_it_is() -> None:
    lines = [(Role.DATELINE, "MALANG –"), (Role.BODY, f"KEDIRI – {PARAGRAPH[1]}")]
    assert apart(*lines) == lines
