"""Whether an address or a request is from this very computer: one answer for settings, requests, connections, pages."""

import ipaddress
from collections.abc import Mapping
from urllib.parse import urlsplit

PROXY_HEADERS = ("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip")
"""Any of these means that a proxy stands between, so that the peer of the connection is not the browser."""


def is_loopback(host: str | None) -> bool:
    """A name or an address, also in brackets, with a zone, or an IPv4 address that is written as IPv6."""
    if host is None:
        return False
    name = host.lower()
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        address = ipaddress.ip_address(name.strip("[]").partition("%")[0])
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return (mapped or address).is_loopback


def is_local_request(headers: Mapping[str, str], *, local_peer: bool) -> bool:
    """Whether peer, Host and Origin are all loopback, and no proxy stands between.

    ``headers`` finds names in any case; ``local_peer``: the connection comes from a loopback address.
    """
    if not local_peer or any(name in headers for name in PROXY_HEADERS):
        return False
    origin = headers.get("origin")
    return is_loopback(host_of(f"//{headers.get('host', '')}")) and (origin is None or is_loopback(host_of(origin)))


def host_of(url: str) -> str | None:
    """The host of an address, without port; None where there is none, or no address."""
    try:
        return urlsplit(url).hostname
    except ValueError:
        return None
