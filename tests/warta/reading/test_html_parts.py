"""HTML pages whose parts must be told apart: teasers, headlines, columns, what a page says it is."""

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.warta.reading.html_layouts import PARAGRAPHS, TITLE
from warta.reading.html import HEADLINE, LISTING, SUMMARY, UNDECLARED, Rendered, render
from warta.reading.html_kinds import FURNITURE, LABELLED, WORDS, kinds
from warta.reading.html_listing import is_listing
from warta.reading.html_metadata import Declarations, metadata

STORY = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
HEAD = f"<title>{TITLE} - Kabar Karangrejo</title>"
TEASERS = (
    "Petani bawang di lereng timur mengeluhkan harga pupuk yang naik dua kali sejak musim tanam.",
    "Jembatan gantung yang putus diterjang banjir akhirnya diperbaiki setelah warga menunggu lama.",
    "Pasar malam di alun-alun kembali dibuka dengan pengamanan dari dua puluh petugas gabungan.",
    "Sekolah di tepi hutan itu mendapat perpustakaan baru dari sumbangan para perantau.",
)


def parts(rendered: Rendered, *wanted: str) -> list[str]:
    return [rendered.text[start:end] for start, end, kind in rendered.markup if kind in wanted]


def card(number: int, teaser: str) -> str:
    headline = f"Kabar nomor {number} dari lereng timur gunung"
    return f"<div class=k><a href=/{number}>{headline}</a><p>{teaser}</p></div>"


CARDS = "".join(card(number, teaser) for number, teaser in enumerate(TEASERS))


@pytest.mark.parametrize(
    "wrapper",
    ["sidebar widget", "related-posts", "post-date", "tag-ronda caption", "comments share ads promo"],
)
@pytest.mark.parametrize("head", ["", HEAD], ids=["no title", "title"])
def test_what_holds_the_article_is_neither_furniture_nor_label_whatever_it_is_called(
    wrapper: str, head: str
) -> None:
    rendered = render(f"{head}<body><div class='{wrapper}'><h1>{TITLE}</h1>{STORY}</div></body>")
    assert all(text in "\n".join(parts(rendered, "article", "lead")) for text in PARAGRAPHS)
    assert parts(rendered, *FURNITURE, *LABELLED) == []


def test_what_ends_before_the_headline_and_begins_after_it_is_what_it_is_called() -> None:
    related = f"<div class=related-posts>{TEASERS[0]}</div>"
    rendered = render(f"{HEAD}<body>{related}<h1>{TITLE}</h1>{related}<main>{STORY}</main></body>")
    assert parts(rendered, "related") == [TEASERS[0], TEASERS[0]]


def test_the_body_of_a_blogger_page_is_its_post_though_widgets_hold_all_of_it() -> None:
    page = (
        f"{HEAD}<body><div class=content-inner>"
        "<div class='header section'><h1><a>Kabar Karangrejo</a></h1></div>"
        f"<div class='main section'><div class='widget Blog'><div class=date-outer><div class=date-posts>"
        f"<div class='post hentry'><h3 class='post-title entry-title'>{TITLE}</h3>"
        f"<div class='post-body entry-content'>{STORY}</div></div></div></div></div></div>"
        f"<aside><div class='widget PopularPosts'>{CARDS}</div></aside></div></body>"
    )
    rendered = render(page)
    assert parts(rendered, "article") == ["\n\n".join(PARAGRAPHS)]
    assert parts(rendered, HEADLINE) == [TITLE]
    assert not any(text in part for part in parts(rendered, "aside", "time") for text in PARAGRAPHS)


def test_linked_headlines_with_excerpts_side_by_side_are_teasers() -> None:
    rendered = render(f"<body><h1>Kanal</h1><section>{CARDS}</section></body>")
    assert parts(rendered, "article") == []
    assert [part.partition("\n\n")[2] for part in parts(rendered, "related")] == list(TEASERS)


def test_two_links_with_their_texts_are_no_teasers_yet() -> None:
    two = "".join(card(number, teaser) for number, teaser in enumerate(TEASERS[:2]))
    assert parts(render(f"<body>{two}</body>"), "related") == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"<p>{TEASERS[0]}</p>", ""),
        ("", f"<p>{PARAGRAPHS[0]} {PARAGRAPHS[1]}</p>" * 3),
        ("", "<p>satu</p>" * 8),
        ("", ""),
        ("", f"<p>{TEASERS[0]}</p><a href=/x>Kabar kedua dari lereng timur gunung</a>"),
    ],
    ids=["prose before the link", "much prose", "many lines", "no excerpt", "two headlines"],
)
def test_other_blocks_that_link_are_no_teasers(before: str, after: str) -> None:
    link = "<a href=/1>Kabar nomor satu dari lereng timur gunung</a>"
    assert parts(render(f"<body>{f'<div>{before}{link}{after}</div>' * 4}</body>"), "related") == []


