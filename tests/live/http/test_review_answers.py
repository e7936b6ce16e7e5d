"""What is said in a review over HTTP: read, checked, stored, and answered with the words as they stand."""

import asyncio
from typing import Any

import pytest

from core.domain.clock.state import Finish, Start
from core.domain.review import LONGEST
from core.services.documents import document_store
from core.services.meetings import meeting_clock
from core.services.reviews import lifecycle, review_queries
from tests.support import edits
from tests.support.live import House


@pytest.fixture
def walking(house: House) -> str:
    pm_id = house.meeting()
    document_store.edit(house.app, pm_id, edits.add_row("actions", "a1", "Alert on disk use", "M", owner="Kim"), None)
    lead = house.person(pm_id, "facilitator")
    me = house.member(lead, pm_id)
    for make in (Start, Finish):
        meeting_clock.run_command(house.app, pm_id, me, make(seen=meeting_clock.view(house.app, pm_id).meeting.version))
    lifecycle.open_review(house.app, pm_id, lead.visitor)
    meeting_clock.run_command(house.app, pm_id, me, Start(seen=meeting_clock.view(house.app, pm_id).meeting.version))
    return pm_id


async def say(house: House, pm_id: str, body: object, role: str = "participant") -> tuple[int, dict[str, Any]]:
    async with house.http(house.person(pm_id, role)) as browser:
        answer = await browser.post(f"/live/review/{pm_id}", json=body)
        return answer.status_code, answer.json()


async def test_an_action_its_words_the_question_and_the_note(house: House, walking: str) -> None:
    """Everything that a page of a review sends."""
    act = {"about": "action", "action": "a1", "seen": "open"}
    assert await say(house, walking, {**act, "state": "done"}) == (200, {"due": ""})
    texts = {"about": "words", "action": "a1", "before": "", "words": "https://wiki/alert"}
    assert await say(house, walking, texts) == (200, {"words": "https://wiki/alert"})
    assert await say(house, walking, {"about": "again", "again": "less", "seen": ""}) == (200, {})
    assert await say(house, walking, {"about": "because", "words": "paged earlier"}) == (
        200,
        {"words": "paged earlier"},
    )
    assert (await say(house, walking, {"about": "because", "words": "a line"}))[1] == {
        "words": "paged earlier / a line"
    }
    assert await say(house, walking, {"about": "note", "words": "one\ntwo"}) == (200, {"words": "one\ntwo"})
    found = review_queries.review_view(house.app, walking)
    assert (found.actions[0].state, found.actions[0].explanation) == ("done", "https://wiki/alert")
    assert (found.answer.again, found.answer.because, found.note) == ("less", "paged earlier / a line", "one\ntwo")


async def test_a_new_date_is_read_as_in_the_room(house: House, walking: str) -> None:
    """In the words of whoever types it; what is not clear gets the same sentence."""
    act = {"about": "action", "action": "a1", "seen": "open", "state": "moved", "zone": "Europe/Vienna"}
    status, message = await say(house, walking, {**act, "due": "soonish"})
    assert (status, set(message)) == (422, {"sentence"})
    assert review_queries.review_view(house.app, walking).actions[0].state == "open"
    status, message = await say(house, walking, {**act, "due": "in two weeks"})
    assert status == 200
    due = review_queries.review_view(house.app, walking).actions[0].due
    assert due is not None
    assert message == {"due": due.isoformat()}


async def test_who_was_a_moment_later_is_told_who_won(house: House, walking: str) -> None:
    """409, with a sentence to be shown."""
    act = {"about": "action", "action": "a1", "seen": "open"}
    await say(house, walking, {**act, "state": "done"})
    status, message = await say(house, walking, {**act, "state": "dropped", "words": "no"})
    assert status == 409
    assert "answered “done” a moment before you" in message["sentence"]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"about": "everything"},
        {"about": "action", "action": "a1", "state": "perfect", "seen": "open"},
        {"about": "action", "action": "a1", "state": "done", "seen": ""},
        {"about": "action", "action": "a" * 65, "state": "done", "seen": "open"},
        {"about": "again", "again": "maybe", "seen": ""},
        {"about": "because", "words": 5},
        {"about": "because", "words": "x" * (2 * LONGEST + 1)},
        {"about": ["note"]},
        [],
    ],
)
async def test_nonsense_is_refused(house: House, walking: str, body: object) -> None:
    """Wrong words, types and sizes."""
    status, message = await say(house, walking, body)
    assert (status, set(message)) == (422, {"sentence"})


async def test_readers_and_strangers_are_refused(house: House, walking: str) -> None:
    """They see the review and say nothing in it."""
    assert (await say(house, walking, {"about": "note", "words": "x"}, "viewer"))[0] == 403
    other = house.meeting()
    async with house.http(house.person(other)) as browser:
        answer = await browser.post(f"/live/review/{walking}", json={"about": "note", "words": "x"})
        assert answer.status_code == 403


async def test_nobody_floods_it(house: House, walking: str) -> None:
    """A sentence at each pause is far below the limit."""
    async with house.http(house.person(walking)) as browser:
        body = {"about": "because", "before": "", "words": "x"}
        answers = await asyncio.gather(*(browser.post(f"/live/review/{walking}", json=body) for _ in range(60)))
    codes = [answer.status_code for answer in answers]
    assert set(codes) == {200, 429}
    assert codes.count(200) >= 10
