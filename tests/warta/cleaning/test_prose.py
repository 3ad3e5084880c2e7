"""Sentences that use the words of rules stay in the article; furniture planted around them goes."""

import textwrap
from collections.abc import Sequence

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from warta.cleaning import clean
from warta.terms import Role

OPENING = (
    "Kepolisian Resor Wanagiri menggelar patroli dialogis di sejumlah desa yang dinilai rawan menjelang hari "
    "pemungutan suara, kata Kapolres Wanagiri AKBP Rudi Santika di ruang kerjanya."
)
MIDDLE = (
    "“Kami ingin warga datang ke tempat pemungutan suara tanpa rasa takut. Petugas akan berjaga sampai kotak "
    "suara kembali ke gudang,” ujarnya di hadapan para kepala desa."
)
CLOSING = (
    "Ia menambahkan, hasil patroli akan dilaporkan kepada Bawaslu dan KPU setempat setiap pekan agar setiap "
    "gangguan dapat ditangani sejak dini."
)
SECOND = (
    "Kepala Desa Sukarela, Budi Rahardja, menyambut baik kedatangan petugas. Menurut dia, warga kini lebih "
    "berani melaporkan ajakan memilih dengan imbalan uang."
)
TITLE = "Polres Wanagiri Patroli ke Desa Rawan Menjelang Pemungutan Suara"

