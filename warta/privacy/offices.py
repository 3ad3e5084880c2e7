"""Whether a telephone number is an office's or a service's, by the words around it."""

import re
from typing import Final

from warta.privacy.vocabulary import any_of, words

_OFFICIAL: Final = words()["official"]
_SERVICE: Final = re.compile(any_of(_OFFICIAL["services"]))
_ANY_OFFICE: Final = any_of([*_OFFICIAL["services"], *_OFFICIAL["offices"]])
_PUBLIC: Final = re.compile(_ANY_OFFICE)
_PRIVATE: Final = re.compile(any_of(words()["private"]["words"]))
_BEHIND: Final = re.compile(
    r"\)?\s?(?:\(|[–-]\s|milik\s(?:resmi\s)?|yang\sdikelola\s)(?:resmi\s|nomor\s)?" + _ANY_OFFICE
)
# Between whose number it is and the number: "di nomor HP/WA:", "(", "atau 0811-222-333 dan".
_TELEPHONE: Final = any_of(
    [*words()["telephone"]["announced_by"], "nomor", "no", "nomer", "resmi", "aktif", "gateway"]
)
_BETWEEN: Final = re.compile(
    rf"(?:{_TELEPHONE}|(?<!\w)(?:di|ke|pada|melalui|lewat|via|atau|dan|yaitu|yakni|adalah|ini|kami)(?!\w)"
    r"|\+?\d[\d .-]*+|[\s:,()/=&|.–+-])++\Z"
)
_OF_NAMES: Final = any_of([*_OFFICIAL["offices"], "terdekat", "setempat", "kota", "kabupaten"])
_NAME_WORD: Final = rf"(?:[^\W\d_a-z][\w'’.-]*|{_OF_NAMES})"
_NAME: Final = re.compile(rf"(?P<chain>(?:{_NAME_WORD}\s++)*+{_NAME_WORD})\Z")
_OF_ADDRESSES: Final = any_of(["jalan", "jl", "no", "nomor", "dan", "di", "kota", "kabupaten"])
# An office, and behind it its area and street.
_ADDRESS: Final = re.compile(
    rf"{_ANY_OFFICE}(?:[^\W\d_a-z][\w'’.-]*+|\d++\w?+|{_OF_ADDRESSES}|[\s,.:()/–-]++)*+\Z"
)
_TITLE: Final = re.compile(rf"{any_of(words()['private']['titles'])}\.?\s*(?:[^\W\d_]\S*+\s*+){{0,4}}\Z")
_REACHED: Final = re.compile(r"(?<!\w)(?i:(?:meng)?hubungi|kontak|dari|kepada|oleh|bernama)\s\Z")
_NOT_OF_OFFICE: Final = re.compile(
    rf"{any_of(words()['private']['not_of_office'])}\s(?:(?:sebagai|dari|anggota)\s)?\Z"
)
_SENTENCE: Final = re.compile(
    r"(?<!\bNo)(?<!\bno)(?<!\b[Tt]elp)(?<!\bJl)(?<!\bJln)(?<!\b[Hh]p)(?<!\bHP)[.!?;]\s+(?=[A-Z“\"])"
)

_WINDOW: Final = 120
_LABEL: Final = 30


def is_official(text: str, start: int, end: int, *, fixed: bool) -> bool:
    """Tell whether a number is bound to an office or a service; when in doubt it is not.

    Args:
        text: Of the page.
        start: Where the words before the number end.
        end: Where the number ends.
        fixed: Whether it is a line in a building, whose address may stand before it.
    """
    before, behind = _before(text, start), text[end : end + 60].split("\n")[0]
    words_before = before[: len(before) - len(between[0])] if (between := _BETWEEN.search(before)) else before
    titled = _TITLE.search(words_before)
    if titled and not _PUBLIC.search(titled[0]):
        return False
    private = [found.end() for found in _PRIVATE.finditer(before)]
    nearest = max(private, default=0)
    if _BEHIND.match(behind) and not nearest:
        return True
    if (name := _NAME.search(words_before)) and (named := _by_name(name, words_before)) is not None:
        return named
    if fixed and (address := _ADDRESS.search(words_before)) and address.start() >= nearest:
        return True
    return max((found.end() for found in _SERVICE.finditer(before)), default=0) > nearest


def _by_name(name: re.Match[str], before: str) -> bool | None:
    """Judge by the name right before a number: an office, a person, or neither for certain."""
    lead = before[: name.start()]
    if _PUBLIC.search(name["chain"]):
        return _NOT_OF_OFFICE.search(lead) is None
    if _REACHED.search(lead):
        return False
    return None


def _before(text: str, start: int) -> str:
    """The sentence before a number, with the line above where the number's own line has only a label."""
    line = text.rfind("\n", 0, start) + 1
    if start - line <= _LABEL and _BETWEEN.fullmatch(text[line:start] or " "):
        line = text.rfind("\n", 0, len(text[:line].rstrip())) + 1
    before = text[max(line, start - _WINDOW) : start]
    sentences = [found.end() for found in _SENTENCE.finditer(before)]
    return before[sentences[-1] if sentences else 0 :]
