"""On S3 as in a folder: readers see a whole release or the one before, whatever fails on the way.

The server is moto, in a process of its own: the one that can be had from PyPI and speaks S3 over HTTP.
"""

import os
import random
import signal
import subprocess
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.warta.publishing.processes import started
from tests.warta.publishing.stores.conftest import published, whole
from tests.warta.publishing.stores.faults import KINDS, Proxy
from tests.warta.publishing.tables import CREATED, release, run, tables, write
from warta.publishing import Release, Staging, StoreError, latest
from warta.publishing import publish as stage
from warta.publishing.checksums import file_sha256, files_below
from warta.publishing.stores import claims, find_release, open_store, source_at
from warta.publishing.stores.files import in_bucket
from warta.takedowns import TAKEDOWNS, Tombstone, read_takedowns
from warta.terms import Matching


def silent(name: str, done: int, total: int) -> None:
    """Nobody watches."""


def publish(bucket: str, work: Path, articles: int = 7) -> Release:
    """What a build does: prepare, make a release, publish it."""
    with open_store(bucket, str(work)) as store:
        store.prepare(silent)
        made = release(store.folder, tables(articles=articles))
        store.publish(made, silent)
    return made


def test_another_machine_goes_on_from_what_the_bucket_holds(bucket: str, tmp_path: Path) -> None:
    first = publish(bucket, tmp_path / "satu", articles=5)
    assert published(bucket) == {
        "latest.json": file_sha256(tmp_path / "satu" / "latest.json"),
        **{
            f"releases/2026.11.22/{path}": file_sha256(file) for path, file in files_below(first.path).items()
        },
    }
    second = publish(bucket, tmp_path / "dua", articles=7)
    third = publish(bucket, tmp_path / "satu", articles=8)
    assert [second.manifest.previous, third.manifest.previous] == ["2026.11.22", "2026.11.22.1"]
    assert sum(change.added for change in third.manifest.changes if change.table == "articles") == 1
    assert whole(bucket) == "2026.11.22.2"
    assert versions(bucket) == {"2026.11.22", "2026.11.22.1", "2026.11.22.2"}
    assert [path.name for path in (tmp_path / "satu" / "releases").iterdir()] == ["2026.11.22.2"]


def test_of_two_builds_at_once_the_second_is_told_and_changes_nothing(bucket: str, tmp_path: Path) -> None:
    with open_store(bucket, str(tmp_path / "dua")) as slow:
        slow.prepare(silent)
        late = release(slow.folder, tables(articles=3))
        publish(bucket, tmp_path / "satu", articles=9)
        before = published(bucket)
        with pytest.raises(StoreError, match="another release meanwhile"):
            slow.publish(late, silent)
    assert published(bucket) == before
    assert publish(bucket, tmp_path / "dua", articles=3).manifest.version == "2026.11.22.1"


def test_what_was_made_and_not_yet_shown_is_shown_by_the_next_build(bucket: str, tmp_path: Path) -> None:
    with open_store(bucket, str(tmp_path)) as store:
        store.prepare(silent)
        made = release(store.folder)
        # The build is killed here, with some of its files in the bucket.
        (tmp_path / ".builder").write_text("satu")
        with claims.claimed(in_bucket(bucket), "satu", made.manifest.version):
            pass
        in_bucket(bucket).put("releases/2026.11.22/README.md", b"half")
        in_bucket(bucket).put("releases/2026.11.22/.stray", b"of another")
    with open_store(bucket, str(tmp_path)) as store:
        store.prepare(silent)
    assert whole(bucket) == made.manifest.version
    assert published(bucket).keys() == {
        "latest.json",
        *(f"releases/2026.11.22/{path}" for path in files_below(made.path)),
    }


def test_while_a_build_publishes_no_other_does(bucket: str) -> None:
    files = in_bucket(bucket)
    with claims.claimed(files, "satu", "2026.11.22") as first:
        with (
            pytest.raises(StoreError, match="another build is publishing"),
            claims.claimed(files, "dua", "2026.11.22"),
        ):
            pass
        first.confirm()
        first.release()
    with claims.claimed(files, "dua", "2026.11.22") as second:
        second.confirm()


@pytest.mark.parametrize("builder", ["mati", "lain"])
def test_what_a_dead_build_had_begun_is_deleted(
    bucket: str, monkeypatch: pytest.MonkeyPatch, builder: str
) -> None:
    """Its own builder does so at once, others when its claim is old."""
    files = in_bucket(bucket)
    with claims.claimed(files, "mati", "2026.11.22.7"):
        files.put("releases/2026.11.22.7/articles/part-0.parquet", b"half")
    if builder != "mati":
        monkeypatch.setattr(claims, "_DEAD", timedelta(seconds=1))
        time.sleep(2)
    with claims.claimed(files, builder, "2026.11.22.8"):
        assert published(bucket).keys() == {f".building/{builder}.json"}


def test_what_was_taken_down_does_not_come_back_where_the_tombstones_are_lost(
    bucket: str, tmp_path: Path
) -> None:
    stone = Tombstone(
        matching=Matching.ARTICLE_ID, named="f" * 32, reason="permintaan redaksi", when=CREATED
    ).to_line()
    (tmp_path / "satu").mkdir()
    (tmp_path / "satu" / TAKEDOWNS).write_bytes(stone)
    frames = tables(articles=3)
    without = {"configuration": {"takedowns": read_takedowns(tmp_path / "satu").digest}}
    with open_store(bucket, str(tmp_path / "satu")) as store, Staging(store.folder) as staging:
        made = run(frames).model_copy(update=without)
        store.publish(stage(staging, write(staging.path, frames), made), silent)
    assert not [path for path in published(bucket) if TAKEDOWNS in path]
    with (
        open_store(bucket, str(tmp_path / "dua")) as store,
        pytest.raises(StoreError, match=r"takedowns\.jsonl, which says what, is not there"),
    ):
        store.prepare(silent)
    (tmp_path / "dua" / TAKEDOWNS).write_bytes(stone)
    with open_store(bucket, str(tmp_path / "dua")) as store:
        store.prepare(silent)


