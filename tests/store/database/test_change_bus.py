"""The change bus: subscribers learn that something changed, in this process and, on PostgreSQL, in the others."""

import asyncio
import threading
import time
from collections.abc import Callable, Iterator

import psycopg
import pytest
from sqlalchemy import make_url

from core.store.database import other_servers
from core.store.database.change_bus import RELAY_BYTES, ChangeBus
from core.store.database.engine import Database
from core.store.database.postgres_relay import Outbox, PostgresRelay
from tests.support.databases import SHARED, PostgresServer


def until(condition: Callable[[], bool], seconds: float = 10) -> bool:
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.01)
    return condition()


class Listener:
    """Notes what it hears."""

    def __init__(self, change_bus: ChangeBus) -> None:
        self.heard: list[tuple[str, str]] = []
        self.leave = change_bus.subscribe(lambda topic, pm_id: self.heard.append((topic, pm_id)))


@pytest.fixture
def change_bus(database: Database) -> Iterator[ChangeBus]:
    item = ChangeBus(database)
    yield item
    item.close()


@pytest.fixture
def two_servers(postgres_url: str) -> Iterator[tuple[ChangeBus, ChangeBus]]:
    """Two processes on one PostgreSQL, as far as the bus can tell; both have received from each other."""
    databases = [Database.open(postgres_url) for _ in range(2)]
    first, second = (ChangeBus(database) for database in databases)
    ears = Listener(first), Listener(second)

    def connected() -> bool:
        first.publish("doc", "hello")
        second.publish("doc", "hello too")
        return ("doc", "hello too") in ears[0].heard and ("doc", "hello") in ears[1].heard

    assert until(connected)
    for listener in ears:
        listener.leave()
    yield first, second
    for change_bus, database in zip((first, second), databases, strict=True):
        change_bus.close()
        database.close()


def test_a_change_reaches_every_subscriber_at_once(change_bus: ChangeBus) -> None:
    """Once each, on the publishing thread, before publish returns."""
    item, two = Listener(change_bus), Listener(change_bus)
    change_bus.publish("meeting", "pm")
    assert item.heard == two.heard == [("meeting", "pm")]


def test_who_left_hears_no_more(change_bus: ChangeBus) -> None:
    """Leaving twice is no harm."""
    item, two = Listener(change_bus), Listener(change_bus)
    item.leave()
    item.leave()
    change_bus.publish("doc", "pm")
    assert (item.heard, two.heard) == ([], [("doc", "pm")])


def test_one_listeners_trouble_is_nobody_elses(change_bus: ChangeBus, caplog: pytest.LogCaptureFixture) -> None:
    """The others hear it, ringing does not fail, and the log says what happened."""

    def broken(topic: str, pm_id: str) -> None:
        raise LookupError("a listener's own mistake")

    change_bus.subscribe(broken)
    item = Listener(change_bus)
    change_bus.publish("record", "pm")
    assert item.heard == [("record", "pm")]
    assert "a listener's own mistake" in caplog.text


async def test_a_listener_with_a_loop_is_called_on_it(sqlite_database: Database) -> None:
    """Script threads ring, the room hears it on its own loop and never on theirs."""
    change_bus = ChangeBus(sqlite_database)
    heard = asyncio.Event()
    threads: list[int] = []

    def note(topic: str, pm_id: str) -> None:
        threads.append(threading.get_ident())
        heard.set()

    change_bus.subscribe(note, asyncio.get_running_loop())
    await asyncio.to_thread(change_bus.publish, "doc", "pm")
    await asyncio.wait_for(heard.wait(), 5)
    assert threads == [threading.get_ident()]
    change_bus.close()


def test_a_listener_whose_loop_has_ended_does_no_harm(change_bus: ChangeBus) -> None:
    """A room of a server that is going down."""
    loop = asyncio.new_event_loop()
    change_bus.subscribe(lambda _topic, _pm_id: None, loop)
    loop.close()
    item = Listener(change_bus)
    change_bus.publish("doc", "pm")
    assert item.heard == [("doc", "pm")]


def test_a_closed_bus_notifies_nobody_and_stays_closed(database: Database) -> None:
    """Publishing after the end is no error, and no thread is left over."""
    change_bus = ChangeBus(database)
    item = Listener(change_bus)
    change_bus.close()
    change_bus.publish("doc", "pm")
    assert item.heard == []
    assert not [thread for thread in threading.enumerate() if thread.name == "debrief-change-bus"]


@pytest.mark.postgres
def test_the_other_server_hears_it_once_and_the_own_echo_is_not_heard(two_servers: tuple[ChangeBus, ChangeBus]) -> None:
    """One change is one ring, everywhere."""
    first, second = two_servers
    here, target = Listener(first), Listener(second)
    first.publish("members", "pm")
    assert until(lambda: ("members", "pm") in target.heard)
    second.publish("trash", "pm")
    assert until(lambda: ("trash", "pm") in here.heard)
    assert here.heard.count(("members", "pm")) == target.heard.count(("members", "pm")) == 1
    assert target.heard.count(("trash", "pm")) == 1


