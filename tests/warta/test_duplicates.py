"""Copies: exact ones by their key."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from warta.duplicates import body_key

BODY = "“Situasi aman,” kata Kapolsek – tanpa kendala.\n\nWarga diimbau tetap ‘waspada’."


def keys(*bodies: str | None) -> list[str | None]:
    frame = pl.DataFrame({"body": bodies}, schema={"body": pl.String})
    return frame.select(body_key(pl.col("body"))).to_series().to_list()


@pytest.mark.parametrize(
    "same",
    [
        BODY.upper(),
        BODY.replace("“", '"').replace("”", '"').replace("‘", "'").replace("’", "'"),
        BODY.replace("–", "-"),
        BODY.replace(" ", "\u00a0").replace("\n\n", "\n"),
        f"\n  {BODY}\u200b ",
    ],
)
def test_case_quotes_dashes_and_white_space_make_no_other_body(same: str) -> None:
    first, second = keys(BODY, same)
    assert first == second


@pytest.mark.parametrize(
    "other", [BODY + " Selesai.", BODY.replace("Kapolsek", "Kapolres"), BODY.replace(",", "")]
)
def test_another_word_or_sign_makes_another_body(other: str) -> None:
    first, second = keys(BODY, other)
    assert first != second


def test_bodies_without_text_are_no_copies_of_each_other() -> None:
    assert keys("", " \u00a0\n", None) == [None, None, None]


@given(st.lists(st.text(max_size=20), max_size=6))
def test_a_key_depends_on_its_body_alone(bodies: list[str]) -> None:
    assert keys(*bodies) == [keys(body)[0] for body in bodies]


def test_the_key_is_the_same_in_every_run_and_version() -> None:
    assert keys("Aman") == ["0964522c3541260250a478d4d35c03f9"]
