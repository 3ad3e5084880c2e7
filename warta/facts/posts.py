"""Posts that a story names, and the names printed behind them."""

import functools
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple

from warta.facts.beginnings import beginnings, endings, matches
from warta.facts.gazetteer import gazetteer, known_place, squash
from warta.facts.names import SPACE, Name, name_at
from warta.facts.ranks import Rank, rank_at
from warta.facts.units import Unit
from warta.facts.vocabulary import alternatives, words


class Office(StrEnum):
    """Whose post it is; only the first four are public offices."""

    POLICE = "police"
    MILITARY = "military"
    ELECTION = "election"
    GOVERNMENT = "government"
    OTHER = "other"


class Post(NamedTuple):
    """A post in a story, with the name and rank behind it where they stand there."""

    start: int
    end: int  # of the post itself, without name
    head: str
    office: Office
    unit: str | None
    in_office: bool  # not "mantan", "calon", "istri"
    rank: Rank | None
    name: Name | None


_VOCABULARY: Final = words("positions")
_OFFICES: Final = {
    head: Office(office)
    for office, heads in _VOCABULARY["heads"].items()
    if office != "general"
    for head in heads
}
_INSTITUTIONS: Final = {
    Office(office): re.compile(rf"(?<!\w)(?:{alternatives(names)})(?!\w)")
    for office, names in _VOCABULARY["institutions"].items()
}
_INSIDE: Final = frozenset(_VOCABULARY["inside"]["words"])
_LISTED: Final = frozenset(_VOCABULARY["inside"]["listed"])
_ONLY_AFTER: Final[dict[str, list[str]]] = _VOCABULARY["inside"]["only_after"]
_AROUND: Final[dict[str, list[str]]] = _VOCABULARY["around"]
_ACTING: Final = frozenset(word.rstrip(".") for word in _AROUND["acting"])
_JOINERS: Final[list[str]] = _VOCABULARY["inside"]["joiners"]
_BEFORE_PLACES: Final = frozenset(_VOCABULARY["inside"]["before_places"])
_KINDS_OF_PLACES: Final = frozenset(_VOCABULARY["inside"]["kinds_of_places"])
_PRESIDENTS: Final = frozenset(_VOCABULARY["inside"]["presidents"])


def _pattern(head: str) -> str:
    words_of_head = (re.escape(word).replace(r"\*", "[A-Za-z]*") for word in head.split())
    return rf"{SPACE}{{1,2}}".join(words_of_head)


def _heads(heads: list[str], behind: str) -> re.Pattern[str]:
    """Compile heads, grouped by their first letter, so that the engine looks at these letters only."""
    by_letter: dict[str, list[str]] = {}
    for head in sorted(heads, key=lambda head: (-len(head), head)):
        by_letter.setdefault(head[0], []).append(_pattern(head)[1:])
    groups = (f"{letter}(?:{'|'.join(rest)})" for letter, rest in by_letter.items())
    return re.compile(rf"(?:{'|'.join(groups)}){behind}")


_GENERAL: Final = _VOCABULARY["heads"]["general"]
_HEADS: Final = [*_OFFICES, *(head for head in _GENERAL if head[0].isupper())]
_SMALL_HEADS: Final = [head for head in _GENERAL if head[0].islower()]
_HEAD = _heads(_HEADS, r"(?!\w)")
_SMALL_HEAD = _heads(_SMALL_HEADS, rf"(?={SPACE}[A-Z])")


def _first_words(heads: list[str]) -> set[str]:
    return {re.split(r"[ *]", head)[0] for head in heads}


