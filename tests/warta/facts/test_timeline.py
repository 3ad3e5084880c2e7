from datetime import date
from typing import Any

import pytest

from warta.facts.timeline import (
    Dated,
    Line,
    Publication,
    earliest_publication,
    named_year,
    publication,
    read_line,
    timeline,
)
from warta.terms import Role


def read(*lines: tuple[Role, str]) -> list[Line]:
    starts = [sum(len(text) + 1 for _, text in lines[:index]) for index in range(len(lines))]
    return [read_line(index, role, starts[index], text) for index, (role, text) in enumerate(lines)]


def published(
    *lines: tuple[Role, str], metadata: str | None = None, url: str | None = None
) -> Publication | None:
    body = next((index for index, (role, _) in enumerate(lines) if role is Role.BODY), None)
    return publication(read(*lines), body, metadata, url)


def dates(*lines: tuple[Role, str], fetched: date | None = None) -> list[Dated]:
    year = named_year([text for _, text in lines], fetched)
    return timeline(read(*lines), published(*lines), fetched, year)


def resolved(*lines: tuple[Role, str], fetched: date | None = None) -> list[tuple[date | None, str | None]]:
    return [(each.value, each.year_basis) for each in dates(*lines, fetched=fetched)]


def test_a_weekday_fixes_the_year_near_the_election_that_the_page_names() -> None:
    for story, day in [
        ("Tahapan Pemilu 2024 dimulai, kata Kapolres, Jumat (22/9).", date(2023, 9, 22)),
        ("Jelang Pilkada 2024, patroli digelar Rabu (19/6).", date(2024, 6, 19)),
        ("Pemilu 2019 aman, kata Kapolres, Jumat (22/3).", date(2019, 3, 22)),
    ]:
        assert resolved((Role.BODY, story)) == [(day, "weekday")]


def test_years_of_laws_do_not_move_the_window() -> None:
    law = "UU Nomor 35 Tahun 2009"
    story = f"Pelaku dijerat {law} dan {law}. Jelang Pilkada 2024, ia ditangkap Rabu (19/6)."
    assert resolved((Role.BODY, story)) == [(date(2024, 6, 19), "weekday")]


def test_no_date_is_later_than_the_page_was_fetched() -> None:
    story = (Role.BODY, "Patroli digelar Jumat (14/6).")
    assert resolved(story, fetched=date(2020, 1, 1)) == [(date(2019, 6, 14), "weekday")]
    assert resolved(story, fetched=date(2024, 12, 1)) == [(date(2024, 6, 14), "weekday")]


def test_without_any_other_word_the_time_of_the_election_calendar_is_taken() -> None:
    assert resolved((Role.BODY, "Akad nikah berlangsung pada Minggu (27/7).")) == [
        (date(2025, 7, 27), "weekday")
    ]


def test_a_day_without_weekday_and_without_other_dates_stays_open() -> None:
    assert resolved((Role.BODY, "Distribusi dimulai 23 November dengan pengawalan.")) == [(None, None)]


def test_the_published_date_fixes_the_year_of_a_day_without_weekday() -> None:
    found = dates(
        (Role.TIMESTAMP, "2 Januari 2025 08:00 WIB"), (Role.BODY, "Pos dibangun sejak 23 Desember di pasar.")
    )
    assert (found[1].value, found[1].year_basis, found[1].role) == (date(2024, 12, 23), "published", "event")


def test_today_is_the_day_of_publication() -> None:
    body = (Role.BODY, "“Kondisi aman,” katanya di Mapolres, hari ini.")
    assert [each.value for each in dates((Role.TIMESTAMP, "14 Agustus 2024"), body)][1:] == [
        date(2024, 8, 14)
    ]
    assert [each.value for each in dates(body)] == [None]


def test_holidays_are_no_events() -> None:
    stamp = (Role.TIMESTAMP, "14 Agustus 2024")
    body = (
        Role.BODY,
        "Lomba menyambut HUT RI 17 Agustus dan peringatan 1 Juli digelar. Posko berdiri 3 Agustus lalu.",
    )
    assert [each.role for each in dates(stamp, body)] == ["published", "future", "history", "event"]


def test_a_wrong_weekday_is_flagged_and_the_date_kept() -> None:
    for line in [
        "Patroli digelar Jumat (28/11/2024).",
        "Patroli 2024, Kamis (28/11/2024), lalu Sabtu (29/11).",
    ]:
        *_, last = dates((Role.BODY, line))
        assert (last.value, last.weekday_fits) == (date(2024, 11, 28 if "29/" not in line else 29), False)


@pytest.mark.parametrize(
    ("opening", "printed", "expected"),
    [
        # Near the day of publication a wrong weekday is a slip; far from it the weekday tells the year.
        ((Role.TIMESTAMP, "14 Agustus 2024"), "Minggu (13/8)", (date(2024, 8, 13), "published")),
        ((Role.TIMESTAMP, "14 Agustus 2024"), "Jumat (24/3)", (date(2023, 3, 24), "weekday")),
        # Near to a day that stands there without its weekday, a week is near.
        ((Role.BODY, "Pasar dibuka 10 Oktober 2024."), "Minggu (15/10)", (date(2024, 10, 15), "page")),
        ((Role.BODY, "Pasar dibuka 10 Oktober 2024."), "Jumat (24/11)", (date(2023, 11, 24), "weekday")),
    ],
)
def test_a_weekday_that_fits_another_year_is_believed_far_from_the_days_of_the_page(
    opening: tuple[Role, str], printed: str, expected: tuple[date, str]
) -> None:
    assert resolved(opening, (Role.BODY, f"Patroli digelar {printed}."))[-1] == expected


