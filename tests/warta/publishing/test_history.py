"""What a release tells of those before it is what happened."""

import gzip
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import orjson
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.changes import changes_schema
from schemas.tables import TABLES
from tests.warta.publishing.tables import frame, release, run, tables, write
from warta.publishing import Release, Staging, comparison, publish, verify

Tables = dict[str, pl.DataFrame]


def changes(made: Release) -> list[dict[str, Any]]:
    return [
        orjson.loads(line)
        for line in gzip.decompress((made.path / "changes.jsonl.gz").read_bytes()).splitlines()
    ]


def ids(made: Release) -> dict[str, dict[str, Any]]:
    return {row["article_id"]: row for row in pl.read_parquet(made.path / "ids/part-0.parquet").to_dicts()}


def only(made: Tables, keep: Callable[[pl.DataFrame], pl.Series]) -> Tables:
    """The tables with only some of the articles; what belongs to the others is left out."""
    articles = made["articles"].filter(keep(made["articles"]))
    kept = articles["article_id"].implode()
    others = {
        name: rows.filter(pl.col("article_id").is_in(kept) | pl.lit("reason" in rows.columns))
        for name, rows in made.items()
        if name != "articles"
    }
    others["duplicates"] = made["duplicates"].filter(pl.col("original_id").is_in(kept))
    others["near_copies"] = others["near_copies"].filter(pl.col("original_id").is_in(kept))
    return {"articles": articles, **others}


def change(made: Tables, number: int, **values: Any) -> Tables:
    """The tables with other values in one article."""
    here = pl.int_range(pl.len()) == number
    rows = made["articles"]
    changed = rows.with_columns(
        pl.when(here).then(pl.lit(value, rows.schema[name])).otherwise(name).alias(name)
        for name, value in values.items()
    )
    return {**made, "articles": changed}


def test_the_first_release_has_no_changes_and_all_ids_are_new(tmp_path: Path) -> None:
    made = release(tmp_path)
    assert changes(made) == []
    assert made.manifest.changes == ()
    assert {row["first_seen"] for row in ids(made).values()} == {"2026.11.22"}
    assert "first release" in (made.path / "CHANGES.md").read_text()


def test_the_same_again_is_no_change(tmp_path: Path) -> None:
    release(tmp_path)
    again = release(tmp_path)
    assert changes(again) == []
    assert {row["last_changed"] for row in ids(again).values()} == {"2026.11.22"}
    assert {row["last_seen"] for row in ids(again).values()} == {"2026.11.22.1"}


def test_when_it_was_fetched_and_what_program_made_it_is_no_change(tmp_path: Path) -> None:
    made = tables()
    release(tmp_path, made)
    later = change(
        made, 2, source_fetched_at="2025-01-01T00:00:00+07:00", warta_version="9.9", rules_version="abc"
    )
    assert changes(release(tmp_path, later)) == []


def test_a_changed_row_names_its_fields(tmp_path: Path) -> None:
    made = tables()
    release(tmp_path, made)
    after = release(tmp_path, change(made, 2, region="35.73", title="Judul lain", warta_version="9.9"))
    article = made["articles"]["article_id"][2]
    assert changes(after) == [
        {
            "table": "articles",
            "change": "changed",
            "key": {"article_id": article},
            "fields": ["title", "region", "warta_version"],
            "why": None,
        }
    ]
    assert ids(after)[article]["last_changed"] == "2026.11.22.1"
    assert "- `region`: 1" in (after.path / "CHANGES.md").read_text()


def test_an_article_that_moves_to_another_month_is_changed_and_not_removed(tmp_path: Path) -> None:
    made = tables()
    release(tmp_path, made)
    day = pl.date(2025, 1, 2)
    moved = {
        **made,
        "articles": made["articles"].with_columns(
            pl.when(pl.int_range(pl.len()) == 0).then(day).otherwise(name).alias(name)
            for name in ("date", "published_date")
        ),
    }
    after = release(tmp_path, moved)
    assert [(row["change"], row["fields"]) for row in changes(after)] == [
        ("changed", ["published_date", "date"])
    ]


