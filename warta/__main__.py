"""The command `warta`, and `python -m warta`: Ctrl-C ends it in one line from the first moment on."""

import sys

from warta.stopping import at_once

with at_once():
    from warta.cli import main

if __name__ == "__main__":
    sys.exit(main())
