"""Pages written one by one, to learn from and to measure by: every character has its one role."""

import re
from datetime import date
from pathlib import Path

import pytest

from tests.evaluation.pages import read_pages
from tests.evaluation.scores import fold
from warta.terms import Role
from warta.training.handwritten import handwritten, read_page

TAUGHT = handwritten()
MEASURED = read_pages()
PAGES = [*TAUGHT, *MEASURED]


def test_no_page_is_both_learnt_and_measured_by() -> None:
    assert not {page["text"] for page in TAUGHT} & {page["text"] for page in MEASURED}
    assert len({page["id"] for page in PAGES}) == len(PAGES)


def test_spans_tile_the_page_and_blank_is_blank() -> None:
    for page in PAGES:
        name, spans, text = page["id"], page["spans"], page["text"]
        assert [span["start"] for span in spans] == [0, *(span["end"] for span in spans[:-1])], name
        assert spans[-1]["end"] == len(text), name
        for span in spans:
            part = text[span["start"] : span["end"]]
            assert part, name
            assert part.isspace() == (span["role"] == Role.BLANK), (name, part)
            assert part == part.strip("\n") or part.isspace(), (name, part)


def test_the_marks_of_the_written_form_do_not_reach_the_text() -> None:
    marks = re.compile(r"[⟂⏎]|^\+?(" + "|".join(Role) + r")\| ", re.MULTILINE)
    assert not [page["id"] for page in PAGES if marks.search(page["text"])]
    assert not [page["id"] for page in PAGES if not page["layout"]]


def test_a_page_without_a_text_or_pictures_has_no_headline_either() -> None:
    roles = {page["id"]: {span["role"] for span in page["spans"]} for page in PAGES}
    without = {name: found for name, found in roles.items() if not found & {Role.BODY, Role.CAPTION}}
    assert not [name for name, found in without.items() if found & {Role.TITLE, Role.DATELINE, Role.BYLINE}]


WEEKDAYS = ("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu")
MONTHS: tuple[str, ...] = ("januari", "februari", "maret", "april", "mei", "juni")
MONTHS += ("juli", "agustus", "september", "oktober", "november", "desember")
DAY = re.compile(
    rf"\b(?P<weekday>{'|'.join(WEEKDAYS)})(?: \w+){{0,2}},? \(?(?P<day>\d{{1,2}})"
    rf"(?:/(?P<number>\d{{1,2}})/(?P<short>\d{{2,4}})| (?P<name>{'|'.join(MONTHS)}) (?P<year>\d{{4}}))\b"
)


def test_weekdays_fit_their_dates() -> None:
    for name, found in ((page["id"], found) for page in PAGES for found in DAY.finditer(fold(page["text"]))):
        month = int(found["number"]) if found["number"] else MONTHS.index(found["name"]) + 1
        when = date(2000 + int(found["short"] or found["year"]) % 100, month, int(found["day"]))
        assert WEEKDAYS[when.weekday()] == found["weekday"], (name, found[0])


def test_a_line_without_a_role_is_named(tmp_path: Path) -> None:
    wrong = tmp_path / "wild-99.page"
    wrong.write_text("layout: none\n---\ntitle| Judul\ntanpa peran\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"wild-99\.page:4: .*tanpa peran"):
        read_page(wrong)


def test_cuts_glue_and_breaks_give_the_text_as_on_the_page(tmp_path: Path) -> None:
    written = tmp_path / "wild-99.page"
    written.write_text(
        "layout: none\n---\nnavigation| Home ⏎ News\n\n"
        "dateline| MALANG – ⟂body| Kalimat.\n+related| Baca juga: A\n",
        encoding="utf-8",
    )
    page = read_page(written)
    assert page["text"] == "Home\nNews\n\nMALANG – Kalimat.Baca juga: A"
    parts = [(s["role"], page["text"][s["start"] : s["end"]]) for s in page["spans"] if s["role"] != "blank"]
    assert parts == [
        ("navigation", "Home"),
        ("navigation", "News"),
        ("dateline", "MALANG –"),
        ("body", "Kalimat."),
        ("related", "Baca juga: A"),
    ]
