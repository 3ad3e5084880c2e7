"""The linear chain that decides: its weights, and the scores they give to segments."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Final, Self

import numpy as np
import polars as pl
from numpy.typing import NDArray

from warta.cleaning.chain import Scores, Steps, forward_backward
from warta.cleaning.context import PAIRED_KINDS, kinds, pairs
from warta.cleaning.markup import MarkupScores
from warta.cleaning.states import AFTER, ARTICLE_HELD, DOORS, FIRST, ROLES, STATES
from warta.cleaning.structure import Columns, Counts, Flags, Rows

FILE: Final = Path(__file__).with_name("model.npz")
WEIGHTS: Final = ("own", "near", "bias", "follows", "ends", "holds", "prior")
RULE: Final = "rule:"
"""How the names of columns that tell of one rule begin."""
CERTAIN: Final = 0.65
"""Probability from which on a page has no article: to lose one costs more than to keep furniture, and of the
pages that people collect fewer are without one than of those that the model learns from."""
DIGITS: Final = 3
"""Decimals of a probability that mean something."""
STEPS: Final = 256
"""Steps of a weight from 0 to 1. Sums of whole steps are exact in single precision, in whatever order."""
ROWS_AT_ONCE: Final = 2_048
"""Segments whose flags stand in memory as numbers at one time."""
OFFSETS: Final = (-2, -1, 1, 2)
"""Rows from a segment to the neighbours whose evidence counts for it."""


@dataclass(frozen=True, slots=True)
class Model:
    """Weights of evidence.

    `own` weighs the columns of a segment (columns by roles), `near` the first of the columns of its
    neighbours (offsets by columns by roles); `bias` is added to each role; `follows` scores a role (column)
    after another (row) in the table of each place, and `ends` the state (places by roles) at the end of a
    page. `holds` weighs what any segment of a page has (columns without pairs), `prior` what every page has:
    their sum are the logarithmic odds that a page holds an article, told from the page as a whole.
    """

    columns: tuple[str, ...]  # names of the evidence, in the order of the weights
    own: Scores
    near: Scores
    bias: Scores
    follows: Scores
    ends: Scores
    holds: Scores
    prior: Scores

    @classmethod
    def read(cls, path: Path) -> Self:
        """The model in a file.

        Raises:
            ValueError: it was made for other roles.
        """
        with np.load(path, allow_pickle=False) as stored:
            if tuple(stored["roles"]) != ROLES:
                raise ValueError(f"{path.name}: made for other roles; make it again")
            weights = [stored[name].astype(np.float32) / STEPS for name in WEIGHTS]
            return cls(tuple(stored["columns"].tolist()), *weights)

    @property
    def factors(self) -> NDArray[np.float64]:
        """How likely a role (column) is after another (row), in the table of each place."""
        factors: NDArray[np.float64] = np.exp(self.follows, dtype=np.float64) * AFTER
        return factors

    @property
    def last(self) -> NDArray[np.float64]:
        """How likely a page ends with each state, by what an error costs."""
        likely: NDArray[np.float64] = np.exp(self.ends, dtype=np.float64)
        return likely * np.where(ARTICLE_HELD[:, np.newaxis], 1, (1 - CERTAIN) / CERTAIN) * STATES

    def write(self, path: Path) -> None:
        """Store the model; the same weights give the same bytes."""
        parts = {name: np.rint(getattr(self, name) * STEPS).astype(np.int16) for name in WEIGHTS}
        np.savez_compressed(path, columns=np.array(self.columns), roles=np.array(ROLES), **parts)


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights of a model, put together so that small products make the scores.

    A segment has one kind: its pairs of kind and place are weighed as places, by the weights of that kind.
    """

    columns: tuple[str, ...]  # the evidence that is weighed, without pairs; first what neighbours count too
    looks: Scores  # of the first columns for the segment itself and for each of `OFFSETS`, beside each other
    places: Scores  # of the others, for the segment itself
    paired: Counts  # which columns make pairs
    by_kind: Mapping[str, Scores]  # the weights of these for segments of a kind
    bias: Scores
    holds: Scores  # of `columns` for an article on the page
    prior: Scores

    @classmethod
    def of(cls, by: Model, evidence: Columns) -> Self:
        """The weights for some evidence.

        Raises:
            ValueError: the model was made for other evidence.
        """
        made = pairs(evidence)
        if any(not name.startswith(RULE) for name in (evidence.keys() | made.keys()) ^ set(by.columns)):
            raise ValueError(f"{FILE.name}: made for other evidence; make it again")
        place = {name: number for number, name in enumerate(by.columns)}
        alone = tuple(name for name in by.columns if name not in made)
        own = by.own[[place[name] for name in alone]]
        near = by.near.shape[1]
        at = {name: number for number, name in enumerate(alone)}
        return cls(
            alone,
            np.concatenate([own[:near], *by.near], axis=1),
            own[near:],
            np.array(list(dict.fromkeys(at[column] for _, column in made.values()))),
            {
                kind: by.own[[place[pair] for pair, (of_kind, _) in made.items() if of_kind == kind]]
                for kind in PAIRED_KINDS
            },
            by.bias,
            by.holds,
            by.prior,
        )

    def scores(self, flags: Scores, of_kind: Mapping[str, Counts], rows: Rows) -> Scores:
        """The score of each role of each segment.

        Args:
            flags: `columns` by segments, 0 and 1.
            of_kind: the segments of each of `PAIRED_KINDS`.
            rows: the pages of the segments.
        """
        near = len(self.looks)
        seen = np.split(flags[:near].T @ self.looks, 1 + len(OFFSETS), axis=1)
        found: Scores = seen[0] + flags[near:].T @ self.places + self.bias
        for offset, scores in zip(OFFSETS, seen[1:], strict=True):
            found += rows.shifted(scores, offset)
        # Segments of one kind beside each other.
        order = np.concatenate([of_kind[kind] for kind in self.by_kind])
        ends = np.cumsum([len(of_kind[kind]) for kind in self.by_kind])
        paired = np.split(np.take(flags[self.paired], order, axis=1), ends[:-1], axis=1)
        found[order] += np.concatenate(
            [some.T @ weights for some, weights in zip(paired, self.by_kind.values(), strict=True)]
        )
        return found


