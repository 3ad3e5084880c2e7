"""The forms of the evaluation set: each stands in each story where its like stands."""

import pytest

from tests.evaluation.forms import AROUND, is_right, read_forms
from tests.evaluation.lines import STORIES
from tests.evaluation.pages import Row
from warta.terms import Role

ROWS = read_forms()
DATE = AROUND[1][0][-1]
RELATED = AROUND[1][1][0]


def _neighbours(role: Role) -> set[tuple[str, str]]:
    """What stands above and below the forms of a role."""
    found = set()
    for row in ROWS:
        if row["role"] is role:
            parts = ["", *row["text"].split("\n\n"), ""]
            index = parts.index(row["line"])
            found.add((parts[index - 1], parts[index + 1]))
    return found


def test_each_form_stands_once_in_each_story() -> None:
    forms = {(row["role"], row["line"]) for row in ROWS}
    assert len({row["id"] for row in ROWS}) == len(ROWS) == len(STORIES) * len(forms)
    for row in ROWS:
        assert row["text"].split("\n\n").count(row["line"]) == 1, row["id"]
        assert row["text"].startswith(row["line"], row["start"]), row["id"]


def test_a_dateline_opens_the_first_paragraph_in_place_of_the_storys_own() -> None:
    assert _neighbours(Role.DATELINE) == {("", STORIES[0][2]), (DATE, STORIES[1][2])}
    assert not [row["id"] for row in ROWS if row["role"] is Role.DATELINE and "MALINAU - " in row["text"]]


def test_a_credit_ends_the_last_paragraph() -> None:
    assert _neighbours(Role.CREDIT) == {(STORIES[0][-1], ""), (STORIES[1][-1], RELATED)}


def test_a_caption_stands_under_the_headline_and_date_or_between_paragraphs() -> None:
    assert _neighbours(Role.CAPTION) == {STORIES[0][1:3], (DATE, STORIES[1][1])}


def test_a_paragraph_that_looks_like_them_stands_between_paragraphs() -> None:
    assert _neighbours(Role.BODY) == {story[1:3] for story in STORIES}


def test_only_what_follows_a_dateline_precedes_a_credit_or_is_a_paragraph_is_the_articles() -> None:
    for row in ROWS:
        start, end = row["start"], row["start"] + len(row["line"])
        own = row["own"]
        assert {
            Role.DATELINE: start < own.start < own.stop == end,
            Role.CREDIT: start == own.start < own.stop < end,
            Role.CAPTION: not own,
            Role.BODY: own == range(start, end),
        }[row["role"]], row["id"]


@pytest.mark.parametrize(
    ("part", "right"),
    [
        ("Hujan turun.", True),
        ("U - Hujan turun.", True),
        ("AU - Hujan turun.", False),
        ("jan turun.", True),
        ("an turun.", False),
    ],
)
def test_a_form_is_right_but_for_two_visible_characters(part: str, right: bool) -> None:
    above, line = "Hujan Lagi\n\n", "MALINAU - Hujan turun."
    end = len(above + line)
    row: Row = {"line": line, "start": len(above), "own": range(end - len("Hujan turun."), end)}
    span: Row = {"start": end - len(part), "end": end, "role": Role.BODY}
    assert is_right(row, [span]) is right
    assert not is_right(row, [{**span, "role": Role.PROMO}])
