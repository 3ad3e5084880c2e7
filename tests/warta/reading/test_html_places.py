"""Where an article stands that is in several parts, or beside and around parts of other articles."""

import json

import pytest

from tests.warta.reading.html_layouts import CAPTION, PARAGRAPHS, TEASERS, TITLE
from warta.reading.html import HEADLINE, Rendered, render
from warta.reading.html_kinds import FURNITURE

HEAD = f"<title>{TITLE} | Kabar Karangrejo</title>"
MORE = (
    "Camat setempat meminta setiap dusun melaporkan rondanya kepada petugas desa sebelum matahari terbit.",
    "Warga yang berhalangan boleh digantikan anggota keluarganya asalkan sudah dewasa dan sanggup.",
)
NEXT = (
    "Para petani di lereng timur mulai menjual hasil panen bawang mereka langsung kepada pembeli dari kota.",
    "Harga yang ditawarkan pengepul pekan ini tidak menutup biaya pupuk dan sewa lahan selama satu musim.",
    "Ketua kelompok tani berharap pemerintah kabupaten membuka gudang baru sebelum musim hujan berikutnya.",
)
STORY = "".join(f"<p>{text}</p>" for text in (*PARAGRAPHS, *MORE))
ADVERT = "<div class=slot><a href=/mitra>Mitra</a></div>"


def parts(rendered: Rendered, *wanted: str) -> list[str]:
    return [rendered.text[start:end] for start, end, kind in rendered.markup if kind in wanted]


def missing(rendered: Rendered, *texts: str) -> list[str]:
    article = "\n".join(parts(rendered, "article", "lead"))
    return [text for text in texts if text not in article]


@pytest.mark.parametrize("depth", [1, 2, 4])
def test_paragraphs_that_are_each_wrapped_are_one_article_with_the_headings_between(depth: int) -> None:
    wrapped = [f"<p>{text}</p>" for text in (*PARAGRAPHS, *MORE)]
    wrapped.insert(3, "<h2>Jadwal Malam</h2>")
    blocks = "".join("<div class=q>" * depth + part + "</div>" * depth + ADVERT for part in wrapped)
    page = f"{HEAD}<body><header><h1>{TITLE}</h1></header><main><div>{blocks}</div></main><footer>{NEXT[0]}"
    rendered = render(page)
    assert missing(rendered, *PARAGRAPHS, "Jadwal Malam", *MORE) == []
    assert missing(rendered, NEXT[0]) == [NEXT[0]]


@pytest.mark.parametrize("name", ["isi-berita", "potongan"])
def test_parts_of_an_article_in_rows_between_advertising_are_one(name: str) -> None:
    rows = "".join(
        f"<div class=baris><div class=kisi><div class={name}>{''.join(f'<p>{text}</p>' for text in texts)}"
        f"</div></div></div>{ADVERT}"
        for texts in ((*PARAGRAPHS, *MORE), PARAGRAPHS[:2], MORE)
    )
    aside = f"<div class=samping><p>{TEASERS[0]}</p></div>"
    rendered = render(f"{HEAD}<body><h1>{TITLE}</h1><div><div class=alur>{rows}</div>{aside}</div>")
    assert [part.count(PARAGRAPHS[0]) for part in parts(rendered, "article")] == [2]
    assert missing(rendered, *MORE, TEASERS[0]) == [TEASERS[0]]


def test_sections_with_a_figure_or_a_box_each_are_one_article() -> None:
    figure = f"<figure><img src=x.jpg><figcaption>{CAPTION}</figcaption></figure>"
    sections = "".join(
        f"<div><h2>Dusun {number}</h2><div>{extra}</div><div><p>{texts[0]}</p><p>{texts[1]}</p></div></div>"
        for number, (extra, texts) in enumerate(
            [(figure, PARAGRAPHS[:2]), ("", PARAGRAPHS[2:4]), (figure, MORE), ("", NEXT[:2])]
        )
    )
    page = f"{HEAD}<body><main><h1>{TITLE}</h1><div><div>{sections}</div></div></main></body>"
    assert missing(render(page), *PARAGRAPHS[:4], *MORE, *NEXT[:2], "Dusun 3") == []


