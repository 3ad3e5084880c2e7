"""The lines that the card prints, run by the clients that it names, in the folder of a release."""

import re
from collections.abc import Callable, Iterator
from contextlib import chdir
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pytest
import yaml

from schemas.projections import dictionary
from schemas.tables import PUBLISHED, TABLES
from tests.warta.publishing.tables import release, tables

ARTICLES = tables()["articles"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return release(tmp_path_factory.mktemp("output")).path


@pytest.fixture(autouse=True)
def inside(folder: Path) -> Iterator[None]:
    with chdir(folder):
        yield


def printed(folder: Path, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", (folder / "README.md").read_text("utf-8"), re.DOTALL)


def test_duckdb(folder: Path) -> None:
    (line,) = printed(folder, "sql")
    assert duckdb.sql(line).fetchall() == [("2024-08", 3), ("2024-09", 2), ("unknown", 2)]


@pytest.mark.parametrize(
    ("client", "as_polars"),
    [
        ("pandas", lambda articles: pl.from_pandas(articles)),
        ("polars", lambda articles: articles),
        ("pyarrow", lambda articles: pl.DataFrame(articles)),
    ],
)
def test_python_clients_read_all_articles(
    folder: Path, client: str, as_polars: Callable[[Any], pl.DataFrame]
) -> None:
    (block,) = (block for block in printed(folder, "python") if f"import {client}" in block)
    names: dict[str, Any] = {}
    exec(block, names)  # noqa: S102
    read = as_polars(names["articles"])
    months = dict(read.with_columns(pl.col("month").cast(pl.String)).group_by("month").len().iter_rows())
    assert months == {"2024-08": 3, "2024-09": 2, "unknown": 2}
    expected = ARTICLES.sort("article_id")
    compared = read.select(pl.col(name).cast(dtype) for name, dtype in expected.schema.items())
    assert compared.sort("article_id").equals(expected)


@pytest.mark.parametrize("name", TABLES)
def test_every_client_finds_the_same_rows_in_both_forms(name: str) -> None:
    parquet, lines = f"{name}/**/*.parquet", f"jsonl/{name}/**/*.jsonl.gz"
    counted = {
        "DuckDB, Parquet": duckdb.read_parquet(parquet).aggregate("count(*)").fetchall()[0][0],
        "DuckDB, JSON Lines": duckdb.read_json(lines).aggregate("count(*)").fetchall()[0][0],
        "pandas, Parquet": len(pd.read_parquet(name)),
        "pandas, JSON Lines": sum(len(pd.read_json(path, lines=True)) for path in Path().glob(lines)),
        "Polars, JSON Lines": pl.scan_ndjson(lines, infer_schema_length=None)
        .select(pl.len())
        .collect()
        .item(),
    }
    assert counted == dict.fromkeys(counted, tables()[name].height)


def test_duckdb_finds_the_same_sums_in_both_forms() -> None:
    expected = [(ARTICLES["chars_total"].sum(), ARTICLES["chars_kept"].sum(), ARTICLES["date"].min())]
    sums = "sum(chars_total), sum(chars_kept), min(date)"
    assert duckdb.read_parquet("articles/**/*.parquet").aggregate(sums).fetchall() == expected
    assert duckdb.read_json("jsonl/articles/**/*.jsonl.gz").aggregate(sums).fetchall() == expected


def test_joining_the_spans_of_a_page_gives_back_its_text() -> None:
    joined = duckdb.sql(
        "SELECT string_agg(text, '' ORDER BY start) FROM 'spans/**/*.parquet' GROUP BY article_id ORDER BY 1"
    ).fetchall()
    assert joined[0] == ("Patroli ke-0\nPolisi menjaga gudang 0. 😀\nBagikan [TELEPON]",)


def test_the_head_of_the_card_names_every_table_and_finds_its_files(folder: Path) -> None:
    head = yaml.safe_load((folder / "README.md").read_text("utf-8").split("---\n")[1])
    assert [config["config_name"] for config in head["configs"]] == list(PUBLISHED)
    assert all(list(folder.glob(config["data_files"])) for config in head["configs"])
    assert head["license"] == "other"


def test_the_card_has_the_dictionary_of_every_table(folder: Path) -> None:
    card = (folder / "README.md").read_text("utf-8")
    assert all(dictionary(table) in card for table in PUBLISHED.values())
    assert "$" not in re.sub(r"`[^`]*`", "", card)
