"""Web archives: their pages, what is passed over and counted, what is damaged and said so."""

import gzip
import zlib
from pathlib import Path

import pytest

from warta.reading.decoding import MAX_PAGE_BYTES
from warta.reading.warc import Archive, Broken, Response
from warta.terms import Reason

PAGE = b"<!doctype html><title>Ronda</title><p>Warga Desa Karangrejo kembali meronda.</p>"


def record(
    url: str,
    body: bytes = PAGE,
    *,
    type_: str = "response",
    status: str = "200 OK",
    content_type: str = "text/html; charset=iso-8859-1",
    headers: str = "",
    date: str = "2024-11-20T03:04:05Z",
    length: int | None = None,
) -> bytes:
    http = f"HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\n{headers}\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: {type_}\r\nWARC-Target-URI: {url}\r\nWARC-Date: {date}\r\n"
        f"WARC-Record-ID: <urn:uuid:12345678-1234-1234-1234-123456789012>\r\n"
        "Content-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(http) if length is None else length}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def archive(folder: Path, *records: bytes, compressed: bool = False) -> Archive:
    path = folder / ("a.warc.gz" if compressed else "a.warc")
    path.write_bytes(b"".join(gzip.compress(part) if compressed else part for part in records))
    return Archive(path)


def urls(pages: list[Response | Broken]) -> list[str | None]:
    return [page.url for page in pages if isinstance(page, Response)]


def broken(pages: list[Response | Broken]) -> list[Broken]:
    return [page for page in pages if isinstance(page, Broken)]


@pytest.mark.parametrize("compressed", [False, True])
def test_a_page_comes_with_its_bytes_address_time_and_charset(tmp_path: Path, compressed: bool) -> None:
    pages = list(archive(tmp_path, record("https://kabarhulu.example/1"), compressed=compressed).pages())
    assert pages == [Response(1, PAGE, "https://kabarhulu.example/1", "2024-11-20T03:04:05Z", "iso-8859-1")]


def test_what_is_no_page_is_passed_over_and_counted(tmp_path: Path) -> None:
    file = archive(
        tmp_path,
        record("https://kabarhulu.example/", type_="warcinfo"),
        record("https://kabarhulu.example/1", type_="request"),
        record("https://kabarhulu.example/1"),
        record("https://kabarhulu.example/1", type_="revisit"),
        record("https://kabarhulu.example/foto.jpg", content_type="image/jpeg"),
        record("https://kabarhulu.example/hilang", status="404 Not Found"),
        record("https://kabarhulu.example/2"),
    )
    assert [(page.number, page.url) for page in file.pages()] == [
        (3, "https://kabarhulu.example/1"),
        (7, "https://kabarhulu.example/2"),
    ]
    assert file.skipped == {"warcinfo": 1, "request": 1, "revisit": 1, "image/jpeg": 1, "status 404": 1}


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        pytest.param(gzip.compress(PAGE), "Content-Encoding: gzip\r\n", id="gzip"),
        pytest.param(zlib.compress(PAGE), "Content-Encoding: deflate\r\n", id="zlib"),
        pytest.param(zlib.compress(PAGE)[2:-4], "Content-Encoding: deflate\r\n", id="deflate"),
        pytest.param(
            b"%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE), PAGE), "Transfer-Encoding: chunked\r\n", id="chunked"
        ),
        # Crawlers store pages unpacked under the old header.
        pytest.param(PAGE, "Content-Encoding: gzip\r\n", id="unpacked under the old header"),
    ],
)
def test_pages_are_unpacked(tmp_path: Path, body: bytes, headers: str) -> None:
    (page,) = archive(tmp_path, record("https://kabarhulu.example/1", body, headers=headers)).pages()
    assert isinstance(page, Response)
    assert page.raw == PAGE


@pytest.mark.parametrize(
    ("damage", "reasons", "skipped"),
    [
        pytest.param(b"bukan arsip\r\n\r\n", [], {}, id="garbage"),
        pytest.param(
            record("https://kabarhulu.example/rusak", length=20),
            [],
            {"no content type": 1},
            id="length too small",
        ),
        pytest.param(
            record(
                "https://kabarhulu.example/rusak", b"bukan potongan", headers="Transfer-Encoding: chunked\r\n"
            ),
            [Reason.UNREADABLE],
            {},
            id="not chunked",
        ),
    ],
)
def test_the_run_goes_on_after_a_damaged_record(
    tmp_path: Path, damage: bytes, reasons: list[Reason], skipped: dict[str, int]
) -> None:
    file = archive(
        tmp_path, record("https://kabarhulu.example/1"), damage, record("https://kabarhulu.example/2")
    )
    pages = list(file.pages())
    assert urls(pages) == ["https://kabarhulu.example/1", "https://kabarhulu.example/2"]
    assert [page.problem.reason for page in broken(pages)] == reasons
    assert file.skipped == skipped


