"""Who is here: said by a tab, signed by the server."""

import json
from typing import Any

import pytest

from core.errors import BadInput, TooLarge
from core.live import protocol
from core.live.limits import Limits
from core.live.presence import PresenceTable

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
    table.hear(1, "ada", ADA, says(7, 1, {"user": {"id": "bo", "name": "The Boss"}, "section": "summary"}))
    assert told(table) == {7: (1, {"user": ADA, "section": "summary"})}


def test_the_echo_is_what_the_tab_said() -> None:
    """Its own clock and state, so that nothing changes in it; it only hears that the line is alive."""
    table = PresenceTable()
    echo = table.hear(1, "ada", ADA, says(7, 12, {"typing": True}))
    assert echo is not None
    assert protocol.parse(echo) == says(7, 12, {"typing": True})


def test_an_unchanged_state_is_not_told_again() -> None:
    """Renewing oneself every 15 s is nobody else's business."""
    table = PresenceTable()
    table.hear(1, "ada", ADA, says(7, 1, {"section": "summary"}))
    assert told(table)
    assert table.hear(1, "ada", ADA, says(7, 2, {"section": "summary"})) is not None
    assert not table.changed


def test_a_socket_speaks_for_one_client_only() -> None:
    """Everybody's states come back from each browser; they are not theirs to tell."""
    table = PresenceTable()
    table.hear(1, "ada", ADA, says(7, 1, {}))
    table.hear(2, "bo", BO, says(8, 1, {}))
    told(table)
    assert table.hear(2, "bo", BO, says(7, 99, {"section": "lies"})) is None
    assert table.hear(2, "bo", BO, says(7, 99, None)) is None
    assert table.hear(2, "bo", BO, says(55, 1, {})) is None
    assert not table.changed


def test_leaving_is_told_and_stays_so() -> None:
    """A late echo of another browser does not bring somebody back."""
    table = PresenceTable()
    table.hear(1, "ada", ADA, says(7, 1, {}))
    told(table)
    table.leave(1)
    assert told(table) == {7: (2, None)}
    assert table.hear(2, "bo", BO, says(7, 5, {"section": "summary"})) is None
    assert table.everyone() is None


def test_a_tab_that_comes_back_is_seen_at_once() -> None:
    """Its own clock may be old: y-websocket does not count on after a lost connection."""
    table = PresenceTable()
    table.hear(1, "ada", ADA, says(7, 9, {}))
    table.leave(1)
    told(table)
    table.hear(3, "ada", ADA, says(7, 9, {"section": "timeline"}))
    assert told(table) == {7: (3, {"user": ADA, "section": "timeline"})}


def test_a_new_name_is_told() -> None:
    """Also for what was said before the renaming."""
    table = PresenceTable()
    table.hear(1, "ada", ADA, says(7, 1, {"section": "summary"}))
    told(table)
    table.rename("ada", {"id": "ada", "name": "Ada L."})
    assert told(table)[7][1]["user"]["name"] == "Ada L."


def test_renewing_tells_everybody_again() -> None:
    """Browsers forget after half a minute of silence."""
    table = PresenceTable()
    table.hear(1, "ada", ADA, says(7, 1, {}))
    first = told(table)[7][0]
    table.renew()
    assert told(table)[7][0] == first + 1


@pytest.mark.parametrize("raw", [b"{", b"[1]", b'"x"', b"NaN", b'{"a": NaN}', b'{"a": 1e999}', b"\xff\xfe", b"[" * 500])
def test_what_browsers_cannot_read_is_refused(raw: bytes) -> None:
    """One such state would make the frame unreadable for everybody."""
    with pytest.raises(BadInput):
        PresenceTable().hear(1, "ada", ADA, says(7, 1, raw))


def test_a_state_has_a_size() -> None:
    """A megabyte of presence is refused; others' states in the same frame are not even looked at."""
    table = PresenceTable(Limits(presence_state_bytes=100))
    with pytest.raises(TooLarge):
        table.hear(1, "ada", ADA, says(7, 1, {"x": "y" * 200}))
    table = PresenceTable(Limits(presence_state_bytes=100))
    table.hear(1, "ada", ADA, says(7, 1, {}))
    assert table.hear(1, "ada", ADA, says(8, 1, {"x": "y" * 200})) is None


def test_who_left_is_forgotten_in_the_end() -> None:
    """A room that is open for days does not grow with its guests."""
    table = PresenceTable()
    for number in range(3_000):
        table.hear(number, "ada", ADA, says(number, 1, {}))
        table.leave(number)
        table.take_changed()
    assert len(table._states) < 1_200
