"""Who is behind a page: authors, editors, the outlet and where the text was taken from.

`words/outlets.toml` has the labels and, as examples, the forms that bylines and credits take.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from warta.facts.datelines import Dateline, agency_name, is_outlet
from warta.facts.gazetteer import known_place, squash
from warta.facts.kept import Span
from warta.facts.vocabulary import alternatives, words
from warta.terms import Role


@dataclass(frozen=True, slots=True)
class Said:
    """A name as printed, and where it stands in the page."""

    text: str
    start: int
    end: int
    basis: str  # where it was read: byline, credit, dateline, agency, logo, copyright, body


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who is behind a page."""

    authors: tuple[Said, ...] = ()
    editors: tuple[Said, ...] = ()
    outlet: Said | None = None
    syndicated_from: Said | None = None


_CREDITS: Final = words("outlets")["credits"]
_AUTHORS: Final = frozenset(_CREDITS["authors"])
_EDITORS: Final = frozenset(_CREDITS["editors"])
_NOBODY: Final = frozenset(_CREDITS["nobody"])
_HONORIFICS: Final = frozenset(_CREDITS["honorifics"])
_LABELS: Final = alternatives([*_CREDITS["authors"], *_CREDITS["editors"], *_CREDITS["others"]])
_LABEL: Final = re.compile(
    rf"(?i)(?<![\w.])(?:(?P<label>{_LABELS})\s{{0,3}}:|(?:(?<=^)|(?<=\n))(?P<bare>{alternatives(_CREDITS['bare'])})\s)\s{{0,3}}"
)
_ENDS: Final = re.compile(r"[|\n)]|\*\)|/\s")
_SPLIT: Final = re.compile(r"\s*(?:[,;&]|\bdan\b)\s*")
_NAME_WORD: Final = re.compile(r"[A-Z][a-zà-ÿ'’A-Z\-]*\.?|(?:bin|binti|al|van|de|der)(?=\s)")
_INSTITUTION: Final = re.compile(_CREDITS["institution"])
_INITIALS: Final = re.compile(r"[A-Z]{1,4}\.?|[A-Za-z][a-z]{0,2}")
_BRACKETED: Final = re.compile(r"^\s*\((?P<inner>[^()\n]{2,80})\)[\s.]*$")
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
# Each pattern with words of which one must occur, as most paragraphs name no source.
_TOLD: Final = (
    (_SHOWN, (" tayang ", " dimuat ", " terbit ")),
    (_QUOTED, ("ikutip", "ilansir", "elansir", "engutip", "eneruskan laporan")),
)
_COPYRIGHT: Final = re.compile(
    r"(?i)(?:©|\(c\)|copyright|hak cipta)[^A-Za-z\n]{0,6}(?:©|terpelihara|\(c\)|copyright)?[\s©]{0,3}"
    r"(?:\d{4}(?:\s?[-–]\s?\d{4})?)?\s?[|,-]?\s?(?:by\s)?(?P<name>[A-Za-z][^\n|©]{1,60}?)(?:\s\d{4})?"
    r"(?=\.?\s?$|\.\s|\s[-–|]\s|,|\sall right|\sseluruh|\ssdn bhd|\n)"
)
_RIGHTS: Final = re.compile(r"(?i)\b(?:all right|hak cipta|rights reserved|dilindungi|pt\b|cv\b)")


def attribution(
    spans: Sequence[Span], legal: Sequence[Span], dateline: Dateline, dateline_span: Span | None
) -> Attribution:
    """Read who is behind a page.

    Args:
        spans: Kept spans of the page in order.
        legal: Its copyright lines, which name the outlet where nothing else does.
        dateline: Its dateline, read.
        dateline_span: The span that the dateline was read from.
    """
    blocks = list(_blocks(spans))
    authors = [name for block in blocks for name in _names(block, _AUTHORS)]
    authors += [name for block in blocks for name in _unlabelled(block)]
    editors = [name for block in blocks for name in _names(block, _EDITORS)]
    outlet = _outlet(spans, blocks, legal, dateline, dateline_span)
    return Attribution(
        tuple(_most_complete(authors, outlet)),
        tuple(_most_complete(editors, outlet)),
        outlet,
        _source(spans, blocks, dateline, dateline_span, outlet),
    )


