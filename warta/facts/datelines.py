"""Datelines: the place, the agency and the outlet before the first sentence.

They come in any order and with any dash (`words/outlets.toml` has the forms as examples). Each part is judged
by itself: a place is one the gazetteer knows, an outlet an address or a name with one of the words outlets
have, and what is neither is the place where none is known, else the outlet.
"""

import functools
import re
from typing import Final, NamedTuple

import polars as pl

from warta.facts.dates import find_dates
from warta.facts.gazetteer import known_place, squash
from warta.facts.kept import WHITE_SPACE
from warta.facts.tables import frame_of
from warta.facts.vocabulary import alternatives, words
from warta.terms import Role

Extent = tuple[int, int]
"""Start and end in the dateline."""


class Dateline(NamedTuple):
    """Where the parts of a dateline stand in its text."""

    place: Extent | None = None
    outlet: Extent | None = None
    agency: str | None = None
    agency_at: Extent | None = None


_FORMS: Final = words("outlets")["forms"]
_AGENCIES: Final = {
    squash(form): name for name, forms in words("outlets")["agencies"].items() for form in forms
}
_BESIDE: Final = {
    squash(name) for names in (_FORMS["countries"], *words("time")["weekdays"]) for name in names
}
_PART: Final = re.compile(
    r"(?!l\s)[^\s,|/()\[\]:–—―•\-\ufffd*_;\\]"
    r"(?:[^\s,|/()\[\]:–—―•\-\ufffd*_\\]|(?<=\d)/(?=\d)|(?<=\S)-(?=\w)|[^\S\n]+(?!l\s)(?=[^\s,|/()\[\]:–—―•\-*_\\]))*"
)
_REMNANT: Final = re.compile(
    r"&(?:nbsp|[nm]dash|#821[12]);|â€[“”–—]"
)  # of a space or dash, by wrong decoding
_ADDRESS: Final = re.compile(r"(?i)[\w-]+(?:\.[\w-]+)*\.(?:[a-z]{2,8})")
_OUTLET_WORD: Final = re.compile(
    rf"(?i)\b(?:{alternatives(_FORMS['words'])})|(?:{alternatives(_FORMS['endings'])})\b|(?<=\s)indonesia$|(?-i:(?<=[a-z])[A-Z])"
)
_POLICE: Final = re.compile(r"(?i)^(?:polda|polres|polsek|polri|mabes|humas|kodim|tni)")
_BEFORE_POLICE: Final = re.compile(r"(.+?)\s+(?=Pol(?:res|da|sek)|POL(?:RES|DA|SEK)|Kapol|KAPOL|Humas|HUMAS)")
_KIND: Final = re.compile(r"(?i)^(?:kabupaten|kab\.?|kota|kecamatan|kec\.?|provinsi)\s+")
_CITY: Final = re.compile(r"(?i)\s?kota$")
_DASHES: Final = ("-", "–", "—", "―", "--", "|")
_FIRST_PARAGRAPHS: Final = 3  # a summary or the text of a photo may stand before the dateline
_LONGEST: Final = 80  # no dateline seen is longer
_END: Final = re.compile(r"(?:[–—|]{1,2}|(?<=\s)-{1,2}(?!-)|-{1,2}(?=\s)|:)[^\S\n]{0,3}(?=[“\"‘'\[]?[A-Z\d])")
_OPENING: Final = r"[–—|:-][\s\x1c-\x1f]{0,3}[“\"‘'\[]?[A-Z\p{Nd}]"  # what _END needs, as Polars writes it
_SENTENCE: Final = re.compile(r"[!?“”\"]|(?<!Kab)(?<!Kec)\.(?!\w)")
_WORDS_OF_PART: Final = 4  # a part of a dateline that nobody knows is no longer than a name


_remembered = functools.lru_cache(maxsize=4096)  # a part of a dateline is asked for again and again


