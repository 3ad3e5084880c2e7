"""What is certain of titles whatever the model says: which line is the title, and which repeat it."""

import numpy as np
import polars as pl
import pytest

from warta.cleaning.decision import MODEL, REPEATED, decide, reasons
from warta.cleaning.evidence import evidence
from warta.cleaning.markup import MarkupScores
from warta.cleaning.model import model
from warta.cleaning.rules import fold
from warta.cleaning.segments import segments
from warta.cleaning.states import ROLES
from warta.terms import Role

TITLE = "Warga Dusun Krajan Kembali Meronda Menjelang Pemilihan"
CUT_SHORT = "Warga Dusun Krajan Kembali Meron…"
TEASER = "Petani Bawang Mengeluhkan Harga Pupuk"


def decided(*lines: tuple[str, Role]) -> list[tuple[Role, str, bool]]:
    """The role, what decided and whether it is certain, of lines to which the model gives these roles."""
    parts = segments(pl.Series(["\n".join(line for line, _ in lines)]))
    assert parts.height == len(lines)
    scores = np.zeros((len(lines), len(ROLES)), dtype=np.float32)
    for row, (_, role) in enumerate(lines):
        scores[row, ROLES.index(role)] = 1_000
    markup = MarkupScores(scores, np.zeros(len(lines), dtype=np.bool_))
    found = decide(parts, fold(parts["text"]), evidence(parts), model(), markup)
    return [
        (Role(ROLES[role]), reasons()[rule], bool(np.isnan(confidence)))
        for role, rule, confidence in zip(found.role, found.rule, found.confidence, strict=True)
    ]


def roles(*lines: tuple[str, Role]) -> list[Role]:
    return [role for role, _, _ in decided(*lines)]


def test_the_first_of_equal_lines_is_the_title_and_the_others_repeat_it() -> None:
    (first, *_), (second, rule, is_certain) = decided((TITLE, Role.OTHER), (TITLE.upper(), Role.TITLE))
    assert (first, second, rule, is_certain) == (Role.TITLE, Role.TITLE_REPEAT, REPEATED, True)


def test_a_line_that_breaks_off_in_the_title_repeats_it() -> None:
    found = decided((TITLE, Role.TITLE), (CUT_SHORT, Role.NAVIGATION))
    assert found == [(Role.TITLE, MODEL, False), (Role.TITLE_REPEAT, REPEATED, True)]


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("Warga Dusun Krajan", Role.NAVIGATION),  # so short a beginning may be anything
        (CUT_SHORT, Role.BODY),
        (TEASER, Role.RELATED),
        (f"{TITLE} di Desa Karangrejo", Role.RELATED),
    ],
)
def test_other_lines_keep_the_role_that_the_model_gives_them(line: str, role: Role) -> None:
    assert roles((TITLE, Role.TITLE), (line, role)) == [Role.TITLE, role]


def test_the_longest_of_several_titles_is_the_title() -> None:
    assert roles((CUT_SHORT, Role.TITLE), (TITLE, Role.TITLE)) == [Role.TITLE_REPEAT, Role.TITLE]


def test_a_title_of_two_words_may_stand_twice_by_chance() -> None:
    assert roles(("Kabar Telaga", Role.TITLE), ("Kabar Telaga", Role.OUTLET)) == [Role.TITLE, Role.OUTLET]


def test_a_page_without_a_title_has_nothing_that_repeats_it() -> None:
    assert roles((TEASER, Role.RELATED), (TEASER, Role.RELATED)) == [Role.RELATED, Role.RELATED]
