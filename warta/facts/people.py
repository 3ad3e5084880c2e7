"""Persons that a story names with rank or post, each with all that the story says of them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Final, NamedTuple

import polars as pl

from warta.facts.beginnings import endings
from warta.facts.names import SPACE, Name, clipped, name_at, same_person
from warta.facts.posts import Office, Post, is_name, posts_of
from warta.facts.ranks import Rank, ranks
from warta.facts.stories import Story, in_headline, in_link
from warta.facts.tables import frame_of
from warta.facts.units import Unit
from warta.facts.vocabulary import alternatives, words

PEOPLE: Final = pl.Schema(
    {
        "page": pl.UInt32(),
        "start": pl.UInt32(),  # of the name in the page's text, in code points
        "end": pl.UInt32(),
        "name": pl.String(),  # the most complete form, without rank, honorifics and degrees
        "rank": pl.String(),  # the usual abbreviation; null for civilians
        "degrees": pl.List(pl.String()),
        "position": pl.String(),  # the longest form printed
        "unit": pl.String(),  # the police unit of the position
        "is_official": pl.Boolean(),  # false for those who speak for an organisation
        "basis": pl.String(),  # PersonBasis
    }
)
"""One row a person of a page."""


class PersonBasis(StrEnum):
    """What tells that a person is named."""

    POST = "post"
    RANK = "rank"


@dataclass(slots=True)
class Person:
    """A person of one story."""

    name: str
    start: int
    end: int
    rank: str | None = None
    group: str | None = None  # class of the rank
    degrees: tuple[str, ...] = ()
    posts: list[Post] = field(default_factory=list)
    positions: list[str] = field(default_factory=list)

    @property
    def official(self) -> bool:
        """Tell whether the story shows the person in public office."""
        return self.rank is not None or any(post.office is not Office.OTHER for post in self.posts)


class Introduction(NamedTuple):
    """A place in a story where rank or post stands at a name; or a post whose holder is named elsewhere."""

    start: int
    end: int  # behind name and degrees
    person: Person | None
    post: Post | None


@dataclass(frozen=True, slots=True)
class People:
    """The persons of a story and, in order, where it introduces or mentions them by rank or post."""

    persons: list[Person]
    introductions: list[Introduction]


_AROUND: Final = words("positions")["around"]
_NICKNAMES: Final[dict[str, str]] = words("positions")["nicknames"]
NICKNAME: Final = re.compile(rf"{SPACE}*(?:{alternatives([*_NICKNAMES])})(?!\w)")
NICKNAME_OPENINGS: Final = frozenset(nickname[:2] for nickname in _NICKNAMES)
_NOT_AN_OFFICIAL = re.compile(
    rf"(?:{alternatives(_AROUND['not_an_official'])}){SPACE}(?:polisi{SPACE}|anggota{SPACE})?\Z"
)
_NOT_AN_OFFICIAL_ENDS: Final = endings([*_AROUND["not_an_official"], "polisi", "anggota"])
_HOLDING = re.compile(rf"{SPACE}*(?:[,(]{SPACE}*)?(?:(?:{alternatives(_AROUND['holding'])}){SPACE}+)?")
_NAME_BEFORE = re.compile(
    rf"(?:^|[^\w'’.-])((?:[A-Z][\w'’.-]*{SPACE}){{1,5}}[A-Z][\w'’-]+)(?:,{SPACE}?[SMD]\.[\w., ]{{1,40}})?"
    rf"(?:{SPACE}?\(\d{{1,2}}\))?(?:{SPACE}\(|{SPACE}?,?{SPACE}(?:{alternatives(_AROUND['holding'])}){SPACE}|,{SPACE})\Z"
)
_AND = re.compile(rf"{SPACE}(?:dan|serta){SPACE}(?=[A-Z])")
_SHARED: Final = frozenset(["anggota", "komisioner"])
_CLOSES = re.compile(rf"{SPACE}*(?:[,).]|{SPACE}[a-z])")


def people_of(story: Story, units: list[Unit]) -> People:
    """Find the persons of a story by their ranks and posts.

    Suspects, victims and those named by initials only are none, even where they hold a rank. What headlines
    say of persons counts only together with the running text.

    Args:
        story: The story.
        units: Its police units.

    Returns:
        The persons in the order of their first mention.
    """
    text = story.text
    posts = posts_of(text, units)
    taken = {post.rank.start for post in posts if post.rank}
    alone = [rank for rank in ranks(text) if rank.start not in taken and not rank.weak]
    persons: list[Person] = []
    introductions: list[Introduction] = []
    last_end = 0
    items: list[Post | Rank] = [*posts, *alone]
    for item in sorted(items, key=lambda item: item.start):
        if item.start < last_end:
            continue
        if isinstance(item, Post):
            introduction = _by_post(story, item, persons, introductions)
        else:
            introduction = _by_rank(story, item, persons)
        if introduction:
            introductions.append(introduction)
            last_end = introduction.end
    return People(persons, introductions)


def _by_rank(story: Story, rank: Rank, persons: list[Person]) -> Introduction | None:
    name = name_at(story.text, rank.end)
    if name is None or _excluded(story, rank.start):
        return None
    return Introduction(
        rank.start,
        name.after,
        _person(story.text, persons, name, None if rank.retired else rank, None, ""),
        None,
    )


def _by_post(
    story: Story, post: Post, persons: list[Person], introductions: list[Introduction]
) -> Introduction | None:
    text = story.text
    position = " ".join(text[post.start : post.end].split())
    if post.name and not _excluded(story, post.start):
        if not post.in_office and post.rank is None:
            return None
        rank = None if post.rank is None or post.rank.retired else post.rank
        person = _person(text, persons, post.name, rank, post if post.in_office else None, position)
        if post.head.casefold() in _SHARED and (second := _second_name(text, post.name.after)):
            _person(text, persons, second, None, post if post.in_office else None, position)
        return Introduction(post.start, post.name.after, person, post)
    if not post.in_office or in_headline(story, post.start):
        return None
    if post.end - post.start <= len(post.head):  # a bare "Kapolsek" begins a thought of its own
        return Introduction(post.start, post.end, None, post)
    previous = introductions[-1] if introductions else None
    if previous and previous.person and previous.end <= post.start and not previous.person.posts:
        between = _HOLDING.fullmatch(text, previous.end, post.start)
        if between and post.start > previous.end + 1 and _CLOSES.match(text, post.end):
            previous.person.posts.append(post)
            previous.person.positions.append(position)
            return Introduction(post.start, post.end, previous.person, post)
    if (
        post.office is not Office.OTHER
        and _CLOSES.match(text, post.end)
        and (name := _name_before(text, post.start))
    ):
        return Introduction(name.start, post.end, _person(text, persons, name, None, post, position), post)
    return Introduction(post.start, post.end, None, post)


def _second_name(text: str, position: int) -> Name | None:
    """Read the second name in "anggota KPU Jepara Budi dan Anto"."""
    joined = _AND.match(text, position)
    name = name_at(text, joined.end()) if joined else None
    return name if name and is_name(text, name) else None


def _name_before(text: str, position: int) -> Name | None:
    """Read the name in "Budi Santoso, Kapolres Malinau," or "Budi Santoso selaku Ketua KPU"."""
    found = _NAME_BEFORE.search(text, max(0, position - 80), position)
    if found is None:
        return None
    name = name_at(text, found.start(1))
    return name if name and name.end == found.end(1) and is_name(text, name) else None


def _person(
    text: str, persons: list[Person], name: Name, rank: Rank | None, post: Post | None, position: str
) -> Person:
    """Find the person among those met, or add them, and note what is new."""
    printed = " ".join(map(str.capitalize, name.text.split())) if name.text.isupper() else name.text
    printed = known_as(text, printed)
    person = next((known for known in reversed(persons) if _same(known, printed, rank, post)), None)
    if person is None:
        person = Person(printed, name.start, name.end)
        persons.append(person)
    elif len(printed) > len(person.name) and same_person(person.name, printed):
        person.name, person.start, person.end = printed, name.start, name.end
    if rank and person.rank is None:
        military = post is not None and post.office is Office.MILITARY
        person.rank = rank.rank.replace(" Pol", " TNI") if military else rank.rank
        person.group = rank.group
    person.degrees = person.degrees or name.degrees
    if post:
        person.posts.append(post)
        person.positions.append(position)
    return person


def known_as(text: str, printed: str) -> str:
    """Resolve a nickname of the press where the text prints the name it stands for."""
    full = _NICKNAMES.get(printed)
    return full if full and full in text else printed


def _same(person: Person, name: str, rank: Rank | None, post: Post | None) -> bool:
    if rank and person.rank and rank.rank != person.rank and " " not in name:
        return False
    if same_person(name, person.name) or same_person(person.name, name):
        return True
    if rank and rank.rank == person.rank and clipped(name, person.name):
        return True
    of_one_rank = bool(rank and rank.rank == person.rank)
    of_one_post = bool(post and any(post.head == held.head for held in person.posts))
    return (
        name[0] == person.name[0]
        and (of_one_rank or of_one_post)
        and SequenceMatcher(None, name.casefold(), person.name.casefold()).ratio() > 0.85
    )


def _excluded(story: Story, position: int) -> bool:
    return (
        in_headline(story, position) or in_link(story, position) or is_not_an_official(story.text, position)
    )


def is_not_an_official(text: str, position: int) -> bool:
    """Tell whether the words before a person say that they are none in office: "tersangka", "korban"."""
    return text[position - 3 : position] in _NOT_AN_OFFICIAL_ENDS and bool(
        _NOT_AN_OFFICIAL.search(text, max(0, position - 30), position)
    )


def people_frame(of_stories: Iterable[tuple[Story, People, set[str]]]) -> pl.DataFrame:
    """Tabulate persons.

    Args:
        of_stories: Stories, their persons, and the names of those who speak in them.

    Returns:
        PEOPLE: all in public office, and those who speak for an organisation.
    """
    rows = (
        (
            story.page,
            person.start,
            person.end,
            person.name,
            person.rank,
            list(person.degrees),
            max(person.positions, key=len, default=None),
            next((post.unit for post in person.posts if post.unit), None),
            person.official,
            PersonBasis.POST if person.posts else PersonBasis.RANK,
        )
        for story, people, speakers in of_stories
        for person in people.persons
        if person.official or person.name in speakers
    )
    return frame_of(rows, PEOPLE)