@_remembered
def agency_name(printed: str) -> str | None:
    """Give the agency that a name or abbreviation stands for, also with its desk (`ANTARA Jateng`)."""
    first = printed.split(maxsplit=1)[:1]
    return _AGENCIES.get(squash(printed)) or _AGENCIES.get(squash(first[0]) if first else "")


@_remembered
def is_outlet(name: str) -> bool:
    """Tell whether a name has the form of an outlet: an address, or a word that outlets are named with."""
    return _ADDRESS.fullmatch(name) is not None or _OUTLET_WORD.search(name) is not None


@_remembered
def is_place(name: str) -> bool:
    """Tell whether the gazetteer knows a name, with or without its kind before it."""
    return known_place(name) or known_place(_KIND.sub("", name)) or known_place(_CITY.sub("", name))


@_remembered
def read_dateline(text: str) -> Dateline:
    """Read the parts of a dateline.

    Args:
        text: The dateline, with or without its dash.
    """
    places: list[Extent] = []
    outlets: list[Extent] = []
    unknown: list[Extent] = []
    agency, agency_at = None, None
    for start, end in _parts(text):
        part = text[start:end]
        if (name := agency_name(part)) is not None:
            agency, agency_at = name, (start, end)
        elif (
            squash(part) in _BESIDE
            or _POLICE.match(part)
            or not any(map(str.isalpha, part))
            or _is_date(part)
        ):
            continue
        elif is_place(part):
            places.append((start, end))
        elif is_outlet(part):
            outlets.append((start, end))
        else:
            unknown.append((start, end))
    for start, end in unknown:
        if not places:
            places.append((start, end))
        elif not outlets and agency is None:
            outlets.append((start, end))
    return Dateline(_joined(text, places), outlets[0] if outlets else None, agency, agency_at)


def _parts(text: str) -> list[Extent]:
    parts: list[Extent] = []
    for match in _PART.finditer(_REMNANT.sub(lambda remnant: " " * len(remnant[0]), text)):
        part = match[0].rstrip(".")
        start, end = match.start(), match.start() + len(part)
        place = _leading_place(part)
        if place is not None:
            parts += [(start, start + place), (start + len(part) - len(part[place:].lstrip()), end)]
        else:
            parts.append((start, end))
    return parts


@_remembered
def _is_date(part: str) -> bool:
    return bool(find_dates(part))


def _leading_place(part: str) -> int | None:
    """Find the end of a place that an outlet in capitals or the police follow without a comma."""
    if (police := _BEFORE_POLICE.match(part)) is not None and is_place(police[1]):
        return police.end(1)
    for space in re.finditer(r"\s+(?=[A-Z]{3})", part):
        before, after = part[: space.start()], part[space.end() :]
        if after.isupper() and not before.isupper() and is_place(before) and not is_place(part):
            return space.start()
    return None


def _joined(text: str, places: list[Extent]) -> Extent | None:
    """Join a place and its province where only a comma stands between them."""
    if not places:
        return None
    start, end = places[0]
    for other in places[1:]:
        if text[end : other[0]].strip() != ",":
            break
        end = other[1]
    return start, end


def dateline_in_body(text: str) -> int:
    """Find a dateline that the cleaner left in the first paragraph.

    Args:
        text: The first paragraph of an article.

    Returns:
        The length of the dateline, dash included; 0 where the paragraph opens with its sentence.
    """
    sentence = _SENTENCE.search(text, 0, _LONGEST)
    longest = 0
    for end in _END.finditer(text, 0, sentence.start() if sentence else _LONGEST):
        if _is_dateline(text[: end.start()]):
            longest = end.end()
    return longest


def _is_dateline(line: str) -> bool:
    """Tell whether a line is a dateline beyond doubt: it names an outlet, an agency or a known place."""
    dateline = read_dateline(line)
    parts = [line[start:end] for start, end in _parts(line)]
    known = dateline.outlet is not None or dateline.agency is not None
    return (known or any(is_place(part) for part in parts)) and all(
        is_place(part) or is_outlet(part) or _is_date(part) or (known and len(part.split()) <= _WORDS_OF_PART)
        for part in parts
    )


