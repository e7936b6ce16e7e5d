"""Streamlit's page and scripts on their way: compressed, with a head, and everything else untouched."""

import gzip
import re
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import HTTPConnection, Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from core.live.http.static.page_scripts import PageScripts
from core.live.http.static.static_middleware import StaticMiddleware

PAGE = "<html><head></head><body>" + "words " * 200 + "</body></html>"
SCRIPT = "export const a = 1;\n" * 100


async def _anything(request: Request) -> Response:
    path = request.url.path
    if path == "/parts":
        return StreamingResponse(iter([PAGE[:10], PAGE[10:]]), media_type="text/html")
    if path == "/gone":
        return HTMLResponse(PAGE, 404)
    if path == "/words":
        return PlainTextResponse("<head></head>")
    if path.startswith("/static/"):
        return PlainTextResponse("as Streamlit sends it")
    encoding = request.headers.get("accept-encoding", "")
    return HTMLResponse(f"{PAGE}<!--{encoding}-->", headers={"cache-control": "no-store", "x-seen": encoding})


@pytest.fixture
def scripts(tmp_path: Path) -> PageScripts:
    (tmp_path / "static" / "js").mkdir(parents=True)
    (tmp_path / "static" / "js" / "a.js").write_text(SCRIPT)
    return PageScripts(tmp_path)


@pytest.fixture
def browser(scripts: PageScripts) -> httpx.AsyncClient:
    inner = Starlette(routes=[Route("/{path:path}", _anything, methods=["GET", "POST", "HEAD"])])
    transport = httpx.ASGITransport(app=StaticMiddleware(inner, scripts))
    return httpx.AsyncClient(transport=transport, base_url="http://debrief.example")


async def test_a_script_is_sent_compressed_for_ever(browser: httpx.AsyncClient) -> None:
    """Its name holds a hash, so it never changes."""
    async with browser.stream("GET", "/static/js/a.js", headers={"accept-encoding": "gzip, br"}) as response:
        sent = b"".join([part async for part in response.aiter_raw()])
    assert gzip.decompress(sent) == SCRIPT.encode()
    assert response.headers["content-type"].startswith("text/javascript")
    assert response.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert response.headers["vary"] == "accept-encoding"


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/static/js/a.js", {"accept-encoding": "identity"}),
        ("/static/js/a.js", {"accept-encoding": "gzip;q=0"}),
        ("/static/js/a.js", {"accept-encoding": "gzip", "range": "bytes=0-3"}),
        ("/static/js/other.js", {"accept-encoding": "gzip"}),
        ("/static/media/font.woff2", {"accept-encoding": "gzip"}),
    ],
)
async def test_every_other_request_goes_on_to_streamlit(
    browser: httpx.AsyncClient, path: str, headers: dict[str, str]
) -> None:
    """Who reads no gzip, who asks for a part, and what is not known here."""
    assert (await browser.get(path, headers=headers)).text == "as Streamlit sends it"


async def test_a_script_that_was_removed_goes_on_to_streamlit(browser: httpx.AsyncClient, tmp_path: Path) -> None:
    """An update under the running server is no failure of ours."""
    (tmp_path / "static" / "js" / "a.js").unlink()
    assert (await browser.get("/static/js/a.js")).text == "as Streamlit sends it"


@pytest.mark.parametrize("path", ["/", "/room?pm=1", "/parts"])
async def test_a_page_gets_its_head_and_its_right_length(browser: httpx.AsyncClient, path: str) -> None:
    """In one piece or in several; other headers stay as they are."""
    response = await browser.get(path, headers={"accept-encoding": "identity"})
    assert "<head><script defer src=" in response.text
    assert response.headers["content-length"] == str(len(response.content))
    assert response.headers.get("cache-control") == (None if path == "/parts" else "no-store")


async def test_a_page_is_made_as_it_is_and_sent_compressed(browser: httpx.AsyncClient) -> None:
    """Streamlit would compress it first, and then nothing could be added to it."""
    response = await browser.get("/room", headers={"accept-encoding": "gzip"})
    assert response.headers["content-encoding"] == "gzip"
    assert response.headers["x-seen"] == ""
    assert "<head><script defer src=" in response.text
    assert response.headers["vary"] == "accept-encoding"


async def test_streamlit_waits_only_where_the_room_is_drawn_first(scripts: PageScripts) -> None:
    """Who gets no data gets the page that begins by itself."""
    page = '<html><head><script type="module" src="./static/js/index.js"></script></head></html>'

    async def ahead(connection: HTTPConnection) -> bytes:
        return b"<b></b>" if "mine" in connection.query_params else b""

    inner = Starlette(routes=[Route("/{path:path}", lambda _: HTMLResponse(page))])
    transport = httpx.ASGITransport(app=StaticMiddleware(inner, scripts, ahead))
    async with httpx.AsyncClient(transport=transport, base_url="http://debrief.example") as browser:
        for _ in range(2):
            assert 'type="module-later" src="./static/' in (await browser.get("/room?mine=1")).text
            assert 'type="module" src="./static/' in (await browser.get("/room")).text
        assert 'type="module" src="./static/' in (await browser.get("/present?mine=1")).text


async def test_what_is_for_one_person_stands_in_their_page_only(scripts: PageScripts) -> None:
    """At the end of the head of a room, asked for anew each time; no other page asks."""
    asked: list[str] = []

    async def ahead(connection: HTTPConnection) -> bytes:
        asked.append(connection.query_params["pm"])
        return b"<b>" + asked[-1].encode() + b"</b>" if asked[-1] else b""

    inner = Starlette(routes=[Route("/{path:path}", _anything)])
    transport = httpx.ASGITransport(app=StaticMiddleware(inner, scripts, ahead))
    async with httpx.AsyncClient(transport=transport, base_url="http://debrief.example") as browser:
        for pm_id in ("one", "", "two", "one"):
            page = (await browser.get("/room", params={"pm": pm_id})).text
            assert re.findall("<b>(.*?)</b>", page) == ([pm_id] if pm_id else [])
            assert ("<b>one</b></head>" in page) is (pm_id == "one")
        for path in ("/", "/present", "/summary", "/room/deeper", "/static/js/a.js"):
            assert "<b>" not in (await browser.get(path, params={"pm": "one"})).text
    assert asked == ["one", "", "two", "one"]


@pytest.mark.parametrize("path", ["/gone", "/words"])
async def test_what_is_no_page_stays_as_it_is(browser: httpx.AsyncClient, path: str) -> None:
    """An error, and words that look like a page."""
    assert "<script" not in (await browser.get(path)).text


async def test_other_methods_are_not_touched(browser: httpx.AsyncClient) -> None:
    """A form that is sent, and a question for the headers alone."""
    assert "<script" not in (await browser.post("/room")).text
    assert (await browser.head("/static/js/a.js")).status_code == 200
