"""Files become frames of pages; what cannot be read is named and the rest follows."""

import gzip
import json
from collections.abc import Callable, Sequence
from pathlib import Path

import polars as pl
import pytest
import zstandard

from tests.warta.reading.test_warc import record
from warta.frames import PAGES, REJECTS
from warta.reading.inputs import find
from warta.reading.pages import Shard, Telling, read
from warta.terms import Reason


def frames(path: Path, shard_size: int = 100) -> tuple[pl.DataFrame, pl.DataFrame]:
    shards = list(read(find([str(path)]).inputs, shard_size))
    return pl.concat(shard.pages for shard in shards), pl.concat(shard.rejects for shard in shards)


def write(path: Path, *rows: object) -> Path:
    path.write_text(
        "\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows), encoding="utf-8"
    )
    return path


def told(shards: Sequence[Shard]) -> list[str]:
    """What a person is told while shards are read."""
    telling = Telling()
    lines = [telling.lines(shard.rejects, (line for _, line in shard.notices)) for shard in shards]
    return [line for some in (*lines, telling.rest()) for line in some]


def test_the_seeds_are_read_with_their_provenance() -> None:
    pages, rejects = frames(Path("seeds"))
    assert pages.schema == PAGES
    assert rejects.schema == REJECTS
    assert rejects.is_empty()
    assert pages["page_id"].to_list()[0] == "000_f246915405423566"
    assert pages["source_path"].to_list()[0] == "seeds/000_f246915405423566.txt"
    assert pages["source_encoding"].unique().to_list() == ["utf-8"]
    assert pages["text"].to_list()[0] == Path("seeds/000_f246915405423566.txt").read_text(encoding="utf-8")


def test_a_row_gives_its_columns_and_keeps_its_other_keys_as_they_came(tmp_path: Path) -> None:
    row = {
        "id": "a-1",
        "text": "Polsek Telaga Biru\r\nberpatroli.",
        "url": "https://telaga.example/a",
        "outlet": "Telaga Pos",
        "fetched_at": "2024-11-20T08:00:00+07:00",
        "skor": 1.5,
        "daftar": [1, None],
    }
    pages, _ = frames(write(tmp_path / "batch.jsonl", row))
    page = pages.row(0, named=True)
    assert page["page_id"] == "a-1"
    assert page["text"] == row["text"]
    assert (page["url"], page["outlet"]) == (row["url"], row["outlet"])
    assert page["fetched_at"] == "2024-11-20T01:00:00Z"
    assert json.loads(page["provenance"]) == {"skor": 1.5, "daftar": [1, None]}
    assert (page["source_path"], page["source_row"]) == ("batch.jsonl", 1)


def test_a_byte_order_mark_is_no_part_of_the_first_row(tmp_path: Path) -> None:
    path = tmp_path / "batch.jsonl"
    path.write_text("\ufeff" + json.dumps({"text": "Polsek berpatroli."}), encoding="utf-8")
    pages, rejects = frames(path)
    assert pages["text"].to_list() == ["Polsek berpatroli."]
    assert rejects.is_empty()


def test_an_empty_text_gives_way_to_html(tmp_path: Path) -> None:
    pages, _ = frames(write(tmp_path / "batch.jsonl", {"text": " ", "html": "<p>Polsek berpatroli.</p>"}))
    assert pages["text"].to_list() == ["Polsek berpatroli."]


def test_a_row_without_id_is_named_by_its_file_and_row(tmp_path: Path) -> None:
    pages, _ = frames(write(tmp_path / "batch.jsonl", {"text": "satu"}, "", {"text": "dua"}))
    assert pages["page_id"].to_list() == ["batch:1", "batch:3"]


