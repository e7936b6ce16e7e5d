"""Meetings with real browsers: a postmortem on a running server, and laptops that end with the test.

Fixtures and the words that several browser tests share. Not here: what is promised, that stands in the tests.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import Page, WebSocket, expect
from streamlit.proto.BackMsg_pb2 import BackMsg

from core.document.load import load
from core.document.read import read
from core.domain.clock.state import Command
from core.domain.postmortem import Postmortem, SectionId, Severity
from core.domain.quiet_minute import SWITCHED_ON
from core.export.json import ExportFile
from core.services import access, postmortems
from core.services.access import JoinLinks
from core.services.app import App
from core.services.documents import document_store
from core.services.exchange import exports
from core.services.meetings import meeting_clock, quiet_minutes
from core.store.people.members import Member
from tests.support.browsers import PATIENCE, Desk, Laptop
from tests.support.server import Server

STARTED = datetime(2026, 11, 20, 23, 0, tzinfo=UTC)
TITLE = "Data directory removed from the primary"


@dataclass(frozen=True)
class Meeting:
    """One postmortem of a running server, with its links."""

    server: Server
    id: str
    links: JoinLinks

    @classmethod
    def made(cls, server: Server, title: str = TITLE, zone: str = "UTC") -> "Meeting":
        with server.app() as app:
            return cls.of(app, server, postmortems.create(app, title, Severity.P1, STARTED, zone))

    @classmethod
    def holding(cls, server: Server, postmortem: Postmortem) -> "Meeting":
        """One that says exactly this from its beginning."""
        file = ExportFile(postmortem=postmortem).model_dump_json().encode()
        with server.app() as app:
            return cls.of(app, server, exports.import_postmortem(app, file))

    @classmethod
    def of(cls, app: App, server: Server, pm_id: str) -> "Meeting":
        """Without quiet minutes: a test that wants them switches them on."""
        switch_quiet(app, pm_id, on=False)
        return cls(server, pm_id, access.links(app, pm_id, server.url))

    def markdown(self) -> str:
        with self.server.app() as app:
            return exports.export(app, self.id, "md").data.decode()

    def written(self) -> Postmortem:
        """What the document says now, read from its log."""
        with self.server.app() as app:
            return read(load(document_store.open_document(app, self.id).updates)).postmortem

    def quiet(self) -> None:
        """As a meeting is when nobody has changed anything: with its quiet minutes."""
        with self.server.app() as app:
            switch_quiet(app, self.id, on=True)

    def plan(self, *seconds: int) -> None:
        """Other timeboxes for the seven sections, before anybody comes."""
        with self.server.app() as app:
            somebody = _facilitator(app, self)
            planned = list(zip(SectionId, seconds, strict=True))
            meeting_clock.change_plan(
                app, self.id, somebody, planned, seen=meeting_clock.view(app, self.id).meeting.version
            )

    def command(self, *commands: Callable[[int], Command]) -> None:
        """Clock commands of somebody who is not on screen; the browsers hear of them by the slow poll."""
        with self.server.app() as app:
            somebody = _facilitator(app, self)
            for make in commands:
                meeting_clock.run_command(
                    app, self.id, somebody, make(meeting_clock.view(app, self.id).meeting.version)
                )


def switch_quiet(app: App, pm_id: str, *, on: bool) -> None:
    with app.db.write() as tx:
        for section in SWITCHED_ON:
            quiet_minutes.switch_in(tx, pm_id, section, on=on)


def _facilitator(app: App, meeting: Meeting) -> Member:
    visitor, _ = access.known_or_new_visitor(app, None)
    mac = meeting.links.facilitator.split("&t=")[1].split("&")[0]
    member = access.enter_link(app, visitor, meeting.id, "facilitator", mac).member
    assert member is not None
    return member


@dataclass(frozen=True)
class Frames:
    """What a page says to Streamlit and hears from it, counted from its first socket on."""

    sent: list[bytes]
    heard: list[bytes]

    @classmethod
    def of(cls, page: Page) -> "Frames":
        """Before the page is opened: sockets that are open already cannot be listened to."""
        frames = cls([], [])

        def watch(socket: WebSocket) -> None:
            if "/_stcore/stream" not in socket.url:
                return
            socket.on("framesent", lambda payload: frames.sent.append(_bytes(payload)))
            socket.on("framereceived", lambda payload: frames.heard.append(_bytes(payload)))

        page.on("websocket", watch)
        return frames

    def forget(self) -> None:
        self.sent.clear()
        self.heard.clear()

    def reruns(self) -> list[str]:
        """The fragment of each rerun that this page asked for; an empty name is a rerun of everything."""
        queries = [BackMsg.FromString(frame) for frame in self.sent]
        return [item.rerun_script.fragment_id for item in queries if item.HasField("rerun_script")]


def _bytes(payload: str | bytes) -> bytes:
    return payload.encode() if isinstance(payload, str) else payload


def at_section(people: Sequence[Laptop], section: str) -> None:
    """Wait until the clocks of all these screens stand in a section."""
    for person in people:
        expect(person.timer()).to_have_attribute("data-section", section, timeout=PATIENCE)


def started(meeting: Meeting, facilitator: Laptop, *others: Laptop) -> None:
    """The facilitator starts, when everybody's board is there. The lobby, which has names of the menu, is gone."""
    for item in (facilitator, *others):
        item.page.locator("[data-section-view]").wait_for()
    facilitator.press(re.compile("^Start the "))
    at_section([facilitator, *others], "summary")
    facilitator.page.get_by_text("Come in", exact=True).wait_for(state="detached")


@pytest.fixture
def new_meeting(server: Server) -> Callable[..., Meeting]:
    """Makes postmortems on the shared server: ``new_meeting(title=…, zone=…)``."""

    def make(title: str = TITLE, zone: str = "UTC") -> Meeting:
        return Meeting.made(server, title, zone)

    return make


@pytest.fixture
def meeting(new_meeting: Callable[..., Meeting]) -> Meeting:
    return new_meeting()


@pytest.fixture
def laptop(desk: Desk, request: pytest.FixtureRequest) -> Iterator[Callable[..., Laptop]]:
    """Opens laptops: ``laptop(meeting.links.participant)``. The shared server must take the value of each widget."""
    opened: list[tuple[Laptop, dict[str, Any]]] = []
    shared: Server | None = request.getfixturevalue("server") if "server" in request.fixturenames else None
    refused = len(shared.refused_values()) if shared else 0

    def open_one(url: str, **context: Any) -> Laptop:
        opened.append((desk.laptop(url, **context), context))
        return opened[-1][0]

    yield open_one
    for item, query in opened:
        desk.take_back(item, special=bool(query))
    assert shared is None or shared.refused_values()[refused:] == []
