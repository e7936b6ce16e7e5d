"""``POST /live/in/<source>``: stored before it is answered, bounded, and refused with a short reason only."""

import asyncio
import base64
import gzip
import hashlib
import hmac
import json
import logging
from collections.abc import AsyncIterator, Callable
from typing import Any

import httpx
import pytest

from core.domain.inbound.signed_body import SigningSecret
from core.errors import StorageTrouble
from core.live.limits import Limits
from core.services.app import App
from core.services.inbound import keys, signing, spool, taking_in
from core.services.inbound.alerts.receiver import AlertReceiver
from core.store.inbound.deliveries import Status
from tests.support.alerts import alert, bearer, body, opened, stored, work
from tests.support.live import House
from tests.support.settling import until

ADDRESS = "/live/in/alertmanager"
JSON = {"content-type": "application/json"}


async def send(house: House, data: bytes | None = None, path: str = ADDRESS, **headers: str) -> httpx.Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    sent = body(alert()) if data is None else data
    async with house.http() as sender:
        return await sender.post(path, content=sent, headers={**JSON, **bearer(house.app), **named})


async def test_it_answers_the_id_and_nothing_else(house: House) -> None:
    """Before it is worked on; the postmortem is there a moment later under this id."""
    answer = await send(house)
    assert answer.status_code == 200
    assert set(answer.json()) == {"id"}
    assert [item.status for item in stored(house.app)] == [Status.WAITING]
    work(house.app)
    assert opened(house.app, answer.json()["id"]).title == "Label queue is full"
    assert "set-cookie" not in answer.headers


async def test_what_changes_nothing_has_no_id(house: House) -> None:
    """Understood, stored, and no reason to send it again."""
    answer = await send(house, body())
    assert (answer.status_code, answer.json()) == (200, {"id": None})
    assert [item.status for item in stored(house.app)] == [Status.IGNORED]


async def test_a_key_may_come_in_three_ways(house: House) -> None:
    """As a bearer, as the password of basic authentication under any name, and the source's own in the address."""
    key, own = keys.key(house.app), keys.key(house.app, "alertmanager")
    basic = base64.b64encode(f"anybody:{key}".encode()).decode()
    assert (await send(house, authorization=f"Basic {basic}")).status_code == 200
    assert (await send(house, path=f"{ADDRESS}/{own}", authorization="")).status_code == 200
    assert (await send(house, path=f"{ADDRESS}/{key}", authorization="")).status_code == 401


@pytest.mark.parametrize("given", ["", "Bearer", "Bearer wrong", "Basic %%%", "Basic d3Jvbmc=", "Digest x", "\x01"])
async def test_without_a_key_nothing_is_stored(house: House, given: str) -> None:
    """401, and what a sender is asked for that brings its password only when it is asked."""
    answer = await send(house, authorization=given)
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Basic ")
    assert set(answer.json()) == {"sentence"}
    assert stored(house.app) == []


async def test_a_source_that_nobody_knows_is_not_found(house: House) -> None:
    """And another name of one that is known leads there."""
    assert (await send(house, path="/live/in/nothing")).status_code == 404
    assert (await send(house, path="/live/in/prometheus")).status_code == 200


@pytest.mark.parametrize("data", [b"", b"no json", b"[]", b"[" * 100_000, b'{"other": 1}', b"\xff\xfe", b"\x00"])
async def test_what_can_never_be_read_is_refused_with_a_reason(house: House, data: bytes) -> None:
    """400, so that whoever set it up sees it at once."""
    answer = await send(house, data)
    assert answer.status_code == 400
    assert len(answer.json()["sentence"]) < 200
    assert stored(house.app) == []


async def test_a_megabyte_fits_and_one_byte_more_does_not(house: House) -> None:
    """413, whatever the sender says about the length."""
    most = house_limits().inbound_bytes
    sent = body(alert())
    assert (await send(house, sent + b" " * (most - len(sent)))).status_code == 200
    assert (await send(house, sent + b" " * (most + 1 - len(sent)))).status_code == 413


