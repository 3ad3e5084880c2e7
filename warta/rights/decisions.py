"""What may be published of each page's text: by the outlet that published it and by whom it took it from.

The host of the address says who published a page; where it has no entry, the outlet that the page names. What
was taken from elsewhere is its maker's: so the source's holder and licence go before the publisher's. Of what
each of them lets be published the least is taken, since one of them may forbid what the other allows.
"""

from collections.abc import Iterable
from typing import Final, NamedTuple

import polars as pl

from warta.rights.outlets import Outlets, fold, outlets
from warta.terms import TextRelease

RIGHTS: Final = pl.Schema(
    {
        "rights_holder": pl.String(),
        "license": pl.String(),
        "text_release": pl.String(),  # warta.terms.TextRelease
    }
)
"""One row a page."""

UNKNOWN: Final = "unknown"

_ORDER: Final = {str(release): rank for rank, release in enumerate(TextRelease)}
_NAMED: Final = ("outlet", "syndicated_from", "dateline_agency")
_HOST: Final = r"(?i)^[a-z]+://(?:[^/?#@]*@)?(?:www\.)?([^/:?#]+)"


class Parties(NamedTuple):
    """Who stands behind a page: the host and the outlet that published it, and what it names as sources."""

    host: str | None
    outlet: str | None
    syndicated_from: str | None
    dateline_agency: str | None


class Rights(NamedTuple):
    """What is known of the rights in a text."""

    rights_holder: str
    license: str
    text_release: TextRelease


def decide_rights(pages: pl.DataFrame, default: TextRelease) -> pl.DataFrame:
    """Decide what may be published of each page's text.

    Args:
        pages: `source_url`, `outlet`, `syndicated_from` and `dateline_agency`, any of them null.
        default: For outlets and sources without an entry, or whose entry does not say.

    Returns:
        RIGHTS, one row a page in order.
    """
    parties = pages.select(host(pl.col("source_url")), *_NAMED)
    different = parties.unique(maintain_order=True)
    decided = [rights_of(Parties(*row), default, outlets()) for row in different.iter_rows()]
    known = different.hstack(pl.DataFrame(decided, RIGHTS, orient="row"))
    joined = parties.join(known, on=parties.columns, how="left", nulls_equal=True, maintain_order="left")
    return joined.select(RIGHTS.names())


def host(url: pl.Expr) -> pl.Expr:
    """The host of an address."""
    return url.str.extract(_HOST).alias("host")


def published_by(pages: pl.DataFrame, names: Iterable[str]) -> pl.Series:
    """Tell which pages were published by outlets of the table, under whatever name.

    Args:
        pages: `source_url` and `outlet`, each null where it is not known.
        names: Names or domains of outlets; those that the table does not know are nobody's.

    Returns:
        Boolean, one a page.
    """
    wanted = {entry.name for name in names if (entry := outlets().called(name))}
    if not wanted:
        return pl.repeat(False, pages.height, dtype=pl.Boolean, eager=True)
    parties = pages.select(host(pl.col("source_url")), "outlet")
    different = parties.unique(maintain_order=True)
    publishers = (outlets().publisher(*row) for row in different.iter_rows())
    is_wanted = pl.Series(
        "wanted", [entry is not None and entry.name in wanted for entry in publishers], pl.Boolean
    )
    joined = parties.join(
        different.with_columns(is_wanted),
        on=parties.columns,
        how="left",
        nulls_equal=True,
        maintain_order="left",
    )
    return joined["wanted"]


def rights_of(parties: Parties, default: TextRelease, known: Outlets) -> Rights:
    """Decide on one page.

    Args:
        parties: Who stands behind it.
        default: For whoever has no entry.
        known: The entries.
    """
    publisher = known.publisher(parties.host, parties.outlet)
    own = fold(parties.outlet or "")
    sources = [name for name in parties[2:] if name and fold(name) != own]
    entries = [publisher, *(known.of_name(source) for source in sources)]
    releases = [entry.text_release or default if entry else default for entry in entries]
    name, owner = (sources[0], entries[1]) if sources else (parties.outlet, publisher)
    return Rights(
        owner.rights_holder if owner else name or UNKNOWN,
        owner.license if owner else UNKNOWN,
        strictest_of(releases),
    )


def strictest_of(releases: Iterable[TextRelease]) -> TextRelease:
    """The one that lets least be published."""
    return max(releases, key=lambda release: _ORDER[release])


def strictest(release: pl.Expr) -> pl.Expr:
    """The one of a column that lets least be published, for use over groups."""
    names = {rank: name for name, rank in _ORDER.items()}
    rank = release.replace_strict(_ORDER, return_dtype=pl.Int8).max()
    return rank.replace_strict(names, return_dtype=pl.String)
