"""Forms of datelines, credits and captions, and paragraphs that look like them, each in two stories."""

import tomllib
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Final

from tests.evaluation.lines import STORIES
from tests.evaluation.pages import Row
from warta.terms import Role

FILE: Final = Path(__file__).parent / "forms.toml"
AROUND: Final = (
    ((), ()),
    (
        (STORIES[1][0], "Rabu, 9 Oktober 2024 | 10:20 WIB"),
        (
            "Baca Juga: Jembatan Gantung Putus, Murid Naik Rakit",
            "Tags: pasar, pedagang",
            "Tinggalkan Balasan",
        ),
    ),
)
"""What stands above and behind the paragraphs of each story: nothing, and what pages have there."""
PLACES: Final = {Role.DATELINE: (0, 0), Role.CREDIT: (5, 5), Role.CAPTION: (1, 0), Role.BODY: (1, 1)}
"""Before which of the paragraphs of each story a form is put.

A caption under a headline stands in the story without a dateline: before one it would be too plain.
"""
SLACK: Final = 2
"""How many visible characters may be kept or lost wrongly: a dash or an asterisk does no harm."""


def read_forms() -> list[Row]:
    """Every form in every story.

    Each has `id`, `text`, the paragraph `line` with its `start`, the `role` it is a form of and, as `own`,
    which positions of the text are the article's in that paragraph.
    """
    return [_put(*form, number) for number in range(len(STORIES)) for form in _forms()]


def _forms() -> Iterator[tuple[str, str, str, Role]]:
    """What is not the article's before and after what is, with that in the midst."""
    forms = tomllib.loads(FILE.read_text(encoding="utf-8"))
    yield from ((dateline, sentence, "", Role.DATELINE) for dateline, sentence in forms[Role.DATELINE])
    yield from (("", paragraph, credit, Role.CREDIT) for paragraph, credit in forms[Role.CREDIT])
    yield from ((caption, "", "", Role.CAPTION) for caption in forms[Role.CAPTION])
    yield from (("", paragraph, "", Role.BODY) for paragraph in forms[Role.BODY])


def _put(before: str, own: str, after: str, role: Role, number: int) -> Row:
    line = before + own + after
    place = PLACES[role][number]
    paragraphs = STORIES[number][1:]
    # A story has one dateline, so the form stands for the paragraph that would open it.
    rest = paragraphs[place + (role is Role.DATELINE) :]
    head, foot = AROUND[number]
    above = "".join(f"{part}\n\n" for part in (*head, *paragraphs[:place]))
    below = "".join(f"\n\n{part}" for part in (*rest, *foot))
    start = len(above)
    first = start + len(before)
    return {
        "id": f"{number}-{role}-{line}",
        "text": above + line + below,
        "line": line,
        "start": start,
        "role": role,
        "own": range(first, first + len(own)),
    }


def is_right(row: Row, spans: list[Row]) -> bool:
    """Whether the body has what is the article's in a form and nothing else of it, but for `SLACK`."""
    visible = {place for place, sign in enumerate(row["line"], row["start"]) if not sign.isspace()}
    own = visible.intersection(row["own"])
    bodies = (range(span["start"], span["end"]) for span in spans if span["role"] == Role.BODY)
    body = visible.intersection(chain.from_iterable(bodies))
    return len(own - body) <= SLACK and len(body - own) <= SLACK
