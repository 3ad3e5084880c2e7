"""Ids are numbers in memory and texts in files."""

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from warta.numbers import as_ids, in_numbers, of_ids

IDS = st.lists(st.integers(0, 2**128 - 1).map(lambda number: f"{number:032x}"))


@given(IDS)
def test_ids_come_back_out_of_numbers(ids: list[str]) -> None:
    rows = pl.DataFrame({"original_id": ids}, {"original_id": pl.String})
    numbers = rows.select(of_ids("original_id")).to_series()
    assert numbers.dtype == pl.UInt128
    assert as_ids(numbers).equals(rows["original_id"])


def test_what_is_no_id_is_null_and_other_texts_are_told_apart() -> None:
    rows = pl.DataFrame(
        {
            "article_id": ["0" * 31 + "f", "bukan", None],
            "title": ["Ronda", "Ronda", None],
            "start": [1, 2, 3],
        }
    )
    found = in_numbers(rows)
    assert found["article_id"].to_list() == [15, None, None]
    assert found.schema["title"] == pl.Categorical
    assert found["title"].to_list() == ["Ronda", "Ronda", None]
    assert found["start"].to_list() == [1, 2, 3]
