"""Hints over HTTP: asked by one browser for what was typed in it, answered to nobody else.

The engine counts characters as Python does; browsers count UTF-16 units, so offsets are converted here.
"""

from collections.abc import Sequence
from operator import attrgetter
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from core.domain.blameless import Hint
from core.domain.blameless.explanation import because
from core.domain.guide.entries import topic_of
from core.domain.guide.hint_categories import EXPLAINED
from core.errors import TooLarge
from core.live.http.requests import flag_of, identifier_of, json_errors, section_of, text_of, writer_request
from core.services.hints import hint_service

_RATES = attrgetter("hint_rates")


@json_errors
async def check(request: Request) -> Response:
    """``{"field", "section", "text", "closer"}``: the hints for the text of one field, none when the server is busy.

    With ``closer`` the unsure ones too.
    """
    asked = await writer_request(request, _RATES)
    field, name = identifier_of(asked.body, "field"), identifier_of(asked.body, "section")
    section = section_of(name) if name else None
    text, closer = text_of(asked.body, "text", asked.live.limits.body_bytes), flag_of(asked.body, "closer")
    if len(text) > asked.live.limits.hint_characters:
        raise TooLarge()
    hints = await asked.live.threads.run_hints(
        lambda: hint_service.check(asked.app, asked.pm_id, field, section, text, closer=closer)
    )
    units = utf16_offsets(text) if hints else ()
    return JSONResponse({"hints": [_hint_message(hint, text, units) for hint in hints or ()]})


@json_errors
async def dismiss(request: Request) -> Response:
    """``sentence`` is there when this was the third time a rule did not help, so that the board can show it.

    An ``unsure`` hint is dismissed the same way and counted for no rule.
    """
    asked = await writer_request(request, _RATES)
    field, phrase = identifier_of(asked.body, "field"), text_of(asked.body, "phrase")
    rule, reason = identifier_of(asked.body, "rule"), identifier_of(asked.body, "reason")
    sure = not flag_of(asked.body, "unsure")
    sentence = await asked.live.threads.run(
        lambda: hint_service.dismiss(asked.app, asked.pm_id, field, phrase, rule, reason, asked.member, sure=sure)
    )
    return JSONResponse({"dismissed": True, **({"sentence": sentence} if sentence else {})})


@json_errors
async def accept(request: Request) -> Response:
    """Counts that a rewrite was taken; not for an ``unsure`` hint."""
    asked = await writer_request(request, _RATES)
    field, rule = identifier_of(asked.body, "field"), identifier_of(asked.body, "rule")
    sure = not flag_of(asked.body, "unsure")
    await asked.live.threads.run(
        lambda: hint_service.accept(asked.app, asked.pm_id, field, rule, asked.member, sure=sure)
    )
    return JSONResponse({"accepted": True})


def _hint_message(hint: Hint, text: str, units: Sequence[int]) -> dict[str, Any]:
    """``about`` names the category; ``guide`` is where it is explained, from the address of the meeting's pages.

    ``because`` shows the clause that was read.
    """
    return {
        **hint.model_dump(mode="json"),
        "start": units[hint.start],
        "end": units[hint.end],
        "because": because(text, hint),
        "about": EXPLAINED[hint.category].title,
        "guide": f"guide?topic={topic_of(hint.category)}",
    }


def utf16_offsets(text: str) -> list[int]:
    """For each character the UTF-16 unit that it begins at, and the end. O(length)."""
    if text.isascii():
        return list(range(len(text) + 1))
    offsets = [0]
    for character in text:
        offsets.append(offsets[-1] + (2 if ord(character) > 0xFFFF else 1))
    return offsets
