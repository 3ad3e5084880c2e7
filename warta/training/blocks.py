"""Blocks around the article: head, tail and everything that has one role or two."""

from collections.abc import Callable
from typing import Final

from warta.terms import Role
from warta.training.articles import capital, sentence
from warta.training.layout import Block, Line, line
from warta.training.others import bare_headlines, other_articles, prev_next, related, ticker, trending
from warta.training.world import World


def _lines(world: World, pool: str, role: Role, least: int, most: int) -> list[Line]:
    count = world.draw.randint(least, most)
    return [line(world.line(pool), role) for _ in range(count)]


def _plain(pool: str, role: Role, least: int = 1, most: int = 1) -> Callable[[World], Block]:
    return lambda world: Block(_lines(world, pool, role, least, most))


def _links(pool: str, role: Role, least: int, most: int) -> Callable[[World], Block]:
    return lambda world: Block(_lines(world, pool, role, least, most), "links")


def _sized(world: World, text: str) -> str:
    """A menu word in the case of its site."""
    return text.upper() if world.said["slug"][0] in "aeiou" else text


def menu(world: World) -> Block:
    """A site's menu: a handful of sections, or hundreds of them."""
    draw = world.draw
    most = draw.choices([8, 20, 60, 160], [30, 40, 22, 8])[0]
    texts = [_sized(world, world.line("menu")) for _ in range(draw.randint(3, most))]
    return Block([line(text, Role.NAVIGATION) for text in texts], "links")


def logo(world: World) -> Block:
    """The outlet's name, with its motto in some cases."""
    lines = [line(world.said["media"], Role.OUTLET)]
    if world.draw.chance(0.3):
        lines.append(line(world.line("tagline"), Role.OTHER))
    return Block(lines)


def title(world: World) -> Block:
    """The headline."""
    return Block([line(world.said["judul"], Role.TITLE)])


def title_again(world: World) -> Block:
    """The headline once more."""
    text = world.said["judul"]
    return Block(
        [
            line(
                world.draw.choice(
                    [
                        text,
                        text,
                        text,
                        text.upper(),
                        f"{text} - {world.said['media']}",
                        f"Anda sedang membaca: {text}",
                    ]
                ),
                Role.TITLE_REPEAT,
            )
        ]
    )


def crumbs(world: World) -> Block:
    """The way to the article's section, on one line or several."""
    draw = world.draw
    root, section = world.line("crumb_root"), world.said["section"]
    parts = [root, *([world.line("menu")] if draw.chance(0.4) else []), section]
    sign = draw.choice([" > ", " / ", " » ", " › ", ">", " | ", "/", " - "])
    lines = [line(sign.join(parts), Role.SECTION)]
    if draw.chance(0.25):
        lines = [line(text, Role.SECTION) for part in parts for text in (part, sign.strip())][:-1]
    elif draw.chance(0.25):  # the headline closes the row
        lines = [((sign.join(parts) + sign, Role.SECTION), (world.said["judul"], Role.TITLE_REPEAT))]
    return Block(lines)


def section(world: World) -> Block:
    """The article's section."""
    own = world.said["section"]
    return Block(
        [
            line(
                world.draw.choice([own, own, own.upper(), f"in {own}", f"Kategori : {own}", f"Home {own}"]),
                Role.SECTION,
            )
        ]
    )


def byline(world: World) -> Block:
    """Who wrote the article."""
    lines = [line(world.line("byline"), Role.BYLINE)]
    if world.draw.chance(0.08):
        lines.append(line(world.line("byline_long"), Role.BYLINE))
    return Block(lines)


def stamp(world: World) -> Block:
    """When the article was published, perhaps with views or the outlet on the same line."""
    draw = world.draw
    text = world.line("stamp")
    first: Line = line(text, Role.TIMESTAMP)
    form = draw.random()
    if form < 0.07:
        first = (
            (text, Role.TIMESTAMP),
            (draw.choice([" | ", " ", " - "]) + world.line("counter"), Role.COUNTER),
        )
    elif form < 0.12:
        first = (
            (world.said["media"] + draw.choice([" - ", " | ", ", "]), Role.OUTLET),
            (text, Role.TIMESTAMP),
        )
    elif form < 0.17:
        first = (
            (world.line("byline") + draw.choice([" - ", " | ", ", ", " "]), Role.BYLINE),
            (text, Role.TIMESTAMP),
        )
    lines = [first]
    if draw.chance(0.12):
        lines.append(line(world.line("stamp_updated"), Role.TIMESTAMP))
    return Block(lines)


def okezone_title(world: World) -> Block:
    """A headline that an extractor glued to its date."""
    day = f"date {world.day.isoformat()} "
    return Block([((day, Role.TIMESTAMP), (world.said["judul"], Role.TITLE))])


