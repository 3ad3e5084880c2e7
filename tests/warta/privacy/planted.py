"""Invented articles with private data in many printed forms, and with what only looks like it."""

import random
from collections.abc import Callable
from dataclasses import dataclass

from tests.warta.releases import NAMES, PLACES

FIRST = ("Budi", "Sari", "Wahyu", "Ratna", "Yusuf", "Meilani", "Agus", "Dewi", "Rizal", "Nurhayati")
MONTHS = ("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober")
AREAS = ("0341", "0274", "0286", "0354", "0561", "0411", "0711", "0370", "021", "022", "024", "031", "061")
PREFIXES = (
    *("0811", "0812", "0813", "0821", "0822", "0823", "0852", "0853", "0856", "0857", "0858", "0817"),
    *("0818", "0819", "0859", "0877", "0878", "0831", "0838", "0895", "0896", "0898", "0881", "0888"),
)


@dataclass(frozen=True)
class Planted:
    """A sentence with something in it; `kind` is null where it has to stay."""

    sentence: str
    item: str
    kind: str | None


def digits(chance: random.Random, count: int) -> str:
    return "".join(chance.choice("0123456789") for _ in range(count))


def person(chance: random.Random) -> str:
    return f"{chance.choice(FIRST)} {chance.choice(NAMES)}"


def mobile(chance: random.Random) -> str:
    prefix, a, b = chance.choice(PREFIXES), digits(chance, 4), digits(chance, chance.choice((3, 4)))
    country = prefix[1:]
    return chance.choice(
        (
            f"{prefix}{a}{b}",
            f"{prefix}-{a}-{b}",
            f"{prefix} {a} {b}",
            f"{prefix}.{a}.{b}",
            f"{prefix} {a}{b}",
            f"{prefix}–{a}–{b}",
            f"{prefix} - {a} - {b}",
            f"+62 {country}-{a}-{b}",
            f"+62{country}{a}{b}",
            f"+62 {country} {a} {b}",
            f"(+62) {country} {a} {b}",
            f"62{country}{a}{b}",
            f"62-{country}-{a}-{b}",
            f"{prefix}-{a[:3]}-{a[3:]}{b}",
            f"{prefix} {a[:2]} {a[2:]} {b[:2]} {b[2:]}",
        )
    )


def landline(chance: random.Random) -> str:
    area, number = chance.choice(AREAS), chance.choice("2345678") + digits(chance, 5)
    if len(area) == 3:
        number += digits(chance, 1)
    return chance.choice(
        (
            f"({area}) {number}",
            f"({area}){number}",
            f"{area}-{number}",
            f"{area} {number}",
            f"{area} - {number}",
            f"+62 {area[1:]} {number}",
            f"+62-{area[1:]}-{number}",
            f"({area}) {number[:3]}-{number[3:]}",
        )
    )


def phone(chance: random.Random) -> Planted:
    number = mobile(chance) if chance.random() < 0.75 else landline(chance)
    place, name = chance.choice(PLACES), person(chance)
    sentence = chance.choice(
        (
            f"{name}, warga Desa {place}, dapat dihubungi di {number}.",
            f"Pelapor meninggalkan nomor {number} kepada petugas Polsek {place}.",
            f"Menurut polisi, korban dihubungi nomor {number} pada Senin malam.",
            f"Untuk pemesanan kaus relawan hubungi {name} ({number}).",
            f"Pemilik warung, {name}, memasang nomor {number} di depan tokonya.",
            f"Pelaku mengaku anggota Polda dan menelepon dari {number}, kata Kapolres.",
            f"Kontak keluarga: {number} ({name}).",
            f"Ia memberikan nomor ponselnya, {number}, kepada Kapolsek {place}.",
            f"Kapolres mengatakan nomor {number} dipakai tersangka untuk menipu calon pemilih.",
            f"Nomor telepon rumah korban {number} tidak aktif sejak Selasa.",
            f"Iklan dan langganan: {name}, HP {number}",
            f"Telp/WA: {number}",
            f"WA {number} ({name})",
            f"Sopir truk bernama {name} sempat menelepon ke {number}.",
        )
    )
    return Planted(sentence, number, "phone")


