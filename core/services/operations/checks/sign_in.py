"""Whether signing in would work: the provider is asked for its metadata and its keys, and what time it is there."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

from core.errors import DebriefError
from core.services.oidc.provider import LEEWAY_SECONDS, Provider
from core.services.operations.checks.check import Check, fail, ok, warn
from core.settings import Settings

SIGN_IN: Final = "sign-in"
UNREACHABLE: Final = (
    "The provider at {issuer} cannot be reached from here, or does not answer as one. Open {issuer}/.well-known/"
    "openid-configuration; check DEBRIEF_OIDC_ISSUER, the firewall and the proxy (HTTPS_PROXY)."
)
CLOCK: Final = (
    "The clock of this computer and that of {provider} differ by {seconds} s; above {most} s no sign-in counts. Set "
    "this computer's clock by NTP."
)
EVERYBODY: Final = "Everybody with a Google account comes in. Set DEBRIEF_OIDC_ALLOWED_DOMAINS to your own domain."
GOOGLE: Final = "https://accounts.google.com"


def provider(settings: Settings, clock: Callable[[], float] = time.time) -> Check | None:
    """None where nobody signs in. ``clock`` gives seconds since 1970."""
    if settings.decided_access != "oidc":
        return None
    asked = Provider(settings)
    try:
        found = asked.metadata()
        keys, theirs = asked.reach()
    except DebriefError as error:
        # 422 is about what was set or published, and says so; anything else is about the way there.
        return fail(SIGN_IN, error.sentence if error.status == 422 else UNREACHABLE.format(issuer=settings.oidc_issuer))
    apart = abs((theirs - datetime.fromtimestamp(clock(), UTC)).total_seconds()) if theirs is not None else 0
    if apart > LEEWAY_SECONDS:
        return fail(SIGN_IN, CLOCK.format(provider=asked.name, seconds=round(apart), most=LEEWAY_SECONDS))
    if settings.oidc_issuer == GOOGLE and not (settings.oidc_allowed_domains or settings.oidc_allowed_groups):
        return warn(SIGN_IN, EVERYBODY)
    ends = "can end its own session" if found.end_session else "has no page that ends its own session"
    return ok(
        SIGN_IN,
        f"{asked.name} answers (keys: {keys}, signs with {found.algorithms[0]}) and {ends}. The redirect address to "
        f"enter there is {settings.url}/live/signed-in.",
    )
