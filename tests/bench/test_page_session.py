"""The session without a browser asks for the runs that a browser asks for."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from core.services import access
from core.services.access import VISITOR_COOKIE
from core.services.actions import action_queries
from core.services.app import App
from tests.bench.page_session import PageSession, page_session
from tests.support.server import Server


@asynccontextmanager
async def _opened(server: Server, app: App, page: str) -> AsyncIterator[PageSession]:
    _, token = access.known_or_new_visitor(app, None)
    async with page_session(server, f"{VISITOR_COOKIE}={token}") as session:
        await session.open(page)
        yield session


def test_a_title_that_is_typed_runs_its_form_alone(start_server: Callable[..., Server]) -> None:
    """Not the page, of which it is a small part."""

    async def typed(server: Server, app: App) -> tuple[int, int]:
        async with _opened(server, app, "") as session:
            await session.fill("new-title", "The queue stood still")
            return session.pages_run, session.fragments_run

    server = start_server()
    with server.app() as app:
        assert asyncio.run(typed(server, app)) == (1, 1)


def test_an_action_that_is_done_runs_its_card_and_then_its_page(start_server: Callable[..., Server]) -> None:
    """The form is the card's; sent, it stores and asks for the page, which is still Follow-up."""

    async def done(server: Server, app: App, key: str) -> PageSession:
        async with _opened(server, app, "follow_up") as session:
            await session.fill(f"became-{key}", "Done")
            assert (session.pages_run, session.fragments_run) == (1, 1)
            session.write(f"evidence-{key}", "It passes")
            await session.press(f"FormSubmitter:done-{key}-It is done")
            assert (session.pages_run, session.fragments_run) == (2, 1), "the card's second run ends with the page's"
            assert session.has("choose-owner")
            return session

    server = start_server()
    with server.app() as app:
        item = action_queries.action_page(app).rows[0]
        session = asyncio.run(done(server, app, f"{item.postmortem_id}-{item.action_id}-{len(item.history)}"))
        assert session.errors == []
        left = [(row.postmortem_id, row.action_id) for row in action_queries.action_page(app).rows]
        assert (item.postmortem_id, item.action_id) not in left
