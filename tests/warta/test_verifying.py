"""`warta verify`, as typed."""

from pathlib import Path

import pytest

from tests.warta.publishing.tables import release, tables
from warta.cli import main
from warta.publishing import latest


def test_the_latest_release_of_an_output_is_checked_and_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old, new = release(tmp_path, tables(articles=5)), release(tmp_path)
    assert main(["verify", str(tmp_path)]) == 0
    said = "{0.path}: release {0.manifest.version}, every check passed\n"
    assert capsys.readouterr().out == said.format(new)
    assert main(["verify", str(old.path)]) == 0
    assert capsys.readouterr().out == said.format(old)


def test_what_is_wrong_with_the_latest_release_is_said_with_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = release(tmp_path).path
    (made / "CHANGES.md").write_text("lain", encoding="utf-8")
    assert main(["verify", str(tmp_path)]) == 1
    assert capsys.readouterr().err.startswith(f"{made}: CHANGES.md")


@pytest.mark.parametrize("damage", ["a pointer cut short", "another manifest", "no manifest"])
def test_an_output_whose_pointer_leads_to_no_release_of_its_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], damage: str
) -> None:
    release(tmp_path)
    found = latest(tmp_path)
    assert found is not None
    manifest = found.path / "manifest.json"
    match damage:
        case "a pointer cut short":
            (tmp_path / "latest.json").write_text("{", encoding="utf-8")
        case "another manifest":
            manifest.write_bytes(manifest.read_bytes() + b" ")
        case _:
            manifest.unlink()
    assert main(["verify", str(tmp_path)]) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_a_folder_without_a_release_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", str(tmp_path)]) == 1
    assert capsys.readouterr().err == f"{tmp_path}: manifest.json: No such file or directory\n"
