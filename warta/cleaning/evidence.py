"""What speaks for and against each role of a segment: flags that a linear model weighs."""

from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Final, Self

import numpy as np
import polars as pl
from numpy.typing import NDArray

from warta.cleaning.context import context
from warta.cleaning.lines import Lines
from warta.cleaning.matching import matches
from warta.cleaning.repetition import Shares, repetition
from warta.cleaning.rules import rules
from warta.cleaning.runs import runs
from warta.cleaning.shape import shape, voices
from warta.cleaning.structure import FAR, Columns, Counts, Flags, Packed, Rows, at_least, either
from warta.cleaning.words import Numbers
from warta.cleaning.wrapping import wrapped

MOST_THREADS: Final = 4
"""Threads beyond which they wait for each other: what is not done by libraries is done by one at a time."""
HEADLINE: Final = 5
"""Words of the shortest line that holds a call to read on and a headline."""
OF_PERSONS: Final = ("voice_reader", "voice_ours", "voice_self")
"""Voices that stand in news too, in what it quotes."""
SEVERAL: Final = 3
"""Paragraphs from which on their usual length and their words mean something."""


def threads() -> int:
    """How many threads clean side by side: as many as Polars has (`POLARS_MAX_THREADS`), if not too many."""
    return min(MOST_THREADS, pl.thread_pool_size())


@dataclass(frozen=True, slots=True)
class Looks:
    """What is known of the distinct lines of segments, wherever they stand."""

    line: Numbers  # the number of each segment's line
    folded: pl.Series  # the lines, folded
    counts: dict[str, Counts]  # the numbers that `warta.cleaning.shape.shape` gives
    seen: Packed  # the Booleans that it gives
    hit: Packed  # which rule takes which line
    shares: Shares

    @classmethod
    def of(cls, lines: Lines) -> Self:
        """The looks of the lines of segments."""
        with ThreadPoolExecutor(threads()) as pool:
            shares, hit = pool.submit(Shares.of, lines), pool.submit(matches, lines)
            seen = shape(lines)
            return cls(
                lines.number,
                lines.folded,
                {name: values for name, values in seen.items() if values.dtype != np.bool_},
                Packed.of({name: values for name, values in seen.items() if values.dtype == np.bool_}),
                Packed.of(hit.result()),
                shares.result(),
            )


def evidence(segments: pl.DataFrame) -> Columns:
    """Evidence for each segment, as `placed` gives it."""
    looks = Looks.of(Lines.of(segments["text"]))
    return placed(segments, looks.line, looks)


def placed(segments: pl.DataFrame, line: Numbers, looks: Looks) -> Columns:
    """Evidence for each segment of some pages.

    Args:
        segments: as `warta.cleaning.segments.segments` gives them.
        line: the number of the line of each.
        looks: what is known of the lines.

    Returns:
        Flags of all segments by name, always the same ones in the same order. First what a segment is like
        (`rule:…` a rule takes it, `role:…` a rule of that role does, …), then, named with an @, where it
        stands: the first count for its neighbours too, the others for itself alone.
    """
    page = segments["page"].to_numpy()
    rows = Rows.of(page)
    at: Counts = line.astype(np.int64)
    counts, hit = {name: values.take(at) for name, values in looks.counts.items()}, looks.hit.taken(at)
    look = {f"rule:{name}": flags for name, flags in hit.items()}
    for role in sorted({rule.role.value for rule in rules()}):
        look[f"role:{role}"] = either(hit[rule.id] for rule in rules() if rule.role == role)
    look["ruled"] = either(hit.values())
    look |= looks.seen.taken(at)
    look |= at_least("words", counts["words"], (2, 3, 4, 5, 6, 8, 10, 13, 17, 22, 30, 45, 80))
    look |= at_least("function", counts["function"], (1, 2, 3, 5, 9))
    look |= at_least("foots", counts["foots"], (1, 2, 3))
    look |= at_least("commas", counts["commas"], (1, 2, 3, 5))
    look |= at_least("rubrics", counts["rubrics"], (1, 2, 3, 5))
    for voice in voices():
        look |= at_least(voice, counts[voice], (1, 2))
    spoken = look["first_quote"] | look["holds_inner_quote"] | look["last_quote"]
    look |= {f"{voice}_unquoted": look[f"{voice}>=1"] & ~spoken for voice in OF_PERSONS}
    look["initials"] = look["holds_bracketed_initials"] & ~look["holds_bracketed_photo"]
    look |= _teasers(hit, counts["words"])
    look |= _joints(segments, rows)
    look |= at_least("links", segments["links"].to_numpy().astype(np.int64), (1, 2))
    look |= {name: segments[name].to_numpy() > 0 for name in ("heading", "picture")}
    look |= wrapped(segments, look["sentence"], counts["words"])
    look |= _kinds(look, counts["words"], hit, rows)
    place = runs(look, counts["words"], rows)
    body = place["run_inside"] & look["prose"]
    several = rows.around(body, FAR, FAR) >= SEVERAL
    look |= _measured(counts["words"], body, several, rows)
    look |= _shared(repetition(page, at, looks.shares, body), several, look, place, rows)
    place |= context(hit, look, place, rows)
    return {**look, **{f"@{name}": flags for name, flags in place.items()}}


