"""Whatever is changed in a release, `verify` says so in a line that names it."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
import pytest

from tests.warta.publishing.tables import release, run, tables, write
from tests.warta.publishing.tampering import (
    AUGUST,
    AUGUST_LINES,
    SPANS,
    Tamper,
    another_schema,
    document,
    drop_partition,
    first,
    flip_a_byte,
    forged,
    lines,
    listed,
    manifest,
    rows,
)
from warta.publishing import BrokenReleaseError, Staging, TableWriter, publish, verify
from warta.publishing.figures import count_figures
from warta.publishing.manifest import read_release
from warta.publishing.verification import Known


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("output")
    release(output, tables(articles=5))
    return release(output).path


@pytest.fixture
def copy(sound: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(sound, tmp_path / "release"))


TAMPERINGS: dict[str, tuple[Tamper, str]] = {
    "a byte of a data file": (flip_a_byte, f"{AUGUST}: its SHA-256"),
    "a file cut short": (lambda folder: (folder / AUGUST).write_bytes(b"PAR1"), f"{AUGUST}: 4 bytes"),
    "a file gone": (lambda folder: (folder / SPANS).unlink(), f"{SPANS}: missing"),
    "a link to a file that is gone": (
        lambda folder: (folder / "catatan").symlink_to("tiada"),
        "catatan: No such file",
    ),
    "a file more": (lambda folder: (folder / "notes.txt").touch(), "notes.txt: not in manifest.json"),
    "a file more in a data folder": (
        lambda folder: (folder / "articles/part-9.parquet").touch(),
        "articles/part-9.parquet: not in",
    ),
    "the card": (lambda folder: (folder / "README.md").write_text("buy now"), "README.md: its SHA-256"),
    "no manifest": (lambda folder: (folder / "manifest.json").unlink(), "manifest.json: No such file"),
    "a path that leads out of the release": (
        forged(manifest(lambda content: listed(content).update(path="../part-0.parquet"))),
        "does not stay below its folder",
    ),
    "no JSON in the manifest": (
        lambda folder: (folder / "manifest.json").write_text("{"),
        "manifest.json: content",
    ),
    "a key of the manifest gone": (
        manifest(lambda content: content.pop("previous")),
        "manifest.json: previous",
    ),
    "a key of the manifest more": (
        manifest(lambda content: content.update(sponsor="x")),
        "manifest.json: sponsor",
    ),
    "a checksum in the manifest": (
        manifest(lambda content: listed(content).update(sha256="0" * 64)),
        f"{AUGUST}: its SHA-256 is not that of manifest.json",
    ),
    "a file gone from the manifest": (
        forged(manifest(lambda content: content["files"].remove(listed(content)))),
        f"{AUGUST}: not in",
    ),
    "a file twice in the manifest": (
        forged(manifest(lambda content: content["files"].append(listed(content)))),
        "listed twice",
    ),
    "no checksums": (lambda folder: (folder / "SHA256SUMS").unlink(), "SHA256SUMS: No such file"),
    "a checksum": (
        lambda folder: (folder / "SHA256SUMS").write_text(
            (folder / "SHA256SUMS").read_text().replace("a", "b", 1).replace("1", "2", 1)
        ),
        "its SHA-256 is not that of SHA256SUMS",
    ),
    "a line of the checksums gone": (
        lambda folder: (folder / "SHA256SUMS").write_text(
            "".join((folder / "SHA256SUMS").read_text().splitlines(keepends=True)[1:])
        ),
        "CHANGES.md: not in SHA256SUMS",
    ),
    "a line of the checksums that is none": (
        lambda folder: (folder / "SHA256SUMS").write_text("hello\n"),
        "SHA256SUMS: line 1",
    ),
    "the count of pages": (
        forged(manifest(lambda content: content["counts"].update(pages=12))),
        "counts.pages: 12",
    ),
    "all counts of pages": (
        forged(
            manifest(lambda content: (content["counts"].update(pages=12), content["run"].update(pages=12)))
        ),
        "do not add up to 12 pages",
    ),
    "counts shifted": (
        forged(manifest(lambda content: content["counts"].update(articles=6, rejects=3))),
        "counts.articles: not 7",
    ),
    "a reason": (forged(manifest(lambda content: content.update(reasons={"no_article": 2}))), "reasons"),
    "the rows of a table": (
        forged(manifest(lambda content: content["tables"][1].update(rows=34))),
        "spans has 35 rows, not 34",
    ),
    "the hash of a table": (
        forged(manifest(lambda content: content["tables"][1].update(content_hash="0" * 64))),
        "spans has another content_hash",
    ),
    "the content hash": (
        forged(manifest(lambda content: content.update(content_hash="0" * 64))),
        "manifest.json: content_hash",
    ),
    "a table gone from the manifest": (
        forged(manifest(lambda content: content["tables"].pop(2))),
        "duplicates is not listed",
    ),
    "the rows of a file": (
        forged(manifest(lambda content: listed(content).update(rows=4))),
        f"{AUGUST}: 3 rows, manifest.json says 4",
    ),
    "the table of a file": (
        forged(manifest(lambda content: listed(content).update(table="spans"))),
        f"{AUGUST}: manifest.json calls its table spans",
    ),
    "the schema version": (
        forged(manifest(lambda content: content.update(schema_version="0.0.1"))),
        "schema_version: 0.0.1",
    ),
    "another dataset": (
        forged(manifest(lambda content: content.update(dataset="berita"))),
        "dataset: berita",
    ),
    "the version": (
        forged(manifest(lambda content: content.update(version="latest"))),
        "manifest.json: version",
    ),
    "a JSON Schema": (
        forged(lambda folder: (folder / "schemas/spans.schema.json").write_text("{}")),
        "schemas/spans.schema.json: $id is not what",
    ),
    "a field of a JSON Schema": (
        forged(
            document(
                "schemas/spans.schema.json", lambda content: content["properties"]["end"].update(minimum=0)
            )
        ),
        "schemas/spans.schema.json: properties.end.minimum",
    ),
    "a checksum in the Data Package": (
        forged(
            document("datapackage.json", lambda content: content["resources"][1].update(hash="sha256:00"))
        ),
        "datapackage.json: resources.1.hash",
    ),
    "a field of the Data Package": (
        forged(
            document("datapackage.json", lambda content: content["resources"][0]["schema"]["fields"].pop(3))
        ),
        "datapackage.json: resources.0.schema.fields",
    ),
    "a checksum in the Croissant": (
        forged(document("croissant.json", lambda content: content["distribution"][2].update(sha256="00"))),
        "croissant.json: distribution.2.sha256",
    ),
    "the type of a field in the Croissant": (
        forged(
            document(
                "croissant.json",
                lambda content: content["recordSet"][1]["field"][1].update(dataType="sc:Text"),
            )
        ),
        "croissant.json: recordSet.1.field.1.dataType",
    ),
    "where the Croissant says it comes from": (
        forged(document("croissant.json", lambda content: content.pop("prov:wasGeneratedBy"))),
        "croissant.json: prov:wasGeneratedBy",
    ),
    "no JSON in the Croissant": (
        forged(lambda folder: (folder / "croissant.json").write_text("{")),
        "croissant.json: cannot be read",
    ),
    "the citation": (
        forged(lambda folder: (folder / "CITATION.cff").write_text('title: "Mine"\n')),
        "CITATION.cff: authors is not what",
    ),
    "the number of changes": (
        forged(manifest(lambda content: content["changes"][0].update(added=5))),
        "manifest.json: changes: not as many as in changes.jsonl.gz",
    ),
    "a change gone": (
        forged(lines("changes.jsonl.gz", lambda content: content[1:])),
        "manifest.json: changes: not as many as in changes.jsonl.gz",
    ),
    "a change that is no JSON": (
        forged(lines("changes.jsonl.gz", lambda content: [b"?", *content])),
        "changes.jsonl.gz: cannot be read",
    ),
    "the release before": (
        forged(manifest(lambda content: content.update(previous=None))),
        "previous: none, but there are changes",
    ),
    "no words on the changes": (lambda folder: (folder / "CHANGES.md").unlink(), "CHANGES.md: missing"),
    "when an article was last seen": (
        forged(rows("ids/part-0.parquet", first("last_seen", "2026.11.20"))),
        "jsonl/ids/part-0.jsonl.gz: row 1: last_seen not as in Parquet",
    ),
    "how fresh it is": (
        forged(manifest(lambda content: content["coverage"].update(last="2030-01-01"))),
        "manifest.json: coverage: not the time that the articles are of",
    ),
    "in which languages": (
        forged(manifest(lambda content: content["languages"].update(id=99))),
        "manifest.json: languages: not those of the articles",
    ),
    "the share of articles with a title": (
        forged(manifest(lambda content: content["fill"].update(title=0.5))),
        "manifest.json: fill: not the shares that the articles have",
    ),
    "no citation": (lambda folder: (folder / "CITATION.cff").unlink(), "CITATION.cff: missing"),
    "a title": (
        forged(rows(AUGUST, first("title", "Polisi libur"))),
        f"{AUGUST_LINES}: row 1: title not as in Parquet",
    ),
    "a value outside its vocabulary": (
        forged(rows(AUGUST, first("election", "pilkades"))),
        f"{AUGUST}: row 1: election: isin",
    ),
    "a null where none may be": (
        forged(rows("rejects/part-0.parquet", first("value", "x" * 201))),
        "value: str_length",
    ),
    "the order of rows": (forged(rows(AUGUST, pl.DataFrame.reverse)), f"{AUGUST}: rows are not sorted"),
    "a row twice": (
        forged(rows("rejects/part-0.parquet", lambda frame: pl.concat([frame.head(1), frame]))),
        "rejects/part-0.parquet: two rows with the same source_path, source_row",
    ),
    "a row in another month": (
        forged(
            rows(
                AUGUST, lambda frame: frame.with_columns(pl.col("date", "published_date").dt.offset_by("1mo"))
            )
        ),
        f"{AUGUST}: rows whose date is not of 2024-08",
    ),
    "a column gone": (forged(another_schema(lambda table: table.drop_columns("rule"))), f"{SPANS}: columns"),
    "the type of a column": (
        forged(
            another_schema(lambda table: table.set_column(1, "start", table["start"].cast(pa.int64()))),
        ),
        f"{SPANS}: columns: pyarrow.Field<start",
    ),
    "the descriptions of columns": (
        forged(another_schema(lambda table: table.replace_schema_metadata())),
        f"{SPANS}: the descriptions",
    ),
    "a file that is no Parquet": (
        forged(lambda folder: (folder / SPANS).write_text("PAR1 or so")),
        f"{SPANS}: cannot be read",
    ),
    "a line that is no JSON": (
        forged(lines(AUGUST_LINES, lambda content: [b"?\n", *content[1:]])),
        f"{AUGUST_LINES}: row 1: not JSON",
    ),
    "a line gone": (forged(lines(AUGUST_LINES, lambda content: content[:-1])), f"{AUGUST_LINES}: 2 rows"),
    "a line more": (
        forged(lines(AUGUST_LINES, lambda content: [*content, content[-1]])),
        f"{AUGUST_LINES}: more rows",
    ),
    "a field of a line": (
        forged(lines(AUGUST_LINES, lambda content: [content[0].replace(b"Budi", b"Joko"), *content[1:]])),
        f"{AUGUST_LINES}: row 1: credits, editors not as in Parquet",
    ),
    "a gzip cut short": (
        forged(
            lambda folder: (folder / AUGUST_LINES).write_bytes((folder / AUGUST_LINES).read_bytes()[:-20])
        ),
        f"{AUGUST_LINES}: cannot be read",
    ),
    "the kind of private data": (
        forged(rows("redactions/part-0.parquet", first("kind", "plate"))),
        "jsonl/redactions/part-0.jsonl.gz: row 1: kind not as in Parquet",
    ),
    "how much of a text may be shown": (
        forged(rows(AUGUST, first("text_release", "facts_only"))),
        f"{AUGUST_LINES}: row 1: text_release not as in Parquet",
    ),
    "a licence that is none": (
        forged(rows(AUGUST, first("license", "free"))),
        f"{AUGUST}: row 1: license: str_matches",
    ),
    "the number of rows that show too much": (
        forged(manifest(lambda content: content["rights"].update(beyond=1))),
        "manifest.json: rights.beyond: 1, the tables come to 0",
    ),
    "the words of a reader": (
        forged(rows(SPANS, first("role", "comment"))),
        "no_words_of_readers",
    ),
    "a partition gone": (forged(drop_partition), "articles has 4 rows, not 7"),
}


def test_an_untouched_copy_has_no_problem(copy: Path) -> None:
    assert verify(copy) == []


def test_a_folder_that_may_not_be_looked_into_is_not_told_as_missing_files(
    copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_into = os.scandir

    def scandir(path: str) -> Iterator[Any]:  # whoever runs the tests as root may look into everything
        if Path(path) == copy / "articles":
            raise PermissionError(13, "Permission denied", path)
        return looked_into(path)

    monkeypatch.setattr(os, "scandir", scandir)
    assert verify(copy) == ["articles: Permission denied"]


def test_a_release_whose_words_were_others_is_sound(copy: Path) -> None:
    words = {"description": "Lain.", "example": "False"}
    change = document("datapackage.json", lambda it: it["resources"][0]["schema"]["fields"][0].update(words))
    forged(change)(copy)
    assert verify(copy) == []


@pytest.mark.parametrize("kind", TAMPERINGS)
def test_a_change_is_named(copy: Path, kind: str) -> None:
    tamper, said = TAMPERINGS[kind]
    tamper(copy)
    problems = verify(copy)
    assert any(said in problem for problem in problems), problems
    assert not any("\n" in problem for problem in problems)


@pytest.mark.parametrize("table", ["spans", "mentions"])
def test_what_stands_in_another_month_than_its_article_is_named(tmp_path: Path, table: str) -> None:
    frames = tables(articles=5)
    with Staging(tmp_path) as staging:
        others = {name: rows for name, rows in frames.items() if name != table}
        parts = write(staging.path, others)
        with TableWriter(staging.path, table) as writer:
            writer.write(frames[table], "2024-08")
        with pytest.raises(BrokenReleaseError, match=f"{table}: in another partition than its article"):
            publish(staging, [*parts, *writer.parts], run(frames))


def test_a_partition_that_is_other_than_the_verified_one_is_read(copy: Path, sound: Path) -> None:
    tamper, said = TAMPERINGS["the words of a reader"]
    tamper(copy)
    assert any(said in problem for problem in verify(copy, Known(read_release(sound))))


def test_what_the_manifest_says_of_the_articles_is_held_against_what_was_counted(sound: Path) -> None:
    last = read_release(sound)
    counted = count_figures(sound, last.manifest)
    assert not verify(sound, Known(last, counted=counted))
    (problem,) = verify(sound, Known(last, counted=replace(counted, fill=counted.fill | {"title": 0.5})))
    assert problem == "manifest.json: fill: not the shares that the articles have"


def test_at_least_25_kinds_of_tampering_are_tried() -> None:
    assert len(TAMPERINGS) >= 25
