"""Languages: the four relatives apart, votes recorded, short and mixed texts told as such."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from langdetect import DetectorFactory, detect_langs

from warta.language import MARKERS, SCHEMA, identify

INDONESIAN = """\
Petugas gabungan memeriksa kendaraan yang melintas di jalan utama kecamatan itu sejak Selasa malam.
Kepala pos mengatakan pemeriksaan dilakukan karena beberapa warga melaporkan kehilangan sepeda motor.
Warga diminta mengunci kendaraan dan tidak meninggalkan barang berharga di teras rumah. Pemeriksaan
serupa akan digelar lagi pada akhir pekan, sedangkan patroli jalan kaki dimulai setelah salat Isya."""
MALAY = """\
Anggota polis menahan dua lelaki kerana disyaki memecah masuk sebuah kedai telefon di bandar itu awal
pagi tadi. Ketua daerah berkata kes itu disiasat selepas pemilik kedai membuat laporan bahawa wang tunai
dan sepuluh telefon bimbit hilang. Katanya, kedua-dua suspek cuba melarikan diri menaiki sebuah kereta
namun berjaya ditahan."""
JAVANESE = """\
Warga desa padha kumpul ing bale kelurahan kanggo nyengkuyung ronda bengi. Pak lurah ngendika yen kahanan
saiki luwih aman tinimbang taun kepungkur amarga wong enom gelem melu jaga. Sing duwe sepeda motor
dikandhani supaya ora lali ngunci lan nyelehake kendaraane ing njero omah."""
SUNDANESE = """\
Warga di lembur ieu mimiti ngaronda deui sabada aya sababaraha imah anu kamalingan. Pa lurah nyarios yén
ayeuna kaayaan geus leuwih aman sabab para nonoman daék milu ngajaga. Anu boga motor dipiharep ulah poho
ngonci jeung nyimpen kandaraanana di jero imah unggal peuting."""
ENGLISH = """\
Officers checked vehicles on the main road of the district on Tuesday night after several residents had
reported stolen motorcycles. The head of the post asked people to lock their vehicles and to leave
nothing of value on their porches. A similar check will follow at the weekend."""


@pytest.mark.parametrize(
    ("text", "language"),
    [(INDONESIAN, "id"), (MALAY, "ms"), (JAVANESE, "jv"), (SUNDANESE, "su"), (ENGLISH, "en")],
)
def test_the_relatives_of_indonesian_are_told_apart(text: str, language: str) -> None:
    row = identify(pl.Series([text])).row(0, named=True)
    assert row["language"] == language
    assert row["languages"][0] == language
    assert row["language_cld2"] == language


@pytest.mark.parametrize(
    ("text", "language"), [(text, code) for code, data in MARKERS.items() for text in data["examples"]]
)
def test_every_example_of_the_marker_words(text: str, language: str) -> None:
    assert identify(pl.Series([text]))["language"].item() == language


def test_no_marker_word_speaks_for_two_languages() -> None:
    words = [word for data in MARKERS.values() for word in data["words"].split()]
    assert sorted(words) == sorted(set(words))


@pytest.mark.parametrize("text", [None, "", "   \n ", "Polres Malang", "0 12", "𝟏𝟐𝟑 !!! ???"])
def test_too_short_a_text_is_not_guessed_at(text: str | None) -> None:
    row = identify(pl.Series([text], dtype=pl.String)).row(0, named=True)
    assert (row["language"], row["language_basis"], row["languages"]) == ("und", "too_short", [])
    assert row["language_langdetect"] is None


def test_the_second_vote_is_asked_only_where_the_first_is_unsure() -> None:
    names = "Bripka Yohanes Lado, Aiptu Sefnat Rihi, Bripda Melkianus Hau, Ipda Yunus Bessie, Iptu Frans Mone"
    sure, unsure = identify(pl.Series([INDONESIAN, names])).iter_rows(named=True)
    assert (sure["language_basis"], sure["language_langdetect"]) == ("cld2", None)
    assert unsure["language_langdetect"] is not None
    assert 0 < unsure["language_langdetect_score"] <= 1


def test_the_second_vote_is_that_of_langdetect() -> None:
    mixed = f"{ENGLISH[:120]} {SUNDANESE[:90]} {MALAY[:60]}"
    names = "Bripka Yohanes Lado, Aiptu Sefnat Rihi, Bripda Melkianus Hau, Ipda Yunus Bessie, Iptu Frans Mone"
    DetectorFactory.seed = 0
    for text in (
        mixed,
        names,
        "Polizei, Gendarmerie, Guardia Civil, Carabinieri, Politie, Policja, Rendőrség",
    ):
        vote = identify(pl.Series([text])).row(0, named=True)
        best = detect_langs(text)[0]
        assert (vote["language_langdetect"], vote["language_langdetect_score"]) == (
            best.lang,
            round(best.prob, 4),
        )


def test_control_characters_and_noncharacters_do_not_stop_the_first_vote() -> None:
    dirty = "\x00\x0c\x85\ufdd0\uffff" + INDONESIAN.replace(" ", "\x00", 1)
    assert identify(pl.Series([dirty]))["language"].item() == "id"


@pytest.mark.parametrize("guest", [JAVANESE, ENGLISH])
def test_a_mixed_text_names_both_languages_the_main_one_first(guest: str) -> None:
    row = identify(pl.Series([INDONESIAN * 2 + "\n" + guest])).row(0, named=True)
    assert row["language"] == "id"
    assert len(row["languages"]) == 2


def test_same_texts_same_votes_whatever_the_company() -> None:
    texts = pl.Series(
        [INDONESIAN[:90], MALAY[:70], "Sebanyak 12 personel, 3 unit, 4 pos, 17 TPS, 2 kecamatan, 9 desa"]
    )
    together = identify(texts)
    assert together.equals(identify(texts))
    assert together.equals(pl.concat([identify(texts[i : i + 1]) for i in range(3)]))


def test_no_rows_give_no_rows() -> None:
    assert identify(pl.Series([], dtype=pl.String)).schema == SCHEMA


@given(st.text(max_size=200))
def test_any_text_gets_one_row_of_the_declared_types(text: str) -> None:
    found = identify(pl.Series([text]))
    assert found.schema == SCHEMA
    assert found.height == 1
    assert found["language"].null_count() == 0
