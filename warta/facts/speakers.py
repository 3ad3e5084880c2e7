"""Who is meant: persons mentioned again in a story by surname, post, class of rank or pronoun."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Final

from warta.facts.gazetteer import province_name
from warta.facts.names import SPACE, Name, clipped, name_at, same_person
from warta.facts.people import NICKNAME, NOT_AN_OFFICIAL, Introduction, People, Person, known_as
from warta.facts.posts import Post, is_name, speaks
from warta.facts.ranks import rank_at
from warta.facts.stories import Story, in_headline
from warta.facts.vocabulary import alternatives, words


class SpeakerBasis(StrEnum):
    """How a page says who speaks."""

    NAME = "name"
    POST = "post"  # "ujar Kapolres", "ungkap Perwira Pertama Polri tersebut"
    PRONOUN = "pronoun"  # "ujarnya", "kata dia": the last who spoke
    CONTEXT = "context"  # no words of attribution: the last who spoke
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Reference:
    """Who is meant at a place of a story."""

    speaker: str | None  # None for a pronoun (the last who spoke) and for persons unnamed
    end: int
    basis: SpeakerBasis


@dataclass(slots=True)
class Scene:
    """A story with its persons, those without office added as they speak."""

    story: Story
    people: People
    by_start: dict[int, Introduction] = field(init=False)
    others: list[str] = field(default_factory=list)
    last: str | None = None  # who spoke last
    called: dict[str, str] = field(init=False)  # full names by what the persons are also called

    def __post_init__(self) -> None:
        """Index the introductions by where they begin, and the names by which persons go."""
        self.by_start = {introduction.start: introduction for introduction in self.people.introductions}
        self.called = {}
        if _ALSO_CALLED.search(self.story.text) is None:
            return
        for found in _CALLED.finditer(self.story.text):
            other = name_at(self.story.text, found.end())
            if other and (full := self._named_before(found)):
                self.called[other.text] = full

    def _named_before(self, found: re.Match[str]) -> str | None:
        for introduction in self.people.introductions:
            if introduction.person and introduction.start < found.end("name") <= introduction.end:
                return introduction.person.name
        name = name_at(self.story.text, found.start("name"))
        return _full_name(self, name.text) if name and is_name(self.story.text, name) else None


_VOCABULARY: Final = words("quotes")
_AROUND: Final[dict[str, list[str]]] = _VOCABULARY["around"]
_GROUPS: Final[dict[str, str]] = _VOCABULARY["groups"]
_PRONOUNS: Final = frozenset(_AROUND["pronouns"])
_PARTICLES: Final = frozenset(_AROUND["particles"])
_NO_PERSONS: Final = frozenset(_AROUND["no_persons"])
_UNNAMED: Final = frozenset(_AROUND["unnamed"])
ACTIVE: Final = frozenset(_VOCABULARY["verbs"]["active"])
_BEHIND: Final = frozenset([*_VOCABULARY["verbs"]["passive"], *_VOCABULARY["verbs"]["bare"]])

_LEAD = re.compile(
    rf"{SPACE}*(?:(?:langsung|oleh|sang|si|Si|Bapak|Pak|Ibu|Bu|Saudara|bapak|pak|ibu|bu){SPACE}+)*"
)
_NO_NAMES: Final = frozenset(_AROUND["no_names"])
_FIRST_NAMES: Final = frozenset(_AROUND["first_names"])
_SMALL = re.compile(r"[a-z]+")
_WORD = re.compile(r"[A-Za-z][a-z-]{2,}")
_GROUP = re.compile(
    rf"(?i:{alternatives([*_GROUPS])})(?!\w)(?:{SPACE}[\w-]+){{0,5}}?{SPACE}(?:itu|tersebut|ini)(?!\w)|(?i:{alternatives([*_GROUPS])})(?!\w)"
)
_APPOSITION = re.compile(
    rf"(?:bernama{SPACE}|,{SPACE}?|yakni{SPACE}|yaitu{SPACE}|,{SPACE}?(?:yakni|yaitu){SPACE})(?=[A-Z])"
)
_SENTENCE_END = re.compile(r"[.!?](?=[\s\f\"”]|\Z)|[\n\f]")
_RUN = rf"((?:[A-Z][\w'’.-]*{SPACE}){{0,6}}[A-Z][\w'’-]+)"
_CALLED = re.compile(
    rf"(?P<name>{_RUN})(?:{SPACE}?\(\d{{1,2}}\))?,?{SPACE}(?:atau{SPACE}|yang{SPACE})?(?:lebih{SPACE})?"
    rf"(?:{alternatives(_AROUND['called'])}){SPACE}[\"“']?(?=[A-Z])"
)
_ALSO_CALLED = re.compile(rf"(?:{alternatives(_AROUND['called'])}){SPACE}[\"“']?(?=[A-Z])")
_ADVERBS = rf"(?:{SPACE}(?:{alternatives(_AROUND['adverbs'])})){{0,4}}{SPACE}\Z"
_DIRECTLY_BEFORE_VERB = re.compile(rf"{_RUN}(?:{SPACE}?\(\d{{1,2}}[^)\n]{{0,20}}\))?,?{_ADVERBS}")
_DESCRIBED_BEFORE_VERB = re.compile(
    rf"{_RUN}(?P<age>{SPACE}?\(\d{{1,2}}[^)\n]{{0,20}}\))?,{SPACE}(?=[a-z])[^,.\n]{{1,80}},{_ADVERBS}"
)
_STARTS_WITH_PRONOUN = re.compile(rf"(?:{alternatives(_AROUND['pronouns'])})(?!\w)")
_NOT_SPEAKING = re.compile(
    rf"(?<!\w)(?:{alternatives(_AROUND['not_speaking'])}){SPACE}(?:(?:Bapak|Pak|Ibu|Bu){SPACE})?\Z"
)
_OPENING = re.compile(
    rf"(?:^|[.!?\n\f]|[.,!?][\"”’]){SPACE}*(?:(?:[A-Z][a-z]+)(?:{SPACE}[a-z-]+){{0,4}},?{SPACE})?\Z"
)
_SQUASHED = re.compile(r"[^a-z]+")
_ACTING = re.compile(rf"^(?:{alternatives(words('positions')['around']['acting'])})\s")


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
    lead = _LEAD.match(text, position)
    start = lead.end() if lead else position
    if introduction := scene.by_start.get(start):
        return _introduced(scene, introduction)
    if rank := rank_at(text, start):
        name = name_at(text, rank.end)
        return Reference(_full_name(scene, name.text), name.after, SpeakerBasis.NAME) if name else None
    if group := _GROUP.match(text, start):
        speaker = _by_group(scene.people, group[0], start)
        return Reference(speaker, group.end(), SpeakerBasis.POST if speaker else SpeakerBasis.PRONOUN)
    small = _SMALL.match(text, start)
    if small is None:
        return _named(scene, position, start)
    if small[0] in _PRONOUNS or small[0] in _PARTICLES:
        end = small.end() if small[0] in _PRONOUNS else position
        return Reference(None, end, SpeakerBasis.PRONOUN)
    return None if small[0] in _NO_PERSONS else _described(scene, start)


def _named(scene: Scene, position: int, start: int) -> Reference | None:
    text = scene.story.text
    if nickname := NICKNAME.match(text, position):
        return Reference(_full_name(scene, nickname[0].strip()), nickname.end(), SpeakerBasis.NAME)
    name = name_at(text, start)
    if name is None or not (_met(scene, name.text) or _could_speak(text, name)):
        return None
    return Reference(_full_name(scene, name.text), name.after, SpeakerBasis.NAME)


def _could_speak(text: str, name: Name) -> bool:
    first = name.text.split()[0]
    return first not in _NO_NAMES and not first.endswith("nya") and is_name(text, name)


def _introduced(scene: Scene, introduction: Introduction) -> Reference | None:
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


def _by_group(people: People, phrase: str, position: int) -> str | None:
    group = next(
        group for words_of_group, group in _GROUPS.items() if phrase.casefold().startswith(words_of_group)
    )
    met = [
        introduction.person.name
        for introduction in people.introductions
        if introduction.person and introduction.person.group == group and introduction.start < position
    ]
    return met[-1] if met else None


def _described(scene: Scene, start: int) -> Reference | None:
    """Resolve small words: a name in apposition ("warga setempat, Siti"), a post, a description."""
    text = scene.story.text
    end = min(_sentence_end(text, start), start + 110)
    for apposition in _APPOSITION.finditer(text, start, end):
        name = name_at(text, apposition.end())
        if name and is_name(text, name):
            return Reference(_full_name(scene, name.text), name.after, SpeakerBasis.NAME)
    if (
        (alias := _ALSO_CALLED.search(text, start, end))
        and scene.last
        and (name := name_at(text, alias.end()))
    ):
        scene.called[name.text] = scene.last
        return Reference(scene.last, name.after, SpeakerBasis.POST)
    if recurring := _recurring_name(scene, start, end):
        return recurring
    small = [word[0] for word in _SMALL.finditer(text, start, end)][:3]
    for person in reversed(scene.people.persons):
        squashed = [_SQUASHED.sub("", position.casefold()) for position in person.positions]
        if any(position.startswith(small[0]) and len(small[0]) > 4 for position in squashed):
            return Reference(person.name, start + len(small[0]), SpeakerBasis.POST)
    noun = next((word for word in small if word not in _UNNAMED), "")
    if len(noun) > 3:
        pattern = re.compile(
            rf"([A-Z][\w'’.-]*(?:{SPACE}[A-Z][\w'’-]*){{0,4}}){SPACE}?\(\d{{1,2}}\),?{SPACE}{noun}"
        )
        if (earlier := pattern.search(text)) and (name := name_at(text, earlier.start(1))):
            return Reference(_full_name(scene, name.text), end, SpeakerBasis.POST)
    if small[0] in _UNNAMED:
        return None
    return Reference(None, start - 1, SpeakerBasis.PRONOUN)


def _recurring_name(scene: Scene, start: int, end: int) -> Reference | None:
    """Find the name in "kata pengamat dari Universitas Padjadjaran Idil Akbar": the one that speaks again."""
    text = scene.story.text
    stop = _PREPOSITION.search(text, start, end)
    for word in _CAPITALISED.finditer(text, start, stop.start() if stop else end):
        name = name_at(text, word.start()) if speaks(text, word[0]) else None
        if name and _could_speak(text, name):
            return Reference(_full_name(scene, name.text), name.after, SpeakerBasis.NAME)
    return None


_PREPOSITION = re.compile(r" (?:kepada|saat|ketika|di|dalam|pada|melalui|usai|sambil|seraya|lewat)(?!\w)")
_CAPITALISED = re.compile(r"(?<![\w'’-])[A-Z][a-z]{2,}")


def _sentence_end(text: str, start: int) -> int:
    found = _SENTENCE_END.search(text, start)
    return found.start() if found else len(text)


def _met(scene: Scene, short: str) -> str | None:
    """Find the person met so far whose name a short form stands for."""
    return next((full for full in _known(scene) if same_person(short, full)), None)


def _known(scene: Scene) -> list[str]:
    return [person.name for person in scene.people.persons] + scene.others


def _full_name(scene: Scene, printed: str) -> str:
    """Give the most complete form in which the story prints a name."""
    short = scene.called.get(printed) or known_as(scene.story.text, printed)
    if full := _met(scene, short):
        return full
    if slip := next((full for full in _known(scene) if _slip(short, full)), None):
        return slip
    full = max(_longer_forms(scene.story.text, short), key=len, default=short)
    if full == short and (whole := next((name for name in _known(scene) if clipped(short, name)), None)):
        return whole
    scene.others = [other for other in scene.others if not same_person(other, full)] + [full]
    return full


def _slip(short: str, full: str) -> bool:
    """Tell a misspelt name ("Memet" for "Mamet") from another person's."""
    return len(short) > 4 and any(
        short[0] == part[0] and SequenceMatcher(None, short, part).ratio() >= 0.8 for part in full.split()
    )


