"""The way from an action to the tracker's form: who is sent there, with what, and who is not."""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from core.domain.tracker.kinds import Tracker, team_tracker
from core.services.documents import document_store
from core.services.tracker.team import set_tracker
from tests.support.edits import add_row
from tests.support.live import House, Person

HOSTILE = 'Page <script>alert(1)</script> "on-call" & co\r\nSet-Cookie: x=1'


def with_action(house: House) -> str:
    made = house.meeting()
    document_store.edit(house.app, made, add_row("actions", "a", HOSTILE, "V"), None)
    set_tracker(house.app, team_tracker(Tracker.GITHUB, "https://github.com/acme/shop"), None)
    return made


@pytest.fixture
def pm_id(house: House) -> str:
    return with_action(house)


async def get(house: House, path: str, person: Person | None) -> tuple[int, dict[str, str], str]:
    async with house.http(person) as browser:
        answer = await browser.get(path, follow_redirects=False)
        return answer.status_code, dict(answer.headers), answer.text


async def test_a_writer_is_sent_on_to_the_form(house: House, pm_id: str) -> None:
    """With a GET, without a trace of where from, kept by no cache; nothing of ours is in the address."""
    status, headers, _ = await get(house, f"/live/issue/{pm_id}/a", house.person(pm_id))
    assert status == 303
    parts = urlsplit(headers["location"])
    assert (parts.netloc, parts.path) == ("github.com", "/acme/shop/issues/new")
    assert parse_qs(parts.query)["title"] == [" ".join(HOSTILE.split())]
    assert headers["cache-control"] == "no-store"
    assert headers["referrer-policy"] == "no-referrer"
    assert "set-cookie" not in headers


async def test_the_text_is_text(house: House, pm_id: str) -> None:
    """No browser takes what somebody typed for a page."""
    status, headers, text = await get(house, f"/live/issue/{pm_id}/a/text", house.person(pm_id))
    assert status == 200
    assert headers["content-type"] == "text/plain; charset=utf-8"
    assert headers["x-content-type-options"] == "nosniff"
    assert text.startswith("Page <script>")


@pytest.mark.parametrize("path", ["", "/text"])
async def test_who_may_not_write_is_not_sent_anywhere(open_house: Callable[..., Any], path: str) -> None:
    """On a network: a viewer, somebody of another meeting, a stranger get a sentence and no address."""
    house: House = await open_house(access="key")
    pm_id = with_action(house)
    assert (await get(house, f"/live/issue/{pm_id}/a{path}", house.person(pm_id)))[0] < 400
    others = (house.person(pm_id, "viewer"), house.person(house.meeting()), house.person())
    for person in others:
        status, headers, text = await get(house, f"/live/issue/{pm_id}/a{path}", person)
        assert status == 403
        assert "location" not in headers
        assert "Page" not in text


async def test_without_a_tracker_or_the_action_it_says_so(house: House, pm_id: str) -> None:
    """And leads nowhere."""
    writer = house.person(pm_id)
    assert (await get(house, f"/live/issue/{pm_id}/b", writer))[0] == 404
    set_tracker(house.app, None, None)
    status, _, text = await get(house, f"/live/issue/{pm_id}/a", writer)
    assert status == 404
    assert "Settings" in text


async def test_nobody_asks_for_thousands_of_them(house: House, pm_id: str) -> None:
    """The rate is that of other answers; beyond it there is a sentence."""
    writer = house.person(pm_id)
    answers = [(await get(house, f"/live/issue/{pm_id}/a", writer))[0] for _ in range(200)]
    assert set(answers) <= {303, 429}
    assert 429 in answers
