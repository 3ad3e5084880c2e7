"""The tables that carry the facts of articles beside the single-valued ones."""

import polars as pl

from warta.facts import Facts
from warta.terms import MentionKind


def fact_tables(articles: pl.DataFrame, found: Facts) -> dict[str, pl.DataFrame]:
    """The facts of articles as rows of their tables, each with `page` and `article_id`.

    Args:
        articles: `page`, `article_id` and `evidence` of the pages that are articles.
        found: The facts of all pages.
    """
    names = articles.select("page", "article_id")
    evidence = articles.select("page", "article_id", "evidence").explode("evidence").drop_nulls("evidence")
    return {
        "quotes": found.quotes.join(names, on="page"),
        "people": found.people.filter("is_official").join(names, on="page"),
        "mentions": _mentions(found).join(names, on="page"),
        "evidence": evidence.unnest("evidence"),
    }


def _mentions(found: Facts) -> pl.DataFrame:
    dates = found.dates.select(
        *_common(MentionKind.DATE),
        "role",
        "date",
        "precision",
        "weekday_ok",
        "time",
        "zone",
        "not_before",
        "not_after",
        basis="year_basis",
    )
    places = found.places.select(
        *_common(MentionKind.PLACE), "basis", value="level", role="zone", region="code", regions="codes"
    )
    units = found.units.select(
        *_common(MentionKind.UNIT), "basis", "parent", "command", value="unit", region="region_code"
    )
    # Whose number is not that of an office is nobody's business.
    official = found.phones.filter(pl.col("kind") != "private")
    phones = official.with_columns(text="number").select(
        *_common(MentionKind.PHONE), value="number", role="kind", basis=pl.lit("printed")
    )
    mentions = pl.concat([dates, places, units, phones], how="diagonal_relaxed")
    return mentions.with_columns(pl.col("regions").fill_null([])).unique(
        ["page", "start", "end", "kind"], keep="first", maintain_order=True
    )


def _common(kind: MentionKind) -> list[pl.Expr]:
    return [pl.col("page", "start", "end", "text"), pl.lit(str(kind)).alias("kind")]