def house_limits() -> Limits:
    return Limits()


@pytest.mark.parametrize("encoding", ["gzip", "GZIP", "br", "gzip, identity"])
async def test_a_compressed_body_is_refused_by_name(house: House, encoding: str) -> None:
    """Its sender would read that it is no JSON, and look for the fault in the wrong place."""
    answer = await send(house, gzip.compress(body(alert())), content_encoding=encoding)
    assert answer.status_code == 400
    assert "compressed" in answer.text
    assert stored(house.app) == []
    assert (await send(house, content_encoding="identity")).status_code == 200


async def test_a_slow_body_is_cut_off(open_house: Callable[..., Any]) -> None:
    """A sender that stops in the middle holds no place."""
    house: House = await open_house(limits=Limits(inbound_body_seconds=0.2))

    async def drip() -> AsyncIterator[bytes]:
        yield b"{"
        await asyncio.sleep(5)
        yield b"}"

    async with house.http() as sender:
        answer = await sender.post(ADDRESS, content=drip(), headers=bearer(house.app))
    assert answer.status_code == 400
    assert "did not arrive in time" in answer.json()["sentence"]


async def test_places_are_bounded(open_house: Callable[..., Any]) -> None:
    """Slow senders of one address take its places, and one more is told to come back."""
    house: House = await open_house(limits=Limits(inbound_an_address=2, inbound_body_seconds=20.0))
    go, held = asyncio.Event(), list[str]()

    async def slow() -> AsyncIterator[bytes]:
        yield b"{"
        held.append(ADDRESS)  # the server asks for more: the body has its place
        await go.wait()
        yield b'"alerts": []}'

    async with house.http() as sender:
        waiting = [asyncio.ensure_future(sender.post(ADDRESS, content=slow(), headers=bearer(house.app))) for _ in "ab"]
        await until(lambda: len(held) == 2)
        refused = await sender.post(ADDRESS, content=body(alert()), headers=bearer(house.app))
        go.set()
        assert [(await item).status_code for item in waiting] == [200, 200]
    assert refused.status_code == 429
    assert int(refused.headers["retry-after"]) > 0


async def test_an_address_may_not_send_endlessly(open_house: Callable[..., Any]) -> None:
    """429 with when to come back."""
    house: House = await open_house(limits=Limits(inbound_per_second=0.001, inbound_burst=3_000))
    assert [(await send(house)).status_code for _ in range(4)] == [200, 200, 200, 429]


async def test_bytes_are_counted_too(open_house: Callable[..., Any]) -> None:
    """A few large bodies fill a disk as well as many small ones."""
    house: House = await open_house(limits=Limits(inbound_bytes_per_second=1.0, inbound_bytes_burst=1_500.0))
    sent = body(alert()) + b" " * 600
    assert [(await send(house, sent)).status_code for _ in range(3)] == [200, 429, 429]


async def test_wrong_keys_are_slowed_down(house: House) -> None:
    """Guessing is refused after a few, and costs nobody who has the key."""
    answers = [(await send(house, authorization="Bearer wrong")).status_code for _ in range(14)]
    assert answers[0] == 401
    assert answers[-1] == 429
    assert (await send(house)).status_code == 200


def signed(data: bytes, secret: str) -> str:
    return hmac.new(secret.encode(), data, hashlib.sha256).hexdigest()


async def test_a_signature_is_over_the_bytes(house: House) -> None:
    """Blanks and the order of names count, as the sender wrote them; a key is not needed beside it."""
    signing.set_secret(house.app, "grafana", SigningSecret("a secret of Grafana's"), None)
    sent = json.dumps({**json.loads(body(alert())), "version": "1"}, indent=3).encode()
    good = signed(sent, "a secret of Grafana's")
    path = "/live/in/grafana"
    assert (await send(house, sent, path, authorization="", x_grafana_alerting_signature=good)).status_code == 200
    assert (await send(house, sent + b" ", path, x_grafana_alerting_signature=good)).status_code == 401
    assert (await send(house, sent, path)).status_code == 401


