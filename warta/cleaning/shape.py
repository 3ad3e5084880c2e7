"""What a segment looks like by itself."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from warta.cleaning.lines import Lines
from warta.cleaning.patterns import contains, each
from warta.cleaning.rules import fragment
from warta.cleaning.structure import Columns, either
from warta.cleaning.words import Distinct


@cache
def _words() -> dict[str, dict[str, Any]]:
    return tomllib.loads(Path(__file__).with_name("words.toml").read_text("utf-8"))


def _any_of(listed: Mapping[str, str]) -> str:
    """A pattern for the words of all languages."""
    every = sorted({word for words in listed.values() for word in words.split()})
    return rf"\b(?:{'|'.join(every)})\b"


SENTENCE_END: Final = (
    r"""[.!?]["”’')\]*»]*(?:\s?[-–—]\s?\p{Lu}[\p{Lu} ]+)?$"""
    r"""|[,.!?]["”’]+$|["”],? ?[\p{Ll}A-Z][\p{L} .]{2,40}$"""
)
"""How prose ends; after it there may be an agency, after a closing quote a comma or an attribution."""
DATELINES: Final = {
    "mark": r"^[^.!?]{2,80}(?:[-–—|:]|\))\s*$",
    "site": r"^\S+\.(?:com|id|net|co)\b.{0,40}$",
    "agency": r"^\p{Lu}{3,}[\p{Lu} ]*, ?[\p{L}\d. ]{2,40}[.,-]$",
}
FIRST, LAST = 4, 5
"""Characters that the patterns of the first and of the last characters read."""
AT_FIRST: Final = {
    "lower": r"^\p{Ll}",
    "upper": r"^\p{Lu}",
    "digit": r"^\p{N}",
    "quote": r"""^["“‘'”]""",
    "bracket": r"^[(\[{]",
    "sign": r"^[^\p{L}\p{N}\"“‘'”(\[{]",
    "bullet": r"^[-–•*+»›>·▪■◦]\s?\S",
    "hash": r"^#",
    "at": r"^@",
    "number_point": r"^\d{1,2}[.)]\s",
}
AT_LAST: Final = {
    "full_stop": r"[.]$",
    "question": r"[?!]$",
    "colon": r":$",
    "comma": r",$",
    "dash": r"[-–—|]$",
    "dots": r"(?:…|\.\.\.|\[…\]|\[\.\.\.\])$",
    "quote": r"""["”’]$""",
    "bracket": r"[)\]]$",
    "digit": r"\d$",
    "letter": r"\p{L}$",
    "arrow": r"[»›→>]$",
    "star": r"\*$",
}
HOLDS: Final = {
    "pipe": r"\|",
    "crumb": r"\s[>»›/]\s",
    "middle_dot": r"[·•]",
    "copyright": r"©|[Cc]opyright|COPYRIGHT",
    "address": r"https?://|www\.|\w@\w",
    "domain": r"\.(?:com|co\.id|id|net|tv|news|org|my|COM|CO\.ID|ID|NET)\b",
    "phone": r"(?:\+62|\b0\d{2,3})[\d -]{6,}",
    "money": r"\b(?:Rp|RM|USD)\s?\d",
    "bracketed_date": r"\(\d{1,2}[/-]\d{1,2}",
    "year": r"\b(?:19|20)\d{2}\b",
    "clock": r"\b\d{1,2}[:.]\d{2}\b",
    "zone": r"\b(?:WIB|WITA|WIT|Wib|Wita|Wit)\b",
    "slash_in_brackets": r"\([^()]{1,40}/[^()]{1,40}\)",
    "bracketed_end": r"\([^()]{2,50}\)$",
    "inner_sentence": r"""[\p{Ll}\d)][.!?]["”’]?\s+["“‘]?\p{Lu}""",
    "inner_quote": r"""["“][^"”]{15,}""",
    "spoken": r"""[,.!?]["”’],?\s*(?:\p{Ll}+)""",
    "percent": r"\d\s?(?:%|persen)",
    "colon": r"\w ?: ?\w",
    "glued": r"\p{Ll}{2}\p{Lu}\p{Ll}",
    "handle": r"^@?[\p{L}\d]+[._]?[\p{L}]*\d*[._\d]*[\p{L}]*$",
    "only_signs": r"^[^\p{L}\p{N}]+$",
    "only_digits": r"^[\d.,:/\s-]+$",
    "emoji": r"[\x{1F300}-\x{1FAFF}\x{2600}-\x{27BF}]|wkwk|haha|hehe",
    "plus": r"[+]\d|\d[+]",
    "exclaim": r"!{1,}",
    "lead_in": r"^[\p{L}?]+(?: [\p{L}?]+){0,4} ?(?::|>>|»|\?|–|\|) ?[\"“]?[\p{Lu}\d]",
    "enumeration": r"^[^:,;.]{2,40}:(?: ?[^:,;]{2,40}[,;]){3}",
    "gender_age": r"\p{L} \(\d{1,2}\)",
    "named_moment": (
        rf"^(?:(?:\p{{Lu}}[\p{{L}}.'’-]*|{_any_of(_words()['and'])}|\(\p{{L}}+\)),? ){{1,12}}"
        rf"{_any_of(_words()['moment'])} "
    ),
    "town": rf"\b(?i:{fragment('town')})\b",
}
IN_WORDS: Final = frozenset(
    {
        *("pipe", "middle_dot", "copyright", "address", "domain", "bracketed_date", "year", "clock", "zone"),
        *("glued", "emoji", "plus", "exclaim", "town"),
    }
)
"""Those of `HOLDS` that take no space and ask for none around them; of towns those of one word are enough."""
_READS: Final = {
    "picture": (
        r"^(?:ilustrasi|infografis|tangkapan layar|potret)\b|\wilustrasi "
        r"|\b(?:ilustrasi|shutterstock|thinkstock|freepik|getty|unsplash|istock|pexels|pixabay|flickr|reuters|afp"
        r"|epa|istimewa|dok|dokumentasi|photo|foto|wikimedia)\b.{0,25}$"
    ),
    "title_word": (
        r"^(?:0 )?(?:video|foto|infografis|opini|kolom|breaking|viral|ini|begini|simak|profil|daftar"
        r"|jadwal)\b"
    ),
    "bracketed_initials": (
        r"^\(\s?(?:[a-z]{2,6}(?:[/-][a-z\d]{1,6}){0,4}"
        r"|(?:tim|humas|rilis|red|rel|adv|hms|rls|pen)[ /][^()]+)\s?\)$"
    ),
    "bracketed_photo": rf"^[(\[] ?(?:{fragment('photo')})\b",
    "moment": _any_of(_words()["moment"]),
}
"""Patterns that read the folded line."""


