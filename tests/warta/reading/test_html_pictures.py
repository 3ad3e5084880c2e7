"""Captions that nothing names: a picture and some lines between the headline and the text."""

import pytest

from tests.warta.reading.html_layouts import PARAGRAPHS, TITLE
from warta.reading.html import render

STORY = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
CAPTION = "Warga menata karung pasir di tepi Kali Wening, Desa Sukaratu, Senin (4/3/2024) pagi."
CREDIT = "SUARA WENING/RATRI ANJANI"
PICTURE = '<a class="zoom" href="/besar.jpg"><img src="/kecil.jpg"></a>'


def captions(above: str, story: str = STORY, before: str = "") -> list[str]:
    told = f"<div class=q>{before}<h1>{TITLE}</h1>{above}<div>{story}</div></div>"
    rendered = render(f"<title>{TITLE}</title><body>{told}</body>")
    return [rendered.text[start:end] for start, end, kind in rendered.markup if kind == "caption"]


@pytest.mark.parametrize(
    "box",
    [
        f"<div class=x7>{PICTURE}<div>{CREDIT}</div><div>{CAPTION}</div></div>",
        f"<div class=x7><div>{PICTURE}</div><div>{CREDIT}<br>{CAPTION}</div></div>",
        f"<table><tr><td>{PICTURE}<br>{CREDIT}<br>{CAPTION}</td></tr></table>",
    ],
)
def test_lines_under_the_picture_at_the_head_of_an_article_are_its_caption(box: str) -> None:
    assert [" ".join(text.split()) for text in captions(box)] == [f"{CREDIT} {CAPTION}"]


def test_the_text_is_no_caption_though_a_picture_begins_it() -> None:
    assert captions("", f"<p>{PICTURE}{PARAGRAPHS[0]}</p>{STORY}") == []
    assert captions("", f"{PICTURE}{STORY}") == []


def test_a_picture_between_paragraphs_says_nothing_of_what_is_beside_it() -> None:
    assert captions("", f"{STORY}<div class=entry>{PICTURE}<p>{CAPTION}</p></div>{STORY}") == []


def test_a_picture_ahead_of_the_headline_is_of_something_else() -> None:
    assert captions("", before=f"<div>{PICTURE}<p>{CAPTION}</p></div>") == []


def test_a_block_whose_text_comes_before_its_picture_has_no_caption() -> None:
    assert captions(f"<div><p>{CAPTION}</p>{PICTURE}</div>") == []
