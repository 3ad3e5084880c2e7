"""Which records are told apart, and what is said of them."""

import pandera.errors
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.tables import TABLES
from tests.warta.publishing.tables import frame, tables
from warta.validation import FAILURES, validate

ARTICLES = TABLES["articles"]


def test_sound_records_pass_unchanged() -> None:
    for name, rows in tables().items():
        valid, failures = validate(TABLES[name], rows)
        assert valid.equals(rows)
        assert failures.schema == FAILURES
        assert failures.is_empty()


def test_a_record_that_breaks_a_rule_is_named_with_every_check_it_fails_and_the_first_value() -> None:
    rows = tables()["articles"].with_columns(
        region=pl.when(pl.int_range(pl.len()) == 3).then(pl.lit("Sukamaju")).otherwise("region"),
        chars_blank=pl.when(pl.int_range(pl.len()) == 3).then(99).otherwise("chars_blank"),
    )
    valid, failures = validate(ARTICLES, rows)
    assert failures.to_dicts() == [
        {"row": 3, "check": "region: str_matches; articles: chars_add_up", "value": "Sukamaju"}
    ]
    assert valid.equals(pl.concat([rows.head(3), rows.slice(4)]))


@pytest.mark.parametrize(
    ("changes", "check"),
    [
        ({"published_precision": "none"}, "published_date_has_precision_and_basis"),
        ({"published_basis": None}, "published_date_has_precision_and_basis"),
        ({"date_basis": "none"}, "date_has_basis"),
        ({"date_basis": "event"}, "date_has_basis"),
        ({"date": None}, "date_has_basis"),
        ({"body": ""}, "body: str_length"),
        ({"activity": "selling_satay"}, "activity: isin"),
        ({"language_cld2_score": 1.5}, "language_cld2_score: less_than_or_equal_to"),
    ],
)
def test_a_contradiction_within_an_article_is_found(changes: dict[str, object], check: str) -> None:
    _, failures = validate(ARTICLES, frame("articles", [changes]))
    assert check in failures["check"].item()


def test_a_span_whose_offsets_do_not_fit_its_text_is_found() -> None:
    _, failures = validate(TABLES["spans"], frame("spans", [{"text": "😀😀", "start": 4, "end": 7}]))
    assert failures["check"].to_list() == ["spans: offsets_fit_text"]
    assert validate(TABLES["spans"], frame("spans", [{"text": "😀😀", "start": 4, "end": 6}]))[1].is_empty()


def test_a_value_is_cut_to_200_characters() -> None:
    _, failures = validate(ARTICLES, frame("articles", [{"region": "x" * 1000}]))
    assert failures["value"].item() == "x" * 200


def test_a_missing_column_or_a_wrong_type_is_our_own_fault() -> None:
    rows = tables()["articles"]
    for broken in (
        rows.drop("date"),
        rows.with_columns(page=1),
        rows.with_columns(pl.col("source_row").cast(pl.Int8)),
    ):
        with pytest.raises(pandera.errors.SchemaErrors):
            validate(ARTICLES, broken)


@settings(max_examples=25)
@given(st.lists(st.sampled_from(["35", "35.07", "3507", "", None]), max_size=20))
def test_every_record_is_either_valid_or_a_failure(regions: list[str | None]) -> None:
    rows = frame(
        "articles", [{"region": region, "source_row": number} for number, region in enumerate(regions, 1)]
    )
    valid, failures = validate(ARTICLES, rows)
    assert valid.height + failures.height == rows.height
    assert {*valid["region"]} <= {"35", "35.07", None}
    assert {*rows[failures["row"].to_list()]["region"]} <= {"3507", ""}


@pytest.mark.parametrize("name", TABLES)
@given(data=st.data())
@settings(max_examples=15)
def test_the_quick_look_passes_what_pandera_passes_and_nothing_else(name: str, data: st.DataObject) -> None:
    rows = tables()[name]
    column = data.draw(st.sampled_from(rows.columns))
    dtype = rows.schema[column]
    wrong = {pl.String: ["", "zz", None], pl.List: [[None], []], pl.Boolean: [None]}.get(
        dtype.base_type(), [-1, 0, None]
    )
    value = pl.lit(data.draw(st.sampled_from(wrong)), None if dtype == pl.Date else dtype)
    spoilt = rows.with_columns(pl.when(pl.int_range(pl.len()) == 0).then(value.cast(dtype)).otherwise(column))
    try:
        TABLES[name].model.validate(spoilt, lazy=True)
        sound = True
    except pandera.errors.SchemaErrors:
        sound = False
    try:
        assert validate(TABLES[name], spoilt)[1].is_empty() == sound
    except pandera.errors.SchemaErrors:
        assert not sound
