"""Sentences to fill pages with: those of the training's templates, and new ones mixed from their words."""

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Final

import numpy as np
import polars as pl

from warta.training.articles import lead, quoted, sentence
from warta.training.draw import Draw, words
from warta.training.world import World, make_world

_NAMED: Final = (
    "title",
    "kota",
    "KOTA",
    "kec",
    "KEC",
    "prov",
    "desa",
    "media",
    "MEDIA",
    "domain",
    "tokoh",
    "penulis",
    "orang1",
    "orang2",
    "orang3",
    "hari",
    "tgl",
    "tgl_long",
    "jam",
)
SLOTS: Final = {name: chr(0xE000 + place) for place, name in enumerate(_NAMED)}
"""The sign, from Unicode's private use area, that stands for a word of a page's own; titles hold others."""

WEEKDAYS: Final[list[str]] = words("id")["weekday"]
MONTHS: Final[list[str]] = words("id")["month"]

_WORLDS: Final = 600
_PLAIN: Final = 24  # sentences of a world
_QUOTED: Final = 12
_MIXED: Final = 150_000
_HEADLINES: Final = 60_000
_LONGEST: Final = 34  # words of a mixed sentence
_OTHER_DAY: Final = re.compile(r"\b(?:19|20)[0-9]{2}\b|[0-9]/[0-9]")
"""A day that a line brings with it: pages of news name their own."""

_SEEDS: Final = Path(__file__).parents[1] / "seeds"


@dataclass(frozen=True, slots=True)
class Sentences:
    """Sentences of bodies, and the pools of lines of one kind; all hold the signs of `SLOTS`."""

    body: pl.Series
    pools: dict[str, pl.Series]


@cache
def sentences() -> Sentences:
    """Write the stock, the same in every process."""
    plain, said = [], []
    pools: dict[str, list[str]] = {"headline": [], "lead": [], "dateline": [], "byline": [], "stamp": []}
    for number in range(_WORLDS):
        world = _world(Draw(f"sentences/{number}"))
        plain += [sentence(world) for _ in range(_PLAIN)]
        said += [quoted(world) for _ in range(_QUOTED)]
        pools["headline"] += [world.headline() for _ in range(20)]
        pools["lead"] += [lead(world) for _ in range(12)]
        for name in ("dateline", "byline", "stamp"):
            lines = [world.line(name) for _ in range(3)]
            pools[name] += [line for line in lines if not _OTHER_DAY.search(line)]
    pools["headline"] += _mixed(pools["headline"], _HEADLINES)
    body = [*plain, *said, *_mixed(plain + _of_seeds(), _MIXED)]
    return Sentences(_different(body), {name: _different(lines) for name, lines in pools.items()})


def _different(lines: list[str]) -> pl.Series:
    return pl.Series(lines).filter(pl.Series(lines) != "").unique(maintain_order=True)


def _world(draw: Draw) -> World:
    """A world whose names are signs."""
    world = make_world(draw, "id", (2023, 2025))
    world.strange = 0.0
    slots = {name: sign for name, sign in SLOTS.items() if name not in ("title", "tokoh")}
    some = f"<{SLOTS['orang1']}|{SLOTS['orang2']}|{SLOTS['orang3']}>"
    world.said.update(slots, tokoh=SLOTS["tokoh"], orang=some, penyunting=SLOTS["penulis"])
    world.said.update(hari_ini=SLOTS["hari"], domain_lain=SLOTS["domain"], media_caps=SLOTS["MEDIA"])
    return world


def _of_seeds() -> list[str]:
    texts = [path.read_text("utf-8") for path in sorted(_SEEDS.glob("*.txt"))]
    lines = [line for text in texts for line in text.splitlines() if len(line) > 80 and "“" not in line]
    return [f"{part.strip()}." for line in lines for part in line.split(". ") if len(part) > 30]


def _mixed(known: list[str], count: int) -> list[str]:
    """New sentences whose every two words stand together in a known one."""
    draw = np.random.default_rng(7)
    texts = [text.split() for text in known if '"' not in text]
    vocabulary = {word: place for place, word in enumerate(sorted({word for text in texts for word in text}))}
    follows: list[list[int]] = [[] for _ in vocabulary]
    for text in texts:
        for word, following in pairwise(text):
            follows[vocabulary[word]].append(vocabulary[following])
    counts = np.array([len(next_) for next_ in follows])
    offsets = np.concatenate([[0], np.cumsum(counts)[:-1]])
    flat = np.array([word for next_ in follows for word in next_])
    starts = np.array([vocabulary[text[0]] for text in texts])
    now = draw.choice(starts, count)
    steps = [now]
    for _ in range(_LONGEST - 1):
        ended = (now < 0) | (counts[now] == 0)
        place = offsets[now] + (draw.random(count) * np.maximum(counts[now], 1)).astype(np.int64)
        now = np.where(ended, -1, flat[np.minimum(place, len(flat) - 1)])
        steps.append(now)
    names = [*vocabulary, ""]  # the last one stands for what is after the end
    rows = np.stack(steps, axis=1)
    return [" ".join(names[word] for word in row if word >= 0) for row in rows.tolist()]