SENTENCES = [
    "Polisi mengimbau warga baca juga aturan KPU sebelum memasang alat peraga di halaman rumah.",
    "“Jangan tinggalkan komentar kasar di media sosial,” kata Kapolsek kepada para pelajar itu.",
    "Menurut catatan panitia, Sumber: Dinas Kependudukan, jumlah pemilih baru naik dua ribu orang.",
    "Anggota pengendalian massa (dalmas) bersiaga di pintu utara sejak pukul lima pagi.",
    "Panitia pemilihan kecamatan (ppk) membuka kotak suara di hadapan para saksi dari semua calon.",
    "Warga dapat mengikuti akun Instagram resmi Polres untuk mengetahui jadwal SIM keliling.",
    "Kapolres meminta warga membagikan informasi yang benar saja di grup WhatsApp keluarga.",
    "Polisi memblokir akun Facebook yang menyebarkan kabar bohong tentang surat suara tercoblos.",
    "Iklan kampanye di radio itu dihentikan karena masa tenang sudah dimulai sejak Minggu dini hari.",
    "Editor koran kampus itu berkata bahwa ia tidak pernah menerima uang dari calon mana pun.",
    "Penulis buku tentang sejarah desa itu hadir dan berbicara selama satu jam di balai warga.",
    "Reporter televisi yang meliput di lokasi sempat terjatuh ketika massa mulai saling mendorong.",
    "Pewarta foto diminta menjaga jarak sepuluh meter dari bilik suara selama pencoblosan.",
    "Hak cipta lagu daerah itu dipersoalkan karena dipakai salah satu calon tanpa izin keluarga.",
    "Dilarang membawa senjata tajam ke lapangan, demikian bunyi spanduk yang dipasang petugas.",
    "Komentar warga beragam; ada yang setuju, ada pula yang menganggap aturan itu terlambat.",
    "Nama, alamat, dan nomor telepon pelapor dirahasiakan oleh petugas sentra pelayanan.",
    "Email yang dikirim pelaku dilacak tim siber sampai ke sebuah warnet di pinggir kota.",
    "Berita terkait kasus itu sempat ramai, tetapi polisi memastikan pelakunya sudah ditahan.",
    "Rekomendasi Bawaslu untuk pemungutan suara ulang diserahkan kepada KPU pada Selasa malam.",
    "Selanjutnya petugas membawa barang bukti ke Mapolres untuk diperiksa lebih lanjut.",
    "Halaman kantor camat dipenuhi warga yang ingin melihat hasil hitung sementara.",
    "Beranda rumah korban masih dipasangi garis polisi sampai olah tempat kejadian selesai.",
    "Menu makan siang bagi petugas yang bergiliran jaga disiapkan oleh ibu-ibu PKK desa.",
    "Indeks kerawanan pemilihan di kabupaten itu turun dari tinggi menjadi sedang tahun ini.",
    "Redaksi surat edaran itu dianggap membingungkan sehingga harus ditulis kembali oleh KPU.",
    "Tentang kami yang dituduh memihak, itu tidak benar, kata ketua panitia dengan nada tinggi.",
    "Kontak senjata tidak terjadi, tegas Dandim ketika ditanya soal kabar yang beredar.",
    "Tag harga pada barang sitaan itu masih menempel ketika polisi membuka karungnya.",
    "Topik yang dibahas dalam pertemuan itu adalah pengamanan kotak suara di pulau terluar.",
    "Label pada kotak suara diperiksa satu per satu dan dicocokkan dengan daftar di gudang.",
    "Ikuti saja arahan petugas di lapangan, ujar Kapolsek ketika arus kendaraan mulai padat.",
    "Dapatkan surat keterangan di kantor desa lebih dahulu, kata petugas kepada pemilih pemula itu.",
    "Simak baik-baik tata tertib debat, pinta moderator kepada seluruh pendukung yang hadir.",
    "Klik pada kamera pengawas itu terekam jelas sehingga penyidik mengetahui jam kejadiannya.",
    "Cari untuk sementara tempat yang aman, kata petugas saat air sungai mulai meluap.",
    "Menurut Kapolres, foto: bukti transfer, tangkapan layar, dan rekaman suara sudah disita penyidik.",
    "Ilustrasi yang dipakai pembicara membuat warga mudah memahami cara melipat surat suara.",
    "Video yang beredar di WhatsApp itu direkam dua tahun lalu di provinsi lain, kata polisi.",
    "Live streaming penghitungan suara disiapkan agar warga dapat mengawasi dari rumah masing-masing.",
    "Terpopuler di antara warga adalah lomba memasak yang digelar polisi wanita di alun-alun.",
    "Bagikan beras itu langsung ke rumah, perintah Kapolres kepada anggotanya di posko banjir.",
    "Balas dendam menjadi motif utama pengeroyokan itu, menurut hasil pemeriksaan penyidik.",
    "Kirim pasukan tambahan ke pulau itu membutuhkan waktu dua hari bila ombak sedang tinggi.",
    "Daftar pemilih tetap ditempel di papan pengumuman agar warga dapat memeriksa namanya.",
    "Masuk ke gudang logistik hanya boleh dengan kartu tanda pengenal dari KPU dan Polres.",
    "Pada Rabu, 14 Agustus 2024 pukul 10.21 WIB, tim gabungan menemukan tiga karung surat suara rusak.",
    "Sebanyak 12 orang diperiksa, 3 di antaranya anak di bawah umur, sehingga didampingi orang tua.",
    "Seluruh isi gudang menjadi tanggung jawab kepala desa sampai pemungutan suara selesai.",
    "Situs web KPU sempat tidak dapat dibuka selama dua jam karena banyaknya pengunjung malam itu.",
    "Kami menggunakan perahu karet untuk menjemput warga lanjut usia yang terjebak di loteng.",
    "Loading barang dari truk ke kapal dijaga anggota Polairud dan disaksikan pengawas pemilu.",
    "Wartawan yang hadir tidak boleh mewawancarai pemilih di dalam area tempat pemungutan suara.",
    "Tidak ada komentar dari pihak perusahaan sampai berita acara pemeriksaan selesai dibuat.",
    "Foto korban yang beredar di Twitter diminta dihapus karena melukai perasaan keluarga.",
    "Channel YouTube milik relawan itu dilaporkan karena memuat ancaman kepada petugas KPPS.",
    "Berlangganan koran, kata Pak Lurah, lebih menyehatkan daripada membaca kabar burung di ponsel.",
    "Polisi cetak ulang surat panggilan karena alamat saksi yang pertama ternyata keliru.",
    "Simpan nomor layanan 110 di telepon masing-masing agar mudah melapor bila ada gangguan.",
    "Pemimpin redaksi tabloid itu diperiksa sebagai saksi dalam kasus pencemaran nama baik.",
    "Artikel dalam undang-undang itu, menurut jaksa, sudah cukup untuk menjerat kedua tersangka.",
    "Sidang (red: sidang etik) dijadwalkan pekan depan di aula Mapolda dengan tujuh orang saksi.",
    "Cookies dan kopi dibagikan kepada petugas yang berjaga semalaman di depan gudang logistik.",
    "Privacy pemilih harus dijaga, kata ketua KPPS dalam bahasa campuran yang mengundang tawa.",
    "Komentar: begitulah judul kolom yang dibacakan siswa itu di depan Kapolres dan para guru.",
]