def link(chance: random.Random) -> Planted:
    number = f"62{chance.choice(PREFIXES)[1:]}{digits(chance, 7)}"
    sentence = chance.choice(
        (
            f"Relawan menyebar tautan wa.me/{number} di grup warga.",
            f"Pendaftaran lewat https://wa.me/{number}?text=daftar sampai Jumat.",
            f"Pendaftaran lewat https://api.whatsapp.com/send?phone={number} sampai Jumat.",
            f"Klik tel:+{number} untuk bertanya kepada {person(chance)}.",
        )
    )
    return Planted(sentence, number, "phone")


def email(chance: random.Random) -> Planted:
    first, last = chance.choice(FIRST).lower(), chance.choice(NAMES).lower()
    host = chance.choice(
        ("gmail.com", "yahoo.co.id", "kabar-sukamaju.example.com", "outlook.com", "ymail.com")
    )
    name = chance.choice((f"{first}.{last}", f"{first}{last}{digits(chance, 2)}", f"{first}_{last}", last))
    item = chance.choice((f"{name}@{host}", f"{name}@{host}", f"{name.title()}@{host}", f"{name}[at]{host}"))
    sentence = chance.choice(
        (
            f"Keberatan dapat dikirim kepada {person(chance)} melalui surel {item}.",
            f"Email: {item}",
            f"Saksi mengirim rekaman dari {item} kepada penyidik Polres.",
        )
    )
    return Planted(sentence, item, "email")


def identity(chance: random.Random) -> Planted:
    province = chance.choice(("11", "12", "31", "32", "33", "34", "35", "51", "63", "64", "73", "91"))
    day = chance.randint(1, 28) + chance.choice((0, 40))
    area = f"{province}{chance.randint(1, 12):02}{chance.randint(1, 20):02}"
    birth = f"{day:02}{chance.randint(1, 12):02}{chance.randint(60, 99)}"
    serial = f"{chance.randint(1, 30):04}"
    item = chance.choice(
        (
            f"{area}{birth}{serial}",
            f"{area}{birth}{serial}",
            f"{area} {birth} {serial}",
            f"{area}-{birth}-{serial}",
            f"{area[:4]} {area[4:]}{birth[:2]} {birth[2:]} {serial}",
            f"{area[:2]}.{area[2:4]}.{area[4:]}.{birth}.{serial}",
        )
    )
    sentence = chance.choice(
        (
            f"Pemilih ber-NIK {item} tercatat di dua TPS.",
            f"Petugas menemukan KTP dengan nomor {item} atas nama {person(chance)}.",
            f"Kartu keluarga {item} dipakai untuk mendaftar.",
            f"{person(chance)} ({item}) tidak tercantum dalam daftar pemilih.",
        )
    )
    return Planted(sentence, item, "nik")


def plate(chance: random.Random) -> Planted:
    region = chance.choice(("B", "D", "N", "L", "AG", "AD", "KH", "KB", "DK", "BK", "W", "S"))
    number, end = (
        str(chance.randint(1000, 9999)),
        "".join(chance.choice("ABCDEFGHJKNPQRSTUVXYZ") for _ in range(2)),
    )
    item = chance.choice((f"{region} {number} {end}", f"{region}-{number}-{end}", f"{region}{number}{end}"))
    small = chance.random() < 0.15
    sentence = chance.choice(
        (
            f"Sebuah mobil bernomor polisi {item} terparkir di depan gudang.",
            f"Motor pelaku, {item}, disita petugas Polsek.",
            f"Truk pengangkut logistik tanpa izin itu berpelat {item}.",
            f"Kendaraan {item} milik {person(chance)} rusak.",
        )
    )
    return (
        Planted(sentence.replace(item, item.lower()), item.lower(), "plate")
        if small
        else Planted(sentence, item, "plate")
    )


