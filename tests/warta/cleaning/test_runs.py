"""The stretch of a page that holds its article, and where each segment stands to it."""

import numpy as np
import pytest

from warta.cleaning.runs import runs
from warta.cleaning.structure import Columns, Rows

PROSE, SENTENCE, FURNITURE, DOTS, SHORT = "prose", "sentence", "ruled", "last_dots", ""


def found(*segments: tuple[str, int]) -> Columns:
    """What is found for one page of segments: what each looks like, and its words."""
    look = {
        name: np.array([kind == name for kind, _ in segments]) for name in (PROSE, SENTENCE, FURNITURE, DOTS)
    }
    words = np.array([many for _, many in segments], dtype=np.int64)
    return runs(look, words, Rows.of(np.zeros(len(segments), dtype=np.uint32)))


def test_each_segment_is_before_inside_or_after_the_run() -> None:
    look = found((FURNITURE, 3), (SHORT, 2), (PROSE, 30), (SHORT, 2), (PROSE, 20), (FURNITURE, 4))
    for name, expected in {
        "before": [1, 1, 0, 0, 0, 0],
        "inside": [0, 0, 1, 1, 1, 0],
        "after": [0, 0, 0, 0, 0, 1],
        "first": [0, 0, 1, 0, 0, 0],
        "last": [0, 0, 0, 0, 1, 0],
    }.items():
        assert look[f"run_{name}"].tolist() == expected, name
    assert look["run_words>=50"].all()
    assert not look["run_words>=100"].any()


@pytest.mark.parametrize(
    ("between", "inside"),
    [
        ([(SHORT, 2)] * 6, True),
        ([(SHORT, 2)] * 7, False),
        ([(FURNITURE, 9)] * 3, True),
        ([(FURNITURE, 9)] * 4, False),
        ([(SENTENCE, 3)] * 40, True),
        ([(SENTENCE, 2)] * 7, False),
        ([(DOTS, 12)] * 40, True),
        ([(DOTS, 11)] * 7, False),
    ],
)
def test_a_run_goes_on_over_little_that_is_no_prose(between: list[tuple[str, int]], inside: bool) -> None:
    assert found((PROSE, 200), *between, (PROSE, 20))["run_last"][-1] == inside


def test_a_page_without_line_breaks_weighs_no_more_than_others() -> None:
    look = found((PROSE, 5_000), *[(FURNITURE, 3)] * 12, (PROSE, 60), (PROSE, 60))
    assert look["run_first"].tolist() == [0] * 13 + [1, 0]


def test_a_page_without_prose_has_no_run() -> None:
    look = found((SHORT, 2), (FURNITURE, 3))
    assert not any(column.any() for name, column in look.items() if not name.endswith("words"))
