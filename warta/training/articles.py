"""Articles: what is kept as the body, in all the shapes that articles have."""

from collections.abc import Callable
from typing import Final

from warta.terms import Role
from warta.training.documents import document
from warta.training.layout import Line
from warta.training.world import World

_MARKS: Final = (('"', '"'), ("“", "”"), ('"', "”"), ("“", '"'), ("‘", "’"), ("''", "''"))
_SIGNS: Final = str.maketrans("", "", '.,:;!?()"“”‘')
SAID: Final = 8
"""Words of the shortest paragraph of which a heading is made."""
RUN_IN: Final = 0.12
"""Share of pages whose headings inside the article run into the text under them."""
_SPEAKERS: Final = ("tokoh", "official", "sapaan", "sapaan", "sapaan_dua", "warga", "orang")


def body(text: str) -> Line:
    """One paragraph of the body."""
    return ((text, Role.BODY),)


def capital(text: str) -> str:
    """Begin a sentence."""
    return text[:1].upper() + text[1:]


def sentence(world: World) -> str:
    """One sentence, of the page's story or of the kind that fits any."""
    return constant(world, _sentence(world))


def constant(world: World, text: str) -> str:
    """A sentence that names what the story is about: in news, most paragraphs do."""
    if not text.endswith(".") or not world.draw.chance(world.constant):
        return text
    return f"{text[:-1]} {world.write(world.draw.choice(world.language_words['about']))}."


def _sentence(world: World) -> str:
    own = world.language_words
    if world.habits.get("voice") == "essay" and world.draw.chance(0.7):
        return world.fresh(own.get("essay", own["generic"]))
    if world.draw.chance(0.45):
        return world.fresh(world.story["facts"])
    opener, rest = world.write(world.draw.choice(own["opener"])), world.fresh(own["generic"])
    return capital(opener + (rest if opener else capital(rest)))


def quoted(world: World) -> str:
    """One or two sentences that quote somebody."""
    draw, own = world.draw, world.language_words
    opening, closing = draw.choices(_MARKS, [40, 40, 5, 3, 2, 1])[0]
    said = ". ".join(world.fresh(own["quote"]) for _ in range(draw.choice([1, 1, 2, 3])))
    verb = draw.choice(own["speech"])
    speaker = world.write("{" + draw.choice(_SPEAKERS) + "}")
    when = world.write(
        draw.choice(["", "", "", ", {hari} {tgl}", " saat ditemui wartawan, {hari}", ", {hari} {waktu}"])
    )
    form = draw.randrange(8)
    if form == 0:
        return (
            f"{opening}{said},{closing} {verb}nya{when}."
            if world.language != "en"
            else f"{opening}{said}.{closing}"
        )
    if form == 1:
        return f"{opening}{said}{closing}, {verb} {speaker}{when}."
    if form == 2:
        return f"{capital(speaker)} {verb}, {opening}{said}.{closing}"
    if form == 3:
        return f"{opening}{said}.{closing}"
    if form == 4:
        more = world.fresh(own["quote"])
        return f"{opening}{said},{closing} {verb} {speaker}{when}. {opening}{more}.{closing}"
    if form == 5:
        return f"{capital(speaker)} {verb}: {opening}{said}{closing}."
    return f"{opening}{said},{closing} {verb} {speaker}{when}."


def paragraph(world: World, least: int = 1, most: int = 3) -> Line:
    """One paragraph of some sentences."""
    parts = [
        quoted(world) if world.draw.chance(0.28) else sentence(world)
        for _ in range(world.draw.randint(least, most))
    ]
    return body(" ".join(parts))


def lead(world: World) -> str:
    """The first sentences of the page's story."""
    text = constant(world, world.write(world.draw.choice(world.story["leads"])))
    return f"{text} {sentence(world)}" if world.draw.chance(0.35) else text


def opening(world: World, share: float = 0.8) -> Line:
    """The first paragraph, with a dateline in `share` of all cases."""
    text = lead(world)
    if not world.draw.chance(share):
        return body(text)
    dateline = world.line("dateline")
    if world.draw.chance(0.1):
        dateline = world.draw.choice([" ", "\xa0", "   "]) + dateline
    return ((dateline, Role.DATELINE), (text, Role.BODY))


def dateline_apart(first: Line) -> list[Line]:
    """A first paragraph whose dateline an extractor left on lines of its own: the place, then the sign."""
    if len(first) == 1:
        return [first]
    (told, role), text = first
    place, sign = told.strip()[:-1].rstrip(), told.strip()[-1]
    if sign.isalnum() or not place:
        return [first]
    return [((place, role),), ((sign, role),), (text,)]


