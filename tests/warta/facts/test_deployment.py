"""Of several operations and counts that a story names, the first is its own."""

import polars as pl
import pytest

from warta.facts.deployment import deployment
from warta.facts.kept import KEPT_SPANS
from warta.terms import Role


def deployed(*spans: tuple[Role, str]) -> tuple[str | None, int | None]:
    """The operation and the officers of a story."""
    rows = [
        {"page": 3, "seq": number, "role": role.value, "start": 0, "end": len(text), "text": text}
        for number, (role, text) in enumerate(spans)
    ]
    ((page, operation, personnel),) = deployment(pl.DataFrame(rows, KEPT_SPANS)).iter_rows()
    assert page == 3
    return operation, personnel


def test_the_first_of_several_is_taken() -> None:
    assert deployed(
        (Role.TITLE, "Operasi Mantap Praja Dimulai"),
        (Role.BODY, "Sebanyak 120 personel disiagakan."),
        (Role.BODY, "Sebelumnya 300 personel bertugas dalam Operasi Lilin."),
    ) == ("Operasi Mantap Praja", 120)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Sebanyak 1.250 personel gabungan disiagakan.", 1_250),
        ("Sebanyak 85 orang polisi berjaga.", 85),
        ("450 Personel Gabungan Amankan Debat Publik", 450),
        ("POLRES KERAHKAN 2.024 PERSONEL", 2_024),
        ("Polda Siagakan 12 Orang Personil", 12),
        ("200 Petugas Gabungan dan 30 Anggota POLRI Berjaga", 200),
        ("30 Anggota POLRI Berjaga", 30),
        ("Jelang Pilkada 2024 Personel Polres Gelar Patroli", None),
        ("Pada Pemilu 2019 polisi menurunkan 2.019 personel.", 2_019),
        ("Hingga pukul 19.30 personel berjaga.", None),
        ("Sebanyak 40 warga hadir.", None),
    ],
)
def test_officers_are_counted_and_nobody_else(text: str, count: int | None) -> None:
    assert deployed((Role.BODY, text)) == (None, count)


def test_what_is_not_of_the_story_says_nothing() -> None:
    body = (Role.BODY, "Warga meronda sampai pagi.")
    assert deployed(body, (Role.CAPTION, "Operasi Lilin melibatkan 90 personel.")) == (None, None)