async def test_a_reader_that_fails_loses_nothing(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault of ours is no reason for the sender to send it for ever: it is kept, and the log has the traceback."""

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr("core.services.inbound.alerts.receiver.read_alert", broken)
    answer = await send(house)
    assert (answer.status_code, answer.json()) == (200, {"id": None})
    (kept,) = stored(house.app)
    assert (kept.status, kept.body) == (Status.FAILED, body(alert()))


async def test_a_busy_database_makes_no_sender_wait(
    open_house: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half a second later it is in a file, the sender is answered, and the worker stores it once."""
    house: House = await open_house(limits=Limits(inbound_answer_seconds=0.1))
    loop = asyncio.get_running_loop()
    held, go = asyncio.Event(), asyncio.Event()

    def hold() -> None:
        with house.app.db.write():
            loop.call_soon_threadsafe(held.set)
            asyncio.run_coroutine_threadsafe(go.wait(), loop).result()

    holding = asyncio.ensure_future(asyncio.to_thread(hold))
    await held.wait()
    async with asyncio.timeout(10):  # the database is held until the answer is there
        answer = await send(house)
    assert (answer.status_code, answer.json()) == (202, {"id": None})
    assert len(spool.files(house.app)) == 1
    go.set()
    await holding
    work(house.app)
    assert spool.files(house.app) == []
    assert len({item.postmortem_id for item in stored(house.app)}) == 1
    assert len(opened(house.app, stored(house.app)[0].postmortem_id or "").timeline) == 2


async def test_a_disk_that_is_full_as_well_is_said(
    house: House, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """503 with when to come back: nothing was kept, so the sender must send it again."""

    def broken(*_: object, **__: object) -> None:
        raise StorageTrouble()

    monkeypatch.setattr(taking_in, "keep", broken)
    monkeypatch.setattr(spool, "keep", broken)
    answer = await send(house)
    assert answer.status_code == 503
    assert "retry-after" in answer.headers


async def test_refusals_are_in_the_log_and_keys_are_not(house: House, caplog: pytest.LogCaptureFixture) -> None:
    """One line for many, with the source and the reason."""
    key = keys.key(house.app)
    with caplog.at_level(logging.DEBUG):
        for _ in range(5):
            await send(house, b"no json")
            await send(house, path=f"{ADDRESS}/{key}", authorization="")
    lines = [record.getMessage() for record in caplog.records if "was refused" in record.getMessage()]
    assert len(lines) == 2
    assert all("alertmanager" in line for line in lines)
    assert not any(key in record.getMessage() for record in caplog.records if record.name.startswith("core"))


async def test_only_headers_that_mean_something_are_stored(house: House) -> None:
    """No key, no cookie, nothing of a proxy."""
    await send(house, cookie="a=b", x_secret="c", user_agent="Alertmanager/0.25.0")
    (kept,) = stored(house.app)
    assert dict(kept.headers) == {"content-type": "application/json", "user-agent": "Alertmanager/0.25.0"}


async def test_on_a_network_the_key_is_all_it_takes(open_house: Callable[..., Any]) -> None:
    """No cookie, no origin of ours; and a cookie of the workspace does not replace the key."""
    house: House = await open_house(access="key")
    assert (await send(house, origin="https://alerts.example")).status_code == 200
    async with house.http(house.person(house.meeting(), "facilitator")) as browser:
        assert (await browser.post(ADDRESS, content=body(alert()))).status_code == 401


def test_a_receiver_says_who_it_is(app: App) -> None:
    """In the rows, and not as the address names it."""
    assert AlertReceiver("sns", "CloudWatch").label == "CloudWatch"
