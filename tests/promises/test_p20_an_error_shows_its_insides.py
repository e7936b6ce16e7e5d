"""P20, the routes' part: an error is a sentence and a number on the page, and whole in the log."""

import re
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from core.errors import StorageTrouble
from core.services import access
from core.services.actions import due_dates
from core.services.exchange import exports, pasted_timelines
from core.services.hints import hint_service
from core.services.reviews import answers
from tests.support.live import House

SECRET = "postgresql://debrief:hunter2@db/debrief"

# Each service that a route calls, and a request that makes the route call it.
CALLS: dict[str, tuple[object, str, Callable[[str], tuple[str, str, object]]]] = {
    "the hints": (hint_service, "check", lambda pm: ("POST", f"/live/hints/{pm}", {"field": "f", "text": "x"})),
    "a dismissal": (
        hint_service,
        "dismiss",
        lambda pm: ("POST", f"/live/hints/{pm}/dismiss", {"field": "f", "phrase": "x"}),
    ),
    "an acceptance": (
        hint_service,
        "accept",
        lambda pm: ("POST", f"/live/hints/{pm}/accept", {"field": "f", "rule": "x"}),
    ),
    "a date": (due_dates, "read_due_date", lambda pm: ("POST", f"/live/due/{pm}", {"text": "tomorrow"})),
    "a pasted text": (pasted_timelines, "read_for", lambda pm: ("POST", f"/live/timeline/{pm}", {"text": "10:02 x"})),
    "an answer": (
        answers,
        "save_because",
        lambda pm: ("POST", f"/live/review/{pm}", {"about": "because", "words": "x"}),
    ),
    "an export": (exports, "export", lambda pm: ("GET", f"/live/export/{pm}.md", None)),
    "a code": (access, "enter_code", lambda pm: ("POST", "/live/enter", {"code": "K7QM4XPD"})),
    "a link": (access, "entered_together", lambda pm: ("POST", "/live/enter", {"m": pm, "r": "viewer", "t": "x"})),
    "a key": (access, "enter_workspace", lambda pm: ("POST", "/live/enter", {"k": "x"})),
}


async def broken(house: House, monkeypatch: pytest.MonkeyPatch, what: str, error: Exception) -> httpx.Response:
    module, name, call = CALLS[what]

    def fail(*_: Any, **__: Any) -> None:
        raise error

    pm_id = house.meeting()
    person = house.person(pm_id)
    monkeypatch.setattr(module, name, fail)
    method, url, body = call(pm_id)
    async with house.http(person) as browser:
        return await browser.request(method, url, json=body)


@pytest.mark.parametrize("what", list(CALLS))
async def test_something_unforeseen_is_a_sentence_and_a_number(
    house: House, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, what: str
) -> None:
    """The number leads to the traceback in the log; nothing of it is on the page."""
    answer = await broken(house, monkeypatch, what, RuntimeError(SECRET))
    assert answer.status_code == 500
    assert set(answer.json()) == {"sentence"}
    sentence = answer.json()["sentence"]
    number = re.search(r"error ([0-9a-f]{8})", sentence)
    assert number is not None
    for inside in ("Traceback", "RuntimeError", "hunter2", ".py"):
        assert inside not in answer.text
    assert number.group(1) in caplog.text
    assert "RuntimeError" in caplog.text


@pytest.mark.parametrize("what", list(CALLS))
async def test_a_database_that_cannot_be_reached_is_said_kindly(
    house: House, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    """503, and the words say that typing is kept."""
    answer = await broken(house, monkeypatch, what, StorageTrouble())
    assert answer.status_code == 503
    assert answer.json()["sentence"] == StorageTrouble.default


async def test_a_frame_that_breaks_something_ends_one_socket_and_is_in_the_log(
    house: House, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Whatever goes wrong with a frame is nobody else's problem."""
    pm_id = house.meeting()
    ada, eve = await house.peer(pm_id), await house.peer(pm_id)

    def fail(*_: Any) -> None:
        raise RuntimeError(SECRET)

    room = house.server.state.live.rooms.loaded()[0]
    monkeypatch.setattr(room, "_receive_custom", fail)
    eve.say({"type": "probe", "t0": 1})
    assert await eve.until_closed() == 4422
    assert eve.closed is not None
    assert "hunter2" not in eve.closed.reason
    assert "could not be handled" in caplog.text
    ada.type("still here")
    await ada.until_saved()
