"""A postmortem as a file: who may have it, how often, and the answer that a browser saves."""

import re
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from core.errors import NotMember
from core.live.context import LiveContext, live_of
from core.live.http.cookie import token_of
from core.live.http.origin import address_of, base_url, from_this_computer
from core.live.http.requests import json_errors
from core.services import access
from core.services.access import Audience, Visitor, secret_links
from core.services.access.secret_links import Purpose
from core.services.audit.noting import SCRIPT, UNKNOWN
from core.services.exchange import exports

# The same for a wrong key, an old one and none, so that it tells nothing; it is read by people who write scripts.
NO_KEY = (
    "This file opens in a browser that is in the meeting, or for a script that sends the key which Settings shows now: "
    "Authorization: Bearer KEY."
)


@json_errors
async def export(request: Request) -> Response:
    """``/live/export/<id>.<format>``, for members, for the workspace, and for scripts with the key of Settings."""
    live = live_of(request)
    pm_id, _, fmt = request.path_params["name"].partition(".")
    reader, inside, taker = await _require_reader(live, request, pm_id)
    live.export_rates.check(reader)
    base = base_url(request, live.settings)
    room = f"{base}/room?pm={pm_id}"
    made = await live.threads.run_export(
        lambda: exports.export(
            live.app.reading_for(_audience(taker)), pm_id, fmt, room, base, inside=inside, taker=taker
        )
    )
    return download(made)


async def _require_reader(live: LiveContext, request: Request, pm_id: str) -> tuple[str, bool, Visitor | str]:
    """Who reads, as a key of rates; whether they may know of other incidents; who takes the file.

    Raises NotMember; NotFound for members of a meeting that is in the trash.
    """
    token, key = token_of(request), _bearer_key(request)
    here, address = from_this_computer(request), address_of(request, live.settings.trusted_proxies)
    visitor = await live.threads.run(lambda: access.visitor(live.app, token))
    try:
        inside = await live.threads.run(lambda: _check_reader(live, visitor, pm_id, here, key))
    except NotMember:
        if key:
            live.wrong_key_rates.check(address)
        if key or visitor is None:
            raise NotMember(NO_KEY) from None
        raise
    if visitor is not None:
        return visitor.id, inside, visitor
    return (f"script {address}", inside, SCRIPT) if key else ("workspace", inside, UNKNOWN)


def _audience(taker: Visitor | str) -> Audience:
    """The key of Settings is everybody's in the workspace, so it opens nothing closed."""
    return access.audience_of(taker) if isinstance(taker, Visitor) else access.EVERYBODY


def _check_reader(live: LiveContext, visitor: Visitor | None, pm_id: str, here: bool, key: str) -> bool:
    """Whether the reader is of the workspace, by cookie or by the key of Settings, which only the workspace sees.

    A wrong key is worth as much as none, whatever postmortem was asked for.
    """
    inside = access.has_workspace(live.app, visitor, here)
    try:
        access.member(live.app, visitor, pm_id)
    except NotMember:
        by_key = bool(key) and secret_links.verify_key(live.app, Purpose.EXPORT, key)
        if not by_key and not inside:
            raise
        return True
    return inside


def _bearer_key(request: Request) -> str:
    """The key of ``Authorization: Bearer …``; empty without such a header."""
    kind, _, key = request.headers.get("authorization", "").partition(" ")
    return key.strip() if kind.lower() == "bearer" else ""


def download(made: exports.Export) -> Response:
    """A file that a browser saves, that no cache keeps, and that is never shown in place under our address."""
    plain = re.sub(r"[^A-Za-z0-9._-]", "_", made.filename) or "postmortem"
    disposition = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(made.filename, safe='')}"
    headers = {"content-disposition": disposition, "cache-control": "no-store"}
    return Response(made.data, media_type=made.media_type, headers=headers)
