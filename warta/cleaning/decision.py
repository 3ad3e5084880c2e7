"""The role of each segment of a page: the model's, then what is certain whatever the model says."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from functools import cache
from typing import Final, Self

import numpy as np
import polars as pl

from warta.cleaning.chain import Scores
from warta.cleaning.markup import MarkupScores
from warta.cleaning.model import Model, judge
from warta.cleaning.rules import rules
from warta.cleaning.states import ROLES
from warta.cleaning.structure import Columns, Counts, Flags
from warta.cleaning.words import Numbers
from warta.terms import Role

MODEL: Final = "model"
REPEATED: Final = "structure:title-repeat"
_TITLE: Final = ROLES.index(Role.TITLE)
_BODY: Final = ROLES.index(Role.BODY)
LEAST_WORDS: Final = 3
"""Words of the shortest title whose repetition is told from chance."""
LEAST_OPENING: Final = 20
"""Characters that a title cut short must still have."""


@dataclass(frozen=True, slots=True)
class Decided:
    """Parts of pages with one role, in order; nothing between them is visible."""

    page: Numbers
    start: Numbers
    end: Numbers
    role: Counts  # number in `ROLES`
    rule: Counts  # number in `reasons`
    confidence: Scores  # NaN where a rule is certain

    @classmethod
    def joined(cls, parts: Sequence[Self]) -> Self:
        """Parts of some pages, then those of others."""
        return cls(*(np.concatenate([getattr(part, field.name) for part in parts]) for field in fields(cls)))


@cache
def reasons() -> tuple[str, ...]:
    """What may decide: the ids of rules, and what else does."""
    return MODEL, *(rule.id for rule in rules()), REPEATED


def decide(
    segments: pl.DataFrame, folded: pl.Series, evidence: Columns, by: Model, markup: MarkupScores
) -> Decided:
    """The parts of pages and their roles.

    Args:
        segments: as `warta.cleaning.segments.segments` gives them.
        folded: the text of each, folded.
        evidence: as `warta.cleaning.evidence.evidence` gives it.
        by: the model.
        markup: as `warta.cleaning.markup.markup_of` gives it.
    """
    role, probability = judge(segments["page"], evidence, by, markup)
    page, line, start, end = (segments[name].to_numpy() for name in ("page", "line", "start", "end"))
    # The parts of a line that have one role are put together again.
    opens = np.ones(len(page), dtype=np.bool_)
    opens[1:] = (page[1:] != page[:-1]) | (line[1:] != line[:-1]) | (role[1:] != role[:-1])
    first = np.flatnonzero(opens)
    decided = Decided(
        page[first],
        start[first],
        end[np.append(first[1:], len(page))[: len(first)] - 1],
        role[first],
        _reason(evidence, role)[first],
        np.minimum.reduceat(probability, first) if len(first) else probability,
    )
    return _with_repeated_titles(decided, _joined(folded, first))


def _reason(evidence: Columns, role: Counts) -> Counts:
    """The number of the first rule that gives a segment the role it has; 0 (`model`) where none does."""
    first = np.zeros(len(role), dtype=np.int64)
    for number, rule in reversed(list(enumerate(rules(), start=1))):
        first[evidence[f"rule:{rule.id}"] & (role == ROLES.index(rule.role))] = number
    return first


def _joined(folded: pl.Series, first: Counts) -> pl.Series:
    """The texts of runs of segments, each with the number of its first one."""
    many = np.diff(np.append(first, len(folded)))
    several = np.flatnonzero(many > 1)
    texts = folded.gather(first)
    if not len(several):
        return texts
    run = np.repeat(several, many[several])
    at = np.flatnonzero(np.repeat(many > 1, many))
    joined = (
        pl.DataFrame({"run": run, "text": folded.gather(at)})
        .group_by("run", maintain_order=True)
        .agg(pl.col("text").str.join(" "))
    )
    return texts.scatter(several, joined["text"])


def _with_repeated_titles(decided: Decided, folded: pl.Series) -> Decided:
    """The first of the lines equal to the title is the title; the others, and a line cut short, repeat it."""
    length = folded.str.len_chars().to_numpy().astype(np.int64)
    title_at = _titles(decided, folded, length, np.flatnonzero(decided.role == _TITLE))
    equal = _equal_to_title(folded, title_at)
    first = _first_of_page(equal, decided.page)
    repeats = (equal & ~first) | _cut_short(decided, folded, length, title_at)
    role = np.where(first, _TITLE, decided.role)
    return replace(
        decided,
        role=np.where(repeats, ROLES.index(Role.TITLE_REPEAT), role),
        rule=np.where(repeats, reasons().index(REPEATED), decided.rule),
        confidence=np.where(repeats, np.float32(np.nan), decided.confidence),
    )


def _equal_to_title(folded: pl.Series, title_at: Counts) -> Flags:
    """Which parts have the text of their page's title, the title itself among them."""
    equal = np.zeros(len(folded), dtype=np.bool_)
    known = np.flatnonzero(title_at >= 0)
    equal[known] = (folded.gather(known) == folded.gather(title_at[known])).to_numpy()
    return equal


def _first_of_page(flags: Flags, page: Numbers) -> Flags:
    """The first flag of each page alone."""
    rows = np.flatnonzero(flags)
    _, firsts = np.unique(page[rows], return_index=True)
    first = np.zeros_like(flags)
    first[rows[firsts]] = True
    return first


def _cut_short(decided: Decided, folded: pl.Series, length: Counts, title_at: Counts) -> Flags:
    """Which parts are a beginning of their page's title; of body the model is believed."""
    asked = np.flatnonzero((title_at >= 0) & (length >= LEAST_OPENING) & (decided.role != _BODY))
    asked = asked[length[asked] < length[title_at[asked]]]
    pairs = pl.DataFrame({"line": folded.gather(asked), "title": folded.gather(title_at[asked])})
    cut = np.zeros(len(folded), dtype=np.bool_)
    cut[asked] = pairs.select(pl.col("title").str.starts_with(pl.col("line"))).to_series().to_numpy()
    return cut


def _titles(decided: Decided, folded: pl.Series, length: Counts, titled: Counts) -> Counts:
    """Where the title of each part's page stands: the longest, the first of equals; -1 where it has none."""
    words = folded.gather(titled).str.count_matches(r"\S+").to_numpy()
    long = titled[words >= LEAST_WORDS]
    order = long[np.lexsort((long, -length[long], decided.page[long]))]
    page, first = np.unique(decided.page[order], return_index=True)
    found = np.full(int(decided.page.max(initial=0)) + 1, -1, dtype=np.int64)
    found[page] = order[first]
    return found[decided.page]
