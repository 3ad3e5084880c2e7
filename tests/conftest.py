"""What all tests share."""

import sys

from absl import logging

# Prefect sets up logging anew and so closes all handlers; absl's, which comes with mlcroissant, would close
# its stream, which is pytest's own. It leaves alone the stream that the process began with.
logging.get_absl_handler().python_handler.setStream(sys.__stderr__)
