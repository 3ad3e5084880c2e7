"""A proxy in front of an HTTP server that breaks some of what goes through it."""

import http.client
import random
import socket
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import urlsplit

KINDS = ("503", "cut upload", "cut before answer", "cut answer")


_OF_THE_LINE = {"transfer-encoding", "content-length", "expect", "connection"}


class Proxy(ThreadingHTTPServer):
    """Passes requests on to a server; a share of them meets a fault, one of `KINDS` by lot.

    Attributes:
        share: Share of the requests that meet a fault.
        met: How many requests met which fault.
    """

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, server: str, share: float, seed: int = 2024) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.server = urlsplit(server)
        self.share = share
        self.met: Counter[str] = Counter()
        self._chance = random.Random(seed)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def draw(self) -> str | None:
        """The fault that the next request meets."""
        if self._chance.random() >= self.share:
            return None
        kind = self._chance.choice(KINDS)
        self.met[kind] += 1
        return kind

    def handle_error(self, request: object, client_address: object) -> None:
        """Nothing: clients that go away are no fault here."""


class _Handler(BaseHTTPRequestHandler):
    server: Proxy
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:
        pass

    def _pass_on(self) -> None:
        fault = self.server.draw()
        body = self._body()
        unchanged = {name: value for name, value in self.headers.items() if name.lower() not in _OF_THE_LINE}
        headers = unchanged | {"Content-Length": str(len(body))}
        if fault == "cut upload":
            # Half of what is uploaded comes to the server, then both lines are dead.
            with socket.create_connection((self.server.server.hostname, self.server.server.port)) as line:
                head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
                line.sendall(f"{self.requestline}\r\n{head}\r\n".encode() + body[: len(body) // 2])
            self._cut()
            return
        if fault == "503":
            self.send_response(503)
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        ahead = http.client.HTTPConnection(self.server.server.hostname or "", self.server.server.port)
        ahead.request(self.command, self.path, body, headers)
        answer = ahead.getresponse()
        content = answer.read()
        ahead.close()
        if fault == "cut before answer":
            self._cut()
            return
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in {"transfer-encoding", "connection", "date", "server"}:
                self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content[: len(content) // 2] if fault == "cut answer" else content)
        if fault == "cut answer" and content:
            self._cut()

    # `http.server` looks for these names.
    do_GET = do_HEAD = do_PUT = do_POST = do_DELETE = _pass_on  # noqa: N815

    def _body(self) -> bytes:
        if self.headers.get("Transfer-Encoding") != "chunked":
            return self.rfile.read(int(self.headers.get("Content-Length") or 0))
        body = b""
        while size := int(self.rfile.readline(), 16):
            body += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        return body

    def _cut(self) -> None:
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)


@contextmanager
def faulty(server: str, share: float, seed: int = 2024) -> Iterator[Proxy]:
    """A proxy in front of a server."""
    with Proxy(server, share, seed) as proxy:
        Thread(target=proxy.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        try:
            yield proxy
        finally:
            proxy.shutdown()
