"""Whole applications for tests, on SQLite and on PostgreSQL, with a clock that stands still until a test moves it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from core.domain.permissions import Role
from core.services import access, postmortems
from core.services.app import App
from core.services.lifecycle import close, open_app
from core.settings import Settings
from core.store import settings_kv
from core.store.people import members, visitors
from core.store.people.members import Member
from core.store.people.visitors import Visitor

BEGIN = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)


@dataclass
class TestClock:
    """The database's clock, in the hands of the test."""

    __test__ = False

    now: datetime = BEGIN

    def __call__(self) -> datetime:
        return self.now

    def tick(self, **lapse: float) -> datetime:
        """Move on, for example ``tick(minutes=2)``."""
        self.now += timedelta(**lapse)
        return self.now


@dataclass
class Rings:
    """Everything the change bus published, as ``(topic, postmortem id)``."""

    heard: list[tuple[str, str]] = field(default_factory=list)

    def topics(self) -> set[str]:
        return {topic for topic, _ in self.heard}

    def clear(self) -> None:
        self.heard.clear()


@pytest.fixture(scope="session")
def database_with_example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a database as the first start leaves it, to be copied: making one takes 60 ms, a copy one."""
    folder = tmp_path_factory.mktemp("first-start")
    close(open_app(Settings(data=folder)))
    return folder / "debrief.db"


@pytest.fixture
def clock() -> TestClock:
    return TestClock()


Opener = Callable[..., App]


@pytest.fixture
def open_test_app(clock: TestClock, tmp_path: Path) -> Iterator[Opener]:
    """Opens an App on a database address; ``example=False`` leaves an empty database empty. Closed at the end."""
    opened: list[App] = []

    def opener(url: str, /, *, example: bool = False, **settings: object) -> App:
        chosen = Settings.model_validate({"database_url": url, "data": tmp_path / "data", **settings})
        app = open_app(chosen, clock=clock, example=example)
        opened.append(app)
        return app

    yield opener
    for app in opened:
        close(app)


@pytest.fixture
def app(database_url: str, open_test_app: Opener) -> App:
    """An empty App, once on SQLite and once on PostgreSQL, in the open mode."""
    return open_test_app(database_url)


@pytest.fixture
def sqlite_app(sqlite_url: str, open_test_app: Opener) -> App:
    """An empty App on SQLite only, for what does not depend on the database."""
    return open_test_app(sqlite_url)


@pytest.fixture
def locked_app(sqlite_url: str, open_test_app: Opener) -> App:
    """An empty App whose workspace needs the key."""
    return open_test_app(sqlite_url, access="key")


@pytest.fixture
def rings(app: App) -> Rings:
    heard = Rings()
    app.change_bus.subscribe(lambda topic, pm_id: heard.heard.append((topic, pm_id)))
    return heard


def newcomer(app: App, name: str = "Ada") -> Visitor:
    """Somebody with a browser and a name, and nothing else."""
    visitor, _ = access.known_or_new_visitor(app, None)
    return access.rename(app, visitor, name)


def insider(app: App, name: str = "Ada") -> Visitor:
    """Somebody who is in the workspace by its key."""
    visitor = newcomer(app, name)
    with app.db.write() as tx:
        visitors.grant_workspace(tx, visitor.id, settings_kv.workspace_generation(tx))
    return visitor


@dataclass(frozen=True)
class Room:
    """A meeting with one person in each role. ``maker`` is the facilitator's visitor."""

    pm_id: str
    maker: Visitor
    facilitator: Member
    participant: Member
    viewer: Member


def open_room(app: App, title: str = "Orders database ran out of disk") -> Room:
    """A new postmortem with Ada facilitating, Ben taking part and Cleo reading along."""
    maker = insider(app, "Ada")
    pm_id = postmortems.create(app, title, by=maker)
    return Room(
        pm_id,
        maker,
        access.member(app, maker, pm_id),
        _joined(app, pm_id, "Ben", Role.PARTICIPANT),
        _joined(app, pm_id, "Cleo", Role.VIEWER),
    )


def visitor_of(app: App, member: Member) -> Visitor:
    """The visitor behind a member."""
    with app.db.read() as tx:
        found = visitors.visitor(tx, member.visitor_id)
    assert found is not None
    return found


def _joined(app: App, pm_id: str, name: str, role: Role) -> Member:
    visitor = newcomer(app, name)
    with app.db.write() as tx:
        return members.join(tx, pm_id, visitor.id, role)
