"""What language a text is in: pycld2 first, marker words and langdetect where it is unsure."""

import tomllib
from array import array
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

import numpy as np
import orjson
import polars as pl
import pycld2
from langdetect.detector import Detector
from langdetect.detector_factory import PROFILES_DIRECTORY, DetectorFactory
from langdetect.lang_detect_exception import LangDetectException
from numpy.typing import NDArray

from warta.terms import UNDETERMINED

SCHEMA: Final = pl.Schema(
    {
        "language": pl.String(),  # BCP 47; `und` where the text is too short or no vote knows it
        "language_basis": pl.String(),
        "language_cld2": pl.String(),
        "language_cld2_score": pl.Float64(),  # share of the text, 0 to 1, that pycld2 gives to this language
        "language_langdetect": pl.String(),  # null where the second vote was not asked
        "language_langdetect_score": pl.Float64(),  # probability, 0 to 1
        "languages": pl.List(pl.String()),  # the main language first; two and more: a mixed text; none: `und`
    }
)


class Basis(StrEnum):
    """Which vote decided."""

    TOO_SHORT = "too_short"
    CLD2 = "cld2"
    LANGDETECT = "langdetect"
    BOTH = "cld2+langdetect"
    MARKERS = "markers"
    NONE = "none"


SHORTEST: Final = 60
"""Characters below which nothing is said: `Polres Malang` alone is Tagalog to langdetect."""
SURE_LENGTH: Final = 600
"""Characters below which marker words are asked: of texts of 200, pycld2 mistakes one in forty."""
SURE_SHARE: Final = 0.9
SURE_PROBABILITY: Final = 0.9
LANGDETECT_READS: Final = 600
MIXED_SHARE: Final = 0.1
MIXED_MARKERS: Final = 6
GREETINGS: Final = ("jv", "su")
"""Languages of greetings in texts of another."""

MARKERS: Final[dict[str, dict[str, Any]]] = tomllib.loads(
    Path(__file__).with_suffix(".toml").read_text("utf-8")
)

_CLD2: Final = pl.Schema(
    {"cld2": pl.String(), "share": pl.Float64(), "reliable": pl.Boolean(), "parts": pl.List(pl.String())}
)
_LANGDETECT: Final = pl.Schema({"langdetect": pl.String(), "probability": pl.Float64()})
_LANGDETECT_KNOWS: Final = sorted(path.name for path in Path(PROFILES_DIRECTORY).iterdir() if path.is_file())
_LISTED: Final = 8_000
_BCP47: Final = {"un": UNDETERMINED, "jw": "jv", "iw": "he", "zh-cn": "zh-CN", "zh-tw": "zh-TW"}


def identify(texts: pl.Series) -> pl.DataFrame:
    """The language of each text.

    pycld2 tells Indonesian, Malay, Javanese and Sundanese apart but mistakes some short texts: there, marker
    words are counted. langdetect knows none of the last three and takes them for Indonesian, so its vote
    counts only against a language that it could have named.

    Args:
        texts: String, the bodies; null counts as empty.

    Returns:
        One row a text in order, columns as in `SCHEMA`.
    """
    read = pl.Series("text", texts, dtype=pl.String).fill_null("").str.replace_all(r"[\p{Cc}\p{Cn}]", " ")
    first = pl.DataFrame([_cld2(text) for text in read], schema=_CLD2, orient="row")
    frame = first.with_columns(read.str.strip_chars().str.len_chars().alias("length"))
    long_enough = pl.col("length") >= SHORTEST
    unsure = ~pl.col("reliable") | (pl.col("share") < SURE_SHARE)
    frame = frame.hstack(_marker_counts(read, frame.select(_by_markers(unsure)).to_series()))
    asked = frame.select(long_enough & unsure).to_series()
    votes = [_langdetect(text) if ask else (None, None) for text, ask in zip(read, asked, strict=True)]
    frame = frame.hstack(pl.DataFrame(votes, schema=_LANGDETECT, orient="row"))
    frame = frame.with_columns(_decision(long_enough, unsure).struct.unnest())
    return frame.select(
        "language",
        "language_basis",
        pl.col("cld2").alias("language_cld2"),
        pl.col("share").alias("language_cld2_score"),
        pl.col("langdetect").alias("language_langdetect"),
        pl.col("probability").alias("language_langdetect_score"),
        _mixture().alias("languages"),
    ).cast(SCHEMA)


