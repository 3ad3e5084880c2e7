"""What leads from one release to another: a file with the rows to drop and to add, and how to apply it.

A delta is a ZIP file: `delta.json`, the files that describe the new release as they are, and for each data
file that is other in the new release the rows to drop (their keys) and to add. Data files that both releases
hold are not in it.
"""

import io
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import orjson
import polars as pl
from pydantic import BaseModel, ConfigDict

from schemas.tables import PUBLISHED
from warta.publishing.checksums import SUMS, file_sha256
from warta.publishing.comparison import id_ranges, read_rows, within
from warta.publishing.errors import BrokenReleaseError, writing_to
from warta.publishing.manifest import (
    MANIFEST,
    File,
    Release,
    Sha256,
    Version,
    check_version,
    read_release,
    relative_path,
)
from warta.publishing.verification import verify
from warta.publishing.writing import TableWriter, json_lines_path

_ABOUT: Final = "delta.json"
_MOST: Final = 100
"""How many times its own size a delta may hold: text packs to a tenth, bombs to a thousandth."""
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)  # the earliest that a ZIP file can tell: no time stands in a delta


class _About(BaseModel):
    """What a delta leads from and to."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    old: Version
    old_manifest: Sha256
    new: Version
    new_manifest: Sha256


def write_delta(old: Path, new: Path, delta: Path) -> None:
    """Write what leads from one release to another.

    Args:
        old: Folder of the one.
        new: Folder of the other.
        delta: The file to write.

    Raises:
        BrokenReleaseError: One of them is none or damaged, or the new one has tables of another version.
        CannotWriteError: The disk is full or the place cannot be written.
    """
    before, after = read_release(old), read_release(new)
    check_version(after, new)
    about = _About(
        old=before.manifest.version,
        old_manifest=file_sha256(old / MANIFEST),
        new=after.manifest.version,
        new_manifest=file_sha256(new / MANIFEST),
    )
    with writing_to(delta), tempfile.TemporaryDirectory(prefix=".making-", dir=delta.parent) as folder:
        whole = Path(folder) / delta.name
        with zipfile.ZipFile(whole, "w") as archive:
            _put(archive, _ABOUT, orjson.dumps(about.model_dump()))
            for name in [MANIFEST, SUMS, *(file.path for file in after.manifest.files if file.table is None)]:
                _put(archive, f"files/{name}", _read(new, name))
            for file in _to_rebuild(before, after):
                drop, add = _difference(before, after, file)
                _put(archive, f"drop/{file.path}", _parquet(drop))
                _put(archive, f"add/{file.path}", _parquet(add))
        whole.replace(delta)


def _read(release: Path, name: str) -> bytes:
    try:
        return (release / name).read_bytes()
    except OSError as error:
        raise BrokenReleaseError(f"{release}: {name} cannot be read: {error.strerror}") from error


def apply_delta(old: Path, delta: Path, target: Path) -> Release:
    """Make the new release of a delta from the old one; it is verified before it stands in its place.

    Args:
        old: Folder of the release that the delta leads from.
        delta: What `write_delta` wrote.
        target: Folder of the new release; does not exist yet.

    Raises:
        BrokenReleaseError: The delta cannot be read, is damaged or leads from another release, or what comes
            out of it is not the release that it should be.
        CannotWriteError: The target exists or cannot be written.
    """
    before = read_release(old)
    with _opened(delta) as archive, writing_to(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".applying-", dir=target.parent) as folder:
            staged = Path(folder) / "release"
            try:
                _unpack(archive, before, staged)
            except BrokenReleaseError:
                raise
            except (zipfile.BadZipFile, KeyError, ValueError, pl.exceptions.PolarsError) as error:
                raise BrokenReleaseError(f"{delta} is no delta: {str(error).splitlines()[0]}") from error
            if problems := verify(staged):
                raise BrokenReleaseError(f"{delta} does not give its release: {problems[0]}")
            staged.rename(target)
    return read_release(target)


def _opened(delta: Path) -> zipfile.ZipFile:
    try:
        archive, size = zipfile.ZipFile(delta), delta.stat().st_size
    except zipfile.BadZipFile as error:
        raise BrokenReleaseError(f"{delta} is no delta: {error}") from error
    except OSError as error:
        raise BrokenReleaseError(f"{delta} cannot be read: {error.strerror}") from error
    if sum(entry.file_size for entry in archive.infolist()) > _MOST * size:
        archive.close()
        raise BrokenReleaseError(f"{delta} is no delta: it would unpack to over {_MOST} times its size")
    return archive


def _unpack(archive: zipfile.ZipFile, before: Release, staged: Path) -> None:
    about = _About.model_validate_json(archive.read(_ABOUT))
    if about.old_manifest != file_sha256(before.path / MANIFEST):
        raise BrokenReleaseError(f"the delta leads from {about.old}, not from {before.path}")
    for name in archive.namelist():
        if name.startswith("files/"):
            path = staged / relative_path(name.removeprefix("files/"))
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(archive.read(name))
    after = read_release(staged)
    check_version(after, Path(about.new))
    for file in _to_rebuild(before, after):
        drop, add = (
            pl.read_parquet(io.BytesIO(archive.read(f"{what}/{file.path}"))) for what in ("drop", "add")
        )
        _rebuild(before, file, drop, add, staged)
    for file in after.manifest.files:
        path = staged / file.path
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(before.path / file.path, path)


def _to_rebuild(old: Release, new: Release) -> Iterator[File]:
    """The Parquet files of the new release that are not in the old one, or whose JSON Lines are not."""
    known = {(file.path, file.sha256) for file in old.manifest.files}
    hashes = {file.path: file.sha256 for file in new.manifest.files}
    for file in new.manifest.files:
        if file.table is None or not file.path.endswith(".parquet"):
            continue
        pair = (file.path, json_lines_path(PUBLISHED[file.table], file.partition))
        if any((path, hashes[path]) not in known for path in pair):
            yield file


def _ranges(file: File, *releases: Release) -> Iterator[tuple[str | None, str | None]]:
    """Ranges of ids to go through one by one, in the order in which the file is sorted."""
    table = PUBLISHED[str(file.table)]
    if table.sort[0] != "article_id":
        return iter([(None, None)])
    held = ([known for known in release.manifest.files if known.path == file.path] for release in releases)
    return id_ranges(table, *held)


def _difference(old: Release, new: Release, file: File) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The keys of rows that are gone or other in the new file, and the rows that are new or other there."""
    table = PUBLISHED[str(file.table)]
    drop, add = [], []
    for low, high in _ranges(file, old, new):
        before, after = (_part(release, file, low, high) for release in (old, new))
        same = before.join(after, on=table.key, nulls_equal=True, suffix=" now").filter(
            pl.all_horizontal(
                pl.col(name).eq_missing(pl.col(f"{name} now"))
                for name in table.columns
                if name not in table.key
            )
        )
        drop.append(before.join(same, on=table.key, how="anti", nulls_equal=True).select(table.key))
        add.append(after.join(same, on=table.key, how="anti", nulls_equal=True))
    return pl.concat(drop), pl.concat(add)


def _part(release: Release, file: File, low: str | None, high: str | None) -> pl.DataFrame:
    """Rows of a release's file of that path; none where it has no such file."""
    there = [known.path for known in release.manifest.files if known.path == file.path]
    return read_rows(release.path, PUBLISHED[str(file.table)], there, low, high)


def _rebuild(old: Release, file: File, drop: pl.DataFrame, add: pl.DataFrame, staged: Path) -> None:
    table = PUBLISHED[str(file.table)]
    with TableWriter(staged, table.name) as writer:
        for low, high in _ranges(file, old):
            kept = _part(old, file, low, high).join(drop, on=table.key, how="anti", nulls_equal=True)
            rows = pl.concat([kept, within(add, low, high)])
            writer.write(rows.sort(table.sort, nulls_last=True), file.partition)


def _parquet(frame: pl.DataFrame) -> bytes:
    content = io.BytesIO()
    frame.write_parquet(content)
    return content.getvalue()


def _put(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    archive.writestr(zipfile.ZipInfo(name, _EPOCH), content, zipfile.ZIP_DEFLATED)
