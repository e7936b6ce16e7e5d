"""A keystroke to the others while all five type into one text, each as fast as people write in a meeting.

Every page receives the keys of four others while it sends its own, so that the browsers' work counts as much as the
server's: the same pages on the bare y-websocket server stand beside it.
"""

from pathlib import Path
from typing import Final

from playwright.async_api import Browser

from tests.bench import house, limit_server
from tests.bench.figures import Table, percentile
from tests.bench.keystrokes import App, chromium, close_pages, open_pages, type_and_watch

PEOPLE: Final = 5
ROUNDS: Final = 2
KEYS: Final = 30
INTERVAL: Final = 0.3
AT_MOST: Final = 1.5


async def measured(table: Table, folder: Path, scratch: Path) -> None:
    """The two servers in turn."""
    ours: list[float] = []
    theirs: list[float] = []
    with limit_server.running(folder) as limit, house.running(scratch / "together") as home:
        async with chromium() as browser:
            for turn in range(ROUNDS):
                pm_id = home.meeting()
                ours += await _typed(browser, home.room(pm_id, home.cookies(pm_id, PEOPLE)), turn)
                theirs += await _typed(browser, App("limit", limit.page, "bench"), turn)
    for percent in (50, 95):
        what = f"keystroke to peer, {PEOPLE} type at once, p{percent}"
        table.add_ratio(what, percentile(ours, percent), percentile(theirs, percent), "ms", AT_MOST)


async def _typed(browser: Browser, app: App, seed: int) -> list[float]:
    opened = await open_pages(browser, app, PEOPLE)
    try:
        return await type_and_watch(opened, app.field, KEYS, INTERVAL, seed, writers=PEOPLE)
    finally:
        await close_pages(opened)
