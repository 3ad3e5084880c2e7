"""Which rules take which lines."""

from functools import cache

import numpy as np
import polars as pl

from warta.cleaning.lines import Lines
from warta.cleaning.patterns import contains, likely
from warta.cleaning.rules import rules
from warta.cleaning.structure import Columns


def matches(lines: Lines) -> Columns:
    """The lines that each rule takes, by its id."""
    numbers, by_rule = _grouped()
    group = lines.folded.replace_strict(numbers, default=len(numbers), return_dtype=pl.UInt32).to_numpy()
    matched = {rule.id: np.isin(group, by_rule[rule.id]) for rule in rules()}
    longest = {rule.id: rule.longest for rule in rules()}
    length = lines.text.str.len_chars().to_numpy()
    for cased, text, words in (
        (True, lines.reduced, lines.printed),
        (False, lines.reduced_folded, lines.read),
    ):
        patterns = {rule.id: rule.pattern for rule in rules() if rule.pattern and rule.cased is cased}
        for name, rows in likely(words, patterns).items():
            asked = rows[length[rows] <= longest[name]]
            matched[name][asked] |= contains(text[asked], patterns[name])
    return matched


@cache
def _grouped() -> tuple[dict[str, int], dict[str, list[int]]]:
    """Lines that the same rules list share a number: the numbers by line and by rule."""
    listed: dict[str, list[str]] = {}
    for rule in rules():
        for line in rule.lines:
            listed.setdefault(line, []).append(rule.id)
    numbers = {
        owners: number for number, owners in enumerate(sorted({tuple(ids) for ids in listed.values()}))
    }
    by_rule = {
        rule.id: [number for owners, number in numbers.items() if rule.id in owners] for rule in rules()
    }
    return {line: numbers[tuple(owners)] for line, owners in listed.items()}, by_rule
