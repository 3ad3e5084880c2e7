"""What the markup of an HTML page says counts for the roles of its parts."""

import polars as pl
import pytest

from warta.cleaning import clean
from warta.cleaning.markup import markup_of
from warta.cleaning.segments import segments
from warta.cleaning.states import ROLES
from warta.frames import MARKUP
from warta.terms import Role

TEXT = (
    "Suasana apel pagi di halaman\n\nKapolres meminta warga tetap tenang selama pemungutan suara berlangsung."
)


def pages(*markup: list[dict[str, object]] | None) -> pl.DataFrame:
    return pl.DataFrame(
        {"text": [TEXT] * len(markup), "markup": pl.Series(list(markup), dtype=MARKUP)},
    )


def span(words: str, kind: str) -> dict[str, object]:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "kind": kind}


def test_only_parts_within_a_span_are_told_of() -> None:
    frame = pages(None, [span("Suasana apel pagi di halaman", "caption")])
    scores = markup_of(segments(frame["text"]), frame).scores
    caption = scores[:, ROLES.index(Role.CAPTION)]
    assert caption[0] == caption[1] == caption[3] == 0
    assert caption[2] > 0


def test_spans_in_spans_and_beside_spans_are_told_apart() -> None:
    inner = span("apel pagi", "nav")
    outer = span("Suasana apel pagi di halaman", "nav")
    frame = pages([outer, inner], [inner])
    scores = markup_of(segments(frame["text"]), frame).scores[:, ROLES.index(Role.NAVIGATION)]
    assert scores[0] > 0
    assert scores[1] == scores[2] == scores[3] == 0


def test_a_caption_in_the_markup_is_a_caption() -> None:
    frame = pages([span("Suasana apel pagi di halaman", "caption"), span(TEXT, "article")])
    found = clean(frame).filter(pl.col("role") != Role.BLANK.value)["role"].to_list()
    assert found == [Role.CAPTION.value, Role.BODY.value]


@pytest.mark.parametrize("kind", ["caption", "advert", "author", "share", "tags"])
def test_a_paragraph_of_the_article_that_is_called_something_else_is_rather_that(kind: str) -> None:
    paragraph = "Suasana apel pagi di halaman"
    frame = pages([span(TEXT, "article"), span(paragraph, kind), span(paragraph, "p")])
    assert markup_of(segments(frame["text"]), frame).scores[0, ROLES.index(Role.BODY)] < 0


def test_pages_without_a_column_of_markup_are_cleaned() -> None:
    assert clean(pages(None)).equals(clean(pages(None).drop("markup")))


def test_prose_outside_of_the_article_is_no_body() -> None:
    teaser = (
        "Panen raya di lereng gunung berlangsung meriah dan dihadiri ratusan warga dari tiga desa sekitar."
    )
    text = f"{TEXT}\n\n{teaser}"
    own = span(TEXT, "article")
    frame = pl.DataFrame({"text": [text], "markup": pl.Series([[own]], dtype=MARKUP)})
    spans = clean(frame).filter(pl.col("start") == text.index(teaser))
    assert spans["role"].to_list() != [Role.BODY.value]


def test_a_page_that_says_that_it_has_no_article_has_neither_title_nor_body() -> None:
    found = clean(pages([span(TEXT, "listing"), span(TEXT, "article")]))["role"].to_list()
    assert not {Role.TITLE.value, Role.BODY.value} & set(found)


def test_the_title_is_the_headline_where_the_page_has_one() -> None:
    text = f"Kabar Karangrejo Hari Ini\n\nWarga Karangrejo Kembali Meronda\n\n{TEXT}"
    own = text.index("Warga")
    markup = [
        {"start": 0, "end": own - 2, "kind": "h1"},
        {"start": own, "end": text.index("\n", own), "kind": "headline"},
    ]
    frame = pl.DataFrame({"text": [text], "markup": pl.Series([markup], dtype=MARKUP)})
    titles = clean(frame).filter(pl.col("role") == Role.TITLE.value)
    assert titles["start"].to_list() == [own]
