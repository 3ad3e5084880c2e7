"""What speaks for and against each role of a segment, as columns."""

from typing import Final

import polars as pl

from warta.cleaning.rules import Rule, Zone, hits, rules
from warta.terms import Role

LONGEST: Final = 240
"""Characters of the longest line that is asked for words of the article."""
PROSE: Final = 80
"""Characters from which a line that ends like a sentence is prose."""
SENTENCE_END: Final = r"""[.!?…]["”’')\]*»]*$|[,.!?]["”’']+$|["”],? [\p{Ll}A-Z .]{2,60}$"""


def zones(segments: pl.DataFrame) -> pl.DataFrame:
    """Evidence for each segment.

    Args:
        segments: as `segments` gives them.

    Returns:
        The segments' columns and, one row a segment in the same order, `length`, `words`, `sentence`,
        `prose`, `hinted` (the id of the first rule that takes it), `zone` (before, within or after the best
        run of prose) and `overlap` (share of its words that the article has).
    """
    frame = segments.with_columns(
        pl.col("text").str.len_chars().alias("length"),
        (pl.col("text").str.count_matches(r"\S+")).alias("words"),
        pl.col("text").str.contains(SENTENCE_END).alias("sentence"),
        _hint().alias("hinted"),
    )
    frame = frame.with_columns(
        (
            (
                pl.col("sentence") & (pl.col("length") >= PROSE)
                | (pl.col("length") >= 2 * PROSE)
                | (_flows() & (pl.col("length") >= PROSE / 2))
            )
            & pl.col("hinted").is_null()
        ).alias("prose")
    )
    return _with_overlap(_with_run(frame))


def _flows() -> pl.Expr:
    """Whether a sentence runs on over the end of the line or from the one before."""
    small = pl.col("text").str.contains(r"^\p{Ll}{2}").fill_null(value=False)
    return small | small.shift(-1).over("page").fill_null(value=False)


def _with_overlap(frame: pl.DataFrame) -> pl.DataFrame:
    """Adds `overlap`: the share of a short line's longer words that stand in the run of prose too; else 0."""
    words = pl.col("folded").str.extract_all(r"[\p{L}]{4,}")
    inside = (
        frame.filter(pl.col("zone") == Zone.INSIDE.value)
        .select("page", words.alias("word"))
        .explode("word", empty_as_null=False, keep_nulls=False)
        .unique()
    )
    short = (
        frame.filter(pl.col("length") <= LONGEST)
        .select("page", "row", words.alias("word"))
        .explode("word", empty_as_null=False, keep_nulls=False)
    )
    shares = (
        short.join(inside.with_columns(pl.lit(1.0).alias("found")), on=["page", "word"], how="left")
        .group_by("page", "row")
        .agg(pl.col("found").fill_null(0).mean().alias("overlap"))
    )
    return frame.join(shares, on=["page", "row"], how="left", maintain_order="left").with_columns(
        pl.col("overlap").fill_null(0)
    )


def _hint() -> pl.Expr:
    """The id of the first rule that takes the line."""
    return pl.coalesce([pl.when(hits([rule])).then(pl.lit(rule.id)) for rule in rules()])


def _with_run(frame: pl.DataFrame) -> pl.DataFrame:
    """Adds `zone`: where the segment stands to the run of lines with most prose for its furniture."""
    worth = (
        pl.when("prose")
        .then(pl.col("length").clip(0, 300).cast(pl.Int64))
        .when(pl.col("hinted").is_not_null())
        .then(-50)
        .when(pl.col("sentence"))
        .then(20)
        .otherwise(-30)
    )
    frame = frame.with_columns(worth.alias("worth"))
    total = pl.col("worth").cum_sum().over("page")
    frame = frame.with_columns(total.alias("total"))
    before = pl.col("total") - pl.col("worth")
    frame = frame.with_columns(before.cum_min().over("page").alias("floor"), before.alias("before"))
    gain = pl.col("total") - pl.col("floor")
    row = pl.int_range(pl.len()).over("page")
    frame = frame.with_columns(gain.alias("gain"), row.alias("row"))
    last = pl.col("row").get(pl.col("gain").arg_max()).over("page")
    frame = frame.with_columns(last.alias("last"))
    floor = pl.col("floor").get(pl.col("gain").arg_max()).over("page")
    begins = (
        pl.col("row")
        .filter((pl.col("before") == floor) & (pl.col("row") <= pl.col("last")))
        .max()
        .over("page")
    )
    return frame.with_columns(
        pl.when(pl.col("gain").max().over("page") < PROSE)
        .then(pl.lit(Zone.TAIL.value))
        .when(pl.col("row") < begins)
        .then(pl.lit(Zone.HEAD.value))
        .when(pl.col("row") > pl.col("last"))
        .then(pl.lit(Zone.TAIL.value))
        .otherwise(pl.lit(Zone.INSIDE.value))
        .alias("zone")
    )


def by_role(role: Role) -> list[Rule]:
    """The rules that give a role."""
    return [rule for rule in rules() if rule.role is role]
