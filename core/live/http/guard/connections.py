"""Connections that send no request: closed after a time, and bounded by address.

uvicorn 0.54 times a connection between two requests but not before the first one is whole, and has no bound by
address: a thousand half-sent requests use up every descriptor that a service usually has. Its protocol class is
the only place where such a connection can be seen, so two of its methods are extended when the server starts.
"""

import asyncio
import logging
from collections.abc import Sequence
from typing import Any, Protocol, cast

from uvicorn.protocols.http.h11_impl import H11Protocol

from core.domain.loopback import is_loopback
from core.live.http.origin import is_in, network_of
from core.live.limits import LIMITS

_log = logging.getLogger(__name__)
_MARK = "_debrief_guarded"


class _Http(Protocol):
    """What is used of a uvicorn protocol object."""

    transport: asyncio.Transport
    connections: set[Any]
    client: tuple[str, int] | None
    cycle: Any


def guard_connections(trusted: Sequence[str] = (), *, header_seconds: float | None = None) -> None:
    """Extends the HTTP protocol classes of uvicorn that are installed; a second call changes only the values.

    ``trusted``: addresses and networks of proxies, which carry everybody's connections and are not bounded.
    """
    _Values.trusted = tuple(trusted)
    _Values.header_seconds = LIMITS.header_seconds if header_seconds is None else header_seconds
    for protocol in _protocols():
        if not getattr(protocol, _MARK, False):
            _extend(protocol)


class _Values:
    trusted: tuple[str, ...] = ()
    header_seconds: float = LIMITS.header_seconds


def _protocols() -> list[type[Any]]:
    found: list[type[Any]] = [H11Protocol]
    try:
        from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol  # only where httptools is installed
    except ImportError:
        return found
    return [*found, HttpToolsProtocol]


def _extend(protocol: type[Any]) -> None:
    before_made, before_lost = protocol.connection_made, protocol.connection_lost

    def connection_made(self: Any, transport: asyncio.Transport) -> None:
        before_made(self, transport)
        if _too_many(cast(_Http, self)):
            _log.info("a connection was closed: its address has too many")
            transport.abort()
            return
        loop = asyncio.get_running_loop()
        self._debrief_timer = loop.call_later(_Values.header_seconds, _close_if_silent, self)

    def connection_lost(self: Any, error: Exception | None) -> None:
        timer = getattr(self, "_debrief_timer", None)
        if timer is not None:
            timer.cancel()
        before_lost(self, error)

    protocol.connection_made = connection_made
    protocol.connection_lost = connection_lost
    setattr(protocol, _MARK, True)


def _close_if_silent(protocol: _Http) -> None:
    """A request that is whole has a cycle; a connection that became a socket is no longer this protocol's."""
    if protocol.cycle is None and protocol in protocol.connections:
        _log.info("a connection was closed: no whole request came within %.0f s", _Values.header_seconds)
        protocol.transport.close()


def _too_many(protocol: _Http) -> bool:
    address = protocol.client[0] if protocol.client else ""
    if not address or is_in(address, _Values.trusted) or is_loopback(address):
        return False
    own = network_of(address)
    same = sum(1 for other in protocol.connections if other.client and network_of(other.client[0]) == own)
    return same > LIMITS.connections_an_address
