"""Commands to a meeting from the board and from the bar: run the clock, take over, leave a section out.

Buttons of the page's panels go through Streamlit; these do not wait for a rerun of the page.
"""

from collections.abc import Callable
from operator import attrgetter

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from core.domain.clock.state import Adjust, Back, Command, Next, Pause, Resume
from core.domain.permissions import Role
from core.errors import BadInput
from core.live.http.requests import identifier_of, json_errors, section_of, writer_request
from core.live.limits import LIMITS
from core.services.meetings import meeting_clock

_RATES = attrgetter("press_rates")

PRESSES: dict[str, Callable[[int], Command]] = {
    "next": lambda seen: Next(seen=seen),
    "back": lambda seen: Back(seen=seen),
    "pause": lambda seen: Pause(seen=seen),
    "resume": lambda seen: Resume(seen=seen),
    "more": lambda seen: Adjust(seconds=60, seen=seen),
    "more2": lambda seen: Adjust(seconds=2 * 60, seen=seen),
}


@json_errors
async def press_route(request: Request) -> Response:
    """A press of the bar, answered with the meeting after it: ``{"what": "next", "seen": 7, "section": "summary",
    "status": "running"}``, where the last two are what the screen showed at the press."""
    asked = await writer_request(request, _RATES)
    command, shown = run_command(asked.body), (asked.body.get("section"), asked.body.get("status"))
    after = await asked.live.threads.run(
        lambda: meeting_clock.run_command(asked.app, asked.pm_id, asked.member, command, shown)
    )
    return JSONResponse({"version": after.version, "section": after.section, "status": after.status})


def run_command(body: dict[str, object]) -> Command:
    """The command of a press. Raises BadInput for an unknown one, and for one that names no version of a meeting."""
    seen = body.get("seen")
    make = PRESSES.get(str(body.get("what")))
    if make is None or type(seen) is not int or not 0 <= seen < LIMITS.meeting_version:
        raise BadInput()
    return make(seen)


@json_errors
async def skip(request: Request) -> Response:
    """Leaves a section out of this meeting, or brings it back: ``{"section": "lessons", "skipped": true}``."""
    asked = await writer_request(request, _RATES)
    section, skipped = section_of(identifier_of(asked.body, "section")), asked.body.get("skipped") is True
    await asked.live.threads.run(lambda: meeting_clock.skip(asked.app, asked.member, section, skipped=skipped))
    return JSONResponse({"skipped": skipped})


@json_errors
async def take_over(request: Request) -> Response:
    """``{"role": "facilitator"}`` once this person leads too; the one who led before keeps the role."""
    asked = await writer_request(request, _RATES)
    member = asked.member
    if member.role != Role.FACILITATOR:
        away = asked.live.rooms.facilitator_away(asked.pm_id)
        member = await asked.live.threads.run(lambda: meeting_clock.take_over(asked.app, asked.member, away=away))
    return JSONResponse({"role": member.role})
