"""A linear chain over the segments of each page: from scores of roles to the likeliest roles.

Pages are walked side by side, longest first, one segment of every page a step, so that the work is done by a
few matrix products however many pages there are. Sums of probabilities are scaled at each step (Rabiner 1989,
section V A), not kept as logarithms.
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

    starts: Counts  # the first row of each page, longest page first
    active: Counts  # how many pages have a row at each step

    @classmethod
    def of(cls, rows: Rows) -> Self:
        """The steps through pages."""
        starts = np.flatnonzero(rows.row == rows.first)
        lengths = (rows.stop - rows.first)[starts]
        order = np.argsort(-lengths, kind="stable")
        longest = int(lengths.max()) if len(lengths) else 0
        active = np.searchsorted(-lengths[order], -np.arange(longest), side="left")
        return cls(starts[order], active.astype(np.int64))

    def rows(self, step: int) -> Counts:
        """The rows of a step."""
        return self.starts[: self.active[step]] + step


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
    likelihood = np.exp(emissions - emissions.max(axis=1, keepdims=True, initial=-np.inf))
    # Products are summed in double precision, so that how many pages walk together leaves no trace in them.
    follows = np.exp(transitions, dtype=np.float64)
    forward, backward = np.empty_like(likelihood), np.ones_like(likelihood)
    scale = np.ones((len(likelihood), 1), dtype=np.float32)
    for step in range(len(steps.active)):
        rows = steps.rows(step)
        ahead = likelihood[rows] if step == 0 else (forward[rows - 1] @ follows) * likelihood[rows]
        scale[rows] = ahead.sum(axis=1, keepdims=True)
        forward[rows] = ahead / scale[rows]
    for step in range(len(steps.active) - 2, -1, -1):
        following = steps.rows(step + 1)
        backward[following - 1] = (likelihood[following] * backward[following] / scale[following]) @ follows.T
    return Beliefs(likelihood, forward, backward, scale)


def likeliest(emissions: Scores, transitions: Scores, steps: Steps) -> Counts:
    """The number of each row's role on the best path through its page (Viterbi 1967)."""
    best = np.array(emissions)
    came = np.zeros(emissions.shape, dtype=np.int8)
    before = np.ascontiguousarray(transitions.T)
    for step in range(1, len(steps.active)):
        rows = steps.rows(step)
        paths = best[rows - 1][:, None, :] + before
        chosen = paths.argmax(axis=2)
        came[rows] = chosen
        best[rows] += np.take_along_axis(paths, chosen[:, :, None], axis=2)[:, :, 0]
    roles: Counts = best.argmax(axis=1)
    for step in range(len(steps.active) - 1, 0, -1):
        rows = steps.rows(step)
        roles[rows - 1] = came[rows, roles[rows]]
    return roles
