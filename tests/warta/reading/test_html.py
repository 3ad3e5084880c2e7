"""HTML pages: what reaches the text, how it is laid out, where the article stands."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.warta.reading.html_layouts import CAPTION, LAYOUTS, PARAGRAPHS, READER, RELATED, TEASERS, TITLE
from warta.frames import METADATA
from warta.reading.decoding import Decoded, Undecodable
from warta.reading.html import Rendered, decode_html, render
from warta.reading.html_kinds import FURNITURE

LONG = PARAGRAPHS[1]


def parts(rendered: Rendered, *kinds: str) -> list[str]:
    return [rendered.text[start:end] for start, end, kind in rendered.markup if kind in kinds]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_article_is_found_in_every_layout_with_nothing_of_others(layout: str) -> None:
    rendered = render(LAYOUTS[layout])
    article = "\n".join(parts(rendered, "article"))
    assert [text for text in PARAGRAPHS if text not in article] == []
    furniture = "\n".join(parts(rendered, *FURNITURE))
    strangers = [text for text in (*TEASERS, *RELATED, READER) if text in article and text not in furniture]
    assert strangers == []


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_paragraph_is_a_line_of_its_own(layout: str) -> None:
    lines = render(LAYOUTS[layout]).text.split("\n")
    assert [text for text in (TITLE, *PARAGRAPHS) if text not in lines] == []


@pytest.mark.parametrize("layout", ["wordpress", "tagdiv", "amp"])
def test_captions_are_named_and_no_lead(layout: str) -> None:
    rendered = render(LAYOUTS[layout])
    assert CAPTION in parts(rendered, "caption")
    assert CAPTION not in parts(rendered, "lead", "article")


def test_prose_between_headline_and_article_is_its_lead() -> None:
    lead = "Ronda malam yang sempat hilang selama pandemi kembali dihidupkan oleh warga empat dusun."
    body = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    head = f"<h1>{TITLE}</h1><h2 class=sub>{lead}</h2><div class=meta><span>Admin</span></div>"
    page = f"{head}<div class=entry-content>{body}</div>"
    assert parts(render(page), "lead") == [lead]


@pytest.mark.parametrize(
    "unseen",
    [
        "<script>var rahasia = '<p>rahasia</p>';</script>",
        "<style>.rahasia{}</style>",
        "<noscript><p>rahasia</p></noscript>",
        "<template><p>rahasia</p></template>",
        "<!-- rahasia -->",
        "<div hidden>rahasia</div>",
        "<div style='color:red; DISPLAY : none'>rahasia</div>",
        "<span class='sr-only'>rahasia</span>",
        "<div class='d-none'><div><p>rahasia</p></div></div>",
        "<div id='cookie-notice'>rahasia</div>",
        "<div class='cc-window cc-banner'>rahasia</div>",
        "<select><option>rahasia</option></select>",
        "<textarea>rahasia</textarea><input value=rahasia>",
        "<svg><title>rahasia</title><text>rahasia</text></svg>",
        "<iframe src=x>rahasia</iframe><object>rahasia</object>",
        "<img alt=rahasia title=rahasia>",
        "<dialog>rahasia</dialog>",
        "<noframes><p>rahasia</noframes><noembed><p>rahasia</noembed>",
    ],
)
def test_what_a_reader_does_not_see_is_not_in_the_text(unseen: str) -> None:
    text = render(f"<body><p>{LONG}</p>{unseen}<p>Selesai.</p>").text
    assert text == f"{LONG}\n\nSelesai."


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Satu<script><!-- document.write('<script></script>'); //--></script> dua", "Satu dua"),
        ("<p>Satu<template><script>'</p>'</script><template>x</template></template> dua", "Satu dua"),
        ("<p>Satu<svg><style>&lt;svg&gt;<g></g>&lt;svg&gt;</style></svg> dua", "Satu dua"),
        ("<p>Satu<iframe><svg><p></iframe> dua", "Satu dua"),
        ("<p>Satu<?php echo '-->' ?> dua", "Satu' ?> dua"),
        ("<p>Satu<!-- <p> -- > <script> --> dua", "Satu dua"),
        ("<p title='a > b <p> \" c' a\"b='>'>Satu</p>dua", "Satu\n\ndua"),
        ("<span hidden>x<span>y</span><!--</span>-->z</span>Satu", "Satu"),
        ("Satu<math><link>x</link></math><p>dua", "Satux\n\ndua"),
        ("<h1>Satu<math><wbr>x</wbr></math></h1>", "Satux"),
        ("<div>Satu<xmp><p>x &amp; <b></xmp></div>dua", "Satu\n\n<p>x &amp; <b>\n\ndua"),
        ("Satu<plaintext></p><script>dua", "Satu\n\n</p><script>dua"),
        ("<p>Satu <b <!-- x>dua</b> tiga", "Satu dua tiga"),
        ('<p>Satu<!-- <a href="x --> dua<p title="y">tiga', "Satu dua\n\ntiga"),
        ('<p>Satu &lt;a href="/x"&gt; dua', 'Satu <a href="/x"> dua'),
        ("<div hidden><div>x</div>y</div>Satu", "Satu"),
    ],
)
def test_what_only_looks_like_markup_leaves_the_elements_around_it_whole(html: str, text: str) -> None:
    assert render(html).text == text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<pre>\nSatu\ndua\n\n<b>tiga</b> empat</pre>lima", "Satu\ndua\n\ntiga empat\n\nlima"),
        ("<pre>Satu\n<b>dua</b>\ntiga\n<br>empat</pre>", "Satu\ndua\ntiga\n\nempat"),
        ("<pre>Satu\n&nbsp;\ndua\n&nbsp;</pre>tiga", "Satu\n\ndua\n\ntiga"),
        ("<p style='white-space: pre-line'>Satu\n\n  dua</p>", "Satu\n\ndua"),
        ("<p class='mt-2 whitespace-pre-wrap'>Satu: <a href=/x>dua</a>\n\ntiga</p>", "Satu: dua\n\ntiga"),
        ("<p style='white-space: nowrap'>Satu\n\n  dua</p>", "Satu dua"),
        ("<p>Satu <a href=/x>dua</a>\n\ntiga\nempat</p>", "Satu dua tiga empat"),
    ],
)
def test_line_breaks_count_where_the_page_says_that_they_are_shown(html: str, text: str) -> None:
    assert render(html).text == text


def test_what_is_hidden_on_some_screens_only_is_in_the_text() -> None:
    assert render("<div class='d-none d-md-block'>terlihat</div>").text == "terlihat"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Satu</p><p>Dua</p>", "Satu\n\nDua"),
        ("<div>Satu<br>Dua<br><br>Tiga</div>", "Satu\nDua\n\nTiga"),
        ("<ul><li>Satu</li><li>Dua</li></ul>Tiga", "Satu\nDua\n\nTiga"),
        ("<p>Kata <b>te</b>bal\n  dan   <i> miring </i> .</p>", "Kata tebal dan miring ."),
        ("<p>10&nbsp;orang</p>&nbsp;<p>&nbsp;</p><p>pulang</p>", "10\u00a0orang\n\npulang"),
        ("<b>Oleh</b>&nbsp;<i>Wirahadi</i>", "Oleh\u00a0Wirahadi"),
        ("<a href=1>Hukum</a><a href=2>Politik</a>", "Hukum Politik"),
        ("<p><a href=1>Polri</a>-<a href=2>TNI</a></p>", "Polri-TNI"),
        ("Satu<div></div>dua<hr>tiga<b></b>empat<div hidden></div>lima", "Satu\n\ndua\n\ntigaempatlima"),
        ("<a>Hukum</a><select><option>x</select><a>Politik</a>", "Hukum Politik"),
        ("<p>Satu<br>&nbsp;<br>Dua<b><br></b> <br>Tiga", "Satu\n\nDua\n\nTiga"),
        ("<p>Kapolsek<!-- x --> Karangrejo</p>", "Kapolsek Karangrejo"),
        ("<p>R&amp;D &ldquo;aman&rdquo; &#8211; 5 &lt; 6</p>", "R&D “aman” – 5 < 6"),
        ("<a href=x><div>Judul</div><div>Ringkasan</div></a>", "Judul\n\nRingkasan"),
        (
            "<table><tr><td>TPS 1</td><td>210</td></tr><tr><td>TPS 2</td></tr></table>",
            "TPS 1\n\n210\n\nTPS 2",
        ),
        ("<p>Satu<p>Dua<div>Tiga", "Satu\n\nDua\n\nTiga"),
        ("", ""),
        ("Tanpa markah sama sekali", "Tanpa markah sama sekali"),
    ],
)
def test_blocks_become_lines(html: str, text: str) -> None:
    assert render(html).text == text


def test_spans_give_back_what_the_markup_holds() -> None:
    rendered = render("<nav><a href=/>Beranda</a></nav><h1> Ronda <em>malam</em></h1><time>Rabu</time>")
    assert [(kind, rendered.text[start:end]) for start, end, kind in rendered.markup] == [
        ("undeclared", rendered.text),
        ("nav", "Beranda"),
        ("a", "Beranda"),
        ("h1", "Ronda malam"),
        ("time", "Rabu"),
    ]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_outer_spans_come_before_those_in_them(layout: str) -> None:
    places = [(start, -end) for start, end, _ in render(LAYOUTS[layout]).markup]
    assert places == sorted(places)


def test_furniture_that_claims_to_hold_the_article_is_not_believed() -> None:
    body = "".join(f"<p>{text}</p>" for text in PARAGRAPHS * 2)
    rendered = render(f"<div class='sidebar-left related'><div class=x>{body}</div></div>")
    assert parts(rendered, "aside", "related") == []
    assert PARAGRAPHS[0] in "".join(parts(rendered, "article"))


def test_a_page_of_headlines_has_no_article() -> None:
    items = "".join(
        f"<li><a href=/{n}>Judul berita ke-{n} tentang kejadian di kecamatan</a></li>" for n in range(40)
    )
    assert parts(render(f"<h1>Indeks</h1><ul>{items}</ul>"), "article") == []


@given(st.text(alphabet="<>/=\"' abp&;!-div\u00e9\U0001f600", max_size=300))
def test_any_markup_gives_spans_inside_the_text_and_metadata_that_fit(html: str) -> None:
    rendered = render(html)
    assert all(0 <= start < end <= len(rendered.text) for start, end, _ in rendered.markup)
    assert rendered.text == rendered.text.strip("\n ")
    assert pl.Series([rendered.metadata], dtype=METADATA).len() == 1


@given(st.sampled_from(sorted(LAYOUTS)), st.integers(0, 4000))
def test_a_page_cut_off_anywhere_is_rendered(layout: str, length: int) -> None:
    assert render(LAYOUTS[layout][:length]) == render(LAYOUTS[layout][:length])


SENTENCE = "Kafé di Jalan Wiratama – “ramai”"


def test_a_few_nulls_make_no_page_binary() -> None:
    sentences = SENTENCE.encode() * 20
    decoded = decode_html(b"<p>" + sentences[:40] + b"\0\0" + sentences[40:])
    assert isinstance(decoded, Decoded)
    assert decoded.text == f"<p>{SENTENCE * 20}"
    assert isinstance(decode_html(b"<p>" + b"\0".join([SENTENCE.encode()[:10]] * 40)), Undecodable)


@pytest.mark.parametrize(
    ("raw", "hint", "encoding"),
    [
        (SENTENCE.encode(), None, "utf-8"),
        (b"\xef\xbb\xbf" + SENTENCE.encode(), "iso-8859-1", "utf-8-sig"),
        (b"<meta charset='iso-8859-1'>" + SENTENCE.encode(), "windows-1252", "utf-8"),
        (SENTENCE.encode("cp1252"), "ISO-8859-1", "cp1252"),
        (b"<meta charset=windows-1252>" + SENTENCE.encode("cp1252"), None, "cp1252"),
        (
            b'<META http-equiv=Content-Type content="text/html; charset=ISO-8859-1">'
            + SENTENCE.encode("cp1252"),
            None,
            "cp1252",
        ),
        (b"<meta charset=windows-1252>" + SENTENCE.encode("cp1252"), "utf-8", "cp1252"),
        (SENTENCE.encode("utf-16"), None, "utf-16"),
    ],
)
def test_the_charset_is_what_the_bytes_are_before_what_the_page_claims(
    raw: bytes, hint: str | None, encoding: str
) -> None:
    decoded = decode_html(raw, hint)
    assert isinstance(decoded, Decoded)
    assert decoded.encoding == encoding
    assert SENTENCE in decoded.text


@pytest.mark.parametrize("named", ["hex", "zlib", "idna", "undefined", "klingon"])
def test_a_charset_that_is_none_is_passed_over(named: str) -> None:
    raw = f"<meta charset={named}>{SENTENCE}".encode("cp1252")
    decoded = decode_html(raw, named)
    assert isinstance(decoded, Decoded)
    assert SENTENCE in decoded.text
