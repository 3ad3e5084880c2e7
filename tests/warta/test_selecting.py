"""Conditions on rows are read and met as a person means them."""

import datetime as dt

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.tables import partition
from warta.selecting import Condition, months_of, parse_where, rows_that_meet

ROWS = pl.DataFrame(
    {
        "title": ["Patroli", "Apel 'malam'", None, "a and b"],
        "date": [dt.date(2024, 8, 31), dt.date(2024, 9, 1), None, dt.date(2024, 10, 2)],
        "source_row": [1, 2, 3, None],
        "is_exercise": [True, False, None, False],
        "authors": [["Ayu"], ["Ayu", "Budi"], [], None],
    }
)


def numbers(where: str) -> list[int]:
    found = ROWS.with_row_index().filter(rows_that_meet(parse_where(where), ROWS.schema))
    return found["index"].to_list()


@pytest.mark.parametrize(
    ("where", "met"),
    [
        ("title=Patroli", [0]),
        ("title != Patroli", [1, 3]),
        ("title=\"Apel 'malam'\"", [1]),
        ("title='a and b'", [3]),
        ("title=null", [2]),
        ("title='null'", []),
        ("title!=null", [0, 1, 3]),
        ("date>=2024-09-01", [1, 3]),
        ("date>2024-08-31 and date<2024-10-01", [1]),
        ("source_row<=2 AND source_row!=1", [1]),
        ("is_exercise=false", [1, 3]),
        ("authors=Ayu", [0, 1]),
        ("authors!=Ayu", [2]),
    ],
)
def test_rows_that_meet_a_condition(where: str, met: list[int]) -> None:
    assert numbers(where) == met


@pytest.mark.parametrize(
    "where",
    [
        "",
        "title",
        "=a",
        "title=",
        "title==a",
        "title=a or title=b",
        "title=a date=b",
        "title<null",
        "title=a and",
    ],
)
def test_what_is_no_condition_is_refused(where: str) -> None:
    with pytest.raises(ValueError, match=r"write"):
        parse_where(where)


@pytest.mark.parametrize(
    "where",
    [
        "kota=Malang",
        "date=besok",
        "date>99999-01-01",
        "source_row=satu",
        f"source_row>{10**19}",
        f"source_row>{10**40}",
        f"source_row>{'9' * 5_000}",
        "is_exercise=ya",
        "authors<Ayu",
    ],
)
def test_what_no_column_can_be_is_refused(where: str) -> None:
    with pytest.raises(ValueError, match=where[:4]):
        numbers(where)


def test_months_are_picked_by_name_and_unknown_comes_neither_before_nor_after() -> None:
    months = ["2024-08", "2024-09", "2024-10", "unknown"]
    assert months_of(parse_where("month=unknown"), months) == ["unknown"]
    assert months_of(parse_where("month>=2024-09"), months) == ["2024-09", "2024-10"]
    assert months_of(parse_where("month!=2024-09"), months) == ["2024-08", "2024-10", "unknown"]
    assert months_of(parse_where("month<z"), months) == months[:3]
    assert months_of(parse_where("month=null"), months) == []
    assert months_of(parse_where("month!=null"), months) == months
    assert months_of(parse_where("election=pilkada_2024"), months) == months
    assert months_of(parse_where("date>2024-09-30"), months) == ["2024-09", "2024-10"]


@given(
    st.lists(st.one_of(st.none(), st.dates(dt.date(2024, 1, 1), dt.date(2025, 12, 31))), min_size=1),
    st.sampled_from(["=", "!=", "<", "<=", ">", ">="]),
    st.one_of(st.none(), st.dates(dt.date(2024, 1, 1), dt.date(2025, 12, 31))),
)
def test_no_row_is_lost_by_not_reading_a_month(
    dates: list[dt.date | None], sign: str, value: dt.date | None
) -> None:
    wanted = [Condition("date", "=" if value is None else sign, value and value.isoformat())]
    rows = pl.DataFrame({"date": dates}, schema={"date": pl.Date}).with_columns(
        month=partition(pl.col("date"), pl.lit(None, pl.String))
    )
    meet = rows_that_meet(wanted, rows.schema)
    read = rows.filter(pl.col("month").is_in(months_of(wanted, set(rows["month"]))))
    assert read.filter(meet).sort("date").equals(rows.filter(meet).sort("date"))
