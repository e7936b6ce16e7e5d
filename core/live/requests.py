"""What the routes share: a small JSON body, who is asking, how often, and errors as sentences."""

import json
import logging
import secrets
from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from core.domain.roles import Deed, Role, require
from core.errors import BadInput, DebriefError, NotAllowed, TooLarge
from core.live import pages
from core.live.context import Live, live_of
from core.live.cookie import token_of
from core.live.limits import LIMITS
from core.live.origin import same_origin
from core.live.quiet import without_keys
from core.services import access
from core.services.access import Visitor
from core.store.members import Member

_log = logging.getLogger(__name__)
FOREIGN = "This request came from another site. Open Debrief itself and try it there."

Handler = Callable[[Request], Awaitable[Response]]


def kindly(handler: Handler) -> Handler:
    """An error becomes a sentence and a status; anything unforeseen a number that stands in the log."""

    @wraps(handler)
    async def answered(request: Request) -> Response:
        try:
            return await handler(request)
        except DebriefError as error:
            return pages.sentence_as_json(error.sentence, error.status)
        except Exception:
            number = secrets.token_hex(4)
            _log.exception("error %s at %s", number, without_keys(request.url.path))
            return pages.sentence_as_json(f"{DebriefError.default} (error {number})", 500)

    return answered


async def json_body(request: Request) -> dict[str, Any]:
    """A small JSON object from a page of ours. Nothing larger is read than may be sent."""
    if not same_origin(request, live_of(request).settings.url):
        raise NotAllowed(FOREIGN)
    if not request.headers.get("content-type", "").startswith("application/json"):
        raise BadInput()
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LIMITS.body_bytes:
            raise TooLarge()
    try:
        found = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise BadInput() from error
    if not isinstance(found, dict):
        raise BadInput()
    return found


def text_of(body: dict[str, Any], key: str, most: int = 1_000) -> str:
    value = body.get(key, "")
    if not isinstance(value, str) or len(value) > most:
        raise BadInput()
    return value


async def visitor_of(live: Live, request: Request) -> Visitor | None:
    token = token_of(request)
    return await live.backend.read(lambda: access.visitor(live.app, token))


async def writer_of(live: Live, request: Request) -> Member:
    """Who asks, as a member who may write in the meeting of the address. Looked up at each request."""
    visitor = await visitor_of(live, request)
    pm_id = request.path_params["pm_id"]
    member = await live.backend.read(lambda: access.member(live.app, visitor, pm_id))
    require(Role(member.role), Deed.WRITE)
    return member
