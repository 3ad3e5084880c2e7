"""Blocks of the article itself, and the list of all blocks."""

from collections.abc import Callable
from typing import Final

from warta.terms import Role
from warta.training import others, readers, site
from warta.training.articles import lead, sentence, subheading
from warta.training.layout import Block, Line, line
from warta.training.site import lines_of
from warta.training.structured import details_of, table
from warta.training.world import World

UNMARKED: Final = 0.25
"""Share of captions that neither a word nor a credit tells from the text."""
_PICTURE_LABELS: Final = (
    ("Sumber gambar, ", "Keterangan gambar, "),
    ("Sumber foto: ", "Keterangan foto: "),
    ("Image source, ", "Image caption, "),
)


def _plain(pool: str, role: Role, least: int = 1, most: int = 1) -> Callable[[World], Block]:
    return lambda world: Block(lines_of(world, pool, role, least, most))


def _links(pool: str, role: Role, least: int, most: int) -> Callable[[World], Block]:
    return lambda world: Block(lines_of(world, pool, role, least, most), "links")


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
    form = draw.random()
    if form < 0.18:
        lines = [line(part, Role.SECTION) for part in parts]
    elif form < 0.36:
        lines = [line(text, Role.SECTION) for part in parts for text in (part, sign.strip())][:-1]
    elif form < 0.5 and world.titled:  # the headline closes the row
        lines = [((sign.join(parts) + sign, Role.SECTION), (_cut_headline(world), Role.TITLE_REPEAT))]
    elif form < 0.58 and world.titled:
        lines = [*(line(part, Role.SECTION) for part in parts), line(_cut_headline(world), Role.TITLE_REPEAT)]
    return Block(lines)


def _cut_headline(world: World) -> str:
    text = world.said["judul"]
    return text if world.draw.chance(0.5) else text[: world.draw.randint(20, 40)].rstrip() + "..."


def section(world: World) -> Block:
    """The article's section."""
    own = world.said["section"]
    if world.draw.chance(0.06):
        return Block([line("in", Role.SECTION), line(own, Role.SECTION)])
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
    if world.draw.chance(0.1):
        label = world.line("byline_label")
        return Block([line(label, Role.BYLINE), line(world.said["penulis"], Role.BYLINE)])
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
    if world.draw.chance(0.12):
        number, label = world.write("{n:0-900}"), world.line("counted")
        return Block([line(number, Role.COUNTER), line(label, Role.COUNTER)])
    return Block(lines_of(world, "counter", Role.COUNTER, 1, 3))


def share(world: World) -> Block:
    """Buttons to share, with or without a heading or counts."""
    draw = world.draw
    if draw.chance(0.08):
        return Block([line(world.line("share_row"), Role.SHARE)])
    lines = [line(world.line("share_heading"), Role.SHARE)] if draw.chance(0.5) else []
    for _ in range(draw.randint(1, 7)):
        lines.append(line(world.line("share"), Role.SHARE))
        if draw.chance(0.06):
            lines.append(line(str(draw.randint(0, 300)), Role.COUNTER))
    return Block(lines, "links" if draw.chance(0.4) else "plain")


def caption(world: World) -> Block:
    """The text under the picture; now and then it stands there twice, being the picture's name too."""
    draw, made = world.draw, _caption(world)
    if len(made.lines) > 1 or not draw.chance(0.15):
        return made
    zoom = [line(world.line("zoom"), Role.OTHER)] if draw.chance(0.15) else []
    return Block([*made.lines, *zoom, *made.lines])


def _caption(world: World) -> Block:
    """What a picture shows, with or without a word or a credit that tells."""
    draw = world.draw
    before, credit = world.line("caption_before"), world.line("caption_credit")
    if draw.chance(UNMARKED):
        text = world.line("caption")
        stop = "." if draw.chance(0.6) and text[-1].isalnum() else ""
        return Block([line(text + stop, Role.CAPTION)])
    if draw.chance(0.03):  # broadcasters say whose the picture is, then what it shows
        source, shown = draw.choice(_PICTURE_LABELS)
        parts = [source, world.write("{penulis}"), shown, world.line("caption")]
        if draw.chance(0.4):
            return Block([line(part.rstrip(" ,:"), Role.CAPTION) for part in parts])
        return Block([line("".join(told), Role.CAPTION) for told in (parts[:2], parts[2:])])
    text = before + world.line("caption")
    if draw.chance(0.22) and credit.strip():
        lines = [line(text, Role.CAPTION), line(credit.strip(), Role.CAPTION)]
        if draw.chance(0.5):
            lines.reverse()
        if draw.chance(0.3):
            lines.insert(0, line(world.line("zoom"), Role.OTHER))
        return Block(lines)
    if credit.strip() and draw.chance(0.05):  # the desk took it from the article
        text = before + lead(world)
    elif (before or credit.strip()) and draw.chance(0.35):
        text += f" {sentence(world)}"
    if draw.chance(0.06):
        text = f"{text} {text}"
    return Block([line(text + credit, Role.CAPTION)])


def lead_in(world: World) -> Block:
    """The editor's summary between headline and article, or a second headline; not all end in a full stop."""
    draw = world.draw
    if draw.chance(0.12):
        return Block([line(subheading(world), Role.BODY)], "prose")
    text = lead(world) if draw.chance(0.3) else sentence(world)
    return Block([line(text.rstrip(".") if draw.chance(0.35) else text, Role.BODY)], "prose")


