"""Who speaks in running text: subjects of verbs of saying, persons behind "kata" and "disampaikan"."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Final

from warta.facts.beginnings import beginnings, endings
from warta.facts.citing import RUN, Scene, could_speak, full_name, may_be_met, met
from warta.facts.names import SPACE, name_at
from warta.facts.people import Introduction, is_not_an_official
from warta.facts.posts import name_behind_institution
from warta.facts.references import GROUP, LEAD, SENTENCE_END, apposed, by_group, introduced, named, who_at
from warta.facts.stories import REMOVED, in_headline
from warta.facts.vocabulary import alternatives, words

_VOCABULARY: Final = words("quotes")
_AROUND: Final[dict[str, list[str]]] = _VOCABULARY["around"]
ACTIVE: Final = frozenset(_VOCABULARY["verbs"]["active"])
_PASSIVE: Final = frozenset(_VOCABULARY["verbs"]["passive"])
_BEHIND: Final = _PASSIVE | frozenset(_VOCABULARY["verbs"]["bare"])
_SAYING: Final = ACTIVE | _BEHIND
_LONGEST_DESCRIPTION: Final = 80
_LONGEST_SENTENCE: Final = 600
_WORD = re.compile(r"[A-Za-z][a-z-]{2,}")
_verb_starts = beginnings(form for verb in ACTIVE | _BEHIND for form in (verb, verb[0].upper() + verb[1:]))
_ADVERBS = rf"(?:{SPACE}(?:{alternatives(_AROUND['adverbs'])})){{0,4}}{SPACE}\Z"
_AGE = rf"{SPACE}?\(\d{{1,2}}[^)\n]{{0,20}}\)|,{SPACE}\d{{1,2}}{SPACE}(?:tahun|thn|th)(?!\w)"
# The small words that may stand before a verb in the two patterns below.
_BEFORE_VERB: Final = frozenset([*_AROUND["adverbs"], "tahun", "thn", "th"])
_DIRECTLY_BEFORE_VERB = re.compile(rf"{RUN}(?:{_AGE})?,?{_ADVERBS}")
_DESCRIBED_BEFORE_VERB = re.compile(rf"{RUN}(?P<age>{_AGE})?,{SPACE}(?=[a-z])[^,.\n]{{1,80}},{_ADVERBS}")
# Nothing, or when and where: "Di tempat terpisah, ".
_LEADS_IN = re.compile(rf"(?:[A-Z][a-z]+(?:{SPACE}[a-z-]+){{0,4}},{SPACE})?")
_STARTS_WITH_PRONOUN = re.compile(rf"(?:{alternatives(_AROUND['pronouns'])})(?!\w)")
_NOT_SPEAKING = re.compile(
    rf"(?<!\w)(?:{alternatives(_AROUND['not_speaking'])}){SPACE}(?:(?:Bapak|Pak|Ibu|Bu){SPACE})?\Z"
)
_NOT_SPEAKING_ENDS: Final = endings([*_AROUND["not_speaking"], "Bapak", "Pak", "Ibu", "Bu"])
_OPENING = re.compile(
    rf"(?:^|[.!?\n\f]|[.,!?][\"”’]){SPACE}*(?:(?:[A-Z][a-z]+)(?:{SPACE}[a-z-]+){{0,4}},?{SPACE})?\Z"
)
_FIRST_SUBJECT = re.compile(
    rf"{SPACE}*(?=[A-Z])(?:(?P<who>[A-Z][a-z]+)(?:{SPACE}[a-z-]++){{1,5}}+,{SPACE}(?=[A-Z]))?"
)
# Marks come first, in one class, so that the engine looks at them only; most end no sentence, which what
# follows them tells at once.
_SUBJECT = re.compile(
    rf"[\n\f.!?\"”’](?=[{SPACE}\"”’A-Z])(?:{SPACE}|(?<=[\n\f])|(?<=[.!?])[\"”’]{SPACE})"
    + _FIRST_SUBJECT.pattern
)
_NOT_DESCRIBING: Final = frozenset(_AROUND["not_describing"])
# Who is named with an age in front of what they do or feel: "Nurbaiti (61), warga Panti, kehilangan rumah".
# What is done to persons, or befalls them, others tell.
_AT_AGE = re.compile(
    rf"\(\d{{1,2}}(?:{SPACE}(?:tahun|thn|th))?\)|,{SPACE}\d{{1,2}}{SPACE}(?:tahun|thn|th)(?=,)"
)
_NAMED_BEFORE = re.compile(rf"{RUN}{SPACE}?\Z")
_ACTS = re.compile(
    rf"(?>,{SPACE}[a-z][^,.\n]{{1,80}}(?:,{SPACE}[A-Z][^,.\n]{{1,40}}){{0,3}},|,)?+"
    rf"{SPACE}(?!{alternatives(_AROUND['befalls'])})[a-z]"
    rf"|(?P<then>\.{SPACE}(?:Ia|Dia){SPACE})"
)
_LONGEST_NAME: Final = 60
_LONGEST_LEAD: Final = 70
_WORDS = re.compile(r"[\w-]+")
_CLOSES_APPOSITION = re.compile(rf"(?:,|{SPACE}?\()")
_VERB_FOLLOWS = re.compile(rf"{SPACE}[a-z]")


def speaking(scene: Scene, start: int, end: int) -> str | None:
    """Tell who spoke last in a stretch of running text.

    That is the subject of the last verb of saying, whoever stands behind "kata" or "disampaikan", or the
    official or described person ("Pemilik toko, Nurlina, ...") with whom the last sentence begins.

    Args:
        scene: The story and its persons.
        start: Where the stretch begins.
        end: Where it ends.

    Returns:
        The name, or None where nobody new speaks.
    """
    text = scene.story.text
    last = max(filter(None, (_begun(scene, start, end), _aged(scene, start, end))), default=None)
    for word in _verbs(text, start, end):
        small = word[0].casefold()
        if small in ACTIVE:
            speaker = _subject(scene, start, word.start())
        elif small in _BEHIND:
            speaker = _who_behind(scene, word.end(), described=small in _PASSIVE)
        else:
            continue
        if speaker and (last is None or word.start() >= last[0]):
            last = (word.start(), speaker)
    return last[1] if last else None


def _begun(scene: Scene, start: int, end: int) -> tuple[int, str] | None:
    """Find the last person with whom a sentence of a stretch begins: an official, or one met or described."""
    last: tuple[int, str] | None = None
    for introduction in scene.people.introductions:
        if start <= introduction.start < end and (speaker := _opens_sentence(scene, introduction)):
            last = (introduction.start, speaker)
    for subject in reversed(_subjects(scene.story.text, start, end)):
        if last and subject.end() < last[0]:
            break
        if speaker := _begins_sentence(scene, subject):
            return subject.end(), speaker
    return last


def _aged(scene: Scene, start: int, end: int) -> tuple[int, str] | None:
    """Find the last person that a stretch names with an age, as the subject of a sentence or before "Ia"."""
    text = scene.story.text
    for age in reversed([*_AT_AGE.finditer(text, start, end)]):
        acts = _ACTS.match(text, age.end(), end)
        named_there = _NAMED_BEFORE.search(text, max(start, age.start() - _LONGEST_NAME), age.start())
        if acts is None or named_there is None:
            continue
        begin = named_there.start(1)
        name = name_at(text, begin)
        lead = text[_sentence_start(text, max(start, begin - _LONGEST_LEAD), begin) : begin]
        if (
            name
            and (acts["then"] or not lead or lead.endswith(f",{SPACE}"))
            and _SAYING.isdisjoint(_WORDS.findall(lead.casefold()))
            and could_speak(text, name)
            and not is_not_an_official(text, begin)
            and not in_headline(scene.story, begin)
        ):
            return begin, full_name(scene, name.text)
    return None


def _verbs(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Find the words of a stretch that begin like a verb of saying."""
    starts = _verb_starts(text)
    for begin in starts[bisect_left(starts, start) : bisect_left(starts, end)]:
        if _begins_word(text, start, begin) and (word := _WORD.match(text, begin, end)):
            yield word


