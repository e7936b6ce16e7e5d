"""A typed date over HTTP: shown back as the day it means, or a sentence that helps."""

import asyncio
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from core.document.edit import set_fact
from core.errors import BadInput, NotFound
from core.services.actions.due_dates import read_due_date
from core.services.app import App
from core.services.documents import document_store
from tests.support.apps import TestClock, open_room
from tests.support.live import House


async def ask(house: House, pm_id: str, body: object, **who: Any) -> tuple[int, dict[str, str]]:
    async with house.http(house.person(pm_id, **who)) as browser:
        answer = await browser.post(f"/live/due/{pm_id}", json=body)
        return answer.status_code, answer.json()


async def test_a_date_is_shown_back_in_words(house: House) -> None:
    """So that the typist sees what was understood before it is taken."""
    pm_id = house.meeting()
    assert await ask(house, pm_id, {"text": "2026-12-04", "zone": "Europe/Berlin"}) == (
        200,
        {"due": "2026-12-04", "words": "Fri 4 Dec 2026"},
    )


@pytest.mark.parametrize("text", ["soonish", "", "3/4/2026", "2026-02-31", "x" * 200])
async def test_what_is_not_clear_gets_a_sentence(house: House, text: str) -> None:
    """A date that is guessed wrong is worse than one that is asked about."""
    status, message = await ask(house, house.meeting(), {"text": text, "zone": "UTC"})
    assert status == 422
    assert set(message) == {"sentence"}


@pytest.mark.parametrize("body", [{"text": 5}, {"text": "x" * 201}, {"text": "today", "zone": "z" * 65}, []])
async def test_nonsense_is_refused(house: House, body: object) -> None:
    """Wrong types and sizes."""
    status, message = await ask(house, house.meeting(), body)
    assert (status, set(message)) == (422, {"sentence"})


async def test_only_who_writes_here_is_answered(house: House) -> None:
    """Others have no action to give a date to."""
    pm_id, other = house.meeting(), house.meeting()
    for person in (house.person(pm_id, "viewer"), house.person(other), house.person(), None):
        async with house.http(person) as browser:
            assert (await browser.post(f"/live/due/{pm_id}", json={"text": "today"})).status_code == 403


async def test_another_site_is_refused(house: House) -> None:
    """As with every door that takes a body."""
    pm_id = house.meeting()
    async with house.http(house.person(pm_id), origin="https://evil.example") as browser:
        assert (await browser.post(f"/live/due/{pm_id}", json={"text": "today"})).status_code == 403


async def test_dates_have_a_rate_of_their_own(open_house: Callable[..., Any]) -> None:
    """Asked with each key; a machine that asks more is told to wait, and hints do not suffer for it."""
    house: House = await open_house()
    pm_id = house.meeting()
    async with house.http(house.person(pm_id)) as browser:
        asked = (browser.post(f"/live/due/{pm_id}", json={"text": "today"}) for _ in range(40))
        assert {answer.status_code for answer in await asyncio.gather(*asked)} == {200, 429}
        hints = await browser.post(f"/live/hints/{pm_id}", json={"field": "f", "section": "summary", "text": ""})
    assert hints.status_code == 200


def test_today_is_where_the_postmortem_is(app: App, clock: TestClock) -> None:
    """At eleven in the evening in London it is tomorrow in Berlin; the board's zone counts before the record's."""
    room = open_room(app)
    clock.now = datetime(2026, 11, 26, 23, 30, tzinfo=UTC)
    assert read_due_date(app, room.pm_id, "tomorrow") == date(2026, 11, 27)
    document_store.edit(app, room.pm_id, set_fact("zone", "Europe/Berlin"), None)
    assert read_due_date(app, room.pm_id, "tomorrow") == date(2026, 11, 28)
    assert read_due_date(app, room.pm_id, "tomorrow", "America/New_York") == date(2026, 11, 27)
    assert read_due_date(app, room.pm_id, "by Friday", "Mars/Olympus") == date(2026, 12, 4)


def test_a_date_of_nothing_is_not_found(sqlite_app: App) -> None:
    """And a novel is no date."""
    with pytest.raises(NotFound):
        read_due_date(sqlite_app, "nope", "today")
    with pytest.raises(BadInput):
        read_due_date(sqlite_app, open_room(sqlite_app).pm_id, "x" * 201)