_head_starts = beginnings(_first_words(_HEADS))
_small_head_starts = beginnings(_first_words(_SMALL_HEADS))
_FIRST_TWO: Final = frozenset(head[:2] for head in [*_OFFICES, *_GENERAL])
_BY_START: Final = [(re.compile(_pattern(head) + r"\Z"), office) for head, office in _OFFICES.items()]
_BEFORE = re.compile(
    rf"(?<!\w)(?:(?P<not>{alternatives(_AROUND['not_in_office'])})|{alternatives(_AROUND['acting'])}){SPACE}\Z"
)
_BEFORE_ENDS: Final = endings([*_AROUND["not_in_office"], *_AROUND["acting"]])
_TAIL = re.compile(
    rf"{SPACE}{{1,3}}(?:(?P<paren>\([A-Z][\w .&/-]{{1,40}}\))"
    rf"|(?P<join>{alternatives(_JOINERS)}|ke-\d+|dari(?= Fraksi| Partai| Dapil))(?!\w)"
    r"|(?P<word>(?:Kab|Kec|Kel|Prov)\.|[A-Z0-9](?:[\w'’]|[./-](?=\w))*))"
)
_GAP = re.compile(
    rf"(?:{SPACE}(?:lainnya|lain|setempat|yang{SPACE}baru)(?=,))?(?P<term>{SPACE}periode{SPACE}\d{{4}}[-–/]\d{{4}})?"
    rf"{SPACE}*(?P<comma>,?){SPACE}*"
    rf"(?:(?:(?P<namely>yakni|yaitu|bernama|atas{SPACE}nama)|–|—|-){SPACE}+)?"
    rf"(?P<doctor>(?:drg?|drh)\.?{SPACE}(?=[A-Z]))?"
)
_AFTER_NAME = re.compile(rf"{SPACE}*(?:[,.(:–—]|{SPACE}[a-z(\"“]|\Z|\n)")
_PRINTED = re.compile(rf"[^{SPACE}]+")
_ACRONYM = re.compile(r"[A-Z]{3,}")
_NUMBER = re.compile(r"\d+|[IVX]+[A-C]?(?:/\w+)?|[A-E]")
_PLACE_APPOSITION = re.compile(
    rf"(?P<kind>(?:{alternatives(_VOCABULARY['inside']['kinds_of_places'])}){SPACE})?"
    rf"(?P<place>[A-Z][\w-]+(?:{SPACE}[A-Z][\w-]+){{0,2}})(?=,{SPACE}[A-Z])"
)
_OPENS_NAME = re.compile(
    rf"(?:{alternatives(_VOCABULARY['inside']['open_names'])})(?!\w)"
    rf"|(?:I|Ni){SPACE}(?:{alternatives(_VOCABULARY['inside']['balinese'])})(?!\w)"
)
_OPENS_WITH: Final = frozenset(["I", "N", *(word[0] for word in _VOCABULARY["inside"]["open_names"])])
_CITING: Final = ("kata", "ujar", "tutur", "ungkap", "jelas", "ucap", "terang", "tegas", "lanjut", "Menurut")
_citing = beginnings(f"{verb} " for verb in _CITING)
_LONGEST_TAIL: Final = 14
_ENDS_TAIL: Final = frozenset(words("ranks")["around_names"]["ends"][:24])


def posts_of(text: str, units: list[Unit]) -> list[Post]:
    """Find the posts of a story, in order.

    Args:
        text: The story.
        units: Its police units, in order.

    Returns:
        The posts; a name is given where it stands behind its post ("Kapolres Malinau AKBP Heru Eko Wibowo",
        "Ketua KPU Sambas, Hj. Syarifah Nuraini"), with the rank between them.
    """
    by_start = {unit.start: unit for unit in units}
    found: list[Post] = []
    heads = [*matches(_HEAD, text, _head_starts(text)), *matches(_SMALL_HEAD, text, _small_head_starts(text))]
    for head in sorted(heads, key=lambda head: head.start()):
        before = text[head.start() - 1 : head.start()]
        if (
            (found and head.start() < found[-1].end)
            or before.isupper()
            or (before.isalpha() and head[0][0].islower())
        ):
            continue
        if post := _post(text, head, by_start):
            found.append(post)
    return found


def _wider_place(text: str, position: int) -> int | None:
    """Tell where a place between commas ends: "Ketua KPPS Desa Limau, Kecamatan Talang, Lampung, …"."""
    place = _PLACE_APPOSITION.match(text, position)
    return place.end() if place and (place["kind"] or known_place(place["place"])) else None


@dataclass(slots=True)
class _Word:
    start: int
    end: int
    text: str
    known: bool


def _post(text: str, head: re.Match[str], units: dict[int, Unit]) -> Post | None:
    start, end = head.span()
    unit = units.get(start)
    tail = _tail(text, head, units, unit)
    gap = _GAP.match(text, tail[-1].end if tail else end)
    while (  # "Kapolsek Limau, Polres Tanggamus, …"
        gap and gap["comma"] and (above := units.get(gap.end())) and not _is_head(text, gap.end())
    ):
        tail.append(_Word(above.start, above.end, above.name, True))
        gap = _GAP.match(text, above.end)
    while gap and gap["comma"] and (wider := _wider_place(text, gap.end())):
        gap = _GAP.match(text, wider)
    if gap is None:
        return None
    rank, name, length = _holder(text, head[0], tail, gap)
    post_end = tail[length - 1].end if length else end
    office = _office(head[0], text[start:post_end], name)
    if office is None:
        return None
    if name and _is_doubtful(text, office, rank, name):
        rank = name = None
    inner = unit or next((units[word.start] for word in tail[:length] if word.start in units), None)
    near = text[start - 3 : start] in _BEFORE_ENDS
    before = _BEFORE.search(text, max(0, start - 24), start) if near else None
    return Post(
        start if before is None or before["not"] else before.start(),
        post_end,
        head[0],
        office,
        inner.name if inner else None,
        before is None or not before["not"],
        rank,
        name,
    )


