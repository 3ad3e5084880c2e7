"""A tombstone matches what it names and all that has the same body, and nothing else."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from warta.frames import REJECTS
from warta.takedowns import BrokenTakedownsError, Takedowns, Tombstone, read_takedowns, rejected
from warta.terms import Matching

WHEN = datetime(2026, 11, 24, tzinfo=UTC)
ONE, TWO, THREE = "1" * 32, "2" * 32, "3" * 32
SCHEMA = dict.fromkeys(("article_id", "source_url", "outlet", "body_key"), pl.String)


def stone(matching: str, named: str, **known: Any) -> Tombstone:
    return Tombstone(matching=Matching(matching), named=named, reason="hak jawab", when=WHEN, **known)


def as_known(*pages: tuple[str | None, ...], read_id: str | None = None) -> pl.DataFrame:
    return pl.DataFrame(pages, SCHEMA, orient="row").with_columns(read_id=pl.lit(read_id, pl.String))


def match(named: Tombstone, *pages: tuple[str | None, ...]) -> list[bool]:
    return Takedowns((named,)).match(as_known(*pages)).to_list()


@pytest.mark.parametrize(
    "given",
    [
        "https://kabarhulu.example/2024/patroli",
        "http://www.kabarhulu.example/2024/patroli/",
        "https://KabarHulu.example/2024/Patroli#komentar",
        "https://redaksi:rahasia@kabarhulu.example/2024/patroli",
    ],
)
def test_an_address_is_the_same_however_it_is_written(given: str) -> None:
    pages = [(None, "https://kabarhulu.example/2024/patroli", None, None), (None, None, None, None)]
    assert match(stone("url", given), *pages) == [True, False]


def test_another_page_of_the_site_is_another_address() -> None:
    named = stone("url", "https://kabarhulu.example/baca?id=7")
    others = (
        "https://kabarhulu.example/baca?id=77",
        "https://kabarhulu.example/baca",
        "https://kabarhulu.example",
    )
    assert not any(match(named, *((None, url, None, None) for url in others)))


def test_an_outlet_is_the_same_in_capitals() -> None:
    pages = [(None, None, name, None) for name in ("KABAR  HULU", "Kabar Hulu", "Kabar Hulu Sore", None)]
    assert match(stone("outlet", "Kabar Hulu"), *pages) == [True, True, False, False]


@pytest.mark.parametrize("given", ["Kompas", "harian kompas", "KOMPAS.com", "kompas.id"])
def test_an_outlet_of_the_table_is_the_same_under_each_of_its_names_and_domains(given: str) -> None:
    pages = [
        (None, None, "Harian Kompas", None),
        (None, "https://kabarhulu.example/1", "kompas.com", None),
        (None, "https://regional.kompas.com/read/2024/11/12/1", None, None),
        (None, "https://kompas.com.example/1", "Kompasiana", None),
        (None, None, None, None),
    ]
    assert match(stone("outlet", given), *pages) == [True, True, True, False, False]


def test_a_name_that_the_table_has_with_any_ending_stands_for_itself_alone() -> None:
    pages = [(None, None, name, None) for name in ("Humas Polres Malang", "Humas Polres Jepara")]
    assert match(stone("outlet", "humas polres malang"), *pages) == [True, False]
    assert match(stone("outlet", "Polri"), *pages) == [True, True]


def test_all_that_has_the_body_of_what_is_named_goes_with_it() -> None:
    pages = [(ONE, None, None, "a" * 32), (TWO, None, None, "a" * 32), (THREE, None, None, None)]
    assert match(stone("article_id", ONE), *pages) == [True, True, False]


def test_the_id_that_earlier_releases_made_of_private_data_still_names_the_page() -> None:
    before = Takedowns((stone("article_id", THREE),))
    assert before.match(as_known((ONE, None, None, None), read_id=THREE)).to_list() == [True]
    assert before.match(as_known((ONE, None, None, None), read_id=TWO)).to_list() == [False]


def test_pages_without_a_body_are_not_copies_of_each_other() -> None:
    pages = [(ONE, None, None, None), (TWO, None, None, None), (None, None, None, None)]
    assert match(stone("article_id", ONE), *pages) == [True, False, False]


def test_one_text_that_gave_two_bodies_leads_to_the_copies_of_both() -> None:
    pages = [
        (ONE, "https://kabarhulu.example/a", None, "a" * 32),
        (ONE, None, None, "b" * 32),
        (TWO, None, None, "b" * 32),
        (THREE, None, None, "c" * 32),
    ]
    assert match(stone("url", "https://kabarhulu.example/a"), *pages) == [True, True, True, False]


def test_a_copy_is_known_by_the_key_of_a_body_that_is_not_there_any_more() -> None:
    named = stone("article_id", ONE, articles=(ONE,), bodies=("a" * 32,))
    assert match(named, (TWO, None, None, "a" * 32), (THREE, None, None, "c" * 32)) == [True, False]


def test_the_digest_follows_from_what_is_taken_down_and_not_from_why_and_when() -> None:
    one, two = stone("article_id", ONE), stone("url", "https://kabarhulu.example/a")
    later = one.model_copy(update={"reason": "putusan pengadilan", "when": datetime(2027, 1, 1, tzinfo=UTC)})
    assert Takedowns().digest is None
    assert Takedowns((one, two)).digest == Takedowns((two, later)).digest != Takedowns((one,)).digest


def test_a_reject_says_where_the_page_was_read_and_nothing_of_what_it_said() -> None:
    page = dict.fromkeys(REJECTS.names()) | {"article_id": ONE, "source_path": "hulu.jsonl", "source_row": 7}
    pages = [
        page | {"page_id": "hulu:7"},
        page | {"page_id": "https://kabarhulu.example/kapolsek-dilaporkan"},
    ]
    rows = rejected(pl.DataFrame(pages, REJECTS).with_columns(title=pl.lit("Kapolsek dilaporkan"))).to_dicts()
    assert [row["page_id"] for row in rows] == ["hulu:7", None]
    assert {(row["source_path"], row["source_row"], row["reason"]) for row in rows} == {
        ("hulu.jsonl", 7, "taken_down")
    }
    assert "Kapolsek" not in repr(rows)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (b"{", "line 2: Invalid JSON"),
        (b'{"matching": "url"}', "line 2: named: Field required"),
        (b"", "line 2: Invalid JSON"),
        (
            stone("url", "https://kabarhulu.example/a").to_line().replace(b'"url"', b'"host"'),
            "line 2: matching: Input should be",
        ),
    ],
)
def test_damage_is_told_in_one_line(tmp_path: Path, line: bytes, told: str) -> None:
    good = stone("article_id", ONE)
    (tmp_path / "takedowns.jsonl").write_bytes(good.to_line())
    assert read_takedowns(tmp_path) == Takedowns((good,))
    with (tmp_path / "takedowns.jsonl").open("ab") as file:
        file.write(line + b"\n")
    with pytest.raises(BrokenTakedownsError, match=told) as error:
        read_takedowns(tmp_path)
    assert str(error.value).startswith(f"{tmp_path}/takedowns.jsonl, ")
    assert "\n" not in str(error.value)


def test_nothing_is_taken_down_where_there_are_no_tombstones(tmp_path: Path) -> None:
    assert read_takedowns(tmp_path) == Takedowns()
    assert Takedowns().match(as_known((ONE, None, None, None))).to_list() == [False]
