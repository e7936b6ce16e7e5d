"""The bell: whoever listens hears that something changed, in this process and, on PostgreSQL, in the others."""

import asyncio
import threading
import time
from collections.abc import Callable, Iterator

import psycopg
import pytest
from sqlalchemy import make_url

from core.store.bell import LONGEST_WHISPER, Bell
from core.store.engine import Database
from tests.support.databases import SHARED, PostgresServer


def until(condition: Callable[[], bool], seconds: float = 10) -> bool:
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.01)
    return condition()


class Listener:
    """Notes what it hears."""

    def __init__(self, bell: Bell) -> None:
        self.heard: list[tuple[str, str]] = []
        self.leave = bell.subscribe(lambda topic, pm_id: self.heard.append((topic, pm_id)))


@pytest.fixture
def bell(database: Database) -> Iterator[Bell]:
    one = Bell(database)
    yield one
    one.close()


@pytest.fixture
def two_servers(postgres_url: str) -> Iterator[tuple[Bell, Bell]]:
    """Two processes on one PostgreSQL, as far as the bell can tell; both have heard of each other."""
    databases = [Database.open(postgres_url) for _ in range(2)]
    first, second = (Bell(database) for database in databases)
    ears = Listener(first), Listener(second)

    def connected() -> bool:
        first.ring("doc", "hello")
        second.ring("doc", "hello too")
        return ("doc", "hello too") in ears[0].heard and ("doc", "hello") in ears[1].heard

    assert until(connected)
    for listener in ears:
        listener.leave()
    yield first, second
    for bell, database in zip((first, second), databases, strict=True):
        bell.close()
        database.close()


def test_a_ring_is_heard_at_once_by_everybody_who_listens(bell: Bell) -> None:
    """Once each, on the thread that rang, before ringing returns."""
    one, two = Listener(bell), Listener(bell)
    bell.ring("meeting", "pm")
    assert one.heard == two.heard == [("meeting", "pm")]


def test_who_left_hears_no_more(bell: Bell) -> None:
    """Leaving twice is no harm."""
    one, two = Listener(bell), Listener(bell)
    one.leave()
    one.leave()
    bell.ring("doc", "pm")
    assert (one.heard, two.heard) == ([], [("doc", "pm")])


def test_one_listeners_trouble_is_nobody_elses(bell: Bell, caplog: pytest.LogCaptureFixture) -> None:
    """The others hear it, ringing does not fail, and the log says what happened."""

    def broken(topic: str, pm_id: str) -> None:
        raise LookupError("a listener's own mistake")

    bell.subscribe(broken)
    one = Listener(bell)
    bell.ring("record", "pm")
    assert one.heard == [("record", "pm")]
    assert "a listener's own mistake" in caplog.text


async def test_a_listener_with_a_loop_is_called_on_it(sqlite_database: Database) -> None:
    """Script threads ring, the room hears it on its own loop and never on theirs."""
    bell = Bell(sqlite_database)
    heard = asyncio.Event()
    threads: list[int] = []

    def note(topic: str, pm_id: str) -> None:
        threads.append(threading.get_ident())
        heard.set()

    bell.subscribe(note, asyncio.get_running_loop())
    await asyncio.to_thread(bell.ring, "doc", "pm")
    await asyncio.wait_for(heard.wait(), 5)
    assert threads == [threading.get_ident()]
    bell.close()


def test_a_listener_whose_loop_has_ended_does_no_harm(bell: Bell) -> None:
    """A room of a server that is going down."""
    loop = asyncio.new_event_loop()
    bell.subscribe(lambda _topic, _pm_id: None, loop)
    loop.close()
    one = Listener(bell)
    bell.ring("doc", "pm")
    assert one.heard == [("doc", "pm")]


def test_a_closed_bell_is_silent_and_stays_closed(database: Database) -> None:
    """Ringing after the end is no error, and no thread is left over."""
    bell = Bell(database)
    one = Listener(bell)
    bell.close()
    bell.ring("doc", "pm")
    assert one.heard == []
    assert not [thread for thread in threading.enumerate() if thread.name == "debrief-bell"]


