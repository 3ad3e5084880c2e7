"""The stretch of a page that holds its article, found by adding prose and taking away furniture."""

from typing import Final

import numpy as np

from warta.cleaning.structure import FAR, Columns, Counts, Rows, at_least, within

KINDS: Final = {"run": (-3, -6), "strict": (-12, -12)}
"""What a short line and a line of furniture cost, in words of prose: once forgiving, once not."""
LONGEST: Final = 60
"""Words of a line that count, so that a page without line breaks weighs no more than others."""
_NEAR: Final = (1, 2, 3, 5, 9, 17, 33)


def runs(look: Columns, words: Counts, rows: Rows) -> Columns:
    """Where each segment stands to the best run of its page.

    Args:
        look: `prose`, `ruled`, `sentence` and `last_dots` of each segment.
        words: how many words it has.
        rows: the pages.

    Returns:
        For each of `KINDS`: before, inside or after, how near its ends, how much prose there is.
    """
    found: Columns = {}
    for name, (short, furniture) in KINDS.items():
        worth = np.where(look["sentence"] & (words >= 3), 2, short)
        worth = np.where(look["ruled"], furniture, worth)
        worth = np.where(look["last_dots"] & (words >= 12), 0, worth)
        worth = np.where(look["prose"], np.minimum(words, LONGEST), worth)
        first, stop = rows.best_run(worth)
        some = first < stop
        inside = some & (rows.row >= first) & (rows.row < stop)
        before, after = some & (rows.row < first), some & (rows.row >= stop)
        found |= {
            f"{name}_inside": inside,
            f"{name}_before": before,
            f"{name}_after": after,
            f"{name}_first": some & (rows.row == first),
            f"{name}_last": some & (rows.row == stop - 1),
        }
        found |= within(f"{name}_ahead", np.where(before, first - rows.row, FAR), _NEAR)
        found |= within(f"{name}_behind", np.where(after, rows.row - stop + 1, FAR), _NEAR)
        amount = rows.around(np.where(inside & look["prose"], words, 0), FAR, FAR)
        found |= at_least(f"{name}_words", amount, (20, 50, 100, 200, 500))
    return found
