"""An article stands in one stretch: what the chain may walk through."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from warta.cleaning.states import AFTER, DOORS, FIRST, ROLES, STATES, places_of, tables_of
from warta.cleaning.structure import Rows
from warta.terms import Role

Pages = Sequence[Sequence[int]]
State = tuple[int, int]  # a place and a role
BODY = ROLES.index(Role.BODY)
DATELINE = ROLES.index(Role.DATELINE)


def rows(pages: Pages) -> Rows:
    lengths = [len(page) for page in pages]
    return Rows.of(np.repeat(np.arange(len(pages), dtype=np.uint32), lengths))


def states(pages: Pages) -> list[State]:
    roles = np.array([role for page in pages for role in page], dtype=np.int64)
    return [(int(place), int(role)) for place, role in zip(places_of(roles, rows(pages)), roles, strict=True)]


def may_follow(before: State, after: State) -> bool:
    """Whether the chain may walk from state to state."""
    (place, role), (behind, following) = before, after
    door = (place, following, behind) in DOORS.begin or (place, role, behind) in DOORS.end
    table = int(tables_of(np.array(place), np.array(behind)))
    return bool((place == behind or door) and AFTER[table, role, following])


def opened(page: Sequence[int]) -> list[int]:
    """A page on which the text follows each dateline."""
    return [part for role in page for part in ((role, BODY) if role == DATELINE else (role,))]


page = st.lists(st.integers(0, len(ROLES) - 1), min_size=1, max_size=12).map(opened)
pages = st.lists(page, min_size=1, max_size=4)


@given(pages)
def test_every_page_has_one_way_through(pages: Pages) -> None:
    found = iter(states(pages))
    for page in pages:
        way = [next(found) for _ in page]
        assert FIRST[way[0]] and all(STATES[state] for state in way)
        assert all(may_follow(before, after) for before, after in pairwise(way))


def test_nothing_but_the_text_follows_a_dateline() -> None:
    for other in set(range(len(ROLES))) - {DATELINE, BODY}:
        before, after = states([[DATELINE, other, BODY]])[:2]
        assert not may_follow(before, after)
    assert may_follow(*states([[DATELINE, BODY]]))


def test_body_does_not_come_again_behind_the_article() -> None:
    other = ROLES.index(Role.RELATED)
    behind = states([[BODY, other]])[1]
    again = [(place, BODY) for place in range(len(STATES)) if STATES[place, BODY]]
    assert again and not any(may_follow(behind, state) for state in again)


def test_what_stands_between_two_paragraphs_is_inside_and_may_be_followed_by_body() -> None:
    other = ROLES.index(Role.RELATED)
    first, between, last = states([[BODY, other, BODY]])
    assert may_follow(between, last) and may_follow(first, between)
    assert between != states([[BODY, other]])[1]


def test_a_page_of_furniture_alone_never_enters_an_article() -> None:
    other = ROLES.index(Role.NAVIGATION)
    assert len(set(states([[other] * 5]))) == 1
    assert states([[other] * 5])[0] == states([[other, BODY]])[0]


def test_what_stands_under_a_headline_is_told_from_what_stands_ahead_of_it() -> None:
    title, share = ROLES.index(Role.TITLE), ROLES.index(Role.SHARE)
    ahead, _, under, _ = states([[share, title, share, BODY]])
    assert ahead != under
    assert may_follow(under, states([[BODY]])[0]) and not may_follow(under, ahead)


def test_every_role_has_a_state_and_the_body_stands_in_the_article_alone() -> None:
    counts = STATES.sum(axis=0)
    assert counts[BODY] == 1
    assert counts[ROLES.index(Role.TITLE)] == 3
    assert (np.delete(counts, [BODY, ROLES.index(Role.TITLE)]) == 4).all()