def _begins_word(text: str, start: int, position: int) -> bool:
    """Tell whether a letter begins a word of a stretch: any capital, a small one behind no letter."""
    if position == start or text[position - 1] == SPACE or text[position].isupper():
        return True
    while position > start and text[position - 1] == "-":
        position -= 1
    before = text[position - 1]
    return position == start or not (before.isascii() and before.isalpha())


def _who_behind(scene: Scene, position: int, *, described: bool) -> str | None:
    """Tell who stands by name, rank or post behind a verb, or behind a description there."""
    lead = LEAD.match(scene.story.text, position)
    reference = None
    if lead and scene.story.text[lead.end() : lead.end() + 1].isupper():
        reference = who_at(scene, position)
    elif described:
        stop = SENTENCE_END.search(scene.story.text, position, position + _LONGEST_DESCRIPTION)
        reference = apposed(scene, position, stop.start() if stop else position + _LONGEST_DESCRIPTION)
    return reference.speaker if reference else None


def _opens_sentence(scene: Scene, introduction: Introduction) -> str | None:
    text, start = scene.story.text, introduction.start
    if _is_not_speaking(text, start) or in_headline(scene.story, start):
        return None
    if _OPENING.search(text, max(0, start - 60), start) is None:
        return None
    reference = introduced(scene, introduction)
    return reference.speaker if reference else None


