"""One Prefect for the tests of the flows: started once, with the heartbeat off and without a word."""

import os
from collections.abc import Iterator

import pytest

from tests.conftest import STARTING_THEIR_OWN
from tests.warta.publishing.stores.conftest import bucket, s3_server

__all__ = ["bucket", "s3_server"]

# Prefect reads its settings when it is imported.
os.environ.update(
    DO_NOT_TRACK="1",
    PREFECT_SERVER_ANALYTICS_ENABLED="false",
    PREFECT_LOGGING_LEVEL="CRITICAL",
    PREFECT_LOGGING_SERVER_LEVEL="CRITICAL",
)


@pytest.fixture(scope="module", autouse=True)
def _prefect_where_it_is_shared(request: pytest.FixtureRequest) -> None:
    if request.path.stem not in STARTING_THEIR_OWN:
        request.getfixturevalue("_shared_prefect")


@pytest.fixture(scope="session")
def _shared_prefect() -> Iterator[None]:
    from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings
    from prefect.testing.utilities import prefect_test_harness

    with (
        prefect_test_harness(server_startup_timeout=600),
        temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}),
    ):
        yield