def counters(world: World) -> Block:
    """Bare or named counts."""
    return Block(_lines(world, "counter", Role.COUNTER, 1, 3))


def share(world: World) -> Block:
    """Buttons to share, with or without a heading or counts."""
    draw = world.draw
    lines = [line(world.line("share_heading"), Role.SHARE)] if draw.chance(0.5) else []
    for _ in range(draw.randint(1, 7)):
        lines.append(line(world.line("share"), Role.SHARE))
        if draw.chance(0.06):
            lines.append(line(str(draw.randint(0, 300)), Role.COUNTER))
    return Block(lines, "links" if draw.chance(0.4) else "plain")


def caption(world: World) -> Block:
    """The text under the picture, with or without a word or a credit that tells."""
    draw = world.draw
    text = world.line("caption_before") + world.line("caption")
    if draw.chance(0.3):
        text += f" {sentence(world)}"
    credit = world.line("caption_credit")
    if draw.chance(0.12) and credit.strip():
        return Block([line(text, Role.CAPTION), line(credit.strip(), Role.CAPTION)])
    if draw.chance(0.06):
        text = f"{text} {text}"
    return Block([line(text + credit, Role.CAPTION)])


def lead_in(world: World) -> Block:
    """The editor's summary between headline and article."""
    return Block([line(sentence(world), Role.BODY)], "prose")


def tags(world: World) -> Block:
    """The article's topics, on one line or one a line."""
    draw = world.draw
    chosen = [world.write(tag) for tag in draw.some(world.story["tags"], 2, 6)]
    mark = draw.choice(["", "", "#", "# "])
    if mark:
        chosen = [mark + (tag.replace(" ", "") if draw.chance(0.5) else tag) for tag in chosen]
    if draw.chance(0.3):
        chosen = [tag.title() for tag in chosen]
    if draw.chance(0.45):
        joint = draw.choice([", ", " ", ",", " | ", " · "]) if not mark else " "
        return Block(
            [
                line(
                    (world.line("tags_inline") if not mark or draw.chance(0.3) else "") + joint.join(chosen),
                    Role.TAGS,
                )
            ]
        )
    heading = [line(world.line("tags_heading"), Role.TAGS)] if draw.chance(0.75) else []
    return Block([*heading, *(line(tag, Role.TAGS) for tag in chosen)])


def credits(world: World) -> Block:
    """Reporter, editor, source, after the body."""
    if world.draw.chance(0.1):
        label = world.line("credit_label")
        return Block([line(label, Role.CREDIT), line(world.write(": {penulis}"), Role.CREDIT)])
    return Block(_lines(world, "credit_line", Role.CREDIT, 1, 3))


def author_box(world: World) -> Block:
    """A box about the author."""
    lines = [line(world.said["penulis"], Role.CREDIT)] if world.draw.chance(0.7) else []
    return Block([*lines, *_lines(world, "author_box", Role.CREDIT, 1, 2)])


def comment_form(world: World) -> Block:
    """The form to comment."""
    return Block(_lines(world, "comment_form", Role.COMMENT_FORM, 1, 8))


def comments(world: World) -> Block:
    """What readers wrote: names, times, buttons."""
    draw = world.draw
    lines = []
    if draw.chance(0.7):
        heading = world.line("comment_heading")
        lines.append(
            line(heading, Role.COUNTER if any(sign.isdigit() for sign in heading) else Role.COMMENT_FORM)
        )
    count = draw.choices([draw.randint(1, 4), draw.randint(3, 12), draw.randint(10, 40)], [50, 38, 12])[0]
    name_form = draw.choice(
        [
            "{nick}",
            "{nick}",
            "{nick} berkata:",
            "{nick} says:",
            "{nick} menulis :",
            "@{nick}",
            "{orang}",
            "{nick} mengatakan:",
        ]
    )
    timed, after, buttons = draw.chance(0.8), draw.chance(0.3), draw.some(words_of_buttons(world), 0, 3)
    joined = draw.chance(0.12)
    for _ in range(count):
        name, text = (
            world.write(name_form),
            " ".join(world.line("comment") for _ in range(draw.choice([1, 1, 1, 2, 4]))),
        )
        when = world.line("comment_time")
        if joined:
            lines.append(line(f"{name.rstrip(' :')}: {text}", Role.COMMENT))
            continue
        lines.append(line(name, Role.COMMENT))
        if timed and not after:
            lines.append(line(when, Role.COMMENT))
        lines += [line(part, Role.COMMENT) for part in _paragraphs(world, text)]
        if timed and after:
            lines.append(line(when, Role.COMMENT))
        lines += [line(world.write(button), Role.COMMENT) for button in buttons]
    return Block(lines)


def words_of_buttons(world: World) -> list[str]:
    """The buttons that stand under every comment of a page."""
    return [world.line("comment_button") for _ in range(4)]


