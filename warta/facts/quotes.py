"""Direct quotations of a story, with who speaks and the words that say so."""

import functools
import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from typing import Final, NamedTuple

import polars as pl

from warta.facts.citing import Scene
from warta.facts.names import SPACE
from warta.facts.people import People
from warta.facts.quotations import LOST, Quoted, quoted
from warta.facts.references import Reference, SpeakerBasis, who_at
from warta.facts.speakers import ACTIVE, speaking
from warta.facts.stories import REMOVED, Story
from warta.facts.tables import frame_of
from warta.facts.vocabulary import words

QUOTES: Final = pl.Schema(
    {
        "page": pl.UInt32(),
        "start": pl.UInt32(),  # of the quotation without its marks, in code points of the page's text
        "end": pl.UInt32(),
        "text": pl.String(),  # as printed
        "speaker": pl.String(),  # the most complete form of the name; null where the page does not tell
        "attribution": pl.String(),  # as printed: "ujar Kapolres"; null where nothing attributes it
        "attribution_start": pl.UInt32(),
        "attribution_end": pl.UInt32(),
        "speaker_basis": pl.String(),  # warta.facts.references.SpeakerBasis
    }
)
"""One row a quotation; parts separated by their attribution are two."""


class Quote(NamedTuple):
    """A direct quotation of a sentence or more."""

    start: int
    end: int
    speaker: str | None
    attribution: tuple[int, int] | None
    basis: SpeakerBasis


_VOCABULARY: Final = words("quotes")
_STEMS: Final[list[str]] = _VOCABULARY["verbs"]["stems"]
_PLAIN: Final = frozenset([*_STEMS, *_VOCABULARY["verbs"]["passive"]])
_TITLES: Final = frozenset(_VOCABULARY["around"]["titles"])
_CONJUNCTIONS: Final = frozenset(["demikian", "begitu", "begitulah", "dan", "itulah"])
_IN_PASSIVE: Final = ["kata", "sampai", "jelas", "ungkap", "tegas", "tambah", "tutur", "terang"]

_BEHIND = re.compile(rf"{SPACE}*[,.]?{SPACE}*(?:[-–—]{SPACE}*)?(?P<word>[A-Za-z][a-z]+)")
_NEXT_WORD = re.compile(rf"{SPACE}+(?P<word>[a-z]+)")
_NAMED_BEHIND = re.compile(rf"{SPACE}*[,.]?{SPACE}*(?=[A-Z])")
_WORDS = re.compile(r"\w+")
_LAST_WORD = re.compile(r"\w+\Z")
_SAYING: Final = frozenset(
    [
        *(verb.rpartition("-")[2] for verb in ACTIVE),  # "mewanti-wanti" is told by its second half
        *(stem + ending for stem in [*_STEMS, "menurut"] for ending in ("", "nya")),
        *(f"di{stem}kan{ending}" for stem in _IN_PASSIVE for ending in ("", "nya")),
    ]
)
_ANOTHER_SUBJECT = re.compile(
    r"(?<!\w)(?:Pasal|Undang-Undang|UU|(?i:peraturan|putusan|surat|akun|spanduk|narasi|unggahan|postingan|tulisan"
    r"|caption|keterangan video|isi pesan|pesan berantai|berbunyi)(?:nya)?)(?!\w)"
)
_SENTENCE_END = re.compile(r"[.!?][\"”’]?\s")
_LONGEST_CLAUSE: Final = 400
_ENDS_SENTENCE: Final = ".!?…,"


def quotes_of(story: Story, people: People) -> list[Quote]:
    """Find the direct quotations of a story and who speaks.

    Args:
        story: The story.
        people: Its persons.

    Returns:
        The quotations in order. What stands in marks as a title, a slogan or a single word is none.
    """
    scene = Scene(story, people)
    found: list[Quote] = []
    # How far quotations, and the text, are read.
    quoted_to = read_to = story.title[1] if story.title[0] == 0 else 0
    for pair in _outside_title(story):
        scene.last = speaking(scene, max(quoted_to, read_to), pair.before) or scene.last
        read_to = pair.before
        quote = _quote(scene, pair, quoted_to, continued=bool(found))
        if quote is None:
            continue
        scene.last = quote.speaker or scene.last
        found.append(quote)
        quoted_to = max(pair.after, quote.attribution[1] if quote.attribution else 0)
    return _with_first_speaker(found)