def account(chance: random.Random) -> Planted:
    bank, name = chance.choice(("BCA", "BRI", "BNI", "Mandiri", "BSI", "Bank Jatim", "BTN")), person(chance)
    number = digits(chance, chance.choice((10, 13, 15)))
    item = chance.choice(
        (
            number,
            number,
            f"{number[:4]}-{number[4:6]}-{number[6:]}",
            f"{number[:3]}-{number[3:]}",
            f"{number[:4]} {number[4:8]} {number[8:]}",
        )
    )
    sentence = chance.choice(
        (
            f"Uang ditransfer ke {bank} {item} a.n. {name}.",
            f"Donasi disalurkan ke rekening {bank} nomor {item} atas nama {name}.",
            f"No. Rek {item} ({bank})",
            f"Nomor rekening {item} milik tersangka diblokir.",
            f"Rek. {bank}: {item} an {name}",
            f"Korban mentransfer ke {item} a.n. {name}.",
        )
    )
    return Planted(sentence, item, "account")


PRIVATE: tuple[Callable[[random.Random], Planted], ...] = (
    phone,
    phone,
    phone,
    link,
    email,
    identity,
    plate,
    account,
)


def day(chance: random.Random) -> Planted:
    date, month, year = chance.randint(1, 28), chance.randint(1, 12), chance.choice((2023, 2024))
    item = chance.choice(
        (
            f"{date}/{month}/{year}",
            f"{date:02}-{month:02}-{year}",
            f"{date:02}/{month:02}-{year}",
            f"{date:02}.{month:02}.{year}",
            f"{date} {chance.choice(MONTHS)} {year}",
            f"{year}-{month:02}-{date:02}",
            f"{date:02} {month:02} {year}",
            f"{date:02}/{month:02}/{year} - {date:02}/{month:02}/{year + 1}",
            f"{year}-{year + 5}",
        )
    )
    return Planted(f"Tahapan itu berlangsung pada {item} di wilayah hukum Polres.", item, None)


def statute(chance: random.Random) -> Planted:
    number, year = chance.randint(1, 40), chance.choice((2014, 2016, 2017, 2024))
    item = chance.choice(
        (
            f"UU Nomor {number} Tahun {year}",
            f"PKPU {number}/{year}",
            f"Undang-Undang No. {number} Tahun {year}",
            f"Pasal {number} ayat (1) UU {number}/{year}",
            f"Perbawaslu Nomor {number:03} Tahun {year}",
            f"Keputusan KPU Nomor {number * 37} Tahun {year}",
            "Formulir Model B.1-KWK",
            f"Formulir DA {number % 3 + 1} KWK",
        )
    )
    return Planted(f"Dasarnya {item}, kata Ketua Bawaslu.", item, None)


def money(chance: random.Random) -> Planted:
    amount = f"{chance.randint(1, 999)}.{digits(chance, 3)}.{digits(chance, 3)}"
    item = chance.choice(
        (
            f"Rp{amount}",
            f"Rp {amount},00",
            f"Rp. {amount},-",
            f"{amount} rupiah",
            f"Rp{chance.randint(100000, 99999999)}",
            f"Rp {chance.randint(1, 9)}.{amount}",
            f"{amount} suara",
            f"Rp{chance.randint(1, 90)},{digits(chance, 2)} miliar",
        )
    )
    start = chance.choice(
        ("Anggaran pengamanan mencapai", "Rekening dana kampanye berisi", "Jumlah itu sebesar", "Totalnya")
    )
    return Planted(f"{start} {item} menurut laporan.", item, None)


def score(chance: random.Random) -> Planted:
    a, b = chance.randint(0, 9), chance.randint(0, 9)
    item = chance.choice(
        (f"{a}-{b}", f"{20 + a}-{10 + b}, 21-{10 + a}", f"{a} : {b}", f"{50 + a},{b}{a} persen")
    )
    return Planted(f"Laga persahabatan polisi dan wartawan berakhir {item}.", item, None)


