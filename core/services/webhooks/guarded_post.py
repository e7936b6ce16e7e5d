"""One POST to an address that a user entered, protected against server-side request forgery.

The host's name is resolved once, every address it resolves to is checked, and the connection goes to a checked
address; TLS still proves the name. No redirect is followed, no proxy of the environment is used, the whole exchange has
a deadline, and of the answer only the beginning is read. ``core.domain.webhook.address`` has the rules.
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

from core.domain.webhook.address import PRIVATE_SENTENCE, Target, may_connect

log = logging.getLogger(__name__)

DEADLINE_SECONDS: Final = 15.0
CONNECT_SECONDS: Final = 5.0
ANSWER_BYTES: Final = 2048
MOST_ADDRESSES: Final = 3
_SLICE_SECONDS: Final = 0.2

Resolve = Callable[..., list[Any]]


@dataclass(frozen=True)
class PostResult:
    """``status`` is None without an answer; ``text`` is then the reason, else the beginning of the answer.

    ``retry_after`` is the header of that name, as it came.
    """

    status: int | None
    text: str
    retry_after: str = ""


class AddressRefused(Exception):
    """The name resolves to an address that nothing may be sent to."""


class DeadlineExceeded(Exception):
    """The server is stopping, or the deadline is over."""


class Deadline:
    """When to give up, and an event that ends it earlier."""

    def __init__(self, seconds: float, stopping: threading.Event | None = None) -> None:
        self._end = time.monotonic() + seconds
        self._stopping = stopping or threading.Event()

    def left(self, at_most: float) -> float:
        """How long the next step may take, in seconds. Raises Stopped when there is no time left."""
        left = self._end - time.monotonic()
        if left <= 0 or self._stopping.is_set():
            raise DeadlineExceeded
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
) -> PostResult:
    """Send it now, and say what came of it. Blocks up to ``seconds``, and never raises for what a network does."""
    network = CheckedNetwork(Deadline(seconds, stopping), private, resolve)
    scheme = b"https" if target.secure else b"http"
    url = httpcore.URL(scheme=scheme, host=target.host.encode(), port=target.port, target=target.path.encode())
    sent = {"Content-Type": "application/json", "Accept-Encoding": "identity", "Connection": "close", **headers}
    pool = httpcore.ConnectionPool(
        ssl_context=context or trusted_authorities(), network_backend=network, max_connections=1
    )
    try:
        with pool, pool.stream("POST", url, headers=list(sent.items()), content=body) as response:
            return PostResult(response.status, _beginning(response.iter_stream()), _retry_after(response.headers))
    except AddressRefused:
        return PostResult(None, PRIVATE_SENTENCE)
    except (DeadlineExceeded, httpcore.TimeoutException):
        return PostResult(None, "No answer in time.")
    except socket.gaierror:
        return PostResult(None, "There is no such host.")
    except httpcore.ConnectError as error:
        return PostResult(None, _why(error))
    except (httpcore.NetworkError, httpcore.ProtocolError, OSError):
        return PostResult(None, "The connection broke, or the answer was none.")


@functools.cache
def trusted_authorities() -> ssl.SSLContext:
    """The authorities of this computer, SSL_CERT_FILE among them, and the common ones."""
    return httpcore.default_ssl_context()


def _beginning(chunks: Iterable[bytes]) -> str:
    """The first of the answer in one short line. The answer is yes or no already, so a broken end is no failure."""
    read = b""
    with contextlib.suppress(
        DeadlineExceeded, httpcore.NetworkError, httpcore.ProtocolError, httpcore.TimeoutException
    ):
        for chunk in chunks:
            read += chunk[: ANSWER_BYTES - len(read)]
            if len(read) >= ANSWER_BYTES:
                break
    text = " ".join(read.decode("utf-8", "replace").split())
    return "".join(sign for sign in text if sign.isprintable())[:200]


def _retry_after(headers: Iterable[tuple[bytes, bytes]]) -> str:
    found = next((value for name, value in headers if name.lower() == b"retry-after"), b"")
    return found[:40].decode("ascii", "replace")


def _why(error: httpcore.ConnectError) -> str:
    if any(isinstance(cause, ssl.SSLError) for cause in (error.__cause__, *error.args)):
        return "The receiver's certificate is not to be trusted."
    return "Nobody listens there."


class CheckedNetwork(httpcore.NetworkBackend):
    """A network backend that connects only to the checked addresses and resolves nothing itself."""

    def __init__(self, haste: Deadline, private: bool, resolve: Resolve) -> None:
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
                return _DeadlineStream(stream, self._haste)
        raise httpcore.ConnectError("no address")

    def _addresses(self, host: str, port: int) -> list[str]:
        """Resolve the name once. One address that is not allowed refuses all of them."""
        found = list(dict.fromkeys(row[4][0] for row in self._resolve(host, port, type=socket.SOCK_STREAM)))
        for item in found:
            if not may_connect(ipaddress.ip_address(item), private=self._private):
                log.warning("a webhook was not sent: its host stands for an address that is refused")
                raise AddressRefused
        return found[:MOST_ADDRESSES]


class _DeadlineStream(httpcore.NetworkStream):
    """A stream whose every read and write ends at the deadline, however slowly the other side sends."""

    def __init__(self, stream: httpcore.NetworkStream, haste: Deadline) -> None:
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
        return _DeadlineStream(self._stream.start_tls(ssl_context, server_hostname, left), self._haste)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
