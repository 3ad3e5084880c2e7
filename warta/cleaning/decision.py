"""The role of each segment of a page."""

from typing import Final

import polars as pl

from warta.cleaning.rules import Zone, rules
from warta.terms import Role

TITLE_LENGTHS: Final = (20, 200)


def decide(evidence: pl.DataFrame) -> pl.DataFrame:
    """Roles from rules, zones and the best run of prose.

    Args:
        evidence: as `evidence` gives it.

    Returns:
        `page`, `line`, `start`, `end`, `role`, `rule` and `confidence` (null), one row a segment.
    """
    roles = {rule.id: rule.role.value for rule in rules()}
    head, inside, tail = (pl.col("zone") == zone.value for zone in (Zone.HEAD, Zone.INSIDE, Zone.TAIL))
    hint = pl.col("hinted").replace_strict(roles, default=None, return_dtype=pl.String)
    frame = evidence.with_columns(hint.alias("hint"))
    captioned = (pl.col("parts") > 1) & (pl.col("hint").first().over("page", "line") == Role.CAPTION.value)
    frame = frame.with_columns(
        pl.when(captioned.fill_null(value=False))
        .then(pl.lit(Role.CAPTION.value))
        .otherwise("hint")
        .alias("hint")
    )
    low, high = TITLE_LENGTHS
    dateline = (
        (pl.col("part") == 0)
        & (pl.col("parts") > 1)
        & (pl.col("length") <= 80)
        & pl.col("text").str.contains(r"[-–—|:)]$|\.com|ANTARA")
        & pl.col("hint").is_null()
    )
    possible = (
        head
        & (pl.col("hint").is_null() | (pl.col("hint") == "section"))
        & pl.col("length").is_between(low, high)
        & (pl.col("words") >= 4)
    )
    possible &= dateline.not_()
    frame = frame.with_columns(
        dateline.alias("dateline"),
        possible.alias("possible"),
        (pl.col("overlap") + pl.col("row") / 100000).alias("likely"),
    )
    dateline = pl.col("dateline")
    frame = frame.with_columns(
        pl.col("row")
        .filter("possible")
        .get(pl.col("likely").filter("possible").arg_max(), null_on_oob=True)
        .over("page")
        .alias("title_row")
    )
    named = pl.col("folded").filter(pl.col("row") == pl.col("title_row")).first().over("page")
    frame = frame.with_columns(named.alias("title"))
    first = pl.col("row").filter(pl.col("folded") == pl.col("title")).min().over("page")
    frame = frame.with_columns(pl.coalesce(first, "title_row").alias("title_row"))
    repeated = (pl.col("folded") == pl.col("title")) & (pl.col("row") != pl.col("title_row"))
    opens = dateline | (inside & pl.col("hint").is_null())
    first_body = pl.col("row") == pl.col("row").filter(opens).min().over("page")
    roles_by = (
        pl.when(pl.col("row") == pl.col("title_row"))
        .then(pl.lit(Role.TITLE.value))
        .when(repeated)
        .then(pl.lit(Role.TITLE_REPEAT.value))
        .when(dateline & first_body & tail.not_())
        .then(pl.lit(Role.DATELINE.value))
        .when(inside & (pl.col("hint").is_null() | (pl.col("length") > 240)))
        .then(pl.lit(Role.BODY.value))
        .when(tail & (pl.col("hint") == Role.TIMESTAMP.value))
        .then(pl.lit(Role.RELATED.value))
        .when(head & (pl.col("row") < pl.col("title_row")) & (pl.col("hint") == Role.BYLINE.value))
        .then(pl.lit(Role.NAVIGATION.value))
        .when(tail & (pl.col("hint") == Role.BYLINE.value))
        .then(pl.lit(Role.CREDIT.value))
        .when(pl.col("hint").is_not_null())
        .then(pl.col("hint"))
        .when(head & (pl.col("row") + 1 == pl.col("title_row")) & (pl.col("words") <= 2))
        .then(pl.lit(Role.SECTION.value))
        .when(head & (pl.col("row") < pl.col("title_row")))
        .then(pl.lit(Role.NAVIGATION.value))
        .when(head)
        .then(pl.lit(Role.BYLINE.value))
        .when(pl.col("words") >= 4)
        .then(pl.lit(Role.RELATED.value))
        .otherwise(pl.lit(Role.NAVIGATION.value))
    )
    frame = frame.with_columns(roles_by.alias("role"))
    return frame.select(
        "page",
        "line",
        "start",
        "end",
        "role",
        pl.when(pl.col("role") == pl.col("hint"))
        .then(pl.col("hinted"))
        .otherwise(pl.lit("structure:") + pl.col("role"))
        .alias("rule"),
        pl.lit(None, pl.Float32).alias("confidence"),
    )
