from typing import Any

import pytest

from warta.facts.names import name_at, same_person
from warta.facts.people import is_not_an_official, people_of
from warta.facts.posts import posts_of
from warta.facts.ranks import ranks
from warta.facts.references import by_group
from warta.facts.stories import Story
from warta.facts.units import units_of
from warta.facts.vocabulary import words


@pytest.mark.parametrize("example", words("ranks")["examples"], ids=lambda example: example["text"][:40])
def test_examples_of_ranks_and_names(example: dict[str, Any]) -> None:
    (rank,) = ranks(example["text"])
    name = name_at(example["text"], rank.end)
    assert name is not None
    assert (rank.rank, name.text, list(name.degrees)) == (
        example["rank"],
        example["name"],
        example["degrees"],
    )


@pytest.mark.parametrize("example", words("positions")["examples"], ids=lambda example: example["text"][:40])
def test_examples_of_posts(example: dict[str, Any]) -> None:
    text = example["text"]
    post = posts_of(text, units_of(Story(0, text, (0, 0))))[0]
    name = post.name.text if post.name else None
    assert (text[post.start : post.end], post.office, name) == (
        example["position"],
        example["office"],
        example["name"],
    )


@pytest.mark.parametrize(
    "text",
    ["Jalan Jenderal Sudirman", "Bripda AG dan Bripda AN", "RSUD Brigjen H. Hasan Basry", "kapten tim"],
)
def test_no_person_of_rank(text: str) -> None:
    assert [name for rank in ranks(text) if not rank.weak and (name := name_at(text, rank.end))] == []


@pytest.mark.parametrize(
    "text", ["Komİsarİs Polİsİ Budi Santoso, S.İ.K.", "Komısarıs Polısı Budi Santoso, S.ı.K."]
)
def test_ranks_and_degrees_with_the_i_of_a_turkish_keyboard_are_read(text: str) -> None:
    (rank,) = ranks(text)
    name = name_at(text, rank.end)
    assert name is not None
    assert (rank.rank, name.text, name.degrees) == ("Kompol", "Budi Santoso", ("S.I.K.",))


def test_a_class_of_ranks_with_the_i_of_a_turkish_keyboard_is_read() -> None:
    text = "AKP Budi Santoso tiba."
    assert by_group(people_of(Story(0, text, (0, 0)), []), "Perwİra Pertama", len(text)) == "Budi Santoso"


@pytest.mark.parametrize("word", words("positions")["around"]["not_an_official"])
def test_no_official_behind_a_word_for_suspects_or_victims(word: str) -> None:
    for text in (f"Polisi memeriksa {word} Briptu Anto", f"Polisi memeriksa {word} anggota Briptu Anto"):
        assert is_not_an_official(text, text.index("Briptu"))


@pytest.mark.parametrize("word", words("ranks")["around_names"]["named_after"])
def test_no_rank_behind_a_word_for_what_is_named_after_officers(word: str) -> None:
    text = f"di {word} Jenderal Sudirman"
    assert text.index("Jenderal") not in [rank.start for rank in ranks(text)]


@pytest.mark.parametrize("word", words("positions")["around"]["not_in_office"])
def test_no_office_behind_a_word_for_those_who_do_not_hold_it(word: str) -> None:
    (post,) = posts_of(f"Turut hadir {word} Bupati Malinau Budi Santoso.", [])
    assert not post.in_office


@pytest.mark.parametrize("honorific", words("ranks")["around_names"]["honorifics"])
def test_honorifics_are_no_part_of_a_name(honorific: str) -> None:
    for before in (f"{honorific} ", f"{honorific}. ", f"({honorific}) ", f"{honorific}."):
        name = name_at(f"{before}Wira Sanjaya menjelaskan", 0)
        assert name is not None
        assert name.text == "Wira Sanjaya"


@pytest.mark.parametrize("degree", words("ranks")["around_names"]["degrees"])
def test_degrees_are_no_part_of_a_name(degree: str) -> None:
    for between in (", ", ",", "  , ", " "):
        name = name_at(f"Wira Sanjaya{between}{degree}, menjelaskan", 0)
        assert name is not None
        assert (name.text, len(name.degrees)) == ("Wira Sanjaya", 1)


@pytest.mark.parametrize(
    ("short", "full", "same"),
    [
        ("Arsya", "Teuku Arsya Khadafi", True),
        ("Made Satria", "Made Surya Satria Wiguna", True),
        ("Satria Made", "Made Surya Satria Wiguna", False),
        ("Budiman", "Budi Santoso", False),
    ],
)
def test_short_forms_of_names(short: str, full: str, same: bool) -> None:
    assert same_person(short, full) is same
