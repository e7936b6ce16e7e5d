"""A socket that is ended from outside: what the browser gets, and what the application sees."""

from typing import Any

import pytest

from core.live.http.guard.signed_in_sockets import _Endable


class Wire:
    def __init__(self, *incoming: dict[str, Any]) -> None:
        self.incoming = list(incoming)
        self.sent: list[Any] = []

    async def receive(self) -> Any:
        return self.incoming.pop(0)

    async def send(self, message: Any) -> None:
        self.sent.append(message)


async def test_the_browser_gets_a_code_and_the_application_a_disconnect() -> None:
    """Frames that were on their way are not sent after the close, which the server would not take."""
    wire = Wire({"type": "websocket.connect"})
    socket = _Endable(wire.receive, wire.send, b"")
    assert (await socket.receive())["type"] == "websocket.connect"
    await socket.send({"type": "websocket.accept"})
    await socket.end()
    await socket.end()
    await socket.send({"type": "websocket.send", "bytes": b"late"})
    assert [message["type"] for message in wire.sent] == ["websocket.accept", "websocket.close"]
    assert wire.sent[-1]["code"] == 4401
    assert await socket.receive() == {"type": "websocket.disconnect", "code": 4401}


async def test_a_page_is_told_to_load_itself_again_first() -> None:
    """Streamlit would connect again, and show what it has."""
    wire = Wire()
    socket = _Endable(wire.receive, wire.send, b"reload")
    await socket.send({"type": "websocket.accept"})
    await socket.end()
    assert wire.sent[1] == {"type": "websocket.send", "bytes": b"reload"}
    assert wire.sent[2]["type"] == "websocket.close"


@pytest.mark.parametrize("before", [[], [{"type": "websocket.accept"}, {"type": "websocket.close"}]])
async def test_one_that_is_not_open_is_left_alone(before: list[dict[str, Any]]) -> None:
    """Before the handshake was accepted the application decides; after the close there is nothing to end."""
    wire = Wire()
    socket = _Endable(wire.receive, wire.send, b"reload")
    for message in before:
        await socket.send(message)
    await socket.end()
    assert wire.sent == before