def test_what_is_commemorated_is_past_unless_a_weekday_makes_it_news() -> None:
    body = (Role.BODY, "Peringatan HUT Bhayangkara 1 Juli 2024. Peringatan digelar Senin (1/7/2024).")
    assert [each.role for each in dates((Role.TIMESTAMP, "3 Juli 2024"), body)][1:] == ["history", "event"]


@pytest.mark.parametrize("weekday", ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"])
def test_a_bare_weekday_is_the_last_one_before_publication(weekday: str) -> None:
    stamp = (Role.TIMESTAMP, "Rabu, 14 Agustus 2024 10:21 WIB")
    _, bare = dates(stamp, (Role.BODY, f"Polisi berjaga, kata dia di Malang, {weekday}."))
    assert bare.value is None
    assert bare.not_before == bare.not_after
    assert bare.not_before is not None
    assert bare.not_before.isoweekday() == bare.weekday
    assert 0 <= (date(2024, 8, 14) - bare.not_before).days < 7


def test_a_bare_weekday_after_a_dated_event_bounds_the_publication() -> None:
    found = dates(
        (Role.CAPTION, "Kapolres pada bimtek, Minggu (19/5/2024)."),
        (Role.BODY, "Sinergi penting, kata dia, Senin."),
    )
    assert earliest_publication(found) == date(2024, 5, 20)
    assert found[-1].not_after is None


def test_a_bare_weekday_is_not_after_the_page_was_fetched() -> None:
    *_, bare = dates((Role.BODY, "Sinergi penting, kata dia, Senin."), fetched=date(2024, 5, 30))
    assert (bare.not_before, bare.not_after) == (None, date(2024, 5, 30))


def test_roles_of_dates() -> None:
    found = dates(
        (Role.TIMESTAMP, "Rabu, 14 Agustus 2024 10:21 WIB"),
        (Role.TIMESTAMP, "Diperbarui: Kamis, 15 Agustus 2024"),
        (Role.CAPTION, "Petugas berjaga, Selasa (13/8)."),
        (
            Role.BODY,
            "Patroli digelar Selasa (13/8/2024). Hal itu disampaikan dalam keterangannya, Rabu (14/8/2024).",
        ),
        (Role.BODY, "Pemungutan suara pada 27 November 2024. Posko itu dibangun 3 Mei 2019."),
    )
    assert [each.role for each in found] == [
        "published", "updated", "photo", "event", "statement", "future", "history",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("metadata", "url", "expected"),
    [
        (
            "2024-09-02T13:27:00+07:00",
            "https://kabar.example/2023/01/01/x",
            (date(2024, 9, 2), "minute", "metadata"),
        ),
        ("2024-09-01T23:30:00Z", None, (date(2024, 9, 2), "minute", "metadata")),
        ("2024-09-02", None, (date(2024, 9, 2), "day", "metadata")),
        ("Mon, 02 Sep 2024 13:27:00 +0700", None, (date(2024, 9, 2), "minute", "metadata")),
        ("kemarin", "https://kabar.example/2024/09/02/patroli", (date(2024, 9, 2), "day", "url")),
        (None, "https://kabar.example/berita/507627/patroli", None),
        ("2024-13-45", None, None),
    ],
)
def test_publication_without_a_line_of_its_own(metadata: str | None, url: str | None, expected: Any) -> None:
    found = published((Role.BODY, "Patroli digelar Senin (2/9/2024)."), metadata=metadata, url=url)
    assert (found and (found.value, found.precision, found.basis)) == expected


def test_the_line_of_publication_goes_before_that_of_a_change_and_before_metadata() -> None:
    lines = (Role.TIMESTAMP, "Diperbarui 3 September 2024"), (Role.TIMESTAMP, "2 September 2024")
    found = published(*lines, metadata="2024-01-01", url="https://kabar.example/2023/01/01/x")
    assert found is not None
    assert (found.value, found.basis, found.line) == (date(2024, 9, 2), "page", "2 September 2024")


def test_a_byline_carries_the_date_where_no_stamp_stands_alone() -> None:
    found = published((Role.BYLINE, "Oleh Sri Wahyuni - 12 November 2024"), (Role.BODY, "Isi."))
    assert found is not None
    assert (found.value, found.precision) == (date(2024, 11, 12), "day")


def test_a_stamp_below_the_article_older_than_the_story_is_of_another_page() -> None:
    story = (Role.BODY, "Pelaku ditangkap Sabtu (23/7/2022).")
    assert published(story, (Role.TIMESTAMP, "29/05/2022")) is None
    assert published(story, (Role.TIMESTAMP, "24/07/2022")) is not None
