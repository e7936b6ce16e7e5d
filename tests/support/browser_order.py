"""Tests that drive browsers run last in their process.

Playwright's synchronous interface keeps an event loop that counts as running in the main thread until the session
ends, so whatever calls ``asyncio.run`` after the first browser test fails with "cannot be called from a running event
loop" (Playwright 1.65, Python's ``asyncio.runners``). ``-m alone`` holds tests of both kinds.
"""

import pytest


def _drives_browser(item: pytest.Item) -> bool:
    return "playwright" in getattr(item, "fixturenames", ())


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=_drives_browser)
