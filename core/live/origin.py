"""Where a request says it comes from: its Host, its Origin, its peer, and what a proxy added.

A browser sends Origin with every WebSocket handshake and every POST. Anything that does not match the
address the page was served from is somebody else's page.
"""

import ipaddress
from collections.abc import Sequence
from urllib.parse import urlsplit

from starlette.requests import HTTPConnection

from core.settings import Settings

PROXY_HEADERS = (
    "forwarded",
    "via",
    "x-forwarded-for",
    "x-forwarded-host",
    "x-forwarded-proto",
    "x-real-ip",
)


def same_origin(connection: HTTPConnection, public: str | None = None) -> bool:
    """No Origin is fine: tools send none, and a browser always sends one with a WebSocket."""
    origin = connection.headers.get("origin")
    if origin is None:
        return True
    parts = urlsplit(origin)
    if not parts.netloc or parts.scheme not in ("http", "https"):
        return False
    if public is not None and (parts.scheme, parts.netloc.lower()) == _scheme_and_place(public):
        return True
    return parts.netloc.lower() == connection.headers.get("host", "").lower()


def _scheme_and_place(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.scheme, parts.netloc.lower()


def is_loopback(host: str | None) -> bool:
    if host is None:
        return False
    if host.lower() == "localhost" or host.lower().endswith(".localhost"):
        return True
    try:
        address = ipaddress.ip_address(host.strip("[]").partition("%")[0])
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return (mapped or address).is_loopback


def host_name(netloc: str) -> str | None:
    try:
        return urlsplit(f"//{netloc}").hostname
    except ValueError:
        return None


def from_this_computer(connection: HTTPConnection) -> bool:
    """Peer, Host and Origin are all loopback, and no proxy stands between."""
    if any(name in connection.headers for name in PROXY_HEADERS):
        return False
    peer = connection.client.host if connection.client is not None else None
    if not is_loopback(peer) or not is_loopback(host_name(connection.headers.get("host", ""))):
        return False
    origin = connection.headers.get("origin")
    return origin is None or is_loopback(host_name(urlsplit(origin).netloc))


def address_of(connection: HTTPConnection, trusted: Sequence[str] = ()) -> str:
    """The key of rate limits: the socket's peer, or what a trusted proxy says about it.

    uvicorn by itself believes a forwarded address from this computer, and this cannot be told from here.
    So without a trusted proxy whoever brings such a header shares one key with all who do.
    """
    peer = connection.client.host if connection.client is not None else "unknown"
    forwarded = connection.headers.getlist("x-forwarded-for")
    if not forwarded:
        return peer
    if not trusted:
        return "forwarded"
    if not _is_in(peer, trusted):
        return peer
    hops = [hop.strip() for hop in ",".join(forwarded).split(",")]
    return next((hop for hop in reversed(hops) if not _is_in(hop, trusted)), peer)[:64]


def is_https(connection: HTTPConnection, settings: Settings) -> bool:
    """Whether the browser talks https, to us or to the proxy before us."""
    if connection.url.scheme in ("https", "wss") or (settings.url or "").startswith("https://"):
        return True
    peer = connection.client.host if connection.client is not None else ""
    told = connection.headers.get("x-forwarded-proto", "")
    return told == "https" and _is_in(peer, settings.trusted_proxies)


def base_url(connection: HTTPConnection, settings: Settings) -> str:
    """The address that links begin with."""
    if settings.url:
        return settings.url
    scheme = "https" if is_https(connection, settings) else "http"
    return f"{scheme}://{connection.headers.get('host', '')}"


def _is_in(host: str, networks: Sequence[str]) -> bool:
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    return any(address in ipaddress.ip_network(network, strict=False) for network in networks)
