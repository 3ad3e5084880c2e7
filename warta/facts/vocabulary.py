"""The vocabularies of this room: one TOML file of `words/` each."""

import functools
import re
import tomllib
from importlib import resources
from typing import Any, Final

_TURKISH: Final = str.maketrans("İı", "ii")


@functools.cache
def words(name: str) -> dict[str, Any]:
    """Read the vocabulary `words/<name>.toml`."""
    return tomllib.loads(resources.files("warta.facts").joinpath("words", f"{name}.toml").read_text("utf-8"))


def alternatives(items: list[str]) -> str:
    """Make a regex alternation of literal words, the longest first so that the most complete form matches."""
    return "|".join(re.escape(item) for item in sorted(items, key=lambda item: (-len(item), item)))


def without_case(word: str) -> str:
    """Fold the case of what a pattern without case took: to such a pattern the Turkish İ and ı are an i."""
    return word.translate(_TURKISH).casefold()
