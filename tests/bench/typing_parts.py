"""Where the time of a key goes on its way to somebody else's screen: before it is sent, on the line and in the server,
and after it has arrived. The same is measured of the page of the bare y-websocket server.

A page stamps each frame with an update that it sends or receives: y-websocket's frames begin with the bytes 0 and 2.
"""

import asyncio
from pathlib import Path
from typing import Final

from playwright.async_api import Browser, BrowserContext, Page

from tests.bench import house, limit_server
from tests.bench.figures import Table, percentile
from tests.bench.keystrokes import App, chromium, close_pages, open_pages, type_and_watch

KEYS: Final = 60
INTERVAL: Final = 0.12
PARTS: Final = ("before it is sent", "line and server", "after it has arrived")

STAMP = """
(() => {
  const frames = (window.__frames = { sent: [], received: [] })
  const now = () => performance.timeOrigin + performance.now()
  const isUpdate = (data) => {
    const bytes = data instanceof ArrayBuffer ? new Uint8Array(data) : data
    return bytes instanceof Uint8Array && bytes[0] === 0 && bytes[1] === 2
  }
  const send = WebSocket.prototype.send
  WebSocket.prototype.send = function (data) {
    if (isUpdate(data)) frames.sent.push(now())
    send.call(this, data)
  }
  const Plain = WebSocket
  window.WebSocket = class extends Plain {
    constructor(...args) {
      super(...args)
      this.addEventListener("message", (event) => {
        if (isUpdate(event.data)) frames.received.push(now())
      })
    }
  }
})()
"""


async def measured(table: Table, folder: Path, scratch: Path) -> None:
    """With two browsers: one types, one watches."""
    with limit_server.running(folder) as limit, house.running(scratch / "parts") as home:
        async with chromium() as browser:
            pm_id = home.meeting()
            ours = await _parts(browser, home.room(pm_id, home.cookies(pm_id, 2)))
            theirs = await _parts(browser, App("limit", limit.page, "bench"))
    for name, mine, other in zip(PARTS, ours, theirs, strict=True):
        for percent in (50, 95):
            figures = percentile(mine, percent), "ms", percentile(other, percent)
            table.add_figure(f"keystroke to peer, {name}, p{percent}", *figures)


async def _parts(browser: Browser, app: App) -> tuple[list[float], list[float], list[float]]:
    async def prepare(context: BrowserContext, index: int) -> None:
        await context.add_init_script(STAMP)
        if app.prepare:
            await app.prepare(context, index)

    opened = await open_pages(browser, App(app.name, app.url, app.field, prepare), 2)
    try:
        await asyncio.sleep(2)
        await opened[1].evaluate("() => { window.__frames.received.length = 0 }")
        await opened[0].evaluate("() => { window.__frames.sent.length = 0 }")
        await type_and_watch(opened, app.field, KEYS, INTERVAL, 3)
        pressed, seen = await _stamps(opened[0], "__bench.keys"), await _stamps(opened[1], "__bench.seen[0]")
        sent, received = await _stamps(opened[0], "__frames.sent"), await _stamps(opened[1], "__frames.received")
    finally:
        await close_pages(opened)
    if not len(pressed) == len(sent) == len(received) == len(seen):
        counts = f"{len(pressed)} keys, {len(sent)} sent, {len(received)} received, {len(seen)} seen"
        raise RuntimeError(f"Frames and keys do not belong together: {counts}.")
    return _apart(pressed, sent), _apart(sent, received), _apart(received, seen)


async def _stamps(page: Page, name: str) -> list[float]:
    stamps: list[float] = await page.evaluate(f"() => window.{name}")
    return stamps


def _apart(earlier: list[float], later: list[float]) -> list[float]:
    return [after - before for before, after in zip(earlier, later, strict=True)]
