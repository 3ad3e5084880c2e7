"""What the chain walks through: roles ahead of the headline, under it, in the article and behind it.

An article stands in one stretch, from its first to its last segment of body, under a headline. A chain of
roles alone forgets that the article is over, or has not come yet, as soon as something else has been said; so
roles stand once for each place, and what follows what is learnt for each place by itself. Evidence does not
tell the places apart: a state has the score of its role.
"""

from typing import Final

import numpy as np

from warta.cleaning.chain import Doors
from warta.cleaning.structure import FAR, Counts, Rows
from warta.terms import Role

ROLES: Final = tuple(role.value for role in Role if role is not Role.BLANK)
_BODY: Final = ROLES.index(Role.BODY)
_TITLE: Final = ROLES.index(Role.TITLE)
_DATELINE: Final = ROLES.index(Role.DATELINE)
PLACES: Final = 4
_AHEAD, _HEADED, _INSIDE, _BEHIND = range(PLACES)
DOORS: Final = Doors(
    begin=((_AHEAD, _TITLE, _HEADED), (_AHEAD, _BODY, _INSIDE), (_HEADED, _BODY, _INSIDE)),
    end=((_INSIDE, _BODY, _BEHIND),),
)
"""A headline is the first of what is under it; body is the first and the last of what is inside."""
STATES: Final = DOORS.states(PLACES, len(ROLES))
"""Which roles (columns) stand in which places (rows)."""
FIRST: Final = np.zeros_like(STATES)
"""The states that a page may begin with."""
FIRST[_AHEAD] = STATES[_AHEAD]
FIRST[_HEADED, _TITLE] = FIRST[_INSIDE, _BODY] = True
AFTER: Final = DOORS.transitions(PLACES, len(ROLES))
"""Which role (column) may come after which (row), in the table of each place: after a dateline only the
text, so that a dateline speaks for an article."""
AFTER[:, _DATELINE, [role not in (_DATELINE, _BODY) for role in range(len(ROLES))]] = False
ARTICLE_HELD: Final = np.arange(PLACES) >= _INSIDE
"""The places at whose end a page has held an article."""


def places_of(roles: Counts, rows: Rows) -> Counts:
    """The places of segments whose roles are known."""
    body = roles == _BODY
    begun, goes_on = rows.around(body, FAR, 0) > 0, rows.around(body, 0, FAR) > 0
    headed = np.where(rows.around(roles == _TITLE, FAR, 0) > 0, _HEADED, _AHEAD)
    found: Counts = np.where(begun, np.where(goes_on, _INSIDE, _BEHIND), headed)
    return found


def tables_of(before: Counts, after: Counts) -> Counts:
    """The places in whose tables the ways from place to place stand."""
    return np.where(after == _BEHIND, after, before)
