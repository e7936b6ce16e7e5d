"""Calendars that an app subscribes to. The key is in the address, because such an app sends nothing else.

Whatever is wrong with a key: one answer, after the same work. No cookie is read or set.
An app that has the file asks with its version (``If-None-Match``), and gets the file when it is another one now.
"""

import hashlib
from collections.abc import Callable
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from core.errors import NotFound
from core.live.context import live_of
from core.live.http.exports import download
from core.live.http.origin import address_of, base_url
from core.live.http.requests import json_errors
from core.services.access import secret_links
from core.services.access.secret_links import Purpose
from core.services.exchange.exports import Export

KEPT_BY_ITS_READER: Final = "private, no-cache"
"""By nobody on the way, and never shown without asking."""
NOTHING_HERE: Final = "This address holds no calendar. Ask someone of the team for the one that Settings shows now."


@json_errors
async def team(request: Request) -> Response:
    app = live_of(request).app
    base, todos = base_url(request, app.settings), _todos(request)

    # What writes calendars is large, and not needed at the start: it is imported by whoever asks first.
    def version() -> str:
        from core.services.exchange import calendar_feeds

        return calendar_feeds.team_version(app, base, todos=todos)

    def made() -> Export:
        from core.services.exchange import calendar_feeds

        return calendar_feeds.team_feed(app, base, todos=todos)

    return await _answer(request, Purpose.TEAM, "", version, made)


@json_errors
async def owner(request: Request) -> Response:
    """``?owner=`` is whose: the key is signed over the name, so it opens no other calendar."""
    app = live_of(request).app
    base, todos = base_url(request, app.settings), _todos(request)
    owner_name = request.query_params.get("owner", "")

    def version() -> str:
        from core.services.exchange import calendar_feeds  # as above

        return calendar_feeds.owner_version(app, owner_name, base, todos=todos)

    def made() -> Export:
        from core.services.exchange import calendar_feeds

        return calendar_feeds.owner_feed(app, owner_name, base, todos=todos)

    return await _answer(request, Purpose.OWNER, owner_name, version, made)


async def _answer(
    request: Request, purpose: Purpose, owner_name: str, version: Callable[[], str], made: Callable[[], Export]
) -> Response:
    live = live_of(request)
    key: str = request.path_params["key"]
    address = address_of(request, live.settings.trusted_proxies)
    if not await live.threads.run(lambda: secret_links.verify_key(live.app, purpose, key, owner_name)):
        live.wrong_key_rates.check(address)
        raise NotFound(NOTHING_HERE)
    # By a digest, so that no key stays in memory for longer than its request.
    live.feed_rates.check(hashlib.sha256(f"{key} {address}".encode("utf-8", "replace")).hexdigest())
    # Weak: a file says when it was made, and nothing else in it differs. The version is read first, so that a change
    # between the two is at worst sent twice.
    tag = f'W/"{await live.threads.run_export(version)}"'
    headers = {"etag": tag, "cache-control": KEPT_BY_ITS_READER}
    if tag in _known_tags(request):
        return Response(status_code=304, headers=headers)
    answer = download(await live.threads.run_export(made))
    answer.headers.update(headers)
    return answer


def _known_tags(request: Request) -> list[str]:
    """As weak ones, which is how a GET compares them. A proxy that packed the file may have made a strong one weak."""
    tags = (tag.strip() for tag in request.headers.get("if-none-match", "").split(","))
    return [tag if tag.startswith("W/") else f"W/{tag}" for tag in tags]


def _todos(request: Request) -> bool:
    """``?todos=1`` for those few apps that show the to-dos of an address."""
    return request.query_params.get("todos") == "1"
