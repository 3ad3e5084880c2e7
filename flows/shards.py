"""The way of one shard: clean, take out private data, read facts, assemble, validate."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import polars as pl

from flows.sparing import give_back
from schemas.frames import conform
from schemas.tables import TABLES
from warta.assembly.furniture import read_furniture, without_furniture
from warta.assembly.records import INDEX, SIGNATURES, Records, as_rejects, make_records, partitions_of
from warta.assembly.shards import page_keys, pages_of, put_records
from warta.cleaning import clean
from warta.facts import extract
from warta.frames import PAGES
from warta.privacy import redact
from warta.terms import Reason, Stage, TextRelease
from warta.validation import validate_pages

_UNCHECKED: Final = ("spans", "rejects", INDEX, SIGNATURES)

_PAGES_AT_ONCE: Final = 2_500
"""What is on the way from pages to records takes several times the memory of both."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of the pages of a shard; its records stay on disk."""

    articles: int
    rejects: int


def get_ready() -> None:
    """Read and compile what the first pages of a process would wait for."""
    page = {
        "page_id": "",
        "article_id": "",
        "text": "Polisi Amankan Rapat Pleno\nMALANG - Rapat berjalan aman.\n",
    }
    _made(pl.DataFrame([page], PAGES), None, TextRelease.FULL)


def build_shard(folder: Path, furniture: Path | None, text_release: TextRelease) -> Receipt:
    """Make the records of a shard from its pages, in its folder.

    Args:
        folder: The shard's, opened.
        furniture: What `warta.assembly.furniture.learn` found on the sites, if it is to be removed.
        text_release: What may be published of texts whose outlet is not known.
    """
    known = read_furniture(furniture) if furniture else None
    made = []
    for some in pages_of(folder).iter_slices(_PAGES_AT_ONCE):
        made.append(_made(some, known, text_release))
        give_back()
    records = {name: pl.concat([part[name] for part in made]) for name in made[0]}
    put_records(folder, records)
    return Receipt(records["articles"].height, records["rejects"].height)


def _made(pages: pl.DataFrame, furniture: pl.DataFrame | None, text_release: TextRelease) -> Records:
    """The records of pages, each with the key of its page in `page`."""
    spans = clean(pages)
    if furniture is not None:
        spans = without_furniture(pages, spans, furniture)
    # From here on no private data: what is not read from them can stand in no table.
    clear = redact(pages, spans)
    found = extract(clear.pages, clear.spans)
    give_back()
    records = dict(make_records(clear.pages, clear.spans, found, text_release))
    is_other = pl.col("article_id") != pages["article_id"]
    records[INDEX] = records[INDEX].with_columns(read_id=pl.when(is_other).then(pages["article_id"]))
    sound, broken = validate_pages({name: frame for name, frame in records.items() if name not in _UNCHECKED})
    invalid = as_rejects(records[INDEX].join(broken, on="page"), Stage.VALIDATE, Reason.INVALID_RECORD)
    done = {
        **records,
        **sound,
        "redactions": clear.redactions.join(records[INDEX].select("page", "article_id"), on="page"),
        "rejects": pl.concat([records["rejects"], invalid]),
    }
    keys, partitions = page_keys(pages), partitions_of(records[INDEX], sound["articles"])
    return {
        name: _published(name, frame).with_columns(
            page=keys.gather(frame["page"]), partition=partitions.gather(frame["page"])
        )
        for name, frame in done.items()
    }


def _published(name: str, frame: pl.DataFrame) -> pl.DataFrame:
    """Records without the columns that no release has: the text of the page is the largest of all."""
    return conform(frame, TABLES[name]) if name in TABLES else frame
