"""The chain finds what trying every path finds, whatever other pages walk beside."""

from itertools import pairwise, product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from warta.cleaning.chain import Scores, Steps, beliefs
from warta.cleaning.structure import Rows

ROLES = 3


@st.composite
def chains(draw: st.DrawFn) -> tuple[list[int], Scores, Scores]:
    """Lengths of pages, scores of their rows, scores of role after role."""
    lengths = draw(st.lists(st.integers(1, 4), min_size=1, max_size=4))
    numbers = st.integers(-8, 8).map(lambda number: number / 4)
    rows = sum(lengths)
    scores = draw(st.lists(numbers, min_size=rows * ROLES, max_size=rows * ROLES))
    follows = draw(st.lists(numbers, min_size=ROLES * ROLES, max_size=ROLES * ROLES))
    return (
        lengths,
        np.array(scores, dtype=np.float32).reshape(rows, ROLES),
        np.array(follows, dtype=np.float32).reshape(ROLES, ROLES),
    )


def steps(lengths: list[int]) -> Steps:
    return Steps.of(Rows.of(np.repeat(np.arange(len(lengths), dtype=np.uint32), lengths)))


def worth(path: tuple[int, ...], scores: Scores, follows: Scores) -> float:
    links = pairwise(path)
    return float(scores[range(len(path)), path].sum() + sum(follows[link] for link in links))


@settings(deadline=None)
@given(chains())
def test_the_probabilities_are_those_of_all_paths(
    chain: tuple[list[int], Scores, Scores],
) -> None:
    lengths, scores, follows = chain
    marginal = beliefs(scores, follows, steps(lengths)).marginal
    begin = 0
    for length in lengths:
        here = slice(begin, begin + length)
        paths = list(product(range(ROLES), repeat=length))
        values = np.array([worth(path, scores[here], follows) for path in paths])
        weights = np.exp(values - values.max())
        shares = weights / weights.sum()
        for row in range(length):
            expected = [
                sum(share for path, share in zip(paths, shares, strict=True) if path[row] == role)
                for role in range(ROLES)
            ]
            assert np.allclose(marginal[begin + row], expected, atol=1e-4)
        begin += length


def test_no_pages_have_no_roles() -> None:
    nothing = np.zeros((0, ROLES), dtype=np.float32)
    follows = np.zeros((ROLES, ROLES), dtype=np.float32)
    none = Steps.of(Rows.of(np.zeros(0, dtype=np.uint32)))
    assert not len(beliefs(nothing, follows, none).marginal)
