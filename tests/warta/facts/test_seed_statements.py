"""The seeds, cleaned and read: who stands in them and what they say."""

import time

import pytest

from tests.warta.facts.test_press import told
from tests.warta.facts.test_seeds import read, seed

UNITS = {
    0: {"Polres Malinau"},
    1: {"Polres Malang", "Polda Jawa Timur"},
    2: {"Polres Tanah Karo"},
    3: {"Polres Tulungagung", "Polda Jawa Timur"},
    4: {"Polresta Palangka Raya"},
}
OFFICIALS = {
    0: [("Heru Eko Wibowo", "AKBP", [], "Kapolres Malinau", "Polres Malinau")],
    1: [("Dicka Ermantara", "Ipda", [], "Kasihumas Polres Malang", "Polres Malang")],
    2: [("Eko Yulianto", "AKBP", ["S.H.", "S.I.K."], "Kapolres Tanah Karo", "Polres Tanah Karo")],
    3: [
        (
            "Teuku Arsya Khadafi",
            "AKBP",
            ["S.H.", "S.I.K.", "M.Si."],
            "Kapolres Tulungagung",
            "Polres Tulungagung",
        )
    ],
    4: [
        (
            "Sukrianto",
            "Iptu",
            [],
            "Kepala Seksi (Kasi) Humas Polresta Palangka Raya",
            "Polresta Palangka Raya",
        )
    ],
}
SPEAKERS = {
    0: [("name", "tutur"), ("pronoun", "ujarnya"), ("post", "demikian")],
    1: [("name", "ujar"), ("pronoun", "tambahnya"), ("pronoun", "katanya"), ("pronoun", "pungkasnya")],
    2: [("pronoun", "ujarnya"), ("post", "beber"), ("pronoun", "imbuhnya")],
    3: [("name", "ujar"), ("name", "jelas"), ("name", "ujar"), ("pronoun", "tandasnya")],
    4: [("pronoun", "ujarnya"), ("pronoun", "bebernya"), ("name", "demikian")],
}
PHONES = {1: [("110", "emergency"), ("0811-48-2000", "official_hotline")]}


@pytest.mark.parametrize("number", range(5))
def test_who_stands_in_the_seeds_and_what_they_say(number: int) -> None:
    _, found = read(seed(number))
    assert set(found.units["unit"]) == UNITS[number]
    assert found.people.select("name", "rank", "degrees", "position", "unit").rows() == OFFICIALS[number]
    name = OFFICIALS[number][0][0]
    assert found.quotes["speaker"].to_list() == [name] * len(SPEAKERS[number])
    said = zip(found.quotes["speaker_basis"], found.quotes["attribution"], strict=True)
    assert [(basis, words.split()[0]) for basis, words in said] == SPEAKERS[number]
    assert found.phones.select("number", "kind").rows() == PHONES.get(number, [])


@pytest.mark.parametrize(
    "piece",
    [
        '"Siap\n\n',
        'Joni Abdi, warga, mengaku "Saya" ',
        "08",
        "AKBP Budi Santoso, Kapolres Malang, ",
        "yang akrab disapa Budi ",
        "Kepala Dinas ",
        "S.H., ",
        "“",
        " ",
    ],
)
def test_time_grows_with_length_only(piece: str) -> None:
    began = time.process_time()
    told("", "Berita. " + piece * (20_000 // len(piece)))
    assert time.process_time() - began < 5
