"""``make bench``: what Debrief costs beside the engineering limit, in one run on one machine.

Prints a table; a bound that is not kept is said and makes the exit code 1, but nothing here is a test: figures of a
busy machine are worthless. ``python -m tests.bench typing peers idle`` runs only the named parts.
"""

import argparse
import asyncio
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Coroutine
from pathlib import Path

import psutil
from playwright.async_api import Browser, Page, WebSocket

from core.domain.blameless import check
from core.domain.postmortem import SectionId
from tests.bench import (
    action_items,
    big_pages,
    crowd,
    exports,
    hint_prose,
    hint_rules,
    house,
    insights,
    keystrokes,
    limit_server,
    memory,
    old_reports,
    pasted,
    quiet,
    rooms,
    search,
    server_start,
    similar,
    soak,
    startup,
    two_servers,
    typing_parts,
    typing_together,
)
from tests.bench.figures import Table, percentile
from tests.bench.keystrokes import App, chromium, close_pages, open_pages, type_and_watch

ROUNDS = 2
KEYS = 60
INTERVAL = 0.12


async def _typed(browser: Browser, app: App, pages: int, seed: int) -> list[float]:
    opened = await open_pages(browser, app, pages)
    try:
        return await type_and_watch(opened, app.field, KEYS, INTERVAL, seed)
    finally:
        await close_pages(opened)


async def typing(table: Table, folder: Path, scratch: Path) -> None:
    """Keystroke to peer with 2 and 5 browsers, the two servers in turn."""
    with limit_server.running(folder) as limit, house.running(scratch / "typing") as home:
        async with chromium() as browser:
            for pages in (2, 5):
                ours: list[float] = []
                theirs: list[float] = []
                for turn in range(ROUNDS):
                    pm_id = home.meeting()
                    ours += await _typed(browser, home.room(pm_id, home.cookies(pm_id, pages)), pages, turn)
                    theirs += await _typed(browser, App("limit", limit.page, "bench"), pages, turn)
                for percent, bound in ((50, 1.25), (95, 1.3)):
                    what = f"keystroke to peer, {pages} browsers, p{percent}"
                    table.add_ratio(what, percentile(ours, percent), percentile(theirs, percent), "ms", bound)


async def peers(table: Table, folder: Path, scratch: Path) -> None:
    """Fan-out among protocol peers, every edit on disk before it is passed on."""
    with (
        limit_server.running(folder) as limit,
        house.running(scratch / "peers", DEBRIEF_ROOM_PEERS="250") as home,
    ):
        for count in (50, 200):
            theirs = await limit_server.fan_out(folder, limit.socket(), "t", count, origin=limit.page[:-1])
            pm_id = home.meeting()
            cookies = home.cookies(pm_id, count)
            root = f"text:{house.FIELD}"
            url = home.socket(pm_id)
            ours = await limit_server.fan_out(folder, url, root, count, origin=home.server.url, cookies=cookies)
            at_most = 2.0 if count == 50 else 1.0
            if count == 50 and ours.p95 < 20:
                table.add_bound("50 peers, 2 edits/s each, p95 fan-out", ours.p95, "ms", 20, theirs.p95)
            else:
                table.add_ratio(f"{count} peers, 2 edits/s each, p95 fan-out", ours.p95, theirs.p95, "ms", at_most)
            delivered = 100 * ours.delivered
            table.add_least(f"{count} peers, delivered", delivered, "%", 100, 100 * theirs.delivered)


async def idle(table: Table, folder: Path, scratch: Path) -> None:
    """What twenty connected people cost who do nothing, with the meeting's clock running."""
    with house.running(scratch / "idle") as home:
        pm_id = home.meeting()
        async with chromium() as browser:
            pages = await open_pages(browser, home.room(pm_id, home.cookies(pm_id, 20)), 20)
            await asyncio.sleep(10)
            process = psutil.Process(home.server.pid)
            before, since = process.cpu_times(), time.monotonic()
            await asyncio.sleep(20)
            after = process.cpu_times()
            spent = after.user + after.system - before.user - before.system
            table.add_bound("20 idle room pages, server", 100 * spent / (time.monotonic() - since), "% core", 2)
            await close_pages(pages)


async def sections(table: Table, folder: Path, scratch: Path) -> None:
    """Typing while 20 people follow a facilitator who presses Next every five seconds."""
    with house.running(scratch / "sections") as home:
        pm_id = home.meeting()
        async with chromium() as browser:
            leader = await open_pages(browser, home.room(pm_id, home.cookies(pm_id, 1, "facilitator")), 1)
            others = await open_pages(browser, home.room(pm_id, home.cookies(pm_id, 20)), 20)
            quiet = await type_and_watch(others[:2], house.FIELD, KEYS, INTERVAL, 1)
            frames = await _count_reruns(others[5])
            await leader[0].get_by_role("button", name="Start the twenty minutes").click()
            await asyncio.sleep(3)
            await _press_next(leader[0], 1)
            for page in others[:2]:  # these two stay where they write, as people do who are not done yet
                await page.locator('[data-section-view="timeline"]').wait_for()
                await page.locator('[data-section-link="summary"]').click()
            frames.clear()
            presses = asyncio.create_task(_press_next(leader[0], 4))
            busy = await type_and_watch(others[:2], house.FIELD, 100, 0.2, 2)
            pressed = await presses
            table.add_ratio(
                "keystroke to peer while 20 follow Next, p50", percentile(busy, 50), percentile(quiet, 50), "ms", 2
            )
            table.add_ratio(
                "keystroke to peer while 20 follow Next, p95", percentile(busy, 95), percentile(quiet, 95), "ms", 1.5
            )
            table.add_bound("reruns of a participant a section change", len(frames) / max(1, pressed), "reruns", 1)
            await close_pages([*leader, *others])


