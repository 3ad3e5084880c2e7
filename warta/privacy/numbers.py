"""Identity numbers, bank accounts, vehicle plates and e-mail addresses in a text."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from warta.privacy.finds import Find
from warta.privacy.vocabulary import any_of, words
from warta.terms import RedactionKind

_WORDS: Final = words()

# What a pattern cannot do without comes first in it or is asked before it, so that the engine looks at few
# letters; what may not stand before it is looked at behind it.
_SIXTEEN: Final = re.compile(r"\d(?<!\d\d)(?<!\d[.,-]\d)(?:[ .\u00a0-]?\d){15}(?![\d]|[.,-]\d)")
_NIK_SAID: Final = re.compile(rf"{any_of(_WORDS['nik']['words'])}[^\d;]{{0,25}}\Z")
_PROVINCES: Final = {str(code) for code in _WORDS["nik"]["provinces"]}
_WOMEN: Final = 40  # is added to the day of birth in a woman's number

_DIGITS: Final = r"\d(?:[ .\u00a0-]{0,2}\d){6,17}"
_SEVEN: Final = re.compile(r"\d(?:[ .\u00a0-]{0,2}\d){6}")
_ACCOUNT: Final = re.compile(
    rf"(?:(?P<said>{any_of(_WORDS['account']['words'])})|{any_of(_WORDS['account']['banks'])})"
    rf"(?:[^\d\n;]{{0,45}}?|[\s:]{{1,8}})(?P<number>(?<![\d/.,]){_DIGITS})(?![\w/]|[.,]\d)"
)
_HOLDER_BEHIND: Final = re.compile(
    rf"(?<![\w/.,-])(?P<number>{_DIGITS})\s{{0,2}}[,(]?\s?(?i:a\.?\s?n\.?|atas\snama)(?!\w)"
)
_MONEY: Final = re.compile(r"(?i:rp|idr|usd|us\$|\$|senilai|sebesar|sejumlah|sebanyak|nominal)\.?\s{0,2}\Z")
_THOUSANDS: Final = re.compile(r"\d{1,3}(?:[., ]\d{3})+")
_YEARS: Final = re.compile(r"(?:19|20)\d\d[ -]{1,3}(?:19|20)\d\d")
_DAY: Final = re.compile(r"\d{1,2}[ .-]\d{1,2}[ .-](?:19|20)\d\d")
_CLOCK: Final = re.compile(r"[0-2]?\d\.[0-5]\d[ -]{1,2}[0-2]?\d\.[0-5]\d(?!\d)")
_MOBILE: Final = re.compile(r"(?:08|628)(?:[ .\u00a0-]{0,2}\d){7,11}")
_NUMBER_SAID: Final = re.compile(r"(?i:no|nomor|nomer|rek|rekening|norek|:)[\s.:]*\Z")

_REGIONS: Final = "|".join(sorted(_WORDS["plate"]["regions"], key=len, reverse=True))
_GAP: Final = r"[ .\u00a0-]{0,2}"
_LETTER: Final = r"[^\W\d_]"
_MAY_BE_PLATE: Final = re.compile(
    "[1-9](?:"
    + "|".join(
        rf"(?<={region}{gap}[1-9])(?<!\w{region}{gap}[1-9])"
        for region in (_LETTER, 2 * _LETTER)
        for gap in ("", r"[ .\u00a0-]", r"[ .\u00a0-]{2}")
    )
    + ")"
)
"""The number of a plate with the gap and the one or two letters before it."""
_PLATE: Final = re.compile(
    rf"(?<![\w./-])(?P<region>{_REGIONS}){_GAP}(?P<number>[1-9]\d{{0,3}}){_GAP}(?P<ending>[A-Z]{{1,3}})(?!\w|[./-]\w)"
)
_PLATE_IN_SMALL: Final = re.compile(
    rf"(?<![\w./-])(?P<region>(?i:{_REGIONS})){_GAP}(?P<number>[1-9]\d{{2,3}}){_GAP}(?P<ending>(?i:[a-z]{{1,3}}))(?!\w|[./-]\w)"
)
_SAID: Final = r"(?i:nopol|no\.?\spol(?:isi)?|nomor\spolisi|pelat|plat|tnkb)(?i:\snomor)?[\s.:]{1,3}"
_PLATE_SAID: Final = re.compile(rf"{_SAID}\Z")
_PLATE_WITHOUT_END: Final = re.compile(rf"{_SAID}(?P<plate>(?:{_REGIONS})[ -]?[1-9]\d{{2,3}})(?!\w)")
_PLATE_NEAR: Final = re.compile(any_of(_WORDS["plate"]["announced_by"]))
_NOT_ENDINGS: Final = frozenset(_WORDS["plate"]["not_endings"])
_SMALL_WORDS: Final = frozenset(_WORDS["plate"]["small_words"])
_NEAR: Final = 60

_AT: Final = r"(?:@|＠|\s?[\[({]\s?(?i:at)\s?[\])}]\s?)"
_AT_SIGN: Final = re.compile(r"[@＠\[({](?:(?<=[@＠])|\s?(?i:at)\s?[\])}])")
_EMAIL: Final = re.compile(
    rf"(?P<name>[\w.+%-]{{0,63}}\w){_AT}(?P<domain>(?:[A-Za-z0-9-]{{1,63}}(?:\.|\s?[\[(]dot[\])]\s?))+[A-Za-z]{{2,12}})(?![\w@])"
)
_EMAIL_PARTED: Final = re.compile(
    rf"[\w.+%-]{{0,63}}\w\s?@\s?(?i:{'|'.join(map(re.escape, _WORDS['email']['providers']))})(?!\w)"
)
_OFFICIAL_NAMES: Final = re.compile(rf"(?i:{'|'.join(_WORDS['email']['official_names'])})[\w.-]*")


def identity_numbers(text: str) -> Iterator[Find]:
    """Find the numbers of identity and family cards: sixteen digits in their structure, or said to be one."""
    for number in _SIXTEEN.finditer(text):
        digits = re.sub(r"\D", "", number[0])
        if _is_identity(digits) or _NIK_SAID.search(text, max(0, number.start() - 60), number.start()):
            yield Find(*number.span(), RedactionKind.NIK)


def _is_identity(digits: str) -> bool:
    """Tell whether digits are province, regency, district, day of birth and a serial number from 1."""
    day, month, year = int(digits[6:8]), int(digits[8:10]), int(digits[10:12])
    if digits[:2] not in _PROVINCES or "00" in (digits[2:4], digits[4:6]) or digits[12:] == "0000":
        return False
    try:
        date(2000 + year if year % 4 == 0 else 1900 + year, month, day - _WOMEN if day > _WOMEN else day)
    except ValueError:
        return False
    return True


def accounts(text: str) -> Iterator[Find]:
    """Find the numbers of bank accounts: behind that word or a bank's name, or before a holder's."""
    if not _SEVEN.search(text):
        return
    for found in _ACCOUNT.finditer(text):
        start, end = found.span("number")
        # Names of banks are words too (`Posko Mandiri 0812…`): the number of a telephone is judged as one.
        if _is_account(text, start, end) and (found["said"] or not _MOBILE.fullmatch(found["number"])):
            yield Find(start, end, RedactionKind.ACCOUNT)
    for found in _HOLDER_BEHIND.finditer(text):
        start, end = found.span("number")
        if _is_account(text, start, end):
            yield Find(start, end, RedactionKind.ACCOUNT)


def _is_account(text: str, start: int, end: int) -> bool:
    number, before = text[start:end], text[max(0, start - 16) : start]
    if _MONEY.search(before) or any(other.match(number) for other in (_YEARS, _DAY, _CLOCK)):
        return False
    return _THOUSANDS.fullmatch(number) is None or _NUMBER_SAID.search(before) is not None


def plates(text: str) -> Iterator[Find]:
    """Find vehicle plates; those in small letters or short ones only where a vehicle is named before."""
    if not _MAY_BE_PLATE.search(text):
        return
    for found in _PLATE.finditer(text):
        usual = len(found["number"]) >= 3 and found["ending"] not in _NOT_ENDINGS
        if usual or _is_announced(text, found):
            yield Find(*found.span(), RedactionKind.PLATE)
    for found in _PLATE_IN_SMALL.finditer(text):
        if _is_announced(text, found):
            yield Find(*found.span(), RedactionKind.PLATE)
    for found in _PLATE_WITHOUT_END.finditer(text):
        yield Find(*found.span("plate"), RedactionKind.PLATE)


def _is_announced(text: str, found: re.Match[str]) -> bool:
    """Tell whether a vehicle is named before a plate, and it ends with no word of the sentence."""
    if _PLATE_SAID.search(text, max(0, found.start() - _NEAR), found.start()):
        return True
    near = _PLATE_NEAR.search(text, max(0, found.start() - _NEAR), found.start())
    whole = len(found["region"]) == 2 and len(found["number"]) == 4
    return near is not None and (whole or found["ending"].casefold() not in _SMALL_WORDS)


def email_addresses(text: str) -> Iterator[Find]:
    """Find e-mail addresses, but those of offices."""
    if not _AT_SIGN.search(text):
        return
    for found in _EMAIL.finditer(text):
        if not _is_office(found["name"], found["domain"].casefold()):
            yield Find(*found.span(), RedactionKind.EMAIL)
    for found in _EMAIL_PARTED.finditer(text):
        yield Find(*found.span(), RedactionKind.EMAIL)


def _is_office(name: str, domain: str) -> bool:
    domains = _WORDS["email"]["official_domains"]
    return _OFFICIAL_NAMES.fullmatch(name) is not None and domain.endswith(
        tuple(f".{end}" for end in domains)
    )
