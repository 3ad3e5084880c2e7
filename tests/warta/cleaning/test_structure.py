"""What is computed for many pages at once is what a loop over one page would find."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from warta.cleaning.structure import FAR, Packed, Rows

PAGES = st.lists(st.lists(st.integers(-9, 9), min_size=1, max_size=8), min_size=1, max_size=5)


def rows_of(pages: list[list[int]]) -> Rows:
    return Rows.of(np.repeat(np.arange(len(pages), dtype=np.uint32), [len(page) for page in pages]))


def flat(pages: list[list[int]]) -> np.ndarray:
    return np.array([value for page in pages for value in page], dtype=np.int64)


@given(PAGES)
def test_the_best_run_has_the_greatest_sum_of_its_page(pages: list[list[int]]) -> None:
    first, stop = rows_of(pages).best_run(flat(pages))
    begin = 0
    for page in pages:
        best = max(sum(page[i:j]) for i in range(len(page) + 1) for j in range(i, len(page) + 1))
        here = slice(begin, begin + len(page))
        assert len(set(first[here])) == len(set(stop[here])) == 1
        low, high = first[begin] - begin, stop[begin] - begin
        assert 0 <= low <= high <= len(page)
        assert sum(page[low:high]) == best
        begin += len(page)


@given(PAGES, st.integers(-3, 3))
def test_values_are_shifted_within_their_page(pages: list[list[int]], by: int) -> None:
    expected = [page[at + by] if 0 <= at + by < len(page) else 0 for page in pages for at in range(len(page))]
    assert rows_of(pages).shifted(flat(pages), by).tolist() == expected


@given(PAGES, st.integers(-1, 4), st.integers(-1, 4))
def test_sums_around_a_row_end_with_its_page(pages: list[list[int]], before: int, after: int) -> None:
    expected = [
        sum(value for at, value in enumerate(page) if here - before <= at <= here + after)
        for page in pages
        for here in range(len(page))
    ]
    assert rows_of(pages).around(flat(pages), before, after).tolist() == expected


@given(PAGES)
def test_the_last_and_the_next_flag_are_those_of_the_page(pages: list[list[int]]) -> None:
    flags = flat(pages) > 3
    since, until = [], []
    for page in pages:
        marked = [at for at, value in enumerate(page) if value > 3]
        for here in range(len(page)):
            since.append(min((here - at for at in marked if at < here), default=FAR))
            until.append(min((at - here for at in marked if at > here), default=FAR))
    assert rows_of(pages).since(flags).tolist() == since
    assert rows_of(pages).until(flags).tolist() == until


@given(PAGES)
def test_the_greatest_value_is_that_of_the_page(pages: list[list[int]]) -> None:
    expected = [max(page) for page in pages for _ in page]
    assert rows_of(pages).greatest(flat(pages)).tolist() == expected


@given(st.lists(st.lists(st.booleans(), min_size=3, max_size=3), min_size=1, max_size=20))
def test_rows_of_packed_flags_are_those_of_each_column(columns: list[list[bool]]) -> None:
    flags = {f"{number}": np.array(column, dtype=np.bool_) for number, column in enumerate(columns)}
    rows = np.array([2, 0, 0], dtype=np.int64)
    taken = Packed.of(flags).taken(rows)
    assert {name: column.tolist() for name, column in taken.items()} == {
        name: column[rows].tolist() for name, column in flags.items()
    }
