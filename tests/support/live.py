"""A live floor in this process: an application over a real database, people with cookies, peers in rooms."""

import itertools
import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from core import live
from core.live.limits import LIMITS, Limits
from core.live.server.lifespan import lifespan_of
from core.services import access, postmortems
from core.services import lifecycle as services
from core.services.access import VISITOR_COOKIE
from core.services.app import App
from core.settings import Settings
from core.store.people.members import Member
from core.store.people.visitors import Visitor
from tests.support.peers import AsgiSocket, NetSocket, Peer, running
from tests.support.server import Server

HOST = "127.0.0.1:8501"
_ports = itertools.count(40_000)


@dataclass(frozen=True)
class Person:
    visitor: Visitor
    token: str

    @property
    def id(self) -> str:
        return self.visitor.id


class Doors:
    """People who come in through the services, whatever carries their sockets."""

    app: App

    def person(self, pm_id: str | None = None, role: str = "participant") -> Person:
        visitor, token = access.known_or_new_visitor(self.app, None)
        if pm_id is not None:
            token = self.let_in(visitor, pm_id, role) or token
            # Whoever's made-up name is another member's already gets a different one on coming in.
            visitor, token = access.known_or_new_visitor(self.app, token)
        return Person(visitor, token)

    def let_in(self, visitor: Visitor, pm_id: str, role: str) -> str | None:
        """Through a join link, as everybody comes in."""
        links = access.links(self.app, pm_id, "http://x")
        link = {"facilitator": links.facilitator, "participant": links.participant, "viewer": links.viewer}[role]
        mac = dict(part.split("=", 1) for part in link.partition("#")[2].split("&"))["t"]
        return access.enter_link(self.app, visitor, pm_id, role, mac).token

    def member(self, person: Person, pm_id: str) -> Member:
        return access.member(self.app, person.visitor, pm_id)

    def meeting(self, title: str = "The queue stood still") -> str:
        return postmortems.create(self.app, title)


@dataclass
class House(Doors):
    """A running server without a network. ``person`` makes a browser, ``peer`` opens a socket in it."""

    app: App
    server: Any
    peers: list[Peer] = field(default_factory=list)

    def socket(self, pm_id: str, person: Person | None, epoch: int | str | None = 1, **headers: str) -> AsgiSocket:
        query = "" if epoch is None else f"?epoch={epoch}"
        sent = {"host": HOST, "origin": f"http://{HOST}", **headers}
        if person is not None:
            sent["cookie"] = f"{VISITOR_COOKIE}={person.token}"
        return AsgiSocket(self.server, f"/live/ws/{pm_id}{query}", sent, ("127.0.0.1", next(_ports)))

    async def peer(self, pm_id: str, person: Person | None = None, role: str = "participant", **more: Any) -> Peer:
        """Somebody in the room, with its content."""
        peer = await self.knock(pm_id, person or self.person(pm_id, role), **more)
        await peer.until(lambda: peer.synced or peer.closed)
        return peer

    async def knock(self, pm_id: str, person: Person | None, doc: Any = None, **more: Any) -> Peer:
        """A socket that was accepted; perhaps it is closed at once."""
        socket = self.socket(pm_id, person, **more)
        await socket.open()
        peer = Peer(socket, doc).start()
        self.peers.append(peer)
        return peer

    def http(self, person: Person | None = None, **headers: str) -> httpx.AsyncClient:
        transport = httpx.ASGITransport(app=self.server, client=("127.0.0.1", 50_000))
        cookies = {VISITOR_COOKIE: person.token} if person is not None else {}
        sent = {"origin": f"http://{HOST}", **headers}
        return httpx.AsyncClient(transport=transport, base_url=f"http://{HOST}", cookies=cookies, headers=sent)


@dataclass
class Guests(Doors):
    """People with sockets to a real server, known through a second process's view of its database."""

    app: App
    server: Server

    @classmethod
    @contextmanager
    def of(cls, server: Server, **settings: Any) -> Iterator["Guests"]:
        app = services.open_app(Settings(data=server.data, **settings))
        try:
            yield cls(app, server)
        finally:
            services.close(app)

    async def peer(self, pm_id: str, person: Person, doc: Any = None, epoch: int = 1) -> Peer:
        headers = {"cookie": f"{VISITOR_COOKIE}={person.token}", "origin": self.server.url}
        url = f"ws://{self.server.host}/live/ws/{pm_id}?epoch={epoch}"
        peer = Peer(await NetSocket.open(url, headers), doc).start()
        await peer.until(lambda: peer.synced or peer.closed)
        return peer


PAGE = "<html><head><title>Streamlit</title></head><body></body></html>"


async def _page(_request: Request) -> Response:
    """In Streamlit's place: it answers every address of a page with the same few lines."""
    return HTMLResponse(PAGE)


def application(app: App, limits: Limits | None = None) -> Starlette:
    routes = [*live.routes, Route("/room", _page), Route("/present", _page)]
    return Starlette(routes=routes, middleware=live.middleware, lifespan=lifespan_of(app, _patient(limits or LIMITS)))


def _patient(limits: Limits) -> Limits:
    """A sender of alerts is answered when they are stored, on a busy machine too, where a test says nothing else."""
    if limits.inbound_answer_seconds != LIMITS.inbound_answer_seconds:
        return limits
    return replace(limits, inbound_answer_seconds=30.0)


@pytest.fixture
async def open_house(tmp_path: Path, database_with_example: Path) -> AsyncIterator[Callable[..., Any]]:
    """Opens houses, perhaps several on one database, and closes them in the end."""
    async with AsyncExitStack() as stack:

        async def open_one(
            limits: Limits | None = None, url: str | None = None, address: str | None = None, **settings: Any
        ) -> House:
            """``url`` is the database's; ``address`` the one that people reach this house at."""
            values = {"data": tmp_path, "database_url": url or "", "url": address, **settings}
            target = Path(values["data"]) / "debrief.db"
            if not url and not target.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(database_with_example, target)
            app = services.open_app(Settings(**values))
            stack.callback(services.close, app)
            server = application(app, limits)
            await stack.enter_async_context(running(server))
            house = House(app, server)
            stack.push_async_callback(_leave_all, house)
            return house

        yield open_one


async def _leave_all(house: House) -> None:
    for peer in house.peers:
        await peer.leave()


@pytest.fixture
async def house(open_house: Callable[..., Any]) -> House:
    opened: House = await open_house()
    return opened
