"""What a room's page tells its own scripts at once: data for whoever opens it, so that the room need not wait.

Streamlit tells the page what it shows once its socket is open. Who may open the room is known with the request, so the
same data stand in the head, for that person only, and a script of ours begins with them. Who may not, or whatever goes
wrong here, gets the page without them, which then shows what it would have shown.
"""

import html
import json
import logging
import re
from typing import Final

from starlette.requests import HTTPConnection

from core.errors import DebriefError
from core.live.context import live_of
from core.live.http.cookie import token_of
from core.live.http.origin import from_this_computer
from core.live.limits import LIMITS
from core.services import access
from core.services.meetings import room_data
from core.services.operations import browser_bundle

ROOM: Final = "room"
ELEMENT: Final = "debrief-room"
"""The id of the element, as ``early_data.ts`` knows it."""
_HTML: Final = re.compile("[<>&]")
_log = logging.getLogger(__name__)


async def elements_for(connection: HTTPConnection) -> bytes:
    """The elements for the head; nothing for whoever has no data here."""
    token, pm_id = token_of(connection), connection.query_params.get("pm", "")
    if not token or not 0 < len(pm_id) <= LIMITS.identifier_characters:
        return b""
    try:
        data = await _data(connection, token, pm_id)
        return b"" if data is None else elements(data)
    except DebriefError as error:
        _log.debug("no data with the page: %s", error.sentence)
    except Exception:  # whatever fails here, the page is sent
        _log.exception("no data with the page of a room")
    return b""


async def _data(connection: HTTPConnection, token: str, pm_id: str) -> dict[str, object] | None:
    live, here = live_of(connection), from_this_computer(connection)

    def look_up() -> dict[str, object] | None:
        visitor = access.visitor(live.app, token)
        if visitor is None:
            return None
        inside = access.has_workspace(live.app, visitor, here)
        data = room_data.data_before_page(live.app, visitor, pm_id, inside=inside)
        return None if data is None else {**data, "themes": {name: dict(live.themes[name]) for name in live.themes}}

    return await live.threads.run(look_up)


def elements(data: object) -> bytes:
    """The data as an element that nobody executes, and the script that reads it. Raises OSError: nothing is built."""
    script = html.escape(browser_bundle.script_of("board"))
    return (
        f'<script type="application/json" id="{ELEMENT}">{as_json(data)}</script>'
        f'<script type="module" async src="./live/assets/{script}"></script>'
    ).encode()


def as_json(data: object) -> str:
    """JSON in ASCII that holds no sign of HTML, so that nothing in it ends the element or begins a comment."""
    return _HTML.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(data, separators=(",", ":")))
