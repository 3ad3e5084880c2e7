"""A linear chain over the segments of each page: from scores of roles to their probabilities.

Pages are walked side by side, longest first, one segment of every page a step, so that the work is done by a
few operations on arrays however many pages there are. Rows are put in the order of the walk first: those of a
step stand together, and those before them are the first ones of the step before. Sums of probabilities are
scaled at each step (Rabiner 1989, section V A), not kept as logarithms.
"""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from warta.cleaning.structure import Counts, Rows

Scores = NDArray[np.float32]


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

    def back(self, values: Scores) -> Scores:
        """Values in the order of the walk, in that of the rows again."""
        rows = np.empty_like(values)
        rows[self.order] = values
        return rows


@dataclass(frozen=True, slots=True)
class Beliefs:
    """What the sums forward and backward give, of which the probability of role after role is made too."""

    likelihood: Scores
    forward: Scores
    backward: Scores
    scale: Scores

    @property
    def marginal(self) -> Scores:
        """The probability of each role of each row."""
        product: Scores = self.forward * self.backward
        whole: Scores = product.sum(axis=1, keepdims=True)
        return product / whole


def beliefs(emissions: Scores, transitions: Scores, steps: Steps) -> Beliefs:
    """The probabilities of roles, given the scores of a row's roles and of role (row) after role (column)."""
    likelihood = np.exp(emissions - emissions.max(axis=1, keepdims=True, initial=-np.inf))[steps.order]
    # Products are summed in double precision, so that how many pages walk together leaves no trace in them.
    follows = np.exp(transitions, dtype=np.float64)
    forward, backward = np.empty_like(likelihood), np.ones_like(likelihood)
    scale = np.ones((len(likelihood), 1), dtype=np.float32)
    for step in range(steps.many):
        rows = steps.at(step)
        ahead = likelihood[rows] if step == 0 else (forward[steps.before(step)] @ follows) * likelihood[rows]
        scale[rows] = ahead.sum(axis=1, keepdims=True)
        forward[rows] = ahead / scale[rows]
    for step in range(steps.many - 1, 0, -1):
        rows = steps.at(step)
        backward[steps.before(step)] = (likelihood[rows] * backward[rows] / scale[rows]) @ follows.T
    return Beliefs(*(steps.back(values) for values in (likelihood, forward, backward, scale)))
