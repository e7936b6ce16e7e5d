"""What stands before every request: who may knock, the cookie, and what every answer carries."""

import asyncio
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from core import live
from core.live.context import start, stop
from core.live.server.lifespan import running
from core.services import access
from core.services.access import VISITOR_COOKIE
from tests.support.live import HOST, House
from tests.support.peers import Closed


async def page(_request: Request) -> Response:
    return HTMLResponse("<html></html>", headers={"etag": '"x"', "last-modified": "Mon, 01 Jan 2024 00:00:00 GMT"})


async def conditional(request: Request) -> Response:
    return JSONResponse({name: request.headers.get(name) for name in ("if-none-match", "if-modified-since")})


def client(house: House, client_address: str = "127.0.0.1", **headers: str) -> httpx.AsyncClient:
    """A browser on a page of Streamlit's, which stands in here as two routes."""
    app = Starlette(routes=[Route("/room", page), Route("/echo", conditional)], middleware=live.middleware)
    app.state.live = house.server.state.live
    transport = httpx.ASGITransport(app=app, client=(client_address, 5_000))
    return httpx.AsyncClient(transport=transport, base_url=f"http://{HOST}", headers=headers)


async def test_the_first_page_brings_a_cookie(house: House) -> None:
    """HttpOnly, SameSite=Lax, half a year, for the whole site; not Secure on plain http."""
    async with client(house) as browser:
        answer = await browser.get("/room")
    header = answer.headers["set-cookie"]
    assert header.startswith(f"{VISITOR_COOKIE}=")
    for part in ("HttpOnly", "SameSite=Lax", "Max-Age=15552000", "Path=/"):
        assert part in header
    assert "Secure" not in header
    token = header.split("=", 1)[1].split(";")[0]
    assert access.visitor(house.app, token) is not None
    assert len(token) >= 22


async def test_a_known_browser_keeps_its_cookie(house: House) -> None:
    """No new one with each page."""
    async with client(house) as browser:
        await browser.get("/room")
        assert "set-cookie" not in (await browser.get("/room")).headers


async def test_a_cookie_that_is_not_known_here_is_replaced(house: House) -> None:
    """One from another database, or one that somebody made up."""
    async with client(house, cookie=f"{VISITOR_COOKIE}=abcdefghijklmnopqrstuv") as browser:
        assert "set-cookie" in (await browser.get("/room")).headers


async def test_on_https_the_cookie_is_secure(open_house: Callable[..., Any]) -> None:
    """Also when a proxy before us speaks https and the settings say so."""
    house: House = await open_house(url_=None, access="key")
    async with client(house) as browser:
        answer = await browser.get(f"https://{HOST}/room")
    assert "Secure" in answer.headers["set-cookie"]


async def test_a_page_is_never_answered_from_the_cache(house: House) -> None:
    """An answer without a body carries no cookie: no validators out, none in."""
    async with client(house, **{"if-none-match": '"x"', "if-modified-since": "now"}) as browser:
        answer = await browser.get("/room")
        assert answer.status_code == 200
        assert answer.headers["cache-control"] == "no-store"
        assert "etag" not in answer.headers
        assert "last-modified" not in answer.headers
        assert (await browser.get("/echo")).json() == {"if-none-match": None, "if-modified-since": None}


async def test_every_answer_carries_the_headers(house: House) -> None:
    """And every page the content policy, with the hashes of the inline scripts that Streamlit needs."""
    async with client(house) as browser:
        answer = await browser.get("/room")
        other = await browser.get("/echo")
    for item in (answer, other):
        assert item.headers["x-content-type-options"] == "nosniff"
        assert item.headers["referrer-policy"] == "no-referrer"
    policy = answer.headers["content-security-policy"]
    for part in (
        "default-src 'self'",
        "frame-ancestors 'self'",
        "font-src 'self' data:",
        "object-src 'none'",
        "'sha256-",
    ):
        assert part in policy
    assert "unsafe-eval" not in policy
    assert "'unsafe-inline'" not in policy.split("script-src")[1].split(";")[0]


