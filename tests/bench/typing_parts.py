"""Where the time of a key goes on its way to somebody else's screen: before it is sent, on the line and in the server,
and after it has arrived. The same is measured of the page of the bare y-websocket server.

Two browsers of which one types, and five that all type.

A page stamps each frame with an update that it sends or receives: y-websocket's frames begin with the bytes 0 and 2.
"""

import asyncio
from bisect import bisect_right
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from playwright.async_api import Browser, BrowserContext, Page

from tests.bench import house, limit_server
from tests.bench.figures import Table, percentile
from tests.bench.keystrokes import App, chromium, close_pages, open_pages, type_and_watch

PARTS: Final = ("before it is sent", "line and server", "after it has arrived")


@dataclass(frozen=True)
class People:
    """So many browsers, of which the first ``writers`` type ``keys`` letters each, one in ``interval`` seconds."""

    name: str
    count: int
    writers: int
    keys: int
    interval: float


GROUPS: Final = (People("2 browsers", 2, 1, 60, 0.12), People("5 type at once", 5, 5, 30, 0.3))

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
    with limit_server.running(folder) as limit, house.running(scratch / "parts") as home:
        async with chromium() as browser:
            for people in GROUPS:
                pm_id = home.meeting()
                ours = await _parts(browser, home.room(pm_id, home.cookies(pm_id, people.count)), people)
                theirs = await _parts(browser, App("limit", limit.page, "bench"), people)
                for name, mine, other in zip(PARTS, ours, theirs, strict=True):
                    for percent in (50, 95):
                        figures = percentile(mine, percent), "ms", percentile(other, percent)
                        table.add_figure(f"keystroke to peer, {people.name}, {name}, p{percent}", *figures)


async def _parts(browser: Browser, app: App, people: People) -> tuple[list[float], list[float], list[float]]:
    async def prepare(context: BrowserContext, index: int) -> None:
        await context.add_init_script(STAMP)
        if app.prepare:
            await app.prepare(context, index)

    opened = await open_pages(browser, App(app.name, app.url, app.field, prepare), people.count)
    try:
        await asyncio.sleep(2)
        for page in opened:
            await page.evaluate("() => { window.__frames.received.length = window.__frames.sent.length = 0 }")
        await type_and_watch(opened, app.field, people.keys, people.interval, 3, people.writers)
        return await _of_pages(opened, people.writers)
    finally:
        await close_pages(opened)


async def _of_pages(opened: list[Page], writers: int) -> tuple[list[float], list[float], list[float]]:
    """A server may pass several keys on in one frame: a key came with the latest frame before it was seen."""
    before, line, after = list[float](), list[float](), list[float]()
    for nth, writer in enumerate(opened[:writers]):
        pressed, sent = await _stamps(writer, "__bench.keys"), await _stamps(writer, "__frames.sent")
        if len(pressed) != len(sent):
            raise RuntimeError(f"Frames and keys do not belong together: {len(pressed)} keys, {len(sent)} sent.")
        before += _apart(pressed, sent)
        for reader in opened:
            if reader is writer:
                continue
            received, seen = await _stamps(reader, "__frames.received"), await _stamps(reader, f"__bench.seen[{nth}]")
            arrived = [received[bisect_right(received, at) - 1] for at in seen]
            line += _apart(sent, arrived)
            after += _apart(arrived, seen)
    return before, line, after


async def _stamps(page: Page, name: str) -> list[float]:
    stamps: list[float] = await page.evaluate(f"() => window.{name}")
    return stamps


def _apart(earlier: list[float], later: list[float]) -> list[float]:
    return [after - before for before, after in zip(earlier, later, strict=True)]
