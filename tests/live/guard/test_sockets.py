"""Sockets of browsers that did not come in are bounded before the handshake; those of members by browser."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from core.live.limits import LIMITS
from core.live.room.close_codes import Close
from tests.support.live import House, Person
from tests.support.peers import AsgiSocket, Closed

FEW = replace(LIMITS, stranger_sockets_an_address=3, stranger_sockets=5, visitor_handshakes=4)


@pytest.fixture
async def locked(open_house: Callable[..., Any]) -> House:
    """On a network, with few places."""
    house: House = await open_house(FEW, access="key")
    return house


async def open_from(house: House, address: str, pm_id: str, person: Person | None = None) -> AsgiSocket:
    socket = house.socket(pm_id, person)
    socket._scope["client"] = (address, 5_000)
    await socket.open()
    return socket


async def refused(house: House, address: str, pm_id: str, person: Person | None = None) -> bool:
    try:
        socket = await open_from(house, address, pm_id, person)
    except Closed:
        return True
    await socket.close()
    return False


async def test_strangers_of_one_address_get_a_few(locked: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """A further one is refused before the handshake; another address is not concerned; a closed one makes room."""
    wait_in_the_room(monkeypatch)
    target = [await open_from(locked, "192.0.2.1", "x") for _ in range(3)]
    assert await refused(locked, "192.0.2.1", "x")
    assert not await refused(locked, "192.0.2.2", "x")
    await target.pop().close()
    assert not await refused(locked, "192.0.2.1", "x")
    for socket in target:
        await socket.close()


async def test_strangers_of_all_addresses_have_a_bound_too(locked: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """One IPv6 network counts as one address; a cookie that came in nowhere is a stranger's."""
    wait_in_the_room(monkeypatch)
    newcomer = locked.person()
    target = [await open_from(locked, f"2001:db8::{number}", "x", newcomer) for number in range(3)]
    assert await refused(locked, "2001:db8::99", "x")
    target += [await open_from(locked, f"192.0.2.{number}", "x") for number in range(2)]
    assert await refused(locked, "192.0.2.77", "x")
    pm_id = locked.meeting()
    assert not await refused(locked, "192.0.2.1", pm_id, locked.person(pm_id))
    for socket in target:
        await socket.close()


async def test_a_member_gets_as_many_as_tabs(locked: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wherever strangers are; and not without end."""
    wait_in_the_room(monkeypatch)
    pm_id = locked.meeting()
    person = locked.person(pm_id)
    target = [await open_from(locked, "192.0.2.1", pm_id, person) for _ in range(4)]
    assert await refused(locked, "192.0.2.1", pm_id, person)
    assert not await refused(locked, "192.0.2.1", pm_id, locked.person(pm_id))
    for socket in target:
        await socket.close()


async def test_in_the_open_mode_nobody_is_a_stranger(open_house: Callable[..., Any], monkeypatch: Any) -> None:
    """Whoever sits at this computer may open as many as they like."""
    wait_in_the_room(monkeypatch)
    house: House = await open_house(FEW)
    target = [await open_from(house, "127.0.0.1", "x") for _ in range(8)]
    for socket in target:
        await socket.close()


def wait_in_the_room(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever was let through the guard stays until they leave, whether the meeting exists or not."""
    from core.live.room import socket as module

    async def admit(_live: Any, websocket: Any) -> Any:
        await module._until_closed(websocket)
        return Close.NO_MEETING

    monkeypatch.setattr(module, "_admit", admit)