def _holder(
    text: str, head: str, tail: list[_Word], gap: re.Match[str]
) -> tuple[Rank | None, Name | None, int]:
    """Read rank and name behind a post, and tell how many words of the tail belong to the post."""
    known = max((number + 1 for number, word in enumerate(tail) if word.known), default=0)
    while known < len(tail) and tail[known].text.startswith("("):  # "Bupati Bogor (Pj) Budi"
        known += 1
    rest = tail[known:]
    name: Name | None = None
    rank = rank_at(text, gap.end())
    if rank:
        name = name_at(text, rank.end)
        known = len(tail)
    elif _leads_to_name(gap, rest) and (name := _name_set_apart(text, gap.end())):
        known = len(tail)
    elif rest and rest[0].text[0].isupper():
        name = _name_in_tail(text, rest, tail[known - 1].text if known else head)
        known = next((n for n, word in enumerate(tail) if name and word.start >= name.start), known)
    while known and tail[known - 1].text in _JOINERS:
        known -= 1
    return rank, name, known


def _is_doubtful(text: str, office: Office, rank: Rank | None, name: Name) -> bool:
    """Tell what is no holder: "Direktur Utama, Komisaris Rudi", "Petugas Gabungan"."""
    if rank:
        return rank.weak and office not in (Office.POLICE, Office.MILITARY)
    set_apart = text[max(0, name.start - 12) : name.start].rstrip().endswith(",")
    one_word = " " not in name.text and not set_apart
    return office is Office.OTHER and one_word and not speaks(text, name.text)


def _tail(text: str, head: re.Match[str], units: dict[int, Unit], unit: Unit | None) -> list[_Word]:
    """Read the words behind the head of a post up to a comma, a small word, a rank or another post."""
    words_read: list[_Word] = []
    position, head_word = head.end(), head[0].split()[-1]
    if unit:
        words_read = (
            [_Word(position, unit.end, text[position : unit.end].strip(), True)]
            if unit.end > position
            else []
        )
        position = max(position, unit.end)
    while len(words_read) < _LONGEST_TAIL and (token := _next_word(text, position)):
        start = token.start(token.lastgroup or 0)
        if (unit := units.get(start)) and not (words_read and _is_head(text, start)):
            words_read.append(_Word(start, unit.end, text[start : unit.end], True))
            position = unit.end
            continue
        word = token[token.lastgroup or 0]
        before = words_read[-1].text if words_read else head_word
        near = not words_read or words_read[-1].known
        if (
            word in _ENDS_TAIL
            or rank_at(text, start)
            # Behind a name another post begins: "Ketua KPU Sambas Siti dan Ketua DPRD Budi".
            or (token["word"] and not (near and word in _INSIDE) and _is_head(text, start))
        ):
            break
        known = (
            (near if token["join"] else word in _INSIDE)
            or before in _ONLY_AFTER.get(word, ())
            or (near and bool(token["paren"] or (_NUMBER.fullmatch(word) and not _opens_name(text, start))))
        )
        words_read.append(_Word(start, token.end(), word, known))
        position = token.end()
    while words_read and words_read[-1].text in _JOINERS:
        words_read.pop()
    _know_places(words_read)
    return words_read


def _next_word(text: str, position: int) -> re.Match[str] | None:
    """Read one more word of a post; behind a comma only what lists do ("Politik, Hukum dan Keamanan")."""
    if text[position : position + 1] != ",":
        return _TAIL.match(text, position)
    token = _TAIL.match(text, position + 1)
    return token if token and (token["join"] or token["word"] in _LISTED) else None


def _know_places(tail: list[_Word]) -> None:
    """Mark the words that are names of places, as far as known words reach up to them.

    Behind a place only a wider one is looked for: "Camat Seluma Selatan Miri Arianto" is no camat of Miri.
    """
    table = gazetteer()
    number, placed = 0, False
    folded = [squash(word.text) for word in tail]
    while number < len(tail):
        if folded[number] not in table.beginnings:
            number += 1
            continue
        near = number == 0 or tail[number - 1].known
        for length in range(min(4, len(tail) - number), 0, -1):
            key = "".join(folded[number : number + length])
            wide = key in table.regencies or key in table.provinces or key in table.capitals
            district = not placed and (length > 1 or number > 0) and key in table.districts
            if near and not tail[number].known and (wide or district):
                for word in tail[number : number + length]:
                    word.known = True
                number, placed = number + length - 1, True
                break
        number += 1


