"""Who is here: said by a tab, signed by the server."""

import json
from typing import Any

import pytest

from core.errors import BadInput, TooLarge
from core.live.limits import LIMITS, Limits
from core.live.room import protocol
from core.live.room.presence.presence_table import PresenceTable

ADA = {"id": "ada", "name": "Ada"}
BO = {"id": "bo", "name": "Bo"}


def says(client: int, clock: int, state: Any) -> protocol.Presence:
    raw = state if isinstance(state, bytes) else json.dumps(state).encode()
    return protocol.Presence(((client, clock, raw),))


def told(table: PresenceTable) -> dict[int, tuple[int, Any]]:
    """What others hear now."""
    entries = list(table.take_changed().values())
    frame = protocol.parse(protocol.presence(entries))
    assert isinstance(frame, protocol.Presence)
    return {client: (clock, json.loads(raw)) for client, clock, raw in frame.entries}


def test_the_server_says_who_it_is() -> None:
    """A tab that claims another name is shown under its own."""
    table = PresenceTable()
    table.update(1, "ada", ADA, says(7, 1, {"user": {"id": "bo", "name": "The Boss"}, "section": "summary"}))
    assert told(table) == {7: (1, {"user": ADA, "section": "summary"})}


def test_the_echo_is_what_the_tab_said() -> None:
    """Its own clock and state, so that nothing changes in it; it only hears that the line is alive."""
    table = PresenceTable()
    echo = table.update(1, "ada", ADA, says(7, 12, {"typing": True}))
    assert echo is not None
    assert protocol.parse(echo) == says(7, 12, {"typing": True})


def test_an_unchanged_state_is_not_told_again() -> None:
    """Renewing oneself every 15 s is nobody else's business."""
    table = PresenceTable()
    table.update(1, "ada", ADA, says(7, 1, {"section": "summary"}))
    assert told(table)
    assert table.update(1, "ada", ADA, says(7, 2, {"section": "summary"})) is not None
    assert not table.changed


def test_a_socket_speaks_for_one_client_only() -> None:
    """Everybody's states come back from each browser; they are not theirs to tell."""
    table = PresenceTable()
    table.update(1, "ada", ADA, says(7, 1, {}))
    table.update(2, "bo", BO, says(8, 1, {}))
    told(table)
    assert table.update(2, "bo", BO, says(7, 99, {"section": "lies"})) is None
    assert table.update(2, "bo", BO, says(7, 99, None)) is None
    assert table.update(2, "bo", BO, says(55, 1, {})) is None
    assert not table.changed


def test_leaving_is_told_and_stays_so() -> None:
    """A late echo of another browser does not bring somebody back."""
    table = PresenceTable()
    table.update(1, "ada", ADA, says(7, 1, {}))
    told(table)
    table.remove(1)
    assert told(table) == {7: (2, None)}
    assert table.update(2, "bo", BO, says(7, 5, {"section": "summary"})) is None
    assert table.snapshot() is None


def test_a_tab_that_comes_back_is_seen_at_once() -> None:
    """Its own clock may be old: y-websocket does not count on after a lost connection."""
    table = PresenceTable()
    table.update(1, "ada", ADA, says(7, 9, {}))
    table.remove(1)
    told(table)
    table.update(3, "ada", ADA, says(7, 9, {"section": "timeline"}))
    assert told(table) == {7: (3, {"user": ADA, "section": "timeline"})}


def test_a_new_name_is_told() -> None:
    """Also for what was said before the renaming."""
    table = PresenceTable()
    table.update(1, "ada", ADA, says(7, 1, {"section": "summary"}))
    told(table)
    table.set_user("ada", {"id": "ada", "name": "Ada L."})
    assert told(table)[7][1]["user"]["name"] == "Ada L."


def test_renewing_tells_everybody_again() -> None:
    """Browsers forget after half a minute of silence."""
    table = PresenceTable()
    table.update(1, "ada", ADA, says(7, 1, {}))
    first = told(table)[7][0]
    table.renew()
    assert told(table)[7][0] == first + 1


@pytest.mark.parametrize("raw", [b"{", b"[1]", b'"x"', b"NaN", b'{"a": NaN}', b'{"a": 1e999}', b"\xff\xfe", b"[" * 500])
def test_what_browsers_cannot_read_is_refused(raw: bytes) -> None:
    """One such state would make the frame unreadable for everybody."""
    with pytest.raises(BadInput):
        PresenceTable().update(1, "ada", ADA, says(7, 1, raw))


