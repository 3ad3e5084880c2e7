"""Pages to segments: lines, cut where roles meet inside them."""

from typing import Final

import numpy as np
import polars as pl

from warta.cleaning.alphabet import reduced
from warta.cleaning.cutting import BLANK, MARK, cut_lines, pieces
from warta.cleaning.lines import Lines
from warta.cleaning.rules import Cut
from warta.cleaning.words import Distinct, Parts, Words

SCHEMA: Final = pl.Schema(
    {
        "page": pl.UInt32(),
        "line": pl.UInt32(),  # number of the line in its page, blank ones counted
        "start": pl.UInt32(),
        "end": pl.UInt32(),
        "part": pl.UInt32(),  # number of the segment in its line
        "parts": pl.UInt32(),  # segments of its line
        "links": pl.UInt8(),  # as Markdown or Lynx write them: 0 none, 1 in its text, 2 it is nothing else
        "heading": pl.UInt8(),  # 1 where it is marked as a heading, as in Markdown
        "picture": pl.UInt8(),  # 1 where it begins with a picture
        "text": pl.String(),  # as printed, without blank space at its ends and without marks of Markdown
    }
)
"""One row a segment, in order; what lies between segments is blank."""
_BREAKS: Final = "[\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]"


def segments(texts: pl.Series) -> pl.DataFrame:
    """The segments of pages.

    Args:
        texts: String, one page each.

    Returns:
        Columns as in `SCHEMA`; `page` is the row number. A page without visible characters has none.
    """
    place, lines = segmented(texts)
    return place.with_columns(lines.text.gather(lines.number).alias("text")).cast(SCHEMA)


def segmented(texts: pl.Series) -> tuple[pl.DataFrame, Lines]:
    """The segments of pages, and their lines.

    Args:
        texts: String, one page each.

    Returns:
        Columns as in `SCHEMA`, without the text; what is known of the texts.
    """
    printed = _lines(texts)
    distinct = Distinct.of(printed["text"])
    words = Words.of(distinct.values)
    reduced_lines = reduced(distinct.values)
    cut = cut_lines(distinct.values, reduced_lines, words)
    # First the lines that stay as they are, then the pieces of others.
    same = np.flatnonzero(np.bincount(cut["whole"], minlength=len(distinct.values)) == 0)
    kept, fresh = distinct.values.gather(same), Distinct.of(cut["text"])
    number = np.append(np.arange(len(same)), len(same) + fresh.number.astype(np.int64))
    start = np.append(np.zeros_like(same), cut["start"])
    end = np.append(kept.str.len_chars(), cut["end"])
    whole = np.append(same, cut["whole"])
    marks = {name: np.append(np.zeros_like(same), cut[name]) for name in ("links", "heading", "picture")}
    pieces_of = Parts.following(
        np.argsort(whole, kind="stable").astype(np.uint32), np.bincount(whole, minlength=len(distinct.values))
    )
    at, piece = pieces_of.within(distinct.number)
    begin = printed["start"].to_numpy()[at]
    many = pieces_of.many[distinct.number]
    place = pl.DataFrame(
        {
            "page": printed["page"].gather(at),
            "line": printed["line"].gather(at),
            "start": begin + start[piece],
            "end": begin + end[piece],
            "part": np.arange(len(at)) - (np.cumsum(many) - many)[at],
            "parts": many[at],
            **{name: marked[piece] for name, marked in marks.items()},
        }
    )
    text = Distinct(pl.concat([kept, fresh.values]), number[piece].astype(np.uint32))
    return place.cast({name: SCHEMA[name] for name in place.columns}), Lines.spelled(
        text, words.with_lines(same, fresh.values), pl.concat([reduced_lines[same], reduced(fresh.values)])
    )


def _lines(texts: pl.Series) -> pl.DataFrame:
    """The lines that are not blank: `page`, `line`, `start`, `text`; as many code points as the page has."""
    working = texts.fill_null("").str.replace_all(_BREAKS, "\n").str.replace_all(MARK, "\ufffd", literal=True)
    cut = working.str.split("\n")
    lines = pieces(
        cut.explode(empty_as_null=False, keep_nulls=False), cut.list.len().to_numpy().astype(np.int64), gap=1
    )
    return lines.select(pl.col("whole").alias("page"), pl.col("number").alias("line"), "start", "text")


__all__ = ["BLANK", "SCHEMA", "Cut", "segmented", "segments"]
