"""Neither traces nor the reduced alphabet change which lines a pattern matches, and where."""

import polars as pl
import pytest

from warta.cleaning.alphabet import NAMED, reduced, reduced_pattern
from warta.cleaning.patterns import contains, likely, uncounted
from warta.cleaning.rules import cuts, fold, rules
from warta.cleaning.shape import DATELINES, HOLDS, SENTENCE_END
from warta.cleaning.structure import Counts
from warta.cleaning.traces import traces
from warta.cleaning.words import Words

LINES = pl.Series(
    [example.replace("‖", "") for cut in cuts() for example in (*cut.takes, *cut.leaves)]
    + [example for rule in rules() for example in (*rule.takes, *rule.leaves)]
)
FOLDED = fold(LINES)
PATTERNS = [
    *(cut.pattern for cut in cuts()),
    *(rule.pattern for rule in rules() if rule.pattern),
    *(SENTENCE_END, *DATELINES.values(), *HOLDS.values()),
]
FOREIGN = "ÉßжЖ中ǅ٣²Ⅷ\u00a0\u2003\u200b\u200d\u00ad\u0301_‿Ⓐé"
"""Letters, digits, spaces and signs of kinds that patterns tell apart."""


@pytest.mark.parametrize(
    ("pattern", "known"),
    [
        (r"^(?:baca|simak) juga", {"baca", "simak"}),
        (r"^tags? [^.]+$", {"tag"}),
        (r"[.!?]\s*(?:Baca [Jj]uga|READ ALSO)\b", {"Baca", "READ"}),
        (r"\(\d+\)$", {"("}),
        (r"(?:iklan )?oleh", {"iklan", "oleh"}),
        (r"(?:iklan)?", set()),
        (r"^\p{Lu}+$|x{2,}", set()),
        (r"(?i:baca)", set()),
        (r"a{0,3}b\x{201D}", {"b”"}),
        (r"[a-z]+ ", set()),
        (r"\x{FDD0}ab", {"ab"}),
    ],
)
def test_traces_of_a_pattern(pattern: str, known: set[str]) -> None:
    assert traces(pattern) == known


@pytest.mark.parametrize("pattern", ["(a", "a)"])
def test_a_pattern_whose_brackets_are_not_closed_is_a_fault(pattern: str) -> None:
    with pytest.raises(ValueError, match="bracket"):
        traces(pattern)


@pytest.fixture(scope="module")
def bearing() -> list[tuple[pl.Series, dict[str, Counts]]]:
    """Lines as printed and folded, and which of them bear a trace of each pattern."""
    return [
        (lines, likely(Words.of(lines), {pattern: pattern for pattern in PATTERNS}))
        for lines in (LINES, FOLDED)
    ]


@pytest.mark.parametrize("pattern", PATTERNS)
def test_every_line_that_a_pattern_matches_holds_a_trace_of_it(
    bearing: list[tuple[pl.Series, dict[str, Counts]]], pattern: str
) -> None:
    for lines, asked in bearing:
        assert set(lines.str.contains(pattern).arg_true()) <= set(asked[pattern].tolist())


@pytest.fixture(scope="module")
def in_both_alphabets() -> list[tuple[pl.Series, pl.Series]]:
    """Lines as they are and reduced: as printed, folded, with foreign characters."""
    return [(lines, reduced(lines)) for lines in (LINES, FOLDED, foreign(LINES))]


@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_reduced_pattern_matches_the_reduced_lines_of_what_the_pattern_matches(
    in_both_alphabets: list[tuple[pl.Series, pl.Series]], pattern: str
) -> None:
    for lines, short in in_both_alphabets:
        assert contains(short, pattern).tolist() == lines.str.contains(pattern).to_list()


def foreign(lines: pl.Series) -> pl.Series:
    """Lines with a foreign character in place of one of theirs, another one and another place in each."""
    return pl.Series(
        [
            line[: (at := number % len(line))] + FOREIGN[number % len(FOREIGN)] + line[at + 1 :]
            for number, line in enumerate(lines.to_list() * 3)
        ]
    )


@pytest.mark.parametrize("pattern", [cut.pattern for cut in cuts()])
def test_a_reduced_line_is_cut_where_the_line_would_be(
    in_both_alphabets: list[tuple[pl.Series, pl.Series]], pattern: str
) -> None:
    def places(lines: pl.Series, asked: str) -> list[list[int]]:
        cut = lines.str.replace_all(asked, "${1}\ufdd0${2}").str.split("\ufdd0")
        return cut.list.eval(pl.element().str.len_chars()).to_list()

    lines, short = in_both_alphabets[-1]
    assert places(short, reduced_pattern(pattern)) == places(lines, pattern)


@pytest.mark.parametrize(
    "kind", [r"\p{Lu}", r"\p{Ll}", r"\p{L}", r"\p{N}", r"\d", r"\s", r"\w", r"\p{Zs}", r"\p{Cf}"]
)
def test_every_character_keeps_its_kind_and_its_place(kind: str) -> None:
    every = pl.Series([chr(point) for point in range(0x20000) if not 0xD800 <= point <= 0xDFFF])
    short = reduced(every)
    assert set(short.str.len_chars()) == {1}
    for pattern in (f"^{kind}$", f"^[^{kind}]$"):
        assert contains(short, pattern).tolist() == every.str.contains(pattern).to_list()


@pytest.mark.parametrize("letter", ["k", "s"])
def test_k_and_s_are_taken_in_all_their_cases(letter: str) -> None:
    every = pl.Series([chr(point) for point in range(0xD800)])
    taken = every.filter(contains(reduced(every), f"(?i:{letter})"))
    assert taken.to_list() == every.filter(every.str.contains(f"(?i:{letter})")).to_list()
    assert len(taken) == 3


def test_letters_that_patterns_name_are_kept() -> None:
    named = {
        letter for pattern in PATTERNS for letter in pattern if letter.isalnum() and not letter.isascii()
    }
    assert named <= set(NAMED)


def test_a_pattern_that_counts_takes_what_it_would_in_one_question() -> None:
    counting = [pattern for pattern in PATTERNS if uncounted(pattern) != pattern]
    assert counting
    for pattern in counting:
        for lines in (reduced(LINES), reduced(FOLDED)):
            asked = contains(lines, pattern)
            assert asked.tolist() == lines.str.contains(reduced_pattern(pattern)).to_list(), pattern
            assert not (asked & ~lines.str.contains(reduced_pattern(uncounted(pattern))).to_numpy()).any(), (
                pattern
            )
