"""The single lines of the evaluation set: each stands in each story where it is said to."""

from tests.evaluation.lines import PLACES, STORIES, is_kept, read_lines
from warta.terms import Role

ROWS = read_lines()


def test_each_line_stands_once_in_each_story() -> None:
    assert len({row["id"] for row in ROWS}) == len(ROWS) == len(STORIES) * len({row["line"] for row in ROWS})
    for row in ROWS:
        assert row["text"].split("\n\n").count(row["line"]) == 1, row["id"]
        assert row["text"].startswith(row["line"], row["start"]), row["id"]


def test_a_line_stands_above_between_or_behind_the_paragraphs() -> None:
    for row in ROWS:
        number, place = row["id"].split("-")[:2]
        parts = row["text"].split("\n\n")
        assert parts.index(row["line"]) == PLACES[place], row["id"]
        assert [part for part in parts if part != row["line"]] == [*STORIES[int(number)]], row["id"]


def test_a_line_is_kept_where_most_of_it_is() -> None:
    row = {"line": "Ikuti kami di Saluran Desa.", "start": 10}
    body, promo = ({"start": 0, "end": 25, "role": role} for role in (Role.BODY, Role.PROMO))
    assert is_kept(row, [body])
    assert not is_kept(row, [{**body, "end": 20}])
    assert not is_kept(row, [promo])
