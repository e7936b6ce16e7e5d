"""To the provider and back. ``GET /live/sign-in`` sends a browser there; the provider sends it to ``/live/signed-in``.

Whatever goes wrong is a page with one sentence and the way back. The address of the answer holds a code that is good
for one minute and for this server alone; it is in no log (``core.live.server.log_redaction``).
"""

import logging
import secrets
import time
from collections.abc import Awaitable, Callable
from functools import wraps
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from core.errors import BadInput, DebriefError, NotAllowed, NotFound
from core.live.context import LiveContext, live_of
from core.live.http.cookie import set_cookie, token_of
from core.live.http.origin import address_of, is_https
from core.live.http.sign_in import addresses, attempt, html
from core.live.limits import LIMITS
from core.services.access import signing_in
from core.services.oidc.sentences import REFUSED

if TYPE_CHECKING:
    from core.services.oidc.provider import Provider

_log = logging.getLogger(__name__)

NO_PROVIDER = "Nobody signs in to this Debrief. Open the link you were sent, or type the code."
BEGIN_AGAIN = "This sign-in was begun in another browser, or more than ten minutes ago. Start it once more."
NOT_AGREED = "You did not sign in at {provider}. Start once more, or come into a meeting with its code."

Handler = Callable[[Request], Awaitable[Response]]


def page_errors(handler: Handler) -> Handler:
    """An error becomes a page with its sentence; an unexpected one gets a number, which the log has too."""

    @wraps(handler)
    async def answered(request: Request) -> Response:
        try:
            return await handler(request)
        except DebriefError as error:
            return html.failed(error.sentence, error.status)
        except Exception:
            number = secrets.token_hex(4)
            _log.exception("error %s while signing in", number)
            return html.failed(f"{DebriefError.default} (error {number})", 500)

    return answered


@page_errors
async def leave(request: Request) -> Response:
    """Send the browser to the provider, with a cookie by which its answer is known to be for this browser."""
    live, provider = live_of(request), provider_of(request)
    target = addresses.local_target(request.query_params.get("to"))
    elsewhere = _at_the_address(live, request, target)
    if elsewhere is not None:
        return elsewhere
    live.sign_in_rates.check(address_of(request, live.settings.trusted_proxies))
    begun = attempt.new_attempt(target, time.time())
    back = addresses.redirect_uri(live.settings)
    departure = await live.threads.run_sign_in(
        lambda: provider.departure(back, begun.state, begun.nonce, begun.verifier)
    )
    response = RedirectResponse(departure.url, 302, {"cache-control": "no-store"})
    _set(response, request, attempt.COOKIE, attempt.sealed(live.app.secret, begun), LIMITS.sign_in_attempt_seconds)
    return response


@page_errors
async def arrive(request: Request) -> Response:
    """Take the provider's answer, and sign this browser in. Its cookie is always a new one."""
    live, provider = live_of(request), provider_of(request)
    live.sign_in_rates.check(address_of(request, live.settings.trusted_proxies))
    asked = request.query_params
    begun = attempt.opened(live.app.secret, request.cookies.get(attempt.COOKIE), asked.get("state"), time.time())
    if begun is None:
        raise BadInput(BEGIN_AGAIN)
    if "error" in asked:
        _log.info("the provider answered %r", asked["error"][: LIMITS.identifier_characters])
        sentence = NOT_AGREED if asked["error"] in ("access_denied", "login_required") else REFUSED
        raise NotAllowed(sentence.format(provider=provider.name))
    if asked.get("iss", live.settings.oidc_issuer) != live.settings.oidc_issuer or not asked.get("code"):
        raise NotAllowed(REFUSED.format(provider=provider.name))
    back, nonce, verifier, code = addresses.redirect_uri(live.settings), begun.nonce, begun.verifier, asked["code"]
    arrival = await live.threads.run_sign_in(lambda: provider.arrival(back, code, nonce, verifier))
    browser = token_of(request)
    signed = await live.threads.run(lambda: signing_in.sign_in(live.app, arrival.claims, browser))
    response = RedirectResponse(f"{live.settings.url}{begun.target}", 302, {"cache-control": "no-store"})
    secure = is_https(request, live.settings)
    response.headers.append("set-cookie", set_cookie(signed.token, secure, signed.seconds))
    _set(response, request, attempt.COOKIE, "", 0)
    # What the provider wants to see at the sign-out stays in the browser whose it is; the server keeps no token.
    kept = arrival.id_token if len(arrival.id_token) <= LIMITS.id_token_characters else ""
    _set(response, request, attempt.ID_TOKEN_COOKIE, kept, signed.seconds if kept else 0, addresses.SIGN_OUT)
    return response


def provider_of(request: Request) -> "Provider":
    """Raises NotFound where nobody signs in."""
    provider = live_of(request).provider
    if provider is None:
        raise NotFound(NO_PROVIDER)
    return provider


def _at_the_address(live: LiveContext, request: Request, target: str) -> Response | None:
    """A redirect to DEBRIEF_URL for a browser that came by another name: the cookie must be where the answer comes to.

    Once: behind a proxy that changes the Host both look different and are the same.
    """
    ours = urlsplit(live.settings.url or "").netloc.lower()
    if request.headers.get("host", "").lower() == ours or "here" in request.query_params:
        return None
    there = f"{live.settings.url}{addresses.SIGN_IN}?here=1&to={quote(target, safe='')}"
    return RedirectResponse(there, 302, {"cache-control": "no-store"})


def _set(
    response: Response, request: Request, name: str, value: str, seconds: float, path: str = addresses.SIGNED_IN
) -> None:
    settings = live_of(request).settings
    whole = f"{addresses.base_path(settings)}{path}"
    secure = is_https(request, settings)
    response.headers.append("set-cookie", attempt.cookie(name, value, whole, int(seconds), secure=secure))
