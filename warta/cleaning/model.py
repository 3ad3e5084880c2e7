"""The linear chain that decides: its weights, and the scores they give to segments."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, Self

import numpy as np
import polars as pl

from warta.cleaning.chain import Scores, Steps, beliefs, likeliest
from warta.cleaning.structure import Counts, Rows
from warta.terms import Role

FILE: Final = Path(__file__).with_name("model.npz")
ROLES: Final = tuple(role.value for role in Role if role is not Role.BLANK)
OFFSETS: Final = (-2, -1, 1, 2)
"""Rows from a segment to the neighbours whose evidence counts for it."""


@dataclass(frozen=True, slots=True)
class Model:
    """Weights of evidence.

    `own` weighs the columns of a segment (columns by roles), `near` the first of the columns of its
    neighbours (offsets by columns by roles); `bias` is added to each role; `follows` scores role (column)
    after role (row).
    """

    columns: tuple[str, ...]  # names of the evidence, in the order of the weights
    own: Scores
    near: Scores
    bias: Scores
    follows: Scores

    @classmethod
    def read(cls, path: Path) -> Self:
        """The model in a file.

        Raises:
            ValueError: it was made for other roles.
        """
        with np.load(path, allow_pickle=False) as stored:
            if tuple(stored["roles"]) != ROLES:
                raise ValueError(f"{path.name}: made for other roles; make it again")
            weights = [stored[name].astype(np.float32) for name in ("own", "near", "bias", "follows")]
            return cls(tuple(stored["columns"]), *weights)

    def write(self, path: Path) -> None:
        """Store the model; the same weights give the same bytes."""
        parts = {name: getattr(self, name).astype(np.float16) for name in ("own", "near", "bias", "follows")}
        np.savez_compressed(path, columns=np.array(self.columns), roles=np.array(ROLES), **parts)

    def scores(self, evidence: Scores, rows: Rows) -> Scores:
        """The score of each role of each segment."""
        found: Scores = evidence @ self.own + self.bias
        looks = np.ascontiguousarray(evidence[:, : self.near.shape[1]])
        for offset, weights in zip(OFFSETS, self.near, strict=True):
            found += rows.shifted(looks @ weights, offset)
        return found


@cache
def model() -> Model:
    """The model of this version."""
    return Model.read(FILE)


def judge(page: pl.Series, evidence: pl.DataFrame, by: Model) -> tuple[Counts, Scores]:
    """The likeliest roles.

    Args:
        page: UInt32, the page of each segment; segments of a page stand together.
        evidence: as `warta.cleaning.evidence.evidence` gives it.
        by: the model.

    Returns:
        The number of each segment's role in `ROLES`, and its probability.

    Raises:
        ValueError: the model was made for other evidence.
    """
    if tuple(evidence.columns) != by.columns:
        raise ValueError(f"{FILE.name}: made for other evidence; make it again")
    rows = Rows.of(page.to_numpy())
    steps = Steps.of(rows)
    scores = by.scores(evidence.to_numpy().astype(np.float32), rows)
    roles = likeliest(scores, by.follows, steps)
    return roles, beliefs(scores, by.follows, steps).marginal[rows.row, roles]
