"""What segments share with others of their page."""

from typing import Any, Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from warta.cleaning.patterns import found
from warta.cleaning.shape import Lines
from warta.cleaning.structure import Columns, Counts, Flags
from warta.cleaning.words import SPACE, Distinct, Numbers, Parts, Words

SHORT: Final = 260
"""Characters of the longest line that is asked for words of the article."""
OPENING: Final = 24
"""Characters that make two lines begin alike."""
NAME: Final = r"[\s(]\p{Lu}[\p{L}]{2,}"
"""A capitalised word after the first of its line, with the character before it."""
OWNED: Final = "©|copyright|hak cipta|all rights? reserved|google news|whatsapp channel"
DOMAIN: Final = r"[\p{L}\d-]{4,}\.(?:com|co|id|net|tv|news|org|my|example)"

Keys = NDArray[np.uint64]


def repetition(page: Numbers, line: Numbers, lines: Lines, body: Flags) -> dict[str, NDArray[Any]]:
    """What each segment shares.

    Args:
        page: the page of each segment.
        line: the number of its line among the distinct ones.
        lines: the distinct lines.
        body: which segments are likely the article's text.

    Returns:
        Numbers: `names`, of capitalised words in the line; `known_names`, of those that other lines of the
        article have; `shared`, the hundredths of its longer words that the article's text has. Booleans:
        `again` and `comes_again`, the same line stands before or after it; `same_opening`, another line
        begins alike; `cut_short`, it ends in dots and another line goes on; `named_below`, all its words
        stand in a line of rights; `is_domain`, they make a domain that the page names.
    """
    same = pl.Series(_keys(page, Distinct.of(lines.folded).number[line]))
    alike = _alike(page, line, lines)
    return {
        **_names(page, line, lines.printed, body),
        "shared": _shared(page, line, lines, body),
        "again": ~same.is_first_distinct().to_numpy(),
        "comes_again": ~same.is_last_distinct().to_numpy(),
        "same_opening": alike,
        "cut_short": alike & found(lines.text, r"(?:…|\.\.\.|\[…\])$")[line],
        **_owner(page, line, lines),
    }


def _keys(high: NDArray[Any], low: NDArray[Any]) -> Keys:
    """Two numbers in one."""
    keys: Keys = (high.astype(np.uint64) << np.uint64(32)) | low.astype(np.uint64)
    return keys


def _are_in(keys: Keys, known: Keys) -> Flags:
    flags: Flags = pl.Series(keys).is_in(pl.Series(known).unique().implode()).to_numpy()
    return flags


def _alike(page: Numbers, line: Numbers, lines: Lines) -> Flags:
    """Which lines begin like another of their page."""
    opening = Distinct.of(lines.folded.str.slice(0, OPENING)).number
    long_enough = (lines.folded.str.len_chars() >= OPENING).to_numpy()[line]
    alike = np.zeros(len(line), dtype=np.bool_)
    alike[long_enough] = pl.Series(_keys(page, opening[line])[long_enough]).is_duplicated().to_numpy()
    return alike


def _shared(page: Numbers, line: Numbers, lines: Lines, body: Flags) -> Counts:
    """The hundredths of the longer words of short lines that the article's text has."""
    longer, _ = Parts.of(lines.read.distinct.str.extract_all(r"[\p{L}]{4,}"))
    short = (lines.text.str.len_chars() <= SHORT).to_numpy()[line]
    rows = np.flatnonzero(body | short)
    owner, word = _spelled(line, rows, lines.read, longer)
    key = _keys(page[owner], word)
    known = _are_in(key, key[body[owner]])
    asked = np.bincount(owner, minlength=len(line))
    share = np.bincount(owner, weights=known, minlength=len(line)) / np.maximum(asked, 1)
    return np.where(short, (share * 100).astype(np.int64), 0)


def _spelled(line: Numbers, rows: Counts, words: Words, parts: Parts) -> tuple[Counts, Numbers]:
    """The parts of the words of some rows, and the row of each."""
    at, word = words.parts.within(line[rows])
    owner, part = parts.within(word)
    return rows[at[owner]], part


def _names(page: Numbers, line: Numbers, words: Words, body: Flags) -> dict[str, NDArray[Any]]:
    """Names in each line (capitalised words after its first), and how many of them other prose has too."""
    # The first word of a line follows no space.
    spaced = pl.concat([pl.select(pl.lit(SPACE) + pl.lit(words.distinct)).to_series(), words.distinct])
    parts, names = Parts.of(spaced.str.extract_all(NAME))
    bare = Distinct.of(names.str.slice(1)).number
    at, word = words.parts.within(line)
    opens = np.diff(at, prepend=-1) > 0
    owner, name = parts.within(word + np.uint32(len(words.distinct)) * opens)
    told = pl.DataFrame({"row": at[owner].astype(np.uint32), "name": bare[name]}).unique()
    row = told["row"].to_numpy()
    told = told.select(
        "row", key=pl.Series(_keys(page[row], told["name"].to_numpy())), body=pl.Series(body[row])
    )
    # In how many lines of prose a name stands; in a line of prose itself, it has to be more than one.
    lines = pl.col("body").sum().over("key")
    known = told.select(lines > pl.col("body").cast(pl.UInt32)).to_series().to_numpy()
    return {
        "names": np.bincount(row, minlength=len(line)),
        "known_names": np.bincount(row[known], minlength=len(line)),
    }


def _owner(page: Numbers, line: Numbers, lines: Lines) -> Columns:
    """Short lines with the site's name: all their words stand in a line of rights, or make a domain."""
    words = lines.read
    parts, _ = Parts.of(words.distinct.str.extract_all(r"[\p{L}\d]+"))
    short = lines.folded.str.len_chars().is_between(3, 40).to_numpy() & (words.total(parts.many) <= 5)
    rights = found(lines.folded, OWNED)[line]
    # Few pages have such lines: the others are not asked.
    asked = np.flatnonzero(short[line] & np.isin(page, page[rights]))
    owning, owned = _spelled(line, np.flatnonzero(rights), words, parts)
    row, word = _spelled(line, asked, words, parts)
    below = np.zeros(len(line), dtype=np.bool_)
    below[row] = True
    below[row[~_are_in(_keys(page[row], word), _keys(page[owning], owned))]] = False
    return {"named_below": below, "is_domain": _domains(page, line, lines, short)}


def _domains(page: Numbers, line: Numbers, lines: Lines, short: Flags) -> Flags:
    """Lines whose words, written as one, are a domain that the page names."""
    named, addresses = Parts.of(lines.read.distinct.str.extract_all(DOMAIN))
    names = addresses.str.extract(r"^([^.]+)").str.replace_all("-", "")
    holding = np.flatnonzero(lines.read.total(named.many)[line] > 0)
    asked = np.flatnonzero(short[line] & np.isin(page, page[holding]))
    squeezed = lines.folded.gather(line[asked]).str.extract_all(r"[\p{L}\d]+").list.join("")
    squeezed = squeezed.str.replace(r"(?:com|co|id|net|tv|news|example)$", "")
    number = Distinct.of(pl.concat([names, squeezed])).number
    row, address = _spelled(line, holding, lines.read, named)
    made: Flags = np.zeros(len(line), dtype=np.bool_)
    made[asked] = _are_in(_keys(page[asked], number[len(names) :]), _keys(page[row], number[address]))
    return made