def _subjects(text: str, start: int, end: int) -> list[re.Match[str]]:
    """Find where sentences of a stretch begin, up to a capital: the first, or that behind a description."""
    first = _FIRST_SUBJECT.match(text, 0, end) if start == 0 else None
    found = list(_SUBJECT.finditer(text, start, end))
    return [first, *found] if first else found


def _begins_sentence(scene: Scene, subject: re.Match[str]) -> str | None:
    """Tell whose name a sentence begins with: of a person met, or of one whom the words before describe."""
    text = scene.story.text
    who = subject["who"] is not None and subject["who"] not in _NOT_DESCRIBING
    if not who and not may_be_met(scene, subject.end()):
        return None
    name = name_at(text, subject.end())
    if name is None:
        return None
    described = who and _CLOSES_APPOSITION.match(text, name.after) and could_speak(text, name)
    known = met(scene, name.text) if described or _VERB_FOLLOWS.match(text, name.after) else None
    if not (described or known) or in_headline(scene.story, name.start):
        return None
    return known or full_name(scene, name.text)


def _is_not_speaking(text: str, position: int) -> bool:
    """Tell whether the words before a person say that another one speaks: "mewakili Bapak"."""
    return text[position - 3 : position] in _NOT_SPEAKING_ENDS and bool(
        _NOT_SPEAKING.search(text, max(0, position - 24), position)
    )


def _subject(scene: Scene, lower: int, verb: int) -> str | None:
    """Find who says what a verb in the active voice introduces."""
    text = scene.story.text
    if text[verb - 5 : verb] == "yang ":
        return None
    start = _sentence_start(text, max(lower, verb - _LONGEST_SENTENCE), verb)
    # No sentence ends inside a post: "Ps. Kapolsek Limau".
    start = next(
        (known.start for known in scene.people.introductions if known.start < start < known.end), start
    )
    if _STARTS_WITH_PRONOUN.match(text, start):
        return None
    if group := GROUP.match(text, start):
        return by_group(scene.people, group[0], start)
    subjects = [
        (introduction, reference.speaker)
        for introduction in scene.people.introductions
        if start <= introduction.start
        and introduction.end <= verb
        and not _is_not_speaking(text, introduction.start)
        and (reference := introduced(scene, introduction))
        and reference.speaker
    ]
    if subjects:
        through = text.rfind("melalui", start, verb)
        return next(
            (speaker for introduction, speaker in subjects if introduction.start > through), subjects[-1][1]
        )
    before = _subject_before(text, start, verb)
    if before is None or in_headline(scene.story, verb):
        return None
    begin = before.start(1)
    if is_not_an_official(text, begin) or _is_not_speaking(text, begin):
        return None
    is_word = f" {before[1].split()[0].casefold()} " in text
    if not is_word and (reference := named(scene, begin, begin)):
        return reference.speaker
    name = name_behind_institution(text, begin, before.end(1))
    return full_name(scene, name.text) if name else None


def _sentence_start(text: str, lower: int, verb: int) -> int:
    """Find the first letter or figure of the sentence of a verb, no further back than `lower`."""
    start = max(lower, text.rfind("\n", lower, verb) + 1, text.rfind(REMOVED, lower, verb) + 1)
    for stop in ".!?":  # as SENTENCE_END, which cannot be searched for from behind
        place = text.rfind(stop, start, verb)
        while place >= 0 and not _ends_sentence(text, place + 1, verb):
            place = text.rfind(stop, start, place)
        start = max(start, place + 1)
    while start < verb and not text[start].isalnum():
        start += 1
    return start


def _ends_sentence(text: str, behind: int, verb: int) -> bool:
    return behind == verb or text[behind].isspace() or text[behind] in '"”'


def _subject_before(text: str, start: int, verb: int) -> re.Match[str] | None:
    """Find capitalised words in front of a verb, or further off with an age or description between."""
    window = max(start, verb - 160)
    # No name stands before a small word, but for adverbs and the word behind an age.
    word = text[max(window, text.rfind(SPACE, window, verb - 1) + 1) : verb - 1]
    if text[verb - 1] != SPACE or (word.islower() and word[-1].isalpha() and word not in _BEFORE_VERB):
        return None
    described = None
    if text.count(",", window, verb) > 1:
        described = _DESCRIBED_BEFORE_VERB.search(text, window, verb)
    if described and (described["age"] or _LEADS_IN.fullmatch(text, start, described.start(1))):
        return described
    return _DIRECTLY_BEFORE_VERB.search(text, window, verb)
