"""The outlet that published a page, and where the text was taken from."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

import polars as pl

from warta.facts.credits import BRACKETED, INSTITUTION, after_outlet, is_labelled, is_person
from warta.facts.datelines import agency_name, is_outlet, is_place
from warta.facts.evidence import EvidenceBasis, PrintedName, printed_name
from warta.facts.gazetteer import squash
from warta.facts.kept import Span
from warta.facts.vocabulary import alternatives
from warta.terms import Role

_TAIL: Final = re.compile(r"\((?P<inner>[^()\n]{2,80})\)[\s.]*$")
_SOURCE: Final = re.compile(
    r"(?i)(?:^|\n|(?<=\s))(?:link\s)?sumber(?:\sberita)?\s{0,2}:\s{0,2}(?P<name>[^\n|(]{2,80})"
)
_SHOWN: Final = re.compile(
    r"(?i)\b(?:artikel|berita|tulisan)\sini\s(?:telah|sudah|pernah)?\s?"
    r"(?:tayang|dimuat|terbit)\s(?:sebelumnya\s)?di\s"
    r"(?P<name>[^\s,:]{2,40}(?:\s(?!dengan\b)[A-Z][^\s,:]{1,30}){0,3})"
)
_QUOTED: Final = re.compile(
    r"(?:[Dd]ikutip|[Dd]ilansir|[Mm]elansir|[Mm]engutip|[Mm]eneruskan laporan)\s"
    r"(?:dari\s)?(?:laman\s|situs\s|kantor berita\s)?"
    r"(?P<name>[A-Z][\w-]*(?:\.\w{2,10}){0,3}(?:\s[A-Z][\w-]*(?:\.\w{2,10}){0,2}){0,2})"
)
# Named here once: a member of an enumeration is slow to look up, and asked for at every span.
_BODY: Final = Role.BODY
_OUTLET: Final = Role.OUTLET
_SOURCE_PHRASES: Final = (
    (_SHOWN, (" tayang ", " dimuat ", " terbit ")),
    (_QUOTED, ("ikutip", "ilansir", "elansir", "engutip", "eneruskan laporan")),
)
SOURCE_TRACES: Final = pl.col("text").str.contains(
    alternatives([word for _, needed in _SOURCE_PHRASES for word in needed])
)
"""Whether `text` may name the source of the text."""
_COPYRIGHT: Final = re.compile(
    r"(?i)(?:©|\(c\)|copyright|hak cipta)[^A-Za-z\n(]{0,6}(?:©|terpelihara|\(c\)|copyright)?[\s©]{0,3}"
    r"(?:\d{4}(?:\s?[-–]\s?\d{4})?)?\s?[|,-]?\s?(?:by\s)?(?P<name>[A-Za-z][^\n|©]{1,60}?)(?:\s\d{4}(?:\s?[-–]\s?\d{4})?)?"
    r"(?=\.?\s?$|\.\s|\s[-–|]\s|,|\sall right|\sseluruh|\ssdn bhd|\n)"
)
_RIGHTS: Final = re.compile(r"(?i)\b(?:all right|hak cipta|rights reserved|dilindungi|pt\b|cv\b)")


_AFTER_NAME: Final = re.compile(r"\s[-–|]\s(?P<name>\S[^|]{1,40})$")
_MARKS: Final = "*_ \t"
_NETWORK: Final = re.compile(r"(?i)facebook|twitter|whatsapp|telegram|instagram|youtube|tiktok")
_SIGNATURE: Final = 60  # a press office signs with its name, not with a sentence
_LINE: Final = re.compile(r"[^\n]+")
_AROUND_SITE: Final = re.compile(
    r"(?i)^(?:www\.|liputan\s|redaksi\s|tim\s)|(?:\.(?:co|web|my|or|go|sch))?\.[a-z]{2,8}$"
)


def page_outlet(
    spans: Sequence[Span],
    blocks: Sequence[Span],
    legal: Sequence[Span],
    in_dateline: PrintedName | None,
    agency: PrintedName | None,
) -> PrintedName | None:
    """Find the outlet that published a page: its logo, else dateline, byline or credit, copyright, agency.

    Args:
        spans: Kept spans of the page in order.
        blocks: Its bylines and credits (`warta.facts.credits.credit_blocks`).
        legal: Its copyright lines, which name the outlet where nothing else does.
        in_dateline: Outlet in its dateline.
        agency: Agency in its dateline.
    """
    logos = [
        printed_name(span, *_within_marks(span.text), EvidenceBasis.LOGO)
        for span in spans
        if span.role == _OUTLET and not _is_rubric(span.text)
    ]
    return next(_outlets(logos, blocks, legal, in_dateline, agency), None)


def _within_marks(text: str) -> tuple[int, int]:
    return len(text) - len(text.lstrip(_MARKS)), len(text.rstrip(_MARKS))


def _is_rubric(name: str) -> bool:
    """Tell whether what stands as a logo is a button of a network, a region or the head of a list."""
    return _NETWORK.search(name) is not None or is_place(name.strip()) or name.rstrip().endswith(":")


def _outlets(
    logos: Sequence[PrintedName],
    blocks: Sequence[Span],
    legal: Sequence[Span],
    in_dateline: PrintedName | None,
    agency: PrintedName | None,
) -> Iterator[PrintedName]:
    """Give the names of outlets on a page, the surest first."""
    own = site(in_dateline.text) if in_dateline else None
    copyrights = [name for span in [*blocks, *legal] for name in _copyright(span)]
    if own:
        yield from (name for name in [*logos, *copyrights] if _abbreviates(own, name.text))
    # An address may link to another site, other words may be a rubric, unless the dateline has them too.
    yield from (logo for logo in logos if site(logo.text) == own)
    yield from (logo for logo in logos if "." not in logo.text and is_outlet(logo.text))
    if in_dateline is not None:
        yield in_dateline
    for block in blocks:
        yield from _in_credits(block)
    yield from copyrights
    yield from logos
    if agency is not None:
        yield agency


def _copyright(span: Span) -> Iterator[PrintedName]:
    """Read who holds the copyright of a page."""
    match = _COPYRIGHT.search(span.text)
    if match and not _RIGHTS.search(match["name"]):
        yield printed_name(span, match.start("name"), match.end("name"), EvidenceBasis.COPYRIGHT)


def _abbreviates(short: str, name: str) -> bool:
    """Tell whether initials, or initials and words, stand for a name: `nrd`, `nrdnews`."""
    ways = {0}
    parts = name.split()
    for part in map(squash, parts):
        ways = {at + len(form) for at in ways for form in (part, part[:1]) if short.startswith(form, at)}
    return len(parts) > 1 and len(short) in ways and short != squash(name)


def _in_credits(block: Span) -> Iterator[PrintedName]:
    """Read outlets beside names: `Name - OUTLET` in bylines, `(Outlet.com/Name)` in credits."""
    for line in _LINE.finditer(block.text):
        after, inner = _AFTER_NAME.search(line[0]), _TAIL.search(line[0])
        if (
            block.role == Role.BYLINE
            and after
            and _is_name_and_outlet(line[0][: after.start()], after["name"])
        ):
            yield printed_name(
                block,
                line.start() + after.start("name"),
                line.start() + after.end("name"),
                EvidenceBasis.BYLINE,
            )
        if block.role == Role.CREDIT and inner and (length := after_outlet(inner["inner"])):
            start = line.start() + inner.start("inner")
            yield printed_name(block, start, start + length - 1, EvidenceBasis.CREDIT)


def _is_name_and_outlet(name: str, outlet: str) -> bool:
    """Tell whether a byline names a person and behind the dash the outlet, not a place or an office."""
    return not is_labelled(name) and (
        is_outlet(outlet) or (is_person(name.strip()) and is_person(outlet) and not is_place(outlet))
    )


def page_source(
    spans: Sequence[Span], blocks: Sequence[Span], agency: PrintedName | None, outlet: PrintedName | None
) -> PrintedName | None:
    """Find where the text was taken from, when that is not the outlet itself.

    Args:
        spans: Kept spans of the page in order.
        blocks: Its bylines and credits.
        agency: Agency in its dateline.
        outlet: Its outlet.
    """
    own = site(outlet.text) if outlet else None
    return next((source for source in _sources(spans, blocks, agency) if site(source.text) != own), None)


def _sources(
    spans: Sequence[Span], blocks: Sequence[Span], agency: PrintedName | None
) -> Iterator[PrintedName]:
    for block in blocks:
        if block.role == Role.CREDIT:
            yield from _credited(block)
    if agency is not None:
        yield agency
    for span in spans:
        if span.role == _BODY:
            yield from _sources_in_text(span)


def _credited(block: Span) -> Iterator[PrintedName]:
    """Read the sources that credits name: `Sumber: …`, `(Humas Polres …)`, `(ant/jpnn)`."""
    for pattern in (_SOURCE, _SHOWN):
        for match in pattern.finditer(block.text):
            name = match["name"].split(",")[0].rstrip(" .)*")
            if name and "http" not in name:
                yield printed_name(
                    block, match.start("name"), match.start("name") + len(name), EvidenceBasis.CREDIT
                )
    for line in _LINE.finditer(block.text):
        bracketed = BRACKETED.match(line[0])
        if bracketed is None:
            if INSTITUTION.search(line[0]) and not is_labelled(line[0]) and len(line[0]) <= _SIGNATURE:
                left = len(line[0]) - len(line[0].lstrip(_MARKS))
                yield printed_name(
                    block,
                    line.start() + left,
                    line.start() + len(line[0].rstrip(_MARKS)),
                    EvidenceBasis.CREDIT,
                )
            continue
        first, start = bracketed["inner"].split("/")[0], line.start() + bracketed.start("inner")
        if INSTITUTION.search(first) and " " in first.strip():
            yield printed_name(block, start, start + len(first), EvidenceBasis.CREDIT)
        elif len(first) < len(bracketed["inner"]) and (agency := agency_name(first)):
            yield printed_name(block, start, start + len(first), EvidenceBasis.CREDIT)._replace(text=agency)


def _sources_in_text(span: Span) -> Iterator[PrintedName]:
    """Read the sources that the text itself names: `dikutip dari Antara`, `artikel ini telah tayang di …`."""
    for pattern, needed in _SOURCE_PHRASES:
        if any(word in span.text for word in needed):
            for match in pattern.finditer(span.text):
                name = match["name"].rstrip(".")
                if pattern is _SHOWN or is_outlet(name) or agency_name(name):
                    start = match.start("name")
                    yield printed_name(span, start, start + len(name), EvidenceBasis.BODY)


def site(name: str) -> str:
    """Fold a name or address to what names the site: `TRIBUN-BALI.COM` and `tribun-bali.com` are one."""
    return squash(_AROUND_SITE.sub("", name.strip()))
