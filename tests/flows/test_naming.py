"""What names a page in a release does not tell what a placeholder of the page stands for."""

import gzip
import hashlib
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
import polars as pl
import pytest

from tests.flows.test_build import build, data_files
from tests.flows.test_incremental import files_read, released, story
from warta.assembly.fingerprint import fingerprint
from warta.cli import main
from warta.publishing import latest, verify
from warta.reading.content import html_text

PHONE, NIK, PLATE = "08123456{:04}", "351705420875{:04}", "N {:04} XY"
RIGHT = 4321
"""The number that stands in the pages, of the 10,000 that may."""


def article(number: str, place: str = "Rantau Jaya", edition: int = 0) -> str:
    """A story with a sentence for a number."""
    heading, rest = story(place, edition).split("\n", 1)
    return f"{heading}\n{rest}\n\nKata korban kepada penyidik, keterangannya lengkap. {number}\n"


def phone(number: int) -> str:
    return article(f"Pelapor meninggalkan nomor {PHONE.format(number)} kepada petugas.")


def nik(number: int) -> str:
    return article(f"Pemilih ber-NIK {NIK.format(number)} tercatat di dua TPS.")


def plate(number: int) -> str:
    return article(f"Sebuah mobil bernomor polisi {PLATE.format(number)} terparkir di depan gudang.")


def row(**values: str) -> str:
    return orjson.dumps({"id": "satu", **values}).decode()


def html(number: int) -> str:
    paragraphs = "".join(f"<p>{line}</p>" for line in phone(number).splitlines() if line.strip())
    return f"<html><head><title>Kabar</title></head><body><article>{paragraphs}</article></body></html>"


@dataclass(frozen=True)
class Kind:
    """A file of one page, and what may be hashed of it: file, line, content and text, for each number."""

    file: str
    whole: Callable[[int], str]
    content: Callable[[int], str]

    def of(self, number: int) -> Iterator[str]:
        yield self.whole(number)
        yield self.whole(number).rstrip("\n")
        yield self.content(number)


KINDS = [
    Kind("nik.txt", nik, nik),
    Kind("telepon.txt", phone, phone),
    Kind("pelat.txt", plate, plate),
    Kind("baris.jsonl", lambda number: row(text=nik(number)) + "\n", nik),
    Kind(
        "kontak.jsonl",
        lambda number: row(text=article("Sekian."), kontak=f"WA {PHONE.format(number)}") + "\n",
        lambda number: f"WA {PHONE.format(number)}",
    ),
    Kind("halaman.html", html, html),
]


