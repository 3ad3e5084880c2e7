"""The recipe of the cleaning model: `python -m warta.training.train` writes it, the same bytes each time."""

import argparse
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import polars as pl
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from warta.cleaning.context import kinds, pairs
from warta.cleaning.evidence import evidence
from warta.cleaning.model import FILE, WEIGHTS, Model, judge
from warta.cleaning.segments import segments
from warta.cleaning.states import ROLES
from warta.cleaning.structure import Counts
from warta.terms import KEPT, Role
from warta.training.families import FAMILIES, generate
from warta.training.handwritten import handwritten
from warta.training.learning import Lesson, learn

PAGES: Final = 72_000
PARTS: Final = 16
TIMES: Final = 10
"""How often each page that was written by itself stands among the generated ones of every second part.

The others keep what many layouts teach about long lists of teasers, of which the written pages have few.
"""
SEED: Final = 2024
PENALTY: Final = 3e-4
ROUNDS: Final = 6
HELD_OUT: Final = 9
"""Every ninth family is held out when the recipe is measured."""

Page = Mapping[str, Any]


def lesson(pages: Sequence[Page]) -> Lesson:
    """What pages with spans teach: the evidence and the role of each of their segments.

    Args:
        pages: Rows with `text` and `spans` (`start`, `end`, `role`); characters in no span are blank.
    """
    cut = segments(pl.Series([page["text"] for page in pages], dtype=pl.String))
    found = evidence(cut)
    of_kind, single = kinds(found), len(found)
    found |= {pair: of_kind[kind] & found[place] for pair, (kind, place) in pairs(found).items()}
    return Lesson(
        columns=tuple(found),
        single=single,
        evidence=np.stack(list(found.values()), axis=1),
        roles=_roles(pages, cut),
        page=cut["page"].to_numpy(),
    )


def _roles(pages: Sequence[Page], cut: pl.DataFrame) -> Counts:
    """The number of the role that most characters of each segment have."""
    written, begins = _characters(pages)
    begin = begins[cut["page"].to_numpy()]
    counts: Counts = np.empty((len(cut), len(ROLES)), dtype=np.int64)
    for number in range(len(ROLES)):
        seen = np.concatenate(([0], np.cumsum(written == number)))
        counts[:, number] = seen[begin + cut["end"].to_numpy()] - seen[begin + cut["start"].to_numpy()]
    roles: Counts = counts.argmax(axis=1)
    return roles


def _characters(pages: Iterable[Page]) -> tuple[NDArray[np.int8], Counts]:
    """The number of each character's role, -1 for blank, page after page; where each page begins."""
    numbers = {role: number for number, role in enumerate(ROLES)}
    parts = []
    for page in pages:
        part = np.full(len(page["text"]), -1, dtype=np.int8)
        for span in page["spans"]:
            if span["role"] != Role.BLANK:
                part[span["start"] : span["end"]] = numbers[span["role"]]
        parts.append(part)
    lengths = np.array([len(part) for part in parts], dtype=np.int64)
    return np.concatenate(parts), np.cumsum(lengths) - lengths


def measure(model: Model, pages: Sequence[Page]) -> dict[str, float]:
    """F1 of characters, of the body and of keeping against removing, micro-averaged over pages."""
    cut = segments(pl.Series([page["text"] for page in pages], dtype=pl.String))
    written, begins = _characters(pages)
    given = np.full(len(written), -1, dtype=np.int8)
    roles, _ = judge(cut["page"], evidence(cut), model)
    begin = begins[cut["page"].to_numpy()]
    for start, end, role in zip(
        begin + cut["start"].to_numpy(), begin + cut["end"].to_numpy(), roles, strict=True
    ):
        given[start:end] = role
    kept = [ROLES.index(role) for role in KEPT]
    inked = written >= 0
    return {
        name: _f1(np.isin(written[inked], wanted), np.isin(given[inked], wanted))
        for name, wanted in (("body", [ROLES.index(Role.BODY)]), ("kept", kept))
    }


def _f1(wanted: NDArray[np.bool_], given: NDArray[np.bool_]) -> float:
    return 2 * float((wanted & given).sum()) / max(1, int(wanted.sum()) + int(given.sum()))


def train(
    seed: int,
    pages: int,
    written: Sequence[Page] = (),
    families: Sequence[str] | None = None,
    rounds: int = ROUNDS,
) -> Model:
    """Make the model from generated pages, and from pages written one by one.

    The pages are learnt in `PARTS`, and the weights averaged: on unknown layouts the mean of some models errs
    less than most of them (Wortsman et al. 2022).

    Args:
        seed: Of the generated pages and of the order of learning.
        pages: How many are generated, for all parts together.
        written: Rows as `lesson` takes them; every second part learns each of them `TIMES`.
        families: The layouts of the generated pages; all of `FAMILIES` if not told.
        rounds: How often each page is seen.
    """
    others = lesson(written) if written else None
    lessons = (lesson(list(generate(seed + part, pages // PARTS, families))) for part in range(PARTS))
    # Several threads add in an order of their own, and wait for each other longer than they work.
    with threadpool_limits(limits=1, user_api="blas"):
        parts = [
            learn(
                part.with_others(others, TIMES) if others and number % 2 else part,
                PENALTY,
                rounds,
                seed + number,
            )
            for number, part in enumerate(lessons)
        ]
    means = (np.mean([getattr(part, name) for part in parts], axis=0) for name in WEIGHTS)
    return Model(parts[0].columns, *means)


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the model, or measure the recipe on families that it has not seen."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=PAGES)
    parser.add_argument("--written", type=int, help="so many of the pages written one by one; all by default")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--output", type=Path, default=FILE)
    parser.add_argument(
        "--held-out", action="store_true", help="leave families out, measure on them, write nothing"
    )
    options = parser.parse_args(arguments)
    written = handwritten()[: options.written]
    if not options.held_out:
        train(options.seed, options.pages, written, rounds=options.rounds).write(options.output)
        print(
            f"{options.output.name}: {options.pages} pages of {len(FAMILIES)} families and "
            f"{len(written)} written one by one, seed {options.seed}"
        )
        return
    away = sorted(FAMILIES)[::HELD_OUT]
    taught = [name for name in FAMILIES if name not in away]
    figures = measure(
        train(options.seed, options.pages, written, taught, options.rounds),
        list(generate(options.seed + 100, 400, away)),
    )
    print(f"held out {', '.join(away)}: body F1 {figures['body']:.4f}, kept F1 {figures['kept']:.4f}")


if __name__ == "__main__":
    main()
