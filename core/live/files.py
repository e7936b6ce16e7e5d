"""Files over HTTP: the browser's bundle, and a postmortem to take home."""

import json
import re
from functools import cache
from pathlib import Path
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from core.errors import NotFound, NotMember
from core.live import pages
from core.live.context import Live, live_of
from core.live.origin import address_of, base_url, from_this_computer
from core.live.requests import kindly, visitor_of
from core.services import access, exports, secret_links
from core.services.access import Visitor
from core.services.secret_links import Purpose

DIST = Path(__file__).parent / "editor" / "dist"
FOR_EVER = "public, max-age=31536000, immutable"
_TYPES = {".js": "text/javascript", ".css": "text/css", ".txt": "text/plain", ".json": "application/json"}


@kindly
async def asset(request: Request) -> Response:
    """Only files with a hash of their content in the name, and only those we made."""
    name = request.path_params["file"]
    found = _assets().get(name)
    if found is None:
        raise NotFound("There is no such file. Reload the page.")
    content, media_type = found
    kept = "no-cache" if name == "manifest.json" or name.endswith(".txt") else FOR_EVER
    return Response(content, media_type=media_type, headers={"cache-control": kept})


@cache
def _assets() -> dict[str, tuple[bytes, str]]:
    """All of them, read once: what is not here does not exist."""
    found = {pages.own_name(name): (pages.own_file(name), kind) for name, kind in pages.OWN_FILES.items()}
    manifest = DIST / "manifest.json"
    if manifest.is_file():
        names = [*json.loads(manifest.read_text()).values(), "manifest.json", "licences.txt"]
        for name in names:
            path = DIST / str(name)
            if path.is_file():
                found[path.name] = (path.read_bytes(), _TYPES.get(path.suffix, "application/octet-stream"))
    return found


@kindly
async def export(request: Request) -> Response:
    """For whoever is in the meeting, for the workspace, and for scripts that bring the key that Settings shows."""
    live = live_of(request)
    pm_id, _, fmt = request.path_params["name"].partition(".")
    visitor = await visitor_of(live, request)
    here = from_this_computer(request)
    key = _brought_key(request)
    address = address_of(request, live.settings.trusted_proxies)
    try:
        await live.backend.read(lambda: _may_read(live, visitor, pm_id, here, key))
    except NotMember:
        if key:
            live.wrong_key_rates.check(address)
        raise
    live.export_rates.check(visitor.id if visitor is not None else f"script {address}" if key else "workspace")
    base = base_url(request, live.settings)
    made = await live.backend.read(lambda: exports.export(live.app, pm_id, fmt, f"{base}/room?pm={pm_id}", base))
    return as_file(made)


def as_file(made: exports.Export) -> Response:
    """An answer that a browser saves and never shows, and that nobody keeps on the way."""
    headers = {"content-disposition": _attachment(made.filename), "cache-control": "no-store"}
    return Response(made.data, media_type=made.media_type, headers=headers)


def _brought_key(request: Request) -> str:
    """What stands in ``Authorization: Bearer …``; empty when there is nothing of the kind."""
    kind, _, key = request.headers.get("authorization", "").partition(" ")
    return key.strip() if kind.lower() == "bearer" else ""


def _may_read(live: Live, visitor: Visitor | None, pm_id: str, here: bool, key: str) -> None:
    """A wrong key is worth as much as none, whatever postmortem was asked for."""
    try:
        access.member(live.app, visitor, pm_id)
    except NotMember:
        by_key = bool(key) and secret_links.opens(live.app, Purpose.EXPORT, key)
        if not by_key and not access.has_workspace(live.app, visitor, here):
            raise


def _attachment(filename: str) -> str:
    """Never shown in place: an exported page must not run under our address."""
    plain = re.sub(r"[^A-Za-z0-9._-]", "_", filename) or "postmortem"
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(filename, safe='')}"
