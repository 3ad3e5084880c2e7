"""Articles that are more than paragraphs: tables, data, school answers, verses, claims, releases."""

from collections.abc import Callable
from typing import Any, Final

from warta.training.articles import body, lead, news, opening, paragraph, quoted, sentence, subhead
from warta.training.draw import words
from warta.training.layout import Line
from warta.training.world import World


def _some(world: World, pool: list[str], least: int, most: int) -> list[Line]:
    """Lines of one pool, in its order now and then."""
    count = world.draw.randint(least, most)
    return [body(world.write(world.draw.choice(pool))) for _ in range(count)]


def table(world: World) -> list[Line]:
    """A table as extractors leave it: a cell a line, or a row a line."""
    draw = world.draw
    columns: dict[str, Any] = words("shapes")["column"]
    names = draw.some(list(columns), 2, 4)
    rows = [names] if draw.chance(0.6) else []
    numbered = draw.chance(0.15)
    for number in range(draw.choice([draw.randint(3, 7), draw.randint(5, 24)])):
        cells = [world.write(draw.choice(columns[name])) for name in names]
        rows.append([str(number + 1), *cells] if numbered else cells)
    joint = draw.choices(["\n", "\t", " | ", " ", ": ", " - ", ", "], [45, 10, 10, 15, 8, 8, 4])[0]
    heading = [world.write(draw.choice(words("shapes")["table_heading"]))] if draw.chance(0.7) else []
    texts = [*heading, *(cell for row in rows for cell in joint.join(row).split("\n"))]
    return [body(text) for text in texts]


def details_of(world: World) -> list[Line]:
    """Names and their values, a pair a line, mostly under a heading."""
    draw, shapes = world.draw, words("shapes")
    kind = draw.choice(list(shapes["detail"]))
    heading = [body(world.write(draw.choice(shapes["detail_heading"])))] if draw.chance(0.8) else []
    sign = draw.choice(["", "", "", "- ", "• ", "* "])
    lines = [body(sign + world.write(text)) for text in draw.some(shapes["detail"][kind], 2, 9)]
    return [*heading, *lines]


def _set_in(world: World, make: Callable[[World], list[Line]], times: int) -> list[Line]:
    """A report with some of the same among and after its paragraphs."""
    draw = world.draw
    lines = [opening(world), *(paragraph(world) for _ in range(draw.randint(0, 5)))]
    for _ in range(times):
        lines += make(world)
        lines += [paragraph(world) for _ in range(draw.choice([0, 1, 1, 2, 3]))]
    return lines


def timetable(world: World) -> list[Line]:
    """A report with one table or several."""
    return _set_in(world, table, world.draw.choice([1, 1, 2, 3]))


def details(world: World) -> list[Line]:
    """A report with the data of people, goods, matches, votes."""
    return _set_in(world, details_of, world.draw.choice([1, 1, 2, 3, 6]))


def chronology(world: World) -> list[Line]:
    """A report that tells what happened when."""
    draw, pool = world.draw, words("shapes")["text"]["moment"]
    lines = [opening(world), paragraph(world)]
    if draw.chance(0.6):
        lines.append(subhead(world))
    sign = draw.choice(["", "", "- ", "• "])
    for _ in range(draw.randint(3, 10)):
        lines.append(body(sign + world.write(draw.choice(pool))))
        if draw.chance(0.3):
            lines.append(paragraph(world, 1, 2))
    return [*lines, paragraph(world)]


def answers(world: World) -> list[Line]:
    """Questions of a schoolbook, their choices and answers."""
    draw, pool = world.draw, words("shapes")["text"]
    lines = [body(lead(world)), paragraph(world)]
    chosen, letters = draw.chance(0.6), draw.choice(["A. ", "a. ", "A) "])
    for number in range(1, draw.randint(4, 16)):
        lines.append(body(f"{number}. " + world.write(draw.choice(pool["question"]))))
        if chosen:
            lines += [
                body(chr(ord(letters[0]) + place) + letters[1:] + world.write(draw.choice(pool["choice"])))
                for place in range(4)
            ]
        lines.append(body(world.write(draw.choice(pool["answer"]))))
    if draw.chance(0.5):
        lines.append(paragraph(world))
    return lines


