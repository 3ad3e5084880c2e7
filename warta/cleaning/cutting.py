"""Lines to pieces: cut where roles meet inside them, without the marks of Markdown and HTML."""

import unicodedata
from collections.abc import Iterator
from itertools import accumulate, chain, islice, pairwise
from typing import Final

import numpy as np
import polars as pl

from warta.cleaning.alphabet import reduced_pattern
from warta.cleaning.patterns import contains, each, likely
from warta.cleaning.rules import Cut, cuts
from warta.cleaning.structure import Counts, Flags
from warta.cleaning.words import Numbers, Words

SHORT: Final = 140
"""Characters of the longest line in which dates and counters are cut apart."""
LONG: Final = 700
"""Characters of the shortest line that is cut into sentences: more than a paragraph has."""
MARK: Final = "\ufdd0"
"""A noncharacter that marks cuts: it is taken out of pages first."""
BLANK: Final = "".join(
    chr(point)
    for point in chain(range(0x20000), range(0xE0000, 0xE1000))  # the planes between hold ideographs alone
    if chr(point).isspace() or (unicodedata.category(chr(point)) == "Cf" and not 0xD800 <= point <= 0xDFFF)
)
"""White space and invisible format characters."""
_TARGET: Final = r"\]\([^()\s]+(?: \"[^\"]*\")?\)"
LINK: Final = rf"!?\[([^\[\]]*){_TARGET}"
PICTURE: Final = rf"^!\[([^\[\]]{{12,}}){_TARGET}"
"""A picture that a line begins with, in Markdown: what it shows is read as pages print it."""
LOST: Final = " \xa0\ufffd"
"""What stands for characters that a wrong encoding lost, mostly spaces and quotes."""
BREAK: Final = r"\s*<br ?/?>\s*"
"""What some extractors leave of a break of a line."""
_HEADING: Final = r"^#{1,6} "
_PICTURED: Final = r"^\[?!\["
"""A line that begins with a picture."""
_OPEN_LINK: Final = rf"^[^\[\]]*{_TARGET}|\[[^\[\]]*$"
"""The rest and the beginning of a link that goes over the end of a line."""
_NUMBERED: Final = r"\[\d{1,3}\](\S)"
"""Lynx numbers links."""
_NUMBERED_LINE: Final = r"^\W*\[\d{1,3}\][\p{Lu}\d]"
"""A line that is such a link, if a link in a paragraph does not happen to begin it."""
_MARKS: Final = r"\]\(|\[\d{1,3}\]\S|\*\*|^[#>]|\\[(\[*_.+-]|^\x{FFFD}|\x{FFFD}$|<br ?/?>"


def cut_lines(lines: pl.Series, reduced: pl.Series, words: Words) -> pl.DataFrame:
    """The pieces of the lines that do not stay as they are.

    Args:
        lines: String, as printed, without blank space at their ends.
        reduced: the same lines in the reduced alphabet (`warta.cleaning.alphabet`).
        words: the words of the lines.

    Returns:
        `whole`, the number of the line; `start`, `end` and `text` as `pieces` gives them; `links`, `heading`
        and `picture` as in `warta.cleaning.segments.SCHEMA`.
    """
    marked = _marked(reduced, words)
    changed = marked.str.contains(MARK, literal=True).to_numpy(writable=True)
    changed |= each(lines, words, {"": _MARKS})[""]
    rows = np.flatnonzero(changed)
    # A reduced line is as long: it is cut at the same places.
    cut = marked[rows].str.split(MARK)
    many = cut.list.len().to_numpy().astype(np.int64)
    lengths = cut.explode(empty_as_null=False, keep_nulls=False).str.len_chars()
    texts = pl.Series(_apart(lines[rows], many, lengths), dtype=pl.String)
    found = pieces(texts, many, gap=0)
    whole = pl.Series("whole", rows[found["whole"].to_numpy()], dtype=pl.UInt32)
    return found.with_columns(whole, *_read_marks(found["text"]))


def _apart(lines: pl.Series, many: Counts, lengths: pl.Series) -> Iterator[str]:
    """The parts of lines: so many of each, with such lengths."""
    length = iter(lengths)
    for line, parts in zip(lines, many.tolist(), strict=True):
        for start, end in pairwise(accumulate(islice(length, parts), initial=0)):
            yield line[start:end]


