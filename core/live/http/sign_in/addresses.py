"""The addresses of signing in: our own, and where somebody wanted to go before they were asked to sign in."""

import re
from typing import Final
from urllib.parse import quote, urlsplit

from core.live.limits import LIMITS
from core.settings import Settings

ENTER: Final = "/live/enter"
SIGN_IN: Final = "/live/sign-in"
SIGNED_IN: Final = "/live/signed-in"
SIGN_OUT: Final = "/live/sign-out"

# A path of this server: not //evil.example, /\evil.example, nor anything with a sign that a browser reads away.
_LOCAL: Final = re.compile(r"/(?![/\\])[\x21-\x5b\x5d-\x7e]*")


def redirect_uri(settings: Settings) -> str:
    """The address that is entered at the provider, letter by letter."""
    return f"{settings.url}{SIGNED_IN}"


def after_sign_out(settings: Settings) -> str:
    """Where the provider sends a browser after it has ended its own session."""
    return f"{settings.url}{ENTER}"


def base_path(settings: Settings) -> str:
    """What stands before our paths in the browser; empty where Debrief has a host of its own."""
    return urlsplit(settings.url or "").path.rstrip("/")


def local_target(target: str | None) -> str:
    """A page of ours to go to; Home for whatever is not one. Nobody is sent elsewhere from here."""
    if target is None or len(target) > LIMITS.text_characters or not _LOCAL.fullmatch(target):
        return "/"
    return "/" if target.startswith(("/live/", "/_stcore/")) else target


def enter_address(settings: Settings, path: str, query: str) -> str:
    """The way in for somebody who asked for a page and is a stranger; it knows where they wanted to go."""
    within = path.removeprefix(base_path(settings)) or "/"
    target = local_target(f"{within}?{query}" if query else within)
    return f"{settings.url}{ENTER}" + ("" if target == "/" else f"?to={quote(target, safe='/')}")
