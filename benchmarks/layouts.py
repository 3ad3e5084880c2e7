"""Layouts of pages, taken from the training's generator: what stands where, and which words are to be new."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from benchmarks.sentences import MONTHS, SLOTS, WEEKDAYS
from warta.terms import Role
from warta.training import generate

_PAGES: Final = 4_000
_SENTENCE: Final = 118  # characters of a mean sentence
_MOST: Final = 6
_PROSE: Final = 60  # characters from which on a piece of the body is sentences
_LONG: Final = 40  # lines from which on a page with furniture is a whole one

_POOLS: Final = {
    Role.RELATED: "headline",
    Role.TITLE: "title",
    Role.TITLE_REPEAT: "title",
    Role.DATELINE: "dateline",
    Role.BYLINE: "byline",
    Role.TIMESTAMP: "stamp",
}
_LABEL: Final = re.compile(r"(?i)^(?:baca (?:juga|selengkapnya)|simak|lihat)[^:]{0,20}: *")
"""What stands before a related headline and stays."""

_DAY: Final = re.compile(
    rf"(?i)(?:(?:{'|'.join(WEEKDAYS)}),? )?\(?\b[0-9]{{1,2}}"
    rf"(?:/[0-9]{{1,2}}/| (?:{'|'.join(month[:3] for month in MONTHS)})[a-z]* )20[0-9]{{2}}\b\)?"
)
"""A day that a layout brings with it: it might be after the one on which a page was fetched."""

_FURNITURE: Final = {Role.NAVIGATION, Role.LEGAL, Role.COMMENT_FORM}


@dataclass(frozen=True, slots=True)
class Layouts:
    """The layouts.

    Attributes:
        pieces: One row a piece, in order: `layout`, `role`, `before` and `text` as they stay, or else `count`
            of new sentences, or the `pool` that a new line comes from.
        whole: Layouts of whole pages.
        residue: Layouts of what an extractor left of a page: 16 to 40 lines.
    """

    pieces: pl.DataFrame
    whole: NDArray[np.int64]
    residue: NDArray[np.int64]


@cache
def layouts() -> Layouts:
    """Draw the layouts, the same in every process."""
    rows, whole, residue = [], [], []
    for number, page in enumerate(generate(2_024, _PAGES)):
        lines = sum(bool(line.strip()) for line in page["text"].split("\n"))
        roles = {span["role"] for span in page["spans"]}
        if page["language"] != "id" and number % 10:
            continue
        if lines > _LONG and len(_FURNITURE & roles) > 1:
            whole.append(number)
        elif 16 <= lines <= _LONG and 1_800 < len(page["text"]) < 6_000:
            residue.append(number)
        else:
            continue
        rows += [{"layout": number, **_piece(page["text"], span)} for span in page["spans"]]
    schema = {"layout": pl.Int64, "role": pl.String, "before": pl.String, "text": pl.String}
    return Layouts(
        pl.DataFrame(rows, schema={**schema, "count": pl.Int64, "pool": pl.String}),
        np.array(whole),
        np.array(residue),
    )


def _piece(page: str, span: dict[str, Any]) -> dict[str, Any]:
    text, role = page[span["start"] : span["end"]], Role(span["role"])
    piece = {"role": role.value, "before": "", "text": text, "count": None, "pool": None}
    if (role is Role.BODY and len(text) >= _PROSE) or role in (Role.CAPTION, Role.COMMENT):
        return piece | {"count": min(_MOST, max(1, round(len(text) / _SENTENCE)))}
    pool = _POOLS.get(role)
    if pool == "title":
        return piece | {"text": SLOTS["title"]}
    if pool == "headline":
        label = _LABEL.match(text)
        return piece | {"before": label[0] if label else "", "pool": pool}
    if pool:
        return piece | {"pool": pool}
    return piece | {"text": _DAY.sub(f"{SLOTS['hari']}, {SLOTS['tgl_long']}", text)}