def test_entries_of_a_live_report_are_one_article() -> None:
    entries = "".join(
        f"<li id=u{number}><time>0{number}.00</time><div class=isi><h3>Pukul {number}</h3><p>{text}</p>"
        f"<p>{text}</p></div></li>"
        for number, text in enumerate(PARAGRAPHS)
    )
    rendered = render(f"<body><h1>{TITLE}</h1><ol>{entries}</ol></body>")
    assert [text for text in PARAGRAPHS if text not in "\n".join(parts(rendered, "article"))] == []


def entry(number: int, heading: str) -> str:
    prose = f"<div><div><div><p>{TEASERS[number]}</p></div></div></div>"
    return f"<li><article><h3>{heading}</h3>{prose}</article></li>"


def test_entries_of_a_live_report_are_one_article_however_deep_their_paragraphs_stand() -> None:
    page = "".join(entry(number, "Jalur dibuka lagi") for number in range(4))
    rendered = render(f"<body><h1>{TITLE}</h1><p>{PARAGRAPHS[0]}</p><div><ol>{page}</ol></div></body>")
    (report,) = parts(rendered, "article")
    assert all(teaser in report for teaser in TEASERS)
    assert PARAGRAPHS[0] in parts(rendered, "lead")


def test_articles_with_linked_headings_are_no_entries_of_a_live_report() -> None:
    entries = [entry(number % 4, "<a href=/1>Jalur dibuka lagi</a>") for number in range(8)]
    rendered = render(f"<body><h1>{TITLE}</h1><div>{STORY}</div><ol>{''.join(entries)}</ol></body>")
    (article,) = parts(rendered, "article")
    assert article.startswith(PARAGRAPHS[0])


def test_a_time_that_style_sets_apart_is_a_line_of_its_own() -> None:
    apart = render(f"<h3><span><time>9 jam lalu</time></span><span>Jalur dibuka</span></h3>{STORY}").text
    assert apart.startswith("9 jam lalu\nJalur dibuka\n")
    within = render(f"<p>Sejak <time>Senin</time> <b>malam</b> jalur ditutup.</p>{STORY}").text
    assert within.startswith("Sejak Senin malam jalur ditutup.")


@pytest.mark.parametrize(
    ("title", "heading"),
    [
        (TITLE, TITLE),
        (f"{TITLE} | Kabar Karangrejo", TITLE),
        (f"{TITLE[:30]}...", TITLE),
        ("Siapa Menjaga Malam Kami... - Kabar Karangrejo", "Siapa Menjaga Malam Kami…"),
        ("Ronda “Malam” Kembali – Digelar", 'Ronda "Malam" Kembali - Digelar'),
        (TITLE, f"FOTO: {TITLE}"),
    ],
)
def test_the_headline_is_the_heading_that_agrees_with_the_title(title: str, heading: str) -> None:
    others = "<h1>Kabar Karangrejo</h1><h2>Suara lain dari Desa</h2>"
    page = f"<title>{title}</title>{others}<h3>{heading}</h3>{STORY}"
    assert parts(render(page), HEADLINE) == [heading]


def test_the_site_s_name_may_stand_before_the_headline_in_the_title() -> None:
    page = f"<title>Kabar Karangrejo | {TITLE}</title><h2>Suara lain dari Desa</h2><h2>{TITLE}</h2>{STORY}"
    assert parts(render(page), HEADLINE) == [TITLE]


def test_of_headings_that_agree_with_the_title_the_highest_is_the_headline() -> None:
    rendered = render(f"{HEAD}<h2>{TITLE}</h2><p>{TEASERS[0]}</p><h1>{TITLE}</h1>{STORY}<h1>{TITLE}</h1>")
    (start, end), *others = [(start, end) for start, end, kind in rendered.markup if kind == HEADLINE]
    assert not others
    assert rendered.text[:start].count(TITLE) == 1
    assert rendered.text[end:].count(TITLE) == 1


def test_a_title_for_sharing_may_be_shorter_than_the_headline() -> None:
    told = '<meta property="og:title" content="Ronda Malam Karangrejo">'
    assert parts(render(f"{told}{HEAD}<h2>{TITLE}</h2>{STORY}"), HEADLINE) == [TITLE]


def test_of_two_blocks_of_prose_that_with_fewer_links_is_the_article() -> None:
    others = "".join(
        f"<p>{text[: len(text) * 3 // 5]}<a href=/1>{text[len(text) * 3 // 5 :]}</a></p>"
        for text in TEASERS * 2
    )
    rendered = render(f"<body><div>{others}</div><div><div>{STORY}</div></div></body>")
    assert parts(rendered, "article") == ["\n\n".join(PARAGRAPHS)]


