"""The first page, cold, until somebody can type: on a laptop beside Streamlit's hello, and on a phone over 3G.

The phone is Chrome's own emulation: a processor four times slower, 1.6 Mbit/s down, 768 kbit/s up, 150 ms. Its keys are
measured in the page, from the keydown event to the frame after the letter is in the text.
"""

import asyncio
import contextlib
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Final

from playwright.async_api import Browser, CDPSession, Page

from tests.bench import house, limit_server
from tests.bench.figures import Table, percentile
from tests.bench.keystrokes import App, chromium, content_of

ROUNDS: Final = 6
"""The first of each is thrown away: it warms the server up."""
KEYS: Final = 40
EDITABLE_MS: Final = 5_000
LOCAL_MS: Final = 50
SLOWER: Final = 4
DOWN, UP = 1_600_000 / 8, 768_000 / 8  # bytes a second
LATENCY_MS: Final = 150

KEY_TO_FRAME = """
(content) => {
  window.__local = []
  content.addEventListener("keydown", (event) => {
    requestAnimationFrame(() => setTimeout(() => window.__local.push(performance.now() - event.timeStamp)))
  }, true)
}
"""


async def measured(table: Table, folder: Path, scratch: Path) -> None:
    """Both in turn, on one machine."""
    with house.running(scratch / "startup") as home:
        pm_id = home.meeting()
        room = home.room(pm_id, home.cookies(pm_id, 1))
        async with _hello(scratch) as hello, chromium() as browser:
            ours: list[float] = []
            theirs: list[float] = []
            for _ in range(ROUNDS):
                theirs.append(await _cold(browser, hello))
                ours.append(await _cold(browser, room))
            mine, streamlit = percentile(ours[1:], 50), percentile(theirs[1:], 50)
            table.add_ratio("first page to editable, cold, median", mine, streamlit, "ms", 1.15)
            await _phone(table, browser, room)


async def _phone(table: Table, browser: Browser, room: App) -> None:
    opened: list[float] = []
    keys: list[float] = []
    for _ in range(3):
        spent, local = await _on_a_phone(browser, room)
        opened.append(spent)
        keys += local
    table.add_bound("phone on 3G, to editable, median", percentile(opened, 50), "ms", EDITABLE_MS)
    table.add_bound("phone on 3G, key to its own screen, p95", percentile(keys, 95), "ms", LOCAL_MS)
    table.add_figure("phone on 3G, key to its own screen, slowest", max(keys), "ms")


async def _on_a_phone(browser: Browser, room: App) -> tuple[float, list[float]]:
    context = await browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    if room.prepare:
        await room.prepare(context, 0)
    page = await context.new_page()
    await _slow_down(await context.new_cdp_session(page))
    spent = await _until_editable(page, room)
    content = page.locator(content_of(room.field)).first
    await content.click()
    await content.evaluate(KEY_TO_FRAME)
    for number in range(KEYS):
        await page.keyboard.press("abcdefghij"[number % 10])
        await asyncio.sleep(0.15)
    await asyncio.sleep(0.5)
    local: list[float] = await page.evaluate("() => window.__local")
    await context.close()
    return spent, local


async def _slow_down(session: CDPSession) -> None:
    await session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    await session.send("Network.enable")
    line = {"offline": False, "latency": LATENCY_MS, "downloadThroughput": DOWN, "uploadThroughput": UP}
    await session.send("Network.emulateNetworkConditions", line)


async def _cold(browser: Browser, app: App) -> float:
    context = await browser.new_context(viewport={"width": 1280, "height": 800})
    if app.prepare:
        await app.prepare(context, 0)
    spent = await _until_editable(await context.new_page(), app)
    await context.close()
    return spent


async def _until_editable(page: Page, app: App) -> float:
    """Milliseconds from the address to the field, or to the heading of a page without one."""
    since = time.perf_counter()
    await page.goto(app.url, wait_until="commit")
    seen = page.locator(content_of(app.field)) if app.field else page.get_by_role("heading", level=1)
    await seen.first.wait_for(timeout=60_000)
    return 1000 * (time.perf_counter() - since)


@contextlib.asynccontextmanager
async def _hello(scratch: Path) -> AsyncIterator[App]:
    """Streamlit's hello page on a free port, until the block ends."""
    port = limit_server.free_port()
    command = [sys.executable, "-m", "streamlit", "hello", "--server.headless", "true", "--server.port", str(port)]
    command += ["--server.address", "127.0.0.1", "--browser.gatherUsageStats", "false"]
    null = asyncio.subprocess.DEVNULL
    process = await asyncio.create_subprocess_exec(*command, stdout=null, stderr=null, cwd=scratch)
    try:
        limit_server.wait_for(f"http://127.0.0.1:{port}/_stcore/health")
        yield App("hello", f"http://127.0.0.1:{port}/", "")
    finally:
        process.terminate()
        await asyncio.wait_for(process.wait(), 10)
