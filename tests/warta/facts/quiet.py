"""News in which no police has a part, drawn from the parts in `quiet.toml`."""

import random
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

_PARTS: Final[dict[str, dict[str, Any]]] = tomllib.loads(
    (Path(__file__).parent / "quiet.toml").read_text("utf-8")
)
_PEOPLE: Final = _PARTS.pop("people")
_SLOT: Final = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Quiet:
    """A text and the officials of the government that it names."""

    text: str
    officials: frozenset[str]


def quiet_text(seed: int) -> Quiet:
    """Draw one text: a headline, an opening, some sentences and quotations in any order, an ending."""
    chance = random.Random(seed)
    topic = _PARTS[sorted(_PARTS)[seed % len(_PARTS)]]
    told = chance.sample(topic["sentences"], chance.randint(3, 7))
    told += chance.sample(topic["quotes"], chance.randint(1, 2))
    chance.shuffle(told)
    place = chance.choice(_PEOPLE["places"])
    head = chance.choice([f"{place.upper()} - ", f"{place}, kabarpagi.test – ", ""])
    officials: set[str] = set()
    title, opening = chance.choice(list(zip(topic["titles"], topic["openings"], strict=True)))
    paragraphs = [title, head + opening]
    while told:
        count = chance.randint(1, 3)
        paragraphs.append(" ".join(told[:count]))
        told = told[count:]
    paragraphs.append(chance.choice(topic["endings"]))
    if chance.random() < 0.3:
        paragraphs.append("Editor: {orang}")
    filled = [_filled(paragraph, place, chance, officials) for paragraph in paragraphs]
    return Quiet("\n\n".join(filled), frozenset(officials))


def _filled(paragraph: str, place: str, chance: random.Random, officials: set[str]) -> str:
    def filled(slot: re.Match[str]) -> str:
        if slot[1] == "tempat":
            return place
        if slot[1] == "n":
            return str(chance.randint(2, 900))
        if slot[1] == "hari":
            return str(chance.choice(_PEOPLE["days"]))
        name = f"{chance.choice(_PEOPLE['first'])} {chance.choice(_PEOPLE['last'])}"
        if slot[1] == "pejabat":
            officials.add(name)
        return name

    return _SLOT.sub(filled, paragraph)