def _longer_forms(text: str, short: str) -> Iterator[str]:
    """Find the names of a story of which a short form is part."""
    first = short.split()[0]
    position = text.find(first)
    while position >= 0:
        start = position
        while (previous := _PREVIOUS_WORD.search(text, max(0, start - 24), start)) and position - start < 40:
            start = previous.start(1)
        for begin in (start, position) if _belongs_to_name(text, start, position, short) else (position,):
            name = name_at(text, begin)
            if name and name.end > position and _could_speak(text, name) and same_person(short, name.text):
                yield name.text
                break
        position = text.find(first, position + len(first))


def _belongs_to_name(text: str, start: int, position: int, short: str) -> bool:
    """Tell whether the capitalised words before a short form belong to the name, not to an organisation.

    They do where a comma sets them apart, where they are first names, and where the short form ends the name.
    """
    before = text[start:position].split()
    apart = text[max(0, start - 2) : start].rstrip()[-1:] in (",", "(")
    last = " " not in short and not text[position + len(short) :][:2].strip()[:1].isupper()
    return 1 <= len(before) <= 3 and (apart or last or all(word in _FIRST_NAMES for word in before))


_PREVIOUS_WORD = re.compile(rf"(?<![\w'’.-])([A-Z](?:[a-z'’]+|\.)){SPACE}\Z")


