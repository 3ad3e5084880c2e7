"""The chain finds what trying every path finds, whatever other pages walk beside."""

from itertools import pairwise, product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from warta.cleaning.chain import Chances, Doors, Scores, Steps, forward_backward
from warta.cleaning.structure import Rows

PLACES, ROLES = 3, 3
# The second place is begun by the role 0; it ends with the role 1, and the third begins.
DOORS = Doors(begin=((0, 0, 1),), end=((1, 1, 2),))
OPEN = Doors(begin=(), end=())

State = tuple[int, int]
Chain = tuple[list[int], Scores, Chances, NDArray[np.bool_], Chances, Chances]


@st.composite
def chains(draw: st.DrawFn) -> Chain:
    """Lengths of pages, scores of rows, factors of roles after, at the beginning, the end, and of places."""
    lengths = draw(st.lists(st.integers(1, 4), min_size=1, max_size=4))
    numbers = st.integers(-8, 8).map(lambda number: number / 4)
    rows, states = sum(lengths), DOORS.states(PLACES, ROLES)
    scores = draw(st.lists(numbers, min_size=rows * ROLES, max_size=rows * ROLES))
    factors = st.sampled_from([0.0, 0.25, 1.0, 3.0])
    ways = DOORS.transitions(PLACES, ROLES)
    follows = np.array(draw(st.lists(factors, min_size=ways.size, max_size=ways.size))).reshape(ways.shape)
    # The last role of the first place may begin and come after itself: there is a way through every page.
    follows[0, 2, 2] += 0.5
    first = np.array(draw(st.lists(st.booleans(), min_size=states.size, max_size=states.size)))
    first = first.reshape(states.shape) & states
    first[0, 2] = True
    last = draw(st.lists(st.sampled_from([0.5, 1.0, 4.0]), min_size=states.size, max_size=states.size))
    ended = draw(
        st.lists(st.sampled_from([0.25, 1.0, 3.0]), min_size=len(lengths), max_size=len(lengths)).map(
            np.array
        )
    )
    return (
        lengths,
        np.array(scores, dtype=np.float32).reshape(rows, ROLES),
        follows * ways,
        first,
        np.array(last).reshape(states.shape) * states,
        np.stack([np.ones(len(lengths)), ended, ended * 2]),
    )


def pages_of(lengths: list[int]) -> Rows:
    return Rows.of(np.repeat(np.arange(len(lengths), dtype=np.uint32), lengths))


def steps(lengths: list[int]) -> Steps:
    return Steps.of(pages_of(lengths))


def link(before: State, after: State, follows: Chances) -> float:
    """The factor of a state after another, as the doors have it."""
    (place, role), (behind, following) = before, after
    if place == behind:
        return float(follows[place, role, following])
    if (place, following, behind) in DOORS.begin:
        return float(follows[place, role, following])
    if (place, role, behind) in DOORS.end:
        return float(follows[behind, role, following])
    return 0.0


def share(path: tuple[State, ...], scores: Scores, follows: Chances, first: NDArray[np.bool_]) -> float:
    """The weight of one way through a page."""
    seen = sum(float(row[role]) for row, (_, role) in zip(scores, path, strict=True))
    links = [link(before, after, follows) for before, after in pairwise(path)]
    return float(np.exp(seen)) * float(first[path[0]]) * float(np.prod(links))


@settings(max_examples=40)
@given(chains())
def test_the_probabilities_are_those_of_all_paths(chain: Chain) -> None:
    lengths, scores, follows, first, last, ended = chain
    found = forward_backward(scores, follows, first, last, ended, DOORS, steps(lengths))
    states = [(int(place), int(role)) for place, role in np.argwhere(DOORS.states(PLACES, ROLES))]
    expected, pairs = np.zeros((PLACES, len(scores), ROLES)), 0.0
    begin = 0
    for page, length in enumerate(lengths):
        here = slice(begin, begin + length)
        paths = list(product(states, repeat=length))
        weights = np.array(
            [
                share(path, scores[here], follows, first) * last[path[-1]] * ended[path[-1][0], page]
                for path in paths
            ]
        )
        for path, part in zip(paths, weights / weights.sum(), strict=True):
            for row, (place, role) in enumerate(path, start=begin):
                expected[place, row, role] += part
            pairs += part * sum(place != behind for (place, _), (behind, _) in pairwise(path))
        begin += length
    assert np.allclose(found.of_states(), expected, atol=1e-4)
    assert np.allclose(found.of_roles(), expected.sum(axis=0), atol=1e-4)
    ends = np.cumsum(lengths) - 1
    assert np.allclose(found.at_ends(), expected[:, ends].sum(axis=2), atol=1e-4)
    through = found.pairs(follows)
    doors = through[0, :, 0].sum() + through[2, 1, :].sum()
    assert np.isclose(doors, pairs, atol=1e-4)


def test_no_pages_have_no_states() -> None:
    nothing = np.zeros((0, ROLES), dtype=np.float32)
    none = Steps.of(Rows.of(np.zeros(0, dtype=np.uint32)))
    every, follows = np.ones((PLACES, ROLES)), np.ones((PLACES, ROLES, ROLES))
    found = forward_backward(nothing, follows, every > 0, every, np.ones((PLACES, 0)), OPEN, none)
    assert not found.of_states().size
    assert not found.pairs(follows).any()


def test_no_way_is_lost_by_many_lines_that_speak_against_it() -> None:
    length = 600
    scores = np.zeros((length, 2), dtype=np.float32)
    scores[: length // 2, 0], scores[length // 2 :, 1] = 9, 10
    # Whoever begins in a state stays in it: what comes last decides of what came first.
    every = np.ones((1, 2))
    found = forward_backward(
        scores, np.eye(2)[np.newaxis], every > 0, every, np.ones((1, 1)), OPEN, steps([length])
    )
    assert np.isfinite(found.of_states()).all()


def test_what_is_expected_of_pairs_of_roles_adds_up_to_their_number() -> None:
    states, ways = DOORS.states(PLACES, ROLES), DOORS.transitions(PLACES, ROLES)
    scores = np.zeros((7, ROLES), dtype=np.float32)
    found = forward_backward(
        scores, 0.5 * ways, states, 1.0 * states, np.ones((PLACES, 2)), DOORS, steps([4, 3])
    )
    assert np.isclose(found.pairs(0.5 * ways).sum(), 5)
