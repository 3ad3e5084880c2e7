"""`warta get` brings a release, or the part that is wanted, byte for byte, or says what is wrong."""

from collections.abc import Iterator
from pathlib import Path

import orjson
import polars as pl
import pytest

from tests.warta.publishing.stores.servers import Server, served
from tests.warta.publishing.tables import release, tables
from warta.cli import main
from warta.publishing import verify
from warta.publishing.checksums import files_below
from warta.publishing.manifest import MANIFEST

PART = "articles/month=2024-09/part-0.parquet"


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An output with one release."""
    output = tmp_path_factory.mktemp("output")
    release(output, tables(articles=60))
    return output


@pytest.fixture
def server(output: Path) -> Iterator[Server]:
    with served(output) as server:
        yield server


def published(output: Path) -> dict[str, bytes]:
    return contents(output / "releases" / "2026.11.22")


def contents(folder: Path) -> dict[str, bytes]:
    return {path: file.read_bytes() for path, file in files_below(folder).items()}


def get(source: object, to: Path, *arguments: str) -> int:
    return main(["get", str(source), "--to", str(to), *arguments])


def change_manifest(output: Path, copy: Path, change: dict[str, object]) -> Path:
    """The folder of the release, with a manifest that says something else of one file."""
    folder = output / "releases" / "2026.11.22"
    for path, content in contents(folder).items():
        (copy / path).parent.mkdir(parents=True, exist_ok=True)
        (copy / path).write_bytes(content)
    manifest = orjson.loads((folder / MANIFEST).read_bytes())
    for file in manifest["files"]:
        if file["path"] == PART:
            file.update(change)
    (copy / MANIFEST).write_bytes(orjson.dumps(manifest))
    return copy


def test_a_release_comes_from_a_folder(output: Path, tmp_path: Path) -> None:
    assert get(output, tmp_path / "a") == 0
    assert get(output / "releases" / "2026.11.22", tmp_path / "b") == 0
    assert contents(tmp_path / "a") == contents(tmp_path / "b") == published(output)
    assert verify(tmp_path / "a") == []


def test_a_download_that_is_cut_off_five_times_is_taken_up_again(
    output: Path, server: Server, tmp_path: Path
) -> None:
    server.cuts = 5
    assert get(server.url, tmp_path / "hasil") == 0
    assert server.cuts == 0
    assert contents(tmp_path / "hasil") == published(output)
    assert any(start for _, start in server.sent), "nothing was taken up: the test has lost its point"


def test_what_is_there_is_not_fetched_again_and_a_part_is_finished(
    output: Path, server: Server, tmp_path: Path
) -> None:
    content = published(output)[PART]
    assert get(server.url, tmp_path) == 0
    (tmp_path / PART).unlink()
    (tmp_path / f"{PART}.part").write_bytes(content[:1000])
    server.sent.clear()
    assert get(server.url, tmp_path) == 0
    assert [sent for sent in server.sent if sent[0].endswith(".parquet")] == [
        (f"releases/2026.11.22/{PART}", 1000)
    ]
    assert contents(tmp_path) == published(output)


@pytest.mark.parametrize("left", [b"x" * 1000, b"x" * 1_000_000])
def test_a_part_of_another_file_is_begun_anew(
    output: Path, server: Server, tmp_path: Path, left: bytes
) -> None:
    (tmp_path / PART).parent.mkdir(parents=True)
    (tmp_path / f"{PART}.part").write_bytes(left)
    assert get(server.url, tmp_path) == 0
    assert contents(tmp_path) == published(output)


def test_a_server_that_knows_no_ranges_works(output: Path, server: Server, tmp_path: Path) -> None:
    server.knows_ranges = False
    server.cuts = 5
    assert get(server.url, tmp_path) == 0
    assert contents(tmp_path) == published(output)


def test_a_wrong_byte_is_named_and_all_else_is_there(
    output: Path, server: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    server.change = lambda path, content: (
        content[:500] + bytes([content[500] ^ 1]) + content[501:] if path.endswith(PART) else content
    )
    assert get(server.url, tmp_path) == 1
    said = [line for line in capsys.readouterr().err.splitlines() if "bytes fetched" not in line]
    assert said == [f"{server.url}: {PART}: its SHA-256 is not that of manifest.json"]
    assert contents(tmp_path).keys() == published(output).keys() - {PART, MANIFEST, "SHA256SUMS"}


def test_a_file_that_is_not_there_is_named(
    output: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    damaged = change_manifest(output, tmp_path / "rusak", {})
    (damaged / PART).unlink()
    assert get(damaged, tmp_path / "hasil") == 1
    assert f"{PART}: missing" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("bytes_said", "said"), [(100, "more than the 100 bytes"), (10**9, "manifest.json says 1,000,000,000")]
)
def test_a_manifest_that_lies_about_a_size_is_refused(
    output: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], bytes_said: int, said: str
) -> None:
    with served(change_manifest(output, tmp_path / "dusta", {"bytes": bytes_said})) as server:
        assert get(server.url, tmp_path / "hasil") == 1
    assert f"{PART}: " in (err := capsys.readouterr().err)
    assert said in err
    assert not list((tmp_path / "hasil").glob(f"{PART}*"))


def test_more_than_the_disk_holds_is_refused_before_it_begins(
    output: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert get(change_manifest(output, tmp_path / "dusta", {"bytes": 10**18}), tmp_path / "hasil") == 1
    assert "has room for" in capsys.readouterr().err
    assert not any(path.is_file() for path in (tmp_path / "hasil").rglob("*"))


@pytest.mark.parametrize("path", ["../jahat", "a/../../jahat", "/etc/jahat", "", "a//b", "a\0b", "a\nb"])
def test_a_manifest_cannot_write_elsewhere(
    output: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], path: str
) -> None:
    assert get(change_manifest(output, tmp_path / "jahat", {"path": path}), tmp_path / "hasil") == 1
    assert "files" in (err := capsys.readouterr().err)
    assert err.count("\n") == 1
    assert not (tmp_path / "hasil").exists()


def test_a_latest_that_leads_elsewhere_is_refused(
    output: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pointer = orjson.loads((output / "latest.json").read_bytes()) | {"path": "../releases"}
    (tmp_path / "latest.json").write_bytes(orjson.dumps(pointer))
    assert get(tmp_path, tmp_path / "hasil") == 1
    assert "path" in capsys.readouterr().err


@pytest.mark.parametrize("link", ["articles", f"{PART}.part"])
def test_a_link_in_the_folder_does_not_lead_out_of_it(
    output: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], link: str
) -> None:
    outside = tmp_path / "luar"
    outside.mkdir()
    place = tmp_path / "hasil" / link
    place.parent.mkdir(parents=True)
    place.symlink_to(outside if link == "articles" else outside / "berkas")
    assert get(output, tmp_path / "hasil") == 1
    assert capsys.readouterr().err.strip()
    assert list(outside.iterdir()) == []


def test_a_folder_of_another_release_is_left_alone(
    output: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    release(tmp_path / "lain")
    release(tmp_path / "lain", tables(articles=5))
    assert get(tmp_path / "lain", tmp_path / "hasil") == 0
    before = contents(tmp_path / "hasil")
    assert get(output, tmp_path / "hasil") == 1
    assert "holds release 2026.11.22.1" in capsys.readouterr().err
    assert contents(tmp_path / "hasil") == before


def test_a_place_of_another_kind_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert get("ftp://contoh.id/warta", tmp_path / "hasil") == 1
    assert capsys.readouterr().err.startswith("warta: ftp://contoh.id/warta: releases are in a folder, ")


def test_how_many_rows_were_picked_is_said(
    output: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert get(output, tmp_path, "--where", "date>=2024-09-03 and date<2024-09-20") == 0
    picked = tmp_path / "articles.parquet"
    assert f"{picked}: {pl.read_parquet(picked).height} rows\n" in capsys.readouterr().out
    assert get(output, tmp_path, "--where", "title='Tiada berita ini'") == 0
    assert f"{picked}: 0 rows\n" in capsys.readouterr().out


def test_tables_and_months_are_picked(output: Path, tmp_path: Path) -> None:
    assert get(output, tmp_path / "a", "--table", "quotes", "--table", "people") == 0
    assert get(output, tmp_path / "b", "--where", "month=2024-09") == 0
    described = {MANIFEST, "SHA256SUMS"}
    assert contents(tmp_path / "a").keys() == described | {"quotes/part-0.parquet", "people/part-0.parquet"}
    assert contents(tmp_path / "b").keys() == described | {PART}


def test_rows_are_picked_into_one_file(output: Path, server: Server, tmp_path: Path) -> None:
    assert get(server.url, tmp_path, "--where", "date>=2024-09-03 and date<2024-09-20") == 0
    assert contents(tmp_path).keys() == {"articles.parquet"}
    assert {path for path, _ in server.sent if path.endswith(".parquet")} == {f"releases/2026.11.22/{PART}"}
    all_of_them = pl.read_parquet(output / "releases" / "2026.11.22" / "articles")
    expected = all_of_them.filter(
        pl.col("date").cast(pl.String).is_between(pl.lit("2024-09-03"), pl.lit("2024-09-19"))
    )
    assert (
        pl.read_parquet(tmp_path / "articles.parquet")["article_id"].to_list()
        == expected["article_id"].to_list()
    )
    assert expected.height


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["--where", "date"], 2, "cannot read 'date'"),
        (["--where", "x=1", "--table", "quotes", "--table", "people"], 2, "give one --table"),
        (["--where", "kota=Malang"], 1, "no column kota"),
        (["--where", "date>=kemarin"], 1, "'kemarin' is no date: write 2024-09-01"),
        (["--where", "is_exercise=ya"], 1, "'ya' is no boolean: write true or false"),
        (["--where", "month=2031-01"], 1, "no month that holds"),
        (["--table", "berita"], 1, "no table berita; there are: articles"),
    ],
)
def test_what_cannot_be_picked_is_said(
    output: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    status: int,
    said: str,
) -> None:
    assert get(output, tmp_path, *arguments) == status
    assert said in (err := capsys.readouterr().err)
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    "source",
    [
        "tiada",
        "http://127.0.0.1:9",
        f"http://127.0.0.1:{10**30}",
        "http://[::1",
        "https://kabar:pagi",
        "s3://",
    ],
)
def test_a_source_that_is_none_is_said_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], source: str
) -> None:
    assert get(source, tmp_path) in {1, 2}
    assert capsys.readouterr().err.count("\n") == 1
