"""The HTML pages of the evaluation set: marks pair and vanish, and what is labelled is an article's text."""

import re
from itertools import combinations
from pathlib import Path

import pytest

from tests.evaluation.evaluate import read_alone, text_of
from tests.evaluation.html_pages import HtmlPage, read_html_page, read_html_pages
from tests.evaluation.scores import shared_shingles, shingles
from warta.terms import Role

PAGES = read_html_pages()
_RUNS = (
    (24, 27),
    (71, 77),
    (107, 113),
    (128, 131),
    (167, 169),
    (201, 229),
    (443, 451),
    (514, 523),
    (618, 621),
)
NO_ARTICLE = {
    *(number for run in _RUNS for number in range(*run)),
    *range(302, 337, 2),
    *range(402, 421, 3),
    *(606, 608, 611),
}
"""The numbers of pages without an article."""


def of_source(tmp_path: Path, source: str) -> HtmlPage:
    """The page of a file with this source."""
    file = tmp_path / "99-contoh.html"
    file.write_text(source, encoding="utf-8")
    return read_html_page(file)


def test_no_page_of_the_set_is_lost() -> None:
    assert len(PAGES) == 344


def test_what_is_given_to_the_library_is_a_whole_document_without_marks() -> None:
    for page in PAGES:
        assert page.layout, page.id
        assert re.match(r"<!doctype html|<html", page.html, re.IGNORECASE), page.id
        assert page.html.rstrip().lower().endswith("</html>"), page.id
        assert "<!--=" not in page.html, page.id
        assert 1_000 < len(page.html.encode()) < 80_000, page.id


def test_an_article_has_one_title_and_a_body_and_other_pages_have_neither() -> None:
    for page in PAGES:
        if int(page.id.partition("-")[0]) in NO_ARTICLE:
            assert not page.pieces, page.id
        else:
            assert sum(piece.role is Role.TITLE for piece in page.pieces) == 1, page.id
            assert 50 < len(page.text(Role.BODY).split()) < 900, page.id


def test_labelled_texts_are_text() -> None:
    for name, piece in ((page.id, piece) for page in PAGES for piece in page.pieces):
        assert piece.role in {Role.TITLE, Role.DATELINE, Role.BODY, Role.TIMESTAMP}, name
        assert piece.text, name
        assert not re.search(r"[<>]|&\w+;", piece.text), (name, piece)


def test_no_two_pages_share_an_article() -> None:
    articles = {page.id: {*shingles(page.text(Role.BODY))} for page in PAGES if page.pieces}
    for (one, words), (other, others) in combinations(articles.items(), 2):
        # A few are formulas: what a court found proven, what an office is called.
        assert len(words & others) * 10 < min(len(words), len(others)), (one, other)


def test_marks_leave_the_page_as_it_was(tmp_path: Path) -> None:
    page = of_source(
        tmp_path,
        "<!--=layout: contoh-->\n<html><!-- iklan --><h1><!--=title-->Judul<!--=--></h1>"
        "<b><!--=dateline-->BATU&nbsp;–<!--=--></b>\n"
        "<!--=body-->Ia <i>da</i>tang.<br>Lalu pergi.<!--=--><br></html>\n",
    )
    assert page.html == (
        "<html><!-- iklan --><h1>Judul</h1><b>BATU&nbsp;–</b>\nIa <i>da</i>tang.<br>Lalu pergi.<br></html>\n"
    )
    assert page.text(Role.TITLE) == "Judul"
    assert page.text(Role.DATELINE) == "BATU –"
    assert page.text(Role.BODY) == "Ia datang. Lalu pergi."


def test_paragraphs_are_lines(tmp_path: Path) -> None:
    page = of_source(tmp_path, "<!--=layout: x-->\n<!--=body-->Satu.<!--=--><br><!--=body-->Dua.<!--=-->")
    assert page.text(Role.BODY) == "Satu.\nDua."


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("<html></html>", r"99-contoh\.html:1: no"),
        ("<!--=layout: x-->\n<p><!--=-->", r"99-contoh\.html:2: <!--=--> has no partner"),
        ("<!--=layout: x-->\n<!--=body-->a\n<!--=title-->", r"99-contoh\.html:3: <!--=title-->"),
        ("<!--=layout: x-->\n<!--=body-->a", r"99-contoh\.html: <!--=body--> is not ended"),
        ("<!--=layout: x-->\n<!--=isi-->a<!--=-->", "isi"),
    ],
    ids=["no layout", "ends nothing", "begins twice", "does not end", "no such role"],
)
def test_marks_that_do_not_fit_are_named(tmp_path: Path, source: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        of_source(tmp_path, source)


def test_the_measure_counts_word_4_grams() -> None:
    tally = shared_shingles("Ia datang ke kota, lalu pergi.", "ia datang ke kota lalu pulang")
    assert (tally.hit, tally.given, tally.wanted) == (2, 3, 3)
    assert shared_shingles("Dua kata", "dua kata").f1 == 1.0
    assert shared_shingles("", "").f1 == 1.0
    assert shared_shingles("Ada isi di sini", "").f1 == 0.0


def test_the_library_reads_a_page_alone() -> None:
    ((frame, ledger),) = read_alone(PAGES[:1])
    assert frame.height == 1
    assert text_of(Role.BODY, frame, ledger)
