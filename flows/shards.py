"""The way of one shard: clean, take out private data, read facts, assemble, validate."""

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from warta.assembly.furniture import without_furniture
from warta.assembly.records import INDEX, SIGNATURES, as_rejects, make_records
from warta.assembly.shards import page_keys, pages_of, put_records
from warta.cleaning import clean
from warta.facts import extract
from warta.privacy import redact
from warta.terms import Reason, Stage, TextRelease
from warta.validation import validate_pages

_UNCHECKED = ("spans", "rejects", INDEX, SIGNATURES)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of the pages of a shard; its records stay on disk."""

    articles: int
    rejects: int


def build_shard(folder: Path, furniture: Path | None, text_release: TextRelease) -> Receipt:
    """Make the records of a shard from its pages, in its folder.

    Args:
        folder: The shard's, opened.
        furniture: What `warta.assembly.furniture.learn` found on the sites, if it is to be removed.
        text_release: What may be published of texts whose outlet is not known.
    """
    pages = pages_of(folder)
    spans = clean(pages)
    if furniture:
        spans = without_furniture(pages, spans, pl.read_parquet(furniture))
    # From here on no private data: what is not read from them can stand in no table.
    clear = redact(pages, spans)
    records = make_records(clear.pages, clear.spans, extract(clear.pages, clear.spans), text_release)
    sound, broken = validate_pages({name: frame for name, frame in records.items() if name not in _UNCHECKED})
    invalid = as_rejects(records[INDEX].join(broken, on="page"), Stage.VALIDATE, Reason.INVALID_RECORD)
    done = {
        **records,
        **sound,
        "redactions": clear.redactions.join(records[INDEX].select("page", "article_id"), on="page"),
        "rejects": pl.concat([records["rejects"], invalid]),
    }
    keys = page_keys(pages)
    put_records(
        folder, {name: frame.with_columns(page=keys.gather(frame["page"])) for name, frame in done.items()}
    )
    return Receipt(sound["articles"].height, done["rejects"].height)
