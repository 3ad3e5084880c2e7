"""The ledger of a page: it tiles the text, and each part has the role that a reader would give it."""

from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from warta.cleaning import clean
from warta.frames import SPANS
from warta.terms import Role

SEEDS = Path(__file__).parents[3] / "seeds"


def spans(*texts: str) -> pl.DataFrame:
    return clean(pl.DataFrame({"text": texts}, schema={"text": pl.String}))


def parts(text: str) -> list[tuple[str, str]]:
    """Role and text of each span that is not blank."""
    rows = spans(text).filter(pl.col("role") != Role.BLANK.value).select("role", "start", "end").rows()
    return [(role, text[start:end]) for role, start, end in rows]


def seed(number: int) -> list[tuple[str, str]]:
    (path,) = SEEDS.glob(f"{number:03}_*.txt")
    return parts(path.read_text("utf-8"))


def without_body(found: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(role, text) for role, text in found if role != Role.BODY.value]


def bodies(found: list[tuple[str, str]]) -> list[str]:
    return [text for role, text in found if role == Role.BODY.value]


ODD = st.text(
    st.one_of(
        st.characters(codec="utf-8"),
        st.sampled_from("\n\r\t \u00a0\u200b\u2028\u2029\x00\x85\ufeff\ufdd0\U0001f600()*-–:|"),
    )
)
LIKELY = st.lists(
    st.sampled_from(
        [
            "Tinggalkan Balasan",
            "MALANG – Menjelang pemungutan suara, Polres Malang menggelar patroli dialogis. (*)",
            "Baca juga: Kapolres Tinjau Gudang",
            "0",
            "Rabu, 14 Agustus 2024 10:21 WIB",
            "Polres Malang Gelar Patroli",
        ]
    )
).map("\r\n".join)


@settings(max_examples=12)
@given(st.lists(st.one_of(ODD, LIKELY), max_size=4))
def test_the_spans_of_any_text_tile_it(texts: list[str]) -> None:
    found = spans(*texts)
    assert found.schema == SPANS
    for number, text in enumerate(texts):
        own = found.filter(pl.col("page") == number)
        assert "".join(text[start:end] for start, end in own.select("start", "end").rows()) == text
        for role, rule, start, end in own.select("role", "rule", "start", "end").rows():
            assert (role == Role.BLANK.value) == (rule is None)
            assert role != Role.BLANK.value or not text[start:end].strip().isalnum()


@settings(max_examples=12)
@given(st.lists(st.one_of(ODD, LIKELY), min_size=1, max_size=4))
def test_a_page_is_cleaned_alike_alone_and_among_others(texts: list[str]) -> None:
    together = spans(*texts)
    for number, text in enumerate(texts):
        alone = spans(text).drop("page")
        assert alone.rows() == together.filter(pl.col("page") == number).drop("page").rows()


def test_no_pages_have_no_spans() -> None:
    assert spans().equals(pl.DataFrame(schema=SPANS))


def test_seed_0_has_a_repeated_title_tags_and_a_caption() -> None:
    title = "Polres Malinau perkuat sinergi dengan warga agar pilkada aman"
    found = seed(0)
    *head, caption, dateline = without_body(found)
    assert head == [("title", title), ("tags", "id Pilkada, Malinau"), ("title_repeat", title)]
    assert caption[0] == "caption"
    assert caption[1].startswith("Ilustrasi - Kapolres")
    assert caption[1].endswith("(ANTARA/HO-Polres Malinau)")
    assert dateline == ("dateline", "Tanjung Selor (ANTARA) -")
    assert len(bodies(found)) == 10


def test_seed_1_has_counters_and_a_comment_form() -> None:
    found = seed(1)
    assert without_body(found) == [
        ("title", "Polres Malang Tingkatkan Patroli untuk Jaga Kamtibmas Menjelang Pilkada 2024"),
        ("counter", "0"),
        ("counter", "12"),
        ("dateline", "MALANG –"),
        ("comment_form", "TINGGALKAN KOMENTAR"),
        ("comment_form", "Silakan masukkan komentar anda!"),
        ("comment_form", "Silakan masukkan nama Anda di sini"),
    ]
    assert len(bodies(found)) == 10


def test_seed_2_has_a_section_a_byline_and_a_reporter() -> None:
    found = seed(2)
    assert without_body(found) == [
        ("section", "POST"),
        (
            "title",
            "Jelang Pilkada, 10 Kapolsek Diskusi Persiapan Stabilitas Keamanan Dengan Kapolres Tanah Karo",
        ),
        ("byline", "Anita Manua - KARO.POST.WEB.ID"),
        ("timestamp", "Sep 2, 2024 - 13:27"),
        ("dateline", "KARO -"),
        ("credit", "(Anita Theresia Manua)"),
    ]
    assert len(bodies(found)) == 13


def test_seed_3_has_headlines_without_a_heading_after_its_end_mark() -> None:
    found = seed(3)
    assert found[0] == ("dateline", "TULUNGAGUNG –")
    assert len(bodies(found)) == 14
    assert found[15] == ("end_mark", "(*)")
    assert [role for role, _ in found[16:]] == ["related"] * 4


def test_seed_4_has_a_dateline_with_its_outlet_and_a_source() -> None:
    found = seed(4)
    assert without_body(found) == [
        ("title", "Polres Perkuat Kemampuan Personel Antisipasi Gangguan Pilkada"),
        ("dateline", "KABAR KALIMANTAN1, Palangka Raya\u00a0–"),
        ("credit", "Sumber: ANTARA"),
        ("comment_form", "Tinggalkan Balasan"),
        ("comment_form", "Alamat email Anda tidak akan dipublikasikan. Ruas yang wajib ditandai *"),
    ]
    assert len(bodies(found)) == 10


def test_paragraphs_are_read_where_breaks_of_lines_were_left_as_markup() -> None:
    paragraphs = [
        "Polres Wanagiri menggelar patroli malam di tiga kecamatan menjelang hari pemungutan suara.",
        "“Kami ingin warga merasa aman saat datang ke tempat pemungutan suara,” kata Kapolres.",
        "Patroli itu akan dilanjutkan sampai penghitungan suara di tingkat kecamatan selesai.",
    ]
    text = "WANAGIRI, SUARA TANI - " + " <br /> <br />".join(
        [*paragraphs[:2], "Baca Juga Kapolres Tinjau Gudang Logistik Pemilu", paragraphs[2]]
    )
    found = parts(text)
    kept = " ".join(bodies(found))
    assert all(paragraph in kept for paragraph in paragraphs)
    assert "Gudang" not in kept


def test_pages_are_judged_the_same_whatever_stands_beside_them(monkeypatch: pytest.MonkeyPatch) -> None:
    pages = pl.DataFrame(
        {"text": [path.read_text(encoding="utf-8") for path in sorted(Path("seeds").iterdir())]}
    )
    together = clean(pages)
    monkeypatch.setattr("warta.cleaning.CHARACTERS_AT_ONCE", 3_000)
    assert clean(pages).equals(together)
    assert clean(pages.clear()).schema == together.schema
