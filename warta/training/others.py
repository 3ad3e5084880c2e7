"""Blocks about other articles: headlines, teasers, what is read most, what comes next."""

from collections.abc import Callable
from typing import Final

from warta.terms import Role
from warta.training.articles import lead, opening, paragraph, sentence
from warta.training.layout import Block, Line, line
from warta.training.world import World


def teaser(world: World) -> str:
    """The first words of another article, whole or cut off."""
    other = world.elsewhere()
    text = lead(other) if world.draw.chance(0.8) else f"{lead(other)} {sentence(other)}"
    form = world.draw.random()
    if form < 0.62 or not world.whole:
        cut = text[: world.draw.randint(50, max(51, len(text) - 5))].rsplit(" ", 1)[0]
        return cut + world.draw.choice(["...", "…", " ...", "[…]", " […]", "", ".."])
    return world.line("dateline") + text if form < 0.68 else text


def prev_next(world: World) -> Block:
    """The articles before and after."""
    if world.draw.chance(0.15):
        back, on = world.draw.choice(
            [("← ", " →"), ("« ", " »"), ("‹ ", " ›"), ("Prev: ", ""), ("<< ", " >>")]
        )
        texts = [back + world.elsewhere().headline(), world.elsewhere().headline() + on]
        return Block([line(text, Role.NAVIGATION) for text in texts])
    lines = []
    labelled, named = world.draw.chance(0.9), world.draw.chance(0.75)
    for _ in range(2):
        if labelled or not named:
            lines.append(line(world.line("prev_next"), Role.NAVIGATION))
        if named:
            lines.append(line(world.elsewhere().headline(), Role.NAVIGATION))
    return Block(lines)


_STAMPS: Final = (
    "{stamp_day}",
    "{stamp_day} | {jam}",
    "{tgl_long}",
    "{n:2-20} jam lalu",
    "{hari_ke} {bulan_pendek} {tahun}",
    "{stamp_day} {jam} {zona}",
    "{n:1-9} hari yang lalu",
    "{bulan_ini} {hari_ke}, {tahun}",
)
_COUNTS: Final = ("{n:2-99} Komentar", "dibaca {n:100-999} kali", "{n:100-999} views", "{n:2-90}rb tayangan")
_PARTS: Final = {
    "number": 0.12,
    "section": 0.18,
    "duration": 0.05,
    "before": 0.12,
    "headline": 1.0,
    "author": 0.06,
    "meta": 0.1,
    "after": 0.2,
    "counter": 0.1,
    "teaser": 0.2,
    "more": 0.05,
}
"""How often a block shows each part of its items, in the order of printing."""


CHANNELS: Final = 0.08
"""Share of blocks of a network, mostly long: headlines under sections with its name (`kabarSport`)."""


def related(world: World) -> Block:
    """Other articles: headlines with or without a heading, numbers, sections, dates, counts, teasers."""
    draw = world.draw
    lines = [line(world.line("related_heading"), Role.RELATED)] if draw.chance(0.82) else []
    if draw.chance(0.06):
        lines.append(line(world.line("related_heading"), Role.RELATED))
    if draw.chance(0.04):
        lines.append(line(world.line("tabs"), Role.NAVIGATION))
    channels = world.said["media"].split()[0].lower() if draw.chance(CHANNELS) else ""
    counts = [draw.randint(1, 6), draw.randint(4, 14), draw.randint(12, 40)]
    count = draw.choices(counts, [20, 40, 40] if channels else [60, 32, 8])[0]
    shown = [part for part, share in _PARTS.items() if draw.chance(share) or (part == "section" and channels)]
    number, stamp = draw.choice(["{0}", "{0}.", "0{0}", "#{0}", "{0})"]), draw.choice(_STAMPS)
    glued, mark = draw.chance(0.1), draw.choice(["»", "|", "•", "›", "-"]) if draw.chance(0.05) else ""
    for place in range(1, count + 1):
        item = [_part(world, part, number.format(place), stamp, channels) for part in shown]
        lines += [tuple((text + " ", role) for one in item for text, role in one)] if glued else item
        lines += [line(mark, Role.RELATED)] if mark else []
    if draw.chance(0.12):
        lines.append(line(world.line("more"), Role.NAVIGATION))
    return Block(lines, "links" if set(shown) <= {"number", "headline"} and draw.chance(0.6) else "plain")


def _part(world: World, part: str, number: str, stamp: str, channels: str) -> Line:
    """Print one part of an item of a block of other articles; `channels` begins the names of sections."""
    draw = world.draw
    if part == "more":
        return line(world.line("more"), Role.NAVIGATION)
    if part == "headline" and world.titled and draw.chance(0.005):  # the page's own among the most read
        return line(world.said["judul"], Role.TITLE_REPEAT)
    if part == "counter":
        return line(world.write(draw.choice(_COUNTS)), Role.COUNTER)
    texts: dict[str, Callable[[], str]] = {
        "number": lambda: number,
        "section": lambda: (
            channels + world.line("menu").split()[0].title() if channels else world.line("menu")
        ),
        "duration": lambda: f"{draw.randint(0, 19)}:{draw.randint(0, 59):02}",
        "before": lambda: world.write(stamp),
        "headline": lambda: world.elsewhere().headline(),
        "author": lambda: world.write("<|oleh |by >{orang}"),
        "meta": lambda: world.line("related_meta"),
        "after": lambda: world.write(stamp),
        "teaser": lambda: teaser(world),
    }
    return line(texts[part](), Role.RELATED)


