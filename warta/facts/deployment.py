"""The operation that a story belongs to, and how many officers it says were deployed."""

import re
from typing import Final, NamedTuple

from warta.facts.vocabulary import alternatives, words

_OPERATION: Final = re.compile(
    rf"\b(?:[Oo]perasi|OPERASI|[Oo]ps|OPS)\.?(?:\s[Kk]epolisian)?\s(?i:{alternatives(words('operations')['names'])})\b"
    rf"(?:[\s-](?i:{alternatives(list(words('operations')['provinces']))})\b)?"
    r"(?:[\s-](?:tahun\s)?20\d\d(?:\s?[-–/]\s?20\d\d)?)?"
)
_PERSONNEL: Final = re.compile(
    r"(?<![\d.,/:])(?P<count>\d{1,3}(?:\.\d{3})|\d{1,5})\s(?:orang\s)?(?:personel|personil|polisi|petugas gabungan|anggota polri)\b"
)


class Found(NamedTuple):
    """A match and its value."""

    text: str
    start: int
    end: int


def operation(text: str) -> Found | None:
    """Find the first police operation that a text names, as printed with its region and year."""
    match = _OPERATION.search(text)
    return Found(match[0], match.start(), match.end()) if match else None


def personnel(text: str) -> tuple[int, Found] | None:
    """Find the first count of officers that a text states."""
    match = _PERSONNEL.search(text)
    if match is None:
        return None
    return int(match["count"].replace(".", "")), Found(match[0], match.start(), match.end())