def test_paragraphs_are_of_one_article_however_long_one_of_them_is() -> None:
    long = " ".join(PARAGRAPHS * 4)
    rendered = render(f"<body><div><p>{TEASERS[0]}</p><p>{long}</p><p>{TEASERS[1]}</p></div></body>")
    assert parts(rendered, "article") == [f"{TEASERS[0]}\n\n{long}\n\n{TEASERS[1]}"]


def test_of_places_named_for_the_article_in_each_other_that_with_nearly_all_prose_has_it() -> None:
    inner = "".join(f"<p>{text}</p>" for text in PARAGRAPHS[2:])
    outer = f"<p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p><div class=entry-content>{inner}</div>"
    rendered = render(f"<body><div class=entry-content>{outer}</div></body>")
    assert parts(rendered, "article") == ["\n\n".join(PARAGRAPHS)]


def test_of_a_place_named_for_the_article_what_holds_nearly_all_of_its_prose_is_the_article() -> None:
    tools = "<ul><li>Cetak halaman ini</li><li>Kirim saran</li></ul>"
    rendered = render(
        f"<body><div id=bodyContent><div class=panjang>{STORY}</div><div>{tools}</div></div></body>"
    )
    assert parts(rendered, "article") == ["\n\n".join(PARAGRAPHS)]


def test_a_place_named_for_the_article_that_has_prose_of_its_own_is_the_article() -> None:
    inner = "".join(f"<p>{text}</p>" for text in PARAGRAPHS * 3)
    rendered = render(f"<body><div itemprop=articleBody>{TEASERS[0]}<div>{inner}</div></div></body>")
    assert parts(rendered, "article") == ["\n\n".join([TEASERS[0], *PARAGRAPHS * 3])]


def test_prose_that_stands_beside_the_article_in_a_block_alike_is_of_another() -> None:
    others = "".join(f"<p>{text}</p>" for text in TEASERS)
    page = f"<section><div>{STORY}</div></section><section><div>{others}</div></section>"
    assert parts(render(f"<body>{page}</body>"), "article") == ["\n\n".join(PARAGRAPHS)]


def test_a_page_all_of_whose_prose_is_called_furniture_has_its_article_there() -> None:
    rendered = render(f"<body><aside>{STORY}</aside><aside>{STORY}</aside></body>")
    assert set(PARAGRAPHS) <= set("\n\n".join(parts(rendered, "article")).split("\n\n"))


def test_what_holds_the_article_beside_its_headline_is_no_aside() -> None:
    rendered = render(f"{HEAD}<body><h1>{TITLE}</h1><aside>{STORY}{STORY}</aside></body>")
    assert parts(rendered, "article") == ["\n\n".join(PARAGRAPHS * 2)]
    assert parts(rendered, "aside") == []


def test_prose_far_below_a_heading_is_no_lead() -> None:
    near, far = (f"<h1>{TITLE}</h1>{'<p>iklan</p>' * many}<p>{TEASERS[0]}</p>" for many in (9, 900))
    story = f"<article>{STORY}</article>"
    assert parts(render(f"<body>{near}{story}</body>"), "lead") == [TEASERS[0]]
    assert parts(render(f"<body>{far}{story}</body>"), "lead") == []


@pytest.mark.parametrize(
    ("title", "heading"),
    [("Kabar Karangrejo", "Kabar"), (f"{TITLE} Raya", TITLE), ("Desa", "Desa"), ("", TITLE)],
)
def test_headings_that_say_something_else_are_no_headline(title: str, heading: str) -> None:
    assert parts(render(f"<title>{title}</title><h1>{heading}</h1>{STORY}"), HEADLINE) == []


def test_a_list_of_the_latest_news_that_names_the_page_has_not_its_headline() -> None:
    latest = f"<div class=terbaru><h2><a href=/>{TITLE}</a></h2></div>"
    assert parts(render(f"{HEAD}{latest}<h4>{TITLE}</h4>{STORY}"), HEADLINE) == [TITLE]
    assert parts(render(f"{HEAD}{latest}{STORY}"), HEADLINE) == []


def test_key_points_in_a_box_are_the_editor_s_own_summary() -> None:
    box = f"<aside><h2>Poin Penting:</h2><ul><li>{TEASERS[0]}</li><li>{TEASERS[1]}</li></ul></aside>"
    rendered = render(f"<h1>{TITLE}</h1>{box}{STORY}")
    assert [part.strip().split("\n") for part in parts(rendered, SUMMARY)] == [[TEASERS[0], TEASERS[1]]]
    assert parts(rendered, "aside") == []
    assert parts(render(f"<aside><h2>Terpopuler</h2><p>{TEASERS[0]}</p></aside>{STORY}"), SUMMARY) == []


