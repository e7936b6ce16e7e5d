"""The way in: the page that reads a link's fragment, and the one place where a secret is posted to.

Codes are posted here too, so that the limits see the address. The cookie is settled here: one that was
planted before the first entry is replaced, one that has been used is kept.
"""

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from core.errors import BadCode, BadInput
from core.live import pages
from core.live.context import Live, live_of
from core.live.cookie import set_cookie, token_of
from core.live.origin import address_of, is_https
from core.live.requests import json_body, kindly, text_of
from core.services import access, publishing
from core.services.access import Entered, Visitor

PLACES = ("room", "present", "summary")


async def show(_request: Request) -> Response:
    return HTMLResponse(pages.enter_page())


@kindly
async def enter(request: Request) -> Response:
    """Takes a join link, a published link, a workspace key or a spoken code. Says where to go, or one sentence."""
    body = await json_body(request)
    live = live_of(request)
    known = token_of(request)
    address = address_of(request, live.settings.trusted_proxies)
    if known is None or await live.backend.read(lambda: access.visitor(live.app, known)) is None:
        live.newcomer_rates.check(address)
    visitor, token = await live.backend.read(lambda: access.welcome(live.app, known))
    place, come_in = _way_in(live, visitor, address, body)
    entered = await live.backend.read(come_in)
    response = JSONResponse({"to": place if entered.postmortem_id is None else f"/{place}?pm={entered.postmortem_id}"})
    response.headers["cache-control"] = "no-store"
    settled = entered.token or token
    if settled != known:
        response.headers.append("set-cookie", set_cookie(settled, is_https(request, live.settings)))
    return response


def _way_in(live: Live, visitor: Visitor, address: str, body: dict[str, object]) -> tuple[str, Callable[[], Entered]]:
    if "k" in body:
        key = text_of(body, "k")
        return "/", lambda: access.enter_workspace(live.app, visitor, key)
    if "p" in body:
        published, signed = text_of(body, "p"), text_of(body, "t")
        return "published", lambda: publishing.enter(live.app, visitor, published, signed)
    if "code" in body:
        typed = text_of(body, "code")
        return "room", lambda: access.enter_code(live.app, visitor, address, typed)
    if "m" in body:
        pm_id, role, mac = (text_of(body, key) for key in ("m", "r", "t"))
        place = text_of(body, "to") or "room"
        if place not in PLACES:
            raise BadCode()
        return place, lambda: access.enter_link(live.app, visitor, pm_id, role, mac)
    raise BadInput("Open the link you were sent, or type the code that is on the shared screen.")