def test_a_build_that_lost_its_claim_shows_nothing(bucket: str) -> None:
    files = in_bucket(bucket)
    with claims.claimed(files, "lambat", "2026.11.22") as claim:
        files.delete(".building/lambat.json")
        with pytest.raises(StoreError, match="stood still"):
            claim.confirm()


def test_a_work_folder_is_used_by_one_build_at_a_time(bucket: str, tmp_path: Path) -> None:
    with (
        open_store(bucket, str(tmp_path)),
        pytest.raises(StoreError, match="another build works in"),
        open_store(bucket, str(tmp_path)),
    ):
        pass


def test_a_work_folder_is_of_one_bucket(bucket: str, tmp_path: Path) -> None:
    publish(bucket, tmp_path)
    with (
        open_store(f"{bucket}-lain", str(tmp_path)) as store,
        pytest.raises(StoreError, match=f"releases for {bucket} are made there: give another --work"),
    ):
        store.prepare(silent)
    assert published(f"{bucket}-lain") == {}


def test_a_bucket_that_was_mistyped_does_not_hold_the_work_folder(bucket: str, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="s3://tiada/warta"):
        publish("s3://tiada/warta", tmp_path)
    publish(bucket, tmp_path)


@pytest.mark.parametrize("location", ["s3://", "gs://contoh/warta", "https://contoh.id/warta"])
def test_what_cannot_be_written_to_is_said(location: str, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=location), open_store(location, str(tmp_path)):
        pass


def test_a_bucket_that_is_not_there_is_said_in_one_line(bucket: str, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="s3://tiada/warta") as caught:
        publish("s3://tiada/warta", tmp_path)
    assert "\n" not in str(caught.value)


PUBLISHER = """
import sys
from pathlib import Path
from tests.warta.publishing.stores.test_bucket import publish
print("ready", flush=True)
for number in range(int(sys.argv[3])):
    publish(sys.argv[1], Path(sys.argv[2]), articles=int(sys.argv[4]) + number)
    print("published", flush=True)
"""

READER = """
import sys
from tests.warta.publishing.stores.conftest import whole
print("ready", flush=True)
while True:
    print(whole(sys.argv[1]), flush=True)
"""


@pytest.fixture
def readers(bucket: str, tmp_path: Path) -> Iterator[list[subprocess.Popen[str]]]:
    """Readers that look at the latest release again and again; a bad one ends its reader with an error."""
    publish(bucket, tmp_path / "kerja", articles=1)
    readers = [started(READER, bucket) for _ in range(int(os.environ.get("WARTA_READERS", "1")))]
    try:
        yield readers
    finally:
        for reader in readers:
            reader.kill()
            reader.communicate()


def test_readers_see_whole_releases_while_publishers_are_killed_and_connections_cut(
    readers: list[subprocess.Popen[str]], proxy: Proxy, bucket: str, tmp_path: Path
) -> None:
    """`WARTA_PUBLISHES=50 WARTA_KILLS=10 WARTA_READERS=2 pytest -s` makes it the full measure."""
    publishes, kills = int(os.environ.get("WARTA_PUBLISHES", "2")), int(os.environ.get("WARTA_KILLS", "1"))
    chance = random.Random(2024)
    done = 0
    for _ in range(kills):
        publisher = started(PUBLISHER, bucket, tmp_path / "kerja", publishes - done, done + 2)
        assert publisher.stdout is not None
        assert publisher.stdout.readline() == "ready\n"
        time.sleep(chance.uniform(1.0, 8.0) if kills > 1 else 2.0)
        os.killpg(publisher.pid, signal.SIGKILL)
        done += publisher.communicate()[0].count("published")
    finishing = started(PUBLISHER, bucket, tmp_path / "kerja", publishes - done, done + 2)
    told, errors = finishing.communicate()
    assert told.count("published") == publishes - done, errors
    seen: list[str] = []
    for reader in readers:
        assert reader.poll() is None, reader.communicate()[1]
        reader.kill()
        seen += reader.communicate()[0].split()[1:]
    print(f"{len(seen)} reads of {len(set(seen))} releases, none bad; faults met: {dict(proxy.met)}")
    proxy.share = 0
    last = latest(tmp_path / "kerja")
    assert last is not None
    assert whole(bucket) == last.manifest.version
    assert versions(bucket) == {*history(bucket)}
    assert not in_bucket(bucket).below(".building")
    assert {*proxy.met} == {*KINDS}


def versions(bucket: str) -> set[str]:
    """The versions that have files in a bucket."""
    return {path.split("/")[1] for path in in_bucket(bucket).below("") if path.startswith("releases/")}


def history(bucket: str) -> Iterator[str]:
    """The versions that were ever named by `latest.json`, newest first."""
    manifest = find_release(source_at(bucket)).manifest
    yield manifest.version
    while manifest.previous:
        manifest = find_release(source_at(f"{bucket}/releases/{manifest.previous}")).manifest
        yield manifest.version