@cache
def model() -> Model:
    """The model of this version."""
    return Model.read(FILE)


def judge(
    page: pl.Series, evidence: Columns, by: Model, markup: MarkupScores | None = None
) -> tuple[Counts, Scores]:
    """The likeliest role of each segment: that with the greatest posterior probability.

    Markup shows where an article would be, which it does on every page. So where a page does not declare that
    it is an article, its text alone tells whether it holds one.

    Roles that are likeliest one by one err less than the likeliest path through a whole page (Viterbi), where
    that path is one of many (Rabiner 1989, section III B).

    Args:
        page: UInt32, the page of each segment; segments of a page stand together.
        evidence: as `warta.cleaning.evidence.evidence` gives it.
        by: the model.
        markup: what the markup adds to the scores; None for pages that came as text.

    Returns:
        The number of each segment's role in `ROLES`, and its probability.

    Raises:
        ValueError: the model was made for other evidence. It may not know a rule, which then counts as one
            more of its role, and may know one that is gone.
    """
    rows = Rows.of(page.to_numpy())
    scores, holds = weigh(page.to_numpy(), evidence, by)
    chances, empty = _chances(scores if markup is None else scores + markup.scores, holds, rows, by)
    if markup is not None:
        asked = markup.undeclared & ~empty
        some = np.flatnonzero(asked)
        pages = asked[rows.row == rows.first]
        alone, without = _chances(scores[some], holds[pages], Rows.of(page.to_numpy()[some]), by)
        chances[some[without]] = alone[without]
    roles = chances.argmax(axis=1)
    return roles, chances[rows.row, roles].round(DIGITS)


def _chances(scores: Scores, holds: Scores, rows: Rows, by: Model) -> tuple[Scores, Flags]:
    """The probability of each role of each segment, and whether its page is one without an article."""
    outcome = np.where(ARTICLE_HELD[:, np.newaxis], np.exp(holds, dtype=np.float64), 1)
    found = forward_backward(scores, by.factors, FIRST, by.last, outcome, DOORS, Steps.of(rows))
    chances, without = found.of_roles(), rows.of_page(found.at_ends()[ARTICLE_HELD].sum(axis=0) < 0.5)
    if without.any():
        chances[without] = found.of_roles(~ARTICLE_HELD)[without]
    return chances, without


def weigh(page: NDArray[np.uint32], evidence: Columns, by: Model) -> tuple[Scores, Scores]:
    """The score of each role of each segment, and the odds that each page holds an article.

    The odds are logarithmic, and told from the page as a whole: a segment tells little of whether the page is
    an article or an index, and the chain adds up what its segments say as if none said what others said too.

    Returns:
        Segments by roles; one number a page, in the order of the pages.
    """
    weights = Weights.of(by, evidence)
    gone = np.zeros(len(page), dtype=np.bool_)
    columns = np.array([evidence.get(name, gone) for name in weights.columns])
    of_kind = kinds(evidence)
    found = np.empty((len(page), len(ROLES)), dtype=np.float32)
    holds: list[Scores] = []
    starts = np.unique(Rows.of(page).first[::ROWS_AT_ONCE])
    runs = list(pairwise([*starts, len(page)]))
    numbers = np.empty(
        (len(columns), max((stop - start for start, stop in runs), default=0)), dtype=np.float32
    )
    for start, stop in runs:
        some = slice(start, stop)
        flags = numbers[:, : stop - start]
        flags[:] = columns[:, some]
        here = {kind: np.flatnonzero(of_kind[kind][some]) for kind in PAIRED_KINDS}
        rows = Rows.of(page[some])
        found[some] = weights.scores(flags, here, rows)
        holds.append(rows.any(columns.view(np.uint8)[:, some]) @ weights.holds + weights.prior)
    return found, np.concatenate(holds) if holds else np.empty(0, dtype=np.float32)
