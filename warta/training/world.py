"""What one invented page is about: its outlet, people, place, day and story, and the names of its slots."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any, Final

from warta.training.draw import Draw, grow, words

LANGUAGES: Final = ("id", "ms", "jv", "su", "en")


@dataclass(slots=True)
class World:
    """A page's facts: slots in `said` keep one value for the page, templates in `told` were used."""

    draw: Draw
    language: str
    story: Mapping[str, Any]
    day: date
    said: dict[str, str] = field(default_factory=dict)
    told: set[str] = field(default_factory=set)
    habits: dict[str, str] = field(default_factory=dict)
    whole: bool = True  # the extractor kept all of the page
    titled: bool = True  # the page has its headline, so that the same line elsewhere repeats it
    constant: float = 0.0  # share of the sentences that name again what the story is about
    strange: float = 0.0  # share of the furniture in words that no other page has

    @property
    def language_words(self) -> dict[str, Any]:
        """The word file of the page's language."""
        return words(self.language)

    def write(self, template: str) -> str:
        """Write out a template for this page."""
        return grow(template, self.draw, self.fill)

    def fresh(self, templates: Sequence[str]) -> str:
        """Choose and write out a template that the page has not used yet, if there is one left."""
        template = self.draw.choice([one for one in templates if one not in self.told] or templates)
        self.told.add(template)
        return self.write(template)

    def line(self, pool: str) -> str:
        """Choose and write out a line of furniture: in the page's language if its word file has the pool."""
        own = self.language_words.get("furniture", {}).get(pool)
        shared = words("furniture").get(pool, [])
        pick = own if own and (not shared or self.draw.chance(0.8)) else shared
        template: str = self.draw.choice(pick)
        if pool in _HABITS and self.draw.chance(0.75):
            template = self.habits.setdefault(pool, template)
        text = self.write(template)
        return disguise(text, self.draw) if self.draw.chance(self.strange) else text

    def fill(self, name: str) -> str:
        """Give the text, or a template, of a slot."""
        if name in self.said:
            return self.said[name]
        made = _SLOTS.get(name)
        if made:
            return made(self)
        own = self.language_words.get(name)
        if isinstance(own, list):
            return str(self.draw.choice(own))
        return str(self.draw.choice(words("names")[name]))

    def headline(self) -> str:
        """Write a headline of the story, in the case that the site gives headlines."""
        text = self.write(self.draw.choice(self.story["headlines"]))
        if self.draw.chance(NAMED):
            text = self.write(self.draw.choice(words("names")["headline_name"])).replace("…", text)
        more = self.language_words.get("headline_tail")
        if more and self.draw.chance(0.3):
            text += self.write(self.draw.choice(more))
        case = self.said.get("case", "")
        if case == "upper":
            return text.upper()
        return text[:1] + text[1:].lower() if case == "lower" else text

    def elsewhere(self) -> "World":
        """The same page telling another story, now and then on the same subject or from the same place."""
        stories: list[Mapping[str, Any]] = self.language_words["topic"]
        other = replace(self, story=self.story if self.draw.chance(0.2) else self.draw.choice(stories))
        other.said = {**self.said, **(_place(self.draw) if self.draw.chance(0.6) else {})}
        other.said.update(_people(other))
        return other


NAMED: Final = 0.2
"""Share of headlines that name who the story is about."""

_HABITS: Final = frozenset(
    {
        "related_inline",
        "related_inline_alone",
        "advert",
        "caption_before",
        "caption_credit",
        "byline",
        "stamp",
    }
)
"""Furniture that one site words in one way."""

_WORD: Final = re.compile(r"[A-Za-z]{4,}")


