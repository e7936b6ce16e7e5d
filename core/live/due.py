"""A date as somebody typed it, answered as the day it means, so that they see it before they take it."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from core.live.context import live_of
from core.live.requests import json_body, kindly, text_of, writer_of
from core.services import due as dates

TEXT_LENGTH = 200
ZONE_LENGTH = 64


@kindly
async def understand(request: Request) -> Response:
    """``{"due": "2026-12-04", "words": "Fri 4 Dec 2026"}``, or a sentence that says what would be clear."""
    live = live_of(request)
    member = await writer_of(live, request)
    live.due_rates.check(member.visitor_id)
    body = await json_body(request)
    text, zone = text_of(body, "text", TEXT_LENGTH), text_of(body, "zone", ZONE_LENGTH)
    day = await live.backend.read(lambda: dates.due(live.app, member.postmortem_id, text, zone))
    return JSONResponse({"due": day.isoformat(), "words": f"{day:%a} {day.day} {day:%b} {day.year}"})
