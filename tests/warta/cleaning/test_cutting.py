"""Pieces of lines are read without the marks of Markdown that extractors write."""

import polars as pl
import pytest

from warta.cleaning.segments import segments


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("[Beranda](/) dan [Politik](/politik)", "Beranda dan Politik"),
        ("[![Ronda malam](a.jpg)](b.html)", "Ronda malam"),
        ("###### Kabar Desa", "Kabar Desa"),
        ("####### Kabar Desa", "####### Kabar Desa"),
        ("> Kutipan warga", "Kutipan warga"),
        ("Kata **tebal** di sini", "Kata tebal di sini"),
        (r"\(1\) Jadwal \[ronda\]", "(1) Jadwal [ronda]"),
        ("\ufffdRonda malam\ufffd", "Ronda malam"),
    ],
)
def test_a_line_is_read_without_the_marks_of_markdown(line: str, read: str) -> None:
    found = segments(pl.Series([line]))
    assert found["text"].to_list() == [read]
    assert (found["start"].to_list(), found["end"].to_list()) == ([0], [len(line)])
