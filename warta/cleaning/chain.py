"""Inference in a linear-chain CRF over the segments of each page: from scores to posterior probabilities.

A hidden state is a role in a place of the page (`warta.cleaning.states`). One place leads to the next
through doors only (`Doors`), so that the transitions are a small table of roles by roles for each place
instead of one large table of states by states that is almost empty.

The forward-backward algorithm walks all pages side by side, longest first, one segment of every page a step:
a few operations on arrays do the work however many pages there are. Rows are first brought into the order of
the walk: the rows of a step stand together, and the rows before them are the first ones of the step before.
Forward and backward sums are scaled at each step (Rabiner 1989, section V A) instead of kept as logarithms.
"""

from dataclasses import dataclass
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from warta.cleaning.structure import Counts, Rows

Scores = NDArray[np.float32]
Chances = NDArray[np.float64]
Door = tuple[int, int, int]  # the place that is left, a role, the place that is entered
FLOOR: Final = 1e-150
"""Least forward and backward sum: none becomes 0, since hundreds of rows against a path may be followed by
hundreds for it."""


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

    @property
    def ends(self) -> Counts:
        """Where the last row of each page stands in the order of the walk, in the order of the pages."""
        sizes = np.diff(self.bounds)
        goes_on = np.append(sizes[1:], 0)
        ends = np.flatnonzero(np.arange(len(self.order)) >= np.repeat(self.bounds[:-1] + goes_on, sizes))
        found: Counts = ends[np.argsort(self.order[ends])]
        return found

    def back(self, values: Chances) -> Scores:
        """Values of rows (the last axis but one) in the order of the walk, in that of the rows again."""
        rows = np.empty(values.shape, dtype=np.float32)
        rows[..., self.order, :] = values
        return rows


@dataclass(frozen=True, slots=True)
class Doors:
    """The transitions from place to place.

    Through a door of `begin` a place is entered with its role: the table of the place that is left has a
    column for that role. Through a door of `end` a place is left after its role: the table of the place that
    is entered has a row for that role. In these tables the role is no state of the place: it is the door.
    """

    begin: tuple[Door, ...]
    end: tuple[Door, ...]

    @property
    def turned(self) -> Self:
        """The doors for a walk from the last row to the first."""
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

    def transitions(self, places: int, roles: int) -> NDArray[np.bool_]:
        """Which role (column) may come after which (row), in the table of each place."""
        rows, columns = self.states(places, roles), self.states(places, roles)
        for found, doors in ((rows, self.turned.begin), (columns, self.begin)):
            for door, role, _ in doors:
                found[door, role] = True
        return rows[:, :, np.newaxis] & columns[:, np.newaxis]

    def pass_through(self, chances: Chances) -> None:
        """Move the sums at the doors to the states behind them (places by rows by roles)."""
        for door, role, place in self.begin:
            chances[place, :, role] += chances[door, :, role]
            chances[door, :, role] = 0

    def approach(self, chances: Chances) -> None:
        """Copy the sums of the states that places end with to the doors (places by rows by roles)."""
        for place, role, door in self.end:
            chances[door, :, role] = chances[place, :, role]


@dataclass(frozen=True, slots=True)
class Posteriors:
    """Forward and backward sums, in the order of the walk, those of each row on a scale of their own."""

    steps: Steps
    doors: Doors
    likelihood: Chances  # exponentials of the scores: rows by roles
    forward: Chances  # of states: places by rows by roles
    backward: Chances

    def of_states(self) -> Scores:
        """The probability of each state of each row: places by rows by roles."""
        chances = self.forward * self.backward
        chances /= chances.sum(axis=(0, 2), keepdims=True)
        return self.steps.back(chances)

    def of_roles(self, places: NDArray[np.bool_] | None = None) -> Scores:
        """The probability of each role of each row.

        Args:
            places: The places that its states may be in; all by default.
        """
        which = range(len(self.forward)) if places is None else np.flatnonzero(places)
        # Place by place: memory asked for anew, for all places at once, costs more than the work.
        chances, of_place = np.zeros_like(self.likelihood), np.empty_like(self.likelihood)
        for place in which:
            chances += np.multiply(self.forward[place], self.backward[place], out=of_place)
        chances /= chances.sum(axis=1, keepdims=True)
        return self.steps.back(chances)

    def at_ends(self) -> Chances:
        """The probability that each page ends in each place: places by pages."""
        ends = self.steps.ends
        chances: Chances = (self.forward[:, ends] * self.backward[:, ends]).sum(axis=2)
        chances /= chances.sum(axis=0)
        return chances

    def pairs(self, transitions: Chances) -> Chances:
        """How often a role (column) is expected after another (row), in the table of each place."""
        earlier = self.forward[:, self.steps.earlier]
        later = slice(len(self.likelihood) - earlier.shape[1], None)
        ahead = self.backward[:, later] * self.likelihood[later]
        self.doors.turned.approach(ahead)
        ahead /= (earlier @ transitions * ahead).sum(axis=(0, 2), keepdims=True)
        expected: Chances = (earlier.transpose(0, 2, 1) @ ahead) * transitions
        return expected


def forward_backward(
    emissions: Scores,
    transitions: Chances,
    initial: NDArray[np.bool_],
    final: Chances,
    outcome: Chances,
    doors: Doors,
    steps: Steps,
) -> Posteriors:
    """The posterior probabilities of the states of each row.

    Args:
        emissions: The scores (logarithms of factors) of the roles of each row.
        transitions: The factor of a role (column) after another (row), in the table of each place; 0 where it
            may not follow.
        initial: Which states (places by roles) a page may begin with.
        final: The factor of each state (places by roles) at the end of a page; 0 for what is no state.
        outcome: The factor of each place at the end of each page: places by pages.
        doors: The transitions from place to place.
        steps: The walk through the pages.
    """
    # In double precision, so that how many pages walk together leaves no trace in the probabilities.
    likelihood = np.exp(emissions - emissions.max(axis=1, keepdims=True, initial=-np.inf), dtype=np.float64)
    likelihood = likelihood[steps.order]
    forward, backward = (np.empty((len(transitions), *likelihood.shape)) for _ in range(2))
    for step in range(steps.many):
        here, seen = forward[:, steps.at(step)], likelihood[steps.at(step)]
        if step:
            before = forward[:, steps.before(step)]
            np.matmul(before, transitions, out=here)
            here *= seen / _sums(before)
        else:
            here[:] = initial[:, np.newaxis] * seen
        here += FLOOR
        doors.pass_through(here)
        doors.approach(here)
    backward[:, steps.ends] = final[:, np.newaxis] * outcome[:, :, np.newaxis]
    turned, factors = doors.turned, np.ascontiguousarray(transitions.transpose(0, 2, 1))
    for step in range(steps.many - 1, 0, -1):
        behind, here = backward[:, steps.at(step)], backward[:, steps.before(step)]
        ahead = behind * (likelihood[steps.at(step)] / _sums(behind))
        turned.approach(ahead)
        np.matmul(ahead, factors, out=here)
        here += FLOOR
        turned.pass_through(here)
    return Posteriors(steps, doors, likelihood, forward, backward)


def _sums(chances: Chances) -> Chances:
    """The sum of the chances of all states of each row (places by rows by roles), in one column."""
    sums: Chances = (chances @ np.ones((chances.shape[2], 1))).sum(axis=0)
    return sums
