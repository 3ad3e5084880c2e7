"""How much work the readers of facts do: counts that are the same on every machine, no times."""

import cProfile
import gc
import pstats
import re

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.warta.facts.pages import Line, pages
from warta.facts import extract
from warta.facts.beginnings import beginnings, matches
from warta.facts.dates import TRACED, TRACES, find_dates
from warta.facts.vocabulary import words
from warta.terms import Role

MOST_CALLS = 2_600  # a page of forty: 2,179 when this was written
MOST_MORE = 1.1  # calls a page of 80 pages, to those of 40: the work grows with the pages
TOWNS = ("Malinau", "Jombang", "Sambas", "Kendal", "Ngawi")
NAMES = ("Heru Wibowo", "Rina Astuti", "Yusuf Ramadhan", "Bagus Pratama")


def story(number: int) -> list[Line]:
    """A report like many others, with its own town, names, day and figures."""
    town, name = TOWNS[number % 5], NAMES[number // 5 % 4]
    return [
        (Role.TITLE, f"Polres {town} kawal distribusi logistik ke {number} TPS"),
        (Role.TIMESTAMP, f"Kamis, {number % 27 + 1} November 2024 | 19:{number % 50 + 10} WIB"),
        (Role.DATELINE, f"{town.upper()} –"),
        (
            Role.BODY,
            f"Kapolres {town} AKBP {name} memimpin apel {number + 120} personel di halaman Mapolres.",
        ),
        (Role.BODY, "Kotak suara dibawa dengan truk sejak pagi. " * 6),
        (
            Role.BODY,
            f"“Semua kotak suara kami kawal sampai ke desa,” kata {name}, Rabu ({number % 27 + 1}/11/2024).",
        ),
        (Role.BODY, "Jalan yang licin dan hujan tidak menghalangi para petugas di lapangan. " * 4),
        (Role.CREDIT, "Editor: Sari Dewi"),
    ]


def calls(count: int) -> float:
    """Calls a page of Python and of what it calls, with all vocabularies read."""
    frames = pages([story(number) for number in range(count)])
    extract(*frames)
    profile = cProfile.Profile()
    profile.runcall(extract, *frames)
    return pstats.Stats(profile).total_calls / count


def test_a_page_costs_no_more_calls_than_it_did() -> None:
    assert calls(40) < MOST_CALLS


def test_work_grows_with_the_pages_and_no_faster() -> None:
    assert calls(80) < MOST_MORE * calls(40)


def test_the_search_for_cycles_goes_on_when_facts_are_read() -> None:
    extract(*pages([story(1)]))
    assert gc.isenabled()
    with pytest.raises(pl.exceptions.ColumnNotFoundError):
        extract(pl.DataFrame(), pl.DataFrame())
    assert gc.isenabled()


def test_lines_of_a_credit_are_read_once_each() -> None:
    def long_credit(lines: int) -> float:
        credit = "\n".join(f"Reporter lapangan Budi Santoso {number}" for number in range(lines))
        frames = pages([[(Role.BODY, "Polisi berjaga."), (Role.CREDIT, credit)]])
        extract(*frames)
        profile = cProfile.Profile()
        profile.runcall(extract, *frames)
        return float(pstats.Stats(profile).total_calls)

    assert long_credit(400) < 2.5 * long_credit(200)


_greetings = beginnings(["Kap", "Kapol", "Pol", "kat", "kata", "a"])
_GREETING = re.compile(r"Kapolres|Polres|kata|a{1,3}")


@given(
    st.text(st.sampled_from("KaPpolrest ”é\n"), max_size=60)
    | st.lists(st.sampled_from(["Kapolres", "Polres", "kata", "aa", " ", "“"])).map("".join)
)
def test_one_pass_finds_what_the_pattern_finds(text: str) -> None:
    found = [match.span() for match in matches(_GREETING, text, _greetings(text))]
    assert found == [match.span() for match in _GREETING.finditer(text)]


def test_a_reader_that_comes_late_finds_its_beginnings_in_a_story_that_was_gone_over() -> None:
    assert _greetings("kata Kapolres")
    assert beginnings(["res"])("kata Kapolres") == [10]


DATED = [
    *(example["text"] for example in words("time")["examples"]),
    *("Polisi berjaga.", "pada Senin malam", "ujarnya, hari ini.", "Sep 2, 2024", "2 - 3 Maret", "12/8"),
    *("2 MEİ 2024", "Meı 2, 2024", "pada JUNİ 2024"),
]


@given(
    st.lists(st.sampled_from(DATED) | st.text(st.sampled_from("0123 /.-,(Mei Senin"), max_size=12)).map(
        " ".join
    )
)
def test_a_line_without_a_trace_has_no_date(text: str) -> None:
    line = pl.DataFrame({"text": [text]})
    traces = line.select(TRACES).item()
    assert line.select(TRACED).item() == (traces != 0)
    assert find_dates(text, traces=traces) == find_dates(text)
