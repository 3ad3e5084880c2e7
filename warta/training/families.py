"""Families of layouts and the pages that are drawn from them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from warta.terms import Role
from warta.training.articles import ARTICLES
from warta.training.blocks import BLOCKS
from warta.training.draw import Draw, words
from warta.training.inside import end, interrupt
from warta.training.layout import Block, Line, Piece, render, spacing, tile
from warta.training.marked import marked
from warta.training.shown import SHOWN
from warta.training.structured import STRUCTURED
from warta.training.world import World, make_world

_ITEM: Final = re.compile(r"([a-z_|]+)(\?[\d.]*)?(?:x(\d))?")

_PLANS: Final = words("families")
_FAR: Final = frozenset(_PLANS["far"])
_BULLETS: Final = {
    "markdown": ("  * ", "* ", "- ", "", ""),
    "reader": ("*   ", "* ", "", ""),
    "lynx": ("     * ", "   + ", "   "),
}
"""What stands before the links of a list, by the tool that writes them."""
_PREFIXES: Final[dict[str, list[str]]] = _PLANS["prefixes"]


@dataclass(frozen=True, slots=True)
class Family:
    """A kind of layout.

    `head` and `tail` list blocks in their usual order: `name`, `name?` (every second page), `name?0.8`,
    `a|b` (one of them), `namex3` (one to three times).
    """

    name: str
    head: str
    tail: str
    years: tuple[int, int]
    languages: Mapping[str, float]
    articles: Mapping[str, float]
    inside: Mapping[str, float]
    modes: Mapping[str, float]
    glued: float
    case: str


def _read() -> dict[str, Family]:
    rows = [{**_PLANS["usual"], **row} for row in _PLANS["family"]]
    return {
        row["name"]: Family(
            **{**row, "years": tuple(row["years"]), "inside": {**_PLANS["anywhere"], **row["inside"]}}
        )
        for row in rows
    }


SHORT: Final = 0.1
"""Share of whole pages on which the article is a few paragraphs among all that stands on a page."""

FLAT: Final = 0.05
"""Share of whole pages in one line."""
FORETOLD: Final = 0.05
"""Share of articles whose first sentence stands above their dateline too."""

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
    world = make_world(draw, draw.one_of(family.languages), family.years)
    world.said["case"] = family.case or draw.choices(["", "lower", "upper"], [88, 6, 6])[0]
    mode, kind = draw.one_of(family.modes), draw.one_of(family.articles)
    world.whole = mode == "full"
    if world.whole and draw.chance(FLAT):
        mode = "flat"
    if kind in _PLANS["fragile"] and mode not in ("full", "near"):
        kind = "news"
    if world.whole and kind not in _PLANS["empty"] and draw.chance(SHORT):
        kind = "brief"
    world.said["judul"] = _own_headline(kind, world)
    article = _article(kind, family, world)
    head, tail = _around(family, mode, world)
    if kind in _PLANS["empty"]:
        head, tail = [[item for item in part if item not in _PLANS["of_articles"]] for part in (head, tail)]
    world.titled = "title" in head or "okezone_title" in head
    if not world.titled:
        head, tail = [[item for item in part if item != "title_again"] for part in (head, tail)]
    before, after = [BLOCKS[item](world) for item in head], [BLOCKS[item](world) for item in tail]
    blocks = [*before, Block(article, "prose")]
    way = draw.one_of(_PLANS["marks"]) if mode in ("full", "near", "bare") else ""
    if way:
        blocks, after = marked([*blocks, *after], world, way), []
    text, spans = tile(_set(blocks, after, way or mode, draw))
    return {"language": world.language, "text": text, "spans": spans}


def _set(article: list[Block], after: list[Block], mode: str, draw: Draw) -> list[Piece]:
    """Set the blocks up to the article's end, and those after it."""
    how = spacing(draw)
    if mode == "wrap":
        how = replace(how, wrap=draw.randint(50, 95), prose="\n")
    if mode in _BULLETS:
        how = replace(how, prose="\n\n", run=None, hard_space=0, bullet=draw.choice(_BULLETS[mode]))
    if mode == "lynx" or (mode == "markdown" and draw.chance(0.4)):
        how = replace(how, wrap=draw.randint(76, 80), wrap_links=True)
    if mode not in ("line", "flat"):
        return render([*article, *after], how, draw)
    joint = " " if mode == "flat" else draw.choice(["", " ", " ", " "])
    sign = " | " if draw.chance(0.2) else joint
    close = replace(how, line=sign, prose=joint, block=sign, bullet="", indent="", run=None, end="")
    if not after:
        return render(article, close, draw)
    between = (joint if mode == "flat" else draw.choice(["\n\n", "\n", joint]), Role.BLANK)
    return [*render(article, close, draw), between, *render(after, close, draw)]


def _around(family: Family, mode: str, world: World) -> tuple[list[str], list[str]]:
    """Draw the blocks before and after the article, as far as the extractor kept them."""
    draw = world.draw
    head, tail = _blocks(family.head, world), _blocks(family.tail, world)
    if world.whole:
        if draw.chance(0.3):
            tail.insert(draw.randint(0, len(tail)), draw.choice(_PLANS["stray"]))
        if draw.chance(0.2):
            head.append(draw.choice(_PLANS["between"]))
    elif mode in ("near", "wrap"):
        head, tail = _near(head, draw), _near(tail, draw)[: draw.randint(0, 4)]
    else:
        left = {"title": 0.55, "caption": 0.2}
        head = [item for item in head if draw.chance(left.get(item, 0))]
        tail = [item for item in _near(tail, draw) if item != "comments"][: draw.choice([0, 0, 1, 1, 2])]
        if draw.chance(0.08):
            tail.append("stamp")
    if draw.chance(0.12):
        head.insert(draw.randint(0, len(head)), draw.choice(_PLANS["stray"]))
    return head, tail


def _own_headline(kind: str, world: World) -> str:
    """The page's headline, with the mark of its kind in half of all cases."""
    draw, text = world.draw, world.headline()
    if kind in _PREFIXES and draw.chance(0.5):
        return draw.choice(_PREFIXES[kind]) + text
    return draw.choice(_PREFIXES["any"]) + text if draw.chance(0.04) else text


def _article(kind: str, family: Family, world: World) -> list[Line]:
    lines = (ARTICLES | STRUCTURED | SHOWN)[kind](world)
    if kind in _PLANS["empty"]:
        return lines
    told = _foretold(lines) if world.draw.chance(FORETOLD) else []
    return [*told, *end(world, interrupt(world, lines, family.inside, family.glued))]


def _foretold(lines: Sequence[Line]) -> list[Line]:
    """The first sentence, if there is one; some networks print it above the dateline as well."""
    bodies = [text for line in lines for text, role in line if role is Role.BODY]
    return [((body.split(". ")[0].strip().rstrip(".") + ".", Role.BODY),) for body in bodies[:1]]


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
    return [
        name
        for name in names
        if (name not in _FAR or draw.chance(0.04)) and draw.chance(0.9 if name == "title" else 0.75)
    ]
