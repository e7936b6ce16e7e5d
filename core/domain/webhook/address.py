"""Which addresses a webhook may lead to. Pure rules: who asks for an address by name and connects is elsewhere.

A webhook makes this server speak to a place that somebody typed. It must not become a way to places that only this
server can reach: itself, the network around it, the metadata service of a cloud.
"""

import ipaddress
import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from core.errors import BadInput

LONGEST: Final = 2000
PRIVATE_SENTENCE: Final = (
    "This address leads into a private network, so nothing is sent to it. "
    "Whoever runs the server can allow that with DEBRIEF_WEBHOOK_PRIVATE=allow."
)

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

# Inside a cloud, or nowhere, though the standard library takes some of them for places on the internet.
_APART: Final = tuple(
    ipaddress.ip_network(network) for network in ("168.63.129.16/32", "192.0.0.0/24", "192.88.99.0/24", "fec0::/10")
)
# IPv6 ranges that carry an IPv4 address inside, with the place it begins at.
_CARRIERS: Final = (
    (ipaddress.IPv6Network("64:ff9b::/96"), 96),
    (ipaddress.IPv6Network("64:ff9b:1::/48"), 96),
    (ipaddress.IPv6Network("2002::/16"), 16),
    (ipaddress.IPv6Network("::/96"), 96),
    (ipaddress.IPv6Network("::ffff:0:0:0/96"), 96),
)
_LABEL: Final = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")


@dataclass(frozen=True)
class Target:
    """An address taken apart. ``path`` begins with a slash and holds the query; it may be a secret."""

    secure: bool
    host: str
    port: int
    path: str

    def __repr__(self) -> str:
        return f"Target({self.host}:{self.port})"


def target(url: str, *, private: bool = False) -> Target:
    """The address, if a webhook may have it; BadInput says what is wrong. ``private``: also http and inner places."""
    url = url.strip()
    if len(url) > LONGEST or any(ord(sign) <= 32 or ord(sign) == 127 for sign in url) or "\\" in url:
        raise BadInput("This is no address that can be used. Copy it again from where the webhook was made.")
    try:
        parts = urlsplit(url)
        port = parts.port
        host = _host(parts.hostname or "", bracketed="[" in parts.netloc)
    except ValueError:
        raise BadInput("This is no address that can be used. Copy it again, it begins with https://.") from None
    if parts.scheme != "https" and not (private and parts.scheme == "http"):
        raise BadInput("A webhook's address begins with https://.")
    if parts.username is not None or parts.password is not None:
        raise BadInput("Leave out the name and the password before the @; a webhook is signed instead.")
    literal = _literal(host)
    if not private and ((literal is not None and not is_public(literal)) or _is_local(host)):
        raise BadInput(PRIVATE_SENTENCE)
    if port == 0:
        raise BadInput("Port 0 is no port. Leave it out, or write the one that the receiver listens on.")
    secure = parts.scheme == "https"
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    if not path.isascii():
        raise BadInput("This address holds letters that must be written in % form. Copy it from the address bar.")
    return Target(secure, host, port or (443 if secure else 80), path)


def is_public(address: IPAddress) -> bool:
    """Whether everybody on the internet would reach the same place there."""
    if isinstance(address, ipaddress.IPv6Address):
        if address.scope_id or not _plainly_public(address):
            return False
        inner = carried(address)
        return inner is None or _plainly_public(inner)
    return _plainly_public(address)


def may_connect(address: IPAddress, *, private: bool) -> bool:
    """The last word, asked of every address that a name stands for, just before connecting."""
    if private:
        return not (address.is_multicast or address.is_unspecified)
    return is_public(address)


def carried(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address inside, where an IPv6 address is only a wrapping."""
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    for network, begins in _CARRIERS:
        if address in network:
            return ipaddress.IPv4Address((int(address) >> (96 - begins)) & 0xFFFFFFFF)
    if address.teredo is not None:
        return address.teredo[1]
    return None


def _plainly_public(address: IPAddress) -> bool:
    # is_global is true of multicast and of some addresses set aside for later.
    apart = address.is_multicast or address.is_reserved or address.is_unspecified or address.is_loopback
    return (
        address.is_global and not apart and not address.is_private and not any(address in network for network in _APART)
    )


def _host(written: str, *, bracketed: bool) -> str:
    """In the form that is asked for: lower case, no dot at the end, other alphabets in their ASCII form."""
    host = written.rstrip(".").casefold()
    if not host:
        raise ValueError("no host")
    if bracketed or ":" in host:  # an IPv6 address; urlsplit took the brackets away
        return str(ipaddress.IPv6Address(host))
    if not host.isascii():
        host = host.encode("idna").decode()
    labels = host.split(".")
    if len(host) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        raise ValueError("no host name")
    if _is_number(labels[-1]):
        # 2130706433, 0x7f.1 and 0177.0.0.1 are 127.0.0.1 to a resolver. Only the plain form is understood here.
        return str(ipaddress.IPv4Address(host))
    return host


def _is_number(label: str) -> bool:
    return label.isdigit() or re.fullmatch(r"0x[0-9a-f]*", label) is not None


def _literal(host: str) -> IPAddress | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def _is_local(host: str) -> bool:
    """Names that never leave this computer or this network. The rest is found out by asking for them."""
    return ("." not in host and ":" not in host) or host.endswith((".localhost", ".local", ".internal"))
