"""The same room on other servers: what is whispered, what is understood, and what is left alone."""

import json

import pytest

from core.live import protocol
from core.live.elsewhere import Elsewhere
from core.live.limits import LIMITS
from core.live.presence import PresenceTable
from tests.support.fakes import FakeLog

ADA = {"id": "ada", "name": "Ada"}


def a_room() -> tuple[Elsewhere, PresenceTable, FakeLog]:
    table, log = PresenceTable(), FakeLog()
    return Elsewhere("pm", log, table, LIMITS), table, log


def is_here(table: PresenceTable) -> None:
    table.hear(1, "ada", ADA, protocol.Presence(((7, 1, b'{"section": "summary"}'),)))


async def test_who_is_here_is_told_when_somebody_asks() -> None:
    """A server whose first browser comes in asks the others."""
    room, table, log = a_room()
    room.first_comes()
    assert json.loads(log.whispered.pop()) == {"who": True}
    is_here(table)
    room.hear("two", json.dumps({"who": True}))
    (said,) = log.whispered
    other, others, _ = a_room()
    other.hear("one", said)
    assert others.present() == {"ada"}


async def test_a_goodbye_is_told() -> None:
    """Also the last one of a room."""
    room, table, log = a_room()
    is_here(table)
    table.leave(1)
    room.tell(table.changed)
    assert json.loads(log.whispered.pop()) == {"is": [7, "ada", None]}


@pytest.mark.parametrize(
    "words",
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
async def test_what_is_not_understood_is_left_alone(words: str) -> None:
    """A newer version may whisper more; nothing breaks."""
    room, table, log = a_room()
    room.hear("two", words)
    assert table.present() == set()
    assert log.whispered == []
