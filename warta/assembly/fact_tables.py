"""The tables that carry the facts of articles beside the single-valued ones."""

import polars as pl

from warta.facts import Facts


def fact_tables(articles: pl.DataFrame, found: Facts) -> dict[str, pl.DataFrame]:
    """The facts of articles as rows of their tables, each with `page` and `article_id`."""
    return {}
