"""Streamlit's upload address takes files from those who came in, a few and not too much."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from core import live
from core.live.http.guard.uploads import NO_LENGTH, NOT_YET_IN, TOO_MUCH, UPLOADS, Budget
from core.live.limits import LIMITS
from core.services.access import VISITOR_COOKIE
from tests.support.live import HOST, House, Person

SMALL = replace(LIMITS, upload_bytes=100, uploads_a_visitor=3, upload_bytes_a_visitor=250, upload_bytes_in_all=400)


async def taken(request: Request) -> Response:
    """Streamlit's route, as far as it matters here: it reads everything."""
    return Response(str(len(await request.body())))


def client(house: House, person: Person | None = None, address: str = "192.0.2.1") -> httpx.AsyncClient:
    """A browser at one application for all of a test: the budgets are its own."""
    state = house.server.state
    if not hasattr(state, "uploads"):
        route = Route(UPLOADS + "{session}/{file}", taken, methods=["PUT", "DELETE"])
        state.uploads = Starlette(routes=[route], middleware=live.middleware)
        state.uploads.state.live = state.live
    transport = httpx.ASGITransport(app=state.uploads, client=(address, 5_000))
    cookies = {VISITOR_COOKIE: person.token} if person is not None else {}
    return httpx.AsyncClient(transport=transport, base_url=f"http://{HOST}", cookies=cookies)


async def put(client: httpx.AsyncClient, size: int = 50) -> httpx.Response:
    return await client.put(UPLOADS + "session/file", content=b"x" * size)


@pytest.fixture
async def locked(open_house: Callable[..., Any]) -> House:
    house: House = await open_house(SMALL, access="key")
    return house


async def test_strangers_leave_no_file(locked: House) -> None:
    """Neither without a cookie nor with one that every page hands out."""
    for person in (None, locked.person()):
        async with client(locked, person) as browser:
            answer = await put(browser)
            assert (answer.status_code, answer.json()) == (403, {"sentence": NOT_YET_IN})


async def test_a_member_leaves_a_few_files(locked: House) -> None:
    """Up to a count and a total; a colleague has a budget of their own, and all together have one."""
    pm_id = locked.meeting()
    async with client(locked, locked.person(pm_id)) as browser:
        assert [(await put(browser)).status_code for _ in range(4)] == [200, 200, 200, 429]
        assert (await put(browser)).json() == {"sentence": TOO_MUCH}
        assert (await browser.request("DELETE", UPLOADS + "session/file")).status_code == 200
    async with client(locked, locked.person(pm_id)) as browser:
        assert [(await put(browser, 100)).status_code for _ in range(3)] == [200, 200, 429]
    async with client(locked, locked.person(pm_id)) as browser:
        assert (await put(browser, 60)).status_code == 429


async def test_a_file_has_a_size_and_says_it(locked: House) -> None:
    """Just inside and just outside; one that does not say how long it is would be read to its end."""
    pm_id = locked.meeting()

    async def drip() -> Any:
        yield b"x"

    async with client(locked, locked.person(pm_id)) as browser:
        assert (await put(browser, 100)).status_code == 200
        assert (await put(browser, 101)).status_code == 413
        unsaid = await browser.put(UPLOADS + "session/file", content=drip())
        assert (unsaid.status_code, unsaid.json()) == (422, {"sentence": NO_LENGTH})


async def test_on_this_computer_the_owner_may(open_house: Callable[..., Any]) -> None:
    """In the open mode there are no strangers, but still a total."""
    house: House = await open_house(SMALL)
    async with client(house, address="127.0.0.1") as browser:
        assert [(await put(browser)).status_code for _ in range(4)] == [200, 200, 200, 429]


def test_a_budget_comes_back_with_time() -> None:
    """Half an hour later there is room again."""
    budget = Budget(files=2, size=100, seconds=1_800)
    for _ in range(2):
        assert budget.has_room("ada", 10, 0.0)
        budget.take("ada", 10, 0.0)
    assert not budget.has_room("ada", 10, 1_799.0)
    assert budget.has_room("bo", 10, 1_799.0)
    assert not budget.has_room(None, 10, 1_799.0)
    assert budget.has_room("ada", 10, 1_800.0)
