"""Who is meant: persons mentioned again by name, post, class of rank, pronoun or description."""

import re
from enum import StrEnum
from typing import Final, NamedTuple

from warta.facts.citing import ALSO_CALLED, Scene, could_speak, full_name, met
from warta.facts.gazetteer import province_name
from warta.facts.names import SPACE, name_at
from warta.facts.people import NICKNAME, NICKNAME_OPENINGS, Introduction, People, Person
from warta.facts.posts import Post, speaks
from warta.facts.ranks import rank_at
from warta.facts.vocabulary import alternatives, without_case, words


class SpeakerBasis(StrEnum):
    """How a page says who speaks."""

    NAME = "name"
    POST = "post"  # "ujar Kapolres", "ungkap Perwira Pertama Polri tersebut"
    PRONOUN = "pronoun"  # "ujarnya", "kata dia": the last who spoke
    CONTEXT = "context"  # no words of attribution: the last who spoke
    NONE = "none"


class Reference(NamedTuple):
    """Who is meant at a place of a story."""

    speaker: str | None  # None for a pronoun (the last who spoke) and for persons unnamed
    end: int
    basis: SpeakerBasis


_VOCABULARY: Final = words("quotes")
_AROUND: Final[dict[str, list[str]]] = _VOCABULARY["around"]
_GROUPS: Final[dict[str, str]] = _VOCABULARY["groups"]
_PRONOUNS: Final = frozenset(_AROUND["pronouns"])
_PARTICLES: Final = frozenset(_AROUND["particles"])
_NO_PERSONS: Final = frozenset(_AROUND["no_persons"])
_UNNAMED: Final = frozenset(_AROUND["unnamed"])
LEAD: Final = re.compile(
    rf"{SPACE}*(?:(?:langsung|oleh|sang|si|Si|Bapak|Pak|Ibu|Bu|Saudara|bapak|pak|ibu|bu){SPACE}+)*"
)
_SMALL = re.compile(r"[a-z]+")
GROUP: Final = re.compile(
    rf"(?i:{alternatives([*_GROUPS])})(?!\w)(?:{SPACE}[\w-]+){{0,5}}?{SPACE}(?:itu|tersebut|ini)(?!\w)|(?i:{alternatives([*_GROUPS])})(?!\w)"
)
_APPOSITION = re.compile(
    rf"(?:bernama{SPACE}|,{SPACE}?|yakni{SPACE}|yaitu{SPACE}|,{SPACE}?(?:yakni|yaitu){SPACE})(?=[A-Z])"
)
SENTENCE_END: Final = re.compile(r"[.!?\n\f](?:(?<=[\n\f])|(?=[\s\f\"”]|\Z))")
_SQUASHED = re.compile(r"[^a-z]+")
_ACTING = re.compile(rf"^(?:{alternatives(words('positions')['around']['acting'])})\s")
_PREPOSITION = re.compile(r" (?:kepada|saat|ketika|di|dalam|pada|melalui|usai|sambil|seraya|lewat)(?!\w)")
_DESCRIBED = re.compile(rf"(?:[a-z][a-z-]+{SPACE}){{0,4}}(?P<last>[a-z][a-z-]+){SPACE}(?=[A-Z])")
_BEFORE_GROUPS: Final = frozenset(_AROUND["before_groups"])
_CAPITALISED = re.compile(r"(?<![\w'’-])[A-Z][a-z]{2,}")


def who_at(scene: Scene, position: int) -> Reference | None:
    """Tell who is meant by the words at a position.

    Args:
        scene: The story and its persons.
        position: Behind a verb ("ujar|", "disampaikan|") or at the beginning of a sentence.

    Returns:
        The person by name, by post or class of rank, or the pronoun; None where the words mean no person or
        one that the story does not name.
    """
    text = scene.story.text
    lead = LEAD.match(text, position)
    start = lead.end() if lead else position
    if introduction := scene.by_start.get(start):
        return introduced(scene, introduction)
    if rank := rank_at(text, start):
        name = name_at(text, rank.end)
        return Reference(full_name(scene, name.text), name.after, SpeakerBasis.NAME) if name else None
    if group := GROUP.match(text, start):
        speaker = by_group(scene.people, group[0], start)
        return Reference(speaker, group.end(), SpeakerBasis.POST if speaker else SpeakerBasis.PRONOUN)
    small = _SMALL.match(text, start)
    if small is None:
        return named(scene, position, start)
    if small[0] in _PRONOUNS or small[0] in _PARTICLES:
        end = small.end() if small[0] in _PRONOUNS else position
        return Reference(None, end, SpeakerBasis.PRONOUN)
    return None if small[0] in _NO_PERSONS else _described(scene, start)


def named(scene: Scene, position: int, start: int) -> Reference | None:
    """Read a name or nickname of the press; `start` is behind honorifics."""
    text = scene.story.text
    if text[start : start + 2] in NICKNAME_OPENINGS and (nickname := NICKNAME.match(text, position)):
        return Reference(full_name(scene, nickname[0].strip()), nickname.end(), SpeakerBasis.NAME)
    name = name_at(text, start)
    if name is None or not (met(scene, name.text) or could_speak(text, name)):
        return None
    return Reference(full_name(scene, name.text), name.after, SpeakerBasis.NAME)


