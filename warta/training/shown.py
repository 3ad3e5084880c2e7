"""Articles of what is seen: live reports, photo galleries, videos."""

from collections.abc import Callable
from typing import Final

from warta.terms import Role
from warta.training.articles import body, cased, opening, paragraph, sentence
from warta.training.layout import Line
from warta.training.world import World

TICKED: Final = 0.25
"""Share of live reports whose entries stand in one line with their times."""


def live(world: World) -> list[Line]:
    """A live blog: entries with their times, newest first."""
    draw = world.draw
    if draw.chance(TICKED):
        return ticker(world)
    lines: list[Line] = []
    if draw.chance(0.3):
        lines += [
            body(world.line("summary_heading")),
            *(body("• " + sentence(world)) for _ in range(draw.randint(2, 4))),
        ]
    lines += [((world.line("live_tools"), Role.NAVIGATION),) for _ in range(draw.choice([0, 0, 1, 2, 3]))]
    form = draw.choice(
        ["{jam} {zona}", "{jam}", "Pukul {jam} {zona}", "{stamp_day} {jam}", "{n:2-50} menit lalu"]
    )
    headed, shared, pictured = draw.chance(0.7), draw.chance(0.45), draw.choice([0.0, 0.1, 0.3])
    share = world.line("live_share")
    for _ in range(draw.randint(4, 14)):
        lines.append(((world.write(form), Role.TIMESTAMP),))
        if headed:
            lines.append(
                body(
                    world.headline()
                    if draw.chance(0.5)
                    else cased(world, world.fresh(world.language_words["subhead"]))
                )
            )
        lines += [paragraph(world, 1, 3) for _ in range(draw.choice([1, 1, 1, 2, 3]))]
        if draw.chance(pictured):
            text, credit = world.line("caption"), world.line("caption_credit")
            parts = [text, credit.strip()] if credit and draw.chance(0.4) else [text + credit]
            lines += [((part, Role.CAPTION),) for part in parts]
        if shared:
            lines.append(((share, Role.SHARE),))
    if draw.chance(0.4):
        lines.append(((world.line("live_tools"), Role.NAVIGATION),))
    return lines


def ticker(world: World) -> list[Line]:
    """A match or a hearing told from minute to minute."""
    draw = world.draw
    form = draw.choice(
        [
            *("Menit {n:1-90} - ", "Menit ke-{n:1-90}: ", "{n:1-90}' ", "{n:1-90}' - ", "{n:1-90}: "),
            *("{jam} {zona} - ", "{jam}: ", "{jam} - ", "Pukul {jam} {zona}: ", "({jam} {zona}) "),
        ]
    )
    lines = [opening(world, 0.6), *(paragraph(world, 1, 2) for _ in range(draw.randint(0, 2)))]
    for _ in range(draw.randint(5, 18)):
        text = sentence(world)
        lines.append(body(world.write(form) + (f"{text} {sentence(world)}" if draw.chance(0.3) else text)))
    return lines


def gallery(world: World) -> list[Line]:
    """A photo gallery: captions and no body."""
    draw = world.draw
    count = draw.randint(3, 14)
    index = draw.choice(["", "", "{0} / {1}", "{0}/{1}", "Foto {0} dari {1}", "{0}", "0{0}", "‹\n{0}/{1}\n›"])
    credit, apart, zoomed = world.line("caption_credit"), draw.chance(0.4), draw.chance(0.25)
    zoom = world.line("zoom")
    if not index and not credit.strip(" .-|"):  # something has to tell captions from an article
        credit = world.write(" (<Foto|Dok>: {penulis}/{media})")
    lines: list[Line] = [paragraph(world, 1, 2)] if draw.chance(0.25) else []
    for number in range(1, count + 1):
        if index:
            lines += [((part, Role.NAVIGATION),) for part in index.format(number, count).split("\n")]
        text = world.line("caption") if draw.chance(0.35) else sentence(world)
        if draw.chance(0.2):
            text = f"{text} {sentence(world)}"
        lines.append(((text + ("" if apart else credit), Role.CAPTION),))
        if apart:
            lines.append(((credit.strip(" .-|"), Role.CAPTION),))
        if zoomed:
            lines.append(((zoom, Role.OTHER),))
    return lines


def video(world: World) -> list[Line]:
    """A video page: a short description."""
    return [opening(world, 0.5), *(paragraph(world, 1, 2) for _ in range(world.draw.randint(0, 4)))]


SHOWN: Final[dict[str, Callable[[World], list[Line]]]] = {"live": live, "gallery": gallery, "video": video}
