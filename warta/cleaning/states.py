"""What the chain walks through: roles ahead of the headline, under it, in the article and behind it.

An article stands in one stretch, from its first to its last segment of body, under a headline. A chain of
roles alone forgets that the article is over, or has not come yet, as soon as something else has been said; so
roles stand once for each place, and what follows what is learnt for each place by itself. Evidence does not
tell the places apart: a state has the score of its role.
"""

from typing import Final

import numpy as np

from warta.cleaning.structure import FAR, Counts, Rows
from warta.terms import Role

ROLES: Final = tuple(role.value for role in Role if role is not Role.BLANK)
_BODY: Final = ROLES.index(Role.BODY)
_TITLE: Final = ROLES.index(Role.TITLE)
_AHEAD, _HEADED, _INSIDE, _BEHIND = range(4)
_ABSENT: Final = {_AHEAD: {_TITLE, _BODY}, _HEADED: {_BODY}, _INSIDE: set[int](), _BEHIND: {_BODY}}
"""Roles that a place does not have."""

_PLACE, STATES = np.array(
    [(place, role) for place, absent in _ABSENT.items() for role in range(len(ROLES)) if role not in absent]
).T
"""The place and the role of each state."""
_BEGINS: Final = ((_PLACE == _HEADED) & (STATES == _TITLE)) | (STATES == _BODY)
"""The states by which the places after the first are entered from those before."""
FIRST: Final = (_PLACE == _AHEAD) | _BEGINS
"""Which states a page may begin with."""
AFTER: Final = (
    (_PLACE[:, None] == _PLACE)
    | ((_PLACE[:, None] < _PLACE) & (_PLACE < _BEHIND) & _BEGINS)
    | ((STATES[:, None] == _BODY) & (_PLACE == _BEHIND))
)
"""Which state (column) may come after which (row): body begins and ends what is inside."""
ARTICLE_HELD: Final = _PLACE >= _INSIDE
"""The states at whose end a page has held an article."""
OF_ROLE: Final = (STATES[:, None] == np.arange(len(ROLES))).astype(np.float64)
"""States by roles; 1 where a state is of a role."""
_NUMBER: Final = np.zeros((len(_ABSENT), len(ROLES)), dtype=np.int64)
_NUMBER[_PLACE, STATES] = np.arange(len(STATES))


def states_of(roles: Counts, rows: Rows) -> Counts:
    """The states of segments whose roles are known."""
    body = roles == _BODY
    begun, goes_on = rows.around(body, FAR, 0) > 0, rows.around(body, 0, FAR) > 0
    headed = np.where(rows.around(roles == _TITLE, FAR, 0) > 0, _HEADED, _AHEAD)
    place = np.where(begun, np.where(goes_on, _INSIDE, _BEHIND), headed)
    found: Counts = _NUMBER[place, roles]
    return found