def speaking(scene: Scene, start: int, end: int) -> str | None:
    """Tell who spoke last in a stretch of running text.

    That is the subject of the last verb of saying, whoever stands behind "kata" or "disampaikan", or the
    official with whom the last sentence begins.

    Args:
        scene: The story and its persons.
        start: Where the stretch begins.
        end: Where it ends.

    Returns:
        The name, or None where nobody new speaks.
    """
    text = scene.story.text
    last: tuple[int, str] | None = None
    for introduction in scene.people.introductions:
        if start <= introduction.start < end and (speaker := _opens_sentence(scene, introduction)):
            last = (introduction.start, speaker)
    for word in _WORD.finditer(text, start, end):
        small = word[0].casefold()
        if small in ACTIVE:
            speaker = _subject(scene, start, word.start())
        elif small in _BEHIND:
            speaker = _who_behind(scene, word.end())
        else:
            continue
        if speaker and (last is None or word.start() >= last[0]):
            last = (word.start(), speaker)
    return last[1] if last else None


def _who_behind(scene: Scene, position: int) -> str | None:
    """Tell who stands by name, rank or post behind a verb."""
    lead = _LEAD.match(scene.story.text, position)
    if lead and scene.story.text[lead.end() : lead.end() + 1].isupper():
        reference = who_at(scene, position)
        return reference.speaker if reference else None
    return None


