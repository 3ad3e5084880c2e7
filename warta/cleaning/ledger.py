"""The ledger of pages: what was decided of them, and the blank space between."""

from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from warta.cleaning.decision import Decided, reasons
from warta.cleaning.states import ROLES
from warta.cleaning.structure import Counts
from warta.frames import SPANS
from warta.terms import Role


def ledger(decided: Decided, lengths: Counts) -> pl.DataFrame:
    """The spans of pages.

    Args:
        decided: what was decided of them, page after page.
        lengths: characters of each page.

    Returns:
        As `warta.frames.SPANS`.
    """
    # The end of a page is a span of no characters behind the others.
    nothing = np.zeros_like(lengths)
    page = np.append(decided.page, np.arange(len(lengths)))
    order = np.argsort(page, kind="stable")
    page = page[order]
    start, end = np.append(decided.start, lengths)[order], np.append(decided.end, lengths)[order]
    before = np.append(0, np.where(page[1:] == page[:-1], end[:-1], 0))[: len(page)]
    begins, ends = _by_turns(before, start), _by_turns(start, end)
    some = begins < ends
    role = _by_turns(np.full(len(page), len(ROLES)), np.append(decided.role, nothing)[order])
    rule = _by_turns(np.full(len(page), len(reasons())), np.append(decided.rule, nothing)[order])
    sure = _by_turns(np.full(len(page), np.nan), np.append(decided.confidence, nothing)[order])
    return pl.DataFrame(
        {
            "page": np.repeat(page, 2)[some],
            "start": begins[some],
            "end": ends[some],
            "role": pl.Series([*ROLES, Role.BLANK.value]).gather(role[some]),
            "rule": pl.Series([*reasons(), None]).gather(rule[some]),
            "confidence": pl.Series(sure[some]).fill_nan(None),
        }
    ).cast(SPANS)


def _by_turns(blank: NDArray[Any], span: NDArray[Any]) -> NDArray[Any]:
    """A value of the blank space before each span, then that of the span."""
    return np.stack((blank, span), axis=1).ravel()
