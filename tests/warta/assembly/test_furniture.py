"""What recurs on the pages of a site is its furniture; what stands in one story only never is."""

import random

import polars as pl
import pytest

from warta.assembly.furniture import RULE, learn, without_furniture
from warta.cleaning import clean
from warta.frames import PAGES
from warta.ids import article_id
from warta.terms import Role

SLOGAN = (
    "Portal kami hadir setiap hari untuk menemani warga kepulauan dengan kabar yang jernih dan berimbang."
)
PLACES = ["Tanjung Kelumpang", "Muara Sepat", "Lubuk Pinang", "Sungai Rambai", "Teluk Merbau", "Bukit Jering"]
ACTS = [
    "membagikan bibit cabai kepada kelompok tani yang sawahnya terendam pekan lalu",
    "memeriksa perahu penyeberangan sebelum musim angin barat datang",
    "mendampingi petugas posyandu menimbang balita di dusun terjauh",
    "menutup sementara jembatan gantung yang talinya mulai aus",
    "mengajar anak nelayan membaca peta cuaca setiap Sabtu sore",
    "menanam bakau di bibir pantai yang tergerus gelombang",
]


def story(place: str, act: str) -> str:
    return (
        f"Warga {place} Sambut Bantuan\n\n"
        f"{place} – Petugas kecamatan {act}, Kamis (3/10/2024).\n\n"
        f"Kepala desa mengatakan kegiatan di {place} itu akan diulang bulan depan bila cuaca mendukung.\n\n"
        f"{SLOGAN}\n\n"
        f"Ia berharap warga {place} tetap saling mengingatkan sampai keadaan pulih sepenuhnya.\n"
    )


def pages(*texts: str, site: str = "https://kabarpulau.example/a") -> pl.DataFrame:
    rows = [
        {
            "page_id": str(number),
            "article_id": article_id(text),
            "text": text,
            "url": site,
            "source_path": "x.txt",
        }
        for number, text in enumerate(texts)
    ]
    return pl.DataFrame(rows, schema=PAGES)


STORIES = [story(place, act) for place, act in zip(PLACES, ACTS, strict=True)]


def roles(of: pl.DataFrame, furniture: pl.DataFrame) -> dict[str, str]:
    spans = without_furniture(of, clean(of), furniture)
    text = of["text"][0]
    return {text[start:end]: role for start, end, role in spans.select("start", "end", "role").iter_rows()}


def test_a_sentence_on_every_page_of_a_site_is_removed_and_the_story_stays() -> None:
    furniture = learn([pages(*STORIES)])
    assert SLOGAN.lower() in furniture["line"].to_list()
    kept = roles(pages(STORIES[0]), furniture)
    assert kept[SLOGAN] not in (Role.BODY, Role.CAPTION)
    assert sum(role == Role.BODY for role in kept.values()) == 3


def test_it_says_so_in_the_ledger() -> None:
    page = pages(STORIES[0])
    spans = without_furniture(page, clean(page), learn([pages(*STORIES)]))
    start = STORIES[0].index(SLOGAN)
    assert spans.filter(pl.col("start") == start)["rule"].to_list() == [RULE]
    assert spans["end"].to_list()[:-1] == spans["start"].to_list()[1:]


def test_another_site_is_not_concerned() -> None:
    page = pages(STORIES[0], site="https://lain.example/a")
    assert roles(page, learn([pages(*STORIES)]))[SLOGAN] == Role.BODY


def test_a_sentence_of_one_story_is_not_furniture_however_often_it_was_copied() -> None:
    copies = [
        STORIES[0],
        STORIES[0].replace("Kamis", "Kamis petang"),
        STORIES[0].upper(),
        STORIES[0] + "\nBagikan\n",
    ]
    assert learn([pages(*copies)]).is_empty()


@pytest.mark.parametrize("seed", [1, 2])
def test_order_and_shards_leave_no_trace(seed: int) -> None:
    shuffled = random.Random(seed).sample(STORIES, len(STORIES))
    whole = learn([pages(*STORIES)])
    assert learn([pages(*shuffled[:2]), pages(*shuffled[2:])]).equals(whole)
