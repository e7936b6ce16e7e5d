"""One GET of a small file, with the same protection as ``guarded_post``: checked addresses, no redirect, a deadline."""

import socket
import ssl

import httpcore

from core.domain.webhook.address import Target
from core.services.webhooks.guarded_post import (
    AddressRefused,
    CheckedNetwork,
    Deadline,
    DeadlineExceeded,
    Resolve,
    trusted_authorities,
)


def get(
    target: Target,
    *,
    most: int,
    seconds: float,
    resolve: Resolve = socket.getaddrinfo,
    private: bool = False,
    context: ssl.SSLContext | None = None,
) -> bytes | None:
    """The file, or None when there is no answer 200 in time or it is longer than ``most`` bytes. Never raises for that.

    Blocks up to ``seconds``.
    """
    network = CheckedNetwork(Deadline(seconds), private, resolve)
    scheme = b"https" if target.secure else b"http"
    url = httpcore.URL(scheme=scheme, host=target.host.encode(), port=target.port, target=target.path.encode())
    headers = {"Accept-Encoding": "identity", "Connection": "close"}
    pool = httpcore.ConnectionPool(
        ssl_context=context or trusted_authorities(), network_backend=network, max_connections=1
    )
    try:
        with pool, pool.stream("GET", url, headers=list(headers.items())) as response:
            if response.status != 200:
                return None
            found = bytearray()
            for chunk in response.iter_stream():
                found += chunk
                if len(found) > most:
                    return None
            return bytes(found)
    except (AddressRefused, DeadlineExceeded, httpcore.TimeoutException, httpcore.NetworkError):
        return None
    except (httpcore.ProtocolError, OSError):
        return None
