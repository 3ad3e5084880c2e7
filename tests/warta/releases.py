"""Invented press releases: a few patterns, filled for any Polres and any day."""

import random
import re

PATTERNS = (
    """Jajaran {polres} menggelar patroli malam di titik rawan di Kabupaten {place}, {day} malam.
Patroli dipimpin langsung oleh Kasat Samapta {polres} {officer} dengan melibatkan {count} personel gabungan.
Sasarannya meliputi pertokoan di Jalan {street}, terminal, gudang logistik KPU dan kantor Bawaslu {place}.
"Kami ingin memastikan warga bisa beristirahat dengan tenang menjelang hari pemungutan suara," kata {officer}.
Selain memantau situasi, petugas menyapa warga yang berjaga di pos ronda Desa {village} dan mengingatkan
agar tidak mudah percaya pada kabar bohong yang beredar di media sosial.
Kapolres {place} {chief} menambahkan patroli serupa akan ditingkatkan sampai seluruh tahapan Pilkada selesai.
"Bila melihat hal mencurigakan, segera hubungi layanan 110 atau datang ke Polsek {village}," ujar {chief}.
Hingga kegiatan berakhir, situasi di wilayah hukum {polres} terpantau aman dan kondusif.""",
    """Kapolres {place} {chief} memeriksa kesiapan personel pengamanan TPS di halaman Mapolres
{place}, {day}. Sebanyak {count} personel akan disebar ke seluruh TPS di Kabupaten {place}.
Dalam amanatnya, {chief} meminta setiap anggota mengenali medan tugas dan berkoordinasi dengan ketua KPPS.
"Netralitas adalah harga mati. Jangan ada anggota yang menunjukkan keberpihakan," tegas {chief}.
Pemeriksaan mencakup perlengkapan perorangan, kendaraan dinas, alat komunikasi, dan kesehatan anggota.
Kepala Bagian Operasi {polres} {officer} menjelaskan pola pengamanan dibedakan antara TPS aman dan TPS rawan.
TPS di Desa {village} masuk kategori rawan karena jaraknya jauh dan jaringan telepon belum tersedia.
Setelah apel, personel mengikuti doa bersama yang dipimpin tokoh agama dari Jalan {street}.
{officer} berharap seluruh rangkaian pemungutan suara di {place} berlangsung tertib dan damai.""",
    """Bhabinkamtibmas Desa {village} {officer} menyambangi rumah warga di Dusun {street}, {day} pagi.
Kunjungan itu bagian dari program cooling system {polres} menjelang Pilkada di Kabupaten {place}.
Kepada warga, {officer} menitipkan pesan agar perbedaan pilihan tidak merusak kerukunan bertetangga.
"Silakan berbeda pilihan, tetapi tetap rukun. Setelah pencoblosan kita tetap bertetangga," tutur {officer}.
Warga juga diajak mengaktifkan kembali ronda malam yang sempat terhenti selama musim tanam.
Kepala dusun menyambut baik kunjungan tersebut dan menyatakan {count} pemuda siap menjadi relawan keamanan.
Kapolres {place} {chief} mengapresiasi kedekatan anggotanya dengan masyarakat di tingkat desa.
"Polisi harus hadir sebelum masalah muncul, bukan sesudahnya," ucap {chief} dalam keterangan tertulis.
Kegiatan sambang di {place} dijadwalkan berlangsung setiap hari hingga masa tenang.""",
)
PLACES = (
    *("Sukamara", "Kertajaya", "Wanasari", "Banyuraga", "Tirtamulya"),
    *("Mandalawangi", "Gunungsari", "Karangrejo", "Telagabiru"),
)
NAMES = (
    *("Wiratama", "Lesmana", "Hutabarat", "Manurung", "Kusnadi", "Pattinama"),
    *("Siregar", "Adiwijaya", "Mahulete", "Gunawan", "Sembiring"),
)
WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
WORDS = re.findall(r"[a-z]+", " ".join(PATTERNS))


def release(pattern: int, chance: random.Random, place: str, day: str | None = None) -> str:
    """A release by the Polres of one place: the patterns take turns."""
    date = f"{chance.randint(1, 28)}/{chance.randint(1, 12)}/2024"
    return PATTERNS[pattern % len(PATTERNS)].format(
        polres=f"Polres {place}",
        place=place,
        day=day or f"{chance.choice(WEEKDAYS)} ({date})",
        officer="AKP " + " ".join(chance.sample(NAMES, 2)),
        chief="AKBP " + " ".join(chance.sample(NAMES, 2)),
        count=chance.randint(20, 900),
        street=chance.choice(NAMES),
        village=chance.choice(PLACES),
    )


def edited(text: str, chance: random.Random, share: float = 0.02) -> str:
    """A copy as another outlet prints it: some words changed, a dateline before it, another tail."""
    words = text.split(" ")
    for place in chance.sample(range(len(words)), max(1, round(share * len(words)))):
        words[place] = chance.choice([chance.choice(WORDS), "", f"{words[place]} {chance.choice(WORDS)}"])
    lines = " ".join(words).split("\n")
    tail = chance.choice([lines[-1:], [], [*lines[-1:], "Demikian keterangan yang diterima redaksi."]])
    return "\n".join([f"{chance.choice(PLACES).upper()}, KABAR HULU – {lines[0]}", *lines[1:-1], *tail])
