"""The bundle over HTTP: for everybody, and nothing besides."""

import json

import pytest

from tests.support.live import House


async def test_the_bundle_is_served_under_its_hash(house: House) -> None:
    """For ever, and as JavaScript."""
    async with house.http() as browser:
        manifest = await browser.get("/live/assets/manifest.json")
        assert manifest.headers["cache-control"] == "no-cache"
        bundle = await browser.get(f"/live/assets/{json.loads(manifest.text)['board']}")
    assert bundle.status_code == 200
    assert bundle.headers["content-type"].startswith("text/javascript")
    assert "immutable" in bundle.headers["cache-control"]
    assert bundle.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("name", ["board.js", "../assets.py", "..%2fassets.py", "%2e%2e/limits.py", "enter.js", "x"])
async def test_nothing_else_is_a_file(house: House, name: str) -> None:
    """Only what was listed when the server started."""
    async with house.http() as browser:
        assert (await browser.get(f"/live/assets/{name}")).status_code == 404