def _blocks(spans: Sequence[Span]) -> Iterator[Span]:
    """Join bylines, and credits, on lines one after the other: a label may stand above its name."""
    for role, group in groupby(spans, key=lambda span: span.role):
        if role in (Role.BYLINE, Role.CREDIT):
            first, *others = group
            text = first.text
            for other in others:
                text += "\n" * max(1, other.start - first.start - len(text)) + other.text
            yield Span(first.seq, role, first.start, text)


def _names(block: Span, labels: frozenset[str]) -> Iterator[Said]:
    """Read the names behind labels."""
    found = list(_LABEL.finditer(block.text))
    for index, match in enumerate(found):
        label = (match["label"] or match["bare"]).casefold()
        if label in labels:
            end = found[index + 1].start() if found[index + 1 :] else len(block.text)
            stop = _ENDS.search(block.text, match.end(), end)
            end = stop.start() if stop else end
            # "Laporan Wartawan Outlet, Name": the outlet stands first
            comma = block.text.find(",", match.end(), end) if label.startswith("laporan ") else -1
            yield from _people(block, max(match.end(), comma + 1), end)


def _people(block: Span, start: int, end: int) -> Iterator[Said]:
    """Split a list of names, leaving out what is none."""
    names = []
    for piece_start, piece_end in _pieces(block.text, start, end):
        name = block.text[piece_start:piece_end]
        if _is_person(name):
            names.append(Said(name, block.start + piece_start, block.start + piece_end, block.role))
    several = any(" " in name.text for name in names)
    yield from (name for name in names if " " in name.text or not several)


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    position = start
    for separator in [*_SPLIT.finditer(text, start, end), None]:
        stop = separator.start() if separator else end
        piece = text[position:stop]
        left = len(piece) - len(piece.lstrip(" \t\u00a0:"))
        stripped = piece.strip(" \t\u00a0:.*)(\n")
        for honorific in _HONORIFICS:
            if stripped.casefold().startswith(honorific + " "):
                left += len(honorific) + 1
                stripped = stripped[len(honorific) + 1 :]
        if stripped:
            yield position + left, position + left + len(stripped)
        position = separator.end() if separator else end


def _is_person(name: str) -> bool:
    tokens = name.split()
    return (
        0 < len(tokens) <= 6
        and not any(token.casefold().strip(".") in _NOBODY for token in tokens)
        and all(_NAME_WORD.fullmatch(token) for token in tokens)
        and not (len(tokens) == 1 and _INITIALS.fullmatch(name))
        and not (len(tokens) == 1 and is_outlet(name))
        and not (len(tokens) > 1 and known_place(name))
    )


def _unlabelled(block: Span) -> Iterator[Said]:
    """Read names that stand alone: a byline, a name in brackets or in capitals after the text."""
    position = 0
    for line in block.text.split("\n"):
        start, end = position, position + len(line)
        position = end + 1
        if (
            line.strip(" :").casefold() in _AUTHORS | _EDITORS
            or _LABEL.search(line)
            or _INSTITUTION.search(line)
            or _previous_is_label(block.text, start)
        ):
            continue
        if block.role == Role.BYLINE:
            stop = re.search(r"\s[-–|]\s|\*\)", line)
            yield from _people(block, start, start + stop.start() if stop else end)
        elif (inner := _BRACKETED.match(line)) is not None:
            yield from _people(
                block,
                start + inner.start("inner") + _after_outlet(inner["inner"]),
                start + inner.end("inner"),
            )
        elif len(line.split()) > 1 and not re.search(r"[.|,]", line.strip()[:-1]):
            yield from _people(block, start, end)


def _previous_is_label(text: str, start: int) -> bool:
    return any(match.end() in (start, start + 1) for match in _LABEL.finditer(text[: start + 1]))


def _after_outlet(inner: str) -> int:
    """Give where the name begins in `Outlet.com/Name of the reporter`."""
    outlet, slash, _ = inner.partition("/")
    return len(outlet) + 1 if slash and is_outlet(outlet) else 0


def _most_complete(names: list[Said], outlet: Said | None) -> Iterator[Said]:
    """Keep each person once, in the most complete form, and nobody who is the outlet."""
    kept: list[Said] = []
    for name in names:
        tokens = set(name.text.casefold().split())
        if outlet is not None and squash(name.text) == squash(outlet.text):
            continue
        same = [
            index
            for index, other in enumerate(kept)
            if (known := set(other.text.casefold().split())) <= tokens or tokens <= known
        ]
        if not same:
            kept.append(name)
        elif len(tokens) > len(kept[same[0]].text.split()):
            kept[same[0]] = name
    yield from kept


