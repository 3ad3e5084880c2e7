"""What all tests share."""

import sys

from absl import logging
from hypothesis import HealthCheck, settings

# Prefect sets up logging anew and so closes all handlers; absl's, which comes with mlcroissant, would close
# its stream, which is pytest's own. It leaves alone the stream that the process began with.
logging.get_absl_handler().python_handler.setStream(sys.__stderr__)

# Nothing is found out by a clock: other work on the machine would fail a test that is right.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")
