"""The same room on other servers: what is sent, what is understood, and what is ignored."""

import json

import pytest

from core.live.limits import LIMITS
from core.live.room import protocol
from core.live.room.presence.attendance import Attendance
from core.live.room.presence.presence_table import PresenceTable
from core.live.room.presence.remote_presence import RemotePresence
from tests.support.fakes import FakeLog

ADA = {"id": "ada", "name": "Ada"}


def a_room() -> tuple[RemotePresence, PresenceTable, FakeLog]:
    table, log = PresenceTable(), FakeLog()
    return RemotePresence("pm", log, table, Attendance(table, LIMITS, 0.0), LIMITS), table, log


def is_here(table: PresenceTable) -> None:
    table.update(1, "ada", ADA, protocol.Presence(((7, 1, b'{"section": "summary"}'),)))


async def test_who_is_here_is_told_when_somebody_asks() -> None:
    """A server whose first browser comes in asks the others."""
    room, table, log = a_room()
    room.request_states()
    assert json.loads(log.relayed.pop()) == {"who": True}
    is_here(table)
    room.receive("two", json.dumps({"who": True}))
    (message,) = log.relayed
    other, others, _ = a_room()
    other.receive("one", message)
    assert others.present() == {"ada"}


async def test_a_goodbye_is_told() -> None:
    """Also the last one of a room."""
    room, table, log = a_room()
    is_here(table)
    table.remove(1)
    room.send_states(table.changed)
    assert json.loads(log.relayed.pop()) == {"is": [7, "ada", None]}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        "7",
        "{}",
        '{"is": 7}',
        '{"is": [1]}',
        '{"is": ["7", "ada", {}]}',
        '{"is": [7, "ada", []]}',
    ],
)
async def test_what_is_not_understood_is_left_alone(text: str) -> None:
    """A newer version may send more; nothing breaks."""
    room, table, log = a_room()
    room.receive("two", text)
    assert table.present() == set()
    assert log.relayed == []


@pytest.mark.parametrize("client", [-1, 2**53, 10**400])
@pytest.mark.parametrize("body", ["{}", '{"x": NaN}'])
async def test_a_presence_that_cannot_be_told_is_not_kept(client: int, body: str) -> None:
    """It would keep everybody else's from being told, for as long as the room is loaded."""
    room, table, _ = a_room()
    is_here(table)
    room.receive("two", f'{{"is": [{client}, "bob", {body}]}}')
    room.receive("two", '{"is": [8, "bob", {"x": Infinity}]}')
    assert set(table.take_changed()) == {7}
    assert table.snapshot() is not None


async def test_a_silence_that_is_no_number_of_seconds_changes_nothing() -> None:
    """Whole numbers that no float can hold, too; and it is no word of another server."""
    table, log = PresenceTable(), FakeLog()
    attendance = Attendance(table, LIMITS, 0.0)
    room = RemotePresence("pm", log, table, attendance, LIMITS)
    for text in (f'{{"silent": {{"ada": {10**400}}}}}', '{"silent": {"ada": NaN, "bob": "x"}}', "[" * 100_000):
        room.receive("two", text)
    assert attendance.silences({"ada", "bob"}, 5.0) == {}
