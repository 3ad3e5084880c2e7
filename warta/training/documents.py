"""Pages on which a site speaks of itself: its rules, who works there, what it offers, what an office does."""

from collections.abc import Mapping
from typing import Any, Final

from warta.terms import Role
from warta.training.draw import words
from warta.training.layout import Line, line
from warta.training.world import World

_ROMAN: Final = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV")


def document(world: World) -> list[Line]:
    """One such page: its heading, what opens it, its parts with sentences or points, what closes it."""
    draw = world.draw
    kind: Mapping[str, Any] = draw.choice(words("documents")["document"])
    texts = [world.write(draw.choice(kind["heading"])) for _ in range(draw.choice([0, 1, 1, 1, 2]))]
    texts += [world.fresh(kind["opening"]) for _ in range(draw.choice([0, 1, 1, 2]))]
    numbering = draw.choice(words("documents")["numbering"])
    for number, part in enumerate(draw.some(kind["part"], 3, 12)):
        texts += _part(world, kind, _numbered(numbering, number) + world.write(part))
    texts += [world.fresh(kind["closing"]) for _ in range(draw.choice([0, 0, 1, 2, 3]))]
    return [line(text, Role(kind.get("role", Role.LEGAL))) for text in texts]


def _part(world: World, kind: Mapping[str, Any], heading: str) -> list[str]:
    """A heading and what stands under it, or beside it where posts have names."""
    draw = world.draw
    if kind.get("names") and draw.chance(0.5):
        return [heading + draw.choice([": ", " : "]) + world.fresh(kind["said"])]
    heading = heading.upper() if draw.chance(0.15) else heading
    said = [world.fresh(kind["said"]) for _ in range(draw.choice([0, 1, 1, 2, 3]))]
    if draw.chance(0.4):
        said = [" ".join(said)]
    mark = draw.choice(words("documents")["item"])
    points = [mark + world.fresh(kind["short"]) for _ in range(draw.choice([0, 0, 0, 2, 3, 5]))]
    return [heading, *said, *points]


def _numbered(form: str, number: int) -> str:
    return form.format(number + 1, roman=_ROMAN[number], letter=chr(ord("A") + number))
