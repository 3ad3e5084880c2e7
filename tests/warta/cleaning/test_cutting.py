"""Lines are cut by each cut in turn, and read without the marks of Markdown that extractors write."""

import polars as pl
import pytest

from warta.cleaning.alphabet import reduced
from warta.cleaning.cutting import LONG, MARK, SHORT, cut_lines, pieces
from warta.cleaning.rules import cuts
from warta.cleaning.segments import segments
from warta.cleaning.words import Words
from warta.training.families import generate


def test_lines_are_cut_as_if_every_cut_were_asked_of_all_of_them_in_turn() -> None:
    printed = "\n".join(page["text"] for page in generate(9, 200)).split("\n")
    lines = pl.Series(sorted({line.strip() for line in printed} - {""}))
    marked = lines.to_frame("line")
    for cut in cuts():
        line, length = pl.col("line"), pl.col("line").str.len_chars()
        fits = (length >= (LONG if cut.long else 0)) & (length <= (SHORT if cut.short else length))
        apart = line.str.replace_all(cut.pattern, f"${{1}}{MARK}${{2}}")
        marked = marked.with_columns(pl.when(fits).then(apart).otherwise(line).alias("line"))
    found = cut_lines(lines, reduced(lines), Words.of(lines))
    rows = found["whole"].unique().sort()
    others = marked.with_row_index().filter(~pl.col("index").is_in(rows.implode()))
    assert not others["line"].str.contains(MARK, literal=True).any()
    parts = marked["line"].gather(rows).str.split(MARK)
    expected = pieces(parts.explode(), parts.list.len().to_numpy(), gap=0)
    assert found["start"].to_list() == expected["start"].to_list()
    assert found["end"].to_list() == expected["end"].to_list()
    assert expected["number"].max() > 2


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("[Beranda](/) dan [Politik](/politik)", "Beranda dan Politik"),
        ("[![Ronda malam](a.jpg)](b.html)", "Ronda malam"),
        ("![Ronda malam di desa](a.jpg) Kabar", "Foto: Ronda malam di desa Kabar"),
        (r"1\. Ronda malam \- di desa", "1. Ronda malam - di desa"),
        ("[20]PDF [21]Cetak", "PDF Cetak"),
        ("###### Kabar Desa", "Kabar Desa"),
        ("####### Kabar Desa", "####### Kabar Desa"),
        ("> Kutipan warga", "Kutipan warga"),
        ("Kata **tebal** di sini", "Kata tebal di sini"),
        (r"\(1\) Jadwal \[ronda\]", "(1) Jadwal [ronda]"),
        ("\ufffdRonda malam\ufffd", "Ronda malam"),
        ("**06.40 WIB", "06.40 WIB"),
        ('[Ronda](/ronda "Ronda malam") di desa', "Ronda di desa"),
    ],
)
def test_a_line_is_read_without_the_marks_of_markdown(line: str, read: str) -> None:
    found = segments(pl.Series([line]))
    assert found["text"].to_list() == [read]
    assert (found["start"].to_list(), found["end"].to_list()) == ([0], [len(line)])


@pytest.mark.parametrize(
    ("line", "links", "heading", "picture"),
    [
        ("Ronda malam di desa", 0, 0, 0),
        ("[Beranda](/)[Politik](/politik)", 2, 0, 0),
        ("* [Beranda](/) | [Politik](/politik)", 2, 0, 0),
        ("Harga [beras medium](/beras) naik di tiga pasar.", 1, 0, 0),
        ("Polisi Tangkap Pencuri](https://kabartelaga.id/pencuri)", 2, 0, 0),
        ("* [Polisi Tangkap", 0, 0, 0),
        ("[12]Beranda", 2, 0, 0),
        ("Ia menjual [4]beras di pasar.", 1, 0, 0),
        ("[4]beras di pasar itu mahal", 1, 0, 0),
        ("## Ronda Malam", 0, 1, 0),
        ("### [Ronda Malam](/ronda)", 2, 1, 0),
        ("[![](a.jpg)](a.jpg)", 2, 0, 1),
        ("![Ronda malam di desa](a.jpg)", 2, 0, 1),
        ("Kata **tebal** di sini", 0, 0, 0),
    ],
)
def test_marks_say_what_is_a_link_a_heading_a_picture(
    line: str, links: int, heading: int, picture: int
) -> None:
    found = segments(pl.Series([line])).select("links", "heading", "picture")
    assert found.rows() == [(links, heading, picture)]
