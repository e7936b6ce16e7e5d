"""One GET of a small file: only from checked addresses, bounded, never raising."""

import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from core.domain.webhook.address import Target
from core.services.webhooks.guarded_get import get


class Serving(HTTPServer):
    status, body = 200, b"a file"


class Handler(BaseHTTPRequestHandler):
    server: Serving

    def do_GET(self) -> None:
        self.send_response(self.server.status)
        self.send_header("content-length", str(len(self.server.body)))
        self.send_header("location", "/other")
        self.end_headers()
        self.wfile.write(self.server.body)

    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture
def files() -> Iterator[Serving]:
    with Serving(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def named(host: str, port: int, **_: Any) -> list[Any]:
    return [(socket.AF_INET, 1, 6, "", ("127.0.0.1", port))]


def fetched(files: Serving, *, private: bool = True, most: int = 100) -> bytes | None:
    where = Target(False, "files.example", files.server_port, "/a.pem")
    return get(where, most=most, seconds=5, private=private, resolve=named)


def test_the_file_comes(files: Serving) -> None:
    """Whole, and not more than asked for."""
    assert fetched(files) == b"a file"
    assert fetched(files, most=6) == b"a file"
    assert fetched(files, most=5) is None


@pytest.mark.parametrize("status", [301, 302, 404, 500])
def test_no_other_answer_counts(files: Serving, status: int) -> None:
    """No redirect is followed."""
    files.status = status
    assert fetched(files) is None


def test_a_name_of_a_private_place_is_refused(files: Serving) -> None:
    """Whatever the name says, the address decides."""
    assert fetched(files, private=False) is None


def test_nobody_there_is_no_failure() -> None:
    """None, as for everything that does not work."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        where = Target(False, "files.example", taken.getsockname()[1], "/")
        assert get(where, most=9, seconds=5, private=True, resolve=named) is None
