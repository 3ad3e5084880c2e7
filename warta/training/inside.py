"""What stands between and behind the paragraphs of an article."""

import re
from collections.abc import Callable, Mapping
from typing import Final

from warta.terms import Role
from warta.training.articles import body, capital, quoted, sentence
from warta.training.blocks import caption
from warta.training.draw import words
from warta.training.layout import Line, line
from warta.training.others import teaser
from warta.training.site import lines_of
from warta.training.world import World


def _related_line(world: World) -> list[Line]:
    label = world.line("related_inline")
    text = label + world.elsewhere().headline()
    return [line(text + (")" if label.startswith("(") else ""), Role.RELATED)]


def _related_pair(world: World) -> list[Line]:
    return [
        line(world.line("related_inline_alone"), Role.RELATED),
        line(world.elsewhere().headline(), Role.RELATED),
    ]


def _related_box(world: World) -> list[Line]:
    sign = world.draw.choice(["", "", "- ", "• ", "» ", "1. "])
    heads = [line(sign + world.elsewhere().headline(), Role.RELATED) for _ in range(world.draw.randint(2, 5))]
    return [line(world.line("related_inline_alone"), Role.RELATED), *heads]


def _related_bare(world: World) -> list[Line]:
    return [line(world.elsewhere().headline(), Role.RELATED) for _ in range(world.draw.choice([1, 1, 2, 3]))]


def _related_teaser(world: World) -> list[Line]:
    return [
        line(world.line("related_inline_alone"), Role.RELATED),
        line(world.elsewhere().headline(), Role.RELATED),
        line(teaser(world).rstrip(".") + "...", Role.RELATED),
    ]


def _label(world: World) -> list[Line]:
    return [line(world.line("related_inline_alone"), Role.RELATED)]


def _video(world: World) -> list[Line]:
    text = world.line("video")
    lines = [line(text, Role.RELATED)]
    if text.endswith(":") and world.draw.chance(0.5):
        lines.append(
            line(
                world.draw.choice([f"[Gambas:Video {world.said['slug']}]", world.elsewhere().headline()]),
                Role.RELATED,
            )
        )
    return lines


def _picture(world: World) -> list[Line]:
    """A stock picture inside the article: its agency, its text, and often the text again."""
    draw, text = world.draw, world.line("picture")
    agency = world.line("picture_agency")
    forms = [f"{agency}{text}", f"{agency} {text}", f"{agency} {text} {text}", f"{text} {agency}", text]
    lines = [line(draw.choice(forms), Role.CAPTION)]
    return lines if draw.chance(0.85) else [line(agency, Role.CAPTION), line(text, Role.CAPTION)]


def _questions(world: World) -> list[Line]:
    """What other articles answer, each behind a sign of its own."""
    draw, lines = world.draw, []
    asked, sign = words("id")["question"], draw.choice(["-", "-", "•", ""])
    for _ in range(draw.randint(1, 6)):
        other = world.elsewhere()
        text = f"{draw.choice(asked)} {other.headline().lower()}? {sentence(other)}"
        lines += [line(sign, Role.RELATED)] if sign else []
        lines.append(line(text, Role.RELATED))
    return lines


PARAGRAPH: Final = 60
"""Characters of the shortest paragraph."""

INSIDE: Final[dict[str, Callable[[World], list[Line]]]] = {
    "related_line": _related_line,
    "related_pair": _related_pair,
    "related_box": _related_box,
    "related_bare": _related_bare,
    "related_teaser": _related_teaser,
    "label": _label,
    "video": _video,
    "advert": lambda world: [line(world.line("advert"), Role.ADVERT)],
    "adverts": lambda world: [line(world.line("advert"), Role.ADVERT) for _ in range(2)],
    "promo": lambda world: [line(world.line("promo_inline"), Role.PROMO)],
    "caption": lambda world: caption(world).lines,
    "picture": _picture,
    "embed": lambda world: lines_of(world, "embed", Role.OTHER, 1, 2),
    "separator": lambda world: [line(world.draw.choice(["---", "----", "- - -"]), Role.OTHER)],
    "pull": lambda world: [body(quoted(world))],
    "other": lambda world: [line(world.line("other"), Role.OTHER)],
    "pages": lambda world: [line(world.line("page_numbers"), Role.NAVIGATION)],
    "questions": _questions,
}


