"""Pages to segments: lines, cut where roles meet inside them."""

import unicodedata
from itertools import chain
from typing import Final

import numpy as np
import polars as pl

from warta.cleaning.patterns import any_of, unbounded
from warta.cleaning.rules import Cut, cuts
from warta.cleaning.structure import Rows

SCHEMA: Final = pl.Schema(
    {
        "page": pl.UInt32(),
        "line": pl.UInt32(),  # number of the line in its page, blank ones counted
        "start": pl.UInt32(),
        "end": pl.UInt32(),
        "part": pl.UInt32(),  # number of the segment in its line
        "parts": pl.UInt32(),  # segments of its line
        "text": pl.String(),  # as printed, without blank space at its ends and without marks of Markdown
    }
)
"""One row a segment, in order; what lies between segments is blank."""

SHORT: Final = 140
"""Characters of the longest line in which dates and counters are cut apart."""
LONG: Final = 700
"""Characters of the shortest line that is cut into sentences: more than a paragraph has."""
_BREAKS: Final = "[\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]"
_CUT: Final = "\ufdd0"  # a noncharacter: taken out of the working copy before it marks cuts
BLANK: Final = "".join(
    chr(point)
    for point in chain(range(0x20000), range(0xE0000, 0xE1000))  # the planes between hold ideographs alone
    if chr(point).isspace() or (unicodedata.category(chr(point)) == "Cf" and not 0xD800 <= point <= 0xDFFF)
)
"""White space and invisible format characters."""
LINK: Final = r"!?\[([^\[\]]*)\]\([^()\s]+\)"
LOST: Final = " \xa0\ufffd"
"""What stands for characters that a wrong encoding lost, mostly spaces and quotes."""


def segments(texts: pl.Series) -> pl.DataFrame:
    """The segments of pages.

    Args:
        texts: String, one page each.

    Returns:
        Columns as in `SCHEMA`; `page` is the row number. A page without visible characters has none.
    """
    lines = _lines(texts)
    parts = _pieces(_cut(lines["text"]).str.split(_CUT), lines["start"], gap=0)
    line = parts["whole"].to_numpy()
    rows = Rows.of(line)
    return pl.DataFrame(
        {
            "page": lines["page"].gather(line),
            "line": lines["line"].gather(line),
            "start": parts["start"],
            "end": parts["end"],
            "part": rows.row - rows.first,
            "parts": rows.stop - rows.first,
            "text": _plain(parts["text"]),
        }
    ).cast(SCHEMA)


def _plain(texts: pl.Series) -> pl.Series:
    """Lines without the marks of Markdown, which some extractors write, and lost characters at their ends."""
    marked = texts.str.contains(r"\]\(|\*\*|^[#>]|\\[(\[*_]|^\x{FFFD}|\x{FFFD}$").arg_true()
    # Once for pictures, once for the links around them.
    links = texts.gather(marked).str.replace_all(LINK, "${1}").str.replace_all(LINK, "${1}")
    bold = links.str.replace_all(r"\*\*([^*]+)\*\*", "${1}").str.replace(r"^(?:#{1,6}|>) ", "")
    plain = bold.str.replace_all(r"\\([()\[\]*_])", "${1}").str.strip_chars(LOST)
    return texts.scatter(marked, plain)


def _lines(texts: pl.Series) -> pl.DataFrame:
    """The lines that are not blank: `page`, `line`, `start`, `text`; as many code points as the page has."""
    working = texts.fill_null("").str.replace_all(_BREAKS, "\n").str.replace_all(_CUT, "\ufffd", literal=True)
    lines = _pieces(working.str.split("\n"), pl.repeat(0, len(texts), dtype=pl.UInt32, eager=True), gap=1)
    return lines.select(pl.col("whole").alias("page"), pl.col("number").alias("line"), "start", "text")


def _pieces(cut: pl.Series, start: pl.Series, gap: int) -> pl.DataFrame:
    """Pieces with their place in the page, stripped of blank space; wholly blank pieces are left out.

    Args:
        cut: Lists of strings, the pieces of each whole.
        start: The place where each whole begins.
        gap: Characters between two pieces.

    Returns:
        `whole`, the number of the whole; `number`, of the piece in it; `start`, `end` and `text`.
    """
    many = cut.list.len().to_numpy()
    text = cut.explode(empty_as_null=False, keep_nulls=False)
    whole = np.repeat(np.arange(len(many), dtype=np.uint32), many)
    first = (np.cumsum(many, dtype=np.int64) - many)[whole]
    length = text.str.len_chars().to_numpy().astype(np.int64)
    before = np.append(0, np.cumsum(length + gap))
    stripped = text.str.strip_chars_start(BLANK)
    indent = length - stripped.str.len_chars().to_numpy()
    pieces = pl.DataFrame(
        {
            "whole": whole,
            "number": np.arange(len(whole)) - first,
            "start": start.to_numpy()[whole] + before[:-1] - before[first] + indent,
            "text": stripped.str.strip_chars_end(BLANK),
        }
    )
    return pieces.filter(pl.col("text") != "").with_columns(
        (pl.col("start") + pl.col("text").str.len_chars()).alias("end")
    )


def _cut(lines: pl.Series) -> pl.Series:
    """Lines with a mark at each place where they are to be cut."""
    likely = lines.to_frame("text").select(pl.any_horizontal(*_questions())).to_series().arg_true()
    marked = lines.gather(likely)
    for cut in cuts():
        asked = _within(cut).str.contains(unbounded(cut.pattern)).fill_null(value=False)
        found = marked.to_frame("text").select(asked).to_series().arg_true()
        # An empty answer saves compiling the pattern itself.
        if not found.is_empty():
            apart = marked.gather(found).str.replace_all(cut.pattern, f"${{1}}{_CUT}${{2}}")
            marked = marked.scatter(found, apart)
    return lines.scatter(likely, marked)


def _questions() -> list[pl.Expr]:
    """Few expressions that are true of each line that is cut: one for all cuts of lines of one length."""
    kinds: dict[tuple[bool, bool, bool], list[Cut]] = {}
    for cut in cuts():
        # What reads the beginning alone is done after a few characters; it would not be beside what reads on.
        kinds.setdefault((cut.short, cut.long, cut.pattern.startswith("^")), []).append(cut)
    return [
        _within(alike[0])
        .str.contains(any_of(unbounded(cut.pattern) for cut in alike))
        .fill_null(value=False)
        .alias(alike[0].id)
        for alike in kinds.values()
    ]


def _within(cut: Cut) -> pl.Expr:
    """Lines as long as a cut wants them; null where they are not."""
    text, length = pl.col("text"), pl.col("text").str.len_chars()
    if cut.short:
        return pl.when(length <= SHORT).then(text)
    return pl.when(length >= LONG).then(text) if cut.long else text


__all__ = ["BLANK", "SCHEMA", "Cut", "segments"]
