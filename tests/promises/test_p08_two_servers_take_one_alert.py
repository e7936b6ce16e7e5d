"""P8 for alerts: two servers on one PostgreSQL that get the same body at once are one Debrief."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from core.services import postmortems
from core.services.app import App
from core.services.inbound import working
from core.services.lifecycle import close, open_app
from core.settings import Settings
from tests.support.alerts import alert, body, later, opened, receive, stored

pytestmark = pytest.mark.postgres

ROUNDS = 8


@pytest.fixture
def servers(postgres_url: str, tmp_path: Path) -> Iterator[tuple[App, App]]:
    one, two = [
        open_app(Settings(database_url=postgres_url, data=tmp_path / name), example=False) for name in ("one", "two")
    ]
    yield one, two
    close(one)
    close(two)


def at_once(servers: tuple[App, App], work: Callable[[App], object]) -> list[object]:
    """Both at the same moment."""
    barrier = threading.Barrier(len(servers))

    def begin(app: App) -> object:
        barrier.wait()
        return work(app)

    with ThreadPoolExecutor(len(servers)) as pool:
        return list(pool.map(begin, servers))


def test_the_same_body_opens_one_postmortem(servers: tuple[App, App]) -> None:
    """Both answer the same id, both work, and each line is there once."""
    for number in range(ROUNDS):
        sent = body(alert(f"Queue {number} is full"), group=str(number))
        ids = set(at_once(servers, lambda app, sent=sent: receive(app, sent)))  # type: ignore[misc]
        at_once(servers, working.work_waiting)
        at_once(servers, working.work_waiting)
        (pm_id,) = ids
        made = opened(servers[0], str(pm_id))
        assert sum(row.text.startswith("Queue") for row in made.timeline) == 1
    assert len(postmortems.home(servers[1]).waiting) == ROUNDS
    assert {item.status.value for item in stored(servers[0])} == {"done"}


def test_two_bodies_of_a_group_meet_in_one(servers: tuple[App, App]) -> None:
    """Different alerts of one group, each at another server: one postmortem with both."""
    bodies = {
        id(servers[0]): body(alert(where="printer-1")),
        id(servers[1]): body(alert(where="printer-2", at=later(minutes=1))),
    }
    (pm_id,) = set(at_once(servers, lambda app: receive(app, bodies[id(app)])))
    at_once(servers, working.work_waiting)
    texts = [row.text for row in opened(servers[0], str(pm_id)).timeline]
    assert sum("printer-1" in text for text in texts) == 1
    assert sum("printer-2" in text for text in texts) == 1