def _outside_title(story: Story) -> list[Quoted]:
    start, end = story.title
    return [pair for pair in quoted(story.text) if not start <= pair.start < end]


def _quote(scene: Scene, pair: Quoted, quoted_to: int, *, continued: bool) -> Quote | None:
    text = scene.story.text
    start, end = _trimmed(text, pair)
    if start >= end:
        return None
    sentence = text[start:end]
    if attributed := _attribution_behind(scene, pair):
        reference, where = attributed
        if _is_fragment(text, pair, sentence):
            return None
        speaker = reference.speaker
        if reference.basis is SpeakerBasis.PRONOUN:
            speaker = scene.last
        return Quote(start, end, speaker, where, reference.basis if speaker else SpeakerBasis.NONE)
    if continued and _goes_on(text, quoted_to, pair.before):
        return Quote(start, end, scene.last, None, SpeakerBasis.CONTEXT if scene.last else SpeakerBasis.NONE)
    if where_before := _attribution_before(text, pair, quoted_to):
        speaker = speaking(scene, *where_before)
        basis = SpeakerBasis.NAME if speaker else SpeakerBasis.PRONOUN
        if speaker is None and _ANOTHER_SUBJECT.search(text, *where_before) is None:
            speaker = scene.last
        return Quote(start, end, speaker, where_before, basis if speaker else SpeakerBasis.NONE)
    if _stands_alone(text, pair, sentence) and (continued or scene.last):
        clause = text[max(0, pair.before - 80) : pair.before].rpartition("\n")[2].rstrip()
        unknown = clause.endswith(":") and _ANOTHER_SUBJECT.search(clause)
        speaker = None if unknown else scene.last
        return Quote(start, end, speaker, None, SpeakerBasis.CONTEXT if speaker else SpeakerBasis.NONE)
    return None


def _trimmed(text: str, pair: Quoted) -> tuple[int, int]:
    start, end = pair.start, pair.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _attribution_behind(scene: Scene, pair: Quoted) -> tuple[Reference, tuple[int, int]] | None:
    """Read the words behind a quotation: "ujarnya", "kata Budi", "Kapolres menambahkan"."""
    text = scene.story.text
    found = _BEHIND.match(text, pair.after)
    if found is None or (found["word"][0].isupper() and not _says(found["word"].casefold())):
        return _name_then_verb(scene, pair)
    start = verb_end = found.start("word")
    word, comma = found["word"].casefold(), "," in text[pair.end - 1 : found.start("word")]
    if not (_says(word) or (comma and word.endswith("nya") and len(word) > 6)):
        return None
    verb_end = found.end("word")
    while (
        word in _CONJUNCTIONS and (following := _NEXT_WORD.match(text, verb_end)) and _says(following["word"])
    ):
        word, verb_end = following["word"], following.end()
    if word.endswith("nya"):
        return Reference(None, verb_end, SpeakerBasis.PRONOUN), (start, verb_end)
    reference = who_at(scene, verb_end)
    if reference is None:
        following = _NEXT_WORD.match(text, verb_end)
        unknown = following is not None
        basis = SpeakerBasis.NONE if unknown else SpeakerBasis.PRONOUN
        return Reference(None, verb_end, basis), (start, verb_end)
    return reference, (start, max(verb_end, reference.end))


@functools.lru_cache(maxsize=4096)
def _says(word: str) -> bool:
    """Tell whether a word behind a quotation attributes it, allowing for slips ("ujarmya")."""
    stem = word.removesuffix("nya")
    if stem in _PLAIN or stem.removesuffix("kan") in _PLAIN:
        return True
    return len(word) > 5 and any(
        word.startswith(stem) and SequenceMatcher(None, word, f"{stem}nya").ratio() > 0.84 for stem in _STEMS
    )


def _name_then_verb(scene: Scene, pair: Quoted) -> tuple[Reference, tuple[int, int]] | None:
    """Read "Kapolres menambahkan"; behind a comma a person of rank or post may stand without a verb."""
    text = scene.story.text
    found = _NAMED_BEHIND.match(text, pair.after)
    if found is None or text[found.start() : found.end()].strip() == ".":
        return None
    reference = who_at(scene, found.end())
    if reference is None or reference.speaker is None:
        return None
    verb = _NEXT_WORD.match(text, reference.end)
    if verb and verb["word"] in ACTIVE:
        return reference, (found.end(), verb.end())
    if text[pair.end - 1] == "," and found.end() in scene.by_start and reference.basis is SpeakerBasis.NAME:
        return reference, (found.end(), reference.end)
    return None


