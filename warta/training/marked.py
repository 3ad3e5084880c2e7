"""Pages with marks of links, headings and pictures, as tools write them that keep these: Markdown, Lynx."""

import re
from collections.abc import Iterator
from itertools import count
from typing import Final

from warta.terms import Role
from warta.training.layout import Block, Line, Piece, line
from warta.training.world import World

LINKED: Final = {
    Role.NAVIGATION: 0.95,
    Role.RELATED: 0.9,
    Role.SECTION: 0.85,
    Role.TAGS: 0.8,
    Role.SHARE: 0.6,
    Role.ADVERT: 0.5,
    Role.OUTLET: 0.5,
    Role.BYLINE: 0.4,
    Role.PROMO: 0.35,
    Role.LEGAL: 0.2,
    Role.COMMENT_FORM: 0.15,
    Role.OTHER: 0.1,
}
"""How often a line of a role is a link on a page whose links are kept."""
_HEADED: Final = {
    Role.RELATED: 0.35,
    Role.COMMENT_FORM: 0.35,
    Role.PROMO: 0.25,
    Role.BODY: 0.5,
    Role.NAVIGATION: 0.04,
}
"""How often a short line of a role is a heading."""
_SHORT: Final = 4
"""Words of a heading at most."""
_INK: Final = re.compile(r"\S(?:.*\S)?", re.DOTALL)
_PLACE: Final = re.compile(r"^(\w.*?\w)(\s*[-–—|].*)$", re.DOTALL)


def marked(blocks: list[Block], world: World, way: str) -> list[Block]:
    """The blocks as a tool writes them.

    Args:
        blocks: The blocks of a page.
        world: What the page is about.
        way: `markdown`; `reader`, which has lines on the page before it; `lynx`.
    """
    if way == "lynx":
        numbers = count(1)
        return [
            Block([_numbered(old, world, numbers) for old in block.lines], block.kind) for block in blocks
        ]
    sign = world.draw.choice(["#", "#", "##", "###"])
    written = [
        Block([new for old in block.lines for new in _lines(old, world, sign)], block.kind)
        for block in blocks
    ]
    if way == "markdown":
        return written
    again = [Block([_retitled(old) for old in block.lines], block.kind) for block in written]
    return [*_told(world, any(role is Role.BODY for _, role in _pieces(blocks))), *again]


def _pieces(blocks: list[Block]) -> Iterator[Piece]:
    return (piece for block in blocks for old in block.lines for piece in old)


def _told(world: World, article: bool) -> Iterator[Block]:
    """What a reader for language models writes before a page."""
    draw, said = world.draw, world.said
    yield Block([line(f"Title: {said['judul']}", Role.TITLE if article else Role.OTHER)])
    yield Block([line(f"URL Source: {_address(said['judul'], world)}", Role.OTHER)])
    if draw.chance(0.5):
        day = f"{said['tahun']}-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}"
        hour = f"{draw.randint(0, 23):02}:{draw.randint(0, 59):02}:00+07:00"
        when = line(f"Published Time: {day}T{hour}", Role.TIMESTAMP if article else Role.OTHER)
        yield Block([when])
    yield Block([line("Markdown Content:", Role.OTHER)])


def _retitled(old: Line) -> Line:
    return tuple((text, Role.TITLE_REPEAT if role is Role.TITLE else role) for text, role in old)


def _lines(old: Line, world: World, sign: str) -> Iterator[Line]:
    """A line with its marks, perhaps behind the picture that it tells of."""
    draw = world.draw
    if len(old) > 1:
        yield tuple(_within(piece, world) for piece in old)
        return
    text, role = old[0]
    if role is Role.CAPTION and draw.chance(0.6):
        yield _picture(text, world)
    if role is Role.TITLE and draw.chance(0.8):
        yield line(f"{sign} {text.strip()}", role)
    elif len(text.split()) <= _SHORT and draw.chance(_HEADED.get(role, 0)):
        head = text.strip()
        yield line(draw.choice([f"## {head}", f"### {head}", f"#### {head}", f"**{head}**"]), role)
    else:
        yield (_within(old[0], world),)


def _picture(text: str, world: World) -> Line:
    """A picture, with what it shows or without, perhaps as a link to itself."""
    draw = world.draw
    shown = text.replace("[", "").replace("]", "") if draw.chance(0.5) else ""
    label = draw.choice(["", "", f"Image {draw.randint(1, 9)}: ", f"Image {draw.randint(1, 9)}"]) + shown
    address = f"{_address(text, world)}.jpg"
    picture = f"![{label.strip()}]({address})"
    return line(
        f"[{picture}]({address})" if draw.chance(0.3) else picture, Role.CAPTION if shown else Role.OTHER
    )


def _within(piece: Piece, world: World) -> Piece:
    """A piece with its links and bold words."""
    draw, (text, role) = world.draw, piece
    if role is Role.BODY:
        return _prose(text, world), role
    if role is Role.DATELINE and draw.chance(0.4):
        return _PLACE.sub(r"**\1**\2", text), role
    if draw.chance(LINKED.get(role, 0)):
        return _INK.sub(lambda ink: _link(ink[0], world), text, count=1), role
    return piece


def _prose(text: str, world: World) -> str:
    """A paragraph, some of whose words are a link or bold."""
    draw = world.draw
    words = text.split(" ")
    if len(words) > 2 * _SHORT and draw.chance(0.15):
        first = draw.randint(1, len(words) - _SHORT)
        some = slice(first, first + draw.randint(1, _SHORT - 1))
        words[some] = [draw.choice([_link, _link, _bold])(" ".join(words[some]), world)]
    return " ".join(words)


def _bold(text: str, _: World) -> str:
    return f"**{text}**"


def _link(text: str, world: World) -> str:
    return text if "[" in text or "\n" in text else f"[{text}]({_address(text, world)})"


def _address(text: str, world: World) -> str:
    """An address of the page's site, or a path on it."""
    draw = world.draw
    words = "-".join(re.findall(r"[a-z\d]+", text.lower())[:8])
    path = draw.choice([f"/{words}", f"/read/{draw.randint(1000, 99999)}/{words}", f"/{words}.html"])
    return draw.choice(
        [f"https://{world.said['domain']}{path}", f"https://www.{world.said['domain']}{path}", path]
    )


def _numbered(old: Line, world: World, numbers: Iterator[int]) -> Line:
    """A line of Lynx, which numbers links."""
    return tuple(
        (_INK.sub(lambda ink: f"[{next(numbers)}]{ink[0]}", text, count=1), role)
        if world.draw.chance(LINKED.get(role, 0))
        else (text, role)
        for text, role in old
    )
