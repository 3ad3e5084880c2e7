"""What all tests share."""

import sys
from pathlib import PurePosixPath
from typing import Final

import pytest
from absl import logging
from hypothesis import HealthCheck, settings
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling

# Prefect sets up logging anew and so closes all handlers; absl's, which comes with mlcroissant, would close
# its stream, which is pytest's own. It leaves alone the stream that the process began with.
logging.get_absl_handler().python_handler.setStream(sys.__stderr__)

# Nothing is found out by a clock: other work on the machine would fail a test that is right.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


STARTING_THEIR_OWN: Final = frozenset({"test_embedded", "test_serve", "test_sparing"})
"""Modules with tests of the flows that start their own processes, and need no Prefect before that."""


class _Files(LoadFileScheduling):
    """The tests of a file run in one process, and so do all tests of the flows that share one Prefect."""

    def _split_scope(self, nodeid: str) -> str:
        file: str = super()._split_scope(nodeid)
        path = PurePosixPath(file)
        shares = path.is_relative_to("tests/flows") and path.stem not in STARTING_THEIR_OWN
        return "tests/flows" if shares else file


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadFileScheduling:
    return _Files(config, log)
