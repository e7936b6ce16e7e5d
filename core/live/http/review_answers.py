"""Answers of a review, over HTTP: a browser can still send them while its page is being closed.

``about`` says what: an action, its sentence, the last question, its sentence, or the note. The answer holds the words
as they stand now; everybody else gets it in the meeting's message.
"""

from collections.abc import Callable
from operator import attrgetter
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from core.domain.actions.action_view import ActionState
from core.domain.review import LONGEST, WouldRecur
from core.errors import BadInput
from core.live.http.requests import identifier_of, json_errors, text_of, writer_request
from core.live.limits import LIMITS
from core.services.actions import due_dates as dates
from core.services.app import App
from core.services.reviews import answers
from core.store.people.visitors import Visitor

_RATES: Final = attrgetter("answer_rates")
_CUT_AT: Final = 2 * LONGEST
"""What is too long gets the service's sentence that says so, not one about a request that cannot be read."""
_STATES: Final[dict[str, ActionState]] = {"open": "open", "moved": "moved", "done": "done", "dropped": "dropped"}

_Said = dict[str, Any]


@json_errors
async def save_answer(request: Request) -> Response:
    asked = await writer_request(request, _RATES)
    save = _ABOUT.get(identifier_of(asked.body, "about"))
    if save is None:
        raise BadInput()
    saved = await asked.live.threads.run(lambda: save(asked.app, asked.pm_id, asked.body, asked.visitor))
    return JSONResponse(saved)


def _action(app: App, pm_id: str, body: _Said, by: Visitor) -> _Said:
    became, seen = _state(body, "state"), _state(body, "seen")
    due = None
    if became == "moved":
        due = dates.read_due_date(app, pm_id, text_of(body, "due", LIMITS.due_characters), identifier_of(body, "zone"))
    text = text_of(body, "words", _CUT_AT)
    answers.save_answer(app, pm_id, identifier_of(body, "action"), became, seen, by, text=text, due=due)
    return {"due": due.isoformat() if due else ""}


def _answer_text(app: App, pm_id: str, body: _Said, by: Visitor) -> _Said:
    action_id, (before, text) = identifier_of(body, "action"), _change(body)
    return {"words": answers.save_answer_text(app, pm_id, action_id, before, text, by)}


def _again(app: App, pm_id: str, body: _Said, by: Visitor) -> _Said:
    answers.save_would_recur(app, pm_id, _answer(body, "again"), _answer(body, "seen"), by)
    return {}


def _because(app: App, pm_id: str, body: _Said, by: Visitor) -> _Said:
    return {"words": answers.save_because(app, pm_id, *_change(body), by)}


def _note(app: App, pm_id: str, body: _Said, by: Visitor) -> _Said:
    return {"words": answers.save_note(app, pm_id, *_change(body), by)}


_ABOUT: Final[dict[str, Callable[[App, str, _Said, Visitor], _Said]]] = {
    "action": _action,
    "words": _answer_text,
    "again": _again,
    "because": _because,
    "note": _note,
}


def _change(body: _Said) -> tuple[str, str]:
    return text_of(body, "before", _CUT_AT), text_of(body, "words", _CUT_AT)


def _state(body: _Said, key: str) -> ActionState:
    found = _STATES.get(identifier_of(body, key))
    if found is None:
        raise BadInput()
    return found


def _answer(body: _Said, key: str) -> WouldRecur | None:
    given = identifier_of(body, key)
    if given not in ("", *WouldRecur):
        raise BadInput()
    return WouldRecur(given) if given else None
