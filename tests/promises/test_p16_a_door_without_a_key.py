"""P16: No door without a key: every route and socket of ours, asked by everybody who should not get in."""

from collections.abc import Callable
from typing import Any

import pytest
from starlette.routing import Route, WebSocketRoute

from core import live
from core.services import access
from tests.support.live import House, Person

NOBODY, OTHER, VIEWER, REMOVED, MEMBER = "nobody", "another meeting's", "viewer", "removed", "member"

# What each of them gets. A door that is not in this table fails the test.
EXPECTED: dict[tuple[str, str], dict[str, int]] = {
    ("GET", "/live/health"): dict.fromkeys((NOBODY, OTHER, VIEWER, REMOVED, MEMBER), 200),
    ("GET", "/live/ready"): dict.fromkeys((NOBODY, OTHER, VIEWER, REMOVED, MEMBER), 200),
    # This computer itself is answered here; who else is, tests/live/http/operators/test_metrics.py holds.
    ("GET", "/live/metrics"): dict.fromkeys((NOBODY, OTHER, VIEWER, REMOVED, MEMBER), 200),
    ("GET", "/live/enter"): dict.fromkeys((NOBODY, OTHER, VIEWER, REMOVED, MEMBER), 200),
    ("POST", "/live/enter"): dict.fromkeys((NOBODY, OTHER, VIEWER, REMOVED, MEMBER), 422),
    ("GET", "/live/enter#{given}"): dict.fromkeys((NOBODY, OTHER, VIEWER, REMOVED, MEMBER), 307),
    # Where people sign in, tests/promises/test_p16_a_door_without_a_sign_in.py holds what they get.
    ("GET", "/live/sign-in"): dict.fromkeys((NOBODY, OTHER, VIEWER, REMOVED, MEMBER), 404),
    ("GET", "/live/signed-in"): dict.fromkeys((NOBODY, OTHER, VIEWER, REMOVED, MEMBER), 404),
    ("GET", "/live/sign-out"): dict.fromkeys((NOBODY, OTHER, VIEWER, REMOVED, MEMBER), 404),
    ("POST", "/live/sign-out"): dict.fromkeys((NOBODY, OTHER, VIEWER, REMOVED, MEMBER), 404),
    ("GET", "/live/assets/{file}"): dict.fromkeys((NOBODY, OTHER, VIEWER, REMOVED, MEMBER), 404),
    ("GET", "/live/export/{name}"): {NOBODY: 403, OTHER: 403, VIEWER: 200, REMOVED: 403, MEMBER: 200},
    ("GET", "/live/feed/team/{key}.ics"): dict.fromkeys((NOBODY, OTHER, VIEWER, REMOVED, MEMBER), 404),
    ("GET", "/live/feed/owner/{key}.ics"): dict.fromkeys((NOBODY, OTHER, VIEWER, REMOVED, MEMBER), 404),
    # Whose link it is, tests/live/http/mail/test_links.py holds.
    ("GET", "/live/mail/confirm/{token}"): dict.fromkeys((NOBODY, OTHER, VIEWER, REMOVED, MEMBER), 404),
    ("POST", "/live/mail/confirm/{token}"): dict.fromkeys((NOBODY, OTHER, VIEWER, REMOVED, MEMBER), 404),
    ("GET", "/live/mail/stop/{token}"): dict.fromkeys((NOBODY, OTHER, VIEWER, REMOVED, MEMBER), 404),
    ("POST", "/live/mail/stop/{token}"): dict.fromkeys((NOBODY, OTHER, VIEWER, REMOVED, MEMBER), 404),
    ("POST", "/live/hints/{pm_id}"): {NOBODY: 403, OTHER: 403, VIEWER: 403, REMOVED: 403, MEMBER: 200},
    ("POST", "/live/hints/{pm_id}/dismiss"): {NOBODY: 403, OTHER: 403, VIEWER: 403, REMOVED: 403, MEMBER: 200},
    ("POST", "/live/hints/{pm_id}/accept"): {NOBODY: 403, OTHER: 403, VIEWER: 403, REMOVED: 403, MEMBER: 200},
    ("POST", "/live/day-order/{pm_id}"): {NOBODY: 403, OTHER: 403, VIEWER: 403, REMOVED: 403, MEMBER: 200},
    ("POST", "/live/due/{pm_id}"): {NOBODY: 403, OTHER: 403, VIEWER: 403, REMOVED: 403, MEMBER: 200},
    ("POST", "/live/timeline/{pm_id}"): {NOBODY: 403, OTHER: 403, VIEWER: 403, REMOVED: 403, MEMBER: 200},
    ("POST", "/live/evidence/{pm_id}"): {NOBODY: 403, OTHER: 403, VIEWER: 403, REMOVED: 403, MEMBER: 422},
    ("GET", "/live/evidence/{pm_id}/{picture_id}"): {NOBODY: 403, OTHER: 403, VIEWER: 404, REMOVED: 403, MEMBER: 404},
    ("POST", "/live/clock/{pm_id}"): {NOBODY: 403, OTHER: 403, VIEWER: 403, REMOVED: 403, MEMBER: 403},
    ("POST", "/live/lead/{pm_id}"): {NOBODY: 403, OTHER: 403, VIEWER: 403, REMOVED: 403, MEMBER: 200},
    ("POST", "/live/skip/{pm_id}"): {NOBODY: 403, OTHER: 403, VIEWER: 403, REMOVED: 403, MEMBER: 200},
    ("POST", "/live/quiet/{pm_id}"): {NOBODY: 403, OTHER: 403, VIEWER: 403, REMOVED: 403, MEMBER: 409},
    ("POST", "/live/vote/{pm_id}"): {NOBODY: 403, OTHER: 403, VIEWER: 403, REMOVED: 403, MEMBER: 409},
    ("POST", "/live/seen/{pm_id}"): {NOBODY: 403, OTHER: 403, VIEWER: 401, REMOVED: 403, MEMBER: 401},
    ("POST", "/live/review/{pm_id}"): {NOBODY: 403, OTHER: 403, VIEWER: 403, REMOVED: 403, MEMBER: 409},
    ("POST", "/live/in/{source}"): dict.fromkeys((NOBODY, OTHER, VIEWER, REMOVED, MEMBER), 401),
    ("POST", "/live/in/{source}/{key}"): dict.fromkeys((NOBODY, OTHER, VIEWER, REMOVED, MEMBER), 401),
    ("GET", "/live/issue/{pm_id}/{action_id}"): {NOBODY: 403, OTHER: 403, VIEWER: 403, REMOVED: 403, MEMBER: 404},
    ("GET", "/live/issue/{pm_id}/{action_id}/text"): {NOBODY: 403, OTHER: 403, VIEWER: 403, REMOVED: 403, MEMBER: 404},
    ("WS", "/live/ws/{pm_id}"): {NOBODY: 4401, OTHER: 4403, VIEWER: 0, REMOVED: 4403, MEMBER: 0},
}
# What stands in the other places of an address.
PARTS = {
    "file": "x",
    "key": "x",
    "picture_id": "x",
    "source": "alertmanager",
    "action_id": "x",
    "token": "x",
    "given": "m=x",
}
BODIES: dict[str, dict[str, object]] = {
    "/live/enter": {},
    "/live/sign-out": {"everywhere": False},
    "/live/hints/{pm_id}": {"field": "summary.impact", "section": "summary", "text": "x"},
    "/live/hints/{pm_id}/dismiss": {"field": "summary.impact", "phrase": "should have", "reason": "fits"},
    "/live/hints/{pm_id}/accept": {"field": "summary.impact", "rule": "should-have"},
    "/live/day-order/{pm_id}": {"order": "dmy"},
    "/live/due/{pm_id}": {"text": "tomorrow", "zone": "UTC"},
    "/live/timeline/{pm_id}": {"text": "10:02 alert", "zone": "UTC"},
    "/live/clock/{pm_id}": {"what": "next", "seen": 1, "section": "summary", "status": "running"},
    "/live/lead/{pm_id}": {},
    "/live/skip/{pm_id}": {"section": "lessons", "skipped": True},
    "/live/quiet/{pm_id}": {"what": "done", "round": 1, "on": True},
    "/live/vote/{pm_id}": {"what": "give", "vote": 1, "action": "a"},
    "/live/seen/{pm_id}": {"what": "look"},
    "/live/review/{pm_id}": {"about": "because", "words": "x"},
}


