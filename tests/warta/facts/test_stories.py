"""What a page tells, as readers of its facts see it."""

import polars as pl

from tests.warta.facts.test_press import told
from warta.facts.stories import stories
from warta.terms import Role

BROKEN = """Kemarin pagi Menteri Dalam Negeri Zulkarnain Hadi
Pratomo melantik enam penjabat gubernur di gedung
kementeriannya di Jakarta pada hari Selasa pagi,
disaksikan keluarga dan para pejabat yang hadir di
ruang utama sejak pukul delapan pagi waktu setempat.

“Tugas saudara menjaga rumah orang, jangan sampai
gordennya ikut diganti,” kata Zulkarnain di depan
para penjabat yang mengenakan seragam putih itu.
"""
HEADLINES = """Harga Cabai Rawit di Pasar Induk Naik Tiga Kali
Wali Kota Lepas Peserta Gerak Jalan Kemerdekaan
Ratusan Warga Antre Air Bersih di Kaki Gunung
Tiga Pemuda Diamankan Usai Balap Liar di Jembatan
Pelabuhan Rakyat Kembali Dibuka untuk Kapal Kayu
"""


def story_of(text: str) -> str:
    kept = pl.DataFrame(
        [(0, 0, Role.BODY, 0, len(text), text)],
        schema=["page", "seq", "role", "start", "end", "text"],
        orient="row",
    )
    return stories([text], kept)[0].text


def test_paragraphs_broken_into_lines_are_read_whole() -> None:
    found = told("", BROKEN)
    assert found.people["name"].to_list() == ["Zulkarnain Hadi Pratomo"]
    assert found.quotes["speaker"].to_list() == ["Zulkarnain Hadi Pratomo"]
    assert story_of(BROKEN) == " ".join(BROKEN.split("\n")).replace("  “", "\n\n“").rstrip() + "\n"


def test_headlines_one_below_the_other_stay_lines() -> None:
    assert story_of(HEADLINES) == HEADLINES
