"""What was taken down is in no release, not in the past ones either, and does not come back."""

import random
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import polars as pl
import pytest

from tests.warta.contents import all_text, pieces
from tests.warta.releases import release as press_release
from warta.cli import main
from warta.publishing import Release, latest, verify

# The tables' descriptions have examples: the officer has a name that they do not.
STORY = Path("tests/pages/patroli.txt").read_text(encoding="utf-8").replace("Bagas Wiratama", "Damar Lelono")
NEAR = STORY.replace("enam petugas", "tujuh petugas").replace("lebih dari sepuluh menit", "terlalu lama")
URL = "https://kabarhulu.example/2024/11/12/gudang-kotak-suara"
ONLY_IN_IT = (
    "Polsek Rantau Jaya Gandeng Linmas Amankan Gudang Kotak Suara",
    "Damar Lelono",
    "Wira Santoso",
    "Kami tidak ingin ada celah",
    "gembok gudang logistik",
)
OTHERS = [
    f"Kabar {place} Hari Ini\n\n{press_release(number, random.Random(number), place)}\n"
    for number, place in enumerate(("Sukamara", "Kertajaya", "Wanasari"))
]


def write_pages(folder: Path, *, story: str = STORY, **others: str) -> Path:
    """Pages of two outlets as rows, and files: the story is the row `korban`."""
    folder.mkdir(exist_ok=True)
    rows: list[dict[str, Any]] = [
        {"id": "korban", "url": URL, "outlet": "Kabar Hulu", "text": story},
        {"id": "lain", "url": "https://suarapesisir.example/1", "outlet": "Suara Pesisir", "text": OTHERS[0]},
        {"id": "lagi", "url": "https://kabarhulu.example/2", "outlet": "Kabar Hulu", "text": OTHERS[1]},
    ]
    (folder / "berita.jsonl").write_bytes(b"".join(orjson.dumps(row) + b"\n" for row in rows))
    (folder / "sendiri.txt").write_text(OTHERS[2], encoding="utf-8")
    for name, text in others.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def build(output: Path, folder: Path, *arguments: str) -> Release:
    assert main(["build", str(folder), "--output", str(output), *arguments]) == 0
    made = latest(output)
    assert made is not None
    assert verify(made.path) == []
    return made


def take_down(output: Path, *named: str) -> None:
    assert main(["takedown", *named, "--reason", "Permintaan keluarga", "--output", str(output)]) == 0


def page_ids(made: Release, table: str = "articles") -> set[str]:
    return set(pl.read_parquet(made.path / table, hive_partitioning=False)["page_id"])


def reasons(made: Release) -> dict[str, str]:
    return dict(pl.read_parquet(made.path / "rejects").select("page_id", "reason").iter_rows())


def article_id(made: Release, page_id: str) -> str:
    rows = pl.read_parquet(made.path / "articles", hive_partitioning=False).filter(
        pl.col("page_id") == page_id
    )
    return str(rows["article_id"].item())


