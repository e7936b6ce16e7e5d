"""Streamlit's page is told to open no dialogs of its own."""

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from core import live
from core.live.http.host_config_middleware import CONFIG, HostConfigMiddleware
from tests.support.server import Server

THEIRS = {"allowedOrigins": ["https://devel.example"], "blockErrorDialogs": False, "metricsUrl": ""}


def _browser(answer: Response) -> httpx.AsyncClient:
    async def config(_request: Request) -> Response:
        return answer

    routes = [Route(path, config) for path in (CONFIG, f"/team{CONFIG}", "/other")]
    app = Starlette(routes=routes, middleware=[Middleware(HostConfigMiddleware)])
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://127.0.0.1")


@pytest.mark.parametrize("path", [CONFIG, f"/team{CONFIG}"])
async def test_the_page_is_told_to_open_no_dialogs(path: str) -> None:
    """Everything else in the answer stays as Streamlit gave it, and its length is right."""
    async with _browser(JSONResponse(THEIRS)) as browser:
        answer = await browser.get(path)
    assert answer.json() == {**THEIRS, "blockErrorDialogs": True}
    assert int(answer.headers["content-length"]) == len(answer.content)


async def test_all_other_answers_pass_untouched() -> None:
    """Only the one small answer is read."""
    async with _browser(JSONResponse(THEIRS)) as browser:
        assert (await browser.get("/other")).json() == THEIRS


@pytest.mark.parametrize("body", [b"", b"not json", b"[1, 2]"])
async def test_what_it_does_not_know_stays_as_it_is(body: bytes) -> None:
    """Another version of Streamlit may answer something else; the page must still come up."""
    async with _browser(Response(body)) as browser:
        assert (await browser.get(CONFIG)).content == body


async def test_a_refusal_stays_a_refusal() -> None:
    """Only a good answer is changed."""
    async with _browser(JSONResponse({"sentence": "No."}, 403)) as browser:
        answer = await browser.get(CONFIG)
    assert (answer.status_code, answer.json()) == (403, {"sentence": "No."})


def test_it_stands_before_streamlit() -> None:
    """The application is built with it."""
    assert "HostConfigMiddleware" in [getattr(item.cls, "__name__", "") for item in live.middleware]


def test_streamlits_own_configuration_is_asked_for_where_we_think(server: Server) -> None:
    """The real server's answer says it, so an upgrade that moves the question fails here."""
    assert httpx.get(server.url + CONFIG).json()["blockErrorDialogs"] is True