def gone_because(tmp_path: Path, fate: Callable[[Tables, dict[str, Any]], Tables]) -> str:
    """Release, then again with the last article gone by some fate; returns what is said of it."""
    before = tables()
    lost = before["articles"].row(-1, named=True)
    release(tmp_path, before)
    rest = only(before, lambda rows: rows["article_id"] != lost["article_id"])
    after = release(tmp_path, fate(rest, lost))
    (removed,) = (row for row in changes(after) if row["change"] == "removed" and row["table"] == "articles")
    assert removed["key"] == {"article_id": lost["article_id"]}
    known = ids(after)[lost["article_id"]]
    assert (known["status"], known["last_seen"], known["why"]) == ("gone", "2026.11.22", removed["why"])
    assert f"`{lost['article_id']}`: {removed['why']}" in (after.path / "CHANGES.md").read_text()
    return str(removed["why"])


def test_an_article_whose_page_was_not_read_is_gone(tmp_path: Path) -> None:
    assert gone_because(tmp_path, lambda rest, lost: rest) == "its page was not read"


def test_an_article_that_is_rejected_now_is_gone(tmp_path: Path) -> None:
    def reject(rest: Tables, lost: dict[str, Any]) -> Tables:
        row = {"article_id": lost["article_id"], "source_row": lost["source_row"], "reason": "no_article"}
        return {**rest, "rejects": pl.concat([frame("rejects", [row]), rest["rejects"]])}

    assert gone_because(tmp_path, reject) == "rejected: no_article"


def test_an_article_that_is_a_copy_now_is_gone(tmp_path: Path) -> None:
    def copy(rest: Tables, lost: dict[str, Any]) -> Tables:
        original = rest["articles"]["article_id"][0]
        row = {"article_id": original, "original_id": original, "source_row": lost["source_row"]}
        spans = tables()["spans"].filter(pl.col("article_id") == lost["article_id"])
        return {
            **rest,
            "duplicates": pl.concat(
                [frame("duplicates", [row | {"article_id": lost["article_id"]}]), rest["duplicates"]]
            ),
            "spans": pl.concat([rest["spans"], spans]).sort("article_id", "start"),
        }

    why = gone_because(tmp_path, copy)
    assert why == f"copy of {tables()['articles']['article_id'][0]}"


@pytest.mark.parametrize(
    ("placed", "is_its_page"),
    [
        ({}, True),
        ({"source_path": "harian/baru.jsonl", "source_row": 3}, True),
        ({"source_url": "https://kabar-sukamaju.example/lain"}, False),
    ],
    ids=["as it was", "in another file", "another page in its place"],
)
def test_an_article_whose_page_has_other_text_now_is_gone_for_another(
    tmp_path: Path, placed: dict[str, Any], is_its_page: bool
) -> None:
    other = tables(articles=40)

    def replace(rest: Tables, lost: dict[str, Any]) -> Tables:
        new = only(other, lambda rows: rows["source_row"] == 40)
        place = {"source_row": lost["source_row"], **placed}
        types = new["articles"].schema
        new["articles"] = new["articles"].with_columns(
            pl.lit(value, types[name]).alias(name) for name, value in place.items()
        )
        joined = {name: pl.concat([rest[name], new[name]]) for name in rest if name != "rejects"}
        return {
            **{name: rows.sort(TABLES[name].sort, nulls_last=True) for name, rows in joined.items()},
            "rejects": rest["rejects"],
        }

    successor = other["articles"].filter(pl.col("source_row") == 40)["article_id"].item()
    told = f"its page changed and gives {successor}" if is_its_page else "its page was not read"
    assert gone_because(tmp_path, replace) == told


def test_what_comes_back_keeps_when_it_was_first_seen(tmp_path: Path) -> None:
    whole = tables()
    lost = whole["articles"]["article_id"][-1]
    release(tmp_path, whole)
    release(tmp_path, only(whole, lambda rows: rows["article_id"] != lost))
    known = ids(release(tmp_path, whole))[lost]
    assert known == {
        "article_id": lost,
        "status": "current",
        "first_seen": "2026.11.22",
        "last_seen": "2026.11.22.2",
        "last_changed": "2026.11.22.2",
        "why": None,
    }


HISTORIES = st.lists(
    st.dictionaries(
        st.integers(0, 6), st.sampled_from([None, "Judul satu", "Judul dua"]), min_size=1, max_size=7
    ),
    min_size=2,
    max_size=4,
)


