"""Calendars that an app subscribes to. The key stands in the address, because such an app brings nothing else.

Whatever is wrong with a key, whoever it is asked for: one answer, after the same way. No cookie is read or given.
"""

import hashlib
from collections.abc import Callable
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from core.errors import NotFound
from core.live.context import live_of
from core.live.files import as_file
from core.live.origin import address_of, base_url
from core.live.requests import kindly
from core.services import feeds, secret_links
from core.services.exports import Export
from core.services.secret_links import Purpose

NOTHING_HERE: Final = "This address holds no calendar. Ask someone of the team for the one that Settings shows now."


@kindly
async def team(request: Request) -> Response:
    app = live_of(request).app
    base, as_events = base_url(request, app.settings), _as_events(request)
    return await _answer(request, Purpose.TEAM, "", lambda: feeds.team_feed(app, base, as_events=as_events))


@kindly
async def owner(request: Request) -> Response:
    """``?owner=`` says whose: the key is signed over the name, so it opens no other calendar."""
    app = live_of(request).app
    base, as_events = base_url(request, app.settings), _as_events(request)
    whose = request.query_params.get("owner", "")
    return await _answer(request, Purpose.OWNER, whose, lambda: feeds.owner_feed(app, whose, base, as_events=as_events))


async def _answer(request: Request, purpose: Purpose, whose: str, made: Callable[[], Export]) -> Response:
    live = live_of(request)
    key: str = request.path_params["key"]
    address = address_of(request, live.settings.trusted_proxies)
    if not await live.backend.read(lambda: secret_links.opens(live.app, purpose, key, whose)):
        live.wrong_key_rates.check(address)
        raise NotFound(NOTHING_HERE)
    # By a digest, so that no key stays in memory for longer than its request.
    live.feed_rates.check(hashlib.sha256(f"{key} {address}".encode("utf-8", "replace")).hexdigest())
    return as_file(await live.backend.read(made))


def _as_events(request: Request) -> bool:
    """``?as=events`` for calendars that show no to-dos."""
    return request.query_params.get("as") == "events"
