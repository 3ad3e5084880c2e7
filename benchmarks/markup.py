"""The invented pages as HTML: the mark-up of sites around such lines, with styles, scripts and metadata."""

from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
import orjson
import polars as pl

from benchmarks.pages import pieces, put_in
from warta.terms import Role

_THEMES: Final = 24
_HEAD_RULES: Final = (60, 220)  # rules of the style sheet in a page's head

_WRAPPED: Final = {
    Role.TITLE: ('<h1 class="entry-title">', "</h1>"),
    Role.BODY: ("<p>", "</p>"),
    Role.DATELINE: ('<p><strong class="dateline">', "</strong></p>"),
    Role.CAPTION: (
        '<figure class="wp-caption"><img src="/foto/lain.jpg" alt=""><figcaption>',
        "</figcaption></figure>",
    ),
    Role.BYLINE: ('<div class="author vcard"><a class="fn" href="/author/a">', "</a></div>"),
    Role.TIMESTAMP: ('<time class="entry-date" datetime="">', "</time>"),
    Role.RELATED: ('<li class="related-item"><a href="/berita/lain.html" rel="bookmark">', "</a></li>"),
    Role.NAVIGATION: ('<li class="menu-item"><a href="/rubrik">', "</a></li>"),
    Role.TAGS: ('<a href="/tag/a" rel="tag">', "</a>"),
    Role.SECTION: ('<a href="/rubrik" rel="category tag">', "</a>"),
    Role.SHARE: ('<a class="share-button" href="#"><svg width="16"></svg><span>', "</span></a>"),
    Role.COMMENT: ('<div class="comment-content"><p>', "</p></div>"),
    Role.COMMENT_FORM: ('<p class="comment-form-field"><label>', '</label><input type="text" size="30"></p>'),
    Role.LEGAL: ('<div class="site-info"><small>', "</small></div>"),
    Role.ADVERT: ('<div class="ads" id="ad-1"><span>', "</span></div>"),
    Role.PROMO: ('<div class="widget promo"><span>', "</span></div>"),
}
_LINK: Final = "/lain."
"""What stands for the addresses of other pages and of pictures, of which no two are the same."""
_NUMBER: Final = pl.int_range(pl.len())
_OTHER: Final = ('<div class="meta"><span>', "</span></div>")
_GROUPS: Final = {
    Role.RELATED: ('<div class="jp-relatedposts"><ul class="related-list">', "</ul></div>"),
    Role.NAVIGATION: ('<nav class="main-navigation"><ul class="menu">', "</ul></nav>"),
    Role.TAGS: ('<div class="tags-links">', "</div>"),
    Role.SHARE: ('<div class="sharedaddy social-links">', "</div>"),
    Role.COMMENT: ('<section class="comments-area"><ol class="comment-list">', "</ol></section>"),
    Role.COMMENT_FORM: (
        '<div class="comment-respond"><form action="/comment" method="post">',
        "</form></div>",
    ),
    Role.LEGAL: ('<footer class="site-footer">', "</footer>"),
}

_PAGE: Final = (
    '<!DOCTYPE html>\n<html lang="id"><head><meta charset="utf-8"><title>{} - {}</title>'
    '<meta name="viewport" content="width=device-width"><link rel="canonical" href="{}">'
    '<meta property="og:title" content="{}"><meta property="og:type" content="article">'
    '<meta property="og:site_name" content="{}"><meta property="article:published_time" content="{}">'
    '<meta name="author" content="{}"><script type="application/ld+json">{}</script>{}</head>'
    '<body class="single single-post"><div id="page" class="site"><main id="content"><article class="post">'
    "{}</article></main></div>{}</body></html>\n"
)


def write(path: Path, count: int, seed: int = 2) -> None:
    """Write up to 10,000 HTML pages as JSON Lines: `id`, `url`, `fetched_at`, `html`."""
    rows, told = pieces(0, seed, whole=1.0)
    fresh = path.with_suffix(".new")
    with fresh.open("wb") as file:
        for pages in told.head(count).iter_slices(1_000):
            documents(rows.join(pages.select("page"), on="page", how="semi"), pages).write_ndjson(file)
    fresh.replace(path)


