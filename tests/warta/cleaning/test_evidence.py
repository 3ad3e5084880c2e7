"""The evidence tells where a site's name, the way to a headline and short lines among paragraphs stand."""

import polars as pl

from warta.cleaning.evidence import evidence
from warta.cleaning.segments import segments
from warta.cleaning.shape import voices

PARAGRAPH = (
    "Warga Desa Wanagiri bersama petugas memperbaiki tanggul yang jebol sejak Minggu lalu, karena air sungai "
    "masih tinggi dan hujan diperkirakan turun sampai akhir pekan di hulu."
)
TITLE = "Warga Wanagiri Perbaiki Tanggul yang Jebol"


def told(column: str, *lines: str) -> list[str]:
    """The lines of a page of which a column is true."""
    cut = segments(pl.Series(["\n".join(lines)]))
    return cut.filter(pl.Series(evidence(cut)[column]))["text"].to_list()


def test_the_sites_name_stands_above_its_menu_and_over_its_rights() -> None:
    page = (
        "Harian Telaga",
        "Nasional",
        "Daerah",
        TITLE,
        *[PARAGRAPH] * 3,
        "HARIAN TELAGA",
        "© 2024 Harian Telaga",
    )
    assert told("@named_head", *page) == ["Harian Telaga"]
    assert told("@named_first", *page) == ["Harian Telaga"]
    assert "HARIAN TELAGA" in told("@named_foot", *page)


def test_the_way_to_the_headline_is_told_from_a_menu_that_begins_with_the_same_word() -> None:
    menu = ("Beranda", "Nasional", "Daerah", "Olahraga", "Hiburan", "Opini", "Video", "Indeks")
    page = (*menu, "Beranda", "Daerah", TITLE, "Rabu, 6 November 2024", *[PARAGRAPH] * 3)
    assert told("@crumb_root", *page) == ["Beranda"]
    assert told("@crumb_last", *page) == ["Daerah"]


def test_a_line_much_shorter_than_the_paragraphs_is_told() -> None:
    caption = "Petugas meninjau tanggul di Wanagiri."
    assert told("short_for_run", TITLE, PARAGRAPH, caption, PARAGRAPH, PARAGRAPH) == [TITLE, caption]
    assert told("short_for_run", TITLE, PARAGRAPH, caption) == []


def test_names_of_sections_and_of_the_sites_own_pages_are_counted() -> None:
    row = "Nasional Politik Olahraga Rana"
    assert told("rubrics>=3", row, PARAGRAPH) == [row]
    assert told("rubric_half", row, PARAGRAPH) == [row]
    foot = "About Us Privacy Policy Disclaimer"
    assert told("foot_half", row, foot, PARAGRAPH) == [foot]


def test_characters_that_a_wrong_encoding_lost_at_the_end_of_a_line_hide_no_full_stop() -> None:
    assert told("sentence", f"{PARAGRAPH}\ufffd") == [PARAGRAPH]


def test_initials_are_told_from_the_credit_of_a_picture() -> None:
    lines = (f"{PARAGRAPH} (ima)", f"{PARAGRAPH} (ist)", f"{PARAGRAPH} (tim infokom)")
    assert told("initials", TITLE, *lines) == ["(ima)", "(tim infokom)"]


def test_a_line_that_stands_there_twice_is_told_from_one_that_comes_again_later() -> None:
    caption = "Petugas menutup tanggul di Wanagiri"
    page = (TITLE, caption, "Perbesar", caption, f"Satu. {PARAGRAPH}", f"Dua. {PARAGRAPH}", TITLE)
    assert told("doubled", *page) == [caption, caption]
    assert told("again", *page) == [caption, TITLE]


def test_what_looks_like_a_dateline_above_another_is_told() -> None:
    caption = f"GOTONG ROYONG - {PARAGRAPH}"
    page = (TITLE, caption, f"WANAGIRI - {PARAGRAPH}", PARAGRAPH)
    assert told("@dateline_early", *page) == ["GOTONG ROYONG -"]
    assert told("@after_early", *page) == [PARAGRAPH]
    assert told("@dateline_early", TITLE, f"WANAGIRI - {PARAGRAPH}", PARAGRAPH) == []


OFFER = "Berlangganan buletin kami dan terima kabar desa di surel Anda setiap pagi."
QUOTED = '"Kami menunggu kapal sejak Senin, saya harap Anda sabar," kata Sutarjo kepada warga di dermaga.'


def test_what_a_site_says_to_its_readers_is_told_from_what_news_quotes() -> None:
    page = (TITLE, PARAGRAPH, QUOTED, OFFER)
    for voice in ("reader", "ours"):
        assert told(f"voice_{voice}>=1", *page) == [QUOTED, OFFER]
        assert told(f"voice_{voice}_unquoted", *page) == [OFFER]
    assert told("voice_offer>=2", *page) == [OFFER]
    assert PARAGRAPH not in {line for voice in voices() for line in told(f"{voice}>=1", *page)}


def test_voices_are_heard_in_other_languages() -> None:
    page = (
        "Yen panjenengan seneng, lengganan edisi cithak.",
        "Mangga ngalanggan, haratis.",
        "Sign up, it is free.",
    )
    assert told("voice_offer>=1", *page) == list(page)


def test_who_does_what_on_a_picture_is_told_in_every_language() -> None:
    page = (
        "Kapolsek Wanagiri, Ipda Sutarjo, dan Camat Wanagiri saat memperbaiki tanggul",
        "Ketua Kampung Encik Rahmat semasa meninjau benteng sungai",
        "Kapolsek Wanagiri Ipda Sutarjo lan Camat Wanagiri nalika ndandani tanggul",
        "Kapolsék Wanagiri Ipda Sutarjo jeung Camat Wanagiri nuju ngomean tanggul",
        "Police Chief Sutarjo and Mayor Lestari during a visit to the dam",
    )
    assert told("holds_named_moment", *page) == list(page)
    assert told("holds_named_moment", TITLE, "Kapolsek Wanagiri Ipda Sutarjo memperbaiki tanggul") == []


def test_what_an_article_comes_back_to_is_told_from_what_others_tell() -> None:
    about = (
        "Jembatan gantung di Wanagiri diperbaiki warga sejak Senin pagi kemarin.",
        "Perbaikan jembatan gantung dibiayai iuran warga tiga dusun.",
        "Anak sekolah menyeberangi jembatan itu setiap pagi, kata kepala desa.",
        "Ia berharap jembatan gantung selesai diperbaiki sebelum musim hujan tiba.",
    )
    other = "Harga cabai rawit melonjak menjelang lebaran karena pasokan petani berkurang."
    page = (TITLE, *about, "Baca juga", other)
    assert told("theme>=1", *page) == [TITLE, *about]
    assert told("topics_unknown", *page) == [other]