def bare_headlines(world: World) -> Block:
    """Headlines of other articles without any heading."""
    return Block([line(world.elsewhere().headline(), Role.RELATED) for _ in range(world.draw.randint(2, 7))])


def other_articles(world: World) -> Block:
    """Other articles with long leads or their first paragraphs."""
    draw = world.draw
    lines = [line(world.line("related_heading"), Role.RELATED)] if draw.chance(0.6) else []
    before, meta, ends = (draw.chance(share) for share in (0.35, 0.6, 0.5))
    most = draw.choice([0, 0, 1, 2])
    for _ in range(draw.randint(2, 9)):
        other = world.elsewhere()
        if before:
            lines.append(line(world.line("menu"), Role.RELATED))
        lines.append(line(other.headline(), Role.RELATED))
        if meta:
            lines.append(line(world.line("related_meta"), Role.RELATED))
        texts = [paragraph(other, 1, 4)[0][0] for _ in range(draw.randint(0, most))]
        lines += [line(text, Role.RELATED) for text in [lead(other), *texts]]
        if ends:
            lines.append(line(world.line("more"), Role.NAVIGATION))
    return Block(lines)


def blurbs(world: World) -> Block:
    """Other articles as a front page shows them: a headline and a sentence, some under their section."""
    draw = world.draw
    sectioned, summed = draw.choice([0.0, 0.0, 0.4, 0.9]), draw.choice([0.3, 0.7, 1.0])
    stamped = draw.chance(0.3)
    lines: list[Line] = []
    for _ in range(draw.choices([draw.randint(1, 4), draw.randint(3, 16)], [55, 45])[0]):
        other = world.elsewhere()
        if draw.chance(sectioned):
            lines.append(line(world.line("menu"), Role.RELATED))
        lines.append(line(other.headline(), Role.RELATED))
        if stamped:
            lines.append(line(world.line("related_meta"), Role.RELATED))
        if draw.chance(summed):
            lines.append(line(sentence(other), Role.RELATED))
    return Block(lines)


def highlights(world: World) -> Block:
    """What other articles say, in a sentence each, above the article; each perhaps twice."""
    draw = world.draw
    lines = [line(world.line("highlight_heading"), Role.RELATED)]
    twice = draw.chance(0.6)
    for _ in range(draw.choice([1, 1, 2, 3])):
        said = line(sentence(world.elsewhere()), Role.RELATED)
        lines += [said, said] if twice else [said]
    return Block(lines)


def next_article(world: World) -> Block:
    """A whole second article below the first, as pages have that never end."""
    draw, other = world.draw, world.elsewhere()
    lines = [line(world.line("related_inline_alone"), Role.RELATED)] if draw.chance(0.3) else []
    lines.append(line(other.headline(), Role.RELATED))
    lines += [
        line(world.line(pool), Role.RELATED) for pool in ("stamp", "byline", "caption") if draw.chance(0.4)
    ]
    lines.append(line("".join(text for text, _ in opening(other)), Role.RELATED))
    lines += [line(paragraph(other)[0][0], Role.RELATED) for _ in range(draw.randint(2, 9))]
    return Block(lines, "prose")


def ticker(world: World) -> Block:
    """A ticker of headlines above the article."""
    heading = [line(world.line("ticker_heading"), Role.RELATED)] if world.draw.chance(0.8) else []
    return Block(
        [
            *heading,
            *(line(world.elsewhere().headline(), Role.RELATED) for _ in range(world.draw.randint(1, 8))),
        ]
    )


def trending(world: World) -> Block:
    """Topics of the day, as links."""
    draw = world.draw
    mark = draw.choice(["#", "", "# ", ""])
    topics = [world.write(draw.choice(world.elsewhere().story["tags"])) for _ in range(draw.randint(2, 9))]
    return Block(
        [
            line(world.line("trending_heading"), Role.NAVIGATION),
            *(line(mark + topic.title(), Role.NAVIGATION) for topic in topics),
        ],
        "links",
    )


def marked_topics(world: World) -> Block:
    """Topics of the day, each behind a sign on a line of its own."""
    lines = [line(world.line("trending_heading"), Role.NAVIGATION)]
    for _ in range(world.draw.randint(3, 9)):
        lines += [
            line("#", Role.NAVIGATION),
            line(world.write(world.draw.choice(world.elsewhere().story["tags"])).title(), Role.NAVIGATION),
        ]
    return Block(lines)
