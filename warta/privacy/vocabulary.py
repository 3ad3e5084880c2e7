"""The words of this room, from `words.toml`, and patterns made of them."""

import functools
import re
import tomllib
from collections.abc import Iterable
from importlib import resources
from typing import Any


@functools.cache
def words() -> dict[str, Any]:
    """Read `words.toml`."""
    return tomllib.loads(resources.files("warta.privacy").joinpath("words.toml").read_text("utf-8"))


def any_of(phrases: Iterable[str]) -> str:
    """Make a pattern of whole phrases in any case, the longest first; a full stop may end a word."""
    longest_first = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    parts = "|".join(re.escape(phrase).replace(r"\ ", r"\.?\s{1,2}") for phrase in longest_first)
    return rf"(?<!\w)(?i:{parts})(?!\w)"