def _is_fragment(text: str, pair: Quoted, sentence: str) -> bool:
    """Tell a few words quoted inside a sentence from a quotation of their own."""
    before = text[max(0, pair.before - 3) : pair.before].rstrip(" ")[-1:]
    return sentence[0].islower() and before.isalnum() and _words_up_to(6, sentence) < 6


def _words_up_to(most: int, sentence: str) -> int:
    return len(sentence.split(maxsplit=most - 1))


def _goes_on(text: str, attributed: int, before: int) -> bool:
    """Tell whether a quotation goes on behind its attribution: "…," kata Budi, "…"."""
    between = text[attributed:before].rstrip()
    return between.endswith(",") and len(between) < 60 and not re.search(r"[.!?\n\f]", between)


def _attribution_before(text: str, pair: Quoted, quoted_to: int) -> tuple[int, int] | None:
    """Find the clause that announces a quotation: "Budi mengatakan, …", "Menurutnya: …"."""
    line = max(text.rfind("\n", 0, pair.before), text.rfind(REMOVED, 0, pair.before)) + 1
    offset = max(line, quoted_to, pair.before - _LONGEST_CLAUSE)
    clause = text[offset : pair.before].rstrip()
    if not clause:
        return None
    sentence = text[pair.start : pair.end].strip()
    if _words_up_to(3, sentence) < 3 or not (sentence[0].isupper() or clause[-1] in ",:"):
        return None
    begin = max((found.end() for found in _SENTENCE_END.finditer(clause)), default=0)
    last = clause[begin:]
    stripped = last.rstrip(",: ")
    if not _announces(stripped, ready=last[-1] in ",:" or stripped.endswith("bahwa")):
        return None
    lead = len(last) - len(last.lstrip())
    return offset + begin + lead, offset + begin + len(stripped)


def _announces(clause: str, *, ready: bool) -> bool:
    """Tell whether a clause says that someone speaks: where it is not ready yet, with its last word."""
    small = clause.casefold()
    said = _WORDS.findall(small) if ready else _LAST_WORD.findall(small)
    return not _SAYING.isdisjoint(said) and small.rsplit(maxsplit=1)[-1] not in _TITLES


def _stands_alone(text: str, pair: Quoted, sentence: str) -> bool:
    """Tell whether a whole sentence stands in marks between sentences, as speech that goes on does."""
    before = text[max(0, pair.before - 40) : pair.before].rstrip(" ")
    at_start = not before or before[-1] in '.!?\n\f"”’:'
    behind = text[pair.after : pair.after + 1]
    ended = sentence[-1] in _ENDS_SENTENCE or behind in (".", "!", "?", ",")
    return (
        text[pair.before] != LOST
        and at_start
        and ended
        and _words_up_to(3, sentence) == 3
        and not sentence[0].islower()
    )


def _with_first_speaker(found: list[Quote]) -> list[Quote]:
    """Give quotations without speaker before the first named one to that speaker."""
    first = next((number for number, quote in enumerate(found) if quote.speaker), None)
    if first is None or first > 2:
        return found
    early = [
        quote._replace(speaker=found[first].speaker, basis=SpeakerBasis.CONTEXT)
        if quote.attribution is None
        else quote
        for quote in found[:first]
    ]
    return early + found[first:]


def quotes_frame(texts: Sequence[str], of_stories: Iterable[tuple[Story, list[Quote]]]) -> pl.DataFrame:
    """Tabulate quotations.

    Args:
        texts: Texts of the pages in order, as printed.
        of_stories: Stories and their quotations.

    Returns:
        QUOTES.
    """
    rows = []
    for story, found in of_stories:
        text = texts[story.page]
        for quote in found:
            start, end = quote.attribution or (None, None)
            words_of_attribution = None if start is None else text[start:end]
            rows.append(
                (
                    story.page,
                    quote.start,
                    quote.end,
                    text[quote.start : quote.end],
                    quote.speaker,
                    words_of_attribution,
                    start,
                    end,
                    quote.basis,
                )
            )
    return frame_of(rows, QUOTES)