@settings(max_examples=4)
@given(HISTORIES)
def test_following_the_changes_leads_from_each_release_to_the_next(
    tmp_path_factory: pytest.TempPathFactory, history: list[dict[int, str | None]]
) -> None:
    """Each release is a choice of articles with their titles."""
    output = tmp_path_factory.mktemp("output")
    whole = tables()
    titles: dict[str, str | None] = {}
    for chosen in history:
        rows = whole
        for number, title in chosen.items():
            rows = change(rows, number, title=title)
        made = release(
            output,
            only(rows, lambda rows, chosen=chosen: pl.int_range(rows.height, eager=True).is_in([*chosen])),
        )
        assert verify(made.path) == []
        now = dict(pl.read_parquet(made.path / "articles").select("article_id", "title").iter_rows())
        found = [row for row in changes(made) if row["table"] == "articles"]
        if made.manifest.previous:
            assert {(row["change"], row["key"]["article_id"]) for row in found} == {
                *(("added", article) for article in now.keys() - titles.keys()),
                *(("removed", article) for article in titles.keys() - now.keys()),
                *(
                    ("changed", article)
                    for article in now.keys() & titles.keys()
                    if now[article] != titles[article]
                ),
            }
        titles = now
        assert {article for article, row in ids(made).items() if row["status"] == "current"} == now.keys()


def test_changes_are_valid_under_their_schema_and_counted_in_the_manifest(tmp_path: Path) -> None:
    release(tmp_path, tables(articles=7))
    made = release(tmp_path, change(tables(articles=9), 3, region="35.73"))
    jsonschema.Draft202012Validator.check_schema(changes_schema())
    for row in changes(made):
        jsonschema.Draft202012Validator(changes_schema()).validate(row)
    counted = Counter((row["table"], row["change"]) for row in changes(made))
    told = {
        (table.table, kind): count
        for table in made.manifest.changes
        for kind, count in table.model_dump(exclude={"table"}).items()
        if count
    }
    assert counted == told
    assert counted["articles", "added"] == 2
    assert counted["articles", "changed"] == 1


@pytest.mark.parametrize(("bound", "value"), [("ROWS_AT_ONCE", 5), ("BYTES_AT_ONCE", 5_000)])
def test_comparing_in_parts_finds_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bound: str, value: int
) -> None:
    before, after = (
        release(tmp_path, tables(articles=30)),
        release(tmp_path, change(tables(articles=33), 5, title="Lain")),
    )
    whole = pl.concat(found.drop("key") for found in comparison.compare(before, after))
    monkeypatch.setattr(comparison, bound, value)
    parts = [*comparison.compare(before, after)]
    assert pl.concat(found.drop("key") for found in parts).equals(whole)
    assert sum(found["table"][0] == "articles" for found in parts) > 1


def test_an_id_that_is_not_to_be_told_stands_nowhere_and_what_named_it_names_the_one_it_is_now(
    tmp_path: Path,
) -> None:
    whole = tables()
    first, old = whole["articles"]["article_id"][0], whole["articles"]["article_id"][-1]

    def copied(rest: Tables) -> Tables:
        row = {"article_id": first, "original_id": old}
        spans = whole["spans"].filter(pl.col("article_id") == first)
        return {
            **rest,
            "duplicates": pl.concat([frame("duplicates", [row]), rest["duplicates"]]),
            "spans": pl.concat([rest["spans"], spans]).sort("article_id", "start"),
        }

    release(tmp_path, whole)
    known = release(tmp_path, copied(only(whole, lambda rows: rows["article_id"] != first)))
    assert ids(known)[first]["why"] == f"copy of {old}"
    rest = only(whole, lambda rows: ~rows["article_id"].is_in([first, old]))
    with Staging(tmp_path) as staging:
        made = publish(staging, write(staging.path, rest), run(rest), renamed={old: "f" * 32})
    assert verify(made.path) == []
    assert ids(made)[first]["why"] == f"copy of {'f' * 32}"
    assert old not in ids(made)
    assert not [row for row in changes(made) if row["key"].get("article_id") == old]
    assert old not in (made.path / "CHANGES.md").read_text()
