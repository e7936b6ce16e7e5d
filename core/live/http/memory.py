"""What was seen before, over HTTP: for those in the room who are in the workspace, and for nobody else.

``{"what": "look"}`` asks; ``link``, ``unlink``, ``not_the_same``, ``maybe``, ``show`` and ``hide`` name the earlier
``incident``, ``carry`` also its ``action``. Each is answered with the card as it is then. Nothing of it is on the
socket, which everybody in the room listens to.
"""

from collections.abc import Callable, Iterable
from operator import attrgetter
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from core.domain.dates.date_text import day_text
from core.domain.memory.shared_words import Run
from core.errors import BadInput
from core.live.http.requests import InsiderRequest, identifier_of, insider_request, json_errors
from core.services.memory import carrying, links
from core.services.memory.seen_before import EarlierIncident, OpenAction, SeenBefore, seen_before

_RATES: Final = attrgetter("memory_rates")
_JSON = dict[str, Any]


@json_errors
async def ask(request: Request) -> Response:
    asked = await insider_request(request, _RATES)
    run = _REQUESTS.get(identifier_of(asked.body, "what"))
    if run is None:
        raise BadInput()

    def done() -> SeenBefore:
        run(asked)
        return seen_before(asked.app, asked.pm_id, asked.visitor)

    found = await asked.live.threads.run(done)
    return JSONResponse(_card(found), headers={"cache-control": "no-store"})


def _look(asked: InsiderRequest) -> None:
    """Nothing is changed."""


def _link(asked: InsiderRequest) -> None:
    links.link(asked.app, asked.pm_id, _incident(asked), asked.visitor)


def _unlink(asked: InsiderRequest) -> None:
    links.unlink(asked.app, asked.pm_id, _incident(asked), asked.visitor)


def _not_the_same(asked: InsiderRequest) -> None:
    links.say_not_the_same(asked.app, asked.pm_id, _incident(asked), asked.visitor)


def _maybe(asked: InsiderRequest) -> None:
    links.forget_not_the_same(asked.app, asked.pm_id, _incident(asked), asked.visitor)


def _show(asked: InsiderRequest) -> None:
    links.show(asked.app, asked.member, _incident(asked))


def _hide(asked: InsiderRequest) -> None:
    links.hide(asked.app, asked.member, _incident(asked))


def _carry(asked: InsiderRequest) -> None:
    action_id = identifier_of(asked.body, "action")
    carrying.carry_over(asked.app, asked.pm_id, _incident(asked), action_id, asked.visitor)


_REQUESTS: Final[dict[str, Callable[[InsiderRequest], None]]] = {
    "look": _look,
    "link": _link,
    "unlink": _unlink,
    "not_the_same": _not_the_same,
    "maybe": _maybe,
    "show": _show,
    "hide": _hide,
    "carry": _carry,
}


def _incident(asked: InsiderRequest) -> str:
    return identifier_of(asked.body, "incident")


def _card(found: SeenBefore) -> _JSON:
    return {
        "incidents": [_incident_message(item) for item in found.incidents],
        "others": found.others,
        "leads": found.leads,
    }


def _incident_message(item: EarlierIncident) -> _JSON:
    return {
        "id": item.id,
        "title": _runs(item.title),
        "day": day_text(item.on),
        "severity": item.severity or "",
        "strength": item.strength or "",
        "why": list(item.why),
        "what_happened": _runs(item.what_happened),
        "what_was_done": _runs(item.what_was_done),
        "open": [_action_message(action) for action in item.open],
        "more_open": item.more_open,
        "done": item.done,
        "promised": item.promised,
        "linked": item.linked,
        "shown": item.shown,
    }


def _action_message(action: OpenAction) -> _JSON:
    days = "today" if action.days == 0 else "1 day" if action.days == 1 else f"{action.days} days"
    return {
        "id": action.id,
        "text": _runs(action.text),
        "owner": action.owner,
        "age": days,
        "carried": action.carried,
        "link": action.link,
    }


def _runs(pieces: Iterable[Run]) -> list[list[str | bool]]:
    return [[piece.text, piece.marked] for piece in pieces]
