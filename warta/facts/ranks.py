"""Ranks of police and soldiers in front of a name."""

import re
from collections.abc import Iterator
from itertools import product
from typing import Any, Final, NamedTuple

from warta.facts.beginnings import beginnings, endings, matches
from warta.facts.gazetteer import squash
from warta.facts.names import SPACE
from warta.facts.vocabulary import alternatives, without_case, words

_VOCABULARY: Final = words("ranks")
_ENTRIES: Final[dict[str, dict[str, Any]]] = {
    form: entry
    for entry in _VOCABULARY["ranks"]
    for form in [*entry.get("forms", ()), *entry.get("weak", ())]
}
_BY_FORM: Final = {squash(form): entry for form, entry in _ENTRIES.items()}
_WEAK: Final = frozenset(squash(form) for entry in _VOCABULARY["ranks"] for form in entry.get("weak", ()))
_CORPS_NAMES: Final[dict[str, str]] = {
    corps.casefold(): corps for corps in reversed(_VOCABULARY["around_names"]["corps"])
} | {full.casefold(): corps for full, corps in _VOCABULARY["corps_in_full"].items()}
_CORPS: Final = alternatives([*_CORPS_NAMES])


def _spelled(form: str) -> str:
    """Allow a point after each word, and its letters in capitals; between letters that are words in short."""
    if form.isupper():
        return r"\.?".join([form[0], *(f"(?i:{letter})" for letter in form[1:])])
    return rf"\.?{SPACE}{{1,2}}".join(f"{word[0]}(?i:{word[1:]})" for word in form.split())


_FORMS = "|".join(map(_spelled, sorted(_ENTRIES, key=lambda form: (-len(form), form))))
_RANK = re.compile(
    rf"(?P<form>{_FORMS})(?!\w)\.?"
    rf"(?P<force>{SPACE}?(?:Pol|POL|Polisi|POLISI|TNI)(?!\w)\.?)?"
    rf"(?:{SPACE}?\((?!Purn)[A-Z][A-Za-z. ]{{1,11}}\))?"  # Ajun Komisaris Besar Polisi (AKBP)
    rf"(?P<corps>{SPACE}(?i:{_CORPS})(?!\w)\.?(?:{SPACE}?\([A-Z]{{1,3}}\))?)?"
    rf"(?P<retired>{SPACE}?\(?[Pp]urn(?:awirawan)?(?!\w)\.?\)?)?"
)


def _openings(form: str) -> Iterator[str]:
    """Give the first letters of a rank in all the ways that `_spelled` allows."""
    first, *rest = list(form.split()[0][:_OPENING])
    points = ("", ".") if form.isupper() else ("",)
    ways = [
        [point + each for point in points for each in {letter.lower(), letter.upper()}] for letter in rest
    ]
    for letters in product(*ways):
        yield "".join([first, *letters])


_OPENING: Final = 3
_forms = beginnings(opening for form in _ENTRIES for opening in _openings(form))
_FIRST_TWO: Final = frozenset(opening[:2] for form in _ENTRIES for opening in _openings(form))
_AFTER: Final[list[str]] = _VOCABULARY["around_names"]["named_after"]
_NAMED_AFTER = re.compile(rf"\b(?:{alternatives(_AFTER)})\.?{SPACE}\Z")
_NAMED_AFTER_ENDS: Final = endings(word + point for word in _AFTER for point in ("", "."))


class Rank(NamedTuple):
    """A rank in a text."""

    start: int
    end: int
    rank: str  # as records print it
    group: str  # the class of ranks that later mentions use: high, middle, junior, sergeant, private
    police: bool
    retired: bool
    weak: bool  # a rank only beside a post


def rank_at(text: str, position: int) -> Rank | None:
    """Read the rank that begins at a position."""
    if text[position : position + 2] not in _FIRST_TWO:
        return None
    found = _RANK.match(text, position)
    return None if found is None else _rank(found)


def ranks(text: str) -> list[Rank]:
    """Find the ranks of a text in order; streets and buildings named after officers are none."""
    return [
        _rank(found)
        for found in matches(_RANK, text, _forms(text))
        if not text[found.start() - 1 : found.start()].isupper() and not _is_named_after(text, found.start())
    ]


def _is_named_after(text: str, position: int) -> bool:
    return text[position - 3 : position] in _NAMED_AFTER_ENDS and bool(
        _NAMED_AFTER.search(text, max(0, position - 24), position)
    )


def _rank(found: re.Match[str]) -> Rank:
    form = squash(without_case(found["form"]))
    entry = _BY_FORM[form]
    police = entry["force"] == "police"
    name = entry["rank"]
    if not police:
        corps = (found["corps"] or found["force"] or "").strip(" .")
        first, _, branch = corps.partition(" ")
        corps = " ".join(filter(None, [_CORPS_NAMES.get(first.casefold(), first), branch]))
        name = " ".join([name.removesuffix(" TNI"), corps]) if corps else name
    supported = bool(found["force"] or found["corps"])
    return Rank(
        found.start(),
        found.end(),
        name,
        entry["group"],
        police,
        bool(found["retired"]),
        form in _WEAK and not supported,
    )
