"""Private data are found however they are printed; what only looks like them stays."""

import random
import time

import polars as pl
import pytest

from tests.warta.privacy.planted import Planted, private, public
from warta.privacy.finding import private_data
from warta.privacy.strings import may_be_private, redacted_text
from warta.privacy.vocabulary import words


@pytest.mark.parametrize("example", words()["examples"], ids=lambda example: example["text"][:40])
def test_examples_of_the_vocabulary(example: dict[str, str]) -> None:
    assert redacted_text(example["text"], private_data(example["text"])) == example["published"]


def found(planted: Planted) -> list[tuple[str, str]]:
    """What is found in a sentence, without brackets and signs around it."""
    text = planted.sentence
    return [(text[find.start : find.end].strip("()+"), find.kind.value) for find in private_data(text)]


def test_private_data_are_found_whole_and_in_their_kind() -> None:
    for seed in range(600):
        planted = private(random.Random(seed))
        assert found(planted) == [(planted.item.strip("()+"), planted.kind)], planted.sentence


def test_what_only_looks_like_private_data_stays() -> None:
    for seed in range(600):
        planted = public(random.Random(seed))
        assert found(planted) == [], planted.sentence


def test_every_page_with_private_data_is_looked_at_closely() -> None:
    sentences = pl.Series([private(random.Random(seed)).sentence for seed in range(600)])
    assert sentences.filter(~may_be_private(sentences)).to_list() == []


def test_pages_without_digits_and_signs_are_not_looked_at() -> None:
    plain = (
        "Polres Sukamaju berpatroli pada Senin (2/9/2024) pukul 21.30 WIB bersama 120 personel Pilkada 2024."
    )
    assert not may_be_private(pl.Series([plain])).item()


@pytest.mark.parametrize(
    "piece",
    ["1", "0 ", "ABC ", "a@", "0812-3456-7890 ", "Polres Sukamaju ", "BCA ", "(0", "+62 ", "Ibu Rina "],
)
def test_no_text_is_slow(piece: str) -> None:
    text = (piece * 10_000)[:10_000] + " 081234567890"
    begun = time.process_time()
    private_data(text)
    assert time.process_time() - begun < 1
