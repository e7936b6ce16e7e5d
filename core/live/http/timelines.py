"""A text that somebody pasted or dropped into the timeline, answered as the rows that it would become.

Nothing is stored: whoever pasted chooses rows in a preview, and their browser adds them to the document.
"""

from operator import attrgetter
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from core.errors import BadInput, TooLarge
from core.live.http.requests import identifier_of, json_errors, text_of, writer_request
from core.live.limits import LIMITS

_RATES = attrgetter("timeline_rates")
TOO_LONG = "That is more than 5,000 lines. Cut the part out that belongs to the incident, or use `debrief timeline`."
_MOST = attrgetter("limits.timeline_bytes")


@json_errors
async def read_text(request: Request) -> Response:
    """``{"text", "zone", "answers"}``: the rows, what has to be settled, and the lines that are none."""
    asked = await writer_request(request, _RATES, _MOST)
    text, zone = text_of(asked.body, "text", asked.live.limits.timeline_bytes), identifier_of(asked.body, "zone")
    answers = _answers(asked.body)
    if text.count("\n") > asked.live.limits.timeline_lines:
        raise TooLarge(TOO_LONG)

    def read() -> dict[str, Any]:
        # What reads timelines is large: it is imported with the first text, not at the start.
        from core.export.timeline_reading import reading_as_json
        from core.services.exchange import pasted_timelines

        return reading_as_json(pasted_timelines.read_for(asked.app, asked.pm_id, text, zone, answers))

    return JSONResponse(await asked.live.threads.run_text(read))


def _answers(body: dict[str, Any]) -> dict[str, str]:
    """By the key of the question. Raises BadInput."""
    found = body.get("answers", {})
    if not isinstance(found, dict) or len(found) > LIMITS.timeline_answers:
        raise BadInput()
    for key, value in found.items():
        if (
            not isinstance(value, str)
            or len(key) > LIMITS.identifier_characters
            or len(value) > LIMITS.identifier_characters
        ):
            raise BadInput()
    return found
