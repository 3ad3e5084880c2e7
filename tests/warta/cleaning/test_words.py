"""What is asked of distinct words is what would be found in the lines; pages cost no Python calls each."""

import sys
from collections.abc import Callable

import numpy as np
import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from warta.cleaning import clean
from warta.cleaning.shape import AT_FIRST, AT_LAST, FIRST, HOLDS, IN_WORDS, LAST
from warta.cleaning.words import Distinct, Parts, Words
from warta.training.families import generate

LINE = st.lists(
    st.one_of(
        st.text(alphabet="aZé9 ._-@(\u00a0\t", max_size=6),
        st.sampled_from(
            ["10.21", "(12/5)", "WIB", "©", "kpu.go.id", "https://a", "+62", "2024", "PolresKota"]
        ),
    ),
    max_size=6,
).map(" ".join)


@settings(max_examples=40)
@given(st.lists(LINE, min_size=1, max_size=6))
def test_words_answer_for_their_lines(lines: list[str]) -> None:
    asked = pl.Series(lines)
    words = Words.of(asked)
    for pattern in (r"\S+", r"(?:^|[\s(\"“'/-])[\p{Lu}]", r"\d"):
        assert words.count(pattern).tolist() == asked.str.count_matches(pattern).to_list()
    patterns = {name: HOLDS[name] for name in IN_WORDS}
    for name, flags in words.holds(patterns).items():
        assert flags.tolist() == asked.str.contains(HOLDS[name]).to_list(), name


@settings(max_examples=40)
@given(st.lists(st.text(alphabet='aB1.)… [•-"”é', max_size=8), min_size=1, max_size=6))
def test_what_reads_an_end_of_a_line_reads_no_more_of_it(lines: list[str]) -> None:
    asked = pl.Series(lines)
    for pattern in AT_FIRST.values():
        assert asked.str.slice(0, FIRST).str.contains(pattern).equals(asked.str.contains(pattern)), pattern
    for pattern in AT_LAST.values():
        assert asked.str.slice(-LAST).str.contains(pattern).equals(asked.str.contains(pattern)), pattern


@given(st.lists(st.sampled_from(["a", "b", "", "ab"]), max_size=8))
def test_distinct_strings_are_kept_once_and_found_again(strings: list[str]) -> None:
    found = Distinct.of(pl.Series(strings, dtype=pl.String))
    assert found.values.gather(found.number).to_list() == strings
    assert found.values.is_unique().all()


@given(st.lists(st.lists(st.sampled_from("abc"), max_size=3), min_size=1, max_size=5), st.data())
def test_the_parts_of_wholes_stand_in_the_order_of_the_wholes(
    wholes: list[list[str]], data: st.DataObject
) -> None:
    parts, spelled = Parts.of(pl.Series(wholes, dtype=pl.List(pl.String)))
    chosen = data.draw(st.lists(st.integers(0, len(wholes) - 1), max_size=6))
    owner, part = parts.within(np.array(chosen, dtype=np.int64))
    expected = [(place, name) for place, whole in enumerate(chosen) for name in wholes[whole]]
    assert list(zip(owner.tolist(), spelled.gather(part).to_list(), strict=True)) == expected


def calls(work: Callable[[], object]) -> int:
    """How many functions are called, those of libraries too."""
    counted = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal counted
        counted += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(before)
    return counted


def test_no_page_has_python_of_its_own() -> None:
    texts = [page["text"][:3_000] for page in generate(3, 40)]
    few, many = (pl.DataFrame({"text": texts * times}) for times in (1, 8))
    clean(few)
    assert calls(lambda: clean(many)) < 1.2 * calls(lambda: clean(few))
