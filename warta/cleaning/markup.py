"""What the markup of HTML pages adds to the scores of roles."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, Self

import numpy as np
import polars as pl
from numpy.typing import NDArray

from warta.cleaning.chain import Scores
from warta.cleaning.states import ROLES
from warta.cleaning.structure import Counts, Flags

OUTSIDE: Final[dict[str, tuple[str, ...]]] = {
    "outside": ("article", "lead", "summary"),
    "unnamed": ("headline",),
}
"""Kinds of what stands in none of some others, on a page that has the first of them."""
UNDECLARED: Final = "undeclared"
"""The kind of all of a page that does not say that it is an article."""


@dataclass(frozen=True, slots=True)
class MarkupScores:
    """What markup adds to the scores of segments.

    Attributes:
        scores: What is added to the score of each of `ROLES`: segments by roles.
        undeclared: The segments of pages with markup that do not declare that they are an article.
    """

    scores: Scores
    undeclared: Flags

    def of(self, segments: Counts) -> Self:
        """The scores of some segments."""
        return type(self)(self.scores[segments], self.undeclared[segments])


@cache
def _weights() -> dict[str, Scores]:
    """The weight of each role (in the order of `ROLES`) for each kind of markup."""
    written = tomllib.loads(Path(__file__).with_name("markup.toml").read_text("utf-8"))
    return {
        kind: np.array([roles.get(role, 0) for role in ROLES], dtype=np.float32)
        for kind, roles in written.items()
    }


def _kinds() -> list[str]:
    return [*_weights()]


def markup_of(segments: pl.DataFrame, pages: pl.DataFrame) -> MarkupScores:
    """What markup adds to the scores of each segment.

    Args:
        segments: as `warta.cleaning.segments.segments` gives them.
        pages: `text` and `markup` (null for pages that came as text), as in `warta.frames.PAGES`.

    Returns:
        Scores of 0 for pages without markup.
    """
    spans = _spans(pages) if "markup" in pages.columns else pl.DataFrame()
    if spans.is_empty():
        return MarkupScores(
            np.zeros((len(segments), len(ROLES)), dtype=np.float32), np.zeros(len(segments), dtype=np.bool_)
        )
    base = _bases(pages["text"])
    of_segment, of_span = segments["page"].to_numpy(), spans["page"].to_numpy()
    ends_of = (
        base[of_segment] + segments["start"].to_numpy(),
        base[of_segment] + segments["end"].to_numpy() - 1,
    )
    begins, stops = (base[of_span] + spans[name].to_numpy() for name in ("start", "end"))
    number = spans["kind"].to_numpy()
    # Which of the segments' ends is the first in a span, and the first after it.
    covered = [
        _covered(np.searchsorted(ends, begins), np.searchsorted(ends, stops), number, len(segments))
        for ends in ends_of
    ]
    inside = {kind: starts & ends for kind, starts, ends in zip(_weights(), *covered, strict=True)}
    for outside, kinds in OUTSIDE.items():
        with_it = np.zeros(len(pages), dtype=np.bool_)
        with_it[of_span[number == _kinds().index(kinds[0])]] = True
        inside[outside] = with_it[of_segment]
        for kind in kinds:
            inside[outside] = inside[outside] & ~inside[kind]
    scores: Scores = np.array([*inside.values()], dtype=np.float32).T @ np.array([*_weights().values()])
    return MarkupScores(scores, inside[UNDECLARED])


def _spans(pages: pl.DataFrame) -> pl.DataFrame:
    """The spans of markup that have weights: `page`, `start`, `end`, `kind` as its number among them."""
    numbered = pages.select("markup").with_row_index("page").drop_nulls("markup")
    kinds = _kinds()
    kind = pl.col("kind").replace_strict(kinds, range(len(kinds)), default=None, return_dtype=pl.Int8)
    spans = numbered.explode("markup", empty_as_null=False).unnest("markup").with_columns(kind)
    return spans.drop_nulls("kind")


def _bases(texts: pl.Series) -> Counts:
    """Where the text of each page would begin if all stood one after the other."""
    lengths: NDArray[np.uint32] = texts.fill_null("").str.len_chars().to_numpy()
    return np.cumsum(lengths, dtype=np.int64) - lengths


def _covered(first: Counts, after: Counts, kind: Counts, count: int) -> list[Flags]:
    """Which of so many places lie in a span of each kind, of spans from `first` to before `after`."""
    order = np.argsort(kind, kind="stable")
    ends = np.cumsum(np.bincount(kind, minlength=len(_weights())))[:-1]
    opened = (
        np.bincount(opens, minlength=count + 1) - np.bincount(stops, minlength=count + 1)
        for opens, stops in zip(np.split(first[order], ends), np.split(after[order], ends), strict=True)
    )
    return [np.cumsum(own[:-1]) > 0 for own in opened]
