"""A linear chain over the segments of each page: from scores of roles to their probabilities.

A state is a role in a place. Places follow each other through doors, so that the factors of what follows what
are a small table for each place, and not a large one that is almost empty.

Pages are walked side by side, longest first, one segment of every page a step, so that the work is done by a
few operations on arrays however many pages there are. Rows are put in the order of the walk first: those of a
step stand together, and those before them are the first ones of the step before. Sums of probabilities are
scaled at each step (Rabiner 1989, section V A), not kept as logarithms.
"""

from dataclasses import dataclass
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from warta.cleaning.structure import Counts, Rows

Scores = NDArray[np.float32]
Chances = NDArray[np.float64]
Door = tuple[int, int, int]  # the place that is left, a role, the place that is entered
LEAST: Final = 1e-150
"""No way is given up altogether: after hundreds of lines against it there may be hundreds for it."""


@dataclass(frozen=True, slots=True)
class Steps:
    """The order in which rows are walked."""

    order: Counts  # the rows, in the order of the walk
    bounds: Counts  # where each step begins in it, and where the last one ends

    @classmethod
    def of(cls, rows: Rows) -> Self:
        """The steps through pages."""
        length = rows.stop - rows.first
        order = np.lexsort((rows.first, -length, rows.row - rows.first))
        many = np.bincount(rows.row - rows.first)
        return cls(order, np.append(0, np.cumsum(many)))

    @property
    def many(self) -> int:
        """How many steps there are: the rows of the longest page."""
        return len(self.bounds) - 1

    def at(self, step: int) -> slice:
        """The rows of a step."""
        return slice(self.bounds[step], self.bounds[step + 1])

    def before(self, step: int) -> slice:
        """The rows before those of a step, of the same pages."""
        first = self.bounds[step - 1]
        return slice(first, first + self.bounds[step + 1] - self.bounds[step])

    @property
    def earlier(self) -> Counts:
        """Where, in the order of the walk, the row before each row of the second step and later stands."""
        some: list[Counts] = [
            np.arange(place.start, place.stop) for place in map(self.before, range(1, self.many))
        ]
        return np.concatenate(some) if some else np.empty(0, dtype=np.int64)

    def back(self, values: Chances) -> Scores:
        """Values of rows (the last axis but one) in the order of the walk, in that of the rows again."""
        rows = np.empty(values.shape, dtype=np.float32)
        rows[..., self.order, :] = values
        return rows


@dataclass(frozen=True, slots=True)
class Doors:
    """How the places lead on.

    The role that a place begins with has a column in the table of the place before; the role that a place
    ends with has a row in the table of the place behind. Those have no such role themselves: it is the door.
    """

    begin: tuple[Door, ...]
    end: tuple[Door, ...]

    @property
    def turned(self) -> Self:
        """The doors as seen by who walks back."""
        return type(self)(
            tuple((behind, role, place) for place, role, behind in self.end),
            tuple((place, role, before) for before, role, place in self.begin),
        )

    def states(self, places: int, roles: int) -> NDArray[np.bool_]:
        """Which roles (columns) stand in which places (rows)."""
        found = np.ones((places, roles), dtype=np.bool_)
        for door, role, _ in self.begin + self.turned.begin:
            found[door, role] = False
        return found

    def ways(self, places: int, roles: int) -> NDArray[np.bool_]:
        """Which role (column) may come after which (row), in the table of each place."""
        rows, columns = self.states(places, roles), self.states(places, roles)
        for found, doors in ((rows, self.turned.begin), (columns, self.begin)):
            for door, role, _ in doors:
                found[door, role] = True
        return rows[:, :, np.newaxis] & columns[:, np.newaxis]

    def pass_through(self, chances: Chances) -> None:
        """Take what has come to the doors to the places behind them (places by rows by roles)."""
        for door, role, place in self.begin:
            chances[place, :, role] += chances[door, :, role]
            chances[door, :, role] = 0

    def approach(self, chances: Chances) -> None:
        """Let what places may end with stand at the doors too (places by rows by roles)."""
        for place, role, door in self.end:
            chances[door, :, role] = chances[place, :, role]


