"""Files that are as they were are not read again; whatever else was done to one is noticed."""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from warta.assembly.hashed import Hashed, Mark

OLD = min(Path("seeds").glob("*.txt"))
"""A file that nobody has changed for a while."""


def mark(path: Path) -> Mark:
    found = path.stat()
    return Mark(found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def silent(line: str) -> None:
    raise AssertionError(line)


def test_what_is_kept_is_told_of_a_file_that_is_as_it_was(tmp_path: Path) -> None:
    first = Hashed({})
    assert first.of(OLD) == (OLD.stat().st_size, sha256(OLD))
    first.write(tmp_path / "hashed")
    assert Hashed.read(tmp_path / "hashed", silent).known == {mark(OLD): sha256(OLD)}
    assert Hashed({mark(OLD): "kept"}).of(OLD) == (OLD.stat().st_size, "kept")


def test_a_file_that_has_just_changed_may_do_so_again_and_is_not_kept(tmp_path: Path) -> None:
    (tmp_path / "baru.txt").write_text("Warta", "utf-8")
    first = Hashed({})
    first.of(tmp_path / "baru.txt")
    first.write(tmp_path / "hashed")
    assert Hashed.read(tmp_path / "hashed", silent).known == {}


def rewritten(path: Path) -> None:
    path.write_text("Watra", "utf-8")


def replaced(path: Path) -> None:
    path.with_suffix(".new").write_text("Watra", "utf-8")
    path.with_suffix(".new").replace(path)


@pytest.mark.parametrize("change", [rewritten, replaced])
def test_another_content_is_noticed_though_size_and_time_of_writing_are_the_same(
    tmp_path: Path, change: Callable[[Path], None]
) -> None:
    page = tmp_path / "halaman.txt"
    page.write_text("Warta", "utf-8")
    before = mark(page)
    change(page)
    os.utime(page, ns=(before.modified, before.modified))
    assert Hashed({before: "kept"}).of(page) == (5, sha256(page))


@pytest.mark.parametrize("damage", [b"", b"half of it", b"0" * 64 + b"\n[]"])
def test_what_is_damaged_is_told_and_all_is_read(tmp_path: Path, damage: bytes) -> None:
    told: list[str] = []
    (tmp_path / "hashed").write_bytes(damage)
    hashed = Hashed.read(tmp_path / "hashed", told.append)
    assert hashed.of(OLD) == (OLD.stat().st_size, sha256(OLD))
    assert len(told) == 1
    assert "damaged, so that all files are hashed again" in told[0]
