"""What readers wrote: known as such by its role or by the markup of its page, and never published."""

from typing import Final

import polars as pl

from warta.terms import Role

RULE: Final = "structure:comment-markup"

_MARKUP: Final = "comment"
_STAYING: Final = (Role.COMMENT_FORM, Role.COMMENT, Role.BLANK)
_STORY: Final = (Role.TITLE, Role.DATELINE, Role.BODY)


def with_comments_of_markup(pages: pl.DataFrame, spans: pl.DataFrame) -> pl.DataFrame:
    """The ledger in which all that stands among comments by the page's markup is a comment.

    A reader's name that passes for a writer's would be published. Where the story itself stands inside, the
    markup means something else.

    Args:
        pages: Pages (`warta.frames.PAGES`).
        spans: Their ledger (`warta.frames.SPANS`).
    """
    marked = (
        pages.select("markup")
        .with_row_index("page")
        .explode("markup")
        .unnest("markup")
        .filter(pl.col("kind") == _MARKUP)
        .select("page", first="start", last="end")
        .unique(maintain_order=True)
    )
    if marked.is_empty():
        return spans
    inside = (pl.col("start") >= pl.col("first")) & (pl.col("end") <= pl.col("last"))
    among = spans.filter(~pl.col("role").is_in([*_STAYING])).join(marked, on="page").filter(inside)
    of_stories = among.filter(pl.col("role").is_in([*_STORY])).select("page", "first", "last").unique()
    among = among.join(of_stories, on=["page", "first", "last"], how="anti")
    found = among.select("page", "start", is_comment=True).unique()
    is_comment = pl.col("is_comment").is_not_null()
    return (
        spans.join(found, on=["page", "start"], how="left", maintain_order="left")
        .with_columns(
            role=pl.when(is_comment).then(pl.lit(str(Role.COMMENT))).otherwise("role"),
            rule=pl.when(is_comment).then(pl.lit(RULE)).otherwise("rule"),
            confidence=pl.when(~is_comment).then("confidence"),
        )
        .select(spans.columns)
    )


def without_comments(ledger: pl.DataFrame) -> pl.DataFrame:
    """The ledger without the words of readers: their spans keep role, rule and length.

    Args:
        ledger: Spans with their `role` and `text`.
    """
    return ledger.with_columns(text=pl.when(pl.col("role") != Role.COMMENT).then("text"))