def disguise(text: str, draw: Draw) -> str:
    """Replace the longer words of a line by invented ones of the same length and case."""

    def invent(match: re.Match[str]) -> str:
        word = match[0]
        made = "".join(draw.choice(words("names")["syllable"]) for _ in range(len(word) // 2)) + "n" * (
            len(word) % 2
        )
        return made.upper() if word.isupper() else made.capitalize() if word[0].isupper() else made

    return _WORD.sub(invent, text)


def make_world(draw: Draw, language: str, years: tuple[int, int]) -> World:
    """Invent the facts of a page.

    Args:
        draw: Where choices come from.
        language: One of `LANGUAGES`.
        years: First and last year of publication.
    """
    start = date(years[0], 1, 1)
    day = start + timedelta(days=draw.randrange((date(years[1], 12, 28) - start).days + 1))
    world = World(draw, language, draw.choice(words(language)["topic"]), day)
    world.strange = draw.choices([0.0, 0.15, 0.6], [88, 8, 4])[0]
    world.constant = draw.choice([0.0, 0.3, 0.6, 0.9])
    said = world.said
    said.update(_place(draw))
    said.update(_outlet(draw))
    said["domain_lain"] = _outlet(draw)["domain"]
    said["penulis"], said["penyunting"] = _person(world), _person(world)
    said.update(_people(world))
    said.update(_day_words(world))
    said["section"] = world.write(draw.choice(world.story["section"]))
    said["judul"] = world.headline()
    return world


def _place(draw: Draw) -> dict[str, str]:
    """Where a story happens."""
    place = {
        "kota": draw.choice(words("names")["regency"]),
        "kec": draw.choice(words("names")["district"]),
        "prov": draw.choice(words("names")["province"]),
    }
    return {**place, "KOTA": place["kota"].upper(), "KEC": place["kec"].upper()}


def _people(world: World) -> dict[str, str]:
    """Who and what a story is about: they have one name, and people one word of it in later mentions."""
    names, draw = words("names"), world.draw
    one, two = _person(world), _person(world)
    parts = (names["body"], names["outlet_tail"], names["village"])
    return {
        "tokoh": one,
        "sapaan": one.split()[0],
        "tokoh_dua": two,
        "sapaan_dua": two.split()[0],
        "pihak": " ".join(draw.choice(part) for part in parts),
        "tema": draw.choice(world.language_words["subject"]),
        "tema_dua": draw.choice(world.language_words["subject"]),
    }


def _outlet(draw: Draw) -> dict[str, str]:
    head, tail = draw.choice(words("names")["outlet_head"]), draw.choice(words("names")["outlet_tail"])
    name = draw.choice(
        [
            f"{head}{tail}",
            f"{head} {tail}",
            f"{head}{tail.lower()}",
            head + draw.choice(["ku", "nesia", "pos", "kita"]),
        ]
    )
    slug = re.sub(r"\W", "", name).lower()
    ending = draw.choice([".com", ".com", ".com", ".id", ".co.id", ".co", ".net", ".news", ".my.id", ".tv"])
    domain = draw.choice([slug, slug, re.sub(r"\W", "", name)]) + ending
    shown = name + draw.choice(words("names")["outlet_ending"])
    return {
        "media": draw.choice([shown, shown, domain, name.upper()]),
        "MEDIA": name.upper(),
        "media_caps": name.upper(),
        "domain": domain,
        "DOMAIN": domain.upper(),
        "slug": slug,
    }


def _day_words(world: World) -> dict[str, str]:
    own, day = world.language_words, world.day
    two = world.draw.chance(0.6)
    return {
        "hari_ini": own["weekday"][day.weekday()],
        "hari_caps": own["weekday"][day.weekday()].upper(),
        "hari_ke": f"{day.day:02}" if two else str(day.day),
        "bulan_ini": own["month"][day.month - 1],
        "bulan_caps": own["month"][day.month - 1].upper(),
        "bulan_pendek": own["month_short"][day.month - 1],
        "bulan_angka": f"{day.month:02}",
        "bulan_n": str(day.month),
        "tahun": str(day.year),
        "tgl_long": f"{day.day} {own['month'][day.month - 1]} {day.year}",
        "zona": world.draw.choice(words("id")["zone"]),
    }


def _person(world: World) -> str:
    draw, names = world.draw, words("names")
    parts = [draw.choice(names["given"]) for _ in range(draw.choice([1, 1, 1, 2]))]
    return " ".join([*parts, draw.choice(names["family"])])


def _official(world: World) -> str:
    rank = world.draw.choice(world.language_words.get("rank", [""]))
    titles = world.draw.choice(words("names")["degree"])
    return world.draw.choice(
        [
            f"{{post}} {rank} {world.said['tokoh']}{titles}",
            f"{{post}}, {rank} {world.said['tokoh']}{titles},",
            f"{rank} {world.said['tokoh']}{titles}, selaku {{post}},",
            f"{{post}} {world.said['tokoh']}",
        ]
    ).replace("  ", " ")


def _earlier(world: World) -> str:
    day = world.day - timedelta(days=world.draw.randint(0, 4))
    return world.draw.choice(
        [
            f"({day.day}/{day.month}/{day.year})",
            f"({day.day}/{day.month})",
            f"{day.day} {world.language_words['month'][day.month - 1]} {day.year}",
            f"({day.day:02}/{day.month:02}/{day.year})",
            f"({day.day}/{day.month}/{day.year % 100})",
            f"({day.day}-{day.month}-{day.year})",
        ]
    )


def _stamp_day(world: World) -> str:
    day, own = world.day - timedelta(days=world.draw.choice([0, 0, 0, 0, 1, 2, 5])), world.language_words
    month = world.draw.choice([own["month"], own["month"], own["month_short"]])[day.month - 1]
    return world.draw.choice(
        [
            f"{own['weekday'][day.weekday()]}, {day.day} {month} {day.year}",
            f"{own['weekday'][day.weekday()]}, {day.day:02} {month} {day.year}",
            f"{own['weekday'][day.weekday()]} {day.day} {month} {day.year}",
            f"{own['weekday'][day.weekday()]}, {day.day}/{day.month:02}/{day.year}",
            f"{own['weekday'][day.weekday()]} ({day.day}/{day.month}/{day.year})",
        ]
    )


def _letters(world: World) -> str:
    return "".join(world.draw.sample("abcdefghijklmnoprstuwyz", world.draw.choice([2, 3, 3, 3, 4])))


def _clock(world: World) -> str:
    return f"{world.draw.randint(0, 23):02}{world.draw.choice('.:')}{world.draw.randint(0, 59):02}"


def _first_words(text: str) -> str:
    return " ".join(text.split()[:2])


_CLUBS: Final = ("Persi{0}", "PS {0}", "{0} FC", "Laskar {0}", "Putra {0}", "{0} United")

_SLOTS: Final[dict[str, Callable[[World], str]]] = {
    "orang": _person,
    "official": _official,
    "tgl": _earlier,
    "stamp_day": _stamp_day,
    "jam": _clock,
    "hari": lambda world: str(world.draw.choice(world.language_words["weekday"])),
    "waktu": lambda world: str(world.draw.choice(world.language_words["daytime"])),
    "bulan": lambda world: str(world.draw.choice(world.language_words["month"])),
    "desa": lambda world: str(world.draw.choice(words("names")["village"])),
    "warga": lambda world: str(world.draw.choice(world.language_words["private"])),
    "inisial": lambda world: "".join(
        world.draw.sample("ABDEFGHIJKLMNRSTWY", world.draw.choice([1, 2, 2, 3]))
    ),
    "inisial_kecil": _letters,
    "nama_depan": lambda world: str(world.draw.choice(words("names")["given"])),
    "nama_caps": lambda world: str(world.draw.choice(words("names")["family"])).upper(),
    "nama_caps_penuh": lambda world: _person(world).upper(),
    "judul_lain": lambda world: world.elsewhere().headline(),
    "sumber": lambda world: world.draw.choice(
        ["ANTARA", "{domain_lain}", "Humas Polres {kota}", "Istimewa", "{prov} Pos", "YouTube"]
    ),
    "BESAR": lambda world: _first_words(world.said["judul"]).upper(),
    "grup": lambda world: world.draw.choice("ABCDEFGH"),
    "nick": lambda world: str(world.draw.choice(words("names")["nick"])),
    "kota_lain": lambda world: str(world.draw.choice(words("names")["regency"])),
    "prov_lain": lambda world: str(world.draw.choice(words("names")["province"])),
    "klub": lambda world: world.draw.choice(_CLUBS).format(world.draw.choice(words("names")["regency"])),
    "cabor": lambda world: world.draw.choice(
        ["panahan", "silat", "voli", "karate", "renang", "angkat besi", "dayung"]
    ),
}
