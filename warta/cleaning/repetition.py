"""What segments share with others of their page."""

from dataclasses import dataclass
from typing import Any, Final, Self

import numpy as np
import polars as pl
from numpy.typing import NDArray

from warta.cleaning.lines import Lines
from warta.cleaning.shape import function_words
from warta.cleaning.structure import Counts, Flags
from warta.cleaning.words import SPACE, Distinct, Numbers, Parts, Words

SHORT: Final = 260
"""Characters of the longest line that is asked for words of the article."""
OPENING: Final = 24
"""Characters that make two lines begin alike."""
NAME: Final = r"[\s(]\p{Lu}[\p{L}]{2,}"
"""A capitalised word after the first of its line, with the character before it."""
BROKEN: Final = r"(?:…|\.\.\.|\[…\])$"
OWNED: Final = "©|copyright|hak cipta|all rights? reserved|google news|whatsapp channel"
SUFFIX: Final = r"(?:com|co|id|net|tv|news|example)$"
DOMAIN: Final = r"[\p{L}\d-]{4,}\.(?:com|co|id|net|tv|news|org|my|example)"

OFTEN: Final = 2
"""How often an article's text has a word that it comes back to, at least, besides once in the line itself."""
FEWER: Final = 4
"""Paragraphs of an article for each time that it does."""
TABLE: Final = 1 << 20
"""Cells of a table of pages by words that is in memory at one time."""

Keys = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Shares:
    """What distinct lines may share with others of a page, as numbers."""

    same: Numbers  # of the folded line
    opening: Numbers  # of its first characters
    opens: Flags  # it has as many
    broken: Flags  # it ends in dots
    short: Flags  # it is asked for words of the article
    longer: Parts  # its longer words
    names: Parts  # its capitalised words after the first, each once
    topics: Parts  # its longer words but those that hold sentences together
    words: Words
    pieces: Parts  # what letters and digits make of each word
    rights: Flags  # it says who owns the site
    small: Flags  # it may be the site's name
    site: Numbers  # of what it is as one word
    domains: Parts  # the domains in each word, numbered as `site`
    holding: Flags  # it names one

    @classmethod
    def of(cls, lines: Lines) -> Self:
        """What lines may share."""
        words, length = lines.read, lines.folded.str.len_chars()
        pieces, _ = Parts.of(words.distinct.str.extract_all(r"[\p{L}\d]+"))
        longer, long_words = Parts.of(words.distinct.str.extract_all(r"[\p{L}]{4,}"))
        spelled, common = words.spelled(longer), long_words.is_in(sorted(function_words())).to_numpy()
        domains, addresses = Parts.of(words.distinct.str.extract_all(DOMAIN))
        small = length.is_between(3, 40).to_numpy() & (words.total(pieces.many) <= 5)
        sites = addresses.str.extract(r"^([^.]+)").str.replace_all("-", "")
        known = Distinct.of(pl.concat([sites, _squeezed(lines.folded, small)])).number
        same = Distinct.of(lines.folded)
        return cls(
            same=same.number,
            opening=Distinct.of(same.values.str.slice(0, OPENING)).number[same.number],
            opens=(length >= OPENING).to_numpy(),
            broken=lines.text.str.contains(BROKEN).to_numpy(),
            short=(lines.text.str.len_chars() <= SHORT).to_numpy(),
            longer=spelled,
            names=_names(lines.printed),
            topics=_topics(spelled, common),
            words=words,
            pieces=pieces,
            rights=lines.folded.str.contains(OWNED).to_numpy(),
            small=small,
            site=known[len(sites) :],
            domains=domains.named(known),
            holding=words.total(domains.many) > 0,
        )


def _squeezed(folded: pl.Series, small: Flags) -> pl.Series:
    """Small lines written as one word, without what ends a domain; the others empty."""
    joined = pl.select(
        pl.when(pl.lit(pl.Series(small))).then(pl.lit(folded)).otherwise(pl.lit(""))
    ).to_series()
    joined = joined.str.replace_all(r"[^\p{L}\d]+", "")
    return joined.str.replace(SUFFIX, "")


