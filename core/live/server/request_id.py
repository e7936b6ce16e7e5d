"""Which HTTP request a line of the log belongs to: a short id, which the answer carries as ``X-Request-ID``.

A proxy that is trusted may bring the id, so that its log and ours can be put side by side. Sockets have none: what a
room does is nobody's request.
"""

import re
from contextvars import ContextVar
from secrets import token_hex
from typing import Final

from starlette.requests import HTTPConnection

from core.live.http.origin import is_in

HEADER: Final = "x-request-id"
_FIT: Final = re.compile(r"[A-Za-z0-9._-]{8,64}")

request_id: ContextVar[str] = ContextVar("request_id", default="")


def id_for(connection: HTTPConnection, trusted: tuple[str, ...]) -> str:
    """The id of the proxy before us, if it is trusted and sent one that fits; else a new one."""
    brought = connection.headers.get(HEADER, "")
    peer = connection.client.host if connection.client is not None else ""
    if brought and _FIT.fullmatch(brought) and is_in(peer, trusted):
        return brought
    return token_hex(8)