FURNITURE = {
    "head": [
        "Langsung ke konten",
        "Beranda",
        "Sebarkan artikel ini",
        "Cari untuk:",
    ],
    "inside": [
        "Baca juga: Nelayan Wanagiri Panen Cumi",
        "ADVERTISEMENT",
        "SCROLL TO CONTINUE WITH CONTENT",
        "BACA JUGA: Jembatan Gantung Selesai Diperbaiki",
    ],
    "tail": [
        "Editor: Sari Mulyana",
        "Berita Terkait",
        "Panen Raya Cabai di Lereng Gunung",
        "Pasar Desa Buka Lagi Sesudah Banjir",
        "Tinggalkan Balasan",
        "Alamat email Anda tidak akan dipublikasikan. Ruas yang wajib ditandai *",
        "Komentar *",
        "Nama *",
        "Kirim Komentar",
        "Copyright © 2024 Suara Wanagiri. All Rights Reserved",
    ],
}


@pytest.fixture(scope="module")
def cleaned() -> list[list[str]]:
    """The bodies of one article for each sentence, cleaned together."""
    texts = ["\n\n".join([TITLE, OPENING, MIDDLE, sentence, CLOSING]) for sentence in SENTENCES]
    return bodies(texts)


@pytest.mark.parametrize("number", range(len(SENTENCES)), ids=[sentence[:50] for sentence in SENTENCES])
def test_a_sentence_with_the_words_of_a_rule_stays_in_the_body(number: int, cleaned: list[list[str]]) -> None:
    assert cleaned[number] == [OPENING, MIDDLE, SENTENCES[number], CLOSING]


def bodies(texts: list[str]) -> list[list[str]]:
    spans = clean(pl.DataFrame({"text": texts})).filter(pl.col("role") == Role.BODY.value)
    return [
        [text[start:end] for start, end in spans.filter(pl.col("page") == page).select("start", "end").rows()]
        for page, text in enumerate(texts)
    ]


@st.composite
def planted(draw: st.DrawFn, joints: Sequence[str] = ("\n", "\n\n", "\r\n", "\n\n\n")) -> str:
    """An article with furniture around it and in it, in the order in which sites print it."""
    head = draw(st.lists(st.sampled_from(range(len(FURNITURE["head"]))), unique=True).map(sorted))
    inside = draw(st.lists(st.sampled_from(FURNITURE["inside"]), max_size=2, unique=True))
    stamp = draw(st.lists(st.just("Rabu, 25 September 2024 | 19:42 WIB"), max_size=1))
    tail = FURNITURE["tail"][: draw(st.integers(0, len(FURNITURE["tail"])))]
    joint = draw(st.sampled_from(joints))
    above = [FURNITURE["head"][number] for number in head]
    return joint.join([*above, TITLE, *stamp, OPENING, *inside, MIDDLE, SECOND, CLOSING, *tail])


@settings(max_examples=5)
@given(st.lists(planted(), min_size=40, max_size=40))
def test_an_article_comes_back_out_of_the_furniture_planted_around_it(pages: list[str]) -> None:
    for body in bodies(pages):
        assert body == [OPENING, MIDDLE, SECOND, CLOSING]


def broken(page: str, column: int) -> str:
    """A page as text browsers dump it, its paragraphs broken into lines."""
    return "\n\n".join(textwrap.fill(paragraph, column) for paragraph in page.split("\n\n"))


@settings(max_examples=5)
@given(st.lists(planted(("\n\n",)), min_size=20, max_size=20), st.integers(66, 90))
def test_an_article_is_the_same_when_its_paragraphs_are_broken_into_lines(
    pages: list[str], column: int
) -> None:
    for body in bodies([broken(page, column) for page in pages]):
        assert " ".join(" ".join(body).split()) == " ".join([OPENING, MIDDLE, SECOND, CLOSING])


def as_markdown(page: str) -> str:
    """A page as tools write it that keep headings and links."""
    linked = {line for lines in FURNITURE.values() for line in lines if line[-1].isalpha()}
    return "\n\n".join(
        f"[{line}](https://suarawanagiri.example/{number})"
        if line in linked
        else line.replace(TITLE, f"# {TITLE}").replace(
            "tempat pemungutan suara", "[tempat pemungutan suara](/tps)"
        )
        for number, line in enumerate(page.split("\n\n"))
    )


@settings(max_examples=5)
@given(st.lists(planted(("\n\n",)), min_size=20, max_size=20))
def test_an_article_comes_out_of_its_page_as_markdown(pages: list[str]) -> None:
    linked = MIDDLE.replace("tempat pemungutan suara", "[tempat pemungutan suara](/tps)")
    for body in bodies([as_markdown(page) for page in pages]):
        assert body == [OPENING, linked, SECOND, CLOSING]
