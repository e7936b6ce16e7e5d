"""The headers that every answer carries, and the content policy of every page.

The policy names what a page may load: from here, and nothing inline but what Streamlit's own pages
bring. Their inline scripts are hashed when the server starts, so an upgrade needs no change here and
nothing else gets in.
"""

import base64
import hashlib
import importlib.util
from collections.abc import Iterable
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

_PAGES = {"streamlit": "static/index.html", "streamlit_autorefresh": "frontend/build/index.html"}

HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "x-frame-options": "SAMEORIGIN",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}


class _InlineScripts(HTMLParser):
    """Collects the exact content of script elements without a source."""

    def __init__(self, *, convert_charrefs: bool) -> None:
        super().__init__(convert_charrefs=convert_charrefs)
        self.scripts: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = tag == "script" and "src" not in dict(attrs)
        if self._inside:
            self.scripts.append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.scripts[-1] += data


def inline_hashes(page: bytes) -> list[str]:
    """The CSP sources of the inline scripts of an HTML page, in their order."""
    reader = _InlineScripts(convert_charrefs=False)
    reader.feed(page.decode())
    reader.close()
    digests = (hashlib.sha256(script.encode()).digest() for script in reader.scripts if script.strip())
    return [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests]


def content_policy(hashes: Iterable[str]) -> str:
    """``frame-ancestors 'self'`` and ``font-src data:``: Streamlit's older components need both."""
    scripts = " ".join(["'self'", "blob:", *hashes])
    return "; ".join(
        [
            "default-src 'self'",
            f"script-src {scripts}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "connect-src 'self'",
            "object-src 'none'",
            "base-uri 'none'",
            "frame-ancestors 'self'",
            "font-src 'self' data:",
            "form-action 'self'",
        ]
    )


@cache
def policy_of_this_server() -> str:
    """Read once: the pages of the installed packages do not change while the server runs."""
    found: list[str] = []
    for package, page in _PAGES.items():
        path = _page_path(package, page)
        if path is not None:
            found += inline_hashes(path.read_bytes())
    return content_policy(dict.fromkeys(found))


def _page_path(package: str, page: str) -> Path | None:
    """Found without importing the package: it belongs to the pages, not to this floor."""
    spec = importlib.util.find_spec(package)
    for folder in (spec.submodule_search_locations or []) if spec is not None else []:
        path = Path(folder) / page
        if path.is_file():
            return path
    return None
