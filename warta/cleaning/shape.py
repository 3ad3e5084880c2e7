"""What a segment looks like by itself."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Final

import polars as pl

SENTENCE_END: Final = r"""[.!?]["”’')\]*»]*$|[,.!?]["”’]+$|["”],? ?[\p{Ll}A-Z][\p{L} .]{2,40}$"""
"""How prose ends; after a closing quote there may be a comma, or an attribution without a full stop."""
DATELINE: Final = r"^[^.!?]{2,80}(?:[-–—|:]|\))\s*$|^\S+\.(?:com|id|net|co)\b.{0,40}$"
_FIRST: Final = {
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
_LAST: Final = {
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
_HOLDS: Final = {
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
    "gender_age": r"\p{L} \(\d{1,2}\)",
}
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
}
"""Patterns that read the folded line."""


@cache
def _words() -> dict[str, dict[str, Any]]:
    return tomllib.loads(Path(__file__).with_name("words.toml").read_text("utf-8"))


def _function_words() -> str:
    every = sorted({word for listed in _words()["function"].values() for word in listed.split()})
    return rf"\b(?:{'|'.join(every)})\b"


def _continues() -> str:
    every = sorted({words for listed in _words()["continues"].values() for words in listed})
    return rf"""^["']*(?:{"|".join(every)})\b"""


def shape(segments: pl.DataFrame) -> pl.DataFrame:
    """The shape of each segment.

    Args:
        segments: as `segments` gives them.

    Returns:
        Numbers (`length`, `words`, `capitals`, `digits`, `function`) and Booleans, one row a segment.
    """
    text, folded = pl.col("text"), pl.col("folded")
    counted = segments.select(
        "text",
        "folded",
        text.str.len_chars().alias("length"),
        text.str.count_matches(r"\S+").alias("words"),
        text.str.count_matches(r"(?:^|[\s(\"“'/-])[\p{Lu}]").alias("capitals"),
        text.str.count_matches(r"\d").alias("digits"),
        folded.str.count_matches(_function_words()).alias("function"),
        (text == text.str.to_uppercase()).alias("upper"),
    )
    words = pl.col("words").clip(1)
    return counted.select(
        "length",
        "words",
        "capitals",
        "digits",
        "function",
        (pl.col("upper") & text.str.contains(r"\p{L}{2}")).alias("all_upper"),
        (pl.col("capitals") * 10 >= words * 6).alias("mostly_capitalised"),
        (pl.col("capitals") >= words).alias("capitalised"),
        (pl.col("digits") * 3 >= pl.col("length")).alias("mostly_digits"),
        (pl.col("digits") > 0).alias("has_digits"),
        (pl.col("function") * 10 >= words).alias("function_tenth"),
        (pl.col("function") * 5 >= words).alias("function_fifth"),
        text.str.contains(SENTENCE_END).alias("sentence"),
        folded.str.contains(_continues()).alias("continues"),
        text.str.contains(DATELINE).alias("dateline_end"),
        *(text.str.contains(pattern).alias(f"first_{name}") for name, pattern in _FIRST.items()),
        *(text.str.contains(pattern).alias(f"last_{name}") for name, pattern in _LAST.items()),
        *(text.str.contains(pattern).alias(f"holds_{name}") for name, pattern in _HOLDS.items()),
        *(folded.str.contains(pattern).alias(f"holds_{name}") for name, pattern in _READS.items()),
    )
