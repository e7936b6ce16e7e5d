"""The browser's scripts over HTTP: for everybody, and nothing besides."""

import gzip

import pytest

from core.services.operations import browser_bundle
from tests.support.live import House

FOR_EVER = "public, max-age=31536000, immutable"


@pytest.mark.parametrize("name", browser_bundle.scripts())
async def test_a_script_is_served_under_its_hash(house: House, name: str) -> None:
    """Each of them: for ever, as JavaScript, in the encoding that the browser reads."""
    async with house.http() as browser:
        plain = await browser.get(f"/live/assets/{name}", headers={"accept-encoding": "identity"})
        gzipped = await browser.get(f"/live/assets/{name}", headers={"accept-encoding": "gzip"})
    assert plain.status_code == 200
    assert plain.headers["content-type"].startswith("text/javascript")
    assert plain.headers["cache-control"] == gzipped.headers["cache-control"] == FOR_EVER
    assert plain.headers["x-content-type-options"] == "nosniff"
    assert plain.content == gzipped.content == (browser_bundle.DIST / name).read_bytes()
    assert "content-encoding" not in plain.headers
    assert gzipped.headers["content-encoding"] == "gzip"
    assert "accept-encoding" in gzipped.headers["vary"].lower()


async def test_brotli_is_sent_as_the_build_made_it(house: House) -> None:
    """Chrome, Firefox and Safari ask for it wherever the page came over TLS or from this computer."""
    name = browser_bundle.script_of("board")
    async with (
        house.http() as browser,
        browser.stream(
            "GET", f"/live/assets/{name}", headers={"accept-encoding": "gzip, deflate, br, zstd"}
        ) as response,
    ):
        sent = b"".join([part async for part in response.aiter_raw()])
    assert response.headers["content-encoding"] == "br"
    assert sent == (browser_bundle.DIST / f"{name}.br").read_bytes()


async def test_gzip_is_sent_as_the_build_made_it(house: House) -> None:
    """Where Brotli is not asked for, over plain http: smaller than what the server itself would make of it."""
    name = browser_bundle.script_of("board")
    async with (
        house.http() as browser,
        browser.stream("GET", f"/live/assets/{name}", headers={"accept-encoding": "gzip, deflate"}) as response,
    ):
        sent = b"".join([part async for part in response.aiter_raw()])
    assert response.headers["content-encoding"] == "gzip"
    assert sent == (browser_bundle.DIST / f"{name}.gz").read_bytes()
    assert len(sent) < len(gzip.compress((browser_bundle.DIST / name).read_bytes(), 9))


@pytest.mark.parametrize("name", ["manifest.json", "licences.txt"])
async def test_what_has_no_hash_is_asked_about(house: House, name: str) -> None:
    """A browser must not go on with the list of an earlier version."""
    async with house.http() as browser:
        response = await browser.get(f"/live/assets/{name}")
    assert response.status_code == 200
    assert response.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize(
    "name",
    ["board.js", "../assets.py", "..%2fassets.py", "%2e%2e/limits.py", "enter.js", "x", "later.AAAAAAAA.js"],
)
async def test_nothing_else_is_a_file(house: House, name: str) -> None:
    """Only what was listed when the server started; the script of an earlier version is not there."""
    async with house.http() as browser:
        response = await browser.get(f"/live/assets/{name}")
    assert response.status_code == 404
    assert "immutable" not in response.headers.get("cache-control", "")


@pytest.mark.parametrize("ending", [browser_bundle.BROTLI, browser_bundle.GZIP])
async def test_the_compressed_copies_have_no_address_of_their_own(house: House, ending: str) -> None:
    """They are a form of the script, not a file to load."""
    async with house.http() as browser:
        assert (await browser.get(f"/live/assets/{browser_bundle.script_of('board')}{ending}")).status_code == 404
