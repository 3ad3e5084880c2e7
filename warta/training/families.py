"""Families of layouts and the pages that are drawn from them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from warta.terms import Role
from warta.training.articles import ARTICLES
from warta.training.blocks import BLOCKS
from warta.training.draw import Draw, words
from warta.training.inside import end, interrupt
from warta.training.layout import Block, Line, render, spacing, tile
from warta.training.world import World, make_world

_ITEM: Final = re.compile(r"([a-z_|]+)(\?[\d.]*)?(?:x(\d))?")

_FAR: Final = frozenset(
    {
        "skip",
        "tools",
        "today",
        "menu",
        "menu_police",
        "menu_government",
        "menu_site",
        "trending",
        "ticker",
        "promo",
    }
    | {
        "social",
        "native_adverts",
        "menu_rows",
        "visitors",
        "agenda",
        "on_air",
        "marked_topics",
        "official",
        "hotline",
    }
    | {
        "schedule",
        "player",
        "notice",
        "archive",
        "regions",
        "market",
        "score",
        "network",
        "hosts",
        "reactions",
    }
    | {"advert", "widget", "other", "cookies", "footer", "legal", "outlet", "logo"}
)
"""Blocks that an extractor which looks for the article leaves out."""

_OF_ARTICLES: Final = frozenset({"title", "title_again", "tags", "section", "counters", "prev_next"})

_MODES: Final = {"full": 44, "near": 25, "bare": 20, "line": 6, "wrap": 5}
"""What the extractor kept: the page, the article's surroundings, the article; one line; broken lines."""

_STRAY: Final = (
    "promo",
    "advert",
    "other",
    "counters",
    "share",
    "related",
    "menu",
    "widget",
    "trending",
    "more",
    "title_again",
    "tags",
    "section",
    "bare_headlines",
    "cookies",
)


@dataclass(frozen=True, slots=True)
class Family:
    """A kind of layout.

    `head` and `tail` list blocks in their usual order: `name`, `name?` (every second page), `name?0.8`,
    `a|b` (one of them), `namex3` (one to three times).
    """

    name: str
    head: str
    tail: str
    years: tuple[int, int] = (2010, 2026)
    languages: Mapping[str, float] = field(default_factory=lambda: {"id": 1})
    articles: Mapping[str, float] = field(
        default_factory=lambda: {
            "news": 6,
            "brief": 1,
            "column": 0.3,
            "listing": 0.7,
            "table": 0.5,
            "interview": 0.2,
            "check": 0.3,
            "recipe": 0.2,
            "live": 0.12,
            "video": 0.1,
            "gallery": 0.1,
        }
    )
    inside: Mapping[str, float] = field(
        default_factory=lambda: {"related_line": 0.8, "advert": 0.3, "caption": 0.2}
    )
    modes: Mapping[str, float] = field(default_factory=lambda: _MODES)
    glued: float = 0.1
    case: str = ""


def _read() -> dict[str, Family]:
    rows: list[dict[str, Any]] = words("families")["family"]
    for row in rows:
        if "years" in row:
            row["years"] = tuple(row["years"])
    return {row["name"]: Family(**row) for row in rows}


FAMILIES: Final = _read()
"""All families by their names."""


def generate(seed: int, count: int, families: Sequence[str] | None = None) -> Iterator[dict[str, Any]]:
    """Write invented pages with their spans.

    Page number n of a seed is the same whatever the count.

    Args:
        seed: Where all choices come from.
        count: How many pages.
        families: The families to take in turn; all of them if none are named.

    Yields:
        Rows with `id`, `family`, `language`, `text` and `spans` (`start`, `end`, `role`; they tile the text,
        white space has the role `blank`).
    """
    names = list(families or FAMILIES)
    for number in range(count):
        family = FAMILIES[names[number % len(names)]]
        draw = Draw(f"{seed}/{number}/{family.name}")
        yield {"id": f"{family.name}-{seed}-{number}", "family": family.name, **_page(family, draw)}


