"""The quiet minute over HTTP: each press is answered by the server before it is shown, each line when it is stored.

``{"what": "write", "round": 3, "draft": {"id", "field", "text"}}`` keeps a line for its author, ``mine`` answers with
all of theirs; ``start``, ``more``, ``at_end``, ``reveal``, ``done`` are presses. A draft is answered to its author and
is in no frame of the socket.
"""

from collections.abc import Callable
from operator import attrgetter
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from core.document.read import is_row_id
from core.domain.quiet_minute import DRAFT_CHARACTERS, TOO_LONG, Draft
from core.errors import BadInput, TooLarge
from core.live.http.requests import flag_of, identifier_of, json_errors, text_of, writer_request
from core.live.limits import LIMITS
from core.services.app import App
from core.services.meetings import quiet_minutes
from core.store.people.members import Member

_RATES: Final = attrgetter("draft_rates")
_Body = dict[str, Any]


@json_errors
async def press(request: Request) -> Response:
    asked = await writer_request(request, _RATES)
    run = _PRESSES.get(identifier_of(asked.body, "what"))
    if run is None:
        raise BadInput()
    return JSONResponse(await asked.live.threads.run(lambda: run(asked.app, asked.member, asked.body)))


def _start(app: App, member: Member, body: _Body) -> _Body:
    return {"round": quiet_minutes.start(app, member, _round(body))}


def _more(app: App, member: Member, body: _Body) -> _Body:
    quiet_minutes.more_time(app, member, _round(body))
    return {}


def _at_end(app: App, member: Member, body: _Body) -> _Body:
    quiet_minutes.reveal_at_end(app, member, _round(body), on=flag_of(body, "on"))
    return {}


def _reveal(app: App, member: Member, body: _Body) -> _Body:
    quiet_minutes.reveal(app, member, _round(body))
    return {}


def _done(app: App, member: Member, body: _Body) -> _Body:
    quiet_minutes.done(app, member, _round(body), is_done=flag_of(body, "on"))
    return {}


def _write(app: App, member: Member, body: _Body) -> _Body:
    sent = body.get("draft")
    if not isinstance(sent, dict):
        raise BadInput()
    row_id, text = identifier_of(sent, "id"), sent.get("text")
    if not is_row_id(row_id) or not isinstance(text, str):
        raise BadInput()
    if len(text) > DRAFT_CHARACTERS:
        raise TooLarge(TOO_LONG)
    draft = Draft(id=row_id, author=member.visitor_id, field=identifier_of(sent, "field"), text=text_of(sent, "text"))
    quiet_minutes.write(app, member, _round(body), draft)
    return {"stored": row_id}


def _mine(app: App, member: Member, _: _Body) -> _Body:
    found = quiet_minutes.drafts_of(app, member)
    return {"drafts": [draft.model_dump(exclude={"author"}) for draft in found]}


_PRESSES: Final[dict[str, Callable[[App, Member, _Body], _Body]]] = {
    "start": _start,
    "more": _more,
    "at_end": _at_end,
    "reveal": _reveal,
    "done": _done,
    "write": _write,
    "mine": _mine,
}


def _round(body: _Body) -> int:
    found = body.get("round")
    if type(found) is not int or not 0 <= found < LIMITS.meeting_version:
        raise BadInput()
    return found
