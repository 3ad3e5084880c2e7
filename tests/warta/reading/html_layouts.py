"""One invented article, as `tests/pages/html` prints it in the layouts of Indonesian sites since 2010."""

from pathlib import Path
from typing import Final

LAYOUTS: Final = {
    path.stem: path.read_text("utf-8")
    for path in sorted(Path(__file__).parents[2].joinpath("pages", "html").glob("*.html"))
}
TITLE: Final = "Warga Karangrejo Kembali Meronda Menjelang Pemilihan"
PARAGRAPHS: Final = (
    "KARANGREJO – Warga empat dusun di Desa Karangrejo kembali menggelar ronda malam "
    "menjelang hari pemungutan suara.",
    "Kepala Desa Karangrejo, Sumarwan, mengatakan jadwal ronda disusun bersama para ketua "
    "rukun tetangga pekan lalu.",
    "“Kami tidak ingin ada yang memanfaatkan suasana untuk berbuat onar,” ujar Sumarwan di balai desa, "
    "Rabu malam.",
    "Bhabinkamtibmas setempat, Aiptu Wirahadi, ikut berkeliling dan mencatat rumah yang ditinggal "
    "pemiliknya merantau.",
    "Ronda akan berlangsung setiap malam sampai penghitungan suara selesai, lalu dikurangi menjadi "
    "dua kali sepekan.",
)
CAPTION: Final = "Warga berjaga di pos ronda Dusun Krajan, Desa Karangrejo, beberapa hari."
TEASERS: Final = (
    "Petani bawang di lereng timur mengeluhkan harga pupuk yang naik dua kali sejak musim tanam.",
    "Jembatan gantung yang putus diterjang banjir akhirnya diperbaiki setelah warga menunggu hampir "
    "delapan bulan.",
)
READER: Final = (
    "Mantap, semoga kampung kami juga mengadakan ronda lagi karena bulan lalu dua sepeda motor hilang "
    "dicuri orang."
)
RELATED: Final = ("Harga Pupuk Naik, Petani Bawang Mengeluh", "Jembatan Gantung Akhirnya Diperbaiki")
