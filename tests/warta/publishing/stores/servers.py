"""Web servers that hold a folder, each with its own bad habit."""

import random
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock, Thread
from urllib.parse import unquote


class Server(ThreadingHTTPServer):
    """A server of the files below a folder.

    Attributes:
        cuts: How many answers are still to be cut off, each at a random byte.
        knows_ranges: Whether it answers a request for a part of a file with that part.
        change: What it makes of a file's bytes.
        sent: The path and first byte of each file it was asked for.
    """

    daemon_threads = True

    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.folder = folder
        self.cuts = 0
        self.knows_ranges = True
        self.change: Callable[[str, bytes], bytes] = lambda path, content: content
        self.sent: list[tuple[str, int]] = []
        self.chance = random.Random(2024)
        self.lock = Lock()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, request: object, client_address: object) -> None:
        """Nothing: clients that go away are no fault here."""


class _Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        path = unquote(self.path).lstrip("/")
        file = self.server.folder / path
        if not file.is_file():
            self.send_error(404)
            return
        content = self.server.change(path, file.read_bytes())
        asked = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", ""))
        start = int(asked[1]) if asked and self.server.knows_ranges else 0
        self.server.sent.append((path, start))
        self.send_response(206 if start else 200)
        if start:
            self.send_header("Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}")
        self.send_header("Content-Length", str(len(content) - start))
        self.end_headers()
        self.wfile.write(content[start : self._end(start, len(content))])

    def _end(self, start: int, end: int) -> int:
        """Where the answer ends: somewhere in the middle while there are cuts to make."""
        with self.server.lock:
            if not self.server.cuts or end - start < 1_000:
                return end
            self.server.cuts -= 1
            self.close_connection = True
            return self.server.chance.randrange(start, end)


@contextmanager
def served(folder: Path) -> Iterator[Server]:
    """A server of a folder."""
    with Server(folder) as server:
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        try:
            yield server
        finally:
            server.shutdown()