def time(chance: random.Random) -> Planted:
    hour = chance.randint(6, 12)
    item = chance.choice(
        (
            f"{hour:02}.00-{hour + 5}.30 WIB",
            f"{hour:02}.15 WIB",
            f"{hour:02}:30 - {hour + 4}:00 WITA",
            f"{hour:02}.00 – {hour + 6}.00 WIT",
            f"0{hour % 10}.00 sampai 1{hour % 10}.30",
            f"{hour:02}.00 - {hour + 1}.00 - {hour + 2}.00 WIB",
        )
    )
    return Planted(f"Pemungutan suara berlangsung pukul {item}.", item, None)


def coordinates(chance: random.Random) -> Planted:
    south, east = (
        f"{chance.randint(0, 9)}.{digits(chance, 6)}",
        f"1{chance.randint(0, 3)}{digits(chance, 1)}.{digits(chance, 6)}",
    )
    item = chance.choice(
        (
            f"-{south}, {east}",
            f"{south} LS dan {east} BT",
            f"{south[0]}°{digits(chance, 2)}'{digits(chance, 2)}\" LS",
            f"S {south} E {east}",
            f"-0{south},{east}",
        )
    )
    return Planted(f"Gudang itu berada pada koordinat {item}.", item, None)


def case(chance: random.Random) -> Planted:
    number, month = chance.randint(1, 999), chance.choice(("VIII", "IX", "X"))
    item = chance.choice(
        (
            f"LP/B/{number}/{month}/2024/SPKT/Polres {chance.choice(PLACES)}",
            f"{number:03}/Pid.Sus/2024/PN {chance.choice(PLACES)}",
            f"{number:03}/REG/LP/PB/Kab/16.10/{month}/2024",
            f"Sprin/{number}/{month}/OPS.1.3/2024",
            f"{number:04}/PL.02/3507/2024",
            f"{number:03}/PHPU.BUP-XXIII/2025",
            f"B-{number}/PM.00.02/K.JI-16/2024",
            f"R/{number:03}/2024/Bawaslu",
            f"0341/{number}/2024",
            f"3507-2024-{number:06}",
        )
    )
    return Planted(f"Perkara itu terdaftar dengan nomor {item}.", item, None)


def hotline(chance: random.Random) -> Planted:
    number = mobile(chance) if chance.random() < 0.6 else landline(chance)
    short, place = chance.choice(("110", "112", "119", "1500-670", "0800-1-500-110")), chance.choice(PLACES)
    item, sentence = chance.choice(
        (
            (number, f"Masyarakat dapat melapor melalui WhatsApp Center Polres {place} di nomor {number}."),
            (number, f"Hotline Polda: {number}"),
            (number, f"Layanan pengaduan Bawaslu {place} dibuka di {number}."),
            (number, f"Posko siaga pilkada dapat dihubungi di {number} selama 24 jam."),
            (number, f"Warga diminta menghubungi Polsek {place} di nomor {number} bila melihat kejanggalan."),
            (number, f"SPKT Polres {place}: {number}"),
            (number, f"Aduan diterima di {number} (Humas Polres {place})."),
            (number, f"Hubungi Call Center 110 atau WhatsApp {number} milik Polres {place}."),
            (number, f"Nomor resmi KPU {place} adalah {number}."),
            (number, f"Bhabinkamtibmas Desa {place} {number}"),
            (short, f"Segera hubungi layanan {short} bebas pulsa."),
            (short, f"Call Center {short} siap menerima laporan warga."),
        )
    )
    return Planted(sentence, item, None)


PUBLIC: tuple[Callable[[random.Random], Planted], ...] = (
    day,
    statute,
    money,
    score,
    time,
    coordinates,
    case,
    hotline,
    hotline,
)


def private(chance: random.Random) -> Planted:
    return chance.choice(PRIVATE)(chance)


def public(chance: random.Random) -> Planted:
    return chance.choice(PUBLIC)(chance)
