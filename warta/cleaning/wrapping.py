"""Paragraphs that an extractor broke into lines of about one length, as text browsers and mail do."""

from typing import Final

import numpy as np
import polars as pl

from warta.cleaning.structure import Columns, Counts, Flags, at_least

NARROWEST, WIDEST = 45, 110
"""Characters of the lines into which paragraphs are broken."""
SLACK: Final = 16
"""Characters by which such lines differ: a word that did not fit any more."""
FEWEST: Final = 4
"""Lines of about one length from which on a page is one of broken lines."""


def wrapped(segments: pl.DataFrame, sentence: Flags, words: Counts) -> Columns:
    """Which segments stand in paragraphs that are broken into lines.

    Args:
        segments: as `warta.cleaning.segments.segments` gives them.
        sentence: which of them end as sentences do.
        words: how many words each has.

    Returns:
        `wraps_on` (the line goes on in the next), `wraps_from` (the line before goes on in this one);
        `wrapped_words>=…`, of a paragraph of several lines; `wrapped_ends`, as a sentence does.
    """
    place = {name: segments[name].to_numpy().astype(np.int64) for name in ("page", "line", "start", "end")}
    opens = segments["part"].to_numpy() == 0
    first = np.flatnonzero(opens)
    last = np.append(first[1:], len(opens)) - 1
    of_line = np.cumsum(opens) - 1
    if not len(first):
        return _columns(np.zeros(0, dtype=np.int64), *[opens] * 3)
    page, line = place["page"][first], place["line"][first]
    # The next line may be blank: only what stands right below goes on.
    below = np.append((page[1:] == page[:-1]) & (line[1:] == line[:-1] + 1), False)
    on = _full(page, place["end"][last] - place["start"][first]) & below
    goes_on = np.append(False, on[:-1])
    paragraph = np.cumsum(~goes_on) - 1
    starts = np.flatnonzero(~goes_on)
    several = np.diff(np.append(starts, len(page))) > 1
    amount = np.add.reduceat(np.add.reduceat(words, first), starts)
    closing = last[np.append(starts[1:], len(page)) - 1]
    return _columns(
        np.where(several, amount, 0)[paragraph][of_line],
        on[of_line],
        goes_on[of_line],
        (several & sentence[closing])[paragraph][of_line],
    )


def _columns(amount: Counts, on: Flags, goes_on: Flags, ends: Flags) -> Columns:
    return {
        "wraps_on": on,
        "wraps_from": goes_on,
        "wrapped_ends": ends,
        **at_least("wrapped_words", amount, (12, 20, 40, 80)),
    }


def _full(page: Counts, length: Counts) -> Flags:
    """Which lines have the length at which most lines of their page are broken."""
    number = np.append(0, np.cumsum(page[1:] != page[:-1]))
    pages = int(number[-1]) + 1
    wide = length >= NARROWEST
    within = wide & (length <= WIDEST)
    many = np.bincount(
        number[within] * (WIDEST + 1) + length[within], minlength=pages * (WIDEST + 1)
    ).reshape(pages, -1)
    upto = np.cumsum(many, axis=1)
    near = upto - np.pad(upto, ((0, 0), (SLACK, 0)))[:, : WIDEST + 1]
    width = WIDEST - near[:, ::-1].argmax(axis=1)  # the widest of those that hold as many lines
    most = near.max(axis=1)
    broken = (most >= FEWEST) & (2 * most > np.bincount(number[wide], minlength=pages))
    found: Flags = broken[number] & (length > width[number] - SLACK) & (length <= width[number])
    return found
