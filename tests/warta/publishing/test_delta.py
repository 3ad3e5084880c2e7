"""A delta leads from one release to another, byte for byte, or says why it does not."""

import zipfile
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.tables import SCHEMA_VERSION
from tests.warta.publishing.tables import release, tables
from tests.warta.publishing.test_history import change, only
from warta.publishing import (
    BrokenReleaseError,
    CannotWriteError,
    apply_delta,
    comparison,
    verify,
    write_delta,
)
from warta.publishing.checksums import files_below

WHOLE = tables(articles=12, copies=1, rejects=1)
CHOICES = st.dictionaries(st.integers(0, 11), st.sampled_from([None, "Judul satu", "Judul dua"]), min_size=1)


def some(chosen: dict[int, str | None]) -> dict[str, pl.DataFrame]:
    """The chosen articles, with their titles."""
    rows = WHOLE
    for number, title in chosen.items():
        rows = change(rows, number, title=title)
    return only(rows, lambda articles: pl.int_range(articles.height, eager=True).is_in([*chosen]))


def contents(folder: Path) -> dict[str, bytes]:
    return {path: file.read_bytes() for path, file in files_below(folder).items()}


@settings(max_examples=4)
@given(CHOICES, CHOICES)
def test_applying_the_delta_gives_the_other_release(
    tmp_path_factory: pytest.TempPathFactory, first: dict[int, str | None], second: dict[int, str | None]
) -> None:
    output = tmp_path_factory.mktemp("output")
    old, new = release(output, some(first)).path, release(output, some(second)).path
    for one, other, name in ((old, new, "there"), (new, old, "back")):
        write_delta(one, other, output / f"{name}.delta")
        made = apply_delta(one, output / f"{name}.delta", output / name)
        assert made.path == output / name
        assert contents(made.path) == contents(other)


def test_it_does_so_in_parts_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = release(tmp_path, some({1: None, 5: None})).path, release(tmp_path, WHOLE).path
    monkeypatch.setattr(comparison, "ROWS_AT_ONCE", 4)
    write_delta(old, new, tmp_path / "delta")
    assert contents(apply_delta(old, tmp_path / "delta", tmp_path / "made").path) == contents(new)


def test_a_delta_holds_only_what_is_other_and_no_time(tmp_path: Path) -> None:
    old = release(tmp_path, WHOLE).path
    new = release(tmp_path, change(WHOLE, 0, title="Judul lain")).path
    for name in ("first", "second"):
        write_delta(old, new, tmp_path / name)
    assert (tmp_path / "first").read_bytes() == (tmp_path / "second").read_bytes()
    with zipfile.ZipFile(tmp_path / "first") as archive:
        parts = {name for name in archive.namelist() if name.startswith("add/")}
    assert parts == {"add/articles/month=2024-08/part-0.parquet", "add/ids/part-0.parquet"}


def test_a_delta_from_another_release_is_refused(tmp_path: Path) -> None:
    first, second, third = (release(tmp_path, some({number: None})).path for number in range(3))
    write_delta(first, second, tmp_path / "delta")
    with pytest.raises(BrokenReleaseError, match=r"leads from 2026\.11\.22, not"):
        apply_delta(third, tmp_path / "delta", tmp_path / "made")
    assert not (tmp_path / "made").exists()


def test_a_delta_that_would_fill_the_disk_is_not_unpacked(tmp_path: Path) -> None:
    old, new = release(tmp_path, some({0: None})).path, release(tmp_path, WHOLE).path
    delta = tmp_path / "delta"
    write_delta(old, new, delta)
    with zipfile.ZipFile(delta, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("files/data/zeros", bytes(200_000_000))
    with pytest.raises(BrokenReleaseError, match="is no delta: it would unpack to over 100 times its size"):
        apply_delta(old, delta, tmp_path / "made")
    assert not (tmp_path / "made").exists()


@pytest.mark.parametrize("damage", ["nothing", "half", "another file"])
def test_a_damaged_delta_is_refused_in_one_line(tmp_path: Path, damage: str) -> None:
    old, new = release(tmp_path, some({0: None})).path, release(tmp_path, WHOLE).path
    delta = tmp_path / "delta"
    write_delta(old, new, delta)
    content = delta.read_bytes()
    delta.write_bytes(
        {"nothing": b"", "half": content[: len(content) // 2], "another file": b"PK" + bytes(99)}[damage]
    )
    with pytest.raises(BrokenReleaseError, match="is no delta") as caught:
        apply_delta(old, delta, tmp_path / "made")
    assert "\n" not in str(caught.value)
    assert {path.name for path in tmp_path.iterdir()} == {".lock", "delta", "latest.json", "releases"}


def test_what_comes_out_is_verified(tmp_path: Path) -> None:
    old, new = release(tmp_path, some({0: None})).path, release(tmp_path, WHOLE).path
    write_delta(old, new, tmp_path / "delta")
    with zipfile.ZipFile(tmp_path / "delta") as source, zipfile.ZipFile(tmp_path / "forged", "w") as forged:
        for name in source.namelist():
            forged.writestr(name, b"buy now" if name == "files/README.md" else source.read(name))
    with pytest.raises(BrokenReleaseError, match=r"does not give its release: README\.md"):
        apply_delta(old, tmp_path / "forged", tmp_path / "made")


@pytest.mark.parametrize("name", ["CHANGES.md", "people/part-0.parquet"])
def test_a_damaged_release_is_named_and_leaves_no_half_delta(tmp_path: Path, name: str) -> None:
    old, new = release(tmp_path, some({0: None})).path, release(tmp_path, WHOLE).path
    (new / name).unlink()
    (tmp_path / "delta").write_bytes(b"one of before")
    with pytest.raises(BrokenReleaseError, match=f"{new}.* cannot be read"):
        write_delta(old, new, tmp_path / "delta")
    assert (tmp_path / "delta").read_bytes() == b"one of before"
    assert {path.name for path in tmp_path.iterdir()} == {".lock", "delta", "latest.json", "releases"}


def test_tables_of_another_version_are_said_to_be_of_one(tmp_path: Path) -> None:
    def aged(manifest: bytes) -> bytes:
        return manifest.replace(SCHEMA_VERSION.encode(), b"0.9.0")

    old, new = release(tmp_path, some({0: None})).path, release(tmp_path, WHOLE).path
    write_delta(old, new, tmp_path / "delta")
    with zipfile.ZipFile(tmp_path / "delta") as source, zipfile.ZipFile(tmp_path / "aged", "w") as written:
        for name in source.namelist():
            content = source.read(name)
            written.writestr(name, aged(content) if name == "files/manifest.json" else content)
    with pytest.raises(BrokenReleaseError, match=r"^2026.* has tables of version 0\.9\.0, this"):
        apply_delta(old, tmp_path / "aged", tmp_path / "made")
    (new / "manifest.json").write_bytes(aged((new / "manifest.json").read_bytes()))
    with pytest.raises(BrokenReleaseError, match=r"has tables of version 0\.9\.0, this program knows"):
        write_delta(old, new, tmp_path / "other")


def test_a_target_that_is_there_is_left_alone(tmp_path: Path) -> None:
    old, new = release(tmp_path, some({0: None})).path, release(tmp_path, WHOLE).path
    write_delta(old, new, tmp_path / "delta")
    with pytest.raises(CannotWriteError):
        apply_delta(old, tmp_path / "delta", new)
    assert verify(new) == []


def test_a_folder_that_is_no_release_is_said(tmp_path: Path) -> None:
    with pytest.raises(BrokenReleaseError, match="is no release"):
        write_delta(tmp_path, tmp_path, tmp_path / "delta")