def _cld2(text: str) -> tuple[str, float, bool, list[str]]:
    reliable, _, found = pycld2.detect(text, isPlainText=True)
    named = [(_BCP47.get(code, code), share / 100) for _, code, share, _ in found if code != "un"]
    code, share = named[0] if named else (UNDETERMINED, 0.0)
    return code, share, reliable, [code for code, share in named if share >= MIXED_SHARE]


Shares = NDArray[np.float64]
"""A number for each language."""


class _Shares(dict[str, Any]):
    """The share of each letter sequence in each language, as langdetect's detectors ask for it.

    Its own table holds 90,000 lists of a number for every language, nearly all of them zero: 60 MB. This one
    holds the number of each sequence, the other shares and their languages in the order of these numbers, and
    the lists that were asked for last.

    Args:
        profiles: langdetect's, one a language.
    """

    def __init__(self, profiles: Sequence[Mapping[str, Any]]) -> None:
        super().__init__()
        numbers, languages, shares = array("I"), array("B"), array("d")
        for language, profile in enumerate(profiles):
            for letters, count in profile["freq"].items():
                numbers.append(self.setdefault(letters, len(self)))
                languages.append(language)
                shares.append(count / profile["n_words"][len(letters) - 1])
        order = np.argsort(numbers, kind="stable")
        self._ends = np.cumsum([0, *np.bincount(numbers)])
        self._languages, self._shares = np.array(languages)[order], np.array(shares)[order]
        self._many = len(profiles)
        self._listed = lru_cache(_LISTED)(self._list)

    def __getitem__(self, letters: str) -> Shares:
        """Their share in each language."""
        return self._listed(letters)

    def _list(self, letters: str) -> Shares:
        shares = np.zeros(self._many)
        number = super().__getitem__(letters)
        own = slice(*self._ends[number : number + 2])
        shares[self._languages[own]] = self._shares[own]
        return shares


class _Detector(Detector):  # type: ignore[misc]  # langdetect has no types
    """langdetect's detector, which goes through its 55 languages one by one at each of its samples.

    This one takes them all at once, each number by the same operations in the same order: to the last digit
    it says the same.
    """

    def _init_probability(self) -> Shares:
        return np.full(len(self.langlist), 1.0 / len(self.langlist))

    def _update_lang_prob(self, prob: Shares, word: str, alpha: float) -> None:
        prob *= alpha / self.BASE_FREQ + self.word_lang_prob_map[word]

    def _normalize_prob(self, prob: Shares) -> float:
        prob /= sum(prob.tolist())
        return float(prob.max())


@cache
def _langdetect_factory() -> DetectorFactory:
    """Profiles in a fixed order and sampling seeded: by default langdetect gives other digits in each run."""
    profiles = [orjson.loads(Path(PROFILES_DIRECTORY, name).read_bytes()) for name in _LANGDETECT_KNOWS]
    factory = DetectorFactory()
    factory.langlist += [profile["name"] for profile in profiles]
    factory.word_lang_prob_map = _Shares(profiles)
    factory.set_seed(0)
    return factory


def _langdetect(text: str) -> tuple[str, float] | tuple[None, None]:
    detector = _Detector(_langdetect_factory())
    detector.append(text.lstrip()[:LANGDETECT_READS])
    try:
        best = detector.get_probabilities()[0]
    except (LangDetectException, IndexError):  # no letters; nothing above its threshold
        return None, None
    return _BCP47.get(best.lang, best.lang), round(float(best.prob), 4)


