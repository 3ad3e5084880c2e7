"""Pages to segments: lines, cut where roles meet inside them."""

import unicodedata
from typing import Final

import polars as pl

from warta.cleaning.rules import Cut, cuts, fold

SCHEMA: Final = pl.Schema(
    {
        "page": pl.UInt32(),
        "line": pl.UInt32(),  # number of the line in its page, blank ones counted
        "start": pl.UInt32(),
        "end": pl.UInt32(),
        "part": pl.UInt32(),  # number of the segment in its line
        "parts": pl.UInt32(),  # segments of its line
        "text": pl.String(),  # as printed, without blank space at its ends and without marks of Markdown
        "folded": pl.String(),
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
    for point in range(0x110000)
    if chr(point).isspace() or (unicodedata.category(chr(point)) == "Cf" and not 0xD800 <= point <= 0xDFFF)
)
"""White space and invisible format characters."""


def segments(texts: pl.Series) -> pl.DataFrame:
    """The segments of pages.

    Args:
        texts: String, one page each.

    Returns:
        Columns as in `SCHEMA`; `page` is the row number. A page without visible characters has none.
    """
    lines = _lines(texts)
    parts = _cut(lines).with_columns(pl.col("text").str.split(_CUT))
    parts = parts.explode("text", empty_as_null=False, keep_nulls=False)
    parts = _placed(parts, gap=0, within=["page", "line"]).with_columns(_plain(pl.col("text")))
    return parts.select(
        "page",
        "line",
        "start",
        "end",
        pl.int_range(pl.len(), dtype=pl.UInt32).over("page", "line").alias("part"),
        pl.len().over("page", "line").cast(pl.UInt32).alias("parts"),
        "text",
        fold(pl.col("text")).alias("folded"),
    ).match_to_schema(SCHEMA)


def _plain(text: pl.Expr) -> pl.Expr:
    """A line without the marks of Markdown, which some extractors write."""
    links = text.str.replace_all(r"!?\[([^\[\]]*)\]\([^()\s]+\)", "${1}")
    bold = links.str.replace_all(r"\*\*([^*]+)\*\*", "${1}").str.replace(r"^(?:#{1,6}|>) ", "")
    return pl.when(text.str.contains(r"\]\(|\*\*|^[#>]")).then(bold).otherwise(text).alias("text")


def _lines(texts: pl.Series) -> pl.DataFrame:
    """The lines that are not blank: `page`, `line`, `start`, `text`; as many code points as the page has."""
    working = texts.fill_null("").str.replace_all(_BREAKS, "\n").str.replace_all(_CUT, "\ufffd", literal=True)
    lines = pl.DataFrame(
        {"page": pl.int_range(len(texts), dtype=pl.UInt32, eager=True), "text": working.str.split("\n")}
    ).explode("text", empty_as_null=False, keep_nulls=False)
    lines = lines.with_columns(
        pl.int_range(pl.len(), dtype=pl.UInt32).over("page").alias("line"),
        pl.lit(0, pl.UInt32).alias("start"),
    )
    return _placed(lines, gap=1, within=["page"]).select("page", "line", "start", "text")


def _placed(pieces: pl.DataFrame, gap: int, within: list[str]) -> pl.DataFrame:
    """Pieces with their place in the page, stripped of blank space; wholly blank pieces are dropped.

    Args:
        pieces: `text` as cut, and `start`, the place where the whole that they were cut from begins.
        gap: characters between two pieces.
        within: columns that name the whole.
    """
    length = pl.col("text").str.len_chars() + gap
    stripped = pl.col("text").str.strip_chars_start(BLANK)
    before = pl.col("text").str.len_chars() - stripped.str.len_chars()
    pieces = pieces.with_columns(
        pl.col("start") + (length.cum_sum().over(within) - length).cast(pl.UInt32) + before.cast(pl.UInt32),
        stripped.str.strip_chars_end(BLANK).alias("text"),
    ).filter(pl.col("text") != "")
    return pieces.with_columns((pl.col("start") + pl.col("text").str.len_chars()).alias("end"))


def _cut(lines: pl.DataFrame) -> pl.DataFrame:
    """Lines with a mark in their text at each place where they are to be cut."""
    # One column a cut: columns are computed side by side, the parts of one expression are not.
    found = lines.select(_cuttable(cut).alias(cut.id) for cut in cuts()).select(pl.any_horizontal(pl.all()))
    marked = lines.with_row_index("number").filter(found.to_series())
    for cut in cuts():
        text = pl.col("text").str.replace_all(cut.pattern, f"${{1}}{_CUT}${{2}}")
        marked = marked.with_columns(pl.when(_cuttable(cut)).then(text).otherwise("text").alias("text"))
    return lines.with_row_index("number").update(marked.select("number", "text"), on="number").drop("number")


def _cuttable(cut: Cut) -> pl.Expr:
    text, length = pl.col("text"), pl.col("text").str.len_chars()
    if cut.short:
        text = pl.when(length <= SHORT).then(text)
    if cut.long:
        text = pl.when(length >= LONG).then(text)
    return text.str.contains(cut.pattern).fill_null(value=False)


__all__ = ["BLANK", "SCHEMA", "Cut", "segments"]
