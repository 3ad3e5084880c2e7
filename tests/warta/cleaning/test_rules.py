"""Every rule and cut takes its examples and leaves the others; no pattern is slow on any text."""

import re
import time
import tomllib
from pathlib import Path

import polars as pl
import pytest

import warta.facts
from tests.evaluation.pages import read_pages
from warta.cleaning.lines import Lines
from warta.cleaning.matching import matches
from warta.cleaning.rules import Cut, Rule, cuts, fold, rules, rules_version
from warta.cleaning.segments import segments
from warta.terms import Role

MARK = "‖"
FLOWING = " dan yang lain" * 60
"""What makes a line long and is cut nowhere."""


@pytest.fixture(scope="module")
def taken() -> dict[str, set[str]]:
    """Which of the examples of all rules each rule takes, by its id."""
    lines = Lines.of(pl.Series([line for rule in rules() for line in (*rule.takes, *rule.leaves)]))
    return {rule: set(lines.text.filter(flags)) for rule, flags in matches(lines).items()}


def examples(kind: str) -> list[object]:
    return [
        pytest.param(rule, line, id=f"{rule.id}: {line[:40]}")
        for rule in rules()
        for line in getattr(rule, kind)
    ]


@pytest.mark.parametrize(("rule", "line"), examples("takes"))
def test_a_rule_takes_its_examples(taken: dict[str, set[str]], rule: Rule, line: str) -> None:
    assert line in taken[rule.id]


@pytest.mark.parametrize(("rule", "line"), examples("leaves"))
def test_a_rule_leaves_what_only_looks_like_it(taken: dict[str, set[str]], rule: Rule, line: str) -> None:
    assert line not in taken[rule.id]


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
    example += FLOWING if cut.long else ""
    line = example.replace(MARK, "")
    parts = segments(pl.Series([line])).select("start", "end").rows()
    assert [line[start:end] for start, end in parts] == [part.strip() for part in example.split(MARK)]


@pytest.mark.parametrize("cut", cuts(), ids=lambda cut: cut.id)
def test_a_cut_says_where_it_falls_and_where_not(cut: Cut) -> None:
    assert cut.takes
    assert cut.leaves


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
    begun = time.process_time()
    matches(Lines.of(segments(pl.Series([text]))["text"]))
    assert time.process_time() - begun < 5


def test_the_version_of_the_rules_is_stable() -> None:
    assert rules_version() == rules_version()
    assert len(rules_version()) == 16


OUTLETS = Path(warta.facts.__file__).parent / "words" / "outlets.toml"


def folded(texts: set[str]) -> set[str]:
    return set(fold(pl.Series(sorted(texts))))


@pytest.fixture(scope="module")
def named_outlets() -> set[str]:
    """Every outlet that the project knows by name; agencies sign texts of others and may stand in rules."""
    known = tomllib.loads(OUTLETS.read_text("utf-8"))
    told = {row["outlet"] for row in known["datelines"] if row.get("outlet")}
    told |= {page["facts"]["outlet"] for page in read_pages() if page["facts"] and page["facts"]["outlet"]}
    whole = folded(told)
    short = {
        re.sub(r"\.(?:com|co\.id|post\.web\.id|polri\.go\.id|id|net|co|tv)$", "", name) for name in whole
    }
    agencies = folded({form for forms in known["agencies"].values() for form in forms})
    return (whole | short) - agencies - {"bisnis"}  # which is a section of every site too


def headlines(*roles: Role) -> set[str]:
    """Every headline that has one of these roles on the pages that the project has."""
    own = {
        page["text"][span["start"] : span["end"]]
        for page in read_pages()
        for span in page["spans"]
        if span["role"] in roles
    }
    seeds = {path.read_text("utf-8").strip().split("\n")[0] for path in Path("seeds").iterdir()}
    return {line for line in folded(own | seeds) if len(line.split()) >= 5}


@pytest.mark.parametrize("part", [*rules(), *cuts()], ids=lambda part: part.id)
def test_no_outlet_is_named_in_a_rule_or_cut(named_outlets: set[str], part: Rule | Cut) -> None:
    read = [part.pattern or ""] + (list(part.lines) if isinstance(part, Rule) else [])
    words = set(re.findall(r"[\w.]+", "\n".join(read).lower()))
    assert not {name for name in named_outlets if set(re.findall(r"[\w.]+", name)) <= words}


def test_no_headline_is_a_line_of_a_rule() -> None:
    assert not headlines(Role.TITLE) & {line for rule in rules() for line in rule.lines}
    others = {line for rule in rules() if rule.role is not Role.RELATED for line in rule.lines}
    assert not headlines(Role.RELATED) & others  # lists of headlines have headings, which are lines of rules