def with_datelines(kept: pl.DataFrame) -> pl.DataFrame:
    """Tell datelines from the text around them where the cleaner did not.

    It may have left them in the first paragraph, or on lines of their own where their place was bold.

    Args:
        kept: Kept spans (`warta.facts.kept.KEPT_SPANS`).

    Returns:
        The same; on a page without dateline, the one that was found is a span of its own.
    """
    without = kept.filter(~(pl.col("role") == Role.DATELINE).any().over("page"))
    body = pl.col("role") == Role.BODY
    paragraphs = without.with_columns(
        paragraph=body.cum_sum().over("page"), dash=pl.col("text").shift(1), place=pl.col("text").shift(2)
    ).filter(body, pl.col("paragraph") <= _FIRST_PARAGRAPHS)
    bold = _below_bold(paragraphs)
    opening = pl.col("text").str.head(_LONGEST).str.contains(_OPENING)
    asked = paragraphs.filter(opening).join(bold, on="page", how="anti", maintain_order="left")
    return _cut_off(_set_apart(kept, bold), _datelines_in(asked))


def _below_bold(paragraphs: pl.DataFrame) -> pl.DataFrame:
    """Find first paragraphs below a place and a dash on lines of their own: page, body (its seq)."""
    dash = pl.col("dash").str.strip_chars(WHITE_SPACE).is_in(_DASHES)
    below = paragraphs.filter(pl.col("paragraph") == 1, pl.col("seq") > 1, dash)
    named = [is_place(place.strip()) for place in below["place"]]
    return below.filter(pl.Series(named, dtype=pl.Boolean)).select("page", body="seq")


def _set_apart(kept: pl.DataFrame, below: pl.DataFrame) -> pl.DataFrame:
    """Make datelines of the places above first paragraphs, and leave out the dashes between."""
    if below.is_empty():
        return kept
    role = pl.when(pl.col("seq") + 2 == pl.col("body")).then(pl.lit(Role.DATELINE.value)).otherwise("role")
    return (
        kept.join(below, on="page", how="left", maintain_order="left")
        .filter((pl.col("seq") + 1).ne_missing(pl.col("body")))
        .with_columns(role=role)
        .drop("body")
    )


def _datelines_in(paragraphs: pl.DataFrame) -> pl.DataFrame:
    """Find the first dateline of each page that a paragraph opens with: page, seq, length."""
    found: dict[int, tuple[int, int]] = {}
    for page, seq, number, text in paragraphs.select("page", "seq", "paragraph", "text").iter_rows():
        length = 0 if page in found else dateline_in_body(text)
        if length and (number == 1 or read_dateline(text[:length]).outlet):
            found[page] = seq, length
    return frame_of(((page, *each) for page, each in found.items()), _CUTS)


_CUTS: Final = pl.Schema({"page": pl.UInt32(), "seq": pl.UInt32(), "length": pl.UInt32()})


def _cut_off(kept: pl.DataFrame, cuts: pl.DataFrame) -> pl.DataFrame:
    """Cut datelines off paragraphs."""
    whole = kept.join(cuts, on=["page", "seq"], how="anti", maintain_order="left")
    opened = kept.join(cuts, on=["page", "seq"], maintain_order="left")
    behind = pl.col("start") + pl.col("length")
    dateline = opened.with_columns(
        role=pl.lit(Role.DATELINE.value), end=behind, text=pl.col("text").str.head("length")
    )
    rest = opened.with_columns(start=behind, text=pl.col("text").str.slice("length"))
    parted = pl.concat([whole, dateline.drop("length"), rest.drop("length")])
    return parted.sort("page", "seq", "start", maintain_order=True)
