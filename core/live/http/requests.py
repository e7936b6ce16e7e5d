"""What the routes share: who asks, how often, a small JSON body, and errors as sentences."""

import json
import logging
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from core.domain.permissions import Permission, Role, require
from core.domain.postmortem import SectionId
from core.errors import BadInput, DebriefError, NotAllowed, NotFound, NotMember, TooLarge
from core.live.context import LiveContext, live_of
from core.live.http import html_pages
from core.live.http.cookie import token_of
from core.live.http.origin import from_this_computer, same_origin
from core.live.limits import LIMITS
from core.live.metrics import instruments
from core.live.rates import Rates
from core.live.server.log_redaction import redacted
from core.services import access
from core.services.access import Visitor
from core.services.app import App
from core.store.people.members import Member

_log = logging.getLogger(__name__)
FOREIGN = "This request came from another site. Open Debrief itself and try it there."

Handler = Callable[[Request], Awaitable[Response]]


def json_errors(handler: Handler) -> Handler:
    """An error becomes a sentence and a status; an unexpected one gets a number, which the log has too."""

    @wraps(handler)
    async def answered(request: Request) -> Response:
        try:
            return await handler(request)
        except DebriefError as error:
            instruments.refused(error)
            return html_pages.sentence_as_json(error.sentence, error.status)
        except Exception:
            number = secrets.token_hex(4)
            _log.exception("error %s at %s", number, redacted(request.url.path), extra={"error_id": number})
            return html_pages.sentence_as_json(f"{DebriefError.default} (error {number})", 500)

    return answered


async def json_body(request: Request, most: int | None = None) -> dict[str, Any]:
    """A JSON object from a page of ours, small unless ``most`` bytes are named. Nothing larger is read.

    Raises NotAllowed for another site's page, BadInput, TooLarge.
    """
    live = live_of(request)
    if not same_origin(request, live.settings.url):
        raise NotAllowed(FOREIGN)
    if not request.headers.get("content-type", "").startswith("application/json"):
        raise BadInput()
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > (most or live.limits.body_bytes):
            raise TooLarge()
    try:
        found = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise BadInput() from error
    if not isinstance(found, dict):
        raise BadInput()
    return found


def text_of(body: dict[str, Any], key: str, most: int = LIMITS.text_characters) -> str:
    """A text of at most so many characters; empty when it is missing. Raises BadInput."""
    value = body.get(key, "")
    if not isinstance(value, str) or len(value) > most:
        raise BadInput()
    return value


def identifier_of(body: dict[str, Any], key: str) -> str:
    """The id of something, or the name of a field, a rule or a zone. Raises BadInput."""
    return text_of(body, key, LIMITS.identifier_characters)


def flag_of(body: dict[str, Any], key: str) -> bool:
    """Yes or no; no when it is missing. Raises BadInput."""
    value = body.get(key, False)
    if not isinstance(value, bool):
        raise BadInput()
    return value


def section_of(name: str) -> SectionId:
    """Raises NotFound."""
    try:
        return SectionId(name)
    except ValueError as error:
        raise NotFound("There is no such section.") from error


@dataclass(frozen=True, slots=True)
class WriterRequest:
    """A request of somebody who may write in the meeting of its address, within their rate, with its body."""

    live: LiveContext
    visitor: Visitor
    member: Member
    body: dict[str, Any]

    @property
    def pm_id(self) -> str:
        return self.member.postmortem_id

    @property
    def app(self) -> App:
        """The application as it is for this visitor."""
        return self.live.app.reading_for(access.audience_of(self.visitor))


async def writer_request(
    request: Request, rates: Callable[[LiveContext], Rates], most: Callable[[LiveContext], int] | None = None
) -> WriterRequest:
    """Checks membership, then the rate, then the body. Membership is read at each request.

    ``most`` says how many bytes the body may have, where that is more than usual.

    Raises NotMember, NotAllowed, NotFound, TooMany, BadInput, TooLarge.
    """
    live = live_of(request)
    visitor, member = await _writer(request, rates)
    return WriterRequest(live, visitor, member, await json_body(request, most(live) if most else None))


@dataclass(frozen=True, slots=True)
class InsiderRequest:
    """A request of a member of the meeting who is in the workspace, within their rate, with its body."""

    live: LiveContext
    visitor: Visitor
    member: Member
    body: dict[str, Any]

    @property
    def pm_id(self) -> str:
        return self.member.postmortem_id

    @property
    def app(self) -> App:
        """The application as it is for this visitor."""
        return self.live.app.reading_for(access.audience_of(self.visitor))


async def insider_request(request: Request, rates: Callable[[LiveContext], Rates]) -> InsiderRequest:
    """For what only the workspace may know: whatever the role, a guest is refused.

    Raises NotMember, NotFound, WorkspaceLocked, NotAllowed, TooMany, BadInput, TooLarge.
    """
    live = live_of(request)
    visitor, member = await _member(request)
    here = from_this_computer(request)
    if not await live.threads.run(lambda: access.has_workspace(live.app, visitor, here)):
        raise access.locked(live.app)
    rates(live).check(member.visitor_id)
    return InsiderRequest(live, visitor, member, await json_body(request))


async def writer_of(request: Request, rates: Callable[[LiveContext], Rates]) -> Member:
    """The same without a body, for a route that reads its own. Raises NotMember, NotAllowed, NotFound, TooMany."""
    _, member = await _writer(request, rates)
    return member


async def _writer(request: Request, rates: Callable[[LiveContext], Rates]) -> tuple[Visitor, Member]:
    visitor, member = await _member(request)
    require(Role(member.role), Permission.WRITE)
    rates(live_of(request)).check(member.visitor_id)
    return visitor, member


async def _member(request: Request) -> tuple[Visitor, Member]:
    """Read at each request. Raises NotMember, NotFound."""
    live = live_of(request)
    token, pm_id = token_of(request), request.path_params["pm_id"]

    def look_up() -> tuple[Visitor, Member]:
        visitor = access.visitor(live.app, token)
        if visitor is None:
            raise NotMember()
        return visitor, access.member(live.app, visitor, pm_id)

    return await live.threads.run(look_up)
