"""An S3 server of its own for the tests, and what a release in it looks like to a reader."""

import hashlib
import os
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator

import httpx
import pytest

from tests.warta.publishing.stores.faults import Proxy, faulty
from warta.publishing.stores import find_release, source_at
from warta.publishing.stores.files import in_bucket

KEYS = {
    "AWS_ACCESS_KEY_ID": "penguji",
    "AWS_SECRET_ACCESS_KEY": "rahasia",
    "AWS_REGION": "us-east-1",
    "AWS_EC2_METADATA_DISABLED": "true",
}


@pytest.fixture(scope="session")
def s3_server() -> Iterator[str]:
    """The URL of a moto server, in a process of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable,
        "-c",
        "import moto.server; moto.server.main()",
        "-H",
        "127.0.0.1",
        "-p",
        str(port),
    ]
    url = f"http://127.0.0.1:{port}"
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            _wait_for(url)
            yield url
        finally:
            server.kill()


def _wait_for(url: str) -> None:
    for _ in range(200):
        try:
            httpx.get(f"{url}/moto-api/", timeout=5)
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"waited for {url}")


@pytest.fixture
def bucket(s3_server: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The location of an empty output in the server, which is where the environment points to."""
    name = f"ember-{uuid.uuid4()}"
    httpx.put(f"{s3_server}/{name}").raise_for_status()
    for key, value in KEYS.items():
        monkeypatch.setenv(key, value)
    monkeypatch.setenv("AWS_ENDPOINT_URL", s3_server)
    return f"s3://{name}/warta"


@pytest.fixture
def proxy(bucket: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Proxy]:
    """A proxy before the server that breaks every tenth request; the environment points to it."""
    with faulty(os.environ["AWS_ENDPOINT_URL"], 0.1) as between:
        monkeypatch.setenv("AWS_ENDPOINT_URL", between.url)
        yield between


def whole(location: str) -> str:
    """Read the latest release as a reader does; returns its version.

    Raises:
        AssertionError: A file is not what its manifest says.
    """
    found = find_release(source_at(location))
    for file in found.manifest.files:
        content = b"".join(found.source.stream(found.path_of(file.path), 0))
        assert hashlib.sha256(content).hexdigest() == file.sha256, f"{found.manifest.version}: {file.path}"
    return found.manifest.version


def published(location: str) -> dict[str, str]:
    """Every file of an output, with its checksum."""
    files = in_bucket(location)
    return {path: files.sha256(path) for path in sorted(files.below(""))}