@pytest.mark.postgres
def test_many_changes_all_arrive(two_servers: tuple[ChangeBus, ChangeBus]) -> None:
    """From both sides at once; the same change waiting twice may arrive once."""
    first, second = two_servers
    here, target = Listener(first), Listener(second)
    for number in range(300):
        first.publish("doc", f"a{number}")
        second.publish("doc", f"b{number}")
    assert until(lambda: {f"a{number}" for number in range(300)} <= {pm_id for _, pm_id in target.heard})
    assert until(lambda: {f"b{number}" for number in range(300)} <= {pm_id for _, pm_id in here.heard})


@pytest.mark.postgres
def test_the_bus_reconnects_when_its_connection_breaks(
    two_servers: tuple[ChangeBus, ChangeBus], postgres_server: PostgresServer
) -> None:
    """PostgreSQL restarts or a firewall forgets: after a moment servers hear each other again."""
    first, second = two_servers
    target = Listener(second)
    postgres_server.hang_up(SHARED)

    def rings() -> bool:
        first.publish("doc", "after")
        return ("doc", "after") in target.heard

    assert until(rings)


@pytest.mark.postgres
@pytest.mark.parametrize("payload", ["", "nonsense", "a:b:c:d", "::", "doc:pm"])
def test_what_others_shout_on_the_channel_does_no_harm(
    two_servers: tuple[ChangeBus, ChangeBus], postgres_url: str, payload: str
) -> None:
    """Anybody with access to the database can notify."""
    first, _ = two_servers
    here = Listener(first)
    address = make_url(postgres_url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("SELECT pg_notify('debrief', %s)", (payload,))
        connection.execute("SELECT pg_notify('debrief', 'doc:pm:another')")
    assert until(lambda: ("doc", "pm") in here.heard)


@pytest.mark.postgres
def test_publishing_never_waits_for_a_database_that_is_away() -> None:
    """Not for a connection, not for a lock: the caller may be the event loop."""
    database = Database.open("postgresql://ann@127.0.0.1:1/debrief")
    change_bus = ChangeBus(database)
    item = Listener(change_bus)
    before = time.monotonic()
    for number in range(2_000):
        change_bus.publish("doc", f"pm{number}")
    assert time.monotonic() - before < 2
    assert len(item.heard) == 2_000
    change_bus.close()
    database.close()


@pytest.mark.postgres
def test_a_relay_message_reaches_the_other_servers_with_its_text(two_servers: tuple[ChangeBus, ChangeBus]) -> None:
    """Colons and all; not the server that sent it, and nobody takes it for a change."""
    first, second = two_servers
    overheard: list[tuple[str, str]] = []
    own: list[str] = []
    rung = Listener(second)
    stop = second.subscribe_relay(lambda pm_id, _, text: overheard.append((pm_id, text)))
    first.subscribe_relay(lambda _, __, text: own.append(text))
    first.relay("pm", '{"is": "a:b:c, ü"}')
    assert until(lambda: bool(overheard))
    assert overheard == [("pm", '{"is": "a:b:c, ü"}')]
    assert own == []
    assert not [topic for topic, pm_id in rung.heard if pm_id == "pm"]
    stop()
    first.relay("pm", "again")
    first.publish("doc", "pm")
    assert until(lambda: ("doc", "pm") in rung.heard)
    assert len(overheard) == 1


@pytest.mark.postgres
def test_a_relay_message_that_is_too_long_breaks_nothing(two_servers: tuple[ChangeBus, ChangeBus]) -> None:
    """PostgreSQL would refuse it and the connection would break; the next change arrives."""
    first, second = two_servers
    rung = Listener(second)
    first.relay("pm", "ü" * RELAY_BYTES)
    first.publish("doc", "after")
    assert until(lambda: ("doc", "after") in rung.heard)


def test_one_server_alone_relays_to_nobody(change_bus: ChangeBus) -> None:
    """Costs nothing and fails nothing; a callback that fails affects nobody else."""

    def broken(*_: str) -> None:
        raise RuntimeError

    change_bus.subscribe_relay(broken)
    change_bus.relay("pm", "words")
    change_bus._receive("relay:pm:other:words")
    change_bus._receive("nonsense")


@pytest.fixture
def overheard(postgres_url: str) -> Iterator[Callable[[], list[str]]]:
    """All payloads so far, as whoever listens without saying that it is there hears them."""
    address = make_url(postgres_url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("LISTEN debrief")
        payloads: list[str] = []

        def look() -> list[str]:
            payloads.extend(notice.payload for notice in connection.notifies(timeout=0))
            return payloads

        yield look


@pytest.mark.postgres
def test_a_server_that_is_alone_notifies_nobody_until_another_comes(
    postgres_url: str, overheard: Callable[[], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Most installations are one server, in which each key was a second transaction beside its own."""
    monkeypatch.setattr(other_servers, "ANSWER_SECONDS", 0.0)
    database = Database.open(postgres_url)
    first = ChangeBus(database)
    assert until(lambda: any(payload.startswith("hello:new:") for payload in overheard()))
    for number in range(50):
        first.publish("doc", f"pm{number}")
    monkeypatch.setattr(other_servers, "HELD_SECONDS", 0.0)
    second = ChangeBus(database)
    target = Listener(second)
    assert until(lambda: sum(payload.startswith("hello:here:") for payload in overheard()) == 1)
    first.publish("doc", "afterwards")
    assert until(lambda: ("doc", "afterwards") in target.heard)
    assert [payload for payload in overheard() if not payload.startswith("hello:")] == [
        f"doc:afterwards:{first._sender}"
    ]
    second.close()
    assert until(lambda: f"hello:gone:{second._sender}" in overheard())
    assert until(lambda: not _may_listen(first))
    for number in range(50):
        first.publish("doc", f"alone{number}")
    first.close()
    assert until(lambda: f"hello:gone:{first._sender}" in overheard())
    assert sum("alone" in payload for payload in overheard()) == 0
    database.close()


@pytest.mark.postgres
def test_who_begins_to_listen_misses_nothing_that_is_published_meanwhile(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It listened, and had not said so yet: the first server kept what it published, and sends it after all."""
    monkeypatch.setattr(other_servers, "ANSWER_SECONDS", 0.0)
    database = Database.open(postgres_url)
    first = ChangeBus(database)
    first.publish("doc", "sent")
    with psycopg.connect(database.url.set(drivername="postgresql").render_as_string(hide_password=False)) as late:
        late.autocommit = True
        late.execute("LISTEN debrief")
        assert until(lambda: first._wire is not None and not _may_listen(first))
        first.publish("doc", "kept")
        late.execute("SELECT pg_notify('debrief', 'hello:new:late')")
        heard: list[str] = []

        def given() -> bool:
            heard.extend(notice.payload for notice in late.notifies(timeout=0))
            return f"doc:kept:{first._sender}" in heard and f"hello:here:{first._sender}" in heard

        assert until(given)
    first.close()
    database.close()


def _may_listen(change_bus: ChangeBus) -> bool:
    assert isinstance(change_bus._wire, PostgresRelay)
    return change_bus._wire._others._may_listen(time.monotonic())


@pytest.mark.postgres
def test_what_was_published_last_is_sent_before_the_end(postgres_url: str, overheard: Callable[[], list[str]]) -> None:
    """A command changes something and ends."""
    database = Database.open(postgres_url)
    first = ChangeBus(database)
    assert until(lambda: bool(overheard()))
    for number in range(20):
        first.publish("record", f"pm{number}")
    first.close()
    assert until(lambda: f"hello:gone:{first._sender}" in overheard())
    assert {f"record:pm{number}:{first._sender}" for number in range(20)} <= set(overheard())
    database.close()


@pytest.mark.postgres
def test_notices_that_come_close_together_share_a_statement(
    two_servers: tuple[ChangeBus, ChangeBus], monkeypatch: pytest.MonkeyPatch
) -> None:
    """At three hundred keys a second each was a transaction of its own."""
    statements: list[int] = []
    notify = PostgresRelay._notify

    def note(self: PostgresRelay, connection: psycopg.Connection) -> bool:
        sent = notify(self, connection)
        statements.extend([1] if sent else [])
        return sent

    monkeypatch.setattr(PostgresRelay, "_notify", note)
    first, second = two_servers
    target = Listener(second)
    for number in range(100):
        first.publish("doc", f"pm{number}")
        time.sleep(0.002)
    assert until(lambda: {f"pm{number}" for number in range(100)} <= {pm_id for _, pm_id in target.heard})
    assert 1 < len(statements) < 60


def test_the_latest_state_is_sent_last() -> None:
    """Here, there and here again while the connection is away: other servers once ended at "there"."""
    outbox = Outbox()
    for payload in ("here", "there", "here"):
        outbox.add(payload)
    assert outbox.take_all() == ["there", "here"]
    assert outbox.take_all() == []


def test_what_waits_is_bounded() -> None:
    """A database that is away for a day must not fill the memory."""
    outbox = Outbox(most=3)
    for number in range(10):
        outbox.add(str(number))
    outbox.add("0")
    assert outbox.take_all() == ["1", "2", "0"]
