"""P15: Codes cannot be guessed."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from core.domain.clock.state import Finish, Start
from core.domain.people import join_code
from core.services import access, postmortems
from core.services.meetings import meeting_clock
from tests.support.live import HOST, House
from tests.support.statements import asked

WRONG_A_MINUTE = 10


def browser(house: House, address: str = "192.0.2.1", **headers: str) -> httpx.AsyncClient:
    """A new one each time: no cookie."""
    transport = httpx.ASGITransport(app=house.server, client=(address, 5_000))
    return httpx.AsyncClient(transport=transport, base_url=f"http://{HOST}", headers=headers)


async def guess(client: httpx.AsyncClient, code: str) -> httpx.Response:
    return await client.post("/live/enter", json={"code": code})


@pytest.fixture
async def locked(open_house: Callable[..., Any]) -> House:
    """A house on a network."""
    house: House = await open_house(access="key")
    return house


async def test_the_eleventh_wrong_try_is_refused(locked: House) -> None:
    """And so is a right one then: otherwise waiting would tell."""
    pm_id = locked.meeting()
    right = access.links(locked.app, pm_id, "http://x").code or ""
    async with browser(locked) as client:
        codes = [(await guess(client, join_code.new())).status_code for _ in range(WRONG_A_MINUTE)]
        assert codes == [403] * WRONG_A_MINUTE
        assert (await guess(client, join_code.new())).status_code == 429
        assert (await guess(client, right)).status_code == 429


async def test_a_new_cookie_for_each_try_does_not_help(locked: House) -> None:
    """The address is counted too."""
    answers = []
    for _ in range(WRONG_A_MINUTE + 1):
        async with browser(locked) as client:
            answers.append((await guess(client, join_code.new())).status_code)
    assert answers[-1] == 429


async def test_a_forged_address_does_not_help(locked: House) -> None:
    """Whatever stands in X-Forwarded-For, in whichever spelling, and as uvicorn would believe it."""
    answers = []
    for number in range(WRONG_A_MINUTE + 1):
        # uvicorn puts the header's word in the place of a peer on this computer.
        async with browser(locked, f"198.51.100.{number}", **{"x-forwarded-for": f"198.51.100.{number}"}) as client:
            answers.append((await guess(client, join_code.new())).status_code)
    assert answers[-1] == 429


async def test_a_trusted_proxy_is_believed(open_house: Callable[..., Any]) -> None:
    """Behind one, each address has its own count; what the address itself wrote before the proxy does not matter."""
    house: House = await open_house(access="key", trusted_proxies=("10.0.0.1",))
    for number in range(WRONG_A_MINUTE + 1):
        forwarded = {"x-forwarded-for": f"1.1.1.{number}, 203.0.113.9"}
        async with browser(house, "10.0.0.1", **forwarded) as client:
            last = (await guess(client, join_code.new())).status_code
    assert last == 429
    async with browser(house, "10.0.0.1", **{"x-forwarded-for": "203.0.113.10"}) as client:
        assert (await guess(client, join_code.new())).status_code == 403


async def test_unknown_finished_and_foreign_codes_get_the_same_answer(locked: House) -> None:
    """The words, the status and the way through the database are one."""
    finished = locked.meeting()
    lead = locked.person(finished, "facilitator")
    old = access.links(locked.app, finished, "http://x").code or ""
    started = meeting_clock.run_command(locked.app, finished, locked.member(lead, finished), Start(seen=0))
    meeting_clock.run_command(locked.app, finished, locked.member(lead, finished), Finish(seen=started.version))
    trashed = locked.meeting()
    gone = access.links(locked.app, trashed, "http://x").code or ""
    postmortems.trash(locked.app, trashed, None)
    answers = {}
    for what, code in {"unknown": join_code.new(), "foreign": gone, "malformed": "no code!"}.items():
        async with browser(locked) as client:
            answers[what] = await guess(client, code)
    assert {answer.status_code for answer in answers.values()} == {403}
    assert len({answer.text for answer in answers.values()}) == 1
    assert old not in answers["unknown"].text


async def test_the_time_tells_nothing_either(locked: House) -> None:
    """A malformed code takes the same way through the database as an unknown one."""
    ways = []
    for number, code in enumerate(("!", join_code.new())):
        async with browser(locked, f"192.0.2.{number}") as client:
            with asked(locked.app.db) as statements:
                await guess(client, code)
        ways.append(statements)
    assert ways[0] == ways[1]
    assert len(ways[0]) > 0


async def test_the_count_is_shared_by_processes(open_house: Callable[..., Any]) -> None:
    """It stands in the database: two servers do not give twenty tries."""
    item: House = await open_house(access="key")
    two: House = await open_house(access="key")
    for number in range(WRONG_A_MINUTE):
        async with browser(item if number % 2 else two) as client:
            assert (await guess(client, join_code.new())).status_code == 403
    for house in (item, two):
        async with browser(house) as client:
            assert (await guess(client, join_code.new())).status_code == 429


def test_a_code_has_forty_bits() -> None:
    """Eight symbols of thirty-two."""
    codes = {join_code.new() for _ in range(500)}
    assert len(codes) == 500
    assert {len(code) for code in codes} == {8}
    assert len(set("".join(codes))) == 32
