import pytest

from warta.facts.stories import Story
from warta.facts.units import units_of
from warta.facts.vocabulary import words


def named(text: str) -> list[str]:
    return list(dict.fromkeys(unit.name for unit in units_of(Story(0, text, (0, 0)))))


@pytest.mark.parametrize("example", words("units")["examples"], ids=lambda example: example["text"][:40])
def test_examples_of_the_vocabulary(example: dict[str, object]) -> None:
    assert named(str(example["text"])) == example["units"]
