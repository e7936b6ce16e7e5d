"""``/live/ready``: whether the server can do its work, told to anybody, without a word too many."""

import asyncio
from typing import Any

import pytest

from core.errors import StorageTrouble
from core.services.operations import readiness
from core.store.database import row_archive
from tests.support.live import House


async def asked(house: House) -> tuple[int, dict[str, Any], dict[str, str]]:
    async with house.http() as browser:
        answer = await browser.get("/live/ready")
    return answer.status_code, answer.json(), dict(answer.headers)


async def test_a_server_that_works_is_ready(house: House) -> None:
    """Written to, of this version, with room on the disk; and no path, name or key in the answer."""
    status, message, _ = await asked(house)
    assert status == 200
    assert message == {"status": "ready", "checks": {"database": "ok", "schema": "ok", "disk": "ok"}}


@pytest.mark.parametrize(
    ("broken", "check", "sentence"),
    [
        ("write", "database", readiness.NOT_WRITABLE),
        ("slow", "database", readiness.NOT_WRITABLE),
        ("version", "schema", readiness.NOT_CURRENT),
        ("disk", "disk", readiness.FULL),
    ],
)
async def test_what_is_wrong_is_said(
    house: House, monkeypatch: pytest.MonkeyPatch, broken: str, check: str, sentence: str
) -> None:
    """503, when to come back, and which check; it is healthy all the same. A slow database is no reason to wait."""

    def no(*_: Any) -> Any:
        raise StorageTrouble("secret path")

    go_on = asyncio.Event()
    loop = asyncio.get_running_loop()

    def slow(*_: Any) -> dict[str, str]:
        asyncio.run_coroutine_threadsafe(go_on.wait(), loop).result(20)
        return {"database": "ok"}

    if broken == "write":
        monkeypatch.setattr("core.store.settings_kv.put_setting", no)
    elif broken == "slow":
        monkeypatch.setattr(readiness, "database", slow)
    elif broken == "version":
        monkeypatch.setattr(row_archive, "newest", lambda: "another")
    else:
        monkeypatch.setattr(readiness, "LEAST_FREE_BYTES", 10**20)
    started = loop.time()
    status, message, headers = await asked(house)
    assert loop.time() - started < 5
    go_on.set()
    assert (status, message["status"], message["checks"][check]) == (503, "not ready", sentence)
    assert int(headers["retry-after"]) > 0
    assert "secret" not in str(message)
    async with house.http() as browser:
        assert (await browser.get("/live/health")).status_code == 200


async def test_the_database_is_asked_once_a_second(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many ask: a stranger must not make the database write."""
    times: list[int] = []

    def counted(_app: Any) -> dict[str, str]:
        times.append(1)
        return {"database": "ok"}

    monkeypatch.setattr(readiness, "database", counted)
    async with house.http() as browser:
        started = asyncio.get_running_loop().time()
        answers = [await browser.get("/live/ready") for _ in range(30)]
        seconds = asyncio.get_running_loop().time() - started
    assert {answer.status_code for answer in answers} == {200}
    assert len(times) <= seconds + 1


async def test_a_server_that_stops_says_so(house: House) -> None:
    """Over a connection from before: the rooms are closing, and nobody should be sent here."""
    live = house.server.state.live
    await live.rooms.close()
    status, message, _ = await asked(house)
    assert (status, message["checks"]) == (503, {"server": readiness.STOPPING})
