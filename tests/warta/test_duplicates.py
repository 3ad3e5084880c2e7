"""Copies: exact ones by their key, near ones by their text and their names."""

import random
from datetime import date
from itertools import pairwise
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.warta.releases import PLACES, edited, release
from warta.duplicates import NEAR_COPIES, SIGNATURES, body_key, near_copies, sign

BODY = "“Situasi aman,” kata Kapolsek – tanpa kendala.\n\nWarga diimbau tetap ‘waspada’."


def keys(*bodies: str | None) -> list[str | None]:
    frame = pl.DataFrame({"body": bodies}, schema={"body": pl.String})
    return frame.select(body_key(pl.col("body"))).to_series().to_list()


@pytest.mark.parametrize(
    "same",
    [
        BODY.upper(),
        BODY.replace("“", '"').replace("”", '"').replace("‘", "'").replace("’", "'"),
        BODY.replace("–", "-"),
        BODY.replace(" ", "\u00a0").replace("\n\n", "\n"),
        f"\n  {BODY}\u200b ",
    ],
)
def test_case_quotes_dashes_and_white_space_make_no_other_body(same: str) -> None:
    first, second = keys(BODY, same)
    assert first == second


@pytest.mark.parametrize(
    "other", [BODY + " Selesai.", BODY.replace("Kapolsek", "Kapolres"), BODY.replace(",", "")]
)
def test_another_word_or_sign_makes_another_body(other: str) -> None:
    first, second = keys(BODY, other)
    assert first != second


def test_bodies_without_text_are_no_copies_of_each_other() -> None:
    assert keys("", " \u00a0\n", None) == [None, None, None]


@given(st.lists(st.text(max_size=20), max_size=6))
def test_a_key_depends_on_its_body_alone(bodies: list[str]) -> None:
    assert keys(*bodies) == [keys(body)[0] for body in bodies]


def test_the_key_is_the_same_in_every_run_and_version() -> None:
    assert keys("Aman") == ["0964522c3541260250a478d4d35c03f9"]


def articles(*rows: tuple[str, str | None, date | None, str | None]) -> pl.DataFrame:
    columns = {
        "article_id": pl.String,
        "body": pl.String,
        "published_date": pl.Date,
        "syndicated_from": pl.String,
    }
    return pl.DataFrame(rows, schema=columns, orient="row").with_columns(outlet=pl.lit(None, pl.String))


def pairs_joined(pairs: list[tuple[str, str]]) -> int:
    """How many of the pairs are one cluster, all articles compared with all."""
    rows = [(f"{side}{i}", pair[side == "b"], None, None) for i, pair in enumerate(pairs) for side in "ab"]
    found = near_copies(sign(articles(*rows)).lazy())
    original = dict(found.select("article_id", "original_id").iter_rows())
    return sum(original.get(f"a{i}", "a") == original.get(f"b{i}", "b") for i in range(len(pairs)))


def test_of_edited_copies_99_in_100_are_found() -> None:
    chance = random.Random(1)
    stories = [release(i, chance, chance.choice(PLACES)) for i in range(300)]
    assert pairs_joined([(story, edited(story, chance)) for story in stories]) >= 297


def test_of_releases_on_one_pattern_fewer_than_1_in_100_is_joined() -> None:
    chance = random.Random(2)
    places = [chance.sample(PLACES, 2) for _ in range(300)]
    assert (
        pairs_joined([(release(i, chance, a), release(i, chance, b)) for i, (a, b) in enumerate(places)]) < 3
    )


DAY = "Senin (14/10/2024)"
VOTE = " Pemungutan suara berlangsung pada Rabu (27/11/2024)."


@pytest.mark.parametrize(
    "other",
    [
        "Selasa (15/10/2024)",
        "Selasa, 15 Oktober 2024",
        "Senin (21/10)",
        "Kamis (17-10-2024)",
        "Senin (14/11)",
    ],
)
def test_of_releases_of_another_day_fewer_than_1_in_100_is_joined(other: str) -> None:
    chance = random.Random(3)
    stories = [release(i, chance, "Wanasari", DAY) + (VOTE if i % 2 else "") for i in range(100)]
    assert pairs_joined([(story, edited(story.replace(DAY, other), chance)) for story in stories]) == 0


@pytest.mark.parametrize(
    ("day", "same"),
    [
        (DAY, "Senin, 14 Oktober 2024"),
        (DAY, "Senin (14/10)"),
        (DAY, "Senin"),  # the editor dropped the date
        (DAY, "awal pekan ini"),
        ("Senin", "Senin (14/10/2024)"),
        ("Kamis (14/10/2024)", DAY),  # the editor corrected the weekday
        (DAY, f"{DAY}, dikutip Selasa (15/10/2024),"),
    ],
)
def test_a_copy_may_write_drop_or_add_a_day(day: str, same: str) -> None:
    story = release(0, random.Random(3), "Wanasari", day)
    assert pairs_joined([(story, story.replace(day, same))]) == 1
    assert pairs_joined([(story + VOTE, story.replace(day, same) + VOTE)]) == 1


def test_a_copy_may_drop_a_sentence_with_its_day() -> None:
    story = release(0, random.Random(3), "Wanasari", DAY)
    assert pairs_joined([(story + VOTE, story)]) == 1


def test_where_no_text_has_a_date_another_weekday_is_another_story() -> None:
    story = release(0, random.Random(3), "Wanasari", "Senin")
    assert pairs_joined([(story, story.replace("Senin", "Jumat"))]) == 0