def assert_nothing_is_left(output: Path, unless: str = "") -> None:
    """No file holds a piece of the story, its title, quotes or people, but what other pages have too."""
    text = all_text(output)
    elsewhere = "".join([*OTHERS, unless])
    left = {piece for line in STORY.splitlines() for piece in pieces(line) if piece not in elsewhere}
    assert len(left) > 50
    assert [piece for piece in sorted(left) if piece in text] == []
    assert [name for name in ONLY_IN_IT if name in text and name not in unless] == []


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with pages, and two releases of them: the second knows a copy and other text of a page."""
    folder = tmp_path_factory.mktemp("sebelum")
    pages = write_pages(folder / "halaman", salinan=STORY.replace("Bagikan", "Sebarkan"))
    build(folder / "output", pages)
    (pages / "baru.txt").write_text(OTHERS[0].replace("Sukamara", "Telagabiru"), encoding="utf-8")
    build(folder / "output", pages)
    return folder


@pytest.fixture
def there(tmp_path: Path, before: Path) -> Iterator[tuple[Path, Path]]:
    """Its output and its pages, to be changed."""
    shutil.copytree(before, tmp_path, dirs_exist_ok=True)
    yield tmp_path / "output", tmp_path / "halaman"


def test_it_is_in_no_release_and_does_not_come_back(
    there: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    output, pages = there
    first = latest(output)
    assert first is not None
    article = article_id(first, "korban")
    assert "Damar Lelono" in all_text(output), "the search has lost its point"
    capsys.readouterr()
    take_down(output, article)
    shown = capsys.readouterr().out
    assert "1 article, 1 exact copy, 0 rejects of the latest release" in shown
    assert f"warta purge --output {output}  takes it out of 2 releases" in shown

    built = build(output, pages)
    assert page_ids(built) == {"lain", "lagi", "sendiri", "baru"}
    assert page_ids(built, "duplicates") == set()
    assert reasons(built) == {"korban": "taken_down", "salinan": "taken_down"}
    assert built.manifest.counts.pages == 6
    gone = pl.read_parquet(built.path / "ids").filter(pl.col("status") == "gone")
    assert gone.select("article_id", "why").rows() == [(article, "takedown")]
    assert f"- `{article}`: takedown" in (built.path / "CHANGES.md").read_text()

    assert main(["purge", "--output", str(output)]) == 0
    assert_nothing_is_left(output)
    for path in (output / "releases").iterdir():
        assert verify(path) == []
    assert latest(output) == built, "the release that is without was touched"
    capsys.readouterr()
    assert build(output, pages) == built
    assert "Nothing new" in capsys.readouterr().out

    # The next builds, on top of the others and from nothing, do not bring it back.
    (pages / "tambahan.txt").write_text(STORY.replace("Bagikan", "Kirimkan"), encoding="utf-8")
    again = build(output, pages)
    assert page_ids(again) == page_ids(built)
    shutil.rmtree(output / ".state")
    (pages / "berita.jsonl").unlink()
    alone = build(output, pages, "--reject-copies")
    assert reasons(alone) == {"salinan": "taken_down", "tambahan": "taken_down"}
    assert_nothing_is_left(output)
    assert main(["trace", article, "--output", str(output)]) == 0
    assert "named by article_id: Permintaan keluarga" in capsys.readouterr().out


def test_a_purge_first_leaves_a_release_that_the_next_build_makes_anew(there: tuple[Path, Path]) -> None:
    output, pages = there
    held = latest(output)
    assert held is not None
    take_down(output, "--url", URL)
    assert main(["purge", "--output", str(output)]) == 0
    assert_nothing_is_left(output)
    purged = latest(output)
    assert purged is not None
    assert verify(purged.path) == []
    assert purged.manifest.counts.model_dump() == {"pages": 6, "articles": 4, "duplicates": 0, "rejects": 2}
    (note,) = purged.manifest.purged
    assert (note.pages, note.reasons) == (2, ("Permintaan keluarga",))
    assert "Permintaan keluarga" in (purged.path / "README.md").read_text()
    built = build(output, pages)
    assert built.manifest.content_hash == purged.manifest.content_hash
    assert built.path != purged.path
    # Whoever takes a tombstone away gets the article back, purged releases or not.
    (output / "takedowns.jsonl").unlink()
    assert "korban" in page_ids(build(output, pages))


def test_a_page_stays_out_by_its_address_whatever_its_text(there: tuple[Path, Path]) -> None:
    output, pages = there
    take_down(output, "--url", URL.replace("https://", "http://www.") + "/")
    write_pages(pages, story=OTHERS[0].replace("Sukamara", "Rawa Semut"))
    built = build(output, pages)
    assert reasons(built) == {"korban": "taken_down", "salinan": "taken_down"}
    assert "Rawa Semut" not in all_text(output / ".state")
    gone = pl.read_parquet(built.path / "ids").filter(pl.col("status") == "gone")
    assert gone["why"].to_list() == ["takedown"]


def test_an_outlet_is_taken_down_with_all_its_pages(
    there: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    output, pages = there
    take_down(output, "--outlet", "kabar hulu")
    assert "2 articles, 1 exact copy, 0 rejects" in capsys.readouterr().out
    assert main(["purge", "--output", str(output)]) == 0
    assert_nothing_is_left(output)
    assert page_ids(build(output, pages)) == {"lain", "sendiri", "baru"}


def test_copies_that_are_rejects_go_too_with_their_ledgers(tmp_path: Path) -> None:
    output = tmp_path / "output"
    pages = write_pages(tmp_path / "halaman", salinan=STORY.replace("Bagikan", "Sebarkan"))
    made = build(output, pages, "--reject-copies")
    # It is known by its body alone: the tombstone was written by hand, as before there was a release.
    stone = {"matching": "url", "named": URL, "reason": "x", "when": "2026-11-24T00:00:00Z"}
    (output / "takedowns.jsonl").write_bytes(orjson.dumps(stone))
    assert reasons(made) == {"salinan": "exact_copy"}
    assert main(["purge", "--output", str(output)]) == 0
    assert_nothing_is_left(output)
    purged = latest(output)
    assert purged is not None
    assert verify(purged.path) == []
    assert reasons(purged) == {"korban": "taken_down", "salinan": "taken_down"}


def test_near_copies_are_named_and_stay_until_they_are_taken_down_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "output"
    made = build(output, write_pages(tmp_path / "halaman", mirip=NEAR))
    near, article = article_id(made, "mirip"), article_id(made, "korban")
    capsys.readouterr()
    take_down(output, article)
    assert f"  {near}  (no outlet): {ONLY_IN_IT[0]}" in capsys.readouterr().out
    assert main(["purge", "--output", str(output)]) == 0
    assert_nothing_is_left(output, unless=NEAR)
    take_down(output, near)
    assert main(["purge", "--output", str(output)]) == 0
    assert_nothing_is_left(output)
    purged = latest(output)
    assert purged is not None
    assert [note.pages for note in purged.manifest.purged] == [1, 1]


def test_what_was_taken_down_while_a_release_was_made_is_not_published(
    there: tuple[Path, Path], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import flows.build

    output, pages = there
    (pages / "lagi.txt").write_text(OTHERS[1].replace("Kertajaya", "Gunungsari"), encoding="utf-8")
    held, merge = latest(output), flows.build.merge

    def meanwhile(*arguments: Any) -> Any:
        take_down(output, "--url", URL)
        assert main(["purge", "--output", str(output)]) == 1
        return merge(*arguments)

    monkeypatch.setattr(flows.build, "merge", meanwhile)
    assert main(["build", str(pages), "--output", str(output)]) == 1
    told = capsys.readouterr().err
    assert "a build is running" in told
    assert "takedowns.jsonl changed while the release was made: build again" in told
    assert latest(output) == held


def test_damaged_tombstones_stop_a_build_with_one_line(
    there: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    output, pages = there
    (output / "takedowns.jsonl").write_text("{}\n")
    for command in (["build", str(pages)], ["purge"], ["takedown", "--url", URL, "--reason", "x"]):
        assert main([*command, "--output", str(output)]) == 1
        assert "takedowns.jsonl, line 1: matching: Field required" in capsys.readouterr().err
    assert (output / "takedowns.jsonl").read_text() == "{}\n"


@pytest.mark.parametrize(
    "named",
    [
        [],
        ["abc"],
        ["--url", "kabarhulu.example/1"],
        ["--outlet", " "],
        ["1" * 32, "--url", URL],
        ["--url", URL, "--reason", " "],
    ],
)
def test_wrong_use_is_told_and_nothing_is_written(tmp_path: Path, named: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["takedown", "--reason", "x", *named, "--output", str(tmp_path)])
    assert stopped.value.code == 2
    assert list(tmp_path.iterdir()) == []


def test_the_next_build_is_told_as_it_must_be_typed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output, pages, furniture = tmp_path / "dua kata", tmp_path / "halaman", tmp_path / "perabot.parquet"
    output.mkdir()
    take_down(output, "--url", URL)
    assert f"Next        warta build PATH… --output '{output}'  makes" in capsys.readouterr().out
    write_pages(pages)
    assert main(["learn", str(pages), "--output", str(furniture)]) == 0
    build(output, pages, "--text-release", "excerpt", "--furniture", str(furniture), "--reject-copies")
    capsys.readouterr()
    take_down(output, "--url", URL)
    asked = f"'{output}' --text-release excerpt --furniture FILE --reject-copies  makes"
    assert asked in capsys.readouterr().out


def test_of_a_bucket_the_next_build_is_told_as_it_must_be_typed(
    bucket: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    ours = tmp_path / "warta" / "outputs" / bucket.removeprefix("s3://")
    for work, told in ((tmp_path / "kerja", f"{bucket} --work {tmp_path / 'kerja'}"), (ours, bucket)):
        pages = str(write_pages(tmp_path / "halaman"))
        assert (
            main(["build", pages, "--output", bucket, *(["--work", str(work)] if work != ours else [])]) == 0
        )
        capsys.readouterr()
        take_down(work, "--url", URL)
        shown = capsys.readouterr().out
        assert f"Next        warta build PATH… --output {told}  makes" in shown
        assert f"then delete releases in {bucket}/releases that hold it: no purge reaches them" in shown
        assert "warta purge" not in shown


def test_a_bucket_is_not_purged_by_the_folder_that_its_builds_work_in(
    bucket: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pages = str(write_pages(tmp_path / "halaman"))
    assert main(["build", pages, "--output", bucket, "--work", str(tmp_path / "kerja")]) == 0
    take_down(tmp_path / "kerja", "--url", URL)
    before = (tmp_path / "kerja" / "latest.json").read_bytes()
    assert main(["purge", "--output", str(tmp_path / "kerja")]) == 2
    assert f"{bucket} is not purged" in capsys.readouterr().err
    assert (tmp_path / "kerja" / "latest.json").read_bytes() == before


@pytest.mark.parametrize("command", [["takedown", "--url", URL, "--reason", "x"], ["purge"]])
def test_a_bucket_is_no_folder_to_take_down_in(
    command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main([*command, "--output", "s3://ember/warta"])
    assert "s3://ember/warta is no folder: name the one that builds for it work in" in capsys.readouterr().err


def test_what_no_release_knows_is_kept_out_should_it_come(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["takedown", "1" * 32, "--reason", "x", "--output", str(tmp_path / "tiada")]) == 2
    output = tmp_path / "output"
    output.mkdir()
    shouted = URL.replace("https", "HTTPS")
    take_down(output, "--url", shouted)
    assert f"no release here holds {shouted}" in capsys.readouterr().err
    assert "korban" not in page_ids(build(output, write_pages(tmp_path / "halaman")))