def _marker_counts(texts: pl.Series, asked: pl.Series) -> pl.DataFrame:
    """How often the marker words of each language stand in texts, where that can decide anything; else 0.

    Args:
        texts: String.
        asked: Whether marker words may decide what language a text is in; in others they only tell greetings.
    """
    lowered = texts.str.to_lowercase()
    greeted = lowered.str.count_matches(_any_marker(*GREETINGS)) >= MIXED_MARKERS
    rows = (asked | greeted).arg_true()
    chosen = lowered.gather(rows)
    nowhere = pl.zeros(len(texts), pl.UInt32, eager=True)
    return pl.DataFrame(
        nowhere.clone().scatter(rows, chosen.str.count_matches(_any_marker(code))).alias(f"markers_{code}")
        for code in MARKERS
    )


def _any_marker(*languages: str) -> str:
    words = [word for code in languages for word in MARKERS[code]["words"].split()]
    return rf"(?-u:\b)(?:{'|'.join(words)})(?-u:\b)"


def _by_markers(unsure: pl.Expr) -> pl.Expr:
    """Whether marker words are asked: of Indonesian and its relatives, where pycld2 may be mistaken."""
    relatives = pl.col("cld2").is_in([*MARKERS, UNDETERMINED])
    return relatives & (unsure | (pl.col("length") < SURE_LENGTH))


def _marker_vote() -> pl.Expr:
    """The language whose marker words stand three to one against those of all others; else null."""
    counts = {code: pl.col(f"markers_{code}") for code in MARKERS}
    return pl.coalesce(
        pl.when(
            counts[code] >= MARKERS[code]["need"],
            counts[code]
            >= 3 * pl.max_horizontal([count for other, count in counts.items() if other != code]),
        ).then(pl.lit(code))
        for code in counts
    )


def _decision(long_enough: pl.Expr, unsure: pl.Expr) -> pl.Expr:
    """The language and its basis, as a struct."""
    cld2, langdetect_ = pl.col("cld2"), pl.col("langdetect")
    marker = _marker_vote()
    # langdetect's `id` may be Malay, Javanese or Sundanese: it does not settle an open answer.
    outvoted = pl.when(cld2 == UNDETERMINED).then(langdetect_ != "id").otherwise(~pl.col("reliable"))
    nameable = cld2.is_in([*_LANGDETECT_KNOWS, UNDETERMINED])
    sure = pl.col("probability") >= SURE_PROBABILITY

    def decided(language: pl.Expr, basis: Basis) -> pl.Expr:
        return pl.struct(language.alias("language"), pl.lit(basis.value).alias("language_basis"))

    return (
        pl.when(~long_enough)
        .then(decided(pl.lit(UNDETERMINED), Basis.TOO_SHORT))
        .when(_by_markers(unsure) & (marker != cld2))
        .then(decided(marker, Basis.MARKERS))
        .when(unsure & (cld2 == langdetect_))
        .then(decided(cld2, Basis.BOTH))
        .when(unsure & nameable & outvoted & sure)
        .then(decided(langdetect_, Basis.LANGDETECT))
        .when(cld2 == UNDETERMINED)
        .then(decided(cld2, Basis.NONE))
        .otherwise(decided(cld2, Basis.CLD2))
    )


def _mixture() -> pl.Expr:
    """The one decided, then the languages of a tenth of the text or of a greeting in it."""
    greetings = pl.concat_list(
        pl.when(pl.col(f"markers_{code}") >= MIXED_MARKERS).then(pl.lit(code)) for code in GREETINGS
    ).list.drop_nulls()
    found = pl.concat_list(pl.col("language"), pl.col("parts"), greetings).list.unique(maintain_order=True)
    return pl.when(pl.col("language") == UNDETERMINED).then(pl.lit([], pl.List(pl.String))).otherwise(found)
