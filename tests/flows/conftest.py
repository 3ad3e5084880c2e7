"""One Prefect for all tests of the flows: started once, with the heartbeat off and without a word."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.warta.publishing.stores.conftest import bucket, s3_server

__all__ = ["bucket", "s3_server"]

# Prefect reads its settings when it is imported.
os.environ.update(
    DO_NOT_TRACK="1",
    PREFECT_SERVER_ANALYTICS_ENABLED="false",
    PREFECT_LOGGING_LEVEL="CRITICAL",
    PREFECT_LOGGING_SERVER_LEVEL="CRITICAL",
)


@pytest.fixture(scope="session", autouse=True)
def _prefect() -> Iterator[None]:
    from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings
    from prefect.testing.utilities import prefect_test_harness

    with (
        prefect_test_harness(server_startup_timeout=600),
        temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}),
    ):
        yield


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the tests of the flows in one process: each process has a Prefect of its own."""
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.xdist_group("flows"))