def test_a_column_beside_that_of_the_headline_is_not_the_article_though_both_are_plain() -> None:
    beside = "".join(f"<p>{text}</p>" for text in NEXT)
    own = f"<div><div><h1>{TITLE}</h1><div>{STORY}</div></div></div>"
    page = f"{HEAD}<body><div>{own}<div><div>{beside}</div></div></div></body>"
    assert missing(render(page), *PARAGRAPHS, *MORE, *NEXT) == list(NEXT)


def test_what_is_beside_a_wrapper_and_not_written_like_it_does_not_go_on_with_the_article() -> None:
    about = f"<div class=kaki><div><div>{NEXT[0]}</div></div></div>"
    page = (
        f"<body><div><div class=wadah><div><div>{'<br><br>'.join(PARAGRAPHS)}</div></div></div>{about}</div>"
    )
    assert missing(render(page), *PARAGRAPHS, NEXT[0]) == [NEXT[0]]


@pytest.mark.parametrize("names", [("widgets_isi", "teks"), ("sidebar-grid", "sidebar-grid__kolom")])
def test_what_most_of_the_prose_stands_in_is_no_furniture_whatever_it_is_called(
    names: tuple[str, str],
) -> None:
    outer, inner = names
    page = (
        f"{HEAD}<body><h1>{TITLE}</h1><div class=isi-berita><p>{NEXT[0]}</p><div class={outer}>"
        f"<div class={inner}>{STORY}</div></div></div><div class=sidebar><p>{TEASERS[0]}</p></div></body>"
    )
    rendered = render(page)
    assert missing(rendered, *PARAGRAPHS, *MORE, TEASERS[0]) == [TEASERS[0]]
    assert parts(rendered, *FURNITURE) == [TEASERS[0]]


def test_a_box_of_teasers_is_none_of_the_article_though_most_of_the_prose_stands_in_it() -> None:
    box = "<br><br>".join(NEXT * 4)
    page = f"{HEAD}<body><h1>{TITLE}</h1><div>{STORY}</div><div class=terpopuler>{box}</div></body>"
    rendered = render(page)
    assert missing(rendered, *PARAGRAPHS, *MORE, *NEXT) == list(NEXT)
    assert len(parts(rendered, "related")) == 1


def test_parts_that_are_named_alike_are_of_two_articles_where_a_headline_stands_between() -> None:
    bodies = (STORY, "".join(f"<p>{text}</p>" for text in NEXT))
    titles = (TITLE, "Petani Bawang Menjual Sendiri")
    both = "".join(
        f"<div class=tulisan><h1>{title}</h1><div class=isi-berita>{body}</div></div>"
        for title, body in zip(titles, bodies, strict=True)
    )
    assert missing(render(f"{HEAD}<body><main>{both}</main>"), *PARAGRAPHS, *NEXT) == list(NEXT)


def test_the_next_story_below_is_not_the_article_though_it_is_longer() -> None:
    below = "".join(f"<p>{text}</p>" for text in NEXT * 6)
    page = (
        f"{HEAD}<body><main><article><h1>{TITLE}</h1><div>{STORY}</div></article>"
        f"<div><article><h1>Petani Bawang Menjual Sendiri</h1><div>{below}</div></article></div></main>"
    )
    assert missing(render(page), *PARAGRAPHS, *MORE, *NEXT) == list(NEXT)


@pytest.mark.parametrize("head", [HEAD, ""], ids=["title", "no title"])
def test_an_article_in_the_article_is_a_teaser(head: str) -> None:
    teaser = f"<article><a href=/2><h3>Petani Bawang Menjual Sendiri</h3></a><p>{NEXT[0]}</p></article>"
    page = f"{head}<body><article><h1>{TITLE}</h1><div>{STORY}{teaser}<p>{NEXT[2]}</p></div></article>"
    assert parts(render(page), "related") == [f"Petani Bawang Menjual Sendiri\n\n{NEXT[0]}"]


def test_entries_of_a_live_report_are_no_teasers_though_each_is_an_article() -> None:
    entries = "".join(
        f"<article id=e{n}><time>1{n}.00</time><p>{text}</p></article>"
        for n, text in enumerate(PARAGRAPHS * 2)
    )
    page = f"{HEAD}<body><article><h1>{TITLE}</h1><p>{MORE[0]}</p><div>{entries}</div></article>"
    rendered = render(page)
    assert parts(rendered, "related") == []
    assert missing(rendered, *PARAGRAPHS) == []


