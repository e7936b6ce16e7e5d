"""Types in one page and watches when each character is first visible in the others.

Every page stamps with ``performance.timeOrigin + performance.now()``: one machine, one clock. The time of a key
is its keydown event's own stamp; the time it was seen is that of the mutation in which it is first in the text.
"""

import asyncio
import contextlib
import random
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass

from playwright.async_api import Browser, BrowserContext, Page, async_playwright

from tests.support.find_chromium import ARGS, find

Prepare = Callable[[BrowserContext, int], Awaitable[None]]

WATCH = """
({field, sequence}) => {
  const find = (root) => {
    const direct = root.querySelector(`[data-field="${field}"] .cm-content`);
    if (direct) return direct;
    for (const element of root.querySelectorAll("*")) {
      const inner = element.shadowRoot && find(element.shadowRoot);
      if (inner) return inner;
    }
    return null;
  };
  const now = () => performance.timeOrigin + performance.now();
  const NOT_WORDS = /ySelection|remote|caret|placeholder|widgetBuffer/i;
  const text = (element) => {
    let out = "";
    const walk = (node) => { for (const child of node.childNodes) {
      if (child.nodeType === 3) out += child.data;
      else if (child.nodeType === 1 && !NOT_WORDS.test(child.className)) walk(child);
    } };
    walk(element);
    return out.replace(/[^a-z]/g, "");
  };
  const content = find(document); // found once: looking through the whole page at each key would be measured too
  const bench = (window.__bench = { keys: [], seen: [] });
  addEventListener("keydown", (event) => {
    if (event.key.length === 1) bench.keys.push(performance.timeOrigin + event.timeStamp);
  }, true);
  const before = text(content).length;
  const check = () => {
    const typed = text(content).slice(before);
    while (bench.seen.length < sequence.length && typed.startsWith(sequence.slice(0, bench.seen.length + 1))) {
      bench.seen.push(now());
    }
  };
  new MutationObserver(check).observe(content.getRootNode(), { subtree: true, childList: true, characterData: true });
}
"""


@dataclass(frozen=True)
class App:
    """What to open and where to type. ``prepare`` may give the context a cookie, say."""

    name: str
    url: str
    field: str
    prepare: Prepare | None = None


@contextlib.asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    async with async_playwright() as driver:
        browser = await driver.chromium.launch(executable_path=find(), args=list(ARGS))
        try:
            yield browser
        finally:
            await browser.close()


async def open_pages(browser: Browser, app: App, count: int) -> list[Page]:
    """``count`` pages, each in a context of its own, ready to be typed in."""
    pages = []
    for index in range(count):
        context = await browser.new_context(viewport={"width": 1280, "height": 800})
        if app.prepare:
            await app.prepare(context, index)
        page = await context.new_page()
        await page.goto(app.url)
        await page.locator(content_of(app.field)).wait_for(timeout=60_000)
        pages.append(page)
    return pages


def content_of(field: str) -> str:
    return f'[data-field="{field}"] .cm-content[contenteditable="true"]'


async def type_and_watch(pages: list[Page], field: str, keys: int, interval: float, seed: int) -> list[float]:
    """Milliseconds from key to visible, for every key in every other page.

    Raises RuntimeError when a key never arrived: a figure without it would flatter.
    """
    rng = random.Random(seed)
    sequence = "".join(rng.choice("abcdefghijklmnopqrstuvwxyz") for _ in range(keys))
    writer = pages[0]
    await writer.locator(content_of(field)).click()
    await writer.keyboard.press("Control+End")
    for page in pages:
        await page.evaluate(WATCH, {"field": field, "sequence": sequence})
    await asyncio.sleep(1)
    for letter in sequence:
        await writer.keyboard.press(letter)
        await asyncio.sleep(interval * rng.uniform(0.7, 1.3))
    await asyncio.sleep(2)
    pressed = await writer.evaluate("() => window.__bench.keys")
    delays: list[float] = []
    for page in pages[1:]:
        seen = await page.evaluate("() => window.__bench.seen")
        if len(seen) < keys:
            raise RuntimeError(f"{keys - len(seen)} of {keys} characters never arrived")
        delays += [at - key for key, at in zip(pressed, seen, strict=False)]
    return delays


async def close_pages(pages: list[Page]) -> None:
    for page in pages:
        await page.context.close()
