"""``GET /live/issue/<postmortem>/<action>``: on to the tracker's form for a new issue, filled in with an action item.

Nothing is sent by this server: the browser goes to the tracker, where whoever opened it is signed in. ``…/text`` is
the same for copying by hand. Both are for those who may write in the postmortem.
"""

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from core.domain.permissions import Permission, Role, require
from core.domain.tracker.new_issue import NewIssue
from core.errors import NotMember
from core.live.context import live_of
from core.live.http.cookie import token_of
from core.live.http.origin import from_this_computer
from core.live.http.requests import json_errors
from core.services import access
from core.services.tracker.new_issues import issue_for

_HEADERS = {"cache-control": "no-store", "referrer-policy": "no-referrer"}


@json_errors
async def open_form(request: Request) -> Response:
    made = await _issue(request)
    return RedirectResponse(made.address, status_code=303, headers=_HEADERS)


@json_errors
async def text(request: Request) -> Response:
    made = await _issue(request)
    return PlainTextResponse(made.text, headers={**_HEADERS, "x-content-type-options": "nosniff"})


async def _issue(request: Request) -> NewIssue:
    live = live_of(request)
    token, here = token_of(request), from_this_computer(request)
    pm_id, action_id = request.path_params["pm_id"], request.path_params["action_id"]

    def check() -> tuple[str, Callable[[], NewIssue]]:
        visitor = access.visitor(live.app, token)
        if visitor is None:  # to the services that is whoever runs the server
            raise NotMember()
        if not access.has_workspace(live.app, visitor, here):
            require(Role(access.member(live.app, visitor, pm_id).role), Permission.WRITE)
        return visitor.id, lambda: issue_for(live.app, pm_id, action_id, visitor)

    who, make = await live.threads.run(check)
    live.answer_rates.check(who)
    return await live.threads.run(make)