@pytest.mark.parametrize(
    "box",
    [
        "<ul><li><a href=/1>{0}</a></li><li><a href=/2>{1}</a></li></ul>",
        "<p><strong><a href=/1>{0}</a></strong></p>",
        "<div><span>Terkait</span><div><a href=/1>{0}</a></div><div><a href=/2>{1}</a></div></div>",
        "<div><a href=/1><b>{0}</b> <span>2 jam lalu</span></a></div>",
    ],
    ids=["list", "paragraph", "box", "link of several texts"],
)
def test_what_is_hardly_more_than_links_to_headlines_in_the_article_is_related(box: str) -> None:
    links = box.format("Harga Pupuk Naik, Petani Bawang Mengeluh", "Jembatan Gantung Akhirnya Diperbaiki")
    page = f"{HEAD}<body><h1>{TITLE}</h1><div>{STORY}{links}<p>{NEXT[0]}</p></div></body>"
    (related,) = parts(render(page), "related")
    assert "Harga Pupuk Naik, Petani Bawang Mengeluh" in related
    assert NEXT[0] not in related


def story_in_data(body: str) -> str:
    data = json.dumps({"@type": "NewsArticle", "headline": TITLE, "articleBody": body})
    return f"{HEAD}<script type=application/ld+json>{data}</script>"


@pytest.mark.parametrize("body", ["\n\n".join((*PARAGRAPHS, *MORE)), STORY], ids=["text", "markup"])
def test_a_page_that_scripts_would_draw_has_the_article_of_its_data(body: str) -> None:
    rendered = render(f"{story_in_data(body)}<body><nav>Kanal</nav><div id=app></div></body>")
    assert parts(rendered, "article") == ["\n\n".join((*PARAGRAPHS, *MORE))]
    assert parts(rendered, HEADLINE) == [TITLE]


def test_what_a_page_shows_is_not_told_again() -> None:
    lines = [text[:58].strip() for text in (*PARAGRAPHS, *MORE)]  # too short for prose
    rendered = render(f"{story_in_data(chr(10).join(lines))}<body>{'<br>'.join(lines)}</body>")
    assert rendered.text == "\n".join(lines)


@pytest.mark.parametrize(
    "part",
    [
        "<p>Jadwal lengkap <a href=/1>dapat dibaca di laman resmi desa</a> sejak kemarin malam.</p>",
        "<h2><a href=/1>Empat Dusun Menyusun Jadwal Bersama</a></h2>",
        "<ul><li><a href=/1>Krajan</a></li><li><a href=/2>Sumber</a></li></ul>",
    ],
    ids=["sentence", "heading", "names"],
)
def test_links_in_sentences_headings_and_names_are_the_article_s(part: str) -> None:
    page = f"{HEAD}<body><h1>{TITLE}</h1><div>{STORY}{part}<p>{NEXT[0]}</p></div></body>"
    assert parts(render(page), "related") == []


def test_menus_of_headlines_outside_of_the_article_stay_what_they_are() -> None:
    menu = f"<ul><li><a href=/1>{TEASERS[0]}</a></li></ul>"
    rendered = render(f"{HEAD}<body>{menu}<h1>{TITLE}</h1><div>{STORY}</div><p>{CAPTION}</p>")
    assert parts(rendered, "related") == []


def test_an_article_among_many_links_is_no_box_of_them() -> None:
    links = "".join(f"<p><a href=/{n}>{NEXT[n % 3]}</a></p>" for n in range(40))
    page = f"{HEAD}<body><article><h1>{TITLE}</h1>{STORY}{links}</article></body>"
    rendered = render(page)
    assert not any(text in part for part in parts(rendered, "related") for text in (TITLE, *PARAGRAPHS))


def test_a_linked_headline_is_no_box_of_links() -> None:
    head = f"<div><a href=/desa>Kabar Desa</a><h1><a href=/1>{TITLE}</a></h1></div>"
    page = f"{HEAD}<body><div class=isi-berita>{head}{STORY}</div></body>"
    assert parts(render(page), "related") == []
