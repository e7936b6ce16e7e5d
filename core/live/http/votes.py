"""The silent vote and the chosen actions, over HTTP: each press is answered by the server before it is shown.

``{"what": "start", "vote": 0}`` opens a vote, ``give``, ``take``, ``reveal`` and ``close`` name the vote they mean, and
``choose`` and ``let_go`` an action. What everybody sees of it comes on the socket.
"""

from collections.abc import Callable
from operator import attrgetter
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from core.errors import BadInput
from core.live.http.requests import identifier_of, json_errors, writer_request
from core.live.limits import LIMITS
from core.services.app import App
from core.services.meetings import silent_vote
from core.store.people.members import Member

_RATES: Final = attrgetter("answer_rates")
_Said = dict[str, Any]


@json_errors
async def press(request: Request) -> Response:
    asked = await writer_request(request, _RATES)
    run = _PRESSES.get(identifier_of(asked.body, "what"))
    if run is None:
        raise BadInput()
    return JSONResponse(await asked.live.threads.run(lambda: run(asked.app, asked.member, asked.body)))


def _start(app: App, member: Member, body: _Said) -> _Said:
    return {"vote": silent_vote.start(app, member, _number(body))}


def _give(app: App, member: Member, body: _Said) -> _Said:
    return {"mine": sorted(silent_vote.give_dot(app, member, _number(body), identifier_of(body, "action")))}


def _take(app: App, member: Member, body: _Said) -> _Said:
    return {"mine": sorted(silent_vote.take_dot(app, member, _number(body), identifier_of(body, "action")))}


def _reveal(app: App, member: Member, body: _Said) -> _Said:
    found = silent_vote.reveal(app, member, _number(body))
    return {"chosen": list(found.chosen), "tied": list(found.tied), "places": found.places}


def _close(app: App, member: Member, body: _Said) -> _Said:
    silent_vote.close(app, member, _number(body))
    return {}


def _choose(app: App, member: Member, body: _Said) -> _Said:
    silent_vote.choose_action(app, member, identifier_of(body, "action"), chosen=body.get("what") == "choose")
    return {}


_PRESSES: Final[dict[str, Callable[[App, Member, _Said], _Said]]] = {
    "start": _start,
    "give": _give,
    "take": _take,
    "reveal": _reveal,
    "close": _close,
    "choose": _choose,
    "let_go": _choose,
}


def _number(body: _Said) -> int:
    found = body.get("vote")
    if type(found) is not int or not 0 <= found < LIMITS.meeting_version:
        raise BadInput()
    return found