@cache
def function_words() -> frozenset[str]:
    """The words that hold sentences together, in all languages."""
    return frozenset(word for listed in _words()["function"].values() for word in listed.split())


@cache
def voices() -> dict[str, dict[str, str]]:
    """The words that tell whose voice a sentence has, by voice and language."""
    return {f"voice_{name}": listed for name, listed in _words()["voice"].items()}


def _continues() -> str:
    every = sorted({words for listed in _words()["continues"].values() for words in listed})
    return rf"""^["']*(?:{"|".join(every)})\b"""


def shape(lines: Lines) -> dict[str, NDArray[Any]]:
    """The shape of each line: numbers (`length`, `words`, `function`, …) and Booleans."""
    text, printed = lines.text, lines.printed
    length = text.str.len_chars().to_numpy().astype(np.int64)
    words = printed.count(r"\S+")
    # What stands at the beginning of a word follows a space, or begins the line.
    capitals = printed.count(r"(?:^|[\s(\"“'/-])[\p{Lu}]")
    digits = printed.count(r"\d")
    function = lines.read.count(_any_of(_words()["function"]))
    rubrics = lines.read.count(rf"^(?:{fragment('rubric')})$")
    foots = lines.read.count(rf"^(?:{fragment('foot')})$")
    upper = (text == text.str.to_uppercase()).to_numpy()
    some = np.maximum(words, 1)
    on_lines = {
        "sentence": SENTENCE_END,
        **{f"dateline_{name}": pattern for name, pattern in DATELINES.items()},
        **{f"holds_{name}": pattern for name, pattern in HOLDS.items() if name not in IN_WORDS},
    }
    on_folded = {"continues": _continues(), **{f"holds_{name}": pattern for name, pattern in _READS.items()}}
    seen = {
        **_at_end(
            lines.reduced.str.slice(0, FIRST),
            {f"first_{name}": pattern for name, pattern in AT_FIRST.items()},
        ),
        **_at_end(
            lines.reduced.str.slice(-LAST), {f"last_{name}": pattern for name, pattern in AT_LAST.items()}
        ),
        **each(lines.reduced, printed, on_lines),
        **each(lines.reduced_folded, lines.read, on_folded),
        **printed.holds({f"holds_{name}": HOLDS[name] for name in sorted(IN_WORDS)}),
    }
    return {
        "length": length,
        "words": words,
        "function": function,
        "rubrics": rubrics,
        "foots": foots,
        **{name: lines.read.count(_any_of(listed)) for name, listed in voices().items()},
        "foot_half": (foots * 2 >= some) & (foots >= 2),
        "commas": printed.count(","),
        "rubric_half": (rubrics * 2 >= some) & (rubrics >= 2),
        "all_upper": upper & text.str.contains(r"\p{L}{2}").to_numpy(),
        "mostly_capitalised": capitals * 10 >= some * 6,
        "capitalised": capitals >= some,
        "mostly_digits": digits * 3 >= length,
        "has_digits": digits > 0,
        "function_tenth": function * 10 >= some,
        "function_fifth": function * 5 >= some,
        **{name: seen[name] for name in ("sentence", "continues")},
        "dateline_end": either(seen[f"dateline_{name}"] for name in DATELINES),
        **{name: flags for name, flags in seen.items() if name.startswith(("first_", "last_"))},
        **{f"holds_{name}": seen[f"holds_{name}"] for name in (*HOLDS, *_READS)},
    }


def _at_end(ends: pl.Series, patterns: Mapping[str, str]) -> Columns:
    """In which ends of lines patterns are found: few of them differ."""
    distinct = Distinct.of(ends)
    return {name: contains(distinct.values, pattern)[distinct.number] for name, pattern in patterns.items()}
