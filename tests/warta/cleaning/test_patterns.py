"""The cheap question leaves out no line that the dear one takes."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from warta.cleaning.patterns import any_of, each, unbounded
from warta.cleaning.rules import cuts, fold, rules

LINES = pl.Series(
    [example.replace("‖", "") for cut in cuts() for example in (*cut.takes, *cut.leaves)]
    + [example for rule in rules() for example in (*rule.takes, *rule.leaves)]
)
FOLDED = LINES.to_frame("line").select(fold(pl.col("line"))).to_series()
PATTERNS = [cut.pattern for cut in cuts()] + [rule.pattern for rule in rules() if rule.pattern]


@pytest.mark.parametrize(
    ("pattern", "freed"),
    [
        (r"^.{1,40} (?:a|b){0,2}$", r"^.+ (?:a|b)*$"),
        (r"\d{2}[.,]\d{3,}", r"\d+[.,]\d+"),
        (r"[^\n]{20,180}?x", r"[^\n]+?x"),
        (r"\p{Lu}\x{FDD0}\x{2600}[\x{1F300}-\x{1FAFF}{2}]\{3\}", None),
    ],
)
def test_bounds_are_taken_off_and_nothing_else(pattern: str, freed: str | None) -> None:
    assert unbounded(pattern) == (freed or pattern)


@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_pattern_without_its_bounds_takes_whatever_the_pattern_takes(pattern: str) -> None:
    for lines in (LINES, FOLDED):
        assert each(lines, {"it": pattern})["it"].tolist() == lines.str.contains(pattern).to_list()


@settings(deadline=None, max_examples=20)
@given(st.lists(st.text(alphabet="aB1 .(", max_size=12), min_size=1, max_size=8))
def test_one_of_several_takes_what_each_of_them_takes(lines: list[str]) -> None:
    asked = pl.Series(lines)
    patterns = [r"^a|B$", r"\d{2}", r"\.\("]
    each = [set(asked.str.contains(pattern).arg_true()) for pattern in patterns]
    assert set(asked.str.contains(any_of(patterns)).arg_true()) == set().union(*each)