def _marked(lines: pl.Series, words: Words) -> pl.Series:
    """Reduced lines with a mark at each place where they are to be cut."""
    marked = lines.clone()
    length = marked.str.len_chars().to_numpy(writable=True)
    asked = likely(words, {cut.id: cut.pattern for cut in cuts()})
    for cut in cuts():
        rows = asked[cut.id]
        rows = rows[_fits(cut, length[rows])]
        rows = rows[contains(marked[rows], cut.pattern)]
        if len(rows):
            apart = marked[rows].str.replace_all(reduced_pattern(cut.pattern), f"${{1}}{MARK}${{2}}")
            marked, length[rows] = marked.scatter(rows, apart), apart.str.len_chars()
    return marked


def _fits(cut: Cut, length: Numbers) -> Flags:
    """Which lengths of lines a cut wants."""
    fits: Flags = (length >= (LONG if cut.long else 0)) & (length <= (SHORT if cut.short else length))
    return fits


def pieces(texts: pl.Series, many: Counts, gap: int) -> pl.DataFrame:
    """Pieces with their place in the whole, stripped of blank space; wholly blank pieces are left out.

    Args:
        texts: String, the pieces of the first whole, then of the next.
        many: how many each whole has.
        gap: Characters between two pieces.

    Returns:
        `whole`, the number of the whole; `number`, of the piece in it; `start`, `end` and `text`.
    """
    whole = np.repeat(np.arange(len(many), dtype=np.uint32), many)
    first = (np.cumsum(many) - many)[whole]
    length = texts.str.len_chars().to_numpy().astype(np.int64)
    before = np.append(0, np.cumsum(length + gap))
    stripped = texts.str.strip_chars_start(BLANK)
    indent = length - stripped.str.len_chars().to_numpy()
    found = pl.DataFrame(
        {
            "whole": whole,
            "number": np.arange(len(whole)) - first,
            "start": before[:-1] - before[first] + indent,
            "text": stripped.str.strip_chars_end(BLANK),
        }
    )
    return found.filter(pl.col("text") != "").with_columns(
        (pl.col("start") + pl.col("text").str.len_chars()).alias("end")
    )


def _read_marks(texts: pl.Series) -> tuple[pl.Series, ...]:
    """Lines without marks of Markdown and HTML that extractors leave, and lost characters at their ends.

    Returns:
        `text`; `links`, `heading` and `picture` as in `warta.cleaning.segments.SCHEMA`.
    """
    rows = texts.str.contains(_MARKS).arg_true()
    marked = texts.gather(rows)
    pictured = marked.str.replace(PICTURE, "Foto: ${1}")
    # Once for pictures, once for the links around them.
    unlinked = pictured.str.replace_all(LINK, "${1}").str.replace_all(LINK, "${1}")
    unnumbered = unlinked.str.replace_all(_NUMBERED, "${1}")
    bold = unnumbered.str.replace_all(r"\*\*([^*]+)\*\*", "${1}").str.replace(rf"{_HEADING}|^> ", "")
    # Bold words that go over the end of a line.
    half = bold.str.replace_all(r"^\*\*|\*\*$", "")
    plain = (
        half.str.replace_all(r"\\([()\[\]*_.+-])", "${1}").str.replace_all(BREAK, " ").str.strip_chars(LOST)
    )
    told = {
        "links": _links(marked),
        "heading": marked.str.contains(_HEADING),
        "picture": marked.str.contains(_PICTURED),
    }
    of_all = (
        pl.repeat(0, len(texts), eager=True, dtype=pl.UInt8).scatter(rows, seen) for seen in told.values()
    )
    return texts.scatter(rows, plain), *(found.alias(name) for found, name in zip(of_all, told, strict=True))


def _links(marked: pl.Series) -> pl.Series:
    """How much of each line are links: 0 nothing, 1 something, 2 all of it."""
    rest = marked.str.replace_all(LINK, "").str.replace_all(LINK, "").str.replace_all(_OPEN_LINK, "")
    some = (rest.str.len_bytes() != marked.str.len_bytes()) | marked.str.contains(_NUMBERED)
    every = (some & ~rest.str.contains(r"[\p{L}\p{N}]")) | marked.str.contains(_NUMBERED_LINE)
    return some.cast(pl.UInt8) + every.cast(pl.UInt8)