def test_after_damaged_compression_the_next_record_is_read(tmp_path: Path) -> None:
    members = [bytearray(gzip.compress(record(f"https://kabarhulu.example/{n}"))) for n in range(4)]
    members[1][len(members[1]) // 2] ^= 0xFF
    path = tmp_path / "a.warc.gz"
    path.write_bytes(b"".join(members))
    pages = list(Archive(path).pages())
    assert urls(pages) == [f"https://kabarhulu.example/{n}" for n in (0, 2, 3)]
    (problem,) = broken(pages)
    assert "damaged after record 1" in problem.problem.detail


@pytest.mark.parametrize("compressed", [False, True])
def test_a_file_that_breaks_off_gives_what_is_whole(tmp_path: Path, compressed: bool) -> None:
    whole = archive(
        tmp_path,
        record("https://kabarhulu.example/1"),
        record("https://kabarhulu.example/2"),
        compressed=compressed,
    )
    whole.path.write_bytes(whole.path.read_bytes()[:-40])
    pages = list(whole.pages())
    assert urls(pages) == ["https://kabarhulu.example/1"]
    assert [page.url for page in broken(pages)] == ["https://kabarhulu.example/2"]


def test_each_damage_counts_as_a_record_so_that_none_bears_the_number_of_another(tmp_path: Path) -> None:
    damaged = bytearray(gzip.compress(record("https://kabarhulu.example/rusak")))
    damaged[len(damaged) // 2] ^= 0xFF
    unchunked = record("https://kabarhulu.example/1", headers="Transfer-Encoding: chunked\r\n")
    members = [bytes(damaged), gzip.compress(unchunked), bytes(damaged), bytes(damaged)]
    path = tmp_path / "a.warc.gz"
    path.write_bytes(b"".join([*members, gzip.compress(record("https://kabarhulu.example/2"))]))
    pages = list(Archive(path).pages())
    assert [(page.number, page.url) for page in pages] == [
        (1, None),
        (2, "https://kabarhulu.example/1"),
        (3, None),
        (4, "https://kabarhulu.example/2"),
    ]


@pytest.mark.parametrize("content", [b"", b"<html>Bukan arsip</html>", bytes(range(256)) * 20])
def test_a_file_without_a_record_is_said_to_have_none(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(content)
    with pytest.raises(OSError, match="no record of a web archive"):
        list(Archive(path).pages())


def test_a_page_that_unpacks_to_more_than_a_page_can_be_is_too_large(tmp_path: Path) -> None:
    bomb = gzip.compress(b"a" * (MAX_PAGE_BYTES + 10))
    headers = "Content-Encoding: gzip\r\n"
    pages = list(archive(tmp_path, record("https://kabarhulu.example/1", bomb, headers=headers)).pages())
    assert [page.problem.reason for page in broken(pages)] == [Reason.TOO_LARGE]


def test_a_file_that_is_no_archive_is_one_reject(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(b"\x1f\x8b\x08 ini bukan arsip")
    assert len(broken(list(Archive(path).pages()))) == 1


@pytest.mark.parametrize("date", ["kemarin", "0001-01-01T00:00:00Z"])
def test_a_time_that_is_none_is_null(tmp_path: Path, date: str) -> None:
    (page,) = archive(tmp_path, record("https://kabarhulu.example/1", date=date)).pages()
    assert isinstance(page, Response)
    assert page.fetched_at is None


@pytest.mark.parametrize("compressed", [False, True])
def test_an_archive_cut_off_within_a_header_says_so(tmp_path: Path, compressed: bool) -> None:
    cut = record("https://kabarhulu.example/2")[:60]
    pages = archive(tmp_path, record("https://kabarhulu.example/1"), cut, compressed=compressed).pages()
    _, lost = pages
    assert lost.number == 2
    assert isinstance(lost, Broken)
    assert lost.problem.detail == "its header breaks off"
