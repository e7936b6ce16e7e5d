"""A timeline that is pasted: until it is read and shown, and until its rows stand on another person's screen."""

import time
from pathlib import Path

from playwright.async_api import Browser, Page, async_playwright

from tests.bench import house
from tests.bench.figures import Table, percentile
from tests.bench.keystrokes import close_pages, open_pages
from tests.support.find_chromium import ARGS, find

SECTION = "timeline"
PASTE = """(node, text) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  node.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""
COUNT = """(field) => {
  const rows = (root) => [...root.querySelectorAll("*")].reduce(
    (sum, node) => sum + (node.shadowRoot ? rows(node.shadowRoot) : 0),
    root.querySelectorAll(`[data-field="${field}"] [data-row]`).length);
  return rows(document);
}"""
# For each size: lines, tries, and the bounds in ms until the preview and until the peer. 500 rows go in at once at
# most; of 2,000 lines some are left out first, which takes a person longer than any machine.
SIZES: tuple[tuple[int, int, int, int | None], ...] = ((40, 5, 400, 500), (500, 2, 800, 5_000), (2_000, 2, 2_000, None))


def lines(count: int) -> str:
    """So many moments as they stand in a chat's export, none like another."""
    moments = ((at // 60 % 24, at % 60, at) for at in range(count))
    return "\n".join(f"{hour:02}:{minute:02} step {at}: queue {at % 7} was looked at" for hour, minute, at in moments)


async def _until_shown(mine: Page, text: str, count: int) -> float:
    """Milliseconds until the preview of a paste stands with all its rows."""
    draft = mine.locator(f'[data-field="{SECTION}"] [data-draft] .cm-content')
    await draft.click()
    since = time.perf_counter()
    await draft.evaluate(PASTE, text)
    await mine.get_by_role("button", name=f"Add {count} rows").wait_for(timeout=60_000)
    return 1000 * (time.perf_counter() - since)


async def _until_there(mine: Page, peer: Page, count: int) -> float:
    """Milliseconds from Add until the last row stands on the peer's screen."""
    before = await peer.evaluate(COUNT, SECTION)
    since = time.perf_counter()
    await mine.get_by_role("button", name=f"Add {count} rows").click(timeout=60_000)
    await peer.wait_for_function(f"([field, count]) => ({COUNT})(field) >= count", arg=[SECTION, before + count])
    return 1000 * (time.perf_counter() - since)


async def _at_the_timeline(browser: Browser, home: house.House, pm_id: str) -> list[Page]:
    pages = await open_pages(browser, home.room(pm_id, home.cookies(pm_id, 2)), 2)
    for page in pages:
        await page.locator(f'[data-section-link="{SECTION}"]').first.click()
        await page.locator(f'[data-section-view="{SECTION}"]').wait_for()
    return pages


async def measured(table: Table, folder: Path, scratch: Path) -> None:
    """Two browsers: 40 and 500 rows, and a text of 2,000 lines."""
    with house.running(scratch / "pasted") as home:
        async with async_playwright() as driver:
            browser = await driver.chromium.launch(executable_path=find(), args=list(ARGS))
            for count, tries, at_most, at_most_there in SIZES:
                shown, there = [], []
                for _ in range(tries):
                    pm_id = home.meeting()
                    mine, peer = await _at_the_timeline(browser, home, pm_id)
                    shown.append(await _until_shown(mine, lines(count), count))
                    if at_most_there is not None:
                        there.append(await _until_there(mine, peer, count))
                    await close_pages([mine, peer])
                table.add_bound(f"{count:,} pasted lines, until the preview", percentile(shown, 50), "ms", at_most)
                if at_most_there is not None:
                    table.add_bound(f"{count:,} rows, from Add to a peer", percentile(there, 50), "ms", at_most_there)
            await browser.close()