@dataclass(frozen=True, slots=True)
class Beliefs:
    """What the sums forward and backward give, in the order of the walk, each row on a scale of its own."""

    steps: Steps
    doors: Doors
    likelihood: Chances  # of roles: rows by roles
    forward: Chances  # of states: places by rows by roles
    backward: Chances

    def of_states(self) -> Scores:
        """The probability of each state of each row: places by rows by roles."""
        chances = self.forward * self.backward
        chances /= chances.sum(axis=(0, 2), keepdims=True)
        return self.steps.back(chances)

    def of_roles(self, places: NDArray[np.bool_] | None = None) -> Scores:
        """The probability of each role of each row, where told if its segments stand in some places only."""
        which = range(len(self.forward)) if places is None else np.flatnonzero(places)
        # Place by place: memory asked for anew, for all places at once, costs more than the work.
        chances, of_place = np.zeros_like(self.likelihood), np.empty_like(self.likelihood)
        for place in which:
            chances += np.multiply(self.forward[place], self.backward[place], out=of_place)
        chances /= chances.sum(axis=1, keepdims=True)
        return self.steps.back(chances)

    def at_ends(self, rows: Rows) -> Chances:
        """The probability that the page of each row ends in each place: places by rows."""
        at = np.empty_like(self.steps.order)
        at[self.steps.order] = np.arange(len(at))
        ends = at[rows.stop - 1]
        chances: Chances = (self.forward[:, ends] * self.backward[:, ends]).sum(axis=2)
        chances /= chances.sum(axis=0)
        return chances

    def pairs(self, follows: Chances) -> Chances:
        """How often a role (column) is expected after another (row), in the table of each place."""
        earlier = self.forward[:, self.steps.earlier]
        later = slice(len(self.likelihood) - earlier.shape[1], None)
        ahead = self.backward[:, later] * self.likelihood[later]
        self.doors.turned.approach(ahead)
        ahead /= (earlier @ follows * ahead).sum(axis=(0, 2), keepdims=True)
        expected: Chances = (earlier.transpose(0, 2, 1) @ ahead) * follows
        return expected


def beliefs(
    emissions: Scores, follows: Chances, first: NDArray[np.bool_], last: Chances, doors: Doors, steps: Steps
) -> Beliefs:
    """The probabilities of states.

    Args:
        emissions: the scores of the roles of each row.
        follows: how likely a role (column) is after another (row), as factors, in the table of each place; 0
            where it may not be.
        first: which states (places by roles) a page may begin with.
        last: how likely a page ends with each state, as factors; 0 for what is no state.
        doors: how the places lead on.
        steps: the walk through the pages.
    """
    # In double precision, so that how many pages walk together leaves no trace in the probabilities.
    likelihood = np.exp(emissions - emissions.max(axis=1, keepdims=True, initial=-np.inf), dtype=np.float64)
    likelihood = likelihood[steps.order]
    forward, backward = (np.empty((len(follows), *likelihood.shape)) for _ in range(2))
    for step in range(steps.many):
        here, seen = forward[:, steps.at(step)], likelihood[steps.at(step)]
        if step:
            before = forward[:, steps.before(step)]
            np.matmul(before, follows, out=here)
            here *= seen / _sums(before)
        else:
            here[:] = first[:, np.newaxis] * seen
        here += LEAST
        doors.pass_through(here)
        doors.approach(here)
    backward[:] = last[:, np.newaxis]
    turned, factors = doors.turned, np.ascontiguousarray(follows.transpose(0, 2, 1))
    for step in range(steps.many - 1, 0, -1):
        behind, here = backward[:, steps.at(step)], backward[:, steps.before(step)]
        ahead = behind * (likelihood[steps.at(step)] / _sums(behind))
        turned.approach(ahead)
        np.matmul(ahead, factors, out=here)
        here += LEAST
        turned.pass_through(here)
    return Beliefs(steps, doors, likelihood, forward, backward)


def _sums(chances: Chances) -> Chances:
    """The sum of the chances of all states of each row (places by rows by roles), in one column."""
    sums: Chances = (chances @ np.ones((chances.shape[2], 1))).sum(axis=0)
    return sums
