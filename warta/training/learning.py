"""Learning the weights of a linear chain: regularised maximum likelihood by L-BFGS."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from warta.cleaning.chain import Scores, Steps, beliefs
from warta.cleaning.model import OFFSETS, ROLES, Model
from warta.cleaning.structure import Counts, Rows

Vector = NDArray[np.float64]

_MEMORY: Final = 12
_SHRINK: Final = 0.5
_ENOUGH: Final = 1e-4
"""Share of the promised decrease that a step has to bring (Armijo 1966)."""
_SHORTEST: Final = 1e-12
_STILL: Final = 1e-6
"""Relative gain of a step under which the search ends."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """Segments to learn from: the names of the evidence, its values (0 or 1), each row's role, the pages."""

    columns: tuple[str, ...]
    evidence: Scores
    roles: Counts  # numbers in `ROLES`
    rows: Rows


def learn(lesson: Lesson, penalty: float, rounds: int) -> Model:
    """Fit a linear chain.

    Args:
        lesson: What to learn from.
        penalty: Weight of the sum of squares of all weights against the log likelihood of all pages.
        rounds: Steps of L-BFGS at most (Liu and Nocedal 1989).
    """
    rows, evidence = lesson.rows, lesson.evidence
    steps = Steps.of(rows)
    told = np.zeros((len(lesson.roles), len(ROLES)), dtype=np.float32)
    told[rows.row, lesson.roles] = 1
    later = rows.row[rows.row != rows.first]
    pairs = np.zeros((len(ROLES), len(ROLES)))
    np.add.at(pairs, (lesson.roles[later - 1], lesson.roles[later]), 1)

    def loss(vector: Vector) -> tuple[float, Vector]:
        model = _model(lesson.columns, vector)
        scores = model.scores(evidence, rows)
        found = beliefs(scores, model.follows, steps)
        ahead = found.likelihood * found.backward / found.scale
        likely = found.forward[later - 1].T @ ahead[later] * np.exp(model.follows)
        total = np.log(found.scale, dtype=np.float64).sum() + scores.max(axis=1).sum(dtype=np.float64)
        total -= (scores * told).sum(dtype=np.float64) + (pairs * model.follows).sum()
        error = found.marginal - told
        near = [evidence.T @ rows.shifted(error, -offset) for offset in OFFSETS]
        slope = [evidence.T @ error, *near, error.sum(axis=0), likely - pairs]
        gradient = np.concatenate([part.ravel().astype(np.float64) for part in slope])
        return float(total + penalty * vector @ vector), gradient + 2 * penalty * vector

    size = (len(lesson.columns) * (1 + len(OFFSETS)) + 1 + len(ROLES)) * len(ROLES)
    return _model(lesson.columns, _minimum(loss, np.zeros(size), rounds))


def _model(columns: tuple[str, ...], vector: Vector) -> Model:
    """The model from the vector that the search moves in."""
    flat, roles, own = vector.astype(np.float32), len(ROLES), len(columns) * len(ROLES)
    near = own * (1 + len(OFFSETS))
    return Model(
        columns=columns,
        own=flat[:own].reshape(-1, roles),
        near=flat[own:near].reshape(len(OFFSETS), -1, roles),
        bias=flat[near : near + roles],
        follows=flat[near + roles :].reshape(roles, roles),
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
        there = here + length * direction
        next_value, next_slope = loss(there)
        while next_value > value + _ENOUGH * length * promise and length > _SHORTEST:
            length *= _SHRINK
            there = here + length * direction
            next_value, next_slope = loss(there)
        gain = value - next_value
        if gain <= 0:
            break
        step, turn = there - here, next_slope - slope
        if step @ turn > 0:
            steps.append((step, turn))
        here, value, slope = there, next_value, next_slope
        if gain < _STILL * abs(value):
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
