r"""A small alphabet, in which patterns are short machines.

A class of Unicode has hundreds of ranges, and a bound copies it: `\p{L}{1,16}` takes milliseconds to compile,
and is too large for the fast ways of the engine. Hardly a line holds a letter, digit or space that is not of
ASCII. So lines are put plainly first: one character of each kind stands for all of its kind but the few that
patterns name. A class is then ASCII and these, and takes of plain lines what it takes of lines,
at the same places.
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
"""What stands for the characters of each kind that are of no kind before it."""
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
"""The members of classes among the characters of plain lines."""
_SPACE, _VISIBLE = r"\s", r"\S"
_CLASS: Final = re.compile(r"\[\^?(?:\\[px]\{\w+\}|\\.|[^\]\\])*\]|\\[px]\{\w+\}|\\.")
_KIND: Final = re.compile(r"\\[px]\{\w+\}|\\.")


def plain(lines: pl.Series) -> pl.Series:
    """Lines with one character for all of its kind, as long as they are.

    Args:
        lines: String, without null.
    """
    rows = (lines.str.len_bytes() != lines.str.len_chars()).arg_true()
    put = lines.gather(rows)
    for kind, standing in _KINDS.items():
        put = put.str.replace_all(f"[{kind}--[{_STAYS}]]", standing)
    return lines.clone().scatter(rows, put)


@cache
def small(pattern: str) -> str:
    """A pattern that takes of plain lines what a pattern takes of lines.

    Args:
        pattern: Rust regular expression; of letters beyond ASCII it names those of `NAMED` alone, and
            where it ignores case it has no classes. U+00A0 in it takes any space beyond ASCII.
    """
    return _CLASS.sub(lambda found: _small(found[0]), pattern)


def _small(sign: str) -> str:
    if sign.startswith("["):
        return _KIND.sub(lambda kind: _MEMBERS.get(kind[0], kind[0]), sign)
    if sign == _VISIBLE:
        return f"[^{_MEMBERS[_SPACE]}]"
    return f"[{_MEMBERS[sign]}]" if sign in _MEMBERS else sign