def _names(words: Words) -> Parts:
    """The names in each line: capitalised words after its first, each once."""
    # The first word of a line follows no space.
    spaced = pl.concat([pl.select(pl.lit(SPACE) + pl.lit(words.distinct)).to_series(), words.distinct])
    parts, names = Parts.of(spaced.str.extract_all(NAME))
    bare = Distinct.of(names.str.slice(1)).number
    opens = np.zeros(len(words.parts.number), dtype=np.uint32)
    opens[words.parts.first] = len(words.distinct)
    word = words.parts.number + opens
    naming = np.flatnonzero((parts.many > 0)[word])
    owner, name = parts.within(word[naming])
    line = np.repeat(np.arange(len(words.parts.many), dtype=np.uint32), words.parts.many)
    key = np.sort(_keys(line[naming[owner]], bare[name]))
    once = key[np.append(True, key[1:] != key[:-1])[: len(key)]]
    many = np.bincount((once >> np.uint64(32)).astype(np.int64), minlength=len(words.parts.many))
    return Parts.following(once.astype(np.uint32), many)


def _topics(longer: Parts, common: Flags) -> Parts:
    """The words in each line that may tell what it is about: the longer ones but those of any sentence."""
    told = ~common[longer.number]
    before = np.append(0, np.cumsum(told))
    return Parts.following(longer.number[told], before[longer.first + longer.many] - before[longer.first])


def repetition(page: Numbers, line: Counts, shares: Shares, body: Flags) -> dict[str, NDArray[Any]]:
    """What each segment shares.

    Args:
        page: the page of each segment.
        line: the number of its line among the distinct ones.
        shares: what these may share.
        body: which segments are likely the article's text.

    Returns:
        Numbers: `names`, of capitalised words in the line; `known_names`, of those that other lines of the
        article have; `topics`, of longer words that not every sentence has; `known_topics`, of those that
        the article's text has besides; `theme`, of those that it comes back to; `shared`, the hundredths of
        its longer words that the article's text has. Booleans:
        `again` and `comes_again`, the same line stands before or after it; `doubled`, in one of the next two
        rows; `same_opening`, another line begins alike; `cut_short`, it ends in dots and another goes on;
        `named_below`, all its words stand in a line of rights; `is_domain`, they make a domain that the page
        names.
    """
    keys = _keys(page, shares.same[line])
    same = pl.Series(keys)
    alike = _alike(page, line, shares)
    return {
        **_known(page, line, shares.names, body),
        **_theme(page, line, shares.topics, body),
        "shared": _shared(page, line, shares, body),
        "again": ~same.is_first_distinct().to_numpy(),
        "comes_again": ~same.is_last_distinct().to_numpy(),
        "doubled": _doubled(keys),
        "same_opening": alike,
        "cut_short": alike & shares.broken[line],
        "named_below": _named_below(page, line, shares),
        "is_domain": _is_domain(page, line, shares),
    }


def _keys(high: NDArray[Any], low: NDArray[Any]) -> Keys:
    """Two numbers in one."""
    keys: Keys = (high.astype(np.uint64) << np.uint64(32)) | low.astype(np.uint64)
    return keys


def _are_in(keys: Keys, known: Keys) -> Flags:
    flags: Flags = pl.Series(keys).is_in(pl.Series(known).implode()).to_numpy()
    return flags


def _doubled(keys: Keys) -> Flags:
    """Rows equal to one of the two rows before or after them: of a picture, sites print the text twice."""
    doubled = np.zeros(len(keys), dtype=np.bool_)
    for step in (1, 2):
        equal = keys[step:] == keys[:-step]
        doubled[step:] |= equal
        doubled[:-step] |= equal
    return doubled


def _alike(page: Numbers, line: Counts, shares: Shares) -> Flags:
    """Which lines begin like another of their page."""
    alike = shares.opens[line]
    alike[alike] = pl.Series(_keys(page[alike], shares.opening[line[alike]])).is_duplicated().to_numpy()
    return alike


