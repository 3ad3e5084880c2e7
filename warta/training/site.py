"""Blocks of the site that stand around every article of it: menus, boxes, adverts, footers."""

from warta.terms import Role
from warta.training.draw import words
from warta.training.layout import Block, Line, line
from warta.training.world import World


def lines_of(world: World, pool: str, role: Role, least: int, most: int) -> list[Line]:
    """Lines of one role out of one pool of the word files."""
    count = world.draw.randint(least, most)
    return [line(world.line(pool), role) for _ in range(count)]


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
    forms = {world.said["media"]: 6, "www." + world.said["domain"]: 0.4, world.said["media_caps"]: 1}
    lines = [line(world.draw.one_of(forms), Role.OUTLET)]
    if world.draw.chance(0.3):
        lines.append(line(world.line("tagline"), Role.OTHER))
    return Block(lines)


def menu_rows(world: World) -> Block:
    """Menus whose entries run together in rows, each row under its heading in some cases."""
    draw = world.draw
    joint, headed = draw.choice([" ", " ", "", " | ", " - ", " · "]), draw.chance(0.5)
    lines: list[Line] = []
    for _ in range(draw.randint(2, 9)):
        if headed:
            lines.append(line(world.line("menu"), Role.NAVIGATION))
        lines.append(
            line(
                joint.join(world.line("menu") for _ in range(draw.randint(2, draw.choice([5, 9, 16])))),
                Role.NAVIGATION,
            )
        )
    return Block(lines)


def social(world: World) -> Block:
    """The outlet's accounts, with or without their followers."""
    draw = world.draw
    lines = [line(world.line("social_heading"), Role.PROMO)] if draw.chance(0.7) else []
    counted = draw.chance(0.3)
    for name in draw.some(words("furniture")["social"], 2, 6):
        if counted:
            lines.append(line(world.write("{n:1-90}.{n:100-999}"), Role.PROMO))
        lines.append(line(world.write(name), Role.PROMO))
    return Block(lines)


def native_adverts(world: World) -> Block:
    """Advertisements that look like articles."""
    heading = [line(world.line("native_heading"), Role.ADVERT) for _ in range(world.draw.choice([1, 1, 2]))]
    return Block([*heading, *lines_of(world, "advert_text", Role.ADVERT, 2, 6)])


def agenda(world: World) -> Block:
    """What happens when and where: an institution's calendar."""
    lines = [line(world.line("agenda_heading"), Role.OTHER)]
    parts = world.draw.some(words("furniture")["agenda_part"], 1, 3)
    for _ in range(world.draw.randint(2, 6)):
        lines += [line(world.write(part), Role.OTHER) for part in parts]
        lines.append(line(world.line("agenda_event"), Role.OTHER))
    return Block(lines)


def visitors(world: World) -> Block:
    """How many have visited the site."""
    return Block(lines_of(world, "visitors", Role.COUNTER, 3, 7))


def on_air(world: World) -> Block:
    """What a station shows now, and its running text."""
    draw = world.draw
    lines = [line(draw.choice(["SEDANG TAYANG", "ON AIR", "Live Now", "Kini tayang"]), Role.OTHER)]
    lines += [
        line(world.line("programme"), Role.OTHER),
        line(world.write("{jam} - {jam} {zona}"), Role.OTHER),
    ]
    if draw.chance(0.5):
        lines.append(line(world.write("Running <Text|News>"), Role.RELATED))
        lines.append(
            line(
                " • ".join(world.elsewhere().headline() for _ in range(draw.randint(2, 5))),
                Role.RELATED,
            )
        )
    return Block(lines)


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


def reactions(world: World) -> Block:
    """Faces to click, with or without their counts."""
    lines = []
    for _ in range(world.draw.randint(2, 7)):
        lines.append(line(world.line("reaction"), Role.SHARE))
        if world.draw.chance(0.4):
            lines.append(line(str(world.draw.randint(0, 40)), Role.COUNTER))
    return Block(lines)


def poll(world: World) -> Block:
    """A question to readers, with its answers to choose from."""
    parts = (("heading", 1, 1), ("question", 1, 1), ("answer", 2, 5), ("button", 0, 2))
    lines = [lines_of(world, f"poll_{name}", Role.OTHER, least, most) for name, least, most in parts]
    return Block([one for part in lines for one in part])


def pager(world: World) -> Block:
    """The numbers of pages in their order, a number a line or all in one."""
    draw = world.draw
    heading = draw.choice(["", "", "Halaman:", "Halaman", "Pages:", "Laman"])
    numbers = [str(number) for number in range(1, draw.randint(3, 7))]
    if draw.chance(0.2):
        numbers += ["...", str(draw.randint(8, 300))]
    last = draw.choice(["", "Selanjutnya", "Selanjutnya »", "Next", "»", "Berikutnya", "Tampilkan Semua"])
    texts = [text for text in (heading, *numbers, last) if text]
    if draw.chance(0.3):
        texts = [" ".join(texts)]
    return Block([line(text, Role.NAVIGATION) for text in texts])


def error(world: World) -> Block:
    """What a server says instead of an article."""
    return Block(lines_of(world, "error_text", Role.OTHER, 1, 4))


def promo(world: World) -> Block:
    """Follow us, subscribe, install."""
    return Block(lines_of(world, "promo", Role.PROMO, 1, 5))


def adverts(world: World) -> Block:
    """An advertising slot, with or without advertisements."""
    lines = [line(world.line("advert"), Role.ADVERT)]
    if world.draw.chance(0.12):
        lines += lines_of(world, "advert_text", Role.ADVERT, 1, 4)
    return Block(lines)


def footer(world: World) -> Block:
    """The site's own pages, under its name in some cases."""
    lines = [
        line(_sized(world, text), Role.NAVIGATION)
        for text in (world.line("menu_site") for _ in range(world.draw.randint(2, 14)))
    ]
    if world.draw.chance(0.3):
        return Block([*logo(world).lines, *lines])
    return Block(lines, "links")


def notices(world: World) -> Block:
    """A notice board: sentences that are no article."""
    heading = [line(world.line("notice_heading"), Role.OTHER)] if world.draw.chance(0.7) else []
    return Block([*heading, *lines_of(world, "notice", Role.OTHER, 1, 8)])


def newsletter(world: World) -> Block:
    """The form to subscribe to mails."""
    lines = [line(world.line("newsletter_heading"), Role.PROMO)]
    pools = ("newsletter", "newsletter_field", "newsletter_button")
    lines += [line(world.line(pool), Role.PROMO) for pool in pools if world.draw.chance(0.8)]
    return Block(lines)


def chapters(world: World) -> Block:
    """The chapters of a video."""
    lines = [line(world.line("chapters_heading"), Role.NAVIGATION)]
    for minute in range(world.draw.randint(2, 6)):
        clock = f"{minute}:{world.draw.randint(0, 59):02} "
        lines.append(line(clock + world.write("{orang} <ditemukan|berbicara>"), Role.NAVIGATION))
    return Block(lines)


def weather(world: World) -> Block:
    """How warm it is, in three lines."""
    return Block([line(world.write(part), Role.OTHER) for part in ("{n:18-36}.{n:0-9}", "C", "{kota}")])
