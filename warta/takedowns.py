"""What was taken down from an output folder, and which pages that is.

A tombstone names an article, an address or an outlet. It holds the ids and the keys of the bodies that it
matched when it was written, and no text: so that an exact copy is known even where the page itself is gone.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final

import orjson
import polars as pl
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from schemas.fields import ARTICLE_ID
from warta.frames import REJECTS
from warta.rights import published_by
from warta.terms import Matching, Reason, Stage

TAKEDOWNS: Final = "takedowns.jsonl"

_Id = Annotated[str, Field(pattern=ARTICLE_ID)]
_Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class BrokenTakedownsError(ValueError):
    """The tombstones of an output folder cannot be read."""


class Tombstone(BaseModel):
    """What must not be published: a line of `takedowns.jsonl`.

    Attributes:
        matching: What it is named by.
        named: The article's id, the page's address or the outlet's name.
        reason: Why, in words that are published with purged releases.
        when: When it was written.
        articles: Ids that were known to match then, exact copies among them.
        bodies: Keys of their bodies (`warta.duplicates.body_key`).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    matching: Matching
    named: _Words
    reason: _Words
    when: AwareDatetime
    articles: tuple[_Id, ...] = ()
    bodies: tuple[_Id, ...] = ()

    def to_line(self) -> bytes:
        """The tombstone as a line of JSON."""
        return orjson.dumps(self.model_dump(mode="json"), option=orjson.OPT_APPEND_NEWLINE)


@dataclass(frozen=True, slots=True)
class Takedowns:
    """All tombstones of an output folder, in the order in which they were written."""

    stones: tuple[Tombstone, ...] = ()

    @property
    def articles(self) -> frozenset[str]:
        """The ids that are known to be taken down."""
        named = self._named(Matching.ARTICLE_ID)
        return frozenset(named).union(*(stone.articles for stone in self.stones))

    @property
    def digest(self) -> str | None:
        """SHA-256 of all that a release follows from; null where nothing was taken down."""
        if not self.stones:
            return None
        told = {
            "articles": sorted(self.articles),
            "bodies": self._bodies(),
            "urls": sorted(self._named(Matching.URL)),
            "outlets": sorted(self._named(Matching.OUTLET)),
        }
        return hashlib.sha256(orjson.dumps(told)).hexdigest()

    def of(self, article_id: str) -> list[Tombstone]:
        """The tombstones that are known to match an article."""
        return [stone for stone in self.stones if article_id in Takedowns((stone,)).articles]

    def match(self, pages: pl.DataFrame) -> pl.Series:
        """Tell which pages are taken down: those that a tombstone names, and all that have their body.

        Args:
            pages: `article_id`, `read_id` (what its content as read would give, by which releases of tables
                before version 4 named it), `source_url`, `outlet` and `body_key`, each null where it is not
                known.

        Returns:
            Boolean, one a page.
        """
        if not self.stones:
            return pl.repeat(False, pages.height, dtype=pl.Boolean, eager=True)
        named = (
            pl.col("article_id").is_in(sorted(self.articles))
            | pl.col("read_id").is_in(sorted(self.articles))
            | _address(pl.col("source_url")).is_in(self._folded(Matching.URL))
            | _name(pl.col("outlet")).is_in(self._folded(Matching.OUTLET))
            | published_by(pages, self._named(Matching.OUTLET))
            | pl.col("body_key").is_in(self._bodies())
        )
        found = pages.select("article_id", "body_key", taken=named.fill_null(False))
        # The same content gives the same body unless its site had furniture of its own: then one leads to the
        # other's copies.
        for shared in ("article_id", "body_key", "article_id"):
            everywhere = pl.col("taken").any().over(shared) & pl.col(shared).is_not_null()
            found = found.with_columns(taken=pl.col("taken") | everywhere)
        return found["taken"]

    def _named(self, matching: Matching) -> Iterable[str]:
        return {stone.named for stone in self.stones if stone.matching is matching}

    def _folded(self, matching: Matching) -> list[str]:
        fold = _address if matching is Matching.URL else _name
        named = pl.Series("named", sorted(self._named(matching)), dtype=pl.String)
        return named.to_frame().select(fold(pl.col("named"))).to_series().to_list()

    def _bodies(self) -> list[str]:
        return sorted({body for stone in self.stones for body in stone.bodies})


def rejected(pages: pl.DataFrame) -> pl.DataFrame:
    """The rejects (`warta.frames.REJECTS`) that pages become which were taken down.

    They say where the page was read and name its content by hashes; they hold nothing of its text, and no
    address, which may hold the words of the title.

    Args:
        pages: The columns that say where a page came from.
    """
    nothing = pl.lit(None, pl.String)
    return pages.with_columns(
        page_id=pl.when(~pl.col("page_id").str.contains("://", literal=True)).then("page_id"),
        stage=pl.lit(Stage.TAKEDOWN.value),
        reason=pl.lit(Reason.TAKEN_DOWN.value),
        check=nothing,
        value=nothing,
    ).select(REJECTS.names())


def read_takedowns(output: Path) -> Takedowns:
    """The tombstones of an output folder; none where nothing was taken down.

    Raises:
        BrokenTakedownsError: The file cannot be read, or a line is no tombstone.
    """
    path = output / TAKEDOWNS
    try:
        lines = path.read_bytes().splitlines() if path.exists() else []
    except OSError as error:
        raise BrokenTakedownsError(f"{path}: {error.strerror}") from error
    return Takedowns(tuple(_tombstone(path, number, line) for number, line in enumerate(lines, 1)))


def _tombstone(path: Path, number: int, line: bytes) -> Tombstone:
    try:
        return Tombstone.model_validate_json(line)
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        where = ".".join(str(step) for step in fault["loc"])
        raise BrokenTakedownsError(
            f"{path}, line {number}: {f'{where}: ' if where else ''}{fault['msg']}"
        ) from error


def _address(url: pl.Expr) -> pl.Expr:
    """An address without what may differ for one page: protocol, login, `www.`, fragment, slash, case."""
    bare = url.str.strip_chars().str.to_lowercase().str.replace(r"^https?://(?:[^/?#]*@)?(?:www\.)?", "")
    return bare.str.replace(r"#.*$", "").str.replace(r"/+$", "")


def _name(outlet: pl.Expr) -> pl.Expr:
    return outlet.str.to_lowercase().str.replace_all(r"\s+", " ").str.strip_chars()
