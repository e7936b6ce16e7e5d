"""Entering: the page that reads a link's fragment, the one route that secrets are posted to, and the visitor's name.

Codes are posted here too, so that the limits see the address. The cookie is decided here: one that was
planted before the first entry is replaced, one that has been used is kept.
"""

import re
from collections.abc import Awaitable, Callable
from typing import Final

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from core.domain.people.names import clean_name
from core.errors import BadCode, BadInput, NotAdmitted, WorkspaceLocked
from core.live.context import LiveContext, live_of
from core.live.http import html_pages
from core.live.http.cookie import set_cookie, token_of
from core.live.http.origin import address_of, is_https
from core.live.http.requests import json_body, json_errors, text_of
from core.live.http.sign_in.addresses import local_target
from core.live.http.sign_in.html import sign_in_part
from core.services import access
from core.services.access import JoinResult, Visitor
from core.services.publishing import publications

Join = Callable[[], Awaitable[JoinResult]]
PLACES = ("room", "present", "summary")
_GIVEN: Final = re.compile(r"[\w&=.-]{0,500}", re.ASCII)
NOBODY = "Debrief does not know this browser yet. Open the join link, or type the code, and say your name again."


async def show_enter_page(request: Request) -> Response:
    """``to`` in the address is where a stranger wanted to go: for whoever signs in."""
    provider = live_of(request).provider
    if provider is None:
        return HTMLResponse(html_pages.enter_page())
    return HTMLResponse(
        html_pages.enter_page(sign_in_part(provider.name, local_target(request.query_params.get("to"))))
    )


async def show_encoded_link(request: Request) -> Response:
    """A link whose ``#`` a mail filter or a chat made ``%23`` of: the same link, as it was written."""
    found = _GIVEN.match(request.path_params["given"])
    return RedirectResponse(f"enter#{found[0] if found else ''}", headers={"cache-control": "no-store"})


@json_errors
async def enter(request: Request) -> Response:
    """Takes a join link, a published link, a workspace key or a spoken code, perhaps with one's name.

    Answers where to go and under which name (empty while none was chosen), or one sentence; with ``asking`` when
    somebody inside must let this browser in first. ``who`` asks for the name alone, and whether it is a provider's;
    ``name`` alone sets it.
    """
    body = await json_body(request)
    live = live_of(request)
    known = token_of(request)
    target = await live.threads.run(lambda: access.visitor(live.app, known))
    if "who" in body or body.keys() == {"name"}:
        return await _name(live, target, body)
    address = address_of(request, live.settings.trusted_proxies)
    if target is None:
        live.newcomer_rates.check(address)
    name = clean_name(text_of(body, "name")) if body.get("name") else ""
    visitor, token = await _known_or_new(live, target, known)
    place, join = _target(live, visitor, address, body)
    try:
        entered = await join()
    except NotAdmitted as asked:
        if name and not visitor.signed_in:
            await live.threads.run(lambda: access.rename(live.app, visitor, name))
        answer = JSONResponse({"sentence": asked.sentence, "asking": True}, asked.status)
        return _with_cookie(request, live, answer, known, asked.token or token)
    if name and not visitor.signed_in:
        visitor = await live.threads.run(lambda: access.rename(live.app, visitor, name))
    to = place if entered.postmortem_id is None else f"/{place}?pm={entered.postmortem_id}"
    response = JSONResponse({"to": to, "name": access.chosen_name(visitor)})
    return _with_cookie(request, live, response, known, entered.token or token)


async def _known_or_new(live: LiveContext, target: Visitor | None, known: str | None) -> tuple[Visitor, str]:
    """``target`` is the visitor of this cookie, if there is one."""
    if target is not None and known is not None:
        return target, known
    return await live.entries.enter(access.newcomer_entry())


def _with_cookie(
    request: Request, live: LiveContext, response: JSONResponse, known: str | None, settled: str
) -> JSONResponse:
    response.headers["cache-control"] = "no-store"
    if settled != known:
        response.headers.append("set-cookie", set_cookie(settled, is_https(request, live.settings)))
    return response


async def _name(live: LiveContext, visitor: Visitor | None, body: dict[str, object]) -> Response:
    """The name of this browser's visitor, or a new one for it. A browser that is not known here has none."""
    if "who" not in body:
        if visitor is None:
            raise WorkspaceLocked(NOBODY)
        live.due_rates.check(visitor.id)
        name, named = clean_name(text_of(body, "name")), visitor
        visitor = await live.threads.run(lambda: access.rename(live.app, named, name))
    found: dict[str, object] = {"name": access.chosen_name(visitor) if visitor else ""}
    if visitor is not None and visitor.signed_in:
        found["signed_in"] = True
    return JSONResponse(found, headers={"cache-control": "no-store"})


def _target(live: LiveContext, visitor: Visitor, address: str, body: dict[str, object]) -> tuple[str, Join]:
    if "k" in body:
        key = text_of(body, "k")
        return "/", lambda: live.threads.run_entering(lambda: access.enter_workspace(live.app, visitor, key))
    if "p" in body:
        published, signed = text_of(body, "p"), text_of(body, "t")
        return "published", lambda: live.threads.run_entering(
            lambda: publications.enter(live.app, visitor, published, signed)
        )
    if "code" in body:
        typed = text_of(body, "code")
        return "room", lambda: live.threads.run_entering(lambda: access.enter_code(live.app, visitor, address, typed))
    if "m" in body:
        pm_id, role, mac = (text_of(body, key) for key in ("m", "r", "t"))
        place = text_of(body, "to") or "room"
        if place not in PLACES:
            raise BadCode()
        return place, lambda: live.entries.enter(access.link_entry(live.app, visitor, pm_id, role, mac))
    raise BadInput("Open the link you were sent, or type the code that is on the shared screen.")