@pytest.mark.postgres
def test_the_other_server_hears_it_once_and_the_own_echo_is_not_heard(two_servers: tuple[Bell, Bell]) -> None:
    """One change is one ring, everywhere."""
    first, second = two_servers
    here, there = Listener(first), Listener(second)
    first.ring("members", "pm")
    assert until(lambda: ("members", "pm") in there.heard)
    second.ring("trash", "pm")
    assert until(lambda: ("trash", "pm") in here.heard)
    assert here.heard.count(("members", "pm")) == there.heard.count(("members", "pm")) == 1
    assert there.heard.count(("trash", "pm")) == 1


@pytest.mark.postgres
def test_many_rings_all_arrive(two_servers: tuple[Bell, Bell]) -> None:
    """From both sides at once; the same ring waiting twice may arrive once."""
    first, second = two_servers
    here, there = Listener(first), Listener(second)
    for number in range(300):
        first.ring("doc", f"a{number}")
        second.ring("doc", f"b{number}")
    assert until(lambda: {f"a{number}" for number in range(300)} <= {pm_id for _, pm_id in there.heard})
    assert until(lambda: {f"b{number}" for number in range(300)} <= {pm_id for _, pm_id in here.heard})


@pytest.mark.postgres
def test_the_bell_comes_back_when_its_connection_breaks(
    two_servers: tuple[Bell, Bell], postgres_server: PostgresServer
) -> None:
    """PostgreSQL restarts or a firewall forgets: after a moment servers hear each other again."""
    first, second = two_servers
    there = Listener(second)
    postgres_server.hang_up(SHARED)

    def rings() -> bool:
        first.ring("doc", "after")
        return ("doc", "after") in there.heard

    assert until(rings)


@pytest.mark.postgres
@pytest.mark.parametrize("payload", ["", "nonsense", "a:b:c:d", "::", "doc:pm"])
def test_what_others_shout_on_the_channel_does_no_harm(
    two_servers: tuple[Bell, Bell], postgres_url: str, payload: str
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
def test_ringing_never_waits_for_a_database_that_is_away() -> None:
    """Not for a connection, not for a lock: the caller may be the event loop."""
    database = Database.open("postgresql://ann@127.0.0.1:1/debrief")
    bell = Bell(database)
    one = Listener(bell)
    before = time.monotonic()
    for number in range(2_000):
        bell.ring("doc", f"pm{number}")
    assert time.monotonic() - before < 2
    assert len(one.heard) == 2_000
    bell.close()
    database.close()


@pytest.mark.postgres
def test_a_whisper_reaches_the_other_servers_with_its_words(two_servers: tuple[Bell, Bell]) -> None:
    """Colons and all; not the one that said it, and nobody takes it for a ring."""
    first, second = two_servers
    overheard: list[tuple[str, str]] = []
    own: list[str] = []
    rung = Listener(second)
    stop = second.overhear(lambda pm_id, _, words: overheard.append((pm_id, words)))
    first.overhear(lambda _, __, words: own.append(words))
    first.whisper("pm", '{"is": "a:b:c, ü"}')
    assert until(lambda: bool(overheard))
    assert overheard == [("pm", '{"is": "a:b:c, ü"}')]
    assert own == []
    assert not [topic for topic, pm_id in rung.heard if pm_id == "pm"]
    stop()
    first.whisper("pm", "again")
    first.ring("doc", "pm")
    assert until(lambda: ("doc", "pm") in rung.heard)
    assert len(overheard) == 1


@pytest.mark.postgres
def test_a_whisper_that_is_too_long_breaks_nothing(two_servers: tuple[Bell, Bell]) -> None:
    """PostgreSQL would refuse it and the wire would break; the next ring is heard."""
    first, second = two_servers
    rung = Listener(second)
    first.whisper("pm", "ü" * LONGEST_WHISPER)
    first.ring("doc", "after")
    assert until(lambda: ("doc", "after") in rung.heard)


def test_one_server_alone_whispers_to_nobody(bell: Bell) -> None:
    """Costs nothing and fails nothing; an overhearing that breaks is its own trouble."""

    def broken(*_: str) -> None:
        raise RuntimeError

    bell.overhear(broken)
    bell.whisper("pm", "words")
    bell._heard("whisper:pm:other:words")
    bell._heard("nonsense")