def _leads_to_name(gap: re.Match[str], rest: list[_Word]) -> bool:
    """Tell whether a comma or other words set a name apart from its post."""
    return bool(gap["comma"] or (not rest and (gap["term"] or gap["namely"] or gap["doctor"])))


def _name_set_apart(text: str, position: int) -> Name | None:
    name = name_at(text, position)
    if name is None or not is_name(text, name) or _AFTER_NAME.match(text, name.after) is None:
        return None
    return name


def _name_in_tail(text: str, rest: list[_Word], before: str) -> Name | None:
    """Read the name among the unknown words of a post, behind the last word that is known."""
    begin = next((n for n, word in enumerate(rest) if _opens_name(text, word.start)), 0)
    if not begin and not rest[-1].text.isupper():  # "Deputi Analisis PPATK Budi Santoso"
        begin = max((n + 1 for n, word in enumerate(rest) if _ACRONYM.fullmatch(word.text)), default=0)
    if not begin and (before in _BEFORE_PLACES or before.rpartition(" ")[2] in _BEFORE_PLACES):
        begin = next((n for n, word in enumerate(rest) if speaks(text, word.text)), 1 if len(rest) > 2 else 0)
        if not begin and before in _KINDS_OF_PLACES:
            return None
    name = name_at(text, rest[begin].start)
    if (
        name is None
        or not is_name(text, name)
        or any(_is_head(text, name.start + space.end()) for space in re.finditer(SPACE, name.text))
    ):
        return None
    return name


def name_behind_institution(text: str, start: int, end: int) -> Name | None:
    """Read the name that ends capitalised words: "Kriminolog Universitas Telaga Budi Santoso"."""
    run = [
        _Word(
            word.start(), word.end(), word[0], word[0] in _INSIDE or _ACRONYM.fullmatch(word[0]) is not None
        )
        for word in _PRINTED.finditer(text, start, end)
    ]
    institution = max((number + 1 for number, word in enumerate(run) if word.known), default=0)
    _know_places(run)
    placed = max((number + 1 for number, word in enumerate(run) if word.known), default=0)
    known = placed if len(run) > placed + 1 else institution
    if not known or len(run) < known + 2:
        return None
    return _name_in_tail(text, run[known:], run[known - 1].text)


def _opens_name(text: str, position: int) -> bool:
    """Tell words that a name begins with, or that announce one: "Perbekel Sukawana I Made Arta"."""
    return text[position : position + 1] in _OPENS_WITH and _OPENS_NAME.match(text, position) is not None


def speaks(text: str, word: str) -> bool:
    """Tell whether a story cites someone by one word, as it does persons after naming them in full."""
    return (
        any(text.startswith(word, text.index(" ", verb) + 1) for verb in _citing(text))
        or f"\n{word} me" in text
        or f". {word} me" in text
    )


def is_name(text: str, name: Name) -> bool:
    """Tell a name that no rank announces from an abbreviation, a place, an institution or a post."""
    return not _means_no_person(name.text) and not _is_head(text, name.start)


@functools.lru_cache(maxsize=8192)
def _means_no_person(words_of_name: str) -> bool:
    return (
        words_of_name.isupper()
        or known_place(words_of_name)
        or not _INSIDE.isdisjoint(words_of_name.split())
        or words_of_name in _ACTING
    )


def _is_head(text: str, position: int) -> bool:
    return text[position : position + 2] in _FIRST_TWO and _HEAD.match(text, position) is not None


def _office(head: str, post: str, name: Name | None) -> Office | None:
    """Say whose post it is; None for a general word in small letters that no institution follows."""
    if head.endswith("Presiden"):
        return Office.GOVERNMENT if _of_indonesia(post, name) else Office.OTHER
    own = _own_office(head)
    if own and not head.startswith("Kepala"):
        return own
    return _institution(post[len(head) - 1 :]) or own or (None if head[0].islower() else Office.OTHER)


@functools.lru_cache(maxsize=8192)
def _institution(post: str) -> Office | None:
    """Say whose institution stands behind the last letter of the head of a post."""
    return next((office for office, pattern in _INSTITUTIONS.items() if pattern.search(post, 1)), None)


@functools.cache
def _own_office(head: str) -> Office | None:
    return next((office for pattern, office in _BY_START if pattern.match(head)), None)


def _of_indonesia(post: str, name: Name | None) -> bool:
    return post.endswith(("RI", "Republik Indonesia", "Indonesia")) or (
        name is not None and name.text.split()[0] in _PRESIDENTS
    )
