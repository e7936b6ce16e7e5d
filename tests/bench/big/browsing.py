"""Pages of a real server as browsers ask for them, and what each run takes.

A run is everything between the request and the message that it is finished, as it arrives: a fragment alone for what
stands in one. The processor's time is that of the server's process, all threads of it.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Final, NamedTuple

from core.services import access
from core.services.app import App
from core.store.people.visitors import Visitor
from tests.bench.page_session import PageSession, page_session
from tests.support.server import Server

ROUNDS: Final = 7
VIEWS: Final = 5
_SETTLED: Final = 0.02
"""Of a second: what a server takes that has nothing to do."""
_PATIENCE_S: Final = 120


class Spent(NamedTuple):
    """In ms; ``processor`` is the server's, or this process's where there is none."""

    wall: float
    processor: float


class Browsing:
    """A browser that opens tabs of the workspace."""

    def __init__(self, server: Server, app: App, stack: AsyncExitStack) -> None:
        visitor, self._token = access.known_or_new_visitor(app, None)
        self.app = app
        self.visitor: Visitor = visitor
        self._server = server
        self._stack = stack

    async def view(self, page: str, query: str = "") -> tuple[PageSession, Spent]:
        """A tab that is new, and what its first view took."""
        cookie = f"{access.VISITOR_COOKIE}={self._token}"
        session = await self._stack.enter_async_context(page_session(self._server, cookie))
        return session, await self.taken(session, session.open(page, query))

    async def views(self, page: str, query: str = "") -> tuple[PageSession, list[Spent]]:
        """Several new tabs, one after the other, of which the last one stays."""
        found = [await self.view(page, query) for _ in range(VIEWS)]
        return found[-1][0], [spent for _, spent in found]

    async def runs(
        self, session: PageSession, change: Callable[[int], Awaitable[None]], rounds: int = ROUNDS
    ) -> list[Spent]:
        return [await self.taken(session, change(at)) for at in range(rounds)]

    async def again(self, session: PageSession) -> list[Spent]:
        return await self.runs(session, lambda _: session.run_again())

    async def taken(self, session: PageSession, run: Awaitable[None]) -> Spent:
        """Raises RuntimeError for a page that shows an error."""
        begun, processor = time.perf_counter(), self.processor_s()
        await run
        spent = Spent(1000 * (time.perf_counter() - begun), 1000 * (self.processor_s() - processor))
        if session.errors:
            raise RuntimeError(f"the page was not drawn as expected: {session.errors[0]}")
        return spent

    def processor_s(self) -> float:
        return time.clock_gettime(_processor_clock(self._server.pid))

    async def settled(self) -> None:
        """Until the server has done what it does after its start."""
        async with asyncio.timeout(_PATIENCE_S):
            before = -1.0
            while self.processor_s() - before > _SETTLED:
                before = self.processor_s()
                await asyncio.sleep(1)


@asynccontextmanager
async def browsing(server: Server, app: App) -> AsyncIterator[Browsing]:
    await asyncio.to_thread(server.start)
    try:
        async with AsyncExitStack() as stack:
            browser = Browsing(server, app, stack)
            await browser.settled()
            yield browser
    finally:
        await asyncio.to_thread(server.stop)


def summed(runs: Iterable[Spent]) -> Spent:
    """Of runs that one press causes."""
    found = list(runs)
    return Spent(sum(run.wall for run in found), sum(run.processor for run in found))


def _processor_clock(pid: int) -> int:
    """Linux gives each process such a clock, in nanoseconds: clock_getcpuclockid(3), which Python does not call."""
    return ~pid << 3 | 2
