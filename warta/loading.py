"""A table of a release as a frame: `warta.load`.

What it needs is imported when it is called: `import warta` alone takes no time.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal, overload

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd
    import polars as pl
    import pyarrow as pa

    from warta.publishing.manifest import File
    from warta.publishing.stores import Found


@overload
def load(
    table: str,
    source: "str | Path" = "output",
    *,
    columns: Sequence[str] | None = None,
    as_: Literal["polars"] = "polars",
) -> "pl.DataFrame": ...
@overload
def load(
    table: str,
    source: "str | Path" = "output",
    *,
    columns: Sequence[str] | None = None,
    as_: Literal["arrow"],
) -> "pa.Table": ...
@overload
def load(
    table: str,
    source: "str | Path" = "output",
    *,
    columns: Sequence[str] | None = None,
    as_: Literal["pandas"],
) -> "pd.DataFrame": ...
def load(
    table: str,
    source: "str | Path" = "output",
    *,
    columns: Sequence[str] | None = None,
    as_: Literal["polars", "arrow", "pandas"] = "polars",
) -> Any:
    """A table of the latest release.

    Args:
        table: Name of the table: `articles`, `quotes`, …
        source: Where releases live (a folder, `s3://bucket/prefix` or `http(s)://…`), or the place of one
            release. The table's files are fetched once into the user's cache and checked.
        columns: The columns that are wanted, in this order; by default all. A table in one folder a month
            has a column `month` at its end.
        as_: What to return: a Polars frame, an Arrow table, or a pandas frame (where pandas is installed).

    Raises:
        LookupError: The release has no such table, or the table no such column.
        ValueError: `as_` is none of these.
        BrokenReleaseError: There is no release, or a file is not what its manifest says.
        StoreError: The source cannot be read.
    """
    from warta.publishing.stores import data_files, find_release, read_table, source_at

    if as_ not in {"polars", "arrow", "pandas"}:
        raise ValueError(f"as_ is {as_!r}: polars, arrow or pandas")
    found = find_release(source_at(str(source)))
    files = data_files(found.manifest, table)
    every = read_table(_folder_of(found, files), files)
    there = every.collect_schema().names()
    if unknown := [name for name in columns or () if name not in there]:
        raise LookupError(f"{table} has no column {unknown[0]}; there are: {', '.join(there)}")
    rows = every.select(columns or "*").collect()
    match as_:
        case "arrow":
            return rows.to_arrow()
        case "pandas":
            return rows.to_pandas()
    return rows


def _folder_of(found: "Found", files: "Sequence[File]") -> "Path":
    """The folder with these files of a release, fetched where it is not on this machine."""
    from warta.cache import cache_folder
    from warta.publishing import BrokenReleaseError
    from warta.publishing.stores import download

    if found.local:
        return found.local
    folder = cache_folder("releases") / found.manifest_sha256
    if problems := download(found, folder, files, lambda name, done, total: None):
        raise BrokenReleaseError(f"{found.source.where}: {'; '.join(problems[:5])}")
    return folder
