from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warta.facts.dates import Printed, find_dates
from warta.facts.vocabulary import words


def iso(printed: Printed) -> str:
    """Write what is printed as ISO 8601 does, leaving out what the page leaves out."""
    if printed.month is None:
        return f"W{printed.weekday}" if printed.weekday else "today"
    parts = [f"{printed.year}"] if printed.year else []
    parts += [f"{number:02}" for number in (printed.month, printed.day) if number]
    time = f"T{printed.time}" if printed.time else ""
    return "-".join(parts) + time + (f" {printed.zone}" if printed.zone else "")


@pytest.mark.parametrize("example", words("time")["examples"], ids=lambda example: example["text"][:40])
def test_examples_of_dates(example: dict[str, object]) -> None:
    text = str(example["text"])
    found = [[text[printed.start : printed.end], iso(printed)] for printed in find_dates(text)]
    assert found == example["found"]


MONTHS = [names[0] for names in words("time")["months"]]
SHORT = ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"]
DAYS = [*words("time")["bare_weekdays"][:5], "Sabtu", "Minggu"]
FORMS: list[Callable[[date, str], str]] = [
    lambda day, weekday: f"{weekday} ({day.day}/{day.month}/{day.year})",
    lambda day, weekday: f"{weekday}, {day.day:02}/{day.month:02}/{day.year}",
    lambda day, weekday: f"{weekday} ({day.day:02}/{day.month:02}-{day.year})",
    lambda day, weekday: f"{weekday}({day.day}/{day.month})/{day.year}",
    lambda day, weekday: f"{weekday} malam ({day.day}/{day.month}/{day.year % 100:02})",
    lambda day, weekday: f"{weekday}, {day.day} {MONTHS[day.month - 1]} {day.year}",
    lambda day, weekday: f"{weekday} tanggal {day.day} {SHORT[day.month - 1]} {day.year}",
    lambda day, _: f"{day.day}-{day.month}-{day.year}",
    lambda day, _: f"{MONTHS[day.month - 1]} {day.day}, {day.year}",
    lambda day, _: day.isoformat(),
]


@given(
    day=st.dates(date(2001, 1, 1), date(2099, 12, 31)),
    form=st.sampled_from(FORMS),
    before=st.sampled_from(["", "Patroli digelar pada ", "kata dia, ", "“Aman,” kata Kapolres, "]),
    after=st.sampled_from(["", ".", " di Mapolres.", ", petugas berjaga.", " (foto: ist)"]),
)
def test_a_date_in_any_form_is_read_back(
    day: date, form: Callable[[date, str], str], before: str, after: str
) -> None:
    printed = form(day, DAYS[day.weekday()])
    text = before + printed + after
    (found,) = find_dates(text)
    assert (found.year, found.month, found.day) == (day.year, day.month, day.day)
    assert text[found.start : found.end] == printed
    assert found.weekday in (None, day.isoweekday())


@given(st.text(alphabet="0123456789/.-() SeninRabu(14/8)2024,JanuariMei|:\n"))
def test_dates_never_overlap_and_always_exist(text: str) -> None:
    found = list(find_dates(text))
    ends = [0, *(printed.end for printed in found)]
    for printed, end in zip(found, ends, strict=False):
        assert printed.start < printed.end
        assert printed.start >= end or printed.end == end  # the days of one span stand at one place
        if printed.year and printed.month and printed.day:
            date(printed.year, printed.month, printed.day)


@pytest.mark.parametrize("text", ["SENİN, 2 MEİ 2024 10.00 WİB", "senın, 2 meı 2024 10.00 wıb"])
def test_the_letter_i_of_a_turkish_keyboard_is_an_i(text: str) -> None:
    (found,) = find_dates(text, stamp=True)
    assert (found.complete, found.weekday, found.zone) == (date(2024, 5, 2), 1, "WIB")


@pytest.mark.parametrize("text", ["pada MEİ 2024", "MEİ 2, 2024"])
def test_a_month_with_the_i_of_a_turkish_keyboard_is_a_month(text: str) -> None:
    assert [each.month for each in find_dates(text)] == [5]