def _shared(page: Numbers, line: Counts, shares: Shares, body: Flags) -> Counts:
    """The hundredths of the longer words of short lines that the article's text has."""
    asked, short = shares.longer.many[line], shares.short[line]
    article, others = np.flatnonzero(body), np.flatnonzero(short & ~body)
    owner, word = shares.longer.within(line[others])
    row = others[owner]
    at, own = shares.longer.within(line[article])
    known = _are_in(_keys(page[row], word), _keys(page[article[at]], own))
    share = np.bincount(row, weights=known, minlength=len(line)) / np.maximum(asked, 1)
    share[article] = asked[article] > 0
    return np.where(short, (share * 100).astype(np.int64), 0)


def _known(page: Numbers, line: Counts, names: Parts, body: Flags) -> dict[str, NDArray[Any]]:
    """Names in each line, and how many of them other prose has too."""
    row, name = names.within(line)
    key, own = _keys(page[row], name), body[row]
    known = np.empty(len(key), dtype=np.bool_)
    known[~own] = _are_in(key[~own], key[own])
    # A line of prose has each of its names once: what stands twice, another one has too.
    known[own] = pl.Series(key[own]).is_duplicated().to_numpy()
    return {"names": names.many[line], "known_names": np.bincount(row[known], minlength=len(line))}


def _theme(page: Numbers, line: Counts, topics: Parts, body: Flags) -> dict[str, NDArray[Any]]:
    """Words of each line that the article has too, and those that it comes back to."""
    rank = np.cumsum(np.append(False, page[1:] != page[:-1])[: len(page)])
    paragraphs = np.bincount(rank[body], minlength=len(page))[rank]
    row, word = topics.within(line)
    own = body[row]
    often = _counts(rank[row], word, own)
    theme = often >= np.maximum(OFTEN + own, paragraphs[row] // FEWER)
    return {
        "topics": topics.many[line],
        "known_topics": np.bincount(row[often > own], minlength=len(line)),
        "theme": np.bincount(row[theme], minlength=len(line)),
    }


def _counts(page: Counts, word: Numbers, own: Flags) -> Counts:
    """How often each word stands on its page where it is the article's own."""
    most = int(word.max(initial=0)) + 1
    at_once = max(1, TABLE // most)
    found = np.empty(len(page), dtype=np.int64)
    for first in range(0, int(page.max(initial=0)) + 1, at_once):
        start, stop = np.searchsorted(page, (first, first + at_once))
        cell = (page[start:stop] - first) * most + word[start:stop]
        found[start:stop] = np.bincount(cell[own[start:stop]], minlength=at_once * most)[cell]
    return found


def _spelled(line: Counts, rows: Counts, words: Words, parts: Parts) -> tuple[Counts, Numbers]:
    """The parts of the words of some rows, and the row of each."""
    at, word = words.parts.within(line[rows])
    owner, part = parts.within(word)
    return rows[at[owner]], part


def _named_below(page: Numbers, line: Counts, shares: Shares) -> Flags:
    """Short lines with the site's name: all their words stand in a line of rights."""
    rights = shares.rights[line]
    # Few pages have such lines: the others are not asked.
    asked = np.flatnonzero(shares.small[line] & np.isin(page, page[rights]))
    owning, owned = _spelled(line, np.flatnonzero(rights), shares.words, shares.pieces)
    row, word = _spelled(line, asked, shares.words, shares.pieces)
    below = np.zeros(len(line), dtype=np.bool_)
    below[row] = True
    below[row[~_are_in(_keys(page[row], word), _keys(page[owning], owned))]] = False
    return below


def _is_domain(page: Numbers, line: Counts, shares: Shares) -> Flags:
    """Short lines whose words, written as one, are a domain that the page names."""
    holding = np.flatnonzero(shares.holding[line])
    asked = np.flatnonzero(shares.small[line] & np.isin(page, page[holding]))
    row, site = _spelled(line, holding, shares.words, shares.domains)
    made: Flags = np.zeros(len(line), dtype=np.bool_)
    made[asked] = _are_in(_keys(page[asked], shares.site[line[asked]]), _keys(page[row], site))
    return made
