"""What becomes of pages is decided on all of them together, whatever the shards and their order."""

import hashlib
import random
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from schemas.frames import polars_schema
from schemas.tables import TABLES, UNKNOWN_MONTH
from warta.assembly.fates import decide
from warta.assembly.merge import merge
from warta.assembly.shards import put_records, scan_records
from warta.duplicates import sign
from warta.frames import REJECTS
from warta.takedowns import Takedowns, Tombstone
from warta.terms import Matching

SHA = "ab" * 32
PAGES = [
    # page_id, content, body, date, fetched
    ("a", "1" * 32, "satu", "2024-09-02", None),
    ("b", "2" * 32, "dua", None, None),
    ("salinan-satu", "3" * 32, "satu", "2024-09-02", None),
    ("lebih-dulu", "4" * 32, "satu", "2024-10-01", "2024-09-01T00:00:00Z"),
    ("isi-sama", "2" * 32, "dua", None, None),
    ("tanpa-berita", "5" * 32, None, None, None),
    ("tanpa-berita-lagi", "5" * 32, None, None, None),
]


def example(table: str, **values: Any) -> dict[str, Any]:
    """A row that keeps the table's declaration in all that the test does not say."""
    from schemas.fields import notes_of

    columns = TABLES[table].schema.columns
    return {name: notes_of(column).example for name, column in columns.items()} | values


def shard(
    folder: Path, rows: Sequence[tuple[int, tuple[str, str, str | None, str | None, str | None]]]
) -> Path:
    """The records of a shard of such pages."""
    index, articles, spans, rejects = [], [], [], []
    for number, (page_id, content, body, day, fetched) in rows:
        source = {
            "page": number,
            "article_id": content,
            "read_id": None,
            "page_id": page_id,
            "source_path": f"{page_id}.txt",
            "source_row": None,
            "source_url": None,
            "source_sha256": SHA,
            "source_bytes": 4,
            "source_fetched_at": fetched,
            "outlet": None,
            "body_key": body and body_key(body),
            "text_release": "full",
            "partition": (day or UNKNOWN_MONTH)[:7],
        }
        index.append(source)
        spans.append(
            source
            | {"start": 0, "end": 4, "role": "body", "rule": "x", "confidence": None, "text": page_id[:4]}
        )
        if body is None:
            rejects.append(source | {"stage": "clean", "reason": "no_article", "check": None, "value": None})
        else:
            articles.append(example("articles") | source | {"body": body, "date": day})
    page = {"page": pl.UInt64, "partition": pl.String}
    articles_schema = {**page, **polars_schema(TABLES["articles"]), "date": pl.String}
    folder.mkdir()
    frames = {
        "pages": pl.DataFrame(
            index,
            {
                **page,
                **{n: t for n, t in polars_schema(TABLES["duplicates"]).items() if n != "original_id"},
                **dict.fromkeys(("read_id", "outlet", "body_key"), pl.String),
            },
        ),
        "articles": pl.DataFrame(articles, articles_schema).with_columns(pl.col("date").str.to_date()),
        "spans": pl.DataFrame(spans, {**page, **polars_schema(TABLES["spans"])}),
        "rejects": pl.DataFrame(rejects, {**page, **REJECTS}),
    }
    frames["signatures"] = sign(frames["articles"]).with_columns(
        page=pl.lit(0, pl.UInt64), partition=pl.lit(UNKNOWN_MONTH)
    )
    others = {
        name: pl.DataFrame(schema={**page, **polars_schema(table)})
        for name, table in TABLES.items()
        if name not in frames and name not in ("duplicates", "near_copies")
    }
    put_records(folder, {**frames, **others})
    return folder


def body_key(body: str) -> str:
    """A key of the form that bodies have."""
    return hashlib.sha256(body.encode()).hexdigest()[:32]


def tables(
    folders: Sequence[Path], *stones: Tombstone, reject_copies: bool = False
) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    present = scan_records(folders, "pages").select("page").collect()
    unread = pl.DataFrame(schema=REJECTS)
    fates = decide(folders, present, unread, Takedowns(stones), reject_copies=reject_copies)
    for table in TABLES:
        found[table] = [
            {**row, "partition": rows.partition}
            for rows in merge(folders, fates, table, folders[0].parent)
            for row in rows.frame.to_dicts()
        ]
    return found


@pytest.fixture
def one_shard(tmp_path: Path) -> list[Path]:
    return [shard(tmp_path / "s", list(enumerate(PAGES)))]


def test_the_earliest_fetched_of_equal_bodies_is_the_article_and_the_others_name_it(
    one_shard: list[Path],
) -> None:
    found = tables(one_shard)
    assert {row["page_id"] for row in found["articles"]} == {"lebih-dulu", "b"}
    copies = {row["page_id"]: row["original_id"] for row in found["duplicates"]}
    assert copies == {"a": "4" * 32, "salinan-satu": "4" * 32, "isi-sama": "2" * 32}


