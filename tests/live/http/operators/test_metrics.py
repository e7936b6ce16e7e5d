"""``/live/metrics``: for this computer and for the key, for nobody else, and without a word of a meeting."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families

from core.live.service_backend import ServiceBackend
from core.services.operations import figures
from tests.support.live import House

KEY = "a-key-of-a-monitor-1234"
BEARER = {"authorization": f"Bearer {KEY}"}
AWAY = {"host": "debrief.example.com"}


async def asked(house: House, **headers: str) -> tuple[int, str]:
    async with house.http() as browser:
        answer = await browser.get("/live/metrics", headers=headers)
    return answer.status_code, answer.text


def values(text: str) -> dict[str, float]:
    """Each sample by name and labels, as Prometheus writes them: ``name{label="value"}``."""
    found = {}
    for family in text_string_to_metric_families(text):
        for sample in family.samples:
            labels = ",".join(f'{name}="{value}"' for name, value in sorted(sample.labels.items()))
            found[f"{sample.name}{{{labels}}}" if labels else sample.name] = sample.value
    return found


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        (BEARER, 200),
        ({**BEARER, **AWAY}, 200),
        (AWAY, 403),
        ({"x-forwarded-for": "203.0.113.9"}, 403),
        ({"authorization": f"Bearer {KEY}x", **AWAY}, 403),
        ({"authorization": f"Basic {KEY}", **AWAY}, 403),
        ({"authorization": KEY, **AWAY}, 403),
        ({"authorization": "Bearer ", **AWAY}, 403),
        ({"authorization": "Bearer wrong"}, 403),
    ],
)
async def test_who_is_answered(open_house: Callable[..., Any], headers: dict[str, str], status: int) -> None:
    """This computer without a proxy between, or the key; who sends a wrong key is refused from here, too."""
    house: House = await open_house(access="key", metrics_key=KEY)
    got, text = await asked(house, **headers)
    assert got == status
    assert ("debrief_rooms" in text) == (status == 200)
    assert KEY not in text


@pytest.mark.parametrize("sent", ["Bearer ", "Bearer", "bearer  ", "Bearer x"])
async def test_no_key_is_not_an_empty_key(open_house: Callable[..., Any], sent: str) -> None:
    """A server without the setting answers nobody outside, whatever is sent."""
    house: House = await open_house(access="key")
    assert (await asked(house, authorization=sent, **AWAY))[0] == 403


async def test_keys_cannot_be_tried_for_long(open_house: Callable[..., Any]) -> None:
    """As with every other key: after some wrong ones an address waits."""
    house: House = await open_house(access="key", metrics_key=KEY)
    got = [(await asked(house, authorization=f"Bearer {number}", **AWAY))[0] for number in range(60)]
    assert got[0] == 403
    assert got[-1] == 429


async def test_people_and_their_changes_are_counted(open_house: Callable[..., Any]) -> None:
    """Rooms, sockets, browsers, commits, and how long a change took; what waits is nothing when all is stored."""
    house: House = await open_house(access="key")
    before = values((await asked(house))[1])
    pm_id = house.meeting("Secret words in the title")
    ana = house.person(pm_id)
    first, second = await house.peer(pm_id, ana), await house.peer(pm_id, ana)
    other = await house.peer(pm_id)
    first.type("hello")
    await first.until_saved()
    await other.until(lambda: "hello" in other.read())
    status, text = await asked(house)
    now = values(text)

    def grown(name: str) -> float:
        return now[name] - before.get(name, 0)

    assert status == 200
    assert (now["debrief_rooms"], now["debrief_room_connections"], now["debrief_people"]) == (1, 3, 2)
    assert grown('debrief_commits_total{result="stored"}') >= 1
    assert grown('debrief_update_seconds_count{until="durable"}') >= 1
    assert grown('debrief_update_seconds_count{until="broadcast"}') == grown(
        'debrief_update_seconds_count{until="durable"}'
    )
    assert grown('debrief_update_seconds_sum{until="broadcast"}') >= grown(
        'debrief_update_seconds_sum{until="durable"}'
    )
    assert grown('debrief_database_seconds_count{kind="write"}') >= 1
    assert (now["debrief_commit_queue_updates"], now["debrief_commit_queue_age_seconds"]) == (0, 0)
    assert now['debrief_ready{check="database"}'] == 1
    assert now["process_open_fds"] > 0
    for secret in ("Secret words", pm_id, ana.id, ana.token, "hello"):
        assert secret not in text
    await second.leave()


async def test_what_waits_for_a_slow_database_is_seen(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """How many changes are not durable, and for how long the first of them."""
    pm_id = house.meeting()
    peer = await house.peer(pm_id)
    go_on = asyncio.Event()
    append = ServiceBackend.append

    async def slow(self: ServiceBackend, *given: Any) -> Any:
        await go_on.wait()
        return await append(self, *given)

    monkeypatch.setattr(ServiceBackend, "append", slow)
    for text in ("one", "two", "three"):
        peer.type(text)
        await asyncio.sleep(0.05)
    async with asyncio.timeout(20):
        while (found := values((await asked(house))[1]))["debrief_commit_queue_updates"] != 3:  # noqa: ASYNC110
            await asyncio.sleep(0.05)
    assert found["debrief_commit_queue_age_seconds"] > 0
    go_on.set()
    await peer.until_saved()
    assert values((await asked(house))[1])["debrief_commit_queue_updates"] == 0


async def test_refusals_are_counted_by_kind(house: House) -> None:
    """A kind is a class of the error tree; what was asked for is nowhere."""
    name = 'debrief_refusals_total{kind="NotFound"}'
    before = values((await asked(house))[1])
    async with house.http() as browser:
        assert (await browser.get("/live/export/secret-id.md")).status_code == 404
    text = (await asked(house))[1]
    assert values(text)[name] == before.get(name, 0) + 1
    assert "secret-id" not in text


async def test_a_database_that_does_not_answer_keeps_nobody_waiting(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The figures of the process are needed most when the database is away."""
    go_on = asyncio.Event()
    loop = asyncio.get_running_loop()

    def slow(_app: Any) -> Any:
        asyncio.run_coroutine_threadsafe(go_on.wait(), loop).result(20)

    monkeypatch.setattr(figures, "read", slow)
    started = loop.time()
    status, text = await asked(house)
    assert loop.time() - started < 10
    go_on.set()
    assert (status, "debrief_rooms" in text) == (200, True)


async def test_two_servers_count_for_themselves_and_see_one_database(
    open_house: Callable[..., Any],
) -> None:
    """Rooms are those of the server that is asked; what waits in the database is the same on both."""
    first: House = await open_house(access="key")
    second: House = await open_house(access="key")
    pm_id = first.meeting()
    await first.peer(pm_id)
    assert values((await asked(first))[1])["debrief_rooms"] == 1
    there = values((await asked(second))[1])
    assert there["debrief_rooms"] == 0
    assert there["debrief_webhook_deliveries_waiting"] == 0
