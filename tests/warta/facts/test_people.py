from typing import Any

import pytest

from warta.facts.names import name_at, same_person
from warta.facts.posts import posts_of
from warta.facts.ranks import ranks
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
