"""The chain finds what trying every path finds, whatever other pages walk beside."""

from itertools import pairwise, product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from warta.cleaning.chain import Scores, Steps, beliefs
from warta.cleaning.structure import Rows

STATES = 3
OWN = np.arange(STATES)  # each state has a role of its own

Chain = tuple[list[int], Scores, NDArray[np.float64], NDArray[np.bool_], NDArray[np.float64]]


@st.composite
def chains(draw: st.DrawFn) -> Chain:
    """Lengths of pages, scores of their rows, factors of states after, at the beginning, at the end."""
    lengths = draw(st.lists(st.integers(1, 4), min_size=1, max_size=4))
    numbers = st.integers(-8, 8).map(lambda number: number / 4)
    rows = sum(lengths)
    scores = draw(st.lists(numbers, min_size=rows * STATES, max_size=rows * STATES))
    # The first state may begin and come after any, so that there is a way through every page.
    factors = st.sampled_from([0.0, 0.25, 1.0, 3.0])
    follows = np.array(draw(st.lists(factors, min_size=STATES * STATES, max_size=STATES * STATES)))
    follows = follows.reshape(STATES, STATES)
    follows[:, 0] += 0.5
    first = np.array([True, *draw(st.lists(st.booleans(), min_size=STATES - 1, max_size=STATES - 1))])
    return (
        lengths,
        np.array(scores, dtype=np.float32).reshape(rows, STATES),
        follows,
        first,
        np.array(draw(st.lists(st.sampled_from([0.5, 1.0, 4.0]), min_size=STATES, max_size=STATES))),
    )


def steps(lengths: list[int]) -> Steps:
    return Steps.of(Rows.of(np.repeat(np.arange(len(lengths), dtype=np.uint32), lengths)))


def share(
    path: tuple[int, ...], scores: Scores, follows: NDArray[np.float64], first: NDArray[np.bool_]
) -> float:
    """The weight of one way through a page."""
    weight = float(np.exp(scores[range(len(path)), path].sum())) * float(first[path[0]])
    return weight * float(np.prod([follows[link] for link in pairwise(path)]))


@settings(deadline=None)
@given(chains())
def test_the_probabilities_are_those_of_all_paths(chain: Chain) -> None:
    lengths, scores, follows, first, last = chain
    marginal = beliefs(scores, OWN, follows, first, last, steps(lengths)).of_states()
    begin = 0
    for length in lengths:
        here = slice(begin, begin + length)
        paths = list(product(range(STATES), repeat=length))
        weights = np.array([share(path, scores[here], follows, first) * last[path[-1]] for path in paths])
        shares = weights / weights.sum()
        for row in range(length):
            expected = [
                sum(part for path, part in zip(paths, shares, strict=True) if path[row] == state)
                for state in range(STATES)
            ]
            assert np.allclose(marginal[begin + row], expected, atol=1e-4)
        begin += length


def test_no_pages_have_no_states() -> None:
    nothing = np.zeros((0, STATES), dtype=np.float32)
    none = Steps.of(Rows.of(np.zeros(0, dtype=np.uint32)))
    every = np.ones(STATES)
    found = beliefs(nothing, OWN, np.ones((STATES, STATES)), every > 0, every, none)
    assert not len(found.of_states())
    assert not found.pairs(np.ones((STATES, STATES))).any()


def test_no_way_is_lost_by_many_lines_that_speak_against_it() -> None:
    length = 600
    scores = np.zeros((length, 2), dtype=np.float32)
    scores[: length // 2, 0], scores[length // 2 :, 1] = 9, 10
    # Whoever begins in a state stays in it: what comes last decides of what came first.
    found = beliefs(scores, np.arange(2), np.eye(2), np.ones(2, dtype=np.bool_), np.ones(2), steps([length]))
    assert np.isfinite(found.of_states()).all()


def test_states_of_one_role_share_its_score_and_are_summed() -> None:
    scores = np.array([[0, 1], [0, 2]], dtype=np.float32)
    states, sums = np.array([0, 0, 1]), np.array([[1.0, 0.0], [1.0, 0.0], [0.0, 1.0]])
    every = np.ones(3)
    found = beliefs(scores, states, np.ones((3, 3)), every > 0, every, steps([2])).of_roles(sums)
    assert np.allclose(found[:, 1], np.exp([1, 2]) / (2 + np.exp([1, 2])))


def test_what_is_expected_of_pairs_of_states_adds_up_to_their_number() -> None:
    scores = np.zeros((7, STATES), dtype=np.float32)
    follows, every = np.full((STATES, STATES), 0.5), np.ones(STATES)
    assert np.isclose(beliefs(scores, OWN, follows, every > 0, every, steps([4, 3])).pairs(follows).sum(), 5)