def introduced(scene: Scene, introduction: Introduction) -> Reference | None:
    """Tell who is meant by a rank or post: the person named there, else who holds the post."""
    if introduction.person:
        return Reference(introduction.person.name, introduction.end, SpeakerBasis.NAME)
    if introduction.post is None:
        return None
    speaker = _by_post(scene.people, introduction.post, introduction.start, scene.story.text)
    return Reference(speaker, introduction.end, SpeakerBasis.POST) if speaker else None


def _by_post(people: People, post: Post, position: int, text: str) -> str | None:
    """Find the last person met before a place, else the first behind it, who holds a post."""
    wanted = _plain(text[post.start : post.end])
    holders = [
        introduction.person.name
        for introduction in people.introductions
        if introduction.person and introduction.start < position and _holds(introduction.person, post, wanted)
    ]
    if holders:
        return holders[-1]
    return next((person.name for person in people.persons if _holds(person, post, wanted)), None)


def _holds(person: Person, post: Post, wanted: str) -> bool:
    for held, position in zip(person.posts, person.positions, strict=True):
        plain = _plain(position)
        if plain.startswith(wanted) or (len(wanted) > 5 and re.search(rf"(?<!wa)(?<!wakil){wanted}", plain)):
            return True
        if post.unit and post.unit == held.unit and held.head.startswith(post.head):
            return True
    return False


def _plain(position: str) -> str:
    """Fold a position for comparison: letters only, provinces written out, no word for acting."""
    *before, last = _ACTING.sub("", position).rsplit(maxsplit=1)
    return _SQUASHED.sub("", " ".join([*before, province_name(last) or last]).casefold())


def by_group(people: People, phrase: str, position: int) -> str | None:
    """Find the last person met before a place whose rank is of the class a phrase names."""
    small = without_case(phrase)
    group = next(group for words_of_group, group in _GROUPS.items() if small.startswith(words_of_group))
    met = [
        introduction.person.name
        for introduction in people.introductions
        if introduction.person and introduction.person.group == group and introduction.start < position
    ]
    return met[-1] if met else None


def apposed(scene: Scene, start: int, end: int) -> Reference | None:
    """Read the name behind a description: "warga setempat, Siti", "pedagang bernama Budi"."""
    text = scene.story.text
    for apposition in _APPOSITION.finditer(text, start, end):
        name = name_at(text, apposition.end())
        if name and could_speak(text, name):
            return Reference(full_name(scene, name.text), name.after, SpeakerBasis.NAME)
    return None


def _described(scene: Scene, start: int) -> Reference | None:
    """Resolve small words: a name in apposition ("warga setempat, Siti"), a post, a description."""
    text = scene.story.text
    end = min(_sentence_end(text, start), start + 110)
    if named_there := apposed(scene, start, end):
        return named_there
    if (
        (alias := ALSO_CALLED.search(text, start, end))
        and scene.last
        and (name := name_at(text, alias.end()))
    ):
        scene.called[name.text] = scene.last
        return Reference(scene.last, name.after, SpeakerBasis.POST)
    if set_behind := _recurring_name(scene, start, end) or _name_behind(scene, start):
        return set_behind
    small = [word[0] for word in _SMALL.finditer(text, start, end)][:3]
    for person in reversed(scene.people.persons):
        squashed = [_SQUASHED.sub("", position.casefold()) for position in person.positions]
        if any(position.startswith(small[0]) and len(small[0]) > 4 for position in squashed):
            return Reference(person.name, start + len(small[0]), SpeakerBasis.POST)
    noun = next((word for word in small if word not in _UNNAMED), "")
    if len(noun) > 3 and (f") {noun}" in text or f"), {noun}" in text):
        pattern = re.compile(
            rf"([A-Z][\w'’.-]*(?:{SPACE}[A-Z][\w'’-]*){{0,4}}){SPACE}?\(\d{{1,2}}\),?{SPACE}{noun}"
        )
        if (earlier := pattern.search(text)) and (name := name_at(text, earlier.start(1))):
            return Reference(full_name(scene, name.text), end, SpeakerBasis.POST)
    if small[0] in _UNNAMED:
        return None
    return Reference(None, start - 1, SpeakerBasis.PRONOUN)


def _recurring_name(scene: Scene, start: int, end: int) -> Reference | None:
    """Find the name in "kata pengamat dari Universitas Telaga Rangga Wira": the one that speaks again."""
    text = scene.story.text
    stop = _PREPOSITION.search(text, start, end)
    for word in _CAPITALISED.finditer(text, start, stop.start() if stop else end):
        name = name_at(text, word.start()) if speaks(text, word[0]) else None
        if name and could_speak(text, name):
            return Reference(full_name(scene, name.text), name.after, SpeakerBasis.NAME)
    return None


def _name_behind(scene: Scene, start: int) -> Reference | None:
    """Read the name in full behind a description in small letters: "kata anggota majelis Ratna Dewi saat"."""
    described = _DESCRIBED.match(scene.story.text, start)
    if described is None or described["last"] in _BEFORE_GROUPS:
        return None
    name = name_at(scene.story.text, described.end())
    if name is None or SPACE not in name.text or not could_speak(scene.story.text, name):
        return None
    return Reference(full_name(scene, name.text), name.after, SpeakerBasis.NAME)


def _sentence_end(text: str, start: int) -> int:
    found = SENTENCE_END.search(text, start)
    return found.start() if found else len(text)
