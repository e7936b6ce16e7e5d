"""Watches a browser page for anything that what people typed could have caused: code, requests, live markup.

Everything is seen from outside or in the page as it is drawn; nothing here knows how a page was made.
"""

from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Dialog, Page, Request

_HERE = Path(__file__).parent
_TRAP = _HERE / "watchdog_trap.js"
_LOOK = (_HERE / "watchdog_look.js").read_text(encoding="utf8").split("\n", 1)[1].rstrip().rstrip(";")


class Watchdog:
    """One page, watched from before it is opened. ``findings`` is empty while all is well."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._heard: list[str] = []
        page.on("dialog", self._said)
        page.on("request", self._asked)
        page.on("popup", lambda popup: self._heard.append(f"a window: {popup.url}"))
        page.add_init_script(path=_TRAP)

    def _said(self, dialog: Dialog) -> None:
        self._heard.append(f"a dialog: {dialog.message}")
        dialog.dismiss()

    def _asked(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob", "about") and parts.hostname != "127.0.0.1":
            self._heard.append(f"a request: {request.url}")

    def findings(self) -> list[str]:
        caught: list[str] = self._page.evaluate("globalThis.caught")
        live: list[str] = self._page.evaluate(_LOOK)
        return [*self._heard, *caught, *live]
