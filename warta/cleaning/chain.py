"""A linear chain over the segments of each page: from scores of states to their probabilities.

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

    def back(self, values: Scores) -> Scores:
        """Values in the order of the walk, in that of the rows again."""
        rows = np.empty_like(values)
        rows[self.order] = values
        return rows


@dataclass(frozen=True, slots=True)
class Beliefs:
    """What the sums forward and backward give, in the order of the walk, each row on a scale of its own."""

    steps: Steps
    states: Counts  # the number of each state's role
    likelihood: Chances  # of roles
    forward: Chances  # of states
    backward: Chances

    def of_states(self) -> Scores:
        """The probability of each state of each row."""
        return self._shares(self.forward * self.backward)

    def of_roles(self, sums: Chances) -> Scores:
        """The probability of each role of each row.

        Args:
            sums: States by roles; 1 where a state is of a role.
        """
        return self._shares((self.forward * self.backward) @ sums)

    def _shares(self, chances: Chances) -> Scores:
        chances /= chances.sum(axis=1, keepdims=True)
        return self.steps.back(chances.astype(np.float32))

    def pairs(self, follows: Chances) -> Chances:
        """How often state (column) is expected after state (row)."""
        earlier = self.forward[self.steps.earlier]
        later = slice(len(self.forward) - len(earlier), None)
        ahead = self.likelihood[later][:, self.states] * self.backward[later]
        whole = ((earlier @ follows) * ahead).sum(axis=1, keepdims=True)
        expected: Chances = (earlier.T @ (ahead / whole)) * follows
        return expected


def beliefs(
    emissions: Scores, states: Counts, follows: Chances, first: NDArray[np.bool_], last: Chances, steps: Steps
) -> Beliefs:
    """The probabilities of states.

    Args:
        emissions: the scores of the roles of each row.
        states: the number of each state's role.
        follows: how likely state (column) is after state (row), as factors; 0 where it may not be.
        first: which states a page may begin with.
        last: how likely a page ends with each state, as factors.
        steps: the walk through the pages.
    """
    # In double precision, so that how many pages walk together leaves no trace in the probabilities.
    likelihood = np.exp(emissions - emissions.max(axis=1, keepdims=True, initial=-np.inf), dtype=np.float64)
    likelihood = likelihood[steps.order]
    forward, backward = np.empty((len(likelihood), len(states))), np.tile(last, (len(likelihood), 1))
    for step in range(steps.many):
        rows = steps.at(step)
        ahead = likelihood[rows][:, states]
        ahead *= forward[steps.before(step)] @ follows if step else first
        ahead /= ahead.sum(axis=1, keepdims=True)
        np.maximum(ahead, LEAST, out=forward[rows])
    for step in range(steps.many - 1, 0, -1):
        rows = steps.at(step)
        behind = (likelihood[rows][:, states] * backward[rows]) @ follows.T
        behind /= behind.sum(axis=1, keepdims=True)
        np.maximum(behind, LEAST, out=backward[steps.before(step)])
    return Beliefs(steps, states, likelihood, forward, backward)