def comment_link(world: World) -> Block:
    """The way to the comments, at the head of an article."""
    lines = [line(world.line("comment_link"), Role.COMMENT_FORM)]
    if world.draw.chance(0.5):
        lines.append(line(str(world.draw.randint(0, 120)), Role.COUNTER))
    return Block(lines)


def tags_agency(world: World) -> Block:
    """The article's topics below its headline, as the agency's bureaus print them behind a small sign."""
    chosen = [world.write(tag) for tag in world.draw.some(world.story["tags"], 1, 5)]
    return Block([line("id " + world.draw.choice([", ", ","]).join(chosen), Role.TAGS)])


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
    return Block(lines_of(world, "credit_line", Role.CREDIT, 1, 3))


def author_box(world: World) -> Block:
    """A box about the author."""
    lines = [line(world.said["penulis"], Role.CREDIT)] if world.draw.chance(0.7) else []
    return Block([*lines, *lines_of(world, "author_box", Role.CREDIT, 1, 2)])


def summary(world: World) -> Block:
    """The editor's summary in points."""
    sign = world.draw.choice(["", "- ", "• ", "* "])
    lines = [line(world.line("summary_heading"), Role.BODY)] if world.draw.chance(0.8) else []
    return Block(
        [*lines, *(line(sign + sentence(world), Role.BODY) for _ in range(world.draw.randint(2, 5)))], "prose"
    )


def box(world: World) -> Block:
    """What an institution shows of itself: tables and data that belong to no article."""
    heading = [line(world.line("agenda_heading"), Role.OTHER)] if world.draw.chance(0.6) else []
    make = world.draw.choice([table, details_of])
    return Block([*heading, *(line(text, Role.OTHER) for parts in make(world) for text, _ in parts)])


BLOCKS: Final[dict[str, Callable[[World], Block]]] = {
    "skip": _plain("skip", Role.NAVIGATION),
    "tools": _plain("tools", Role.NAVIGATION, 1, 5),
    "logo": site.logo,
    "today": _plain("today", Role.OTHER),
    "menu": site.menu,
    "menu_police": _links("menu_police", Role.NAVIGATION, 5, 30),
    "menu_government": _links("menu_government", Role.NAVIGATION, 6, 35),
    "menu_site": _links("menu_site", Role.NAVIGATION, 2, 10),
    "trending": others.trending,
    "ticker": others.ticker,
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
    "comment_link": comment_link,
    "reporter": _plain("byline_long", Role.BYLINE),
    "caption": caption,
    "advert": site.adverts,
    "promo": site.promo,
    "tags": tags,
    "tags_agency": tags_agency,
    "credits": credits,
    "author_box": author_box,
    "prev_next": others.prev_next,
    "pager": site.pager,
    "poll": site.poll,
    "blurbs": others.blurbs,
    "box": box,
    "pages": _plain("page_numbers", Role.NAVIGATION, 1, 3),
    "related": others.related,
    "bare_headlines": others.bare_headlines,
    "other_articles": others.other_articles,
    "highlights": others.highlights,
    "next_article": others.next_article,
    "captured": _plain("captured", Role.OTHER, 1, 5),
    "citizen": _plain("citizen", Role.OTHER, 1, 4),
    "paywall": _plain("paywall", Role.PROMO, 2, 6),
    "countdown": _plain("countdown", Role.OTHER, 2, 6),
    "printed": _plain("printed", Role.OTHER, 1, 2),
    "references": _plain("references", Role.OTHER, 3, 14),
    "contact_press": _plain("contact_press", Role.CREDIT, 1, 4),
    "results": _plain("results", Role.OTHER, 1, 3),
    "more": _plain("more", Role.NAVIGATION),
    "comment_form": readers.comment_form,
    "comments": readers.comments,
    "error": site.error,
    "widget": _plain("widget", Role.OTHER, 2, 10),
    "other": _plain("other", Role.OTHER, 1, 2),
    "cookies": _plain("cookies", Role.OTHER, 1, 4),
    "footer": site.footer,
    "legal": _plain("legal", Role.LEGAL, 1, 3),
    "outlet": site.logo,
    "native_adverts": site.native_adverts,
    "newsletter": site.newsletter,
    "chapters": site.chapters,
    "weather": site.weather,
    "login": _plain("login", Role.NAVIGATION, 2, 7),
    "social": site.social,
    "menu_rows": site.menu_rows,
    "agenda": site.agenda,
    "visitors": site.visitors,
    "on_air": site.on_air,
    "marked_topics": others.marked_topics,
    "schedule": site.schedule,
    "summary": summary,
    "reactions": site.reactions,
    "player": _plain("player", Role.OTHER, 2, 9),
    "official": _plain("official", Role.OTHER, 1, 6),
    "notice": site.notices,
    "hotline": _plain("hotline", Role.PROMO, 1, 3),
    "archive": _links("archive", Role.NAVIGATION, 2, 14),
    "regions": _links("region", Role.NAVIGATION, 5, 40),
    "market": _plain("market", Role.OTHER, 2, 6),
    "score": _plain("score", Role.OTHER, 2, 8),
    "network": _links("network", Role.NAVIGATION, 2, 9),
    "hosts": _plain("host", Role.NAVIGATION, 1, 4),
}
