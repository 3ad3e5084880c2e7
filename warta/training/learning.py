"""Learning the weights of a linear chain: likelihood of the roles, by small batches of pages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from warta.cleaning.chain import Scores, Steps, forward_backward
from warta.cleaning.evidence import near
from warta.cleaning.model import OFFSETS, Model
from warta.cleaning.states import (
    AFTER,
    ARTICLE_HELD,
    DOORS,
    FIRST,
    PLACES,
    ROLES,
    STATES,
    places_of,
    tables_of,
)
from warta.cleaning.structure import Counts, Flags, Rows

BATCH: Final = 64
"""Pages of a batch."""
RATE: Final = 0.02
FADING: Final = (0.9, 0.99)
"""What the running means of the slope and of its square keep at a step (Kingma and Ba 2015)."""
HIDDEN: Final = 0.1
"""Share of the evidence hidden at a step, so that no column is relied on alone (Srivastava et al. 2014)."""
SETTLED: Final = 3
"""Last rounds over whose steps the weights are averaged (Polyak and Juditsky 1992)."""

Weights = tuple[Scores, ...]  # as the fields of `Model`, from `own` on


@dataclass(frozen=True, slots=True)
class Lesson:
    """Segments to learn from: names of the evidence, its values, the role and the page of each row."""

    columns: tuple[str, ...]  # pairs come last
    single: int  # how many columns are no pairs
    evidence: NDArray[np.bool_]
    roles: Counts  # numbers in `ROLES`
    page: NDArray[np.uint32]

    def with_others(self, other: Self, times: int) -> Self:
        """The pages of this lesson, and those of another so many times."""
        step = int(other.page.max(initial=0)) + 1
        first = int(self.page.max(initial=0)) + 1
        return type(self)(
            self.columns,
            self.single,
            np.concatenate([self.evidence, *[other.evidence] * times]),
            np.concatenate([self.roles, *[other.roles] * times]),
            np.concatenate(
                [self.page, *(other.page + np.uint32(first + step * time) for time in range(times))]
            ),
        )


def learn(lesson: Lesson, penalty: float, rounds: int, seed: int) -> Model:
    """Fit a linear chain; the same lesson and seed give the same weights.

    Args:
        lesson: What to learn from.
        penalty: Weight of half the sum of squares of all weights against the log likelihood of one page.
        rounds: How often each page is seen.
        seed: Of the order in which pages are seen, and of what is hidden of them.
    """
    weights = _nothing(lesson)
    mean, spread, settled = _nothing(lesson), _nothing(lesson), _nothing(lesson)
    summed, step = 0, 0
    order = np.random.default_rng(seed)
    keep, keep_square = FADING
    for number in range(rounds):
        rate = RATE * (1 - number / rounds) ** 0.5
        for rows in _batches(lesson.page, order):
            step += 1
            slopes = _slopes(weights, lesson, rows, order)
            for weight, slope, average, square in zip(weights, slopes, mean, spread, strict=True):
                slope += penalty * weight
                average += (1 - keep) * (slope - average)
                square += (1 - keep_square) * (slope * slope - square)
                pace = np.sqrt(square / (1 - keep_square**step)) + 1e-6
                weight -= rate * average / (1 - keep**step) / pace
            if number >= rounds - SETTLED:
                summed += 1
                for middle, weight in zip(settled, weights, strict=True):
                    middle += (weight - middle) / np.float32(summed)
    return Model(lesson.columns, *settled)


def _nothing(lesson: Lesson) -> Weights:
    roles = len(ROLES)
    shapes = (
        (len(lesson.columns), roles),
        (len(OFFSETS), near(lesson.columns), roles),
        (roles,),
        AFTER.shape,
        STATES.shape,
        (lesson.single,),
        (1,),
    )
    return tuple(np.zeros(shape, dtype=np.float32) for shape in shapes)


def _batches(page: NDArray[np.uint32], order: np.random.Generator) -> Iterator[Counts]:
    """The rows of all pages once, some pages at a time, in random order."""
    starts = np.flatnonzero(np.concatenate(([True], page[1:] != page[:-1])))
    lengths = np.diff(np.append(starts, len(page)))
    shuffled = order.permutation(len(starts))
    for first in range(0, len(shuffled), BATCH):
        chosen = shuffled[first : first + BATCH]
        yield np.concatenate([np.arange(starts[one], starts[one] + lengths[one]) for one in chosen])


def _slopes(weights: Weights, lesson: Lesson, chosen: Counts, draw: np.random.Generator) -> Weights:
    """How the loss of a page of a batch changes with each weight."""
    _, around, _, follows, ends, *of_pages = weights
    whole, roles = lesson.evidence[chosen], lesson.roles[chosen]
    factors = np.exp(follows, dtype=np.float64) * AFTER
    evidence = (whole & (draw.random(whole.shape, dtype=np.float32) >= HIDDEN)).astype(np.float32)
    rows = Rows.of(lesson.page[chosen])
    later = rows.row[rows.row != rows.first]
    pages = np.float32(len(rows.row) - len(later))
    ended = np.exp(ends, dtype=np.float64) * STATES
    even = np.ones((PLACES, int(pages)))
    found = forward_backward(
        _scores(weights, evidence, rows), factors, FIRST, ended, even, DOORS, Steps.of(rows)
    )
    place = places_of(roles, rows)
    states = found.of_states()
    states[place, rows.row, roles] -= 1
    states /= pages
    last = states[:, rows.row == rows.stop - 1].sum(axis=1)
    error = states.sum(axis=0)
    pairs = found.pairs(factors) / pages
    table = tables_of(place[later - 1], place[later])
    np.add.at(pairs, (table, roles[later - 1], roles[later]), -1 / pages)
    looked = np.ascontiguousarray(evidence[:, : around.shape[1]])
    looks = np.stack([looked.T @ rows.shifted(error, -offset) for offset in OFFSETS])
    seen = rows.any(whole[:, : lesson.single].T.view(np.uint8))
    shown = (seen & (draw.random(seen.shape, dtype=np.float32) >= HIDDEN)).astype(np.float32)
    held = ARTICLE_HELD[place[rows.row == rows.stop - 1]]
    return (
        evidence.T @ error,
        looks,
        error.sum(axis=0),
        pairs.astype(np.float32),
        last,
        *_page_slopes(of_pages, shown, held),
    )


def _page_slopes(weights: Sequence[Scores], shown: Scores, held: Flags) -> tuple[Scores, Scores]:
    """How the loss of a page changes with the weights that tell of whole pages whether they hold an article.

    They are learnt by themselves, as a logistic regression: the chain is sure of the pages that it learns
    from, and would leave them nothing to explain.
    """
    holds, prior = weights
    error: Scores = (1 / (1 + np.exp(-(shown @ holds + prior))) - held) / np.float32(len(held))
    return shown.T @ error, error.sum(keepdims=True)


def _scores(weights: Weights, evidence: Scores, rows: Rows) -> Scores:
    """The score of each role of each segment."""
    own, around, bias, *_ = weights
    found: Scores = evidence @ own + bias
    looks = evidence[:, : around.shape[1]]
    for offset, beside in zip(OFFSETS, around, strict=True):
        found += rows.shifted(looks @ beside, offset)
    return found
