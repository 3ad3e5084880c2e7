"""Write a tombstone, and find what it matches in the releases that are kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import polars as pl

from schemas.tables import TABLES
from warta.publishing.errors import BrokenReleaseError, writing_to
from warta.publishing.holdings import HOLDINGS, holdings, kept_releases, latest_if_sound
from warta.publishing.manifest import Release
from warta.publishing.placing import replace_file
from warta.publishing.staging import exclusive
from warta.publishing.writing import parquet_path
from warta.takedowns import TAKEDOWNS, Takedowns, Tombstone, read_takedowns

_KNOWN: Final = ("article_id", "read_id", "source_url", "outlet", "body_key")
_NEAR: Final = ("article_id", "outlet", "title")


@dataclass(frozen=True, slots=True)
class TakenDown:
    """What a takedown came to.

    Attributes:
        stone: The tombstone.
        is_new: Whether it says more than those before; only then it was written.
        latest: The latest release, if it can be read.
        pages: Pages of it that match (`warta.publishing.holdings.HOLDINGS`).
        near_copies: Articles of it that nearly are one of them and stay: `article_id`, `outlet`, `title`.
        holders: Folders of the kept releases that hold a page that matches.
        problems: One line for each release that cannot be read.
    """

    stone: Tombstone
    is_new: bool
    latest: Release | None
    pages: pl.DataFrame
    near_copies: pl.DataFrame
    holders: tuple[Path, ...]
    problems: tuple[str, ...]


def take_down(output: Path, named: Tombstone, built: pl.DataFrame) -> TakenDown:
    """Write a tombstone, with the ids and bodies that it matches.

    Args:
        output: The folder that holds the releases.
        named: What is taken down, and why.
        built: The pages that builds know: `article_id`, `read_id`, `source_url`, `outlet` and `body_key`.

    Raises:
        BrokenTakedownsError: The tombstones until now cannot be read.
        CannotWriteError: The output cannot be written.
    """
    with writing_to(output), exclusive(output):
        before = read_takedowns(output)
        held, problems = _held(output)
        stone = _with_known(named, [built, *held.values()])
        everything = Takedowns((*before.stones, stone))
        is_new = everything.digest != before.digest
        if is_new:
            replace_file(output / TAKEDOWNS, b"".join(each.to_line() for each in everything.stones))
        last = latest_if_sound(output)
    found = {path: pages.filter(Takedowns((stone,)).match(pages)) for path, pages in held.items()}
    holders = tuple(path for path, pages in found.items() if pages.height)
    if last is None or last.path not in found:
        nothing = pl.DataFrame(schema=HOLDINGS)
        return TakenDown(stone, is_new, None, nothing, nothing.select(), holders, problems)
    pages = held[last.path]
    stay = pages.filter(~everything.match(pages))["article_id"]
    near = _near_copies(last, found[last.path]["article_id"], stay)
    return TakenDown(stone, is_new, last, found[last.path], near, holders, problems)


def _held(output: Path) -> tuple[dict[Path, pl.DataFrame], tuple[str, ...]]:
    """What each kept release holds, and a line for each that cannot be read."""
    held, problems = {}, []
    for path in kept_releases(output):
        try:
            _, held[path] = holdings(path)
        except BrokenReleaseError as error:
            problems.append(str(error))
    return held, tuple(problems)


def _with_known(named: Tombstone, known: Iterable[pl.DataFrame]) -> Tombstone:
    """The tombstone with the ids and bodies of all that it matches."""
    pages = pl.concat([frame.select(_KNOWN) for frame in known])
    found = pages.filter(Takedowns((named,)).match(pages))
    names = {
        field: tuple(found[column].drop_nulls().unique().sort())
        for field, column in (("articles", "article_id"), ("bodies", "body_key"))
    }
    return named.model_copy(update=names)


def _near_copies(release: Release, taken: pl.Series, stay: pl.Series) -> pl.DataFrame:
    """The articles that stay and share a cluster with one that is taken down."""
    clusters = pl.read_parquet(release.path / parquet_path(TABLES["near_copies"], None))
    is_taken = pl.col("article_id").is_in(taken.implode())
    shared = clusters.filter(is_taken.any().over("original_id"))
    near = shared.filter(pl.col("article_id").is_in(stay.implode())).select("article_id")
    articles = pl.scan_parquet(release.parquet_of("articles"), hive_partitioning=False)
    return articles.select(_NEAR).join(near.lazy(), on="article_id", how="semi").sort("article_id").collect()
