"""Every rule and cut takes its examples and leaves the others; no pattern is slow on any text."""

import time

import polars as pl
import pytest

from warta.cleaning.rules import Cut, Rule, cuts, fold, matches, rules, rules_version
from warta.cleaning.segments import segments

MARK = "‖"


def takes(rule: Rule, line: str) -> bool:
    frame = pl.DataFrame({"text": [line]}).with_columns(fold(pl.col("text")).alias("folded"))
    return bool(matches(frame)[rule.id].item())


def examples(kind: str) -> list[object]:
    return [
        pytest.param(rule, line, id=f"{rule.id}: {line[:40]}")
        for rule in rules()
        for line in getattr(rule, kind)
    ]


@pytest.mark.parametrize(("rule", "line"), examples("takes"))
def test_a_rule_takes_its_examples(rule: Rule, line: str) -> None:
    assert takes(rule, line)


@pytest.mark.parametrize(("rule", "line"), examples("leaves"))
def test_a_rule_leaves_what_only_looks_like_it(rule: Rule, line: str) -> None:
    assert not takes(rule, line)


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)
def test_a_rule_says_what_it_takes_and_what_it_leaves(rule: Rule) -> None:
    assert rule.lines or rule.pattern
    assert rule.takes
    assert rule.leaves


@pytest.mark.parametrize(
    ("cut", "example"),
    [pytest.param(cut, example, id=f"{cut.id}: {example[:40]}") for cut in cuts() for example in cut.takes],
)
def test_a_line_is_cut_where_the_example_says(cut: Cut, example: str) -> None:
    line = example.replace(MARK, "")
    parts = segments(pl.Series([line])).select("start", "end").rows()
    assert [line[start:end] for start, end in parts] == [part.strip() for part in example.split(MARK)]


@pytest.mark.parametrize(
    ("cut", "example"),
    [pytest.param(cut, example, id=f"{cut.id}: {example[:40]}") for cut in cuts() for example in cut.leaves],
)
def test_a_line_that_only_looks_like_it_is_not_cut(cut: Cut, example: str) -> None:
    assert not pl.Series([example]).str.contains(cut.pattern).item()


WORST = {
    "one letter": "a" * 1_000_000,
    "capitals": "A" * 1_000_000,
    "capitalised words": "Polres Malang, " * 70_000,
    "dashes": "- " * 500_000,
    "brackets": "(" * 1_000_000,
    "digits": "12/12/2024 " * 90_000,
    "read also": "Baca juga: Kapolres Tinjau Gudang " * 30_000,
    "blanks": "x" + " " * 1_000_000 + "x",
    "stars": "*" * 1_000_000,
    "sentences": "Kapolres hadir di sana. " * 42_000,
    "links in Markdown": "[warta](a) " * 90_000,
}


@pytest.mark.parametrize("text", WORST.values(), ids=WORST.keys())
def test_a_hostile_line_of_a_megabyte_is_cut_and_tried_in_seconds(text: str) -> None:
    begun = time.perf_counter()
    matches(segments(pl.Series([text])))
    assert time.perf_counter() - begun < 5


def test_the_version_of_the_rules_is_stable() -> None:
    assert rules_version() == rules_version()
    assert len(rules_version()) == 16