def _paragraphs(world: World, text: str) -> list[str]:
    middle = text.find(". ")
    return (
        [text[: middle + 1], capital(text[middle + 2 :])] if middle > 0 and world.draw.chance(0.2) else [text]
    )


def schedule(world: World) -> Block:
    """What a station broadcasts today: hours and programmes."""
    heading = world.draw.choice(["JADWAL ACARA", "Jadwal TV Hari Ini", "Program Hari Ini", "Acara {media}"])
    lines = [line(world.write(heading), Role.OTHER)]
    together = world.draw.chance(0.4)
    for _ in range(world.draw.randint(3, 18)):
        hour, programme = world.line("hours"), world.line("programme")
        parts = [f"{hour} {programme}"] if together else [hour, programme]
        lines += [line(part, Role.OTHER) for part in parts]
    return Block(lines)


def summary(world: World) -> Block:
    """The editor's summary in points."""
    sign = world.draw.choice(["", "- ", "• ", "* "])
    lines = [line(world.line("summary_heading"), Role.BODY)] if world.draw.chance(0.8) else []
    return Block(
        [*lines, *(line(sign + sentence(world), Role.BODY) for _ in range(world.draw.randint(2, 5)))], "prose"
    )


def reactions(world: World) -> Block:
    """Faces to click, with or without their counts."""
    lines = []
    for _ in range(world.draw.randint(2, 7)):
        lines.append(line(world.line("reaction"), Role.SHARE))
        if world.draw.chance(0.4):
            lines.append(line(str(world.draw.randint(0, 40)), Role.COUNTER))
    return Block(lines)


def error(world: World) -> Block:
    """What a server says instead of an article."""
    return Block(_lines(world, "error_text", Role.OTHER, 1, 4))


def promo(world: World) -> Block:
    """Follow us, subscribe, install."""
    return Block(_lines(world, "promo", Role.PROMO, 1, 5))


def adverts(world: World) -> Block:
    """An advertising slot, with or without advertisements."""
    lines = [line(world.line("advert"), Role.ADVERT)]
    if world.draw.chance(0.12):
        lines += _lines(world, "advert_text", Role.ADVERT, 1, 4)
    return Block(lines)


def footer(world: World) -> Block:
    """The site's own pages and its copyright."""
    lines = [
        line(_sized(world, text), Role.NAVIGATION)
        for text in (world.line("menu_site") for _ in range(world.draw.randint(2, 14)))
    ]
    return Block(lines, "links")


BLOCKS: Final[dict[str, Callable[[World], Block]]] = {
    "skip": _plain("skip", Role.NAVIGATION),
    "tools": _plain("tools", Role.NAVIGATION, 1, 5),
    "logo": logo,
    "today": _plain("today", Role.OTHER),
    "menu": menu,
    "menu_police": _links("menu_police", Role.NAVIGATION, 5, 30),
    "menu_government": _links("menu_government", Role.NAVIGATION, 6, 35),
    "menu_site": _links("menu_site", Role.NAVIGATION, 2, 10),
    "trending": trending,
    "ticker": ticker,
    "crumbs": crumbs,
    "section": section,
    "title": title,
    "okezone_title": okezone_title,
    "title_again": title_again,
    "lead_in": lead_in,
    "byline": byline,
    "stamp": stamp,
    "counters": counters,
    "share": share,
    "caption": caption,
    "advert": adverts,
    "promo": promo,
    "tags": tags,
    "credits": credits,
    "author_box": author_box,
    "prev_next": prev_next,
    "pages": _plain("page_numbers", Role.NAVIGATION, 1, 3),
    "related": related,
    "bare_headlines": bare_headlines,
    "other_articles": other_articles,
    "more": _plain("more", Role.NAVIGATION),
    "comment_form": comment_form,
    "comments": comments,
    "error": error,
    "widget": _plain("widget", Role.OTHER, 2, 10),
    "other": _plain("other", Role.OTHER, 1, 2),
    "cookies": _plain("cookies", Role.OTHER, 1, 4),
    "footer": footer,
    "legal": _plain("legal", Role.LEGAL, 1, 3),
    "outlet": logo,
    "schedule": schedule,
    "summary": summary,
    "reactions": reactions,
    "player": _plain("player", Role.OTHER, 2, 9),
    "official": _plain("official", Role.OTHER, 1, 6),
    "notice": _plain("notice", Role.OTHER, 1, 6),
    "hotline": _plain("hotline", Role.PROMO, 1, 3),
    "archive": _links("archive", Role.NAVIGATION, 2, 14),
    "regions": _links("region", Role.NAVIGATION, 5, 40),
    "market": _plain("market", Role.OTHER, 2, 6),
    "score": _plain("score", Role.OTHER, 2, 8),
    "network": _links("network", Role.NAVIGATION, 2, 9),
    "hosts": _plain("host", Role.NAVIGATION, 1, 4),
}
