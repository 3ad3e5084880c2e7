"""A schedule that is served against a real Prefect server fires and publishes."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from warta.cli import main
from warta.publishing import latest, verify

WARTA = Path(sys.executable).with_name("warta")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment in which a real server is the one to talk to."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = os.environ | {
        "PREFECT_HOME": str(tmp_path / "prefect"),
        "PREFECT_API_URL": f"http://127.0.0.1:{port}/api",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        "PYTHONUNBUFFERED": "1",
    }
    environment.pop("PREFECT_API_DATABASE_CONNECTION_URL", None)
    command = [
        WARTA.with_name("prefect"),
        "server",
        "start",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "--no-ui",
    ]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    ) as process:
        try:
            _wait(lambda: _is_up(environment["PREFECT_API_URL"]), 90, "the server to start")
            yield environment
        finally:
            os.killpg(process.pid, signal.SIGTERM)


def _is_up(url: str) -> bool:
    try:
        return httpx.get(f"{url}/health", timeout=2).is_success
    except httpx.HTTPError:
        return False


def _wait(condition: Callable[[], bool], seconds: float, what: str) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return
        time.sleep(0.5)
    pytest.fail(f"waited {seconds} s for {what}")


def test_a_served_schedule_fires_and_publishes(server: dict[str, str], tmp_path: Path) -> None:
    output = tmp_path / "output"
    command = [WARTA, "serve", "seeds", "--every", "10s", "--output", str(output)]
    with subprocess.Popen(command, env=server, start_new_session=True) as serving:
        try:
            _wait(lambda: latest(output) is not None, 120, "a scheduled run to publish")
        finally:
            os.killpg(serving.pid, signal.SIGTERM)
    release = latest(output)
    assert release is not None
    assert verify(release.path) == []
    runs = httpx.post(f"{server['PREFECT_API_URL']}/flow_runs/filter", json={}, timeout=10).json()
    assert any(run["auto_scheduled"] for run in runs), "the run did not come from the schedule"


def test_serving_without_a_server_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PREFECT_")}
    done = subprocess.run(
        [WARTA, "serve", "seeds", "--every", "1h"],
        env=environment | {"PREFECT_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "prefect server start" in done.stderr


def test_a_server_that_does_not_answer_is_one_line(tmp_path: Path) -> None:
    environment = os.environ | {
        "PREFECT_API_URL": "http://127.0.0.1:9/api",  # nothing listens there
        "PREFECT_HOME": str(tmp_path / "prefect"),
    }
    command = [WARTA, "serve", "seeds", "--every", "5m", "--output", str(tmp_path / "output")]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1), done.stderr
    assert done.stderr.startswith("warta: no Prefect server answers at http://127.0.0.1:9/api: ")


def test_pages_that_are_not_there_yet_are_told_before_the_first_run(tmp_path: Path) -> None:
    environment = os.environ | {
        "PREFECT_API_URL": "http://127.0.0.1:9/api",
        "PREFECT_HOME": str(tmp_path / "prefect"),
    }
    command = [WARTA, "serve", "tiada", "--every", "1d", "--output", str(tmp_path / "output")]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    told, server = done.stderr.splitlines()
    assert told == "tiada: no such file or folder"
    assert server.startswith("warta: no Prefect server answers at ")


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--cron", "setiap pagi"], "--cron: 'setiap pagi' is no schedule: "),
        (["--every", "5m", "--work", "kerja"], "warta: --work kerja: only releases for s3://BUCKET/PREFIX"),
        (["--every", "5m", "--furniture", "tiada.parquet"], "tiada.parquet: no such file"),
    ],
)
def test_what_cannot_be_served_is_one_line(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], options: list[str], told: str
) -> None:
    from prefect.settings import PREFECT_API_URL, temporary_settings

    with temporary_settings({PREFECT_API_URL: "http://127.0.0.1:9/api"}):
        assert main(["serve", "seeds", "--output", str(tmp_path / "output"), *options]) == 2
    shown = capfd.readouterr().err
    assert shown.count("\n") == 1, shown
    assert shown.startswith(told)