def documents(rows: pl.DataFrame, told: pl.DataFrame) -> pl.DataFrame:
    """Pages in pieces (`benchmarks.pages.pieces`) as HTML."""
    role = pl.col("role")
    printed = rows.filter(role != Role.BLANK).with_columns(
        pl.col("text")
        .str.strip_chars()
        .str.replace_many(["&", "<", ">", '"'], ["&amp;", "&lt;", "&gt;", "&quot;"])
    )
    first = role.ne_missing(role.shift(1).over("page"))
    last = role.ne_missing(role.shift(-1).over("page"))
    marked = printed.with_columns(
        html=pl.concat_str(
            pl.when(first).then(_side(_GROUPS, 0, "")).otherwise(pl.lit("")),
            _side(_WRAPPED, 0, _OTHER[0]).str.replace(
                _LINK, pl.format("/{}-{}.", "page", _NUMBER), literal=True
            ),
            "text",
            _side(_WRAPPED, 1, _OTHER[1]),
            pl.when(last).then(_side(_GROUPS, 1, "")).otherwise(pl.lit("")),
            pl.lit("\n"),
        )
    )
    head, foot = (pl.Series(part) for part in _themes())
    theme = pl.col("number") % _THEMES
    pages = (
        marked.group_by("page", maintain_order=True).agg(pl.col("html").str.join("")).join(told, on="page")
    )
    heads = pages.select(theme).to_series()
    pages = pages.with_columns(
        put_in(pl.col("html")),
        title=put_in(pl.col("title")).str.replace_all('"', "&quot;", literal=True),
        head=head.gather(heads),
        foot=foot.gather(heads),
        published=pl.col("date").dt.strftime("%Y-%m-%dT08:00:00+07:00"),
    )
    linked = pages.select(
        **{"@context": pl.lit("https://schema.org"), "@type": pl.lit("NewsArticle")},
        headline="title",
        datePublished="published",
        author=pl.struct(name="penulis"),
        publisher=pl.struct(name="media"),
    )
    data = [orjson.dumps(row).decode() for row in linked.iter_rows(named=True)]
    html = pl.format(
        _PAGE,
        *("title", "media", "url", "title", "media", "published", "penulis", pl.Series("data", data)),
        *("head", "html", "foot"),
    )
    return pages.select("id", "url", "fetched_at", html=html)


def _side(pairs: dict[Role, tuple[str, str]], side: int, otherwise: str) -> pl.Expr:
    return pl.col("role").replace_strict(
        {role.value: pair[side] for role, pair in pairs.items()}, default=otherwise, return_dtype=pl.String
    )


@cache
def _themes() -> tuple[list[str], list[str]]:
    """What the themes of sites put into the heads and at the ends of all their pages."""
    draw = np.random.default_rng(3)
    heads, feet = [], []
    for theme in range(_THEMES):
        rules = [
            f".t{theme}-{number} .box-{draw.integers(99)}{{margin:{draw.integers(40)}px auto;padding:0;"
            f"color:#{draw.integers(1 << 24):06x};font:{draw.integers(10, 30)}px/1.5 sans-serif}}"
            for number in range(draw.integers(*_HEAD_RULES))
        ]
        calls = [
            f'dataLayer.push({{"event":"e{draw.integers(1 << 30)}","slot":"/{draw.integers(1 << 30)}/a"}});'
            for _ in range(draw.integers(20, 90))
        ]
        links = "".join(
            f'<link rel="preload" href="/assets/{draw.integers(1 << 30)}.js" as="script">' for _ in range(12)
        )
        heads.append(f"{links}<style>{chr(10).join(rules)}</style><script>{chr(10).join(calls)}</script>")
        feet.append(f"<script>{chr(10).join(calls[::2])}</script>")
    return heads, feet
