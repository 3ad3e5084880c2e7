"""How right spans and facts are: micro-averaged precision, recall and F1, our own small implementation.

Spans are compared by character, white space and invisible format characters aside; facts by value, as the
conventions of the project's facts define equality (names without case, quotes without a final comma, …).
Bodies of HTML pages are compared by their word 4-grams, as scrapinghub's article-extraction-benchmark
does, and averaged over pages.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from warta.terms import KEPT

Row = dict[str, Any]
Value = tuple[str, ...] | str


@dataclass(slots=True)
class Tally:
    """What was right, what was given and what was wanted; `exact` of `pages` had no error at all."""

    hit: int = 0
    given: int = 0
    wanted: int = 0
    exact: int = 0
    pages: int = 0

    def add(self, hit: int, given: int, wanted: int) -> None:
        """Count the values of one page."""
        self.hit, self.given, self.wanted = self.hit + hit, self.given + given, self.wanted + wanted
        self.exact, self.pages = self.exact + (hit == given == wanted), self.pages + 1

    @property
    def precision(self) -> float:
        """The share of the given that is right; of nothing given, whether nothing was wanted."""
        return self.hit / self.given if self.given else float(self.wanted == 0)

    @property
    def recall(self) -> float:
        """The share of the wanted that was given; of nothing wanted, whether nothing was given."""
        return self.hit / self.wanted if self.wanted else float(self.given == 0)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


Tallies = dict[str, Tally]


def blank(character: str) -> bool:
    """Whether a character is not scored."""
    return character.isspace() or unicodedata.category(character) == "Cf"


def roles(page: Row) -> list[str | None]:
    """The role of each character of a page, `None` for what is not scored."""
    found: list[str | None] = [None] * len(page["text"])
    for span in page["spans"]:
        for position in range(span["start"], span["end"]):
            if not blank(page["text"][position]):
                found[position] = span["role"]
    return found


def tally_spans(tallies: Tallies, gold: Row, spans: list[Row]) -> None:
    """Add the characters of a page to the tallies of their roles, and of `kept` against removed."""
    pairs = Counter(zip(roles(gold), roles({**gold, "spans": spans}), strict=True))
    pairs.pop((None, None), None)
    for role in {role for pair in pairs for role in pair if role} | {"body", "kept"}:
        names = KEPT if role == "kept" else (role,)
        wanted = sum(n for (right, _), n in pairs.items() if right in names)
        given = sum(n for (_, answer), n in pairs.items() if answer in names)
        hit = sum(n for (right, answer), n in pairs.items() if right in names and answer in names)
        tallies[role].add(hit, given, wanted)


def shared_shingles(wanted: str, given: str) -> Tally:
    """How many word 4-grams two texts share; a text of fewer words is one of its own length."""
    right, answer = shingles(wanted), shingles(given)
    tally = Tally()
    tally.add((right & answer).total(), answer.total(), right.total())
    return tally


def shingles(text: str, length: int = 4) -> Counter[tuple[str, ...]]:
    """How often each 4-gram of words stands in a text."""
    words = re.findall(r"\w+", text.lower())
    starts = range(max(1, len(words) - length + 1)) if words else ()
    return Counter(tuple(words[start : start + length]) for start in starts)


def fold(value: object) -> str:
    """A value without what does not count: case, kinds and lengths of white space."""
    return " ".join(str(value).split()).casefold()


def _quoted(value: str) -> str:
    return fold(value).strip("“”\"'‘’ ").rstrip(",").strip()


def _one(key: str, read: Callable[[Any], Value]) -> Callable[[Row], set[Value]]:
    return lambda facts: {read(facts[key])} if facts.get(key) not in (None, "none", False, "") else set()


def _many(key: str, read: Callable[[Any], Value]) -> Callable[[Row], set[Value]]:
    return lambda facts: {read(value) for value in facts.get(key) or ()}


VALUES: dict[str, Callable[[Row], set[Value]]] = {
    "title": _one("title", fold),
    "outlet": _one("outlet", fold),
    "syndicated_from": _one("syndicated_from", fold),
    "published": _one("published", lambda day: str(day["date"])),
    "dateline_place": _one("dateline_place", lambda place: fold(place).split(",")[0]),
    "region": _one("region", str),
    "election": _one("election", str),
    "activity": _one("activity", str),
    "is_exercise": _one("is_exercise", str),
    "authors": _many("authors", fold),
    "editors": _many("editors", fold),
    "event_dates": _many("event_dates", str),
    "units": _many("units", fold),
    "officials": _many("officials", lambda one: (fold(one["name"]), fold(one["rank"] or ""))),
    "quotes": _many("quotes", lambda one: _quoted(one["text"])),
    "quotes_with_speaker": _many("quotes", lambda one: (_quoted(one["text"]), fold(one["speaker"] or ""))),
    "phones": _many("phones", lambda one: re.sub(r"\D", "", one["number"])),
}
"""What the values of each fact are, in the form in which they are compared."""


def tally_facts(tallies: Tallies, gold: Row, given: Row) -> None:
    """Add the values of a page's facts to the tallies of the facts."""
    for fact, values in VALUES.items():
        right, answer = values(gold), values(given)
        tallies[fact].add(len(right & answer), len(answer), len(right))


def new_tallies() -> Tallies:
    """Tallies that begin when they are first added to."""
    return defaultdict(Tally)


def mean_f1(tallies: Iterable[Tally]) -> float:
    """The mean F1 of those that something was wanted of."""
    scores = [tally.f1 for tally in tallies if tally.wanted]
    return sum(scores) / len(scores)
