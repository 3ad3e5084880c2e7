"""A small whole set of tables for the tests: invented pages that agree with each other."""

import datetime as dt
import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from schemas.fields import notes_of
from schemas.frames import polars_schema
from schemas.tables import PUBLISHED, TABLES, UNKNOWN_MONTH, partition
from warta.publishing import Code, Part, Release, Run, Staging, TableWriter, publish

CREATED = dt.datetime(2026, 11, 22, 3, 4, 5, tzinfo=dt.UTC)


def example_row(table: str) -> dict[str, Any]:
    return {name: notes_of(column).example for name, column in PUBLISHED[table].schema.columns.items()}


def frame(table: str, rows: list[dict[str, Any]]) -> pl.DataFrame:
    """Rows that need to give only what differs from the examples."""
    whole = [example_row(table) | row for row in rows]
    built = pl.DataFrame(whole, schema=polars_schema(PUBLISHED[table]), orient="row")
    return built.sort(PUBLISHED[table].sort, nulls_last=True)


def name_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def tables(articles: int = 7, copies: int = 2, rejects: int = 2) -> dict[str, pl.DataFrame]:
    """All tables of a release of as many pages; every third article has no date."""
    rows, spans = [], []
    facts: dict[str, list[dict[str, Any]]] = {
        name: [] for name in ("quotes", "people", "mentions", "evidence", "redactions")
    }
    for number in range(articles):
        title, share = f"Patroli ke-{number}", "Bagikan [TELEPON]"
        body = f"Polisi menjaga gudang {number}. 😀"
        text = f"{title}\n{body}\n{share}"
        day = None if number % 3 == 2 else dt.date(2024, 8 + number % 2, 1 + number % 28)
        rows.append(
            {
                "article_id": name_of(text),
                "page_id": f"harian:{number}",
                "title": title,
                "body": body,
                "published_date": day,
                "published_precision": "day" if day else "none",
                "published_basis": "page" if day else None,
                "date": day,
                "date_basis": "published" if day else "none",
                "source_row": number + 1,
                "chars_total": len(text),
                "chars_kept": len(title) + len(body),
                "chars_removed": len(share),
                "chars_blank": 2,
            }
        )
        spans += _spans(
            text, [(title, "title"), ("\n", "blank"), (body, "body"), ("\n", "blank"), (share, "share")]
        )
        for name, found in _facts(name_of(text), title, body).items():
            facts[name].append(found)
    copies_of = [
        {
            "article_id": row["article_id"],
            "original_id": rows[0]["article_id"],
            "source_id": rows[0]["article_id"] if row is not rows[0] else None,
        }
        for row in rows[:2]
    ]
    duplicates = [
        {
            "article_id": rows[0]["article_id"],
            "original_id": rows[0]["article_id"],
            "source_row": 1000 + number,
        }
        for number in range(copies)
    ]
    rejected = [
        {"source_row": 2000 + number, "article_id": None, "reason": "empty", "stage": "read", "check": None}
        for number in range(rejects)
    ]
    made = {"articles": rows, "spans": spans, "duplicates": duplicates, "rejects": rejected}
    return {name: frame(name, found) for name, found in (made | facts | {"near_copies": copies_of}).items()}


def _facts(article_id: str, title: str, body: str) -> dict[str, dict[str, Any]]:
    """One row of each table of facts, with evidence where the text has it."""
    begin = len(title) + 1
    place = {"article_id": article_id, "start": begin}
    return {
        "quotes": place | {"end": begin + len(body), "text": body},
        "people": place | {"end": begin + 6, "name": "Polisi"},
        "mentions": place | {"start": begin + 15, "end": begin + 21, "text": "gudang", "kind": "place"},
        "redactions": {
            "article_id": article_id,
            "start": begin + len(body) + 9,
            "end": begin + len(body) + 18,
            "role": "share",
        },
        "evidence": {"article_id": article_id, "fact": "title", "start": 0, "end": len(title)},
    }


def _spans(text: str, parts: list[tuple[str, str]]) -> list[dict[str, Any]]:
    rows, start = [], 0
    for part, role in parts:
        rule = None if role == "blank" else "structure:place"
        end = start + len(part)
        rows.append(
            {
                "article_id": name_of(text),
                "start": start,
                "end": end,
                "role": role,
                "rule": rule,
                "text": part,
            }
            | {"confidence": None}
        )
        start = end
    return rows


def run(frames: Mapping[str, pl.DataFrame], created: dt.datetime = CREATED) -> Run:
    return Run(
        created=created,
        pages=sum(frames[name].height for name in ("articles", "duplicates", "rejects")),
        inputs=(),
        code=Code(
            version="0.1.0", commit=None, sha256="0" * 64, python="3.11.7", dependencies={"polars": "2.1.0"}
        ),
        rules_version="c0ffee",
        configuration={"shard_size": 5000},
        fingerprint="1" * 64,
    )


def write(folder: Path, frames: Mapping[str, pl.DataFrame], chunk: int = 1000) -> list[Part]:
    """Write tables in chunks of as many rows."""
    parts: list[Part] = []
    own = partition(pl.col("date"), pl.col("source_fetched_at"))
    articles = frames.get("articles", pl.DataFrame(schema=polars_schema(TABLES["articles"])))
    partitions = articles.select("article_id", own.alias("month")).unique("article_id")
    for name, rows in frames.items():
        with TableWriter(folder, name) as writer:
            for month, part in _parted(name, rows, partitions):
                for piece in part.iter_slices(chunk):
                    writer.write(piece, month)
        parts += writer.parts
    return parts


def _parted(name: str, rows: pl.DataFrame, partitions: pl.DataFrame) -> list[tuple[str | None, pl.DataFrame]]:
    if PUBLISHED[name].partition is None:
        return [(None, rows)]
    keyed = rows.join(partitions, on="article_id", how="left", maintain_order="left").with_columns(
        pl.col("month").fill_null(UNKNOWN_MONTH)
    )
    groups = keyed.partition_by("month", as_dict=True, include_key=False, maintain_order=True)
    return [(key[0], part) for key, part in sorted(groups.items())]


def release(output: Path, frames: Mapping[str, pl.DataFrame] | None = None, **settings: Any) -> Release:
    frames = tables() if frames is None else frames
    with Staging(output) as staging:
        return publish(staging, write(staging.path, frames), run(frames, **settings))
