"""The role of each segment of a page: the model's, then what is certain whatever the model says."""

from typing import Final

import numpy as np
import polars as pl

from warta.cleaning.chain import Scores
from warta.cleaning.model import ROLES, Model, judge
from warta.cleaning.rules import rules
from warta.cleaning.structure import Columns, Counts
from warta.terms import Role

MODEL: Final = "model"
REPEATED: Final = "structure:title-repeat"
LEAST_WORDS: Final = 3
"""Words of the shortest title whose repetition is told from chance."""
LEAST_OPENING: Final = 20
"""Characters that a title cut short must still have."""


def decide(segments: pl.DataFrame, evidence: Columns, by: Model, told: Scores) -> pl.DataFrame:
    """The parts of pages and their roles.

    Args:
        segments: as `warta.cleaning.segments.segments` gives them.
        evidence: as `warta.cleaning.evidence.evidence` gives it.
        by: the model.
        told: as `warta.cleaning.markup.markup_scores` gives it.

    Returns:
        `page`, `start`, `end`, `role`, `rule` and `confidence`, one row a part of a line with one role.
    """
    number, probability = judge(segments["page"], evidence, by, told)
    decided = segments.select("page", "line", "start", "end", "folded").with_columns(
        pl.Series(ROLES, dtype=pl.String).gather(number).alias("role"),
        _reason(evidence, number).alias("rule"),
        pl.Series("confidence", probability, dtype=pl.Float32),
    )
    return _with_repeated_titles(_joined(decided))


def _reason(evidence: Columns, role: Counts) -> pl.Series:
    """The id of the first rule that gives a segment the role it has; `model` where none does."""
    first = np.zeros(len(role), dtype=np.uint32)
    for number, rule in reversed(list(enumerate(rules(), start=1))):
        first[evidence[f"rule:{rule.id}"] & (role == ROLES.index(rule.role))] = number
    return pl.Series([MODEL, *(rule.id for rule in rules())]).gather(first)


def _joined(decided: pl.DataFrame) -> pl.DataFrame:
    """The parts of a line that have one role, put together again."""
    key = pl.struct("page", "line", "role")
    return (
        decided.group_by(key.rle_id().alias("run"), maintain_order=True)
        .agg(
            pl.first("page", "start"),
            pl.last("end"),
            pl.first("role", "rule"),
            pl.min("confidence"),
            pl.col("folded").str.join(" "),
        )
        .drop("run")
    )


def _with_repeated_titles(spans: pl.DataFrame) -> pl.DataFrame:
    """The first of equal lines is the title, the others repeat it, as does a line that breaks off in it."""
    titled = pl.col("role") == Role.TITLE.value
    length = pl.col("folded").str.len_chars()
    titles = (
        spans.filter(titled & (pl.col("folded").str.count_matches(r"\S+") >= LEAST_WORDS))
        .sort("page", length, "start", descending=[False, True, False])
        .group_by("page", maintain_order=True)
        .agg(pl.first("folded").alias("title"))
    )
    spans = spans.join(titles, on="page", how="left", maintain_order="left")
    same = (pl.col("folded") == pl.col("title")).fill_null(value=False)
    first = same & pl.struct("page", same).is_first_distinct()
    short = (length >= LEAST_OPENING) & (length < pl.col("title").str.len_chars())
    broken = short & pl.col("title").str.starts_with(pl.col("folded"))
    repeats = (same & first.not_()) | (broken & (titled | (pl.col("role") != Role.BODY.value))).fill_null(
        value=False
    )
    return spans.with_columns(
        pl.when(repeats)
        .then(pl.lit(Role.TITLE_REPEAT.value))
        .when(first)
        .then(pl.lit(Role.TITLE.value))
        .otherwise("role")
        .alias("role"),
        pl.when(repeats).then(pl.lit(REPEATED)).otherwise("rule").alias("rule"),
        pl.when(repeats).then(None).otherwise("confidence").alias("confidence"),
    ).drop("folded", "title")