def test_every_page_is_an_article_a_copy_or_a_reject(one_shard: list[Path]) -> None:
    found = tables(one_shard)
    names = [row["page_id"] for table in ("articles", "duplicates", "rejects") for row in found[table]]
    assert sorted(names) == sorted(page[0] for page in PAGES)


def test_of_all_pages_no_text_is_held_but_their_partition(one_shard: list[Path]) -> None:
    present = scan_records(one_shard, "pages").select("page").collect()
    fates = decide(one_shard, present, pl.DataFrame(schema=REJECTS), Takedowns(), reject_copies=False)
    for pages in (fates.articles, fates.ledgers, fates.copies):
        assert {*pages.select(pl.col(pl.String)).columns} <= {"partition"}


def test_copies_are_rejects_where_asked(one_shard: list[Path]) -> None:
    found = tables(one_shard, reject_copies=True)
    assert found["duplicates"] == []
    told = {
        row["page_id"]: (row["reason"], row["value"]) for row in found["rejects"] if row["stage"] == "copies"
    }
    assert told["a"] == ("exact_copy", f"same as {'4' * 32}")
    assert len(told) == 3


def test_articles_stand_in_the_month_of_their_date(one_shard: list[Path]) -> None:
    assert {row["page_id"]: row["partition"] for row in tables(one_shard)["articles"]} == {
        "lebih-dulu": "2024-10",
        "b": "unknown",
    }


def test_a_ledger_is_published_once_a_text_rejects_included(one_shard: list[Path]) -> None:
    spans = tables(one_shard)["spans"]
    ledgers = [(row["partition"], row["article_id"], row["text"]) for row in spans]
    assert ledgers == sorted(ledgers)
    assert len({article for _, article, _ in ledgers}) == len(ledgers) == 5


def test_the_ledger_of_a_text_is_that_of_its_article_where_another_page_with_it_gave_none(
    tmp_path: Path,
) -> None:
    # One site's furniture may leave nothing of a text that another site prints as its article.
    pages = [("a", "7" * 32, None, None, None), ("b", "7" * 32, "tujuh", None, None)]
    (ledger,) = tables([shard(tmp_path / "s", list(enumerate(pages)))])["spans"]
    assert ledger["text"] == "b"


def taken(article_id: str, **known: Any) -> Tombstone:
    when = datetime(2026, 11, 24, tzinfo=UTC)
    return Tombstone(matching=Matching.ARTICLE_ID, named=article_id, reason="hak jawab", when=when, **known)


@pytest.mark.parametrize("reject_copies", [False, True])
@pytest.mark.parametrize("named", ["1" * 32, "3" * 32, "4" * 32])
def test_no_copy_steps_into_the_place_of_what_was_taken_down(
    one_shard: list[Path], named: str, reject_copies: bool
) -> None:
    found = tables(one_shard, taken(named), reject_copies=reject_copies)
    assert {row["page_id"] for row in found["articles"]} == {"b"}
    told = {row["page_id"]: row for row in found["rejects"] if row["reason"] == "taken_down"}
    assert told.keys() == {"a", "salinan-satu", "lebih-dulu"}
    assert {(row["stage"], row["check"], row["value"]) for row in told.values()} == {("takedown", None, None)}
    assert {row["article_id"] for row in found["spans"]} == {"2" * 32, "5" * 32}


def test_a_copy_is_known_though_what_was_taken_down_is_not_there(tmp_path: Path) -> None:
    folders = [shard(tmp_path / "s", [(0, PAGES[2]), (1, PAGES[1])])]
    found = tables(folders, taken("1" * 32, bodies=(body_key("satu"),)))
    assert {row["page_id"] for row in found["articles"]} == {"b"}


def test_a_page_that_held_no_article_can_be_taken_down_too(one_shard: list[Path]) -> None:
    found = tables(one_shard, taken("5" * 32))
    assert {row["page_id"]: row["reason"] for row in found["rejects"]} == {
        "tanpa-berita": "taken_down",
        "tanpa-berita-lagi": "taken_down",
    }
    assert "5" * 32 not in {row["article_id"] for row in found["spans"]}


@pytest.mark.parametrize("seed", range(5))
def test_the_tables_do_not_depend_on_shards_and_arrival(
    tmp_path: Path, one_shard: list[Path], seed: int
) -> None:
    shuffled = random.Random(seed).sample(PAGES, len(PAGES))
    numbered = list(enumerate(shuffled))
    folders = [shard(tmp_path / f"part-{cut}", numbered[cut : cut + 2]) for cut in range(0, len(numbered), 2)]
    assert tables(folders) == tables(one_shard)
