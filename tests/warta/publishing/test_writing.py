"""What is written is what was given, in both forms, with the same bytes however it was cut."""

import gzip
from pathlib import Path

import orjson
import polars as pl
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.frames import polars_schema
from schemas.projections import arrow_schema
from schemas.tables import TABLES
from tests.warta.publishing.tables import frame, tables, write
from warta.publishing import CannotWriteError, TableWriter
from warta.publishing.checksums import file_sha256, files_below
from warta.publishing.errors import writing_to


def from_json_lines(path: Path, table: str) -> pl.DataFrame:
    """Rows as a reader gets them who knows nothing but JSON and the names of the types."""
    schema = polars_schema(TABLES[table])
    dates = [name for name, dtype in schema.items() if dtype == pl.Date]
    rows = [orjson.loads(line) for line in gzip.decompress(path.read_bytes()).splitlines()]
    read = pl.DataFrame(rows, schema={**schema, **dict.fromkeys(dates, pl.String())}, orient="row")
    return read.with_columns(pl.col(dates).str.to_date())


TEXTS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=30)
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "body": TEXTS,
            "title": st.none() | TEXTS,
            "tags": st.lists(TEXTS, max_size=3),
            "date": st.none() | st.dates(),
            "language_cld2_score": st.none() | st.floats(0, 1),
        }
    ),
    max_size=8,
)


def test_of_a_move_that_is_refused_its_aim_is_told(tmp_path: Path) -> None:
    aim = tmp_path / "terkunci" / "terbitan"
    with pytest.raises(CannotWriteError, match=rf"cannot write {aim}: "), writing_to(tmp_path):
        (tmp_path / ".staging").rename(aim)


@settings(max_examples=40)
@given(ROWS, st.integers(1, 8))
def test_parquet_and_json_lines_give_back_the_frame(
    tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, object]], chunk: int
) -> None:
    folder = tmp_path_factory.mktemp("tables")
    given_rows = frame("articles", rows)
    with TableWriter(folder, "articles") as writer:
        for piece in given_rows.iter_slices(chunk):
            writer.write(piece, "2024-09")
    (part,) = writer.parts if rows else writer.close()
    assert part.rows == given_rows.height
    assert pl.read_parquet(folder / part.parquet, hive_partitioning=False).equals(given_rows)
    assert from_json_lines(folder / part.json_lines, "articles").equals(given_rows)


@settings(max_examples=25)
@given(st.lists(st.floats(0, 1, width=32), min_size=1, max_size=5))
def test_a_confidence_survives_json(
    tmp_path_factory: pytest.TempPathFactory, confidences: list[float]
) -> None:
    folder = tmp_path_factory.mktemp("tables")
    spans = frame("spans", [{"start": start, "confidence": value} for start, value in enumerate(confidences)])
    write(folder, {"spans": spans})
    assert from_json_lines(folder / "jsonl/spans/month=unknown/part-0.jsonl.gz", "spans").equals(spans)


@pytest.mark.parametrize("chunk", [1, 999, 5_000, 5_001, 100_000])
def test_the_cut_of_the_chunks_does_not_show(tmp_path: Path, chunk: int) -> None:
    spans = frame("spans", [{"start": start, "end": start + 38} for start in range(12_000)])
    for name, size in (("whole", spans.height), ("cut", chunk if chunk > 1 else 7)):
        write(tmp_path / name, {"spans": spans}, size)
    sums = [
        {path: file_sha256(file) for path, file in files_below(tmp_path / name).items()}
        for name in ("whole", "cut")
    ]
    assert sums[0] == sums[1]
    groups = pq.read_metadata(tmp_path / "cut/spans/month=unknown/part-0.parquet")
    assert [groups.row_group(number).num_rows for number in range(groups.num_row_groups)] == [
        5_000,
        5_000,
        2_000,
    ]


def test_writing_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("first", "second"):
        write(tmp_path / name, tables())
    first, second = (
        {path: file.read_bytes() for path, file in files_below(tmp_path / name).items()}
        for name in ("first", "second")
    )
    assert first == second


def test_parquet_says_what_its_columns_are_and_keeps_no_statistics_of_long_text(tmp_path: Path) -> None:
    write(tmp_path, {"articles": tables()["articles"]})
    file = pq.ParquetFile(tmp_path / "articles/month=2024-08/part-0.parquet")
    assert file.schema_arrow.equals(arrow_schema(TABLES["articles"]), check_metadata=True)
    assert file.metadata.metadata[b"table"] == b"articles"
    group = file.metadata.row_group(0)
    columns = {group.column(place).path_in_schema: group.column(place) for place in range(group.num_columns)}
    assert columns["body"].statistics is None
    assert columns["article_id"].statistics.has_min_max
    assert columns["body"].compression == "ZSTD"
    assert [column.column_index for column in group.sorting_columns] == [
        list(columns).index("date"),
        list(columns).index("article_id"),
    ]


def test_a_table_without_rows_still_shows_its_columns(tmp_path: Path) -> None:
    for name in TABLES:
        with TableWriter(tmp_path, name) as writer:
            pass
        (part,) = writer.parts
        assert part.rows == 0
        assert pl.read_parquet(tmp_path / part.parquet, hive_partitioning=False).schema == polars_schema(
            TABLES[name]
        )
        assert gzip.decompress((tmp_path / part.json_lines).read_bytes()) == b""


def test_a_frame_that_is_not_the_table_is_our_own_fault(tmp_path: Path) -> None:
    rows = tables()["rejects"]
    with TableWriter(tmp_path, "rejects") as writer:
        for broken in (
            rows.drop("reason"),
            rows.select(reversed(rows.columns)),
            rows.cast({"source_row": pl.Int32}),
        ):
            with pytest.raises(ValueError, match="rejects"):
                writer.write(broken)
        with pytest.raises(ValueError, match="2024-09"):
            writer.write(rows, "2024-09")


def test_a_partition_comes_once(tmp_path: Path) -> None:
    rows = tables()["articles"]
    with TableWriter(tmp_path, "articles") as writer:
        writer.write(rows, "2024-08")
        writer.write(rows, "2024-09")
        with pytest.raises(ValueError, match="2024-08"):
            writer.write(rows, "2024-08")


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "spans").write_text("not a folder")
    with pytest.raises(CannotWriteError, match=r"part-0\.parquet"), TableWriter(tmp_path, "spans") as writer:
        writer.write(tables()["spans"], "2024-08")
