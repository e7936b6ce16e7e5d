"""Pages load no tables library: 40 MB of every server, and a third of a second before its first page."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from core.services import access, postmortems
from core.services.access import VISITOR_COOKIE
from tests.bench.page_session import page_session
from tests.support.server import Server

PAGES = ("", "archive", "follow_up", "guide", "settings")
OF_ONE_POSTMORTEM = ("room", "present", "summary")


async def _open_all(server: Server, cookie: str, pm_id: str) -> None:
    async with page_session(server, cookie) as page:
        for name in PAGES:
            await page.open(name)
        for name in OF_ONE_POSTMORTEM:
            await page.open(name, f"pm={pm_id}")
            assert name == "summary" or {"debrief_signal", "debrief_screen_signal"} & set(page.fragments), (
                f"{name} was drawn"
            )


@pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="needs Linux, which tells what is loaded")
def test_what_draws_no_chart_loads_no_pandas(start_server: Callable[..., Server]) -> None:
    """Streamlit asks whether a component's data are a table when they come as a mapping, and loads pandas for it."""
    server = start_server()
    with server.app() as app:
        visitor, token = access.known_or_new_visitor(app, None)
        pm_id = postmortems.create(app, "The queue stood still", by=visitor)
    asyncio.run(_open_all(server, f"{VISITOR_COOKIE}={token}", pm_id))
    loaded = Path(f"/proc/{server.pid}/maps").read_text()
    assert "/numpy/" in loaded, "what is loaded is seen"
    assert "/pandas/" not in loaded