def _opens_sentence(scene: Scene, introduction: Introduction) -> str | None:
    text, start = scene.story.text, introduction.start
    if in_headline(scene.story, start) or _OPENING.search(text, max(0, start - 60), start) is None:
        return None
    if _NOT_SPEAKING.search(text, max(0, start - 24), start):
        return None
    reference = _introduced(scene, introduction)
    return reference.speaker if reference else None


def _subject(scene: Scene, lower: int, verb: int) -> str | None:
    """Find who says what a verb in the active voice introduces."""
    text = scene.story.text
    if text[:verb].endswith("yang "):
        return None
    ends = list(_SENTENCE_END.finditer(text, lower, verb))
    start = ends[-1].end() if ends else lower
    while start < verb and not text[start].isalnum():
        start += 1
    if _STARTS_WITH_PRONOUN.match(text, start):
        return None
    if group := _GROUP.match(text, start):
        return _by_group(scene.people, group[0], start)
    named = [
        (introduction, reference.speaker)
        for introduction in scene.people.introductions
        if start <= introduction.start
        and introduction.end <= verb
        and not _NOT_SPEAKING.search(text, max(0, introduction.start - 24), introduction.start)
        and (reference := _introduced(scene, introduction))
        and reference.speaker
    ]
    if named:
        through = text.rfind("melalui", start, verb)
        return next(
            (speaker for introduction, speaker in named if introduction.start > through), named[-1][1]
        )
    before = _subject_before(text, start, verb)
    if before is None or in_headline(scene.story, verb):
        return None
    begin = before.start(1)
    if (
        NOT_AN_OFFICIAL.search(text, max(0, begin - 30), begin)
        or f" {before[1].split()[0].casefold()} " in text
    ):
        return None
    if _NOT_SPEAKING.search(text, max(0, begin - 24), begin):
        return None
    reference = _named(scene, begin, begin)
    return reference.speaker if reference else None


def _subject_before(text: str, start: int, verb: int) -> re.Match[str] | None:
    """Find capitalised words in front of a verb, or further off with an age or description between."""
    window = max(start, verb - 160)
    described = _DESCRIBED_BEFORE_VERB.search(text, window, verb)
    if described and (described["age"] or described.start(1) == start):
        return described
    return _DIRECTLY_BEFORE_VERB.search(text, window, verb)
