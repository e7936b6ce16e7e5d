"""Types in one page and watches when each character is first visible in the others.

Every page stamps with ``performance.timeOrigin + performance.now()``: one machine, one clock. The time of a key
is its keydown event's own stamp; the time it was seen is that of the mutation in which it is first in the text.
"""

import asyncio
import contextlib
import random
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from string import ascii_lowercase

from playwright.async_api import Browser, BrowserContext, Page, async_playwright

from tests.support.find_chromium import ARGS, find

Prepare = Callable[[BrowserContext, int], Awaitable[None]]

WATCH = """
({field, sequences}) => {
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
    return out;
  };
  const only = (whole, letters) => [...whole].filter((letter) => letters.has(letter)).join("");
  const content = find(document); // found once: looking through the whole page at each key would be measured too
  const bench = (window.__bench = { keys: [], seen: sequences.map(() => []) });
  addEventListener("keydown", (event) => {
    if (event.key.length === 1) bench.keys.push(performance.timeOrigin + event.timeStamp);
  }, true);
  const writers = sequences.map((sequence) => ({ sequence, letters: new Set(sequence) }));
  const before = writers.map(({ letters }) => only(text(content), letters).length);
  const check = () => {
    const whole = text(content);
    writers.forEach(({ sequence, letters }, nth) => {
      const seen = bench.seen[nth];
      const typed = only(whole, letters).slice(before[nth]);
      while (seen.length < sequence.length && typed.startsWith(sequence.slice(0, seen.length + 1))) seen.push(now());
    });
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


async def type_and_watch(
    pages: list[Page], field: str, keys: int, interval: float, seed: int, writers: int = 1
) -> list[float]:
    """Milliseconds from key to visible, for every key of the first ``writers`` pages in every other page.

    Each of them has letters of its own, so that it is known whose key is seen. Raises RuntimeError when a key never
    arrived: a figure without it would flatter.
    """
    rng = random.Random(seed)
    share = len(ascii_lowercase) // writers
    letters = [ascii_lowercase[nth * share : (nth + 1) * share] for nth in range(writers)]
    sequences = ["".join(rng.choice(mine) for _ in range(keys)) for mine in letters]
    for page in pages[:writers]:
        await page.locator(content_of(field)).click()
        await page.keyboard.press("Control+End")
    for page in pages:
        await page.evaluate(WATCH, {"field": field, "sequences": sequences})
    await asyncio.sleep(1)
    await asyncio.gather(
        *[_type(page, text, interval, rng.random()) for page, text in zip(pages, sequences, strict=False)]
    )
    await asyncio.sleep(2)
    delays: list[float] = []
    for nth, writer in enumerate(pages[:writers]):
        pressed = await writer.evaluate("() => window.__bench.keys")
        for page in pages[:nth] + pages[nth + 1 :]:
            seen = await page.evaluate("(nth) => window.__bench.seen[nth]", nth)
            if len(seen) < keys:
                raise RuntimeError(f"{keys - len(seen)} of {keys} characters never arrived")
            delays += [at - key for key, at in zip(pressed, seen, strict=False)]
    return delays


async def _type(page: Page, text: str, interval: float, seed: float) -> None:
    rng = random.Random(seed)
    await asyncio.sleep(interval * rng.random())
    for letter in text:
        await page.keyboard.press(letter)
        await asyncio.sleep(interval * rng.uniform(0.7, 1.3))


async def close_pages(pages: list[Page]) -> None:
    for page in pages:
        await page.context.close()
