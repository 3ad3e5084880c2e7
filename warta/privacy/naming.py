"""What names a page and its bytes, without telling what was taken out of it.

A number that a placeholder stands for has few digits. With the rest of the page at hand, whoever has a hash
of all of it tries them all until one fits.
"""

from typing import Final

import polars as pl

from warta.ids import article_id
from warta.privacy.strings import redacted_addresses

_OF_THE_PAGE: Final = ("url", "outlet", "provenance")
_OF_ITS_HEAD: Final = ("title", "site")
_OF_ALL_BYTES: Final = ("source_sha256", "source_bytes")


def named_by_what_is_published(read: pl.DataFrame, clear: pl.DataFrame) -> pl.DataFrame:
    """Name pages whose content had private data by their text as published; all others keep their names.

    Pages that differ in what was taken out alone have one name. Hash and length of the bytes are null where
    anything was taken out, be it of what came with the content.

    Args:
        read: Pages as read (`warta.frames.PAGES`).
        clear: The same without private data.
    """
    content = _content_differs(read, clear)
    beside = [read[name].ne_missing(clear[name]) for name in _OF_THE_PAGE]
    both = pl.DataFrame([content, *beside])
    is_other = both.select(pl.any_horizontal(pl.all())).to_series()
    places = content.arg_true()
    names = [article_id(text) for text in clear["text"].gather(places)]
    return clear.with_columns(
        clear["article_id"].scatter(places, pl.Series(names, dtype=pl.String)),
        *(pl.when(~is_other).then(name).alias(name) for name in _OF_ALL_BYTES),
    )


def _content_differs(read: pl.DataFrame, clear: pl.DataFrame) -> pl.Series:
    """Whether the content had private data: it alone decides, so that the same content has the same name."""
    address = read["metadata"].struct.field("url")
    differs = read["text"].ne_missing(clear["text"]) | address.ne_missing(redacted_addresses(address))
    for name in _OF_ITS_HEAD:
        before, after = (pages["metadata"].struct.field(name) for pages in (read, clear))
        differs |= before.ne_missing(after)
    return differs.alias("content")
