"""The browser's bundle and the styles of our own pages. Only files that are listed when the server starts."""

import json
from functools import cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from core.errors import NotFound
from core.live.http import html_pages
from core.live.http.requests import json_errors

DIST = Path(__file__).parents[1] / "editor" / "dist"
_IMMUTABLE = "public, max-age=31536000, immutable"
_TYPES = {".js": "text/javascript", ".css": "text/css", ".txt": "text/plain", ".json": "application/json"}


@json_errors
async def asset(request: Request) -> Response:
    """Files with a hash of their content in the name, which browsers keep for ever; the two others are asked about."""
    name = request.path_params["file"]
    found = _assets().get(name)
    if found is None:
        raise NotFound("There is no such file. Reload the page.")
    content, media_type = found
    caching = "no-cache" if name == "manifest.json" or name.endswith(".txt") else _IMMUTABLE
    return Response(content, media_type=media_type, headers={"cache-control": caching})


@cache
def _assets() -> dict[str, tuple[bytes, str]]:
    """Content and media type by name."""
    found = {
        html_pages.own_name(name): (html_pages.own_file(name), kind) for name, kind in html_pages.OWN_FILES.items()
    }
    manifest = DIST / "manifest.json"
    if manifest.is_file():
        names = [*json.loads(manifest.read_text()).values(), "manifest.json", "licences.txt"]
        for name in names:
            path = DIST / str(name)
            if path.is_file():
                found[path.name] = (path.read_bytes(), _TYPES.get(path.suffix, "application/octet-stream"))
    return found