@pytest.mark.parametrize("raw", [b"{", b"[1]", b"x" * 9_000])
def test_a_refused_state_leaves_nothing_behind(raw: bytes) -> None:
    """Neither a socket bound to an id without a state, nor a leave that fails on it."""
    table = PresenceTable()
    with pytest.raises((BadInput, TooLarge)):
        table.update(1, "ada", ADA, says(7, 1, raw))
    assert table.client_of(1) is None
    table.remove(1)
    table.update(2, "bo", BO, says(7, 1, {}))
    assert table.client_of(2) == 7


def test_a_state_has_a_size() -> None:
    """A megabyte of presence is refused; others' states in the same frame are not even looked at."""
    table = PresenceTable(Limits(presence_state_bytes=100))
    with pytest.raises(TooLarge):
        table.update(1, "ada", ADA, says(7, 1, {"x": "y" * 200}))
    table = PresenceTable(Limits(presence_state_bytes=100))
    table.update(1, "ada", ADA, says(7, 1, {}))
    assert table.update(1, "ada", ADA, says(8, 1, {"x": "y" * 200})) is None


def test_who_left_is_forgotten_in_the_end() -> None:
    """A room that is open for days does not grow with its guests."""
    table = PresenceTable()
    for number in range(3_000):
        table.update(number, "ada", ADA, says(number, 1, {}))
        table.remove(number)
        table.take_changed()
    assert len(table._states) < 1_200


# Other servers


def test_who_is_at_another_server_is_shown_and_not_told_back() -> None:
    """Each server tells of its own sockets; else they would tell each other for ever."""
    table = PresenceTable()
    table.update(1, "ada", ADA, says(7, 1, {"section": "summary"}))
    table.update_remote("two", 8, "bo", {"section": "actions", "user": BO}, at=0.0)
    assert told(table)[8] == (1, {"section": "actions", "user": BO})
    assert table.present() == {"ada", "bo"}
    assert [client for client, _, _ in table.local_states()] == [7]
    assert [client for client, _, _ in table.local_states([7, 8, 99])] == [7]


def test_another_server_cannot_speak_for_who_is_here() -> None:
    """A late whisper of a tab that has moved here changes nothing, its goodbye neither."""
    table = PresenceTable()
    table.update_remote("two", 7, "ada", {"section": "old", "user": ADA}, at=0.0)
    assert table.update(1, "ada", ADA, says(7, 2, {"section": "new"})) is not None
    for body in ({"section": "old"}, None):
        table.update_remote("two", 7, "ada", body, at=1.0)
    table.expire_remote(before=99.0)
    assert told(table)[7][1] == {"section": "new", "user": ADA}


def test_nobody_takes_the_place_of_somebody_at_another_server() -> None:
    """Only the same visitor may go on with an id."""
    table = PresenceTable()
    table.update_remote("two", 7, "ada", {"user": ADA}, at=0.0)
    assert table.update(2, "bo", BO, says(7, 9, {"section": "lies"})) is None


def test_a_goodbye_counts_from_the_server_that_spoke() -> None:
    """The old server's goodbye comes after the new one's greeting."""
    table = PresenceTable()
    table.update_remote("two", 7, "ada", {"user": ADA}, at=0.0)
    table.update_remote("three", 7, "ada", {"user": ADA, "section": "actions"}, at=1.0)
    table.update_remote("two", 7, "ada", None, at=2.0)
    assert table.present() == {"ada"}
    table.update_remote("three", 7, "ada", None, at=3.0)
    assert table.present() == set()


def test_who_was_not_heard_of_for_long_is_gone() -> None:
    """Their server died without a word."""
    table = PresenceTable()
    table.update(1, "ada", ADA, says(7, 1, {}))
    table.update_remote("two", 8, "bo", {"user": BO}, at=10.0)
    table.expire_remote(before=10.0)
    assert table.present() == {"ada", "bo"}
    table.expire_remote(before=10.1)
    assert table.present() == {"ada"}
    assert told(table)[8][1] is None


def test_other_servers_cannot_fill_the_memory() -> None:
    """A room does not remember more ids than its own limit."""
    table = PresenceTable()
    for client in range(LIMITS.presence_remembered + 50):
        table.update_remote("two", client, "bo", {"user": BO}, at=0.0)
    assert len(table.take_changed()) == LIMITS.presence_remembered
