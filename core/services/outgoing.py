"""One POST to an address that somebody typed, without becoming a way into places that only this server can reach.

The host's name is asked for once, every address it stands for is checked, and the connection goes to a checked
address; TLS still proves the name. No redirect is followed, no proxy of the environment is used, the whole exchange has
a deadline, and of the answer only the beginning is read. ``core.domain.webhook_address`` has the rules.
"""

import contextlib
import functools
import ipaddress
import logging
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import httpcore

from core.domain.webhook_address import PRIVATE_SENTENCE, Target, may_connect

log = logging.getLogger(__name__)

DEADLINE_SECONDS: Final = 15.0
CONNECT_SECONDS: Final = 5.0
ANSWER_BYTES: Final = 2048
MOST_ADDRESSES: Final = 3
_SLICE_SECONDS: Final = 0.5

Resolve = Callable[..., list[Any]]


@dataclass(frozen=True)
class Answer:
    """``status`` is None when nobody answered; ``words`` then say why, else they begin what was answered."""

    status: int | None
    words: str


class Refused(Exception):
    """A name that stands for a place where nothing is sent to."""


class Stopped(Exception):
    """The server is stopping, or the deadline is over."""


class Haste:
    """Until when, and whether somebody wants to stop earlier."""

    def __init__(self, seconds: float, stopping: threading.Event | None = None) -> None:
        self._end = time.monotonic() + seconds
        self._stopping = stopping or threading.Event()

    def left(self, at_most: float) -> float:
        """How long the next step may take, in seconds. Raises Stopped when there is no time left."""
        left = self._end - time.monotonic()
        if left <= 0 or self._stopping.is_set():
            raise Stopped
        return min(left, at_most)


def post(
    target: Target,
    body: bytes,
    headers: Mapping[str, str],
    *,
    private: bool = False,
    stopping: threading.Event | None = None,
    resolve: Resolve = socket.getaddrinfo,
    context: ssl.SSLContext | None = None,
    seconds: float = DEADLINE_SECONDS,
) -> Answer:
    """Send it now, and say what came of it. Blocks up to ``seconds``, and never raises for what a network does."""
    network = _Checked(Haste(seconds, stopping), private, resolve)
    scheme = b"https" if target.secure else b"http"
    url = httpcore.URL(scheme=scheme, host=target.host.encode(), port=target.port, target=target.path.encode())
    sent = {"Content-Type": "application/json", "Accept-Encoding": "identity", "Connection": "close", **headers}
    pool = httpcore.ConnectionPool(ssl_context=context or _trust(), network_backend=network, max_connections=1)
    try:
        with pool, pool.stream("POST", url, headers=list(sent.items()), content=body) as response:
            return Answer(response.status, _beginning(response.iter_stream()))
    except Refused:
        return Answer(None, PRIVATE_SENTENCE)
    except (Stopped, httpcore.TimeoutException):
        return Answer(None, "No answer in time.")
    except socket.gaierror:
        return Answer(None, "There is no such host.")
    except httpcore.ConnectError as error:
        return Answer(None, _why(error))
    except (httpcore.NetworkError, httpcore.ProtocolError, OSError):
        return Answer(None, "The connection broke, or the answer was none.")


@functools.cache
def _trust() -> ssl.SSLContext:
    """The authorities of this computer, SSL_CERT_FILE among them, and the common ones."""
    return httpcore.default_ssl_context()


def _beginning(chunks: Iterable[bytes]) -> str:
    """The first of the answer in one short line. The answer is yes or no already, so a broken end is no failure."""
    read = b""
    with contextlib.suppress(Stopped, httpcore.NetworkError, httpcore.ProtocolError, httpcore.TimeoutException):
        for chunk in chunks:
            read += chunk[: ANSWER_BYTES - len(read)]
            if len(read) >= ANSWER_BYTES:
                break
    words = " ".join(read.decode("utf-8", "replace").split())
    return "".join(sign for sign in words if sign.isprintable())[:200]


def _why(error: httpcore.ConnectError) -> str:
    if any(isinstance(cause, ssl.SSLError) for cause in (error.__cause__, *error.args)):
        return "The receiver's certificate is not to be trusted."
    return "Nobody listens there."


class _Checked(httpcore.NetworkBackend):
    """Connects to addresses that were checked, and to nothing that a second question would find."""

    def __init__(self, haste: Haste, private: bool, resolve: Resolve) -> None:
        self._haste = haste
        self._private = private
        self._resolve = resolve
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        addresses = self._addresses(host, port)
        for number, address in enumerate(addresses, 1):
            try:
                stream = self._plain.connect_tcp(address, port, self._haste.left(CONNECT_SECONDS))
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if number == len(addresses):
                    raise
            else:
                return _Hurried(stream, self._haste)
        raise httpcore.ConnectError("no address")

    def _addresses(self, host: str, port: int) -> list[str]:
        """Asked for once. One that may not be is enough to refuse them all."""
        found = list(dict.fromkeys(row[4][0] for row in self._resolve(host, port, type=socket.SOCK_STREAM)))
        for each in found:
            if not may_connect(ipaddress.ip_address(each), private=self._private):
                log.warning("a webhook was not sent: its host stands for an address that is refused")
                raise Refused
        return found[:MOST_ADDRESSES]


class _Hurried(httpcore.NetworkStream):
    """A stream whose every step ends with the deadline, however slowly the other side drips."""

    def __init__(self, stream: httpcore.NetworkStream, haste: Haste) -> None:
        self._stream = stream
        self._haste = haste

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        while True:
            with contextlib.suppress(httpcore.ReadTimeout):
                return self._stream.read(max_bytes, self._haste.left(_SLICE_SECONDS))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._haste.left(CONNECT_SECONDS))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left = self._haste.left(CONNECT_SECONDS)
        return _Hurried(self._stream.start_tls(ssl_context, server_hostname, left), self._haste)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
