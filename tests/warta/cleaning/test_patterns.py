"""A line is asked, and asked plainly, whatever it would be found to be if it were asked in full."""

import polars as pl
import pytest

from warta.cleaning.alphabet import NAMED, plain, small
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
def test_whatever_a_pattern_takes_bears_a_trace_of_it(
    bearing: list[tuple[pl.Series, dict[str, Counts]]], pattern: str
) -> None:
    for lines, asked in bearing:
        assert set(lines.str.contains(pattern).arg_true()) <= set(asked[pattern].tolist())


@pytest.fixture(scope="module")
def put_plainly() -> list[tuple[pl.Series, pl.Series]]:
    """Lines as they are and plainly: as printed, folded, with foreign characters."""
    return [(lines, plain(lines)) for lines in (LINES, FOLDED, foreign(LINES))]


@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_pattern_takes_of_a_plain_line_what_it_takes_of_the_line(
    put_plainly: list[tuple[pl.Series, pl.Series]], pattern: str
) -> None:
    for lines, put in put_plainly:
        assert contains(put, pattern).tolist() == lines.str.contains(pattern).to_list()


def foreign(lines: pl.Series) -> pl.Series:
    """Lines with a foreign character in place of one of theirs, another one and another place in each."""
    return pl.Series(
        [
            line[: (at := number % len(line))] + FOREIGN[number % len(FOREIGN)] + line[at + 1 :]
            for number, line in enumerate(lines.to_list() * 3)
        ]
    )


@pytest.mark.parametrize("pattern", [cut.pattern for cut in cuts()])
def test_a_plain_line_is_cut_where_the_line_would_be(
    put_plainly: list[tuple[pl.Series, pl.Series]], pattern: str
) -> None:
    def places(lines: pl.Series, asked: str) -> list[list[int]]:
        cut = lines.str.replace_all(asked, "${1}\ufdd0${2}").str.split("\ufdd0")
        return cut.list.eval(pl.element().str.len_chars()).to_list()

    lines, put = put_plainly[-1]
    assert places(put, small(pattern)) == places(lines, pattern)


@pytest.mark.parametrize(
    "kind", [r"\p{Lu}", r"\p{Ll}", r"\p{L}", r"\p{N}", r"\d", r"\s", r"\w", r"\p{Zs}", r"\p{Cf}"]
)
def test_every_character_keeps_its_kind_and_its_place(kind: str) -> None:
    every = pl.Series([chr(point) for point in range(0x20000) if not 0xD800 <= point <= 0xDFFF])
    put = plain(every)
    assert set(put.str.len_chars()) == {1}
    for pattern in (f"^{kind}$", f"^[^{kind}]$"):
        assert contains(put, pattern).tolist() == every.str.contains(pattern).to_list()


@pytest.mark.parametrize("letter", ["k", "s"])
def test_k_and_s_are_taken_in_all_their_cases(letter: str) -> None:
    every = pl.Series([chr(point) for point in range(0xD800)])
    taken = every.filter(contains(plain(every), f"(?i:{letter})"))
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
        for lines in (plain(LINES), plain(FOLDED)):
            asked = contains(lines, pattern)
            assert asked.tolist() == lines.str.contains(small(pattern)).to_list(), pattern
            assert not (asked & ~lines.str.contains(small(uncounted(pattern))).to_numpy()).any(), pattern
