r"""A reduced alphabet, which keeps the automata of patterns small.

A Unicode class has hundreds of ranges, and a bounded repetition copies it for each count: `\p{L}{1,16}`
takes milliseconds to compile, and its automaton is too large for the engine's fast matchers. Yet hardly a
line holds a letter, digit or space beyond ASCII. So lines are reduced first: beyond ASCII, one character
stands for all characters of its kind, but for the few that patterns name. Patterns are reduced likewise: a
class in them is its members in ASCII, these representatives and the named ones. A reduced pattern matches a
reduced line exactly where the pattern matches the line: characters are replaced one by one, so that places
stay.
"""

import re
from functools import cache
from typing import Final

import polars as pl

NAMED: Final = "é\u212aſ"
"""Letters beyond ASCII that patterns name.

The sign of kelvin, escaped since editors make it a K, and the long s are k and s in another case.
"""
_JOINERS: Final = "\u200c\u200d"
_KINDS: Final = {
    r"\p{Lu}": "À",
    r"\p{Ll}": "à",
    r"\p{L}": "א",
    r"\d": "٠",
    r"\p{Nl}": "〇",
    r"\p{N}": "½",
    r"\p{Zs}": "\xa0",
    r"\p{Cf}": "\u200b",
    r"\w": "Ⓐ",
}
"""The representative of each kind: of the characters that are of no kind above it."""
_STAYS: Final = rf"\x00-\x7f{NAMED}{_JOINERS}{''.join(_KINDS.values())}"
_MEMBERS: Final = {
    r"\p{Lu}": r"A-ZÀ\x{212A}",
    r"\p{Ll}": "a-zàéſ",
    r"\p{L}": r"A-Za-zÀ\x{212A}àéſא",
    r"\d": "0-9٠",
    r"\p{N}": "0-9٠〇½",
    r"\s": r"\t-\r \x{85}\x{A0}\x{2028}\x{2029}",
    r"\p{Zs}": r" \x{A0}",
    r"\p{Cf}": r"\x{200B}-\x{200D}",
    r"\w": rf"0-9A-Z_a-zÀ\x{{212A}}àéſא٠〇Ⓐ{_JOINERS}",
}
"""The members of each class among the characters of reduced lines."""
_SPACE, _VISIBLE = r"\s", r"\S"
_CLASS: Final = re.compile(r"\[\^?(?:\\[px]\{\w+\}|\\.|[^\]\\])*\]|\\[px]\{\w+\}|\\.")
_KIND: Final = re.compile(r"\\[px]\{\w+\}|\\.")


def reduced(lines: pl.Series) -> pl.Series:
    """Lines in the reduced alphabet, each as long as it was.

    Args:
        lines: String, without null.
    """
    rows = (lines.str.len_bytes() != lines.str.len_chars()).arg_true()
    foreign = lines.gather(rows)
    for kind, representative in _KINDS.items():
        foreign = foreign.str.replace_all(f"[{kind}--[{_STAYS}]]", representative)
    return lines.clone().scatter(rows, foreign)


@cache
def reduced_pattern(pattern: str) -> str:
    """A pattern that matches reduced lines where a pattern matches the lines themselves.

    Args:
        pattern: Rust regular expression; of letters beyond ASCII it names those of `NAMED` alone, and
            where it ignores case it has no classes. U+00A0 in it takes any space beyond ASCII.
    """
    return _CLASS.sub(lambda found: _reduced_class(found[0]), pattern)


def _reduced_class(sign: str) -> str:
    """A class or an escape of a pattern, its members spelled out; what is no class stays."""
    if sign.startswith("["):
        return _KIND.sub(lambda kind: _MEMBERS.get(kind[0], kind[0]), sign)
    if sign == _VISIBLE:
        return f"[^{_MEMBERS[_SPACE]}]"
    return f"[{_MEMBERS[sign]}]" if sign in _MEMBERS else sign