async def _count_reruns(page: Page) -> list[int]:
    """Messages that this page sends on Streamlit's own socket from now on: each asks for a rerun."""
    sent: list[int] = []

    def watch(socket: WebSocket) -> None:
        if "/_stcore/stream" in socket.url:
            socket.on("framesent", lambda frame: sent.append(len(frame)))

    page.on("websocket", watch)
    await page.reload()  # the socket is seen only by those who listen when it opens
    await page.locator(keystrokes.content_of(house.FIELD)).wait_for(timeout=60_000)
    await asyncio.sleep(3)
    sent.clear()
    return sent


async def _press_next(page: Page, times: int) -> int:
    for _ in range(times):
        await asyncio.sleep(5)
        await page.get_by_role("button", name=re.compile("^Next: ")).click()
    return times


async def hints(table: Table, folder: Path, scratch: Path) -> None:
    """The hint engine on paragraphs of 1,000 characters that it reads for the first time, and on hostile text."""
    first, *rest = hint_prose.paragraphs(161)
    check(first, SectionId.ROOT_CAUSE)
    fresh = [spent for paragraph in rest for spent in _times(paragraph, 1)]
    # 1.0 on a machine that does nothing else; this one is shared, and takes half as long again
    table.add_bound("hints, 1,000 fresh characters, median", percentile(fresh, 50), "ms", 1.5)
    table.add_bound("hint rules, processor time to load", 1000 * min(hint_prose.loading() for _ in range(3)), "ms", 500)
    hostile = "a" * 99_000 + "!" * 1_000
    table.add_bound("hints, 100 kB of aaaa!, whole engine", percentile(_times(hostile, 3), 50), "ms", 1000)
    for name, text, at_most in (("aaaa!", hint_rules.NOISE, 50), ("blame", hint_rules.BLAME, 500)):
        rule, spent = hint_rules.worst_rule(text)
        table.add_bound(f"hints, 100 kB of {name}, dearest rule {rule}".rstrip(), spent, "ms", at_most)


def _times(text: str, count: int) -> list[float]:
    spent = []
    for _ in range(count):
        since = time.perf_counter()
        check(text, SectionId.ROOT_CAUSE)
        spent.append(1000 * (time.perf_counter() - since))
    return spent


Part = Callable[[Table, Path, Path], Coroutine[None, None, None]]
PARTS: dict[str, Part] = {
    "typing": typing,
    "typing_parts": typing_parts.measured,
    "typing_together": typing_together.measured,
    "peers": peers,
    "rooms": rooms.measured,
    "server_start": server_start.measured,
    "memory": memory.measured,
    "soak": soak.measured,
    "two_servers": two_servers.measured,
    "crowd": crowd.measured,
    "idle": idle,
    "sections": sections,
    "startup": startup.measured,
    "hints": hints,
    "exports": exports.measured,
    "action_items": action_items.measured,
    "pasted": pasted.measured,
    "quiet": quiet.measured,
    "search": search.measured,
    "insights": insights.measured,
    "old_reports": old_reports.measured,
    "similar": similar.measured,
    "big_pages": big_pages.measured,
}
# These are compared with nothing, and so need no other server.
ALONE = {
    "startup",
    "server_start",
    "memory",
    "soak",
    "hints",
    "exports",
    "action_items",
    "pasted",
    "quiet",
    "search",
    "insights",
    "old_reports",
    "similar",
    "big_pages",
}


def main(names: list[str]) -> int:
    """Parts by name; a folder among them holds real reports for ``similar``. Options are those of ``big_pages``."""
    names = _without_options(names)
    similar.folders += [Path(name) for name in names if name not in PARTS and Path(name).is_dir()]
    names = [name for name in names if name in PARTS or not Path(name).is_dir()]
    unknown = [name for name in names if name not in PARTS]
    if unknown:
        sys.stderr.write(f"There is no part {', '.join(unknown)}. Parts: {', '.join(PARTS)}.\n")
        return 2
    chosen = names or list(PARTS)
    compared = not ALONE.issuperset(chosen)
    if compared and shutil.which("npm") is None:
        sys.stderr.write("The benchmark compares with a server that needs Node. Install Node and npm.\n")
        return 2
    table = Table()
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        limit = limit_server.build(scratch) if compared else scratch
        for name in chosen:
            asyncio.run(PARTS[name](table, limit, scratch))
    sys.stdout.write(f"\n{table.text()}\n")
    return 0 if all(line.kept for line in table.lines) else 1


def _without_options(names: list[str]) -> list[str]:
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--database", action="append", default=[])
    parser.add_argument("--only", action="append", default=[])
    options, rest = parser.parse_known_args(names)
    big_pages.databases += options.database
    big_pages.only += options.only
    return rest


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
