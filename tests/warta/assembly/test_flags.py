"""Each doubt about an article is told, and none where there is nothing to doubt."""

from typing import Any

import polars as pl
import pytest

from warta.assembly.flags import Flag, flags
from warta.terms import Role

SOUND = {
    "page": 0,
    "title": "Warga Kembali Meronda",
    "body": "Warga meronda sampai pagi.",
    "source_encoding": "utf-8",
    "languages": ["id"],
}
SURE = {"page": 0, "role": Role.BODY.value, "confidence": 0.99}
RIGHT = {"page": 0, "weekday_ok": True}


def flags_of(
    article: dict[str, Any], ledger: dict[str, Any] | None = None, date: dict[str, Any] | None = None
) -> list[str]:
    """The doubts about an article beside a sound one."""
    articles = pl.DataFrame([SOUND | article, SOUND | {"page": 1}], schema_overrides={"page": pl.UInt32})
    spans = pl.DataFrame([SURE | (ledger or {}), SURE | {"page": 1}], schema_overrides={"page": pl.UInt32})
    dates = pl.DataFrame([RIGHT | (date or {}), RIGHT | {"page": 1}], schema_overrides={"page": pl.UInt32})
    found, beside = flags(articles, spans, dates).to_list()
    assert beside == []
    return list(found)


def test_a_sound_article_has_none() -> None:
    assert flags_of({}) == []


@pytest.mark.parametrize(
    ("article", "doubt"),
    [
        ({"title": None}, Flag.NO_TITLE),
        ({"source_encoding": "cp1252"}, Flag.ENCODING_DETECTED),
        ({"body": "Warga meronda\ufffd sampai pagi."}, Flag.UNREADABLE_CHARACTERS),
        ({"languages": ["id", "jv"]}, Flag.MIXED_LANGUAGE),
    ],
)
def test_what_is_doubtful_of_an_article_itself(article: dict[str, Any], doubt: Flag) -> None:
    assert flags_of(article) == [doubt]


@pytest.mark.parametrize(
    ("span", "doubts"),
    [
        ({"confidence": 0.59}, [Flag.LOW_CONFIDENCE]),
        ({"confidence": 0.6}, []),
        ({"confidence": None}, []),
        ({"confidence": 0.3, "role": Role.RELATED.value}, []),
    ],
)
def test_the_model_may_doubt_what_was_kept(span: dict[str, Any], doubts: list[Flag]) -> None:
    assert flags_of({}, ledger=span) == doubts


@pytest.mark.parametrize(("fits", "doubts"), [(False, [Flag.WEEKDAY_MISMATCH]), (None, [])])
def test_a_weekday_may_not_be_that_of_its_date(fits: bool | None, doubts: list[Flag]) -> None:
    assert flags_of({}, date={"weekday_ok": fits}) == doubts


def test_doubts_stand_in_a_fixed_order() -> None:
    assert flags_of({"languages": ["id", "jv"], "title": None}, date={"weekday_ok": False}) == [
        Flag.NO_TITLE,
        Flag.MIXED_LANGUAGE,
        Flag.WEEKDAY_MISMATCH,
    ]