def test_key_points_stand_after_the_heading_that_they_begin_after() -> None:
    box = f"<aside><h2>Poin Penting:</h2><ul><li>{TEASERS[0]}</li><li>{TEASERS[1]}</li></ul></aside>"
    rendered = render(f"<h1>{TITLE}</h1>{STORY}{box}{STORY}")
    assert parts(rendered, "h2", SUMMARY, "li")[0] == "Poin Penting:"
    assert rendered.markup == sorted(rendered.markup, key=lambda span: (span[0], -span[1]))


def test_buttons_are_lines_of_their_own() -> None:
    rendered = render("<div><button>Suka 97</button><button>Bagikan</button><span>5 pembaruan</span></div>")
    assert rendered.text.split("\n") == ["Suka 97", "Bagikan", "5 pembaruan"]
    assert parts(rendered, "button") == ["Suka 97", "Bagikan"]


@pytest.mark.parametrize("name", WORDS["whole"]["examples"])
def test_what_a_post_is_filed_under_says_nothing_of_its_parts(name: str) -> None:
    assert not (FURNITURE | LABELLED) & set(kinds("article", {"class": name}))


def listed(page: str) -> bool:
    tree = LexborHTMLParser(page)
    declared = Declarations.of(tree)
    return is_listing(tree, declared, metadata(declared)["url"])


@pytest.mark.parametrize("title", WORDS["listing"]["examples"])
def test_titles_of_pages_without_an_article(title: str) -> None:
    assert listed(f"<title>{title}</title>")


@pytest.mark.parametrize("title", WORDS["listing"]["others"])
def test_headlines_that_begin_like_them(title: str) -> None:
    assert not listed(f"<title>{title}</title>")


def test_the_class_of_the_body_or_its_type_says_that_a_page_has_no_article() -> None:
    ours = '<script type="application/ld+json">{"@graph":[{"@type":"%s"}]}</script>'
    assert listed("<body class='error404 wp-theme'>")
    assert listed("<body class='com_content view-category layout-blog'>")
    assert listed(ours % "CollectionPage")
    assert listed("<body itemtype='https://schema.org/SearchResultsPage'>")
    assert listed("<body class='page-template-default page page-id-12 kentooz'>")
    assert not listed("<body class='single single-post archive-style'>")
    assert not listed(ours % "CollectionPage" + ours % "NewsArticle")


@pytest.mark.parametrize(
    "path",
    ["tag/banjir-rob", "author/sri-lestari/", "kategori/hukum/page/2", "redaksi/", "p/tentang-kami.html"],
)
def test_the_address_says_that_a_page_has_no_article(path: str) -> None:
    assert listed(f"<link rel=canonical href='https://kabartelaga.id/{path}'>")


@pytest.mark.parametrize(
    "path",
    [
        "",
        "kategori/polres-telaga-sita-ribuan-botol-miras",
        "2024/02/redaksi-kabar-telaga-didatangi-massa",
        "[tag/banjir",
    ],
)
def test_the_address_of_an_article_says_nothing(path: str) -> None:
    assert not listed(f"<link rel=canonical href='https://kabartelaga.id/{path}'>")


@pytest.mark.parametrize(
    "head",
    [
        "<meta property='og:type' content='article'>",
        "<meta property='article:published_time' content='2024-02-01T08:00:00+07:00'>",
        '<script type="application/ld+json">{"@type":"NewsArticle"}</script>',
    ],
)
def test_a_page_says_by_its_type_or_time_that_it_is_an_article(head: str) -> None:
    assert parts(render(f"<head>{head}</head><h1>{TITLE}</h1>{STORY}"), UNDECLARED) == []


def test_the_class_of_the_body_says_that_a_page_is_a_post() -> None:
    page = f"<body class='post-template-default single single-post postid-5'><h1>{TITLE}</h1>{STORY}</body>"
    assert parts(render(page), UNDECLARED) == []


def test_a_page_that_does_not_say_so_is_one_from_its_beginning_to_its_end() -> None:
    rendered = render(f"<meta property='og:type' content='website'><h1>{TITLE}</h1>{STORY}")
    assert parts(rendered, UNDECLARED) == [rendered.text]


def test_a_page_without_an_article_is_one_from_its_beginning_to_its_end() -> None:
    rendered = render(f"<title>404 - Kabar</title><body><h1>Ups</h1><p>{TEASERS[0]}</p></body>")
    assert parts(rendered, LISTING) == [rendered.text]
