"""The seeds, cleaned and read: every single-valued fact that they state."""

from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from warta.cleaning import clean
from warta.facts import Facts, extract, facts_json
from warta.frames import PAGES

SEEDS = Path(__file__).parents[3] / "seeds"


def read(text: str) -> tuple[pl.DataFrame, Facts]:
    pages = pl.DataFrame({"page_id": ["seed"], "text": [text]}).match_to_schema(
        PAGES, missing_columns="insert"
    )
    return pages, extract(pages, clean(pages))


def seed(number: int) -> str:
    return next(SEEDS.glob(f"{number:03}_*.txt")).read_text("utf-8")


EXPECTED: dict[int, dict[str, Any]] = {
    0: {
        "title": "Polres Malinau perkuat sinergi dengan warga agar pilkada aman",
        "outlet": "ANTARA",
        "published_date": None,
        "published_not_before": date(2024, 5, 20),
        "dateline_place": "Tanjung Selor",
        "dateline_agency": "ANTARA",
        "date": None,
        "region": "65.02",
        "election": "pilkada_2024",
        "election_phase": None,
        "activity": "press_statement",
        "tags": ["Pilkada", "Malinau"],
    },
    1: {
        "title": "Polres Malang Tingkatkan Patroli untuk Jaga Kamtibmas Menjelang Pilkada 2024",
        "outlet": None,
        "published_date": None,
        "published_not_before": date(2024, 8, 14),
        "dateline_place": "MALANG",
        "date": date(2024, 8, 14),
        "date_basis": "statement",
        "region": "35.07",
        "election": "pilkada_2024",
        "election_phase": "voter_list",
        "activity": "patrol",
    },
    2: {
        "title": "Jelang Pilkada, 10 Kapolsek Diskusi Persiapan Stabilitas Keamanan "
        "Dengan Kapolres Tanah Karo",
        "outlet": "KARO.POST.WEB.ID",
        "authors": ["Anita Theresia Manua"],
        "timestamp": "Sep 2, 2024 - 13:27",
        "published_date": date(2024, 9, 2),
        "published_precision": "minute",
        "published_basis": "page",
        "published_time": "13:27",
        "published_zone": "WIB",
        "published_zone_basis": "assumed",
        "dateline_place": "KARO",
        "date": date(2024, 9, 2),
        "date_basis": "published",
        "region": "12.06",
        "election": "pilkada_2024",
        "election_phase": "candidate_review",
        "activity": "internal_meeting",
    },
    3: {
        "title": None,
        "outlet": None,
        "published_date": None,
        "published_not_before": date(2023, 9, 22),
        "dateline_place": "TULUNGAGUNG",
        "date": date(2023, 9, 22),
        "region": "35.04",
        "election": "pemilu_2024",
        "election_phase": "nomination_legislative",
        "activity": "community_visit",
    },
    4: {
        "title": "Polres Perkuat Kemampuan Personel Antisipasi Gangguan Pilkada",
        "outlet": "KABAR KALIMANTAN1",
        "syndicated_from": "ANTARA",
        "published_date": None,
        "published_not_before": date(2024, 6, 19),
        "dateline_place": "Palangka Raya",
        "date": date(2024, 6, 19),
        "region": "62.71",
        "election": "pilkada_2024",
        "election_phase": "voter_list",
        "activity": "training_crowd_control",
        "is_exercise": True,
    },
}


@pytest.mark.parametrize("number", EXPECTED)
def test_facts_of_the_seeds(number: int) -> None:
    _, found = read(seed(number))
    article = found.articles.row(0, named=True)
    assert {key: article[key] for key in EXPECTED[number]} == EXPECTED[number]


@pytest.mark.parametrize(("number", "day"), [(3, "2023-09-22"), (4, "2024-06-19")])
def test_the_weekday_finds_the_year(number: int, day: str) -> None:
    pages, found = read(seed(number))
    assert found.dates.filter(pl.col("year_basis") == "weekday")["date"].to_list() == [
        date.fromisoformat(day)
    ]
    assert next(iter(facts_json(pages, found)))["facts"]["event_dates"] == [day]


def test_headlines_below_the_article_change_no_fact() -> None:
    whole = seed(3)
    without_tail = whole[: whole.index("(*)") + len("(*)")]
    assert list(facts_json(*read(whole))) == list(facts_json(*read(without_tail)))
    assert read(whole)[1].places.equals(read(without_tail)[1].places)


@pytest.mark.parametrize("number", EXPECTED)
def test_the_evidence_of_every_fact_is_in_the_page(number: int) -> None:
    text = seed(number)
    _, found = read(text)
    for frame in (found.dates, found.places):
        for start, end, printed in frame.select("start", "end", "text").iter_rows():
            assert text[start:end] == printed
    for evidence in found.articles["evidence"].item():
        assert text[evidence["start"] : evidence["end"]].strip()
