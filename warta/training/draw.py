"""Random choices, and the small template language of the word files."""

import random
import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, Final, TypeVar

Choice = TypeVar("Choice")

_ALTERNATIVES: Final = re.compile(r"<([^<>]*)>")
_SLOT: Final = re.compile(r"\{([A-Za-z_]+)(?::(\d+)-(\d+))?\}")
_DEEPEST: Final = 12


class Draw(random.Random):
    """A seeded source of choices: one a page, so that a page does not depend on its neighbours."""

    def chance(self, share: float) -> bool:
        """Say yes in `share` of all cases."""
        return self.random() < share

    def one_of(self, weights: Mapping[str, float]) -> str:
        """Choose a key by its weight."""
        return self.choices(list(weights), list(weights.values()))[0]

    def some(self, items: Sequence[Choice], least: int, most: int) -> list[Choice]:
        """Choose between `least` and `most` different items, in random order."""
        return self.sample(items, min(len(items), self.randint(least, most)))


@cache
def words(name: str) -> dict[str, Any]:
    """Read a word file of this package."""
    return tomllib.loads((files(__package__) / "words" / f"{name}.toml").read_text(encoding="utf-8"))


def grow(template: str, draw: Draw, fill: Callable[[str], str]) -> str:
    """Write out a template of the word files.

    `<a|b|>` chooses one alternative (also nested), `{n:2-9}` a number, `{name}` what `fill` says of the name,
    which may again be a template.

    Args:
        template: The template.
        draw: Where choices come from.
        fill: Gives the text, or the template, of a slot.
    """

    def slot(match: re.Match[str]) -> str:
        name, least, most = match.groups()
        return str(draw.randint(int(least), int(most))) if least else fill(name)

    text = template
    for _ in range(_DEEPEST):
        chosen = _ALTERNATIVES.sub(lambda match: draw.choice(match[1].split("|")), text)
        grown = _SLOT.sub(slot, chosen)
        if grown == text:
            return text
        text = grown
    raise ValueError(f"the template never ends: {template}")
