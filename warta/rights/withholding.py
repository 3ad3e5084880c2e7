"""Records without the text that may not be published: facts, offsets and counts stay."""

from collections.abc import Callable, Mapping
from typing import Final

import polars as pl

from warta.terms import Role, Stage, TextRelease

WITHHOLDING: Final = pl.Schema({"article_id": pl.String(), "text_release": pl.String()})
"""One row a text that is not published in full; texts that are not listed are."""

LONGEST_EXCERPT: Final = 300
"""Characters of the body that an excerpt has, at most."""

_LONGEST_NAME: Final = 59
"""Characters of a fact in its own words, at most: a name is no piece of the text, but a sentence is."""


def withheld(table: str, rows: pl.DataFrame, withholding: pl.DataFrame) -> pl.DataFrame:
    """Take out of a table what may not be published of the texts that its rows are of.

    Args:
        table: Name of the table.
        rows: Rows with `article_id`.
        withholding: WITHHOLDING.

    Returns:
        The rows in their order, with the columns they had.
    """
    reduce = _REDUCED.get(table)
    if reduce is None or withholding.is_empty():
        return rows
    releases = withholding.rename({"text_release": "_release"})
    joined = rows.join(releases, on="article_id", how="left", maintain_order="left")
    held = pl.col("_release").is_not_null()
    reduced = {name: pl.when(held).then(less).otherwise(name) for name, less in reduce().items()}
    return joined.with_columns(**reduced).select(rows.columns)


def _articles() -> Mapping[str, pl.Expr]:
    excerpt = pl.when(pl.col("_release") == TextRelease.EXCERPT).then(cut(pl.col("body"), LONGEST_EXCERPT))
    dateline = ("dateline", "dateline_place", "dateline_agency")
    names = ("byline", "timestamp", "section", "operation", "outlet", "syndicated_from", "rights_holder")
    lists = ("authors", "editors", "credits", "tags")
    return {
        "text_release": pl.col("_release"),
        "body": excerpt,
        "captions": pl.lit([], pl.List(pl.String)),
        "source_extra": pl.lit(None, pl.String),  # what else a row brings may be the text again
        **{name: cut(pl.col(name), _LONGEST_NAME) for name in (*dateline, *names)},
        **{name: _names(pl.col(name)) for name in lists},
    }


def _spans() -> Mapping[str, pl.Expr]:
    # Not the title either, which `articles` has: in a copy it may be a line of the article's body.
    return {"text": pl.when(pl.col("role") == Role.BLANK).then("text")}


def _quotes() -> Mapping[str, pl.Expr]:
    nothing = pl.lit(None, pl.String)
    return {"text": nothing, "attribution": nothing, "speaker": cut(pl.col("speaker"), _LONGEST_NAME)}


def _people() -> Mapping[str, pl.Expr]:
    return {name: cut(pl.col(name), _LONGEST_NAME) for name in ("name", "position", "unit")}


def _mentions() -> Mapping[str, pl.Expr]:
    text = pl.when(pl.col("text").str.len_chars() <= _LONGEST_NAME).then("text")
    return {"text": text, **{name: cut(pl.col(name), _LONGEST_NAME) for name in ("value", "parent")}}


def _duplicates() -> Mapping[str, pl.Expr]:
    return {"text_release": pl.col("_release")}


def _rejects() -> Mapping[str, pl.Expr]:
    value = pl.when(pl.col("stage") != Stage.VALIDATE).then("value")
    return {"text_release": pl.col("_release"), "value": value}


_REDUCED: Final[Mapping[str, Callable[[], Mapping[str, pl.Expr]]]] = {
    "articles": _articles,
    "spans": _spans,
    "quotes": _quotes,
    "people": _people,
    "mentions": _mentions,
    "duplicates": _duplicates,
    "rejects": _rejects,
}


def shows_more(table: str) -> pl.Expr | None:
    """Whether a row of a table shows more of a text than `withheld` leaves; null for tables without text.

    The expression reads the row and `text_release`, that of its text.
    """
    held = pl.col("text_release") != TextRelease.FULL
    excerpt = pl.col("text_release") == TextRelease.EXCERPT
    match table:
        case "articles":
            too_long = pl.col("body").str.len_chars() > pl.when(excerpt).then(LONGEST_EXCERPT).otherwise(0)
            others = (pl.col("captions").list.len() > 0) | pl.col("source_extra").is_not_null()
            shown = too_long.fill_null(False) | others
        case "spans":
            shown = pl.col("text").is_not_null() & (pl.col("role") != Role.BLANK)
        case "quotes":
            shown = pl.col("text").is_not_null() | pl.col("attribution").is_not_null()
        case "mentions":
            shown = (pl.col("text").str.len_chars() > _LONGEST_NAME).fill_null(False)
        case "rejects":
            shown = pl.col("value").is_not_null() & (pl.col("stage") == Stage.VALIDATE)
        case _:
            return None
    return held & shown


def cut(text: pl.Expr, longest: int) -> pl.Expr:
    """The beginning of a text, cut between words."""
    # One character more tells whether the last word is whole.
    whole_words = text.str.slice(0, longest + 1).str.replace(r"(?s)\s\S*$", "")
    begun = (
        pl.when(whole_words.str.len_chars() <= longest)
        .then(whole_words)
        .otherwise(text.str.slice(0, longest))
    )
    return pl.when(text.str.len_chars() <= longest).then(text).otherwise(begun.str.strip_chars_end())


def _names(texts: pl.Expr) -> pl.Expr:
    return texts.list.eval(cut(pl.element(), _LONGEST_NAME))