def verses(world: World) -> list[Line]:
    """A song or a prayer, with what is said of it."""
    draw, pool = world.draw, words("shapes")["text"]
    lines = [body(lead(world)), paragraph(world)]
    sung = draw.chance(0.6)
    for _ in range(draw.randint(2, 6)):
        if sung:
            if draw.chance(0.6):
                lines.append(body(draw.choice(pool["verse_mark"])))
            lines += _some(world, pool["verse"], 3, 6)
        else:
            lines += [*_some(world, pool["prayer"], 2, 4), paragraph(world)]
    return [*lines, paragraph(world)] if draw.chance(0.5) else lines


def claims(world: World) -> list[Line]:
    """A check of a rumour, in the fields of its form."""
    draw, pool = world.draw, words("shapes")["text"]
    rule = draw.choice(pool["claim_rule"])
    lines = [*_some(world, pool["claim_head"], 1, 1), paragraph(world)]
    for _ in range(draw.randint(1, 3)):
        if draw.chance(0.6):
            lines.append(body(rule))
        lines += _some(world, pool["claim_head"], 1, 2)
    for _ in range(draw.randint(2, 4)):
        if draw.chance(0.3):
            lines.append(body(rule))
        lines += _some(world, pool["claim_label"], 1, 1)
        lines += [body(quoted(world))] if draw.chance(0.3) else []
        lines += [paragraph(world, 1, 4) for _ in range(draw.randint(1, 3))]
    if draw.chance(0.7):
        lines += [body(draw.choice(["REFERENSI:", "Referensi", "Rujukan", "Sumber:"]))]
        lines += _some(world, pool["claim_link"], 1, 6)
    return lines


def release(world: World) -> list[Line]:
    """What an office sent to the press: numbered points, names in bold, as typed on a telephone."""
    draw, pool = world.draw, words("shapes")["text"]
    lines = [opening(world), *(paragraph(world) for _ in range(draw.randint(1, 3)))]
    if draw.chance(0.3):
        lines[:0] = _some(world, pool["letter"] if draw.chance(0.3) else pool["release_head"], 1, 1)
    if draw.chance(0.7):
        lines.append(body(world.write(draw.choice(world.language_words["list_intro"]))))
    lines += _some(world, pool["release_item"], 2, 9)
    lines += [paragraph(world) for _ in range(draw.randint(0, 3))]
    if draw.chance(0.5):
        lines += _some(world, pool["release_end"], 1, 1)
    return lines


def curt(world: World) -> list[Line]:
    """A report whose paragraphs are one short sentence each."""
    draw = world.draw
    lines = [opening(world)]
    for _ in range(draw.randint(4, 22)):
        lines.append(body(quoted(world)) if draw.chance(0.3) else body(sentence(world)))
        if draw.chance(0.06):
            lines.append(subhead(world))
    return lines


def diary(world: World) -> list[Line]:
    """What somebody lived through: each day or thing under its short heading, told in a few sentences."""
    draw = world.draw
    world.habits["voice"] = draw.choice(["essay", "essay", "news"])
    lines = [paragraph(world, 2, 3) for _ in range(draw.randint(1, 3))]
    for _ in range(draw.randint(2, 7)):
        lines.append(subhead(world))
        lines += [paragraph(world, 1, 4) for _ in range(draw.choice([1, 1, 1, 2, 3]))]
    return [*lines, body(sentence(world))] if draw.chance(0.5) else lines


def chapters(world: World) -> list[Line]:
    """A long story in numbered parts."""
    draw = world.draw
    sign = draw.choice(["I", "1", "1.", "(1)", "Bagian 1"])
    lines: list[Line] = []
    for number in range(1, draw.randint(3, 5)):
        lines.append(body("I" * number if sign == "I" else sign.replace("1", str(number))))
        lines += [paragraph(world, 2, 6) for _ in range(draw.randint(2, 6))]
    return lines


def mixed(world: World) -> list[Line]:
    """A report with a little of several kinds."""
    draw = world.draw
    lines = news(world)
    for make in draw.some([table, details_of], 1, 2):
        place = draw.randint(1, len(lines))
        lines[place:place] = make(world)
    return lines


STRUCTURED: Final[dict[str, Callable[[World], list[Line]]]] = {
    "timetable": timetable,
    "details": details,
    "chronology": chronology,
    "answers": answers,
    "verses": verses,
    "claims": claims,
    "release": release,
    "curt": curt,
    "chapters": chapters,
    "diary": diary,
    "mixed": mixed,
}
