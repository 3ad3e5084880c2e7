"""Scripts that run beside a test, to be killed or raced."""

import subprocess
import sys


def started(script: str, *arguments: object) -> subprocess.Popen[str]:
    """Run a script in a process, and a session, of its own."""
    return subprocess.Popen(
        [sys.executable, "-c", script, *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
