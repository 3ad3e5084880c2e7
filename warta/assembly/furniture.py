"""Lines that recur on the pages of one site: its furniture, learned from many pages, then taken as evidence.

A line counts once a story: exact and near copies of an article are one story, so that what stands in one
story only, however often it was copied, is never furniture.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

import polars as pl

from warta.assembly.text import bodies, with_text
from warta.cleaning import clean
from warta.duplicates import near_copies, sign
from warta.terms import REMOVED, Role

FURNITURE: Final = pl.Schema(
    {
        "site": pl.String(),  # outlet, else host, else folder
        "line": pl.String(),  # folded: small letters, single spaces, digits as 0
        "stories": pl.UInt32(),  # how many different ones it stands in
        "role": pl.String(),  # what it is where it was removed, most often; `other` where it never was
    }
)
"""One row a line of a site, sorted."""

FEWEST_STORIES: Final = 3
RULE: Final = "furniture"

_RECONSIDERED: Final = [Role.BODY, Role.CAPTION, Role.TITLE]
"""Names and places of other roles recur rightly: of writers, sections, outlets."""

_LINES: Final = pl.Schema(
    {"site": pl.String(), "line": pl.String(), "article_id": pl.String(), "role": pl.String()}
)


class NotFurnitureError(Exception):
    """A file that is not what `learn` made."""


def read_furniture(path: Path) -> pl.DataFrame:
    """Read FURNITURE from a Parquet file.

    Raises:
        NotFurnitureError: It is no Parquet file, or has other columns or roles.
        OSError: It cannot be read.
    """
    try:
        furniture = pl.read_parquet(path)
        if furniture.schema == FURNITURE and furniture["role"].is_in([*REMOVED]).all():
            return furniture
    except pl.exceptions.PolarsError:
        pass
    raise NotFurnitureError(f"{path}: not a file that `warta learn` wrote")


def learn(shards: Iterable[pl.DataFrame]) -> pl.DataFrame:
    """Count the lines of pages; the result does not depend on how they are sharded and ordered.

    Args:
        shards: Pages (`warta.frames.PAGES`).

    Returns:
        FURNITURE: the lines that stand in at least three stories of their site.
    """
    lines, signatures = [pl.DataFrame(schema=_LINES)], []
    for pages in shards:
        ledger = _ledger(pages, clean(pages))
        lines.append(ledger.select(_LINES.names()).unique())
        signatures.append(_signatures(pages, ledger))
    if not signatures:
        return pl.DataFrame(schema=FURNITURE)
    return _counted(pl.concat(lines), pl.concat(signatures).unique("article_id"))


def without_furniture(pages: pl.DataFrame, spans: pl.DataFrame, furniture: pl.DataFrame) -> pl.DataFrame:
    """Remove from the ledger of pages what is furniture of their site.

    Args:
        pages: Pages (`warta.frames.PAGES`).
        spans: Their ledger (`warta.frames.SPANS`).
        furniture: As `learn` returns it.

    Returns:
        The ledger; body, captions and titles that are furniture have its role and the rule `furniture`.
    """
    known = furniture.select("site", "line", furniture_role="role")
    ledger = _ledger(pages, spans).join(known, on=["site", "line"], how="left", maintain_order="left")
    is_furniture = pl.col("furniture_role").is_not_null() & pl.col("role").is_in(_RECONSIDERED)
    return ledger.with_columns(
        role=pl.when(is_furniture).then("furniture_role").otherwise("role"),
        rule=pl.when(is_furniture).then(pl.lit(RULE)).otherwise("rule"),
        confidence=pl.when(~is_furniture).then("confidence"),
    ).select(spans.columns)


def _ledger(pages: pl.DataFrame, spans: pl.DataFrame) -> pl.DataFrame:
    """The spans with the site of their page and their folded text."""
    numbered = pages.with_row_index("page")
    sites = numbered.select("page", _site().alias("site"))
    return (
        with_text(numbered, spans)
        .join(sites, on="page", how="left", maintain_order="left")
        .with_columns(line=_folded(pl.col("text")))
    )


def _site() -> pl.Expr:
    host = pl.col("url").str.to_lowercase().str.extract(r"^[a-z]+://(?:[^/?#]*@)?(?:www\.)?([^/:?#]+)")
    folder = pl.col("source_path").str.extract(r"^(.*)/")
    return pl.coalesce(pl.col("outlet").str.to_lowercase(), host, folder)


def _folded(text: pl.Expr) -> pl.Expr:
    folded = text.str.to_lowercase().str.replace_all(r"\d", "0").str.replace_all(r"\s+", " ")
    return folded.str.strip_chars()


def _signatures(pages: pl.DataFrame, ledger: pl.DataFrame) -> pl.DataFrame:
    body = pages.with_row_index("page").join(bodies(ledger), on="page")
    nothing = pl.lit(None)
    return sign(
        body.select(
            "article_id",
            "body",
            published_date=nothing.cast(pl.Date),
            outlet=nothing.cast(pl.String),
            syndicated_from=nothing.cast(pl.String),
        )
    )


def _counted(lines: pl.DataFrame, signatures: pl.DataFrame) -> pl.DataFrame:
    copies = near_copies(signatures.lazy()).select("article_id", "original_id")
    stories = (
        lines.filter(pl.col("role") != Role.BLANK)
        .drop_nulls("site")
        .join(copies, on="article_id", how="left")
    )
    removed = pl.col("role").filter(pl.col("role").is_in([*REMOVED]))
    return (
        stories.with_columns(story=pl.coalesce("original_id", "article_id"))
        .group_by("site", "line")
        .agg(
            stories=pl.col("story").n_unique().cast(pl.UInt32),
            role=removed.mode().sort().first().fill_null(pl.lit(str(Role.OTHER))),
        )
        .filter(pl.col("stories") >= FEWEST_STORIES)
        .select(FURNITURE.names())
        .sort("site", "line")
    )