def near(columns: Iterable[str]) -> int:
    """How many of the columns, from the first on, count for neighbours."""
    return sum(not name.startswith("@") for name in columns)


def _joints(segments: pl.DataFrame, rows: Rows) -> Columns:
    """How the segment joins the one before it: in the same line, without a space, after blank lines."""
    place = {
        name: segments[name].to_numpy().astype(np.int64) for name in ("line", "part", "parts", "start", "end")
    }
    fresh = rows.row == rows.first
    gap = np.where(fresh, 0, place["line"] - np.roll(place["line"], 1))
    return {
        "part": place["part"] > 0,
        "parted": place["parts"] > 1,
        "last_part": place["part"] == place["parts"] - 1,
        "opens_parted": (place["part"] == 0) & (place["parts"] > 1),
        "glued": ~fresh & (place["start"] == np.roll(place["end"], 1)),
        **at_least("gap", gap, (2, 3, 4)),
    }


def _teasers(hit: Columns, words: Counts) -> Columns:
    """'Read also' with a headline in its line, after which the text goes on, or alone, headlines below."""
    read_also = hit["related.read-also"] | hit["related.colon"]
    return {"teaser": read_also & (words >= HEADLINE), "teaser_label": read_also & (words < HEADLINE)}


def _kinds(look: Columns, words: Counts, hit: Columns, rows: Rows) -> Columns:
    """Prose (sentences, or parts of sentences that run over several lines), headlines, labels and dates."""
    small = look["first_lower"] & (words >= 4)
    flowing = (small | rows.shifted(small, 1)) & (words >= 5)
    broken = look["wrapped_words>=40"] | (look["wrapped_words>=20"] & look["wrapped_ends"])
    long = (look["sentence"] & (words >= 8)) | (words >= 25) | flowing | broken
    plain = ~look["sentence"] & ~look["ruled"]
    prose = long & ~look["ruled"] & ~look["last_dots"]
    return {
        "prose": prose,
        "headline": plain & (words >= 4) & (words <= 22) & ~look["first_lower"],
        "label": plain & (words <= 3),
        "date": either(flags for name, flags in hit.items() if name.startswith("timestamp.")),
        "dateline_likely": look["opens_parted"] & look["dateline_end"] & rows.shifted(prose, 1),
    }


def _measured(words: Counts, body: Flags, several: Flags, rows: Rows) -> Columns:
    """Lines much shorter or longer than the paragraphs of their page: captions are mostly short."""
    paragraphs = rows.around(body, FAR, FAR)
    total = rows.around(np.where(body, words, 0), FAR, FAR)
    return {
        "short_for_run": several & (words * paragraphs * 2 <= total),
        "long_for_run": several & (words * paragraphs >= total),
    }


def _shared(
    shares: Mapping[str, NDArray[Any]], several: Flags, look: Columns, place: Columns, rows: Rows
) -> Columns:
    """What the segment shares with others of its page; the likeliest title.

    What it does not share means nothing where there are few paragraphs to share it with.
    """
    found = {name: values for name, values in shares.items() if values.dtype == np.bool_}
    found |= at_least("names", shares["names"], (1, 3, 6))
    found |= at_least("known_names", shares["known_names"], (1, 2, 3, 5))
    found["names_known_half"] = (shares["names"] > 0) & (shares["known_names"] * 2 >= shares["names"])
    found["names_unknown"] = several & (shares["names"] >= 2) & (shares["known_names"] == 0)
    found |= at_least("known_topics", shares["known_topics"], (1, 2, 3, 5, 8))
    found |= at_least("theme", shares["theme"], (1, 2, 3))
    found["topics_known_third"] = (shares["topics"] >= 3) & (shares["known_topics"] * 3 >= shares["topics"])
    found["topics_known_half"] = (shares["topics"] >= 3) & (shares["known_topics"] * 2 >= shares["topics"])
    found["topics_unknown"] = several & (shares["topics"] >= 5) & (shares["known_topics"] <= 1)
    found |= at_least("shared", shares["shared"], (1, 25, 40, 55, 70, 85))
    possible = look["headline"] & ~place["run_after"] & ~place["run_inside"] & ~look["dateline_end"]
    dated = rows.until(look["date"]) <= 4
    again = found["again"] | found["comes_again"]
    worth = np.where(possible, 1 + 10 * shares["shared"] + 150 * dated + 150 * again, 0)
    # Of equals, the last is nearest to the text.
    worth = worth * 1000 + np.minimum(rows.row - rows.first, 999)
    found["likely_title"] = possible & (worth == rows.greatest(worth))
    return found


__all__ = ["Columns", "Flags", "evidence", "near"]
