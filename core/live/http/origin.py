"""Where a request comes from: its Host, its Origin, its peer, and what a proxy added.

A browser sends Origin with every WebSocket handshake and every POST. Anything that does not match the
address the page was served from is somebody else's page.
"""

import ipaddress
from collections.abc import Sequence
from urllib.parse import urlsplit

from starlette.requests import HTTPConnection

from core.domain.loopback import is_local_request, is_loopback
from core.live.limits import LIMITS
from core.settings import Settings


def same_origin(connection: HTTPConnection, public: str | None = None) -> bool:
    """No Origin is fine: tools send none, and a browser always sends one with a WebSocket."""
    origin = connection.headers.get("origin")
    if origin is None:
        return True
    try:
        parts = urlsplit(origin)
    except ValueError:  # a bracket without its pair
        return False
    if not parts.netloc or parts.scheme not in ("http", "https"):
        return False
    if public is not None and (parts.scheme, parts.netloc.lower()) == _scheme_and_netloc(public):
        return True
    return parts.netloc.lower() == connection.headers.get("host", "").lower()


def _scheme_and_netloc(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.scheme, parts.netloc.lower()


def from_this_computer(connection: HTTPConnection) -> bool:
    """Peer, Host and Origin are all loopback, and no proxy stands between."""
    peer = connection.client.host if connection.client is not None else None
    return is_local_request(connection.headers, local_peer=is_loopback(peer))


def address_of(connection: HTTPConnection, trusted: Sequence[str] = ()) -> str:
    """The key of rate limits: the network of the socket's peer, or of what a trusted proxy reports.

    An IPv6 host has a whole /64 to choose addresses from, so that is what is counted.

    uvicorn by itself trusts a forwarded address from this computer, and that cannot be seen from here.
    So without a trusted proxy all who send such a header share one key.
    """
    peer = connection.client.host if connection.client is not None else "unknown"
    forwarded = connection.headers.getlist("x-forwarded-for")
    if not forwarded:
        return network_of(peer)
    if not trusted:
        return "forwarded"
    if not is_in(peer, trusted):
        return network_of(peer)
    hops = [hop.strip() for hop in ",".join(forwarded).split(",")]
    return network_of(next((hop for hop in reversed(hops) if not is_in(hop, trusted)), peer))


def network_of(host: str) -> str:
    """An IPv4 address as it is, also one that is written as IPv6; an IPv6 address as its /64; else the text, cut."""
    try:
        address = ipaddress.ip_address(host.strip("[]").partition("%")[0])
    except ValueError:
        return host[: LIMITS.address_characters]
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    if address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    return str(ipaddress.ip_network((address, 64), strict=False))


def is_https(connection: HTTPConnection, settings: Settings) -> bool:
    """Whether the browser uses https, to us or to the proxy before us."""
    if connection.url.scheme in ("https", "wss") or (settings.url or "").startswith("https://"):
        return True
    peer = connection.client.host if connection.client is not None else ""
    proto = connection.headers.get("x-forwarded-proto", "")
    return proto == "https" and is_in(peer, settings.trusted_proxies)


def base_url(connection: HTTPConnection, settings: Settings) -> str:
    """The address that links begin with."""
    if settings.url:
        return settings.url
    scheme = "https" if is_https(connection, settings) else "http"
    return f"{scheme}://{connection.headers.get('host', '')}"


def is_in(host: str, networks: Sequence[str]) -> bool:
    """Whether an address belongs to one of the addresses or networks; nothing that is no address does."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    return any(address in ipaddress.ip_network(network, strict=False) for network in networks)
