import pytest

from warta.facts.phones import phones_of
from warta.facts.stories import Story
from warta.facts.vocabulary import words


@pytest.mark.parametrize("example", words("phones")["examples"], ids=lambda example: example["text"][:40])
def test_examples_of_the_vocabulary(example: dict[str, object]) -> None:
    text = str(example["text"])
    found = [[text[phone.start : phone.end], str(phone.kind)] for phone in phones_of(Story(0, text, (0, 0)))]
    assert found == example["phones"]
