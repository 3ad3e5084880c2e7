"""Paragraphs that were broken into lines are told from lists, at whatever column they were broken."""

import textwrap

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from warta.cleaning.segments import segments
from warta.cleaning.wrapping import wrapped

PARAGRAPHS = [
    "Kepolisian Resor Wanagiri menggelar patroli dialogis di sejumlah desa yang dinilai rawan menjelang hari "
    "pemungutan suara. Patroli itu melibatkan perangkat desa dan linmas dari sebelas kecamatan.",
    "Kapolres Wanagiri AKBP Rudi Santika meminta warga tidak mudah percaya pada kabar yang beredar di media "
    "sosial, terutama yang menyangkut surat suara dan jadwal pembukaan tempat pemungutan suara.",
    "Kepala Desa Sukarela, Budi Rahardja, menyambut baik kedatangan petugas. Menurut dia, warga kini lebih "
    "berani melaporkan ajakan memilih dengan imbalan uang kepada pengawas desa.",
]
MENU = ["Beranda", "Berita Daerah", "Hukum dan Kriminal", "Pilkada Serentak", "Olahraga", "Surat Pembaca"]


def lines_of(text):
    """The evidence of wrapping of each line of a page."""
    cut = segments(pl.Series([text]))
    ends = cut["text"].str.contains(r"[.!?”]$").to_numpy()
    words = cut["text"].str.split(" ").list.len().to_numpy().astype(np.int64)
    return {name: flags.tolist() for name, flags in wrapped(cut, ends, words).items()}


@given(column=st.integers(55, 100), between=st.sampled_from(["\n", "\n\n"]))
@settings(max_examples=40)
def test_each_line_of_a_paragraph_goes_on_in_the_next(column, between):
    broken = [textwrap.wrap(paragraph, column) for paragraph in PARAGRAPHS]
    found = lines_of(between.join("\n".join(lines) for lines in broken))
    inner = [line < len(lines) - 1 for lines in broken for line in range(len(lines))]
    assert all(on for on, within in zip(found["wraps_on"], inner, strict=True) if within)
    assert all(found["wrapped_words>=20"])
    if between == "\n\n":
        assert found["wraps_on"] == inner
        assert found["wraps_from"] == [False, *inner[:-1]]
        assert all(found["wrapped_ends"])


@pytest.mark.parametrize(
    "text", ["\n".join(MENU * 3), "\n\n".join(PARAGRAPHS), "\n".join(PARAGRAPHS), "Beranda", ""]
)
def test_lists_and_whole_paragraphs_go_on_nowhere(text):
    assert not any(any(flags) for flags in lines_of(text).values())


def test_a_menu_beside_broken_paragraphs_does_not_go_on():
    broken = "\n\n".join("\n".join(textwrap.wrap(paragraph, 72)) for paragraph in PARAGRAPHS)
    found = lines_of("\n".join(MENU) + "\n\n" + broken)
    assert not any(found["wraps_on"][: len(MENU)])
    assert found["wraps_on"][len(MENU)]


def test_pages_are_judged_by_their_own_lines():
    broken = "\n".join(textwrap.wrap(" ".join(PARAGRAPHS), 72))
    cut = segments(pl.Series(["\n\n".join(PARAGRAPHS), broken, "\n".join(MENU)])).sort(
        pl.col("page"), descending=True, maintain_order=True
    )
    none = np.zeros(len(cut), dtype=np.bool_)
    on = wrapped(cut, none, np.ones(len(cut), dtype=np.int64))["wraps_on"]
    assert cut.filter(pl.Series(on))["page"].unique().to_list() == [1]