def doors() -> list[tuple[str, str]]:
    found = []
    for route in live.routes:
        if isinstance(route, WebSocketRoute):
            found.append(("WS", route.path))
        elif isinstance(route, Route):
            found += [(method, route.path) for method in sorted((route.methods or set()) - {"HEAD"})]
        else:
            pytest.fail(f"{route} is a kind of door that this test does not know")
    return found


def test_every_door_is_in_the_table() -> None:
    """Whoever adds a route says here who may use it."""
    assert sorted(doors()) == sorted(EXPECTED)


@pytest.mark.parametrize("who", [NOBODY, OTHER, VIEWER, REMOVED, MEMBER])
async def test_each_door_is_closed_to_who_should_not_come_in(open_house: Callable[..., Any], who: str) -> None:
    """On a network, where only links and codes let people in."""
    house: House = await open_house(access="key")
    pm_id = house.meeting("Secret words in the title")
    person = await somebody(house, pm_id, who)
    for (method, path), expected in EXPECTED.items():
        got = await knock(house, method, path, pm_id, person)
        assert got == expected[who], f"{who} at {method} {path}: {got}"


async def somebody(house: House, pm_id: str, who: str) -> Person | None:
    if who == NOBODY:
        return None
    if who == OTHER:
        return house.person(house.meeting())
    person = house.person(pm_id, "viewer" if who == VIEWER else "participant")
    if who == REMOVED:
        lead = house.person(pm_id, "facilitator")
        access.remove(house.app, house.member(lead, pm_id), pm_id, person.id)
    return person