@pytest.mark.parametrize(
    ("address", "headers"),
    [
        ("192.0.2.7", {}),
        ("127.0.0.1", {"host": "debrief.example.org"}),
        ("127.0.0.1", {"host": "192.0.2.7:8501"}),
        ("127.0.0.1", {"origin": "http://evil.example"}),
        ("127.0.0.1", {"origin": "null"}),
        ("127.0.0.1", {"x-forwarded-for": "127.0.0.1"}),
        ("127.0.0.1", {"forwarded": "for=127.0.0.1"}),
        ("127.0.0.1", {"x-forwarded-host": "localhost"}),
        ("127.0.0.1", {"via": "1.1 proxy"}),
    ],
)
async def test_in_the_open_mode_only_this_computer_may_knock(
    house: House, address: str, headers: dict[str, str]
) -> None:
    """Anything else is told which setting to change, in words and without a cookie."""
    async with client(house, address, **headers) as browser:
        answer = await browser.get("/room")
    assert answer.status_code == 403
    assert "DEBRIEF_ACCESS=key" in answer.text
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("host", ["localhost:8501", "127.0.0.1:8501", "[::1]:8501", "debrief.localhost"])
async def test_this_computer_has_several_names(house: House, host: str) -> None:
    """All of them are let in."""
    async with client(house, host=host) as browser:
        assert (await browser.get("/room")).status_code == 200


async def test_the_health_is_told_to_anybody(house: House) -> None:
    """A watchdog need not be on this computer, and learns nothing."""
    transport = httpx.ASGITransport(app=house.server, client=("192.0.2.7", 1))
    async with httpx.AsyncClient(transport=transport, base_url="http://anything") as watchdog:
        assert (await watchdog.get("/live/health")).json() == {"status": "ok"}


async def test_in_the_open_mode_a_foreign_socket_is_refused(house: House) -> None:
    """Streamlit's own socket stands behind the same door."""
    pm_id = house.meeting()
    socket = house.socket(pm_id, house.person(pm_id), host="debrief.example.org")
    with pytest.raises(Closed):
        await socket.open()


async def test_with_a_key_the_network_may_knock(open_house: Callable[..., Any]) -> None:
    """The key, the links and the codes decide then, not the address."""
    house: House = await open_house(access="key", host="0.0.0.0")  # noqa: S104 - named, not bound
    async with client(house, "192.0.2.7", host="debrief.example.org", **{"x-forwarded-for": "1.2.3.4"}) as browser:
        assert (await browser.get("/room")).status_code == 200


async def test_a_crawler_does_not_fill_the_table_of_visitors(open_house: Callable[..., Any]) -> None:
    """After a burst it still gets its page, and no more cookies."""
    house: House = await open_house()

    async def visit() -> bool:
        async with client(house) as crawler:
            return "set-cookie" in (await crawler.get("/room")).headers

    cookies = sum(await asyncio.gather(*(visit() for _ in range(150))))
    assert 0 < cookies <= 130


async def test_while_it_starts_it_says_so() -> None:
    """A request before the lifespan is done gets a sentence, not a traceback."""
    app = Starlette(routes=[Route("/room", page)], middleware=live.middleware)
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url=f"http://{HOST}") as browser:
        answer = await browser.get("/room")
    assert answer.status_code == 503
    assert "starting" in answer.text


async def test_a_process_has_one_running_floor(house: House) -> None:
    """Streamlit's App hides its state from routes, so the running one is found."""
    async with running(house.app) as running_live:
        app = Starlette(routes=[Route("/room", page)], middleware=live.middleware)
        transport = httpx.ASGITransport(app=app, client=("127.0.0.1", 1))
        async with httpx.AsyncClient(transport=transport, base_url=f"http://{HOST}") as browser:
            assert (await browser.get("/room")).status_code == 200
    start(running_live)
    stop(running_live)


@pytest.mark.parametrize("scheme", ["http", "https"])
async def test_no_cookie_goes_over_plain_http_where_there_is_https(open_house: Callable[..., Any], scheme: str) -> None:
    """Streamlit's own cookie, which knows nothing of the proxy before us, is Secure too; over http it could not be."""
    house: House = await open_house(url=None, access="key", trusted_proxies=("127.0.0.1",))

    async def streamlit(request: Request) -> Response:
        answer = PlainTextResponse("x")
        answer.set_cookie("_streamlit_xsrf", "2|a|b|c", samesite="lax")
        answer.set_cookie("other", "1", secure=True)
        return answer

    house.server.router.routes.append(Route("/_stcore/x", streamlit))
    async with house.http(None, **{"x-forwarded-proto": scheme}) as browser:
        answer = await browser.get("/_stcore/x")
    first, second = answer.headers.get_list("set-cookie")
    assert ("secure" in first.lower()) is (scheme == "https")
    assert second.lower().count("secure") == 1