@pytest.mark.parametrize("time", ["kemarin", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59-01:00"])
def test_a_time_that_is_none_is_kept_as_it_came(tmp_path: Path, time: str) -> None:
    pages, _ = frames(write(tmp_path / "b.jsonl", {"text": "satu", "fetched_at": time, "url": 7}))
    page = pages.row(0, named=True)
    assert (page["fetched_at"], page["url"]) == (None, None)
    assert json.loads(page["provenance"]) == {"fetched_at": time, "url": 7}


def test_the_article_id_follows_from_the_text_alone(tmp_path: Path) -> None:
    write(
        tmp_path / "a.jsonl",
        {"id": 1, "text": "sama"},
        {"id": 2, "text": "sama", "url": "x"},
        {"id": 3, "text": "lain"},
    )
    (tmp_path / "b.txt").write_bytes(b"\xef\xbb\xbfsama")
    ids = dict(frames(tmp_path)[0].select("page_id", "article_id").iter_rows())
    assert ids["1"] == ids["2"] == ids["b"] != ids["3"]
    assert len(ids["1"]) == 32


@pytest.mark.parametrize("ending", ["jsonl", "jsonl.gz", "jsonl.zst"])
def test_compressed_rows_are_the_same_rows(tmp_path: Path, ending: str) -> None:
    content = b"".join(json.dumps({"id": str(n), "text": f"berita {n}"}).encode() + b"\n" for n in range(20))
    packed = {"jsonl": bytes, "jsonl.gz": gzip.compress, "jsonl.zst": zstandard.compress}[ending](content)
    (tmp_path / f"batch.{ending}").write_bytes(packed)
    pages, rejects = frames(tmp_path, shard_size=7)
    assert pages["text"].to_list() == [f"berita {n}" for n in range(20)]
    assert rejects.is_empty()


@pytest.mark.parametrize(
    ("name", "written", "told"),
    [
        ("batch.jsonl", gzip.compress, "those of a .gz file: name it .jsonl.gz"),
        ("batch.jsonl", zstandard.compress, "those of a .zst file: name it .jsonl.zst"),
        ("batch.JSONL.zst", gzip.compress, "those of a .gz file: name it .jsonl.gz"),
        ("batch.jsonl.gz", bytes, "not those of a .gz file: name it .jsonl if it is plain text"),
        ("page.html", gzip.compress, "those of a .gz file: unpack it"),
        ("page.txt", zstandard.compress, "those of a .zst file: unpack it"),
    ],
)
def test_a_file_whose_name_is_wrong_about_its_compression_is_told_in_one_line(
    tmp_path: Path, name: str, written: Callable[[bytes], bytes], told: str
) -> None:
    (tmp_path / name).write_bytes(written(b'{"text": "Kabar"}'))
    (tmp_path / "baik.txt").write_text("Berita")
    pages, rejects = frames(tmp_path)
    assert pages["page_id"].to_list() == ["baik"]
    assert rejects.select("reason", "source_row").rows() == [(Reason.UNREADABLE, None)]
    assert rejects["value"][0].endswith(told)


def test_compressed_data_that_break_off_give_the_rows_before_and_one_reject(tmp_path: Path) -> None:
    rows = b"".join(
        json.dumps({"text": f"berita ke-{n} " + str(n * 7919) * 50}).encode() + b"\n" for n in range(500)
    )
    whole = gzip.compress(rows)
    (tmp_path / "batch.jsonl.gz").write_bytes(whole[: len(whole) // 2])
    pages, rejects = frames(tmp_path)
    assert 0 < pages.height < 500
    assert rejects["reason"].to_list() == [Reason.UNREADABLE]
    assert "break off after line" in rejects["value"][0]


@pytest.mark.parametrize(
    ("row", "reason", "value"),
    [
        ('{"text": "berita"', Reason.UNREADABLE, "not JSON"),
        ("[1, 2]", Reason.UNREADABLE, "a JSON list, not an object"),
        ('{"id": "x"}', Reason.UNREADABLE, "no `text` and no `html`"),
        ('{"text": 5}', Reason.UNREADABLE, "`text` is a JSON number, not a string"),
        ('{"text": "\\ud800"}', Reason.UNREADABLE, "not JSON"),
        ('{"text": " \\n"}', Reason.EMPTY, "no text"),
        ('{"text": "a\\u0000b"}', Reason.NOT_TEXT, "binary"),
    ],
)
def test_a_broken_row_is_a_reject_that_says_where_and_why(
    tmp_path: Path, row: str, reason: Reason, value: str
) -> None:
    pages, rejects = frames(write(tmp_path / "b.jsonl", {"text": "baik"}, row, {"text": "juga baik"}))
    assert pages["text"].to_list() == ["baik", "juga baik"]
    reject = rejects.row(0, named=True)
    assert (reject["reason"], reject["source_path"], reject["source_row"]) == (reason, "b.jsonl", 2)
    assert value in reject["value"]


def test_a_line_of_fifty_megabytes_is_a_reject_and_the_next_line_is_read(tmp_path: Path) -> None:
    with (tmp_path / "b.jsonl").open("wb") as stream:
        stream.write(b'{"text": "' + b"a" * 50_000_000 + b'"}\n' + b'{"text": "baik"}\n')
    pages, rejects = frames(tmp_path)
    assert pages["text"].to_list() == ["baik"]
    assert rejects.select("reason", "source_row").rows() == [(Reason.TOO_LARGE, 1)]


def test_a_file_larger_than_a_page_can_be_is_a_reject(tmp_path: Path) -> None:
    (tmp_path / "besar.txt").write_bytes(b"a" * (32 * 1024 * 1024 + 1))
    pages, rejects = frames(tmp_path)
    assert pages.is_empty()
    assert rejects["reason"].to_list() == [Reason.TOO_LARGE]


@pytest.mark.parametrize(
    ("most", "more", "value"),
    [
        ("a" * 1_000_000, "a", "characters of text"),
        ("a\u2028" * 50_000, "a", "lines of text"),
        ("<html><p>a" + "<b></b>" * 249_999, "<i>", "tags"),
    ],
    ids=["characters", "lines", "tags"],
)
def test_a_page_of_more_text_or_tags_than_an_article_has_is_a_reject(
    tmp_path: Path, most: str, more: str, value: str
) -> None:
    kind = "html" if most.startswith("<") else "text"
    pages, rejects = frames(write(tmp_path / "b.jsonl", {kind: most}, {kind: most + more}))
    assert pages["source_row"].to_list() == [1]
    assert rejects.select("reason", "source_row").rows() == [(Reason.TOO_LARGE, 2)]
    assert rejects["value"].item().endswith(value)


HTML = """<html><head><title>Judul</title><meta property="og:url" content="https://desa.example/a"></head>
<body><nav>Beranda</nav><article><h1>Judul</h1><p>Polsek Telaga Biru berpatroli.</p></article></body>"""


def test_html_is_read_from_files_and_from_rows_alike(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(HTML, encoding="utf-8")
    write(tmp_path / "b.jsonl", {"html": HTML, "url": "https://desa.example/dari-baris"})
    pages, rejects = frames(tmp_path)
    assert rejects.is_empty()
    assert pages["article_id"].n_unique() == pages["text"].n_unique() == 1
    assert "Polsek Telaga Biru berpatroli." in pages["text"][0]
    assert pages["url"].to_list() == ["https://desa.example/a", "https://desa.example/dari-baris"]
    assert pages["metadata"].struct.field("title").to_list() == ["Judul", "Judul"]
    assert pages["markup"].list.len().min() > 0


def test_pages_of_a_web_archive_are_read_with_address_and_time(tmp_path: Path) -> None:
    web = record("https://desa.example/a", HTML.encode(), content_type="text/html; charset=utf-8")
    picture = record("https://desa.example/b", b"GIF89a", content_type="image/gif")
    (tmp_path / "arsip.warc.gz").write_bytes(gzip.compress(web) + gzip.compress(picture))
    (shard,) = read(find([str(tmp_path)]).inputs, 10)
    page = shard.pages.row(0, named=True)
    assert (page["page_id"], page["source_row"], page["url"]) == ("arsip:1", 1, "https://desa.example/a")
    assert page["fetched_at"] == "2024-11-20T03:04:05Z"
    assert "Polsek Telaga Biru berpatroli." in page["text"]
    name = f"{tmp_path.name}/arsip.warc.gz"
    assert told([shard]) == [f"{name}: passed over records that hold no page: 1 image/gif"]


def test_shards_hold_no_more_pages_than_asked_and_lose_none(tmp_path: Path) -> None:
    path = write(tmp_path / "b.jsonl", *({"text": f"t{n}"} if n % 3 else "rusak" for n in range(1, 20)))
    shards = list(read(find([str(path)]).inputs, 4))
    assert [shard.size for shard in shards] == [4, 4, 4, 4, 3]


def test_long_pages_make_shards_of_few(tmp_path: Path) -> None:
    path = write(tmp_path / "b.jsonl", *({"text": f"{n:06}"} for n in range(5)))
    shards = list(read(find([str(path)]).inputs, 4, shard_characters=12))
    assert [shard.size for shard in shards] == [2, 2, 1]


def test_a_page_read_with_doubt_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "lama.txt").write_bytes(
        "Kapolsek – “aman” dan terkendali di wilayahnya. ".encode("cp1252") * 5
    )
    (shard,) = read(find([str(tmp_path / "lama.txt")]).inputs, 10)
    assert told([shard]) == [f"lama.txt: not UTF-8: read as {shard.pages['source_encoding'][0]}"]


@pytest.mark.parametrize("shard_size", [100, 3])
def test_of_many_rows_alike_in_a_file_the_first_are_told_and_how_many_more(
    tmp_path: Path, shard_size: int
) -> None:
    write(tmp_path / "a.jsonl", *["rusak"] * 12, {"text": "\x00"})
    write(tmp_path / "b.jsonl", "rusak")
    shards = list(read(find([str(tmp_path)]).inputs, shard_size))
    lines = [line.removeprefix(f"{tmp_path.name}/") for line in told(shards)]
    assert [line.split(": ")[:2] for line in lines[:10]] == [
        [f"a.jsonl:{n}", "unreadable"] for n in range(1, 11)
    ]
    assert [line.split(": ")[0] for line in lines[10:12]] == ["a.jsonl:13", "b.jsonl:1"]
    assert lines[12:] == ["a.jsonl: unreadable: 2 more like these"]
    assert sum(shard.rejects.height for shard in shards) == 14


def test_a_web_archive_without_pages_says_what_it_holds(tmp_path: Path) -> None:
    (tmp_path / "a.warc").write_bytes(record("https://desa.example/b", b"GIF89a", content_type="image/gif"))
    (shard,) = read(find([str(tmp_path / "a.warc")]).inputs, 10)
    assert shard.size == 0
    assert told([shard]) == ["a.warc: passed over records that hold no page: 1 image/gif"]