async def knock(house: House, method: str, path: str, pm_id: str, person: Person | None) -> int:
    if method == "WS":
        peer = await house.knock(pm_id, person)
        await peer.until(lambda: peer.closed or peer.synced)
        if peer.closed is not None:
            assert peer.frames == [], "something was said before the door was closed"
            return peer.closed.code
        return 0
    url = path.format(pm_id=pm_id, name=f"{pm_id}.md", **PARTS).replace("#", "%23")
    async with house.http(person) as browser:
        answer = await browser.request(method, url, json=BODIES.get(path) if method == "POST" else None)
    if answer.status_code >= 400:
        assert "Secret words" not in answer.text
        if answer.headers["content-type"].startswith("text/html"):
            return answer.status_code
        assert set(answer.json()) == {"sentence"}
    return answer.status_code


@pytest.mark.parametrize("who", [NOBODY, OTHER, VIEWER, REMOVED, MEMBER])
async def test_the_page_of_a_room_tells_its_data_to_who_is_in_it(open_house: Callable[..., Any], who: str) -> None:
    """The page itself is Streamlit's and the same for all; what its head says of the meeting is not."""
    house: House = await open_house(access="key")
    pm_id = house.meeting("Secret words in the title")
    async with house.http(await somebody(house, pm_id, who)) as browser:
        answer = await browser.get("/room", params={"pm": pm_id})
    assert answer.status_code == 200
    assert ("Secret words" in answer.text) is (who in (VIEWER, MEMBER))
    assert (pm_id in answer.text) is (who in (VIEWER, MEMBER))


async def test_a_method_that_a_door_does_not_have_is_refused(house: House) -> None:
    """Nothing is deleted or put anywhere by HTTP."""
    pm_id = house.meeting()
    async with house.http(house.person(pm_id, "facilitator")) as browser:
        for method in ("PUT", "PATCH", "DELETE"):
            for _, path in EXPECTED:
                url = path.format(pm_id=pm_id, name=f"{pm_id}.md", **PARTS).replace("#", "%23")
                assert (await browser.request(method, url)).status_code in (404, 405)
