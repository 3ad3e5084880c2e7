"""`warta.load` gives a table as a frame, from wherever the release is."""

import subprocess
import sys
from pathlib import Path
from typing import Any, cast

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import warta
from tests.warta.publishing.stores.servers import served
from tests.warta.publishing.tables import release, tables
from warta.publishing import BrokenReleaseError

WHOLE = tables()


def test_a_table_comes_from_the_output_of_this_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    release(tmp_path / "output", WHOLE)
    monkeypatch.chdir(tmp_path)
    assert warta.load("quotes").equals(WHOLE["quotes"])
    articles = warta.load("articles")
    assert articles.drop("month").sort("article_id").equals(WHOLE["articles"].sort("article_id"))
    assert set(articles["month"]) == {"2024-08", "2024-09", "unknown"}


def test_columns_and_kinds_of_frames(tmp_path: Path) -> None:
    path = release(tmp_path, WHOLE).path
    columns = ["month", "title"]
    frame = warta.load("articles", path, columns=columns)
    assert isinstance(frame, pl.DataFrame)
    assert frame.columns == columns
    table = warta.load("articles", tmp_path, columns=columns, as_="arrow")
    assert isinstance(table, pa.Table)
    assert table.column_names == columns
    pandas = warta.load("articles", str(tmp_path), columns=columns, as_="pandas")
    assert isinstance(pandas, pd.DataFrame)
    assert list(pandas["title"]) == frame["title"].to_list()


def test_a_table_is_fetched_once_and_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    release(tmp_path / "output", WHOLE)
    with served(tmp_path / "output") as server:
        for _ in range(2):
            assert warta.load("people", server.url).equals(WHOLE["people"])
        assert [path for path, _ in server.sent if path.endswith(".parquet")] == [
            "releases/2026.11.22/people/part-0.parquet"
        ]
        server.change = lambda path, content: content[:-1] if path.endswith(".parquet") else content
        with pytest.raises(BrokenReleaseError, match=r"quotes/part-0\.parquet"):
            warta.load("quotes", server.url)


def test_a_table_that_is_none_is_said(tmp_path: Path) -> None:
    release(tmp_path, WHOLE)
    with pytest.raises(LookupError, match="no table berita"):
        warta.load("berita", tmp_path)
    with pytest.raises(BrokenReleaseError, match="holds no release"):
        warta.load("articles", tmp_path / "tiada")


def test_a_column_or_kind_of_frame_that_is_none_is_said(tmp_path: Path) -> None:
    release(tmp_path, WHOLE)
    with pytest.raises(LookupError, match="articles has no column judul; there are: article_id, "):
        warta.load("articles", tmp_path, columns=["title", "judul"])
    with pytest.raises(ValueError, match="'excel': polars, arrow or pandas"):  # before anything is fetched
        warta.load("articles", "https://contoh.invalid", as_=cast("Any", "excel"))


def test_importing_warta_alone_imports_nothing_large() -> None:
    script = (
        "import sys, warta; print(sorted({'polars', 'pyarrow', 'pydantic', 'httpx'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
