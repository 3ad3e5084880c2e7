"""Prefect's server for one build: `python -m flows.server SOCKET`, without what a single build does not use.

Ends when its standard input does, and so with the process that started it, however that ends.
"""

import os
import socket
import sys
import threading
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

import uvicorn

from flows.sparing import imported


def main(descriptor: int) -> None:
    """Serve on an inherited socket that listens already."""
    servers: list[uvicorn.Server] = []
    threading.Thread(target=_end_with_input, args=(servers,), daemon=True).start()
    migrated = Path(os.environ["PREFECT_HOME"], f"migrated-{version('prefect')}")
    database = migrated.with_name("prefect.db")
    # Migrations take a second even where there are none to make.
    if database.exists() and migrated.exists():
        os.environ["PREFECT_API_DATABASE_MIGRATE_ON_START"] = "false"

    with imported():
        from prefect.server.api.server import create_app

    with imported():  # once more: it asks for a look through all that was imported
        app = create_app(ephemeral=True, final=True)
    server = uvicorn.Server(uvicorn.Config(app, log_level="critical", lifespan="on"))
    servers.append(server)
    server.run(sockets=[socket.socket(fileno=descriptor)])
    if server.started:
        migrated.touch()


def _end_with_input(servers: Sequence[uvicorn.Server]) -> None:
    """Have a server stop; before there is one, nothing is begun that has to be ended."""
    sys.stdin.buffer.read()
    if not servers:
        os._exit(0)
    servers[0].should_exit = True


if __name__ == "__main__":
    main(int(sys.argv[1]))
