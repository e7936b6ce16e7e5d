"""Pasted texts over HTTP: read for whoever may write, bounded in size and rate, and never stored."""

import asyncio
import threading
from contextlib import AsyncExitStack

import httpx
import pytest

from core.domain.permissions import Role
from core.domain.timeline import TimelineReading
from core.live.limits import LIMITS
from core.services.exchange import pasted_timelines
from tests.support.live import House


async def ask(browser: httpx.AsyncClient, pm_id: str, **body: object) -> httpx.Response:
    return await browser.post(f"/live/timeline/{pm_id}", json=body)


async def test_a_writer_gets_rows_and_what_is_no_row(house: House) -> None:
    """With kinds, people and the numbers of lines."""
    pm_id = house.meeting()
    text = "gwen [2026-11-02 10:02]\nAlert: mail late\nola [2026-11-02 10:20]\nola joined the channel"
    async with house.http(house.person(pm_id)) as browser:
        answer = await ask(browser, pm_id, text=text, zone="Europe/Berlin")
    assert answer.status_code == 200
    found = answer.json()
    assert [(row["at"], row["who"], row["text"], row["line"], row["kind"]) for row in found["rows"][:1]] == [
        ("2026-11-02T10:02:00+01:00", "gwen", "Alert: mail late", 1, "detected")
    ]
    assert "rows" in found
    assert set(found) <= {"rows", "unparsed", "unparsed_lines", "questions", "assumed_zone"}


async def test_an_answer_settles_all_rows(house: House) -> None:
    """The same text, asked again."""
    pm_id = house.meeting()
    async with house.http(house.person(pm_id)) as browser:
        open_question = (await ask(browser, pm_id, text="10:02 IST mail late")).json()
        settled = (await ask(browser, pm_id, text="10:02 IST mail late", answers={"zone IST": "60"})).json()
    assert [question["key"] for question in open_question["questions"]] == ["zone IST"]
    assert "questions" not in settled
    assert settled["rows"][0]["at"].endswith("+01:00")


async def test_nothing_is_stored(house: House) -> None:
    """Whoever pasted may think better of it."""
    pm_id = house.meeting()
    async with house.http(house.person(pm_id)) as browser:
        await ask(browser, pm_id, text="10:02 never-to-be-seen")
        exported = await browser.get(f"/live/export/{pm_id}.json")
    assert "never-to-be-seen" not in exported.text


async def test_a_viewer_and_a_stranger_get_nothing(house: House) -> None:
    """Reading a text costs time, and is for those who may add the rows."""
    pm_id = house.meeting()
    async with house.http(house.person(pm_id, Role.VIEWER)) as browser:
        assert (await ask(browser, pm_id, text="10:02 mail late")).status_code == 403
    async with house.http(None) as browser:
        assert (await ask(browser, pm_id, text="10:02 mail late")).status_code == 403


async def test_a_text_is_bounded_in_bytes_and_in_lines(house: House) -> None:
    """More than a paste, because files are dropped too; reading it takes the time of all rooms."""
    pm_id = house.meeting()
    async with house.http(house.person(pm_id)) as browser:
        assert (await ask(browser, pm_id, text="10:02 mail is late again\n" * 5_000)).status_code == 200
        many = await ask(browser, pm_id, text="10:02\n" * 5_001)
        assert (many.status_code, "5,000 lines" in many.json()["sentence"]) == (413, True)
        assert (await ask(browser, pm_id, text="10:02 mail late\n" * 20_000)).status_code == 413


async def test_other_bodies_are_refused(house: House) -> None:
    """With a sentence, not with a fault of the server."""
    pm_id = house.meeting()
    bodies: list[dict[str, object]] = [
        {"text": 1},
        {"answers": []},
        {"answers": {"zone": 1}},
        {"answers": {"a": "b" * 100}},
        {"zone": "z" * 100},
    ]
    async with house.http(house.person(pm_id)) as browser:
        for body in bodies:
            answer = await ask(browser, pm_id, **body)
            assert answer.status_code == 422
            assert answer.json()["sentence"]


async def test_nobody_has_texts_read_without_end(house: House) -> None:
    """Five in a moment, then a sentence."""
    pm_id = house.meeting()
    async with house.http(house.person(pm_id)) as browser:
        statuses = [(await ask(browser, pm_id, text="10:02 mail late")).status_code for _ in range(14)]
    assert statuses[:5] == [200] * 5
    assert statuses[-1] == 429


async def test_texts_are_read_one_after_the_other_and_few_may_wait(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever is too many gets a sentence; exports, hints and rooms have threads of their own."""
    pm_id = house.meeting()
    go = threading.Event()
    monkeypatch.setattr(pasted_timelines, "read_for", lambda *_: go.wait(10) and TimelineReading((), ()))
    people = [house.person(pm_id) for _ in range(LIMITS.timelines_waiting + 3)]
    async with AsyncExitStack() as stack:
        browsers = [await stack.enter_async_context(house.http(person)) for person in people]
        asked = [asyncio.create_task(ask(browser, pm_id, text="10:02 mail late")) for browser in browsers]
        done, waiting = await asyncio.wait(asked, timeout=3, return_when=asyncio.FIRST_COMPLETED)
        assert {task.result().status_code for task in done} == {429}
        assert (await browsers[0].get("/live/health")).status_code == 200
        go.set()
        assert {answer.status_code for answer in await asyncio.gather(*waiting)} <= {200, 429}
