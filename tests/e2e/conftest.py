"""Meetings with real browsers: a postmortem on the shared server, and laptops that end with the test."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import Browser

from core.domain.postmortem import Severity
from core.services import access, exports, postmortems
from core.services.access import Links
from tests.support.browsers import Laptop
from tests.support.server import Server

STARTED = datetime(2026, 11, 20, 23, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Meeting:
    """One postmortem of the shared server, with its links."""

    server: Server
    id: str
    links: Links

    def markdown(self) -> str:
        with self.server.app() as app:
            return exports.export(app, self.id, "md").data.decode()


@pytest.fixture
def new_meeting(server: Server) -> Callable[..., Meeting]:
    def make(title: str = "Data directory removed from the primary", zone: str = "UTC") -> Meeting:
        with server.app() as app:
            pm_id = postmortems.create(app, title, Severity.P1, STARTED, zone)
            return Meeting(server, pm_id, access.links(app, pm_id, server.url))

    return make


@pytest.fixture
def meeting(new_meeting: Callable[..., Meeting]) -> Meeting:
    return new_meeting()


@pytest.fixture
def laptop(browser: Browser) -> Iterator[Callable[..., Laptop]]:
    """Opens laptops: ``laptop(meeting.links.participant)``."""
    opened: list[Laptop] = []

    def open_one(url: str, **context: Any) -> Laptop:
        opened.append(Laptop.open(browser, url, **context))
        return opened[-1]

    yield open_one
    for each in opened:
        each.close()