def subheading(world: World) -> str:
    """The words of a heading inside the body."""
    return world.write(world.draw.choice(world.language_words["subhead"]))


def subhead(world: World) -> Line:
    """A heading inside the body."""
    return body(cased(world, subheading(world)))


def headed(world: World, paragraph: Line) -> list[Line]:
    """A paragraph under a heading, which may be made of words of its own."""
    draw = world.draw
    told = paragraph[0][0].translate(_SIGNS).split()
    if len(told) < SAID or not draw.chance(0.35):
        return run_in(world, subheading(world), [paragraph])
    first = draw.randint(0, len(told) - SAID)
    heading = " ".join(told[first : first + draw.randint(4, 9)])
    return run_in(world, heading if draw.chance(0.2) else heading.title(), [paragraph])


def run_in(world: World, heading: str, under: list[Line]) -> list[Line]:
    """A heading and what stands under it; on some pages bold words in the same paragraph."""
    draw = world.draw
    if not world.habits.setdefault("run_in", "yes" if draw.chance(RUN_IN) else ""):
        return [body(cased(world, heading)), *under]
    heading = heading.title() if draw.chance(0.5) else heading
    (first, role), *rest = under[0]
    return [((heading + draw.choice([" ", " ", ". ", ": "]) + first, role), *rest), *under[1:]]


def cased(world: World, text: str) -> str:
    """The words of a heading as pages print them: as they are, in capitals, with a colon."""
    return world.draw.choices([text, text.upper(), text.capitalize(), text + ":"], [80, 7, 8, 5])[0]


def items(world: World) -> list[Line]:
    """A short list with the sentence before it."""
    draw, own = world.draw, world.language_words
    sign = world.habits.setdefault(
        "bullet", draw.choice(["- ", "• ", "* ", "", "{0}. ", "{0}) ", "({0}) ", "– ", "· ", "{0}. "])
    )
    count = draw.randint(3, 9)
    lines = [
        body(
            sign.format(number + 1)
            + world.write(draw.choice(own["list_item"]))
            + draw.choice(["", "", ".", ";"])
        )
        for number in range(count)
    ]
    return [body(world.write(draw.choice(own["list_intro"]))), *lines] if draw.chance(0.5) else lines


def news(world: World) -> list[Line]:
    """A report: dateline, lead, paragraphs, perhaps sub-headings or a list."""
    draw = world.draw
    long = draw.chance(0.4)
    lines = [opening(world)]
    if draw.chance(0.04):
        lines = dateline_apart(lines[0])
    if draw.chance(0.08):  # an editor's summary above the dateline
        lines.insert(0, body(sentence(world)))
    chaptered = draw.chance(0.4)
    for _ in range(draw.randint(3, 16)):
        if draw.chance(0.04):
            lines += items(world)
        told = paragraph(world, 2, 5) if long and draw.chance(0.5) else paragraph(world)
        lines += headed(world, told) if chaptered and draw.chance(0.22) else [told]
    return lines


def brief(world: World) -> list[Line]:
    """A report of a few sentences."""
    return [opening(world, 0.6), *(paragraph(world, 1, 2) for _ in range(world.draw.randint(0, 3)))]


def column(world: World) -> list[Line]:
    """An opinion: long paragraphs, no dateline, perhaps a drop cap."""
    draw = world.draw
    world.habits["voice"] = draw.choice(["essay", "news"])
    lines = [paragraph(world, *draw.choice([(3, 7), (3, 7), (1, 4)])) for _ in range(draw.randint(5, 14))]
    if draw.chance(0.12):
        first = lines[0][0][0]
        word, _, rest = first[1:].partition(" ")
        lines[:1] = [body(first[0]), body(f"{draw.choice([word, word.upper()])} {rest}")]
    for _ in range(draw.choice([0, 0, 1, 1, 3, 5])):
        lines.insert(draw.randint(2, len(lines)), subhead(world))
    return lines


def listing(world: World) -> list[Line]:
    """A list article: an introduction, numbered headings each with its paragraphs."""
    draw, own = world.draw, world.language_words
    sign = draw.choice(["{0}. ", "{0}. ", "#{0} ", "{0}) ", ""])
    lines = [opening(world, 0.3), paragraph(world)]
    for number in range(draw.choice([draw.randint(3, 8), draw.randint(5, 16)])):
        title = world.write(
            draw.choice(
                [draw.choice(own["subhead"]), draw.choice(own["list_item"]), "{orang}", "{klub}", "{desa}"]
            )
        )
        under = [paragraph(world, 1, 3) for _ in range(draw.randint(1, 2))]
        lines += run_in(world, sign.format(number + 1) + title, under)
    return lines


