"""What tools that know a standard make of a release, each with the standard's own means."""

import datetime as dt
import json
import math
from importlib.resources import files
from pathlib import Path
from typing import Any

import datasets
import jsonschema
import mlcroissant
import pandas as pd
import polars as pl
import pytest
import yaml

from schemas.frames import polars_schema
from schemas.tables import TABLES
from tests.warta.publishing.tables import CREATED, release, tables
from warta.publishing import Release

# Of the libraries that the standard's own loader stands on.
pytestmark = pytest.mark.filterwarnings(
    "ignore:ConjunctiveGraph is deprecated", "ignore:The inplace keyword in DataFrame.reset_index"
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Release:
    output = tmp_path_factory.mktemp("output")
    release(output, created=CREATED - dt.timedelta(days=1))
    return release(output, tables(articles=8))


def read(made: Release, name: str) -> Any:
    return json.loads((made.path / name).read_bytes())


def shipped(package: str, path: str) -> Any:
    """A standard's schema from a package that ships it."""
    return json.loads(files(package).joinpath(path).read_text("utf-8"))


def test_the_data_package_is_valid_under_its_standard(made: Release) -> None:
    profile = shipped("dplib", "profiles/2.0/datapackage.json")
    jsonschema.Draft7Validator(profile, format_checker=jsonschema.FormatChecker()).validate(
        read(made, "datapackage.json")
    )


def test_the_data_package_lists_every_data_file_once_with_its_size_and_hash(made: Release) -> None:
    resources = read(made, "datapackage.json")["resources"]
    paths = [
        path
        for found in resources
        for path in ([found["path"]] if isinstance(found["path"], str) else found["path"])
    ]
    assert sorted(paths) == [file.path for file in made.manifest.files if file.table]
    told = {found["path"]: (found["bytes"], found["hash"]) for found in resources if "hash" in found}
    assert told == {
        file.path: (file.bytes, f"sha256:{file.sha256}") for file in made.manifest.files if file.path in told
    }
    assert len({found["name"] for found in resources}) == len(resources)


def test_foreign_keys_of_the_data_package_lead_to_keys(made: Release) -> None:
    schemas = {
        found["name"]: found["schema"]
        for found in read(made, "datapackage.json")["resources"]
        if "schema" in found
    }
    keys = [key["reference"] for schema in schemas.values() for key in schema.get("foreignKeys", [])]
    assert keys
    for reference in keys:
        assert schemas[reference["resource"]]["primaryKey"] == reference["fields"]


def test_the_citation_is_valid_under_its_format(made: Release) -> None:
    schema = shipped("check_jsonschema", "builtin_schemas/vendor/citation-file-format.json")
    content = yaml.safe_load((made.path / "CITATION.cff").read_text("utf-8"))
    jsonschema.Draft7Validator(schema, format_checker=jsonschema.FormatChecker()).validate(content)
    assert content["version"] == made.manifest.version


@pytest.fixture(scope="module")
def loaded(made: Release) -> mlcroissant.Dataset:
    return mlcroissant.Dataset(made.path / "croissant.json")


def test_mlcroissant_finds_neither_error_nor_warning(made: Release, caplog: pytest.LogCaptureFixture) -> None:
    dataset = mlcroissant.Dataset(made.path / "croissant.json")
    assert not dataset.metadata.issues.errors
    assert not dataset.metadata.issues.warnings
    assert not caplog.records


@pytest.mark.parametrize("table", TABLES)
def test_croissant_gives_back_every_record(made: Release, loaded: mlcroissant.Dataset, table: str) -> None:
    schema = polars_schema(TABLES[table])
    months = {} if TABLES[table].partition is None else {"month": pl.String()}
    records = [
        {name.split("/")[1]: plain(value) for name, value in record.items()}
        for record in loaded.records(table)
    ]
    found = pl.DataFrame(records, schema={**schema, **months}, orient="row").sort(
        TABLES[table].key, nulls_last=True
    )
    expected = tables(articles=8)[table].sort(TABLES[table].key, nulls_last=True)
    assert found.drop(months).equals(expected)
    if table == "articles":
        assert (
            found["month"].to_list() == expected["date"].dt.strftime("%Y-%m").fill_null("unknown").to_list()
        )


def plain(value: Any) -> Any:
    """A value as mlcroissant gives it, text as bytes and days as timestamps, in plain Python."""
    match value:
        case bytes():
            return value.decode()
        case pd.Timestamp():
            return value.date()
        case list():
            return [plain(item) for item in value]
        case float() if math.isnan(value):
            return None
    return None if value is pd.NaT else value


def test_croissant_checks_files_by_their_checksums(made: Release) -> None:
    objects = {
        found["@id"]: found for found in read(made, "croissant.json")["distribution"] if "sha256" in found
    }
    assert {path: found["sha256"] for path, found in objects.items()} == {
        file.path: file.sha256 for file in made.manifest.files if file.table
    }


def test_croissant_says_where_the_release_comes_from(made: Release) -> None:
    content = read(made, "croissant.json")
    assert content["prov:wasRevisionOf"] == {"@id": "urn:warta:warta-kamtibmas:2026.11.21"}
    activity = content["prov:wasGeneratedBy"]
    assert activity["prov:wasAssociatedWith"]["version"] == made.manifest.run.code.version
    assert made.manifest.run.fingerprint in activity["prov:used"]["identifier"]


def test_one_page_is_told_as_one(tmp_path: Path) -> None:
    made = release(tmp_path, tables(articles=1, copies=0, rejects=0))
    card = (made.path / "README.md").read_text("utf-8")
    assert "- `articles` (1 row, key `article_id`)" in card
    assert "- `rejects` (0 rows, " in card
    assert "Pages read: 1." in card
    used = read(made, "croissant.json")["prov:wasGeneratedBy"]["prov:used"]
    assert used["description"] == "1 page of 0 files, listed in manifest.json"


@pytest.mark.parametrize("table", TABLES)
def test_hugging_face_loads_every_table_by_the_head_of_the_card(
    made: Release, tmp_path: Path, table: str
) -> None:
    loaded = datasets.load_dataset(str(made.path), table, split="train", cache_dir=str(tmp_path))
    assert loaded.num_rows == tables(articles=8)[table].height
    assert {*loaded.column_names} == {*TABLES[table].columns}
