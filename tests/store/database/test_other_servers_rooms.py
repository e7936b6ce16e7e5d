"""Which rooms other servers have open: a notice goes out where somebody has a use for it, and nobody misses one."""

import pytest

from core.store.database.other_servers import FORGOTTEN_SECONDS, HELD_SECONDS
from tests.store.database.test_other_servers import Bench


@pytest.fixture
def bench() -> Bench:
    return Bench()


def test_what_happens_in_a_room_that_nobody_else_has_open_is_not_sent(bench: Bench) -> None:
    """Rooms spread over servers cost the other one nothing; what is not about a room is told as ever."""
    others = bench.servers()
    others.lists("two", ["theirs"])
    others.send("doc:mine", "mine")
    others.send("doc:theirs", "theirs")
    others.send("clock:mine")
    assert bench.sent == ["doc:theirs", "clock:mine"]


def test_a_server_that_says_nothing_of_rooms_is_told_everything(bench: Bench) -> None:
    """An older version, in the minutes of an update; also one that has more rooms than fit into a notice."""
    others = bench.servers()
    others.lists("two", [])
    others.heard("older")
    others.send("doc:mine", "mine")
    others.left("older")
    others.send("doc:mine again", "mine")
    others.lists("two", None)
    others.send("doc:mine at last", "mine")
    assert bench.sent == ["doc:mine", "doc:mine again", "doc:mine at last"]


def test_what_was_published_while_a_room_was_loaded_elsewhere_is_told_when_it_is_known(bench: Bench) -> None:
    """It read the log before this was written, and its word that it has the room was on its way."""
    others = bench.servers()
    others.lists("two", [])
    for payload, room in (("doc:a", "a"), ("doc:b", "b"), ("doc:a", "a")):
        others.send(payload, room)
    assert others.opened("two", "a")
    assert bench.sent == ["doc:a"]
    assert not others.opened("two", "a"), "known"
    others.closed("two", "a")
    others.send("doc:a later", "a")
    assert bench.sent == ["doc:a"]


def test_a_list_says_the_same_when_the_word_about_one_room_was_lost(bench: Bench) -> None:
    """Each ten seconds: what is new in it is given what is young, and what is gone from it is sent no more."""
    others = bench.servers()
    others.lists("two", ["a"])
    others.send("doc:b", "b")
    others.lists("two", ["b"])
    others.send("doc:a", "a")
    others.lists("two", ["b"])
    assert bench.sent == ["doc:b"]


def test_what_is_old_is_not_given_to_who_opens_a_room(bench: Bench) -> None:
    """It reads the log, where all of that is."""
    others = bench.servers()
    others.lists("two", [])
    others.send("doc:a", "a")
    bench.seconds += HELD_SECONDS + 0.1
    others.opened("two", "a")
    assert bench.sent == []


def test_one_of_three_that_has_the_room_is_enough(bench: Bench) -> None:
    """And when that one died in silence, nobody is told."""
    others = bench.servers()
    others.lists("two", [])
    others.lists("three", ["a"])
    others.send("1", "a")
    bench.seconds += FORGOTTEN_SECONDS - 1
    others.heard("two")
    bench.seconds += 2
    others.send("2", "a")
    others.send("3")
    assert bench.sent == ["1", "3"]


def test_a_newcomer_is_given_what_concerns_its_rooms_and_no_other(bench: Bench) -> None:
    """A server that starts while people type elsewhere."""
    others = bench.servers()
    for payload, room in (("doc:a", "a"), ("clock:b", None), ("doc:b", "b")):
        others.send(payload, room)
    others.lists("two", ["b"])
    assert bench.sent == ["clock:b", "doc:b"]