def test_the_earliest_by_date_is_the_original_and_rewrites_are_told_from_copies() -> None:
    story = release(1, random.Random(4), "Telagabiru")
    rewrite = story
    for word, other in {
        "akan ": "bakal ",
        "meminta": "mengajak",
        "seluruh": "semua",
        "adalah": "itu",
    }.items():
        rewrite = rewrite.replace(word, other)
    rewrite = (
        rewrite.replace("jaringan", "sinyal").replace("memeriksa", "meninjau").replace("jauh", "berjauhan")
    )
    found = near_copies(
        sign(
            articles(
                ("a", edited(story, random.Random(1)), date(2024, 10, 16), None),
                ("b", story, date(2024, 10, 15), None),
                ("c", rewrite, None, None),
                ("d", release(2, random.Random(4), "Telagabiru"), date(2024, 10, 1), None),
            )
        ).lazy()
    )
    assert found.select("article_id", "original_id", "role", "original_basis").rows() == [
        ("b", "b", "original", None),
        ("a", "b", "copy", "published_date"),
        ("c", "b", "rewrite", "none"),
    ]
    assert found["similarity"].is_between(0.4, 1).all()


def test_where_no_date_tells_the_page_that_names_its_source_is_the_copy() -> None:
    story = release(0, random.Random(5), "Sukamara")
    rows = articles(
        ("a", story, None, "Humas Polres Sukamara"), ("b", edited(story, random.Random(2)), None, None)
    )
    found = near_copies(sign(rows).lazy())
    assert found["original_id"].to_list() == ["b", "b"]
    assert found["original_basis"].to_list() == [None, "names_source"]


def test_a_page_that_names_its_source_is_linked_to_that_outlets_article() -> None:
    story, chance = release(0, random.Random(5), "Sukamara"), random.Random(2)
    published = date(2024, 10, 15)
    rows = articles(
        ("agency", story, published, None),
        ("portal", edited(story, chance), published, "ANTARA"),
        ("blog", edited(story, chance), date(2024, 10, 16), "www.kabarhulu.co.id"),
        ("paper", edited(story, chance), None, "Humas Polres Sukamara"),
        ("police", edited(story, chance), None, None),
        ("branch", edited(story, chance), date(2024, 10, 17), "antara"),
        ("other", edited(story, chance), None, "Kompas.com"),
        ("far", release(1, random.Random(8), "Wanasari"), None, "ANTARA"),
    ).with_columns(
        outlet=pl.Series(
            [
                "ANTARA Kalteng",
                "Kabar Hulu",
                None,
                "Harian Muara",
                "Polres Sukamara",
                "Antara Kalteng",
                "X",
                "Y",
            ]
        )
    )
    found = near_copies(sign(rows).lazy())
    assert dict(found.select("article_id", "source_id").iter_rows()) == {
        "agency": None,
        "portal": "agency",
        "blog": "portal",
        "paper": "police",
        "police": None,
        "branch": None,  # an office of the agency that it names
        "other": None,  # of Kompas nothing is here
    }


def test_the_order_of_the_articles_and_their_shards_do_not_matter(tmp_path: Path) -> None:
    chance = random.Random(6)
    stories = [release(i, chance, chance.choice(PLACES)) for i in range(20)]
    rows = [(f"{i:03}", edited(stories[i % 20], chance), date(2024, 10, 1 + i % 7), None) for i in range(100)]
    expected = near_copies(sign(articles(*rows)).lazy())
    assert expected.height == 100
    chance.shuffle(rows)
    for shard, (start, end) in enumerate(pairwise([0, 13, 50, 100])):
        sign(articles(*rows[start:end])).write_parquet(tmp_path / f"{shard}.parquet")
    assert near_copies(pl.scan_parquet(tmp_path / "*.parquet")).equals(expected)


def test_few_bands_of_all_articles_are_held_at_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(5)
    texts = [release(number, chance, place) for number, place in enumerate(PLACES)]
    texts += [edited(text, chance) for text in texts]
    rows = [(f"{number:032x}", text, None, None) for number, text in enumerate(texts)]
    sign(articles(*rows)).write_parquet(tmp_path / "signatures.parquet")
    held = []
    collect = pl.LazyFrame.collect

    def counted(asked: pl.LazyFrame) -> pl.DataFrame:
        held.append(
            sum(name.startswith("band_") and name.endswith("_first") for name in asked.collect_schema())
        )
        return collect(asked)

    monkeypatch.setattr(pl.LazyFrame, "collect", counted)
    assert near_copies(pl.scan_parquet(tmp_path / "signatures.parquet")).height
    assert max(held) == 8


def test_a_thousand_copies_of_one_story_are_one_cluster() -> None:
    chance = random.Random(7)
    story = release(0, chance, "Wanasari")
    found = near_copies(
        sign(articles(*((f"{i:04}", edited(story, chance, 0.005), None, None) for i in range(1000)))).lazy()
    )
    assert (found.height, found["original_id"].n_unique()) == (1000, 1)


@pytest.mark.parametrize("body", [None, "", "Situasi aman terkendali."])
def test_bodies_too_short_to_compare_have_no_signature(body: str | None) -> None:
    signatures = sign(articles(("a", body, None, None), ("b", body, None, None)))
    assert signatures.schema == SIGNATURES
    assert signatures.height == 0
    assert near_copies(signatures.lazy()).schema == NEAR_COPIES
