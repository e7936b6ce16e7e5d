"""Hints over HTTP: asked by one browser for what was typed in it, answered to nobody else.

The engine counts characters as Python does; browsers count UTF-16 units, so the offsets are turned here.
"""

from collections.abc import Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from core.domain.blameless import Hint
from core.domain.guide import topic_of
from core.domain.guide_hints import EXPLAINED
from core.domain.postmortem import SectionId
from core.errors import BadInput, NotFound, TooLarge
from core.live.context import Live, live_of
from core.live.requests import json_body, kindly, text_of, writer_of
from core.services import hints
from core.store.members import Member

FIELD_LENGTH = 64
RULE_LENGTH = 64


@kindly
async def check(request: Request) -> Response:
    live, member = await _writer(request)
    body = await json_body(request)
    text = body.get("text", "")
    if not isinstance(text, str):
        raise BadInput()
    if len(text) > live.limits.hint_characters:
        raise TooLarge()
    field, section = text_of(body, "field", FIELD_LENGTH), _section(body)
    found = await live.backend.read(lambda: hints.check(live.app, member.postmortem_id, field, section, text))
    where = _units(text)
    return JSONResponse({"hints": [_told(hint, where) for hint in found]})


def _told(hint: Hint, where: Sequence[int]) -> dict[str, Any]:
    """``about`` names the category; ``guide`` is where it is explained, from the address of the meeting's pages."""
    return {
        **hint.model_dump(mode="json"),
        "start": where[hint.start],
        "end": where[hint.end],
        "about": EXPLAINED[hint.category].title,
        "guide": f"guide?topic={topic_of(hint.category)}",
    }


@kindly
async def dismiss(request: Request) -> Response:
    """``sentence`` is there when this was the third time a rule did not help, so that the room can be told."""
    live, member = await _writer(request)
    body = await json_body(request)
    field, phrase = text_of(body, "field", FIELD_LENGTH), text_of(body, "phrase")
    rule, reason = text_of(body, "rule", RULE_LENGTH), text_of(body, "reason", RULE_LENGTH)
    pm_id = member.postmortem_id
    muted = await live.backend.read(lambda: hints.dismiss(live.app, pm_id, field, phrase, rule, reason, member))
    return JSONResponse({"dismissed": True, **({"sentence": muted} if muted else {})})


@kindly
async def accept(request: Request) -> Response:
    live, member = await _writer(request)
    body = await json_body(request)
    field, rule = text_of(body, "field", FIELD_LENGTH), text_of(body, "rule", RULE_LENGTH)
    await live.backend.read(lambda: hints.accept(live.app, member.postmortem_id, field, rule, member))
    return JSONResponse({"accepted": True})


async def _writer(request: Request) -> tuple[Live, Member]:
    """Hints are for who writes. Asked for at each request, like everything else."""
    live = live_of(request)
    member = await writer_of(live, request)
    live.hint_rates.check(member.visitor_id)
    return live, member


def _section(body: dict[str, Any]) -> SectionId | None:
    given = text_of(body, "section", FIELD_LENGTH)
    if not given:
        return None
    try:
        return SectionId(given)
    except ValueError as error:
        raise NotFound("There is no such section.") from error


def _units(text: str) -> list[int]:
    """For each character the UTF-16 unit it begins at, and the end."""
    if text.isascii():
        return list(range(len(text) + 1))
    where, at = [0], 0
    for character in text:
        at += 2 if ord(character) > 0xFFFF else 1
        where.append(at)
    return where