def table(world: World) -> list[Line]:
    """An article that is mostly lists: results, prices, schedules, surveys."""
    draw, own = world.draw, world.language_words
    lines = [opening(world, 0.6), paragraph(world)]
    labelled, told = draw.chance(0.5), draw.choice([0.1, 0.3, 0.6])
    for _ in range(draw.choices([draw.randint(2, 6), draw.randint(6, 24)], [70, 30])[0]):
        if labelled:
            lines.append(body(world.write(draw.choice(own["label"]))))
        elif draw.chance(0.6):
            lines.append(subhead(world))
        lines += items(world)
        if draw.chance(told):
            lines.append(paragraph(world))
    return lines


def interview(world: World) -> list[Line]:
    """Questions and answers."""
    draw, own = world.draw, world.language_words
    ask, answer = draw.choice(
        [("", ""), ("Tanya: ", "Jawab: "), ("T: ", "J: "), ("{media}: ", "{tokoh}: "), ("– ", "")]
    )
    lines = [opening(world, 0.4), paragraph(world, 2, 3)]
    for _ in range(draw.randint(4, 12)):
        question = world.write(
            ask
            + draw.choice(
                [
                    "Bagaimana tanggapan Anda?",
                    "Sejak kapan <hal|masalah> itu <terjadi|diketahui>?",
                    "Apa langkah berikutnya?",
                    "Lalu bagaimana dengan warga {desa}?",
                    "Benarkah <ada|tidak ada> {n:2-40} orang yang terlibat?",
                ]
            )
        )
        lines.append(body(question))
        said = ". ".join(world.fresh(own["quote"]) for _ in range(draw.randint(1, 4)))
        lines.append(body(world.write(answer) + said + "."))
    return lines


def check(world: World) -> list[Line]:
    """A fact check: claim, facts, conclusion, references."""
    draw = world.draw
    labels = draw.choice(
        [
            ("Klaim", "Fakta", "Kesimpulan", "Rujukan"),
            ("NARASI:", "PENJELASAN:", "KESIMPULAN:", "REFERENSI:"),
            ("Klaim :", "Hasil Cek Fakta", "Kesimpulan", "Sumber:"),
        ]
    )
    lines = [opening(world, 0.4)]
    for label in labels[:3]:
        lines += [body(label), *(paragraph(world, 1, 4) for _ in range(draw.randint(1, 4)))]
    if draw.chance(0.6):
        lines += [
            body(labels[3]),
            *(
                body(world.write("https://{domain_lain}/" + str(draw.randint(10**5, 10**7))))
                for _ in range(draw.randint(1, 4))
            ),
        ]
    return lines


def recipe(world: World) -> list[Line]:
    """A recipe: ingredients and steps."""
    draw = world.draw
    things = [
        "{n:2-9} siung bawang putih",
        "{n:1-3} sdt garam",
        "{n:200-900} gram <ikan|daging|tahu>",
        "{n:2-6} lembar daun jeruk",
        "Minyak secukupnya",
        "1 batang serai, memarkan",
        "{n:3-12} buah cabai rawit",
        "{n:100-600} ml santan",
        "gula merah secukupnya",
    ]
    steps = [
        "<Haluskan|Tumis> bumbu sampai harum",
        "Masukkan <santan|air|daging>, aduk rata",
        "Masak dengan api kecil selama {n:10-50} menit",
        "Angkat dan <tiriskan|sajikan hangat>",
        "Koreksi rasa, lalu taburi bawang goreng",
    ]
    lines = [
        body(lead(world)),
        paragraph(world),
        body(draw.choice(["Bahan:", "Bahan-bahan:", "BAHAN", "Bahan Utama"])),
    ]
    lines += [body(draw.choice(["- ", "", "• "]) + world.write(thing)) for thing in draw.some(things, 4, 9)]
    lines.append(body(draw.choice(["Cara membuat:", "Langkah:", "CARA MEMASAK", "Cara Membuat"])))
    lines += [
        body(f"{number + 1}. {world.write(step)}.") for number, step in enumerate(draw.some(steps, 3, 5))
    ]
    return [*lines, paragraph(world)]


def nothing(world: World) -> list[Line]:
    """No article at all."""
    return []


ARTICLES: Final[dict[str, Callable[[World], list[Line]]]] = {
    "news": news,
    "brief": brief,
    "column": column,
    "listing": listing,
    "table": table,
    "interview": interview,
    "check": check,
    "recipe": recipe,
    "nothing": nothing,
    "document": document,
}
