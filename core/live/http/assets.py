"""The browser's scripts and the styles of our own pages. Only files that are listed when the server starts."""

from functools import cache
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from core.errors import NotFound
from core.live.http import html_pages
from core.live.http.requests import json_errors
from core.live.http.static.encodings import EncodedFile
from core.services.operations import browser_bundle

_IMMUTABLE: Final = "public, max-age=31536000, immutable"
_ASKED: Final = "no-cache"
_TYPES: Final = {".js": "text/javascript", ".txt": "text/plain", ".json": "application/json"}


@json_errors
async def asset(request: Request) -> Response:
    """Files with a hash of their content in the name, which browsers keep for ever; the two others are asked about."""
    name = request.path_params["file"]
    found = _assets().get(name)
    if found is None:
        raise NotFound("There is no such file. Reload the page.")
    file, caching = found
    return file.response(request.headers.get("accept-encoding", ""), caching)


@cache
def _assets() -> dict[str, tuple[EncodedFile, str]]:
    """File and ``Cache-Control`` by name."""
    found = {
        html_pages.own_name(name): (EncodedFile(html_pages.own_file(name), kind), _IMMUTABLE)
        for name, kind in html_pages.OWN_FILES.items()
    }
    for path in browser_bundle.bundle_files():
        brotli, gzipped = (_copy(path, ending) for ending in (browser_bundle.BROTLI, browser_bundle.GZIP))
        caching = _IMMUTABLE if path.suffix == ".js" else _ASKED
        found[path.name] = (EncodedFile(path.read_bytes(), _TYPES[path.suffix], brotli, gzipped), caching)
    return found


def _copy(path: Path, ending: str) -> bytes | None:
    copy = path.with_name(path.name + ending)
    return copy.read_bytes() if copy.is_file() else None
