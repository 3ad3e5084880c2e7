"""One declaration, everywhere the same: Polars, Arrow, JSON Schema and dictionary of each table."""

import datetime as dt
import json
import re
from hashlib import sha256
from io import BytesIO
from typing import Any

import jsonschema
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from schemas.fields import notes_of
from schemas.frames import conform, polars_schema
from schemas.projections import arrow_schema, dictionary, json_schema
from schemas.table_schema import table_schema
from schemas.tables import PUBLISHED, SCHEMA_VERSION, TABLES, Table, partition, partition_at, partition_path
from tests.warta.publishing.tables import example_row
from warta.assembly.flags import Flag
from warta.facts.evidence import EvidenceBasis
from warta.facts.gazetteer import Level
from warta.facts.people import PersonBasis
from warta.facts.phones import PhoneKind
from warta.facts.references import SpeakerBasis
from warta.facts.units import UnitBasis
from warta.facts.vocabulary import words
from warta.language import Basis
from warta.publishing.writing import to_json_lines
from warta.validation import validate

EVERY = pytest.mark.parametrize("table", PUBLISHED.values(), ids=PUBLISHED)
FIELDS = [
    pytest.param(table, name, id=f"{table.name}.{name}")
    for table in PUBLISHED.values()
    for name in table.columns
]


def one_row(table: Table, **changes: Any) -> pl.DataFrame:
    return pl.DataFrame([example_row(table.name) | changes], schema=polars_schema(table), orient="row")


def validator(table: Table) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(
        json_schema(table), format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )


@EVERY
def test_examples_of_a_table_make_a_valid_row(table: Table) -> None:
    valid, failures = validate(table, one_row(table))
    assert failures.is_empty()
    assert valid.height == 1


def test_other_declarations_have_another_version() -> None:
    """Releases are verified and purged by what their version declares."""
    declared = json.dumps([json_schema(table) for table in PUBLISHED.values()])
    assert (SCHEMA_VERSION, sha256(declared.encode()).hexdigest()[:16]) == ("4.0.1", "fa0a7a843548598c")


@EVERY
def test_json_schema_is_valid_and_takes_the_examples_as_json_lines(table: Table) -> None:
    jsonschema.Draft202012Validator.check_schema(json_schema(table))
    validator(table).validate(json.loads(to_json_lines(one_row(table))))


@EVERY
def test_all_projections_name_the_same_columns_in_the_same_order(table: Table) -> None:
    names = list(table.columns)
    assert names == arrow_schema(table).names == list(json_schema(table)["properties"])
    assert names == [line.split("`")[1] for line in dictionary(table).splitlines()[2:]]


@EVERY
def test_examples_stand_everywhere_as_in_json_lines(table: Table) -> None:
    row = json.loads(to_json_lines(one_row(table)))
    told = [value if isinstance(value, str) else json.dumps(value) for value in row.values()]
    assert [field["example"] for field in table_schema(table)["fields"]] == told
    lines = dictionary(table).splitlines()[2:]
    assert [re.split(r" (?<!\\)\| ", line)[3].replace("\\|", "|") for line in lines] == told


@EVERY
def test_the_dictionary_gives_the_types_that_the_files_have(table: Table) -> None:
    there = pq.read_schema(BytesIO(to_parquet(arrow_schema(table).empty_table())))
    listed = [line.split(" | ")[1].removesuffix(", null") for line in dictionary(table).splitlines()[2:]]
    assert listed == [str(field.type) for field in there]


def to_parquet(table: pa.Table) -> bytes:
    content = BytesIO()
    pq.write_table(table, content)
    return content.getvalue()


@EVERY
def test_key_and_order_are_columns(table: Table) -> None:
    assert {*table.key, *table.sort} <= {*table.columns}


@EVERY
def test_nothing_in_the_arrow_schema_depends_on_a_release(table: Table) -> None:
    assert arrow_schema(table).metadata.keys() == {b"table", b"schema_version"}
    for field in arrow_schema(table):
        assert field.metadata[b"description"].decode() == table.schema.columns[field.name].description


@pytest.mark.parametrize(("table", "name"), FIELDS)
def test_every_field_says_what_it_is_and_takes_null_only_where_declared(table: Table, name: str) -> None:
    column = table.schema.columns[name]
    assert column.description.endswith(".")
    assert notes_of(column).example is not None
    row = json.loads(to_json_lines(one_row(table))) | {name: None}
    assert validator(table).is_valid(row) == column.nullable == arrow_schema(table).field(name).nullable