def _page(family: Family, draw: Draw) -> dict[str, Any]:
    language = draw.one_of(family.languages)
    world = make_world(draw, language, family.years)
    world.said["case"] = family.case or draw.choices(["", "lower", "upper"], [88, 6, 6])[0]
    kind = draw.one_of(family.articles)
    world.said["judul"] = _own_headline(kind, world)
    mode = draw.one_of(family.modes)
    how = spacing(draw)
    article = _article(kind, family, world)
    head, tail = _blocks(family.head, world), _blocks(family.tail, world)
    if mode in ("near", "wrap"):
        head, tail = _near(head, draw), _near(tail, draw)[: draw.randint(0, 4)]
    elif mode in ("bare", "line"):
        head = [item for item in head if item == "title" and draw.chance(0.55)]
        tail = [item for item in _near(tail, draw) if item != "comments"][: draw.choice([0, 0, 1, 1, 2])]
    if mode == "full" and draw.chance(0.3):
        tail.insert(draw.randint(0, len(tail)), draw.choice(_STRAY))
    if draw.chance(0.12):
        head.insert(draw.randint(0, len(head)), draw.choice(_STRAY))
    if mode == "wrap":
        how = replace(how, wrap=draw.randint(50, 95), prose="\n")
    if not article:
        head, tail = [[item for item in part if item not in _OF_ARTICLES] for part in (head, tail)]
    before, after = [BLOCKS[item](world) for item in head], [BLOCKS[item](world) for item in tail]
    pieces = render([*before, Block(article, "prose"), *after], how, draw)
    if mode == "line":
        joint = draw.choice(["", " ", " ", " "])
        close = replace(how, line=joint, prose=joint, block=joint, bullet="", indent="", run=None)
        pieces = render([*before, Block(article, "prose")], close, draw)
        if after:
            pieces += [
                (draw.choice(["\n\n", "\n", joint]), Role.BLANK),
                *render(after, replace(close, end=how.end), draw),
            ]
    text, spans = tile(pieces)
    return {"language": language, "text": text, "spans": spans}


_PREFIXES: Final = {
    "gallery": ("FOTO: ", "Foto: ", "[FOTO] ", "Galeri Foto: ", "In Picture: "),
    "video": ("VIDEO: ", "Video: ", "[VIDEO] ", "Detik-detik "),
    "live": ("LIVE: ", "Live Report: ", "[LIVE] ", "Langsung: "),
    "check": ("[SALAH] ", "Cek Fakta: ", "Hoaks! ", "[HOAX] "),
    "column": ("Opini: ", "Tajuk: ", "Kolom: "),
    "recipe": ("Resep: ", "Resep "),
}


def _own_headline(kind: str, world: World) -> str:
    """The page's headline, with the mark of its kind in half of all cases."""
    draw, text = world.draw, world.headline()
    if kind in _PREFIXES and draw.chance(0.5):
        return draw.choice(_PREFIXES[kind]) + text
    return draw.choice(["[POPULER] ", "Breaking: ", "Terbaru! "]) + text if draw.chance(0.02) else text


def _article(kind: str, family: Family, world: World) -> list[Line]:
    lines = ARTICLES[kind](world)
    if kind == "nothing":
        return lines
    return end(world, interrupt(world, lines, family.inside, family.glued))


def _blocks(plan: str, world: World) -> list[str]:
    """Draw the blocks of one page from a family's plan, with some out of their order."""
    draw = world.draw
    names: list[str] = []
    for item in plan.split():
        match = _ITEM.fullmatch(item)
        if not match:
            raise ValueError(f"not a block: {item}")
        name, share, times = match.groups()
        wanted = 1.0 if share is None else float(share[1:] or 0.5)
        if draw.chance(wanted if wanted < 1 else 0.95 if name != "title" else 0.99):
            names += [draw.choice(name.split("|")) for _ in range(draw.randint(1, int(times or 1)))]
    for place in range(len(names) - 1):
        if draw.chance(0.07):
            names[place : place + 2] = names[place + 1], names[place]
    return names


def _near(names: Sequence[str], draw: Draw) -> list[str]:
    return [name for name in names if (name not in _FAR or draw.chance(0.04)) and draw.chance(0.75)]
