"""Learning the weights of a linear chain: regularised maximum likelihood by L-BFGS."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from warta.cleaning.chain import Scores, Steps, beliefs, likeliest
from warta.cleaning.structure import Counts, Rows

Vector = NDArray[np.float64]

_MEMORY: Final = 12
_SHRINK: Final = 0.5
_ENOUGH: Final = 1e-4
"""Share of the promised decrease that a step has to bring (Armijo 1966)."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """Segments to learn from: `evidence` (rows by columns, 0 or 1), the number of each row's role, the pages."""

    evidence: Scores
    roles: Counts
    rows: Rows


@dataclass(frozen=True, slots=True)
class Weights:
    """A linear chain: of each column and role, of each role, of each role (row) before each role (column)."""

    columns: Scores
    bias: Scores
    transitions: Scores

    def rounded(self, digits: int) -> "Weights":
        """The same weights with so many decimals."""
        return Weights(*(np.round(part, digits) for part in (self.columns, self.bias, self.transitions)))

    def read(self, evidence: Scores, rows: Rows) -> Counts:
        """The number of the likeliest role of each row."""
        return likeliest(evidence @ self.columns + self.bias, self.transitions, Steps.of(rows))


def learn(lesson: Lesson, roles: int, penalty: float, rounds: int) -> Weights:
    """Fit a linear chain.

    Args:
        lesson: What to learn from.
        roles: How many roles there are.
        penalty: Weight of the sum of squares of all weights, in units of the log likelihood of all pages.
        rounds: Steps of L-BFGS at most (Liu and Nocedal 1989).
    """
    columns = lesson.evidence.shape[1]
    steps = Steps.of(lesson.rows)
    told = np.zeros((len(lesson.roles), roles), dtype=np.float32)
    told[lesson.rows.row, lesson.roles] = 1
    follows = lesson.rows.row[lesson.rows.row != lesson.rows.first]
    pairs = np.zeros((roles, roles))
    np.add.at(pairs, (lesson.roles[follows - 1], lesson.roles[follows]), 1)

    def loss(vector: Vector) -> tuple[float, Vector]:
        weights = _parted(vector, columns, roles)
        scores = lesson.evidence @ weights.columns + weights.bias
        found = beliefs(scores, weights.transitions, steps)
        ahead = found.likelihood * found.backward / found.scale
        likely = found.forward[follows - 1].T @ ahead[follows] * np.exp(weights.transitions)
        total = np.log(found.scale, dtype=np.float64).sum() + scores.max(axis=1).sum(dtype=np.float64)
        total -= (scores * told).sum(dtype=np.float64) + (pairs * weights.transitions).sum()
        error = found.marginal - told
        slope = [lesson.evidence.T @ error, error.sum(axis=0), likely - pairs]
        gradient = np.concatenate([part.ravel().astype(np.float64) for part in slope])
        return float(total + penalty * vector @ vector), gradient + 2 * penalty * vector

    return _parted(_minimum(loss, np.zeros((columns + 1 + roles) * roles), rounds), columns, roles)


def _parted(vector: Vector, columns: int, roles: int) -> Weights:
    """Weights from the vector that the search moves in."""
    flat = vector.astype(np.float32)
    bias = columns * roles
    return Weights(
        flat[:bias].reshape(columns, roles),
        flat[bias : bias + roles],
        flat[bias + roles :].reshape(roles, roles),
    )


def _minimum(loss: Callable[[Vector], tuple[float, Vector]], start: Vector, rounds: int) -> Vector:
    """Where a convex function is least, by L-BFGS with a backtracking search along each direction."""
    here = start
    value, slope = loss(here)
    steps: deque[tuple[Vector, Vector]] = deque(maxlen=_MEMORY)
    for _ in range(rounds):
        direction = _direction(slope, steps)
        promise = float(slope @ direction)
        length = 1.0 if steps else 1.0 / float(np.abs(slope).sum())
        while True:
            there = here + length * direction
            next_value, next_slope = loss(there)
            if next_value <= value + _ENOUGH * length * promise:
                break
            length *= _SHRINK
            if length < 1e-12:
                return here
        step, turn = there - here, next_slope - slope
        if step @ turn > 0:
            steps.append((step, turn))
        done = value - next_value < 1e-6 * max(1.0, abs(next_value))
        here, value, slope = there, next_value, next_slope
        if done:
            break
    return here


def _direction(slope: Vector, steps: deque[tuple[Vector, Vector]]) -> Vector:
    """The way down: the slope seen through the curvature of the last steps (Nocedal 1980)."""
    way = -slope
    shares = []
    for step, turn in reversed(steps):
        share = float(step @ way) / float(step @ turn)
        way = way - share * turn
        shares.append(share)
    if steps:
        step, turn = steps[-1]
        way = way * (float(step @ turn) / float(turn @ turn))
    for (step, turn), share in zip(steps, reversed(shares), strict=True):
        way = way + (share - float(turn @ way) / float(step @ turn)) * step
    return way
