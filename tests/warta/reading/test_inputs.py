"""What the user names becomes the files that are read."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from warta.reading.inputs import Format, find


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "berita"
    (root / "oktober").mkdir(parents=True)
    for name in ("satu.txt", "oktober/dua.TXT", "oktober/tiga.jsonl.gz", "catatan.pdf", ".txt"):
        (root / name).write_text("isi", encoding="utf-8")
    return root


def names(*paths: object) -> list[str]:
    return [item.name for item in find([str(path) for path in paths]).inputs]


def test_a_folder_is_read_to_its_depths_and_other_kinds_of_files_are_passed_over(folder: Path) -> None:
    assert names(folder) == ["berita/oktober/dua.TXT", "berita/oktober/tiga.jsonl.gz", "berita/satu.txt"]


def test_what_builds_leave_in_a_folder_of_pages_is_no_page(folder: Path) -> None:
    pages = names(folder)
    for left in ("hasil/releases/2026.11.30", "hasil/.staging-x1/release"):
        (folder / left / "jsonl" / "articles").mkdir(parents=True)
        (folder / left / "jsonl" / "articles" / "part-0.jsonl.gz").touch()
    for name in ("manifest.json", "changes.jsonl.gz"):
        (folder / "hasil/releases/2026.11.30" / name).touch()
    assert names(folder) == pages


def test_names_do_not_say_where_on_the_machine_the_folder_lies(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    absolute = names(folder)
    monkeypatch.chdir(folder.parent)
    assert names("berita") == names("./berita/") == absolute
    monkeypatch.chdir(folder)
    assert names(".") == absolute


def test_a_glob_is_resolved(folder: Path) -> None:
    assert names(folder / "*.txt") == ["berita/satu.txt"]
    assert names(folder / "**" / "*.gz") == ["berita/oktober/tiga.jsonl.gz"]
    assert names(folder.parent / "ber*") == names(folder)


def test_a_file_named_twice_is_read_once_by_its_longer_name_whatever_the_order(folder: Path) -> None:
    one, other = folder / "satu.txt", folder
    assert names(one, other) == names(other, one) == names(folder)


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        ("tiada", "no such file or folder"),
        ("tiada/*.txt", "matches no page"),
        ("berita/catatan.pdf", "not a kind of file read here"),
        ("kosong", "no pages in this folder"),
    ],
)
def test_a_name_that_gives_nothing_is_one_line_and_the_others_are_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch, path: str, problem: str
) -> None:
    monkeypatch.chdir(folder.parent)
    Path("kosong").mkdir()
    found = find([path, "berita/satu.txt"])
    assert [item.name for item in found.inputs] == ["satu.txt"]
    assert len(found.problems) == 1
    assert found.problems[0].startswith(f"{path}: {problem}")


def test_a_link_that_leads_out_of_the_folder_is_not_followed(folder: Path, tmp_path: Path) -> None:
    secret = tmp_path / "rahasia.txt"
    secret.write_text("rahasia", encoding="utf-8")
    (folder / "tautan.txt").symlink_to(secret)
    (folder / "luar").symlink_to(tmp_path)
    assert not any("tautan" in name or "rahasia" in name for name in names(folder))


def test_the_ending_tells_the_format_and_is_not_part_of_the_stem(folder: Path) -> None:
    by_stem = {item.stem: item.format for item in find([str(folder)]).inputs}
    assert by_stem == {"satu": Format.TEXT, "dua": Format.TEXT, "tiga": Format.JSON_LINES}


def test_files_of_one_name_are_told_apart_by_their_folders(tmp_path: Path) -> None:
    paths = [tmp_path / place for place in ("a/x/satu.txt", "b/x/satu.txt", "b/y/satu.txt", "b/y/dua.txt")]
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("berita", encoding="utf-8")
    found = find([str(path) for path in paths])
    assert [item.name for item in found.inputs] == ["a/x/satu.txt", "b/x/satu.txt", "dua.txt", "y/satu.txt"]
    assert find([str(path) for path in reversed(paths)]) == found


def test_a_folder_that_may_not_be_looked_into_is_told_and_the_others_are_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_into = os.scandir

    def scandir(path: str) -> Iterator[Any]:  # whoever runs the tests as root may look into everything
        if path.endswith("oktober"):
            raise PermissionError(13, "Permission denied", path)
        return looked_into(path)

    monkeypatch.setattr(os, "scandir", scandir)
    found = find([str(folder), str(folder / "oktober")])
    assert [item.name for item in found.inputs] == ["berita/satu.txt"]
    assert found.problems == ("berita/oktober: Permission denied", "oktober: Permission denied")


def test_a_name_that_the_system_does_not_take_is_told_and_the_others_are_read(folder: Path) -> None:
    found = find([str(folder), str(folder / ("x" * 300))])
    assert found.inputs
    assert [problem.rpartition(": ")[2] for problem in found.problems] == ["File name too long"]


def test_nobody_waits_for_what_a_pipe_may_bring(folder: Path) -> None:
    os.mkfifo(folder / "pipa.jsonl")
    assert not any("pipa" in name for name in names(folder, folder / "*.jsonl"))
    assert "not a kind of file read here" in find([str(folder / "pipa.jsonl")]).problems[0]


def test_a_name_of_other_bytes_than_utf_8_is_written_as_text(folder: Path) -> None:
    Path(os.fsdecode(os.fsencode(folder) + b"/kor\xe9.txt")).write_text("isi", encoding="utf-8")
    (item,) = (item for item in find([str(folder)]).inputs if "kor" in item.name)
    assert (item.name, item.stem) == (r"berita/kor\xe9.txt", r"kor\xe9")
    assert item.path.read_text(encoding="utf-8") == "isi"