def digest(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()


def hashes(release: Path) -> set[str]:
    """The first 16 digits of all that looks like a hash in any file of a release, as its lines are."""
    found: set[str] = set()
    for path in release.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            if path.suffix == ".gz":
                content = gzip.decompress(content)
            if path.suffix == ".parquet":
                content += pl.read_parquet(path, hive_partitioning=False).write_ndjson().encode()
            found |= {token[:16].decode() for token in re.findall(rb"[0-9a-f]{16,}", content)}
    return found


def told(release: Path, kind: Kind) -> list[int]:
    """The numbers, of all that may be, that some hash of a release fits: those that can be told."""
    known, run = hashes(release), orjson.loads((release / "manifest.json").read_bytes())["run"]
    fitting = []
    for number in range(10_000):
        whole = kind.whole(number)
        file = {"name": kind.file, "bytes": len(whole.encode()), "sha256": digest(whole)}
        tried = {digest(content) for content in kind.of(number)}
        tried.add(fingerprint([file], run["code"]["sha256"], run["configuration"]))
        if any(each[:16] in known for each in tried):
            fitting.append(number)
    return fitting


@pytest.fixture(scope="module", params=KINDS, ids=[kind.file for kind in KINDS])
def made_of(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Kind, Path]:
    """A file of each kind, and the release of it."""
    return request.param, made_with(request.param, RIGHT, tmp_path_factory.mktemp("benar"))


def made_with(kind: Kind, number: int, folder: Path) -> Path:
    (folder / kind.file).write_text(kind.whole(number), encoding="utf-8")
    return build(folder / "output", str(folder / kind.file))


def test_no_hash_of_a_release_tells_which_number_a_placeholder_stands_for(made_of: tuple[Kind, Path]) -> None:
    kind, made = made_of
    text = "".join(pl.read_parquet(made / "spans", hive_partitioning=False)["text"])
    extra = pl.read_parquet(made / "articles", hive_partitioning=False)["source_extra"].item() or ""
    assert re.search(r"\[(?:NIK|TELEPON|PELAT)\]", text + extra), "nothing was taken out"
    assert told(made, kind) == []
    assert verify(made) == []


def test_a_release_is_the_same_whatever_number_was_taken_out(
    made_of: tuple[Kind, Path], tmp_path: Path
) -> None:
    kind, made = made_of
    other = made_with(kind, 1234, tmp_path)
    assert data_files(made) == data_files(other)
    assert described(made) == described(other)


def described(release: Path) -> dict[str, Any]:
    """What a manifest says but of the run and of the files that name it."""
    manifest = orjson.loads((release / "manifest.json").read_bytes())
    whole = {**manifest, "run": {**manifest["run"], "created": None, "flow_run": None}}
    return {name: value for name, value in whole.items() if name != "files"}


def test_a_page_without_private_data_is_named_by_its_content_and_its_bytes(tmp_path: Path) -> None:
    plain = Kind("polos.txt", *[lambda number: article(f"Ada {number} kotak.")] * 2)
    (tmp_path / plain.file).write_text(plain.whole(RIGHT), encoding="utf-8")
    made = build(tmp_path / "output", str(tmp_path / plain.file))
    assert told(made, plain) == [RIGHT], "the search has lost its point"
    named = pl.read_parquet(made / "articles", hive_partitioning=False).row(0, named=True)
    raw = plain.whole(RIGHT).encode()
    assert (named["article_id"], named["source_bytes"]) == (hashlib.sha256(raw).hexdigest()[:32], len(raw))


def test_the_text_of_an_html_page_as_read_does_not_name_it_either(tmp_path: Path) -> None:
    (tmp_path / "halaman.html").write_text(html(RIGHT), encoding="utf-8")
    made = build(tmp_path / "output", str(tmp_path / "halaman.html"))
    page = html_text(html(RIGHT))
    assert isinstance(page, dict)
    assert PHONE.format(RIGHT) in page["text"]
    assert digest(page["text"])[:16] not in hashes(made)


def test_what_gave_no_page_has_no_hash_and_neither_has_its_file(tmp_path: Path) -> None:
    lines = [f'{{"teks": "Hubungi {PHONE.format(number)}"' for number in (RIGHT, 1)]
    (tmp_path / "rusak.jsonl").write_text("\n".join([*lines, row(text=article(""))]), encoding="utf-8")
    made = build(tmp_path / "output", str(tmp_path / "rusak.jsonl"))
    rejects = pl.read_parquet(made / "rejects")
    assert rejects["source_row"].to_list() == [1, 2]
    assert rejects["source_sha256"].null_count() == rejects["source_bytes"].null_count() == 2
    known = hashes(made)
    assert digest((tmp_path / "rusak.jsonl").read_text("utf-8"))[:16] not in known
    assert not [line for line in lines if digest(line)[:16] in known]


def names(release: Path, table: str) -> list[str]:
    return list(pl.read_parquet(release / table, hive_partitioning=False)["article_id"])


def test_pages_that_differ_in_a_number_alone_are_an_article_and_its_copy(tmp_path: Path) -> None:
    folder = tmp_path / "halaman"
    folder.mkdir()
    for number in (RIGHT, 1, 2):
        (folder / f"{number}.txt").write_text(nik(number), encoding="utf-8")
    made = build(tmp_path / "output", str(folder))
    (name,) = names(made, "articles")
    assert names(made, "duplicates") == [name, name]
    assert pl.read_parquet(made / "duplicates")["original_id"].to_list() == [name, name]
    assert pl.read_parquet(made / "redactions").height == 1
    assert verify(made) == []


def write(folder: Path, pages: dict[str, str]) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, page in pages.items():
        (folder / name).write_text(page, encoding="utf-8")


def test_incremental_builds_equal_full_ones_while_numbers_come_change_and_go(tmp_path: Path) -> None:
    folder, others = tmp_path / "halaman", {"lain.txt": story("Kota Baru", 1), "web.html": html(RIGHT)}
    steps = [
        {"b.txt": nik(1)},
        {"b.txt": nik(1), "a.txt": nik(2), "baris.jsonl": row(text=plate(RIGHT))},
        {"b.txt": nik(3), "a.txt": nik(2), "baris.jsonl": row(text=plate(1))},
        {"b.txt": phone(3), "baris.jsonl": row(text=plate(1), kontak=PHONE.format(9))},
    ]
    for step, pages in enumerate(steps):
        write(folder, pages | others)
        assert released(folder, tmp_path / "output") == released(folder, tmp_path / f"full-{step}")


@pytest.mark.parametrize("number", [RIGHT, 1])
def test_of_pages_that_have_one_name_near_copies_know_the_one_that_is_the_article(
    tmp_path: Path, number: int
) -> None:
    def page(name: str, outlet: str, day: int, text: str) -> dict[str, str]:
        fetched = f"2024-12-{day:02}T00:00:00Z"
        return {f"{name}.jsonl": row(outlet=outlet, fetched_at=fetched, text=text)}

    taken_from = nik(RIGHT).replace(" – ", " (ANTARA) – ", 1).replace("6 petugas", "tujuh petugas")
    pages = page("a", "Kabar Hulu", 2, nik(RIGHT)) | page("c", "Suara Pesisir", 5, taken_from)
    folder, earlier = tmp_path / "halaman", page("b", "ANTARA", 1, nik(number))
    write(folder, pages)
    released(folder, tmp_path / "output")
    write(folder, pages | earlier)
    assert released(folder, tmp_path / "output") == released(folder, tmp_path / "full")
    made = latest(tmp_path / "full")
    assert made is not None
    near = pl.read_parquet(made.path / "near_copies")
    assert near.height == 2
    assert near["source_id"].drop_nulls().to_list() == near.filter(role="original")["article_id"].to_list()


def test_a_release_is_known_as_that_of_its_pages_though_it_tells_no_hash_of_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    page, output = tmp_path / "nik.txt", tmp_path / "output"
    page.write_text(nik(RIGHT), encoding="utf-8")
    first = build(output, str(page))
    opened = files_read(monkeypatch)
    assert build(output, str(page)) == first
    assert opened == []
    assert "Nothing new" in capsys.readouterr().out
    page.write_text(nik(1), encoding="utf-8")
    second = build(output, str(page))
    assert second != first
    assert opened == [["nik.txt"]]
    assert names(second, "articles") == names(first, "articles")
    # Nothing but the state knows what the file was like: without it the pages are read again.
    shutil.rmtree(output / ".state")
    assert build(output, str(page)) != second


@pytest.mark.parametrize("is_built", [True, False])
@pytest.mark.parametrize("named_by", ["its id", "the id that earlier releases had"])
def test_what_was_taken_down_stays_out_with_whatever_number(
    tmp_path: Path, named_by: str, is_built: bool
) -> None:
    folder, output = tmp_path / "halaman", tmp_path / "output"
    pages = {"satu.txt": nik(RIGHT), "lain.txt": story("Kota Baru", 1)}
    write(folder, pages)
    (output if is_built else tmp_path).mkdir(exist_ok=True)
    made = build(output if is_built else tmp_path / "elsewhere", str(folder))
    articles = pl.read_parquet(made / "articles", hive_partitioning=False).filter(page_id="satu")
    name = articles["article_id"].item() if named_by == "its id" else digest(nik(RIGHT))[:32]
    output.mkdir(exist_ok=True)
    assert main(["takedown", name, "--reason", "x", "--output", str(output)]) == 0
    write(folder, pages | {"lagi.txt": nik(7)})
    for place in (output, tmp_path / "full"):
        place.mkdir(exist_ok=True)
        (place / "takedowns.jsonl").write_bytes((output / "takedowns.jsonl").read_bytes())
        made = build(place, str(folder))
        rejects = pl.read_parquet(made / "rejects")
        assert dict(rejects.select("page_id", "reason").iter_rows()) == {
            "satu": "taken_down",
            "lagi": "taken_down",
        }
        assert rejects["source_sha256"].null_count() == 2
        assert told(made, KINDS[0]) == []
    assert main(["purge", "--output", str(output)]) == 0
    for path in (output / "releases").iterdir():
        assert "[NIK]" not in "".join(pl.read_parquet(path / "spans", hive_partitioning=False)["text"])
        assert verify(path) == []


def test_a_release_on_top_of_one_that_named_pages_by_private_data_does_not_tell_these_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, output = tmp_path / "halaman", tmp_path / "output"
    write(folder, {"nik.txt": nik(RIGHT), "lain.txt": story("Kota Baru", 1)})
    with monkeypatch.context() as before:
        before.setattr("warta.privacy.redaction.named_by_what_is_published", lambda read, clear: clear)
        old = build(output, str(folder), "--workers", "1")
    assert told(old, KINDS[0]) == [RIGHT], "the search has lost its point"
    shutil.rmtree(output / ".state")  # another program's
    (folder / "baru.txt").write_text(story("Kampung Baru", 2), encoding="utf-8")
    made = build(output, str(folder))
    assert told(made, KINDS[0]) == []
    assert verify(made) == []
    ids = pl.read_parquet(made / "ids")
    assert sorted(ids["article_id"]) == sorted(names(made, "articles"))
    assert ids["first_seen"].n_unique() == 2
    assert latest(output) is not None
