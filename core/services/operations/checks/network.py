"""Checks of how the server is reached: its address, its proxies, and who is let in."""

import ipaddress
from typing import Final
from urllib.parse import urlsplit

from core.domain.loopback import is_loopback
from core.services.operations.checks.check import Check, fail, ok, warn
from core.settings import Settings

PROXY: Final = "proxy headers"
ADDRESS: Final = "address"
WIDE: Final = 256
"""More addresses than this are hardly all proxies."""


def address(settings: Settings) -> Check:
    """Whether links lead here and whoever may come in can."""
    url = settings.url
    if settings.decided_access == "open":
        if url and not is_loopback(urlsplit(url).hostname):
            return fail(
                ADDRESS,
                f"DEBRIEF_URL is {url}, but access is open, which answers only this computer without a proxy between. "
                "Set DEBRIEF_ACCESS=key.",
            )
        return ok(ADDRESS, "Open without a key, to this computer only.")
    if not url:
        return warn(
            ADDRESS,
            "DEBRIEF_URL is not set: links in calendars, webhooks and mails cannot be made. Set it to the address "
            "that people use.",
        )
    if url.startswith("http://") and not is_loopback(urlsplit(url).hostname):
        return warn(
            ADDRESS,
            f"{url} is not encrypted: cookies and links can be read on the way. Put a proxy with TLS before it.",
        )
    return ok(ADDRESS, f"{url}, with {'sign-in' if settings.decided_access != 'key' else 'the workspace key'}.")


def proxy_headers(settings: Settings) -> Check:
    """Whose word counts about who a visitor is."""
    wide = [name for name in settings.trusted_proxies if ipaddress.ip_network(name, strict=False).num_addresses > WIDE]
    if any(ipaddress.ip_network(name, strict=False).prefixlen == 0 for name in wide):
        return fail(
            PROXY,
            "DEBRIEF_TRUSTED_PROXIES trusts every address: whoever likes can pretend to be anybody, and limits do not "
            "hold. Name the proxies alone.",
        )
    if wide:
        return warn(
            PROXY,
            f"DEBRIEF_TRUSTED_PROXIES holds {', '.join(wide)}: everybody in there may say who they are. Name the "
            "proxies alone.",
        )
    behind = bool(settings.url and settings.url.startswith("https://"))
    if behind and not settings.trusted_proxies:
        return warn(
            PROXY,
            "DEBRIEF_URL is https, so a proxy stands before Debrief, but none is trusted: all visitors count as "
            "one against the limits. Set DEBRIEF_TRUSTED_PROXIES to its address.",
        )
    if behind and not settings.is_loopback and any(is_loopback(name) for name in settings.trusted_proxies):
        return warn(
            PROXY,
            f"The proxy is on this computer, but DEBRIEF_HOST {settings.host} lets others past it, without TLS. Set "
            "DEBRIEF_HOST=127.0.0.1.",
        )
    if not settings.trusted_proxies:
        return ok(PROXY, "No proxy is trusted, and none seems to be there.")
    return ok(PROXY, f"Believed from {', '.join(settings.trusted_proxies)} only.")
