"""Boxes of an HTML page whose first line says what they hold."""

import pytest

from tests.warta.reading.html_layouts import PARAGRAPHS, TITLE
from warta.reading.html import Rendered, render
from warta.reading.html_kinds import WORDS

STORY = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
TEASER = "Petani bawang di lereng timur mengeluhkan harga pupuk yang naik dua kali sejak musim tanam."
HEADINGS = [(kind, heading) for kind, words in WORDS["kind"].items() for heading in words.get("headings", [])]


def page(box: str) -> Rendered:
    return render(f"<title>{TITLE}</title><body><div class=q><h1>{TITLE}</h1>{STORY}{box}</div></body>")


def parts(rendered: Rendered, wanted: str) -> list[str]:
    return [rendered.text[start:end] for start, end, kind in rendered.markup if kind == wanted]


@pytest.mark.parametrize(("kind", "heading"), HEADINGS)
def test_a_box_is_what_its_first_line_says(kind: str, heading: str) -> None:
    rendered = page(f"<div class=x1><h5>{heading.title()}</h5><p>{TEASER}</p></div>")
    assert parts(rendered, kind) == [f"{heading.title()}\n\n{TEASER}"]


@pytest.mark.parametrize("heading", ["Komentar (2)", "2 Komentar", "KOMENTAR 12", "Komentar:"])
def test_a_heading_may_count(heading: str) -> None:
    assert parts(page(f"<div><b>{heading}</b><p>{TEASER}</p></div>"), "comment") == [f"{heading}\n\n{TEASER}"]


def test_only_the_innermost_box_is_headed_by_a_line() -> None:
    inner = f"<div><div><h4>Berita Terkait</h4></div><p>{TEASER}</p></div>"
    assert parts(page(f"<div>{inner}<p>{PARAGRAPHS[0]}</p></div>"), "related") == [
        f"Berita Terkait\n\n{TEASER}"
    ]


def test_what_holds_the_article_is_headed_by_nothing_in_it() -> None:
    told = f"<title>{TITLE}</title><body><div><p>Baca Juga</p><h1>{TITLE}</h1>{STORY}</div></body>"
    assert parts(render(told), "related") == []


@pytest.mark.parametrize("line", ["Komentar Bupati Ditunggu Warga", "Berita terkait dibantah", "12"])
def test_a_line_that_says_more_heads_nothing(line: str) -> None:
    rendered = page(f"<div><h5>{line}</h5><p>{TEASER}</p></div>")
    assert parts(rendered, "related") == parts(rendered, "comment") == []


def test_a_label_alone_in_its_block_heads_nothing() -> None:
    rendered = page(f"<div><b>Baca juga</b></div><p>{TEASER}</p>")
    assert parts(rendered, "related") == []
