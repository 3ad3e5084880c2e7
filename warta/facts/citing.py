"""Names under which a story cites its persons: in full once, then by a part of it or a nickname."""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Final

from warta.facts.beginnings import beginnings, matches
from warta.facts.names import (
    HONORIFIC_OPENINGS,
    SPACE,
    Name,
    clipped,
    folded,
    name_at,
    same_person,
    stand_for,
)
from warta.facts.people import Introduction, People, known_as
from warta.facts.posts import is_name
from warta.facts.stories import Story
from warta.facts.vocabulary import alternatives, words

_AROUND: Final[dict[str, list[str]]] = words("quotes")["around"]
_NO_NAMES: Final = frozenset(_AROUND["no_names"])
_FIRST_NAMES: Final = frozenset(_AROUND["first_names"])
# One capital at the beginning of a pattern lets the engine look at capitals only.
RUN: Final = rf"([A-Z](?:[\w'’.-]*{SPACE}[A-Z]){{0,6}}[\w'’-]+)"
_CALLED = re.compile(
    rf"(?P<name>{RUN})(?:{SPACE}?\(\d{{1,2}}\))?,?{SPACE}(?:atau{SPACE}|yang{SPACE})?(?:lebih{SPACE})?"
    rf"(?:{alternatives(_AROUND['called'])}){SPACE}[\"“']?(?=[A-Z])"
)
_also_called = beginnings(_AROUND["called"])
ALSO_CALLED: Final = re.compile(rf"(?:{alternatives(_AROUND['called'])}){SPACE}[\"“']?(?=[A-Z])")
_LONGEST_WORD: Final = 24
_PREVIOUS_WORD = re.compile(rf"[A-Z](?<![\w'’.-][A-Z])(?:[a-z'’]+|\.){SPACE}\Z")


@dataclass(slots=True)
class Scene:
    """A story with its persons, those without office added as they speak."""

    story: Story
    people: People
    by_start: dict[int, Introduction] = field(init=False)
    met: list[str] = field(init=False)  # full names of those met so far
    openings: set[str] = field(init=False)  # the first two letters of the words of these names, folded
    last: str | None = None  # who spoke last
    called: dict[str, str] = field(init=False)  # full names by what the persons are also called

    def __post_init__(self) -> None:
        """Index the introductions by where they begin, and the names by which persons go."""
        self.by_start = {introduction.start: introduction for introduction in self.people.introductions}
        self.met = []
        self.openings = set()
        for person in self.people.persons:
            self.meet(person.name)
        self.called = {}
        if next(matches(ALSO_CALLED, self.story.text, _also_called(self.story.text)), None) is None:
            return
        for found in _CALLED.finditer(self.story.text):
            other = name_at(self.story.text, found.end())
            if other and (full := self._named_before(found)):
                self.called[other.text] = full

    def meet(self, name: str) -> None:
        """Add a name to those met."""
        self.met.append(name)
        self.openings.update(word[:2] for word in folded(name))

    def _named_before(self, found: re.Match[str]) -> str | None:
        for introduction in self.people.introductions:
            if introduction.person and introduction.start < found.end("name") <= introduction.end:
                return introduction.person.name
        name = name_at(self.story.text, found.start("name"))
        return full_name(self, name.text) if name and is_name(self.story.text, name) else None


def could_speak(text: str, name: Name) -> bool:
    """Tell a name that no rank or post announces from other words in capitals."""
    first = name.text.split()[0]
    return first not in _NO_NAMES and not first.endswith("nya") and is_name(text, name)


def full_name(scene: Scene, printed: str) -> str:
    """Give the most complete form in which the story prints a name."""
    short = scene.called.get(printed) or known_as(scene.story.text, printed)
    if full := met(scene, short):
        return full
    if slip := next((full for full in scene.met if short[0] in full and _slip(short, full)), None):
        return slip
    full = max(_longer_forms(scene.story.text, short), key=len, default=short)
    if full == short and (whole := next((name for name in scene.met if clipped(short, name)), None)):
        return whole
    official = len(scene.people.persons)
    scene.met[official:] = [other for other in scene.met[official:] if not same_person(other, full)]
    scene.meet(full)
    return full


def met(scene: Scene, short: str) -> str | None:
    """Find the person met so far whose name a short form stands for."""
    wanted = folded(short)
    for full in scene.met:
        if stand_for(wanted, folded(full)):
            return full
    return None


def may_be_met(scene: Scene, position: int) -> bool:
    """Tell by two letters whether a name at a position may be of a person met: seldom, and cheap to ask."""
    opening = scene.story.text[position : position + 2]
    small = opening.casefold().replace("’", "'")
    return small in scene.openings or small[:1] in scene.openings or opening in HONORIFIC_OPENINGS


@functools.lru_cache(maxsize=8192)
def _slip(short: str, full: str) -> bool:
    """Tell a misspelt name ("Memet" for "Mamet") from another person's."""
    least = 0.8 if len(short) > 4 else 0.88
    return len(short) > 3 and any(
        short[0] == part[0]
        and _as_long(short, part, least)
        and SequenceMatcher(None, short, part).ratio() >= least
        for part in full.split()
    )


def _as_long(word: str, other: str, least: float) -> bool:
    """Tell whether two words are of lengths at which they can be as like as that: no ratio is above this."""
    return 2 * min(len(word), len(other)) / (len(word) + len(other)) >= least


def _longer_forms(text: str, short: str) -> Iterator[str]:
    """Find the names of a story of which a short form is part."""
    first = short.split()[0]
    position = text.find(first)
    while position >= 0:
        start = position
        while (previous := _word_before(text, start)) and position - start < 40:
            start = previous.start()
        whole = start < position and _belongs_to_name(text, start, position, short)
        for begin in (start, position) if whole else (position,):
            name = name_at(text, begin)
            if name and name.end > position and could_speak(text, name) and same_person(short, name.text):
                yield name.text
                break
        position = text.find(first, position + len(first))


def _word_before(text: str, start: int) -> re.Match[str] | None:
    if text[start - 1 : start] != SPACE:
        return None
    behind = max(0, start - _LONGEST_WORD)
    word = text[text.rfind(SPACE, behind, start - 1) + 1 : start - 1]
    return None if word.islower() else _PREVIOUS_WORD.search(text, behind, start)


def _belongs_to_name(text: str, start: int, position: int, short: str) -> bool:
    """Tell whether the capitalised words before a short form belong to the name, not to an organisation.

    They do where a comma sets them apart, where they are first names, and where the short form ends the name.
    """
    before = text[start:position].split()
    apart = text[max(0, start - 2) : start].rstrip()[-1:] in (",", "(")
    last = " " not in short and not text[position + len(short) :][:2].strip()[:1].isupper()
    return 1 <= len(before) <= 3 and (apart or last or all(word in _FIRST_NAMES for word in before))
