"""Single lines in the midst of a story: what sites say there, and what articles say that sounds like it."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tests.evaluation.pages import Row
from warta.terms import Role

FILE: Final = Path(__file__).parent / "lines.toml"
STORY: Final = "story"
"""The table of what articles say."""
STORIES: Final = (
    (
        "Dua Pencuri Kotak Suara Ditangkap di Gudang Logistik",
        "MALINAU - Polisi menangkap dua orang yang diduga mencuri kotak suara di gudang logistik, Selasa "
        "(8/10/2024) malam.",
        "Kapolres mengatakan kedua terduga pelaku masih diperiksa penyidik dan belum ditetapkan sebagai "
        "tersangka. Keduanya mengaku masuk lewat atap.",
        "Menurut dia, gudang itu dijaga empat petugas yang bergantian setiap delapan jam. Kamera pengawas "
        "merekam kejadian itu.",
        '"Kami masih mendalami motifnya," kata dia.',
        "Warga sekitar gudang mengaku tidak mendengar suara apa pun malam itu karena hujan turun deras sejak "
        "sore.",
    ),
    (
        "Pedagang Pasar Wage Menolak Dipindah ke Terminal Lama",
        "Sejumlah pedagang Pasar Wage menutup kiosnya lebih awal sejak Senin. Mereka menunggu kejelasan soal "
        "rencana pemindahan yang diumumkan pemerintah kabupaten pekan lalu.",
        "Salah seorang pedagang, Yuliana Tambunan, menilai lokasi baru terlalu jauh dari permukiman. Ongkos "
        "angkutan bisa naik dua kali lipat, sedangkan pembelinya kebanyakan ibu rumah tangga yang datang "
        "berjalan kaki.",
        "Kepala Dinas Perdagangan menyatakan pemindahan baru dilakukan setelah pasar sementara selesai "
        "dibangun pada akhir tahun.",
        "“Tidak ada yang akan digusur mendadak. Kami jamin semuanya mendapat tempat,” ujarnya.",
        "Pemerintah menyiapkan dana Rp 4,2 miliar untuk membangun 312 kios. Lelangnya dibuka bulan depan.",
    ),
)
"""Headline and paragraphs."""
PLACES: Final = {"head": 1, "mid": 3, "end": 6}
"""Before which of the lines of a story a line is put."""


def read_lines() -> list[Row]:
    """Every line in every story: `id`, `text`, `line` with its `start`, and the `role` it has."""
    return [
        _put(line, place, role, number) for number in range(len(STORIES)) for line, place, role in _lines()
    ]


def _lines() -> Iterator[tuple[str, str, Role]]:
    for table, rows in tomllib.loads(FILE.read_text(encoding="utf-8")).items():
        for key, lines in rows.items():
            place, role = (key, Role.BODY) if table == STORY else (table, Role(key))
            yield from ((line, place, role) for line in lines)


def _put(line: str, place: str, role: Role, number: int) -> Row:
    story = STORIES[number]
    before = "".join(f"{part}\n\n" for part in story[: PLACES[place]])
    after = "".join(f"\n\n{part}" for part in story[PLACES[place] :])
    return {
        "id": f"{number}-{place}-{line}",
        "text": before + line + after,
        "line": line,
        "start": len(before),
        "role": role,
    }


def is_kept(row: Row, spans: list[Row]) -> bool:
    """Whether most of a line was taken for what the article says."""
    start, end = row["start"], row["start"] + len(row["line"])
    told = (Role.BODY, Role.TITLE, Role.DATELINE)
    kept = sum(
        max(0, min(end, span["end"]) - max(start, span["start"])) for span in spans if span["role"] in told
    )
    return kept * 2 > len(row["line"])