def _outlet(
    spans: Sequence[Span],
    blocks: list[Span],
    legal: Sequence[Span],
    dateline: Dateline,
    dateline_span: Span | None,
) -> Said | None:
    logos = [_said(span, 0, len(span.text), "logo") for span in spans if span.role == Role.OUTLET]
    named = [logo for logo in logos if "." not in logo.text]
    if named or (logos and dateline.outlet is None):
        return (named or logos)[0]
    if dateline.outlet is not None and dateline_span is not None:
        return _said(dateline_span, *dateline.outlet, "dateline")
    for block in blocks:
        for line in re.finditer(r"[^\n]+", block.text):
            after = re.search(r"\s[-–|]\s(?P<name>\S[^|]{1,40})$", line[0])
            inner = _TAIL.search(line[0])
            if (
                block.role == Role.BYLINE
                and after
                and not _LABEL.search(line[0])
                and is_outlet(after["name"])
            ):
                return _said(
                    block, line.start() + after.start("name"), line.start() + after.end("name"), "byline"
                )
            if block.role == Role.CREDIT and inner and (length := _after_outlet(inner["inner"])):
                start = line.start() + inner.start("inner")
                return _said(block, start, start + length - 1, "credit")
    for span in [*blocks, *legal]:
        match = _COPYRIGHT.search(span.text)
        if match and not _RIGHTS.search(match["name"]):
            return _said(span, match.start("name"), match.end("name"), "copyright")
    if dateline.agency_at is not None and dateline_span is not None:
        start, end = dateline.agency_at
        return Said(str(dateline.agency), dateline_span.start + start, dateline_span.start + end, "agency")
    return None


def _source(
    spans: Sequence[Span],
    blocks: list[Span],
    dateline: Dateline,
    dateline_span: Span | None,
    outlet: Said | None,
) -> Said | None:
    """Find where the text was taken from, when that is not the outlet itself."""
    candidates = [*_credited(blocks)]
    if dateline.agency_at is not None and dateline_span is not None:
        start, end = dateline.agency_at
        candidates.append(
            Said(str(dateline.agency), dateline_span.start + start, dateline_span.start + end, "agency")
        )
    candidates += [said for span in spans if span.role == Role.BODY for said in _told(span)]
    own = _site(outlet.text) if outlet else None
    return next((said for said in candidates if _site(said.text) != own), None)


def _told(span: Span) -> Iterator[Said]:
    """Read the sources that the text itself names: `dikutip dari Antara`, `artikel ini telah tayang di …`."""
    for pattern, needed in _TOLD:
        if any(word in span.text for word in needed):
            for match in pattern.finditer(span.text):
                name = match["name"].rstrip(".")
                if pattern is _SHOWN or is_outlet(name) or agency_name(name):
                    start = match.start("name")
                    yield _said(span, start, start + len(name), "body")


def _credited(blocks: list[Span]) -> Iterator[Said]:
    for block in (block for block in blocks if block.role == Role.CREDIT):
        for pattern in (_SOURCE, _SHOWN):
            for match in pattern.finditer(block.text):
                name = match["name"].split(",")[0].rstrip(" .)*")
                if name and "http" not in name:
                    yield _said(block, match.start("name"), match.start("name") + len(name), "credit")
        for line in re.finditer(r"[^\n]+", block.text):
            inner = _BRACKETED.match(line[0])
            if inner is None:
                continue
            start = line.start() + inner.start("inner")
            if _INSTITUTION.search(inner["inner"]):
                yield _said(block, start, start + len(inner["inner"]), "credit")
            elif "/" in inner["inner"] and (agency := agency_name(inner["inner"].split("/")[0])):
                length = inner["inner"].index("/")
                yield Said(agency, block.start + start, block.start + start + length, "credit")


def _site(name: str) -> str:
    """Fold a name or address to what names the site: `TRIBUN-BALI.COM` and `tribun-bali.com` are one."""
    return squash(re.sub(r"(?i)^www\.|\.(?:com|co\.id|co|id|net|org|tv|news|web\.id)$", "", name.strip()))


def _said(span: Span, start: int, end: int, basis: str) -> Said:
    text = span.text[start:end]
    left, text = len(text) - len(text.lstrip()), text.strip()
    return Said(text, span.start + start + left, span.start + start + left + len(text), basis)
