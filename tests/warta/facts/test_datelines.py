import pytest

from warta.facts.datelines import dateline_in_body, read_dateline
from warta.facts.vocabulary import words

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