def outside(column: Any) -> list[Any]:
    """Values that break each built-in check of a column."""
    found: list[Any] = []
    for check in column.checks:
        match check.name:
            case "isin" | "str_matches":
                found.append("\N{SNOWMAN}")
            case "greater_than_or_equal_to":
                found.append(check.statistics["min_value"] - 1)
            case "less_than_or_equal_to":
                found.append(check.statistics["max_value"] + 1)
            case "str_length":
                found += [""] if check.statistics["min_value"] else []
                found += ["x" * (check.statistics["max_value"] + 1)] if check.statistics["max_value"] else []
    return found


BREAKING = [
    pytest.param(table, name, value, id=f"{table.name}.{name}-{number}")
    for table in PUBLISHED.values()
    for name, column in table.schema.columns.items()
    for number, value in enumerate(outside(column))
]


@pytest.mark.parametrize(("table", "name", "value"), BREAKING)
def test_what_pandera_refuses_json_schema_refuses(table: Table, name: str, value: Any) -> None:
    frame = one_row(table, **{name: value})
    _, failures = validate(table, frame)
    assert name in failures["check"].item()
    assert not validator(table).is_valid(json.loads(to_json_lines(frame)))


def test_a_list_with_a_gap_is_refused_by_both() -> None:
    frame = one_row(TABLES["articles"], tags=["pilkada", None])
    assert validate(TABLES["articles"], frame)[1]["check"].to_list() == ["tags: no_null_items"]
    assert not validator(TABLES["articles"]).is_valid(json.loads(to_json_lines(frame)))


def test_conform_orders_and_casts_and_refuses_a_missing_column() -> None:
    table = TABLES["spans"]
    wide = one_row(table).with_columns(pl.col("start", "end").cast(pl.UInt32), page=pl.lit(3))
    assert conform(wide.select(reversed(wide.columns)), table).equals(one_row(table))
    with pytest.raises(pl.exceptions.ColumnNotFoundError):
        conform(wide.drop("role"), table)


def test_pages_stand_in_the_month_of_their_date_and_apart_where_they_were_fetched_long_after_it() -> None:
    pages = pl.DataFrame(
        [
            (dt.date(2024, 2, 29), "2024-02-29T10:00:00Z", "2024-02"),
            (dt.date(2024, 2, 29), "2024-03-31T10:00:00Z", "2024-02"),
            (dt.date(2024, 2, 1), "2024-04-01T10:00:00Z", "2024-02/late"),
            (dt.date(2024, 2, 1), "2026-11-29", "2024-02/late"),
            (dt.date(2024, 12, 31), "2025-01-31T10:00:00Z", "2024-12"),
            (dt.date(2024, 12, 31), "2025-02-01T10:00:00Z", "2024-12/late"),
            (dt.date(2055, 3, 1), "2024-03-01T10:00:00Z", "2055-03"),
            (dt.date(2024, 2, 1), "kemarin", "2024-02"),
            (dt.date(2024, 2, 1), None, "2024-02"),
            (None, "2024-03-01T10:00:00Z", "unknown/2024-03"),
            (None, "2024-03-01", "unknown/2024-03"),
            (None, "2024-13-01T10:00:00Z", "unknown"),
            (None, "kemarin", "unknown"),
            (None, "../2024-03-01", "unknown"),
            (None, None, "unknown"),
        ],
        schema={"date": pl.Date, "fetched_at": pl.String, "partition": pl.String},
        orient="row",
    )
    own = partition(pl.col("date"), pl.col("fetched_at"))
    assert pages.select(own).to_series().to_list() == pages["partition"].to_list()
    for name in pages["partition"]:
        path = f"spans/{partition_path('month', name)}.parquet"
        assert path.split("/")[1] == f"month={name.split('/')[0]}"
        assert partition_at(path) == name


def named(table: str, column: str) -> set[str]:
    """What the description of a column gives as its values."""
    return set(re.findall(r"`([^`]+)`", PUBLISHED[table].schema.columns[column].description))


@pytest.mark.parametrize(
    ("table", "column", "values"),
    [
        ("articles", "flags", {*Flag}),
        ("articles", "language_basis", {*Basis}),
        (
            "articles",
            "election_phase",
            {phase["id"] for each in words("elections")["elections"] for phase in each["phases"]},
        ),
        ("quotes", "speaker_basis", {*SpeakerBasis}),
        ("people", "basis", {*PersonBasis}),
        ("evidence", "basis", {*EvidenceBasis}),
        ("mentions", "basis", {*UnitBasis}),
        ("mentions", "value", {*Level}),
        ("mentions", "role", {*PhoneKind} - {PhoneKind.PRIVATE}),
    ],
)
def test_the_dictionary_names_what_the_program_writes(table: str, column: str, values: set[str]) -> None:
    assert {str(value) for value in values} <= named(table, column)
