"""A date as somebody typed it, answered as the day it means; and which number of 4/12 is the day for this team.

The board reads dates by itself; the first route is for tools, and for pages that were opened before it could.
"""

from operator import attrgetter

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from core.domain.dates.date_text import day_text
from core.live.http.requests import identifier_of, json_errors, text_of, writer_request
from core.services.actions import due_dates as dates

_RATES = attrgetter("due_rates")


@json_errors
async def read_due_date(request: Request) -> Response:
    """``{"due": "2026-12-04", "words": "Fri 4 Dec 2026"}``, or a sentence that says what would be clear."""
    asked = await writer_request(request, _RATES)
    text, zone = text_of(asked.body, "text", asked.live.limits.due_characters), identifier_of(asked.body, "zone")
    day = await asked.live.threads.run(lambda: dates.read_due_date(asked.app, asked.pm_id, text, zone))
    return JSONResponse({"due": day.isoformat(), "words": day_text(day)})


@json_errors
async def remember_order(request: Request) -> Response:
    """``{"order": "dmy"}``: the answer that somebody gave to 4/12 holds for the whole team from now on."""
    asked = await writer_request(request, _RATES)
    order = identifier_of(asked.body, "order")
    await asked.live.threads.run(lambda: dates.remember_day_order(asked.app, order))
    return JSONResponse({"order": order})
