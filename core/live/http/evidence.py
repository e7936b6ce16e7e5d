"""Pictures on rows of the timeline: brought by those who may write, seen by those who may read.

A picture is served under its own address with a type of two, and is never more than pixels: it was written anew. Not
here: decoding, and what the row says about it.
"""

from operator import attrgetter

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from core.errors import BadInput, NotAllowed, TooLarge
from core.live.context import LiveContext, live_of
from core.live.http.cookie import token_of
from core.live.http.origin import from_this_computer, same_origin
from core.live.http.requests import FOREIGN, json_errors, writer_of
from core.live.limits import LIMITS
from core.services import access
from core.services.access import Member
from core.services.evidence import pictures
from core.store.evidence import StoredPicture

_RATES = attrgetter("evidence_rates")
TOO_LARGE = "This picture is larger than 9 MB. Take a screenshot of the part that matters, and paste that."
NO_ROW = "This picture came without the row that it belongs to. Reload the page and add it again."
# Whoever may not read any more keeps what their browser holds for so long; nobody else's browser gets it.
_HEADERS = {
    "cache-control": f"private, max-age={LIMITS.evidence_cached_seconds}",
    "vary": "cookie",
    "content-security-policy": "default-src 'none'; sandbox",
    "content-disposition": "inline",
}


@json_errors
async def add(request: Request) -> Response:
    """The bytes of a picture for ``?row=``. Answers ``{"id", "width", "height"}``, which the row then names."""
    live = live_of(request)
    if not same_origin(request, live.settings.url):
        raise NotAllowed(FOREIGN)
    writer = await writer_of(request, _RATES)
    row_id = _row(request)
    async with live.threads.picture_turn(writer.visitor_id, writer.postmortem_id):
        data = await _body(request, live)
        made = await live.threads.run_picture(lambda: _add(live, writer, row_id, data))
    return JSONResponse({"id": made.id, "width": made.width, "height": made.height})


@json_errors
async def show(request: Request) -> Response:
    """The picture itself, for those who may read the postmortem. Nobody else learns whether there is one."""
    live = live_of(request)
    token, here = token_of(request), from_this_computer(request)
    pm_id, picture_id = request.path_params["pm_id"], request.path_params["picture_id"]

    def look_up() -> StoredPicture:
        visitor = access.visitor(live.app, token)
        inside = access.has_workspace(live.app, visitor, here)
        audience = access.EVERYBODY if visitor is None else access.audience_of(visitor)
        return pictures.see(live.app.reading_for(audience), visitor, pm_id, picture_id, inside=inside)

    found = await live.threads.run(look_up)
    return Response(found.data, media_type=found.mime, headers=_HEADERS)


def _add(live: LiveContext, writer: Member, row_id: str, data: bytes) -> StoredPicture:
    return pictures.add(live.app, writer, row_id, data)


def _row(request: Request) -> str:
    row_id = request.query_params.get("row", "")
    if not row_id or len(row_id) > LIMITS.identifier_characters or not row_id.isascii():
        raise BadInput(NO_ROW)
    return row_id


async def _body(request: Request, live: LiveContext) -> bytes:
    """Nothing larger is read. Raises TooLarge."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > live.limits.evidence_bytes:
            raise TooLarge(TOO_LARGE)
    return bytes(body)