def _contents(world: World, lines: list[Line]) -> list[Line]:
    """The article's own headings as a list of links; nothing if it has hardly any."""
    texts = [parts[0][0] for parts in lines if len(parts) == 1 and parts[0][1] is Role.BODY]
    heads = [text for text in texts if len(text) < 60 and text[-1] not in '.;:,"”']
    if not 2 < len(heads) < 20:
        return []
    if world.draw.chance(0.3):
        heads = [re.sub(r"^\W*\d*\W+", "", head) for head in heads]
    return [line(text, Role.NAVIGATION) for text in [world.line("contents_heading"), *heads]]


def _gaps(lines: list[Line]) -> list[int]:
    """Places after paragraphs: tables and lists are hardly ever interrupted."""
    return [
        place for place in range(1, len(lines)) if sum(len(text) for text, _ in lines[place - 1]) >= PARAGRAPH
    ] or list(range(1, len(lines)))


def _dense(world: World, lines: list[Line]) -> list[Line]:
    """A link to another article after every few paragraphs, now and then two."""
    draw = world.draw
    step, double = draw.choice([1, 2, 2, 3]), draw.chance(0.2)
    out: list[Line] = []
    for number, parts in enumerate(lines, start=1):
        out.append(parts)
        if number % step == 0 and draw.chance(0.85):
            for _ in range(2 if double and draw.chance(0.4) else 1):
                out += _related_line(world)
    return out


def interrupt(world: World, lines: list[Line], kinds: Mapping[str, float], glued: float) -> list[Line]:
    """Put what sites put between paragraphs.

    Args:
        world: The page.
        lines: The article.
        kinds: How often each kind of interruption stands on such a page, as an expected number.
        glued: Share of links to other articles that cling to the end of the paragraph before.
    """
    draw = world.draw
    out = list(lines)
    if draw.chance(kinds.get("contents", 0)):
        place = draw.choice([0, 1, 1, 2])
        out[place:place] = _contents(world, lines)
    if draw.chance(kinds.get("dense", 0)):
        out = _dense(world, out)
    for kind, rate in kinds.items():
        if kind in ("contents", "dense"):
            continue
        for _ in range(min(draw.choice([0, 1, 1, 2, 3]), round(rate + draw.random()))):
            if len(out) < 2:
                continue
            place = draw.choice(_gaps(out)) if draw.chance(0.85) else len(out)
            made = INSIDE[kind](world)
            if (
                kind in ("related_line", "promo", "video")
                and draw.chance(glued)
                and out[place - 1][-1][1] is Role.BODY
            ):
                joint = draw.choice(["", " ", " "])
                out[place - 1] = (
                    *out[place - 1],
                    *((joint + text, role) for one in made for text, role in one),
                )
            else:
                out[place:place] = made
    return out


_ENDINGS: Final = {
    "none": 45,
    "mark": 13,
    "mark_line": 7,
    "initials": 15,
    "initials_line": 7,
    "both": 5,
    "signed": 3,
    "credit_glued": 3,
}


def end(world: World, lines: list[Line]) -> list[Line]:
    """Close an article: an end mark or initials, in the last line or under it."""
    draw = world.draw
    how = draw.one_of(_ENDINGS)
    if not lines or how == "none" or lines[-1][-1][1] is not Role.BODY:
        return lines
    mark, initials = world.line("end_mark"), world.line("credit_initials")
    added: dict[str, list[tuple[str, Role]]] = {
        "mark": [(mark, Role.END_MARK)],
        "mark_line": [(mark, Role.END_MARK)],
        "initials": [(initials, Role.CREDIT)],
        "initials_line": [(initials, Role.CREDIT)],
        "both": [(initials, Role.CREDIT), (" " + mark, Role.END_MARK)],
        "signed": [(capital(world.write("{penulis}")), Role.CREDIT)],
        "credit_glued": [(world.line("credit_line"), Role.CREDIT)],
    }
    pieces = added[how]
    if how in ("mark_line", "initials_line", "signed"):
        return [*lines, *((piece,) for piece in pieces)]
    joint = draw.choice([" ", " ", "", "\xa0"])
    return [*lines[:-1], (*lines[-1], (joint + pieces[0][0], pieces[0][1]), *pieces[1:])]
